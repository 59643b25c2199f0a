"""Many applicants as JSON Lines: each line has the answer that it has alone, or its problems; nothing is held of the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import Data, applicants_data, profile_of
from zjtx_rules import InputError, evaluate, evaluate_lines, load, read_applicant
from zjtx_rules.profile import canonical_profile
from zjtx_rules.reasoning.rules_of_place import rules_of_place

AS_OF = date(2023, 9, 1)
FIRM = {"企业名称": "甲公司", "所在地": "日照市"}
RULES = load("rizhao")
Zjtx = Callable[..., tuple[int, str, str]]


@settings(max_examples=20, deadline=None)
@given(st.lists(applicants_data(), min_size=1, max_size=4))
def test_each_line_has_the_answer_that_it_has_alone(applicants: list[Data]) -> None:
    firms = [profile_of(each) for each in applicants]
    lines = [json.dumps(canonical_profile(each), ensure_ascii=False) for each in firms]
    found = list(evaluate_lines(lines, AS_OF, RULES, detail="brief"))
    assert [each.answer for each in found] == [
        evaluate(each, RULES, AS_OF).model_dump_json(detail="brief", indent=None) for each in firms
    ]


BAD = [
    ('{"所在地": "日照市"', "json-syntax"),
    (b'{"\xff": 1}', "file-encoding"),
    ('{"所在地": "日照是"}', "region"),
    ('{"名称": "没有写所在地的公司"}', "no-rules"),
    ('{"所在地": "日照市", "其他事实": {"负债总额度": 1}}', "unknown-fact"),
    ("[1]", "profile-form"),
    ('{"企业名称": "' + "甲" * 1_000_000 + '"}', "too-large"),
]


@pytest.mark.parametrize(("bad", "code"), BAD, ids=[code for _, code in BAD])
def test_what_is_wrong_with_one_line_keeps_no_other_from_its_answer(bad: str | bytes, code: str) -> None:
    good = json.dumps(FIRM, ensure_ascii=False)
    one, two, three = evaluate_lines([good, "", bad, good], AS_OF, source="名单.jsonl")
    assert (one.line, two.line, three.line) == (1, 3, 4)
    assert one.answer == three.answer is not None
    assert two.answer is None
    assert two.error is not None
    assert {(each.place.file, each.place.line) for each in two.error.problems} == {("名单.jsonl", 3)}
    assert {each.code for each in two.error.problems} == {code}
    said = json.loads(two.to_json())
    assert said["line"] == 3
    assert said["problems"]


def test_lines_are_answered_as_they_come() -> None:
    asked: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(3):
            asked.append(number)
            yield json.dumps(FIRM)

    answers = evaluate_lines(lines(), AS_OF)
    next(answers)
    assert asked == [0]


def test_the_command_answers_line_by_line(zjtx: Zjtx, tmp_path: Path) -> None:
    path = tmp_path / "名单.jsonl"
    path.write_text(json.dumps(FIRM, ensure_ascii=False) + '\n{"所在地": "日照是"}\n', encoding="utf-8")
    code, out, err = zjtx("evaluate", str(path), "--batch", "--as-of", "2023-09-01")
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (2, "2行中有1行没有答复\n")
    assert first["name"] == "甲公司"
    alone = evaluate(read_applicant(FIRM), rules_of_place(load(), read_applicant(FIRM), None), AS_OF)
    assert first["answer"] == json.loads(alone.model_dump_json(detail="brief"))
    assert second["problems"][0]["suggestion"]["zh"] == "是否想写“山东省日照市”？"


@pytest.mark.parametrize("option", [["--full"], ["--cross-check"], ["--format", "html"]])
def test_what_does_not_go_with_lines_is_refused(zjtx: Zjtx, option: list[str]) -> None:
    code, out, err = zjtx("evaluate", "-", "--batch", *option)
    assert (code, out) == (2, "")
    assert f"{option[0]}不能与--batch同用" in err


def test_no_such_file_is_said(zjtx: Zjtx, tmp_path: Path) -> None:
    code, _, err = zjtx("evaluate", str(tmp_path / "没有.jsonl"), "--batch")
    assert code == 2
    assert "file-missing" in err


def test_the_rule_set_of_a_place_is_one_object() -> None:
    everything = load()
    firm = read_applicant(FIRM)
    assert rules_of_place(everything, firm, None) is rules_of_place(everything, firm, None)
    with pytest.raises(InputError):
        rules_of_place(everything, read_applicant({}), None)
