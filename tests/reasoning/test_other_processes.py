"""Rules, profiles and answers go to other processes, for those who ask over many at once."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from zjtx_rules import EnterpriseProfile, Evaluation, Money, RuleSet, combine, evaluate, load, load_text
from zjtx_rules.files import parse_yaml
from zjtx_rules.language import bundled_files

AS_OF = date(2023, 9, 1)
GIANT = {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-05-10"}


def firm(region: str) -> EnterpriseProfile:
    return EnterpriseProfile.model_validate({"region": region, "recognitions": [GIANT], "awards_received": []})


def ceiling(asked: tuple[RuleSet, EnterpriseProfile]) -> Money | None:
    rules, applicant = asked
    return evaluate(applicant, rules, AS_OF).awards.payable.total.up_to.ceiling


def test_a_rule_set_is_asked_in_other_processes() -> None:
    # 日政办字〔2022〕10号 三（一）2: a national little giant of 日照 gets up to 100万元; one of 济南 nothing there.
    rules = load("rizhao")
    asked = [(rules, firm(region)) for region in ("日照市", "济南市")]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(ceiling, asked))
    assert found == [Money.parse("100万元"), Money.ZERO] == list(map(ceiling, asked))


def sent(rules: RuleSet) -> RuleSet:
    found = pickle.loads(pickle.dumps(rules))  # noqa: S301 - our own bytes
    assert isinstance(found, RuleSet)
    return found


RIZHAO = bundled_files()["rizhao"].read_text("utf-8")


def as_json(folder: Path) -> RuleSet:
    path = folder / "rizhao.json"
    path.write_text(json.dumps(parse_yaml(RIZHAO, "r").data, default=str), encoding="utf-8")
    return load(path)


def test_what_arrives_is_the_same_rule_set(tmp_path: Path) -> None:
    own = load_text(RIZHAO + "# 另一版\n", "own.json")
    for rules in (load(), load("rizhao"), own, as_json(tmp_path), combine([load("jinan"), own])):
        there = sent(rules)
        assert there.content_hash == rules.content_hash
        assert [each.name for each in there.files] == [each.name for each in rules.files]
        assert [each.source.marks for each in there.files] == [each.source.marks for each in rules.files]
        assert [each.rules for each in there.files] == [each.rules for each in rules.files]


def test_a_rule_set_that_was_used_goes_without_what_was_prepared() -> None:
    rules = load_text(RIZHAO, "rizhao")
    fresh = pickle.dumps(rules)
    evaluate(firm("日照市"), rules, AS_OF)
    assert pickle.dumps(rules) == fresh


def test_a_copy_is_as_good_as_the_rule_set_itself() -> None:
    rules = load("rizhao")
    assert copy.deepcopy(rules).content_hash == copy.copy(rules).content_hash == rules.content_hash


def test_an_answer_goes_as_its_question_and_says_the_same() -> None:
    applicant, readings = firm("日照市"), {"upgrade": "nothing"}
    expected = evaluate(applicant, load("rizhao"), AS_OF, readings=readings).model_dump_json()
    for explain in (True, False):
        answer = evaluate(applicant, load("rizhao"), AS_OF, readings=readings, explain=explain)
        there = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert isinstance(there, Evaluation)
        assert there.model_dump_json() == expected


def test_the_answer_of_a_template_goes_with_its_region() -> None:
    answer = evaluate(firm("日照市"), load("model_city"), AS_OF, adopting="日照市")
    there = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
    assert there.adopting == answer.adopting == "371100"
    assert there.model_dump_json() == answer.model_dump_json()
