"""What rule files cannot say: not computed, in every form of the answer, and whatever rests on it likewise."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest

from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table, load_text
from zjtx_rules.analysis.checking import check_texts
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.analysis.gap.report import gap
from zjtx_rules.language import RuleSet
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.clause import clause_text
from zjtx_rules.presentation.document import as_detail
from zjtx_rules.presentation.gaps import gap_text
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.matching import matching_text
from zjtx_rules.presentation.text import as_text
from zjtx_rules.reasoning import Evaluation
from zjtx_rules.terms import Money

REASON, WORDS = "没有公布系数表", "乘以绩效系数"
UNSAID = f"cannot_say: {{reason: {REASON}, words: {WORDS}}}"
ON = date(2025, 6, 1)


def award(name: str, pays: str, when: str = "", kind: str = "award") -> str:
    condition = f"\n    when: {when}" if when else ""
    return f"""
  - id: {name}
    kind: {kind}
    cite: 一
    quote: 给予奖励，{WORDS}
    title: {name}奖
    to: enterprise
    by: [市工信局]{condition}
    pays: {pays}"""


def rule(among: str, more: str = "") -> str:
    return f"""
  - {{id: rule, kind: no_duplication, cite: 末, quote: 从高, title: 从高, among: {among}{more}}}"""


@cache
def rules_of(*clauses: str) -> RuleSet:
    return load_text(
        f"""
jurisdiction: {{name: 海曲市, code: "990100"}}
places:
- {{name: 海曲市, code: "990100"}}
facts:
- {{id: spent, label: 投资, type: money}}
- {{id: fit, label: 合格, type: yes_no}}
values:
- id: factor
  label: 系数
  cannot_say: {{reason: {REASON}, words: {WORDS}, type: percentage}}
- id: base
  label: 基数
  choose:
    first:
    - when: {{fact: fit}}
      is: 系数 × 投资
    otherwise: 10% × 投资
- id: points
  label: 得分
  choose:
    sum:
    - when: {{{UNSAID}}}
      is: 3
    otherwise: 0
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:"""
        + "".join(clauses)
        + "\n",
        "small.yaml",
    )


def asked(*clauses: str, **facts: Any) -> Evaluation:
    firm = EnterpriseProfile.model_validate(
        {
            "region": "海曲市",
            "legal_form": "enterprise",
            "recognitions": [],
            "awards_received": [],
            "facts": {"spent": "100万元", **facts},
        },
        context=rules_of(*clauses).places,
    )
    return evaluate(firm, rules_of(*clauses), ON)


def outcome(found: Evaluation) -> tuple[set[str], int, int]:
    """Return which clauses are not computed, and the bounds of what is."""
    total = found.awards.payable.total.fixed
    ceiling = -1 if total.ceiling is None else int(total.ceiling.yuan)
    return set(found.outcomes[0].not_computed), int(total.floor.yuan), ceiling


PLAIN = award("award.b", "{sum: 10万元}")
CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], tuple[set[str], int, int]]] = {
    "a payment": ((award("award.a", f"{{{UNSAID}}}"), PLAIN), {}, ({"award.a"}, 100_000, 100_000)),
    "a payment of a clause that is not met": (
        (award("award.a", f"{{{UNSAID}}}", "{fact: fit}"), PLAIN),
        {"fit": False},
        (set(), 100_000, 100_000),
    ),
    "a payment of a clause of which a fact is missing": (
        (award("award.a", f"{{{UNSAID}}}", "{fact: fit}"), PLAIN),
        {},
        ({"award.a"}, 100_000, 100_000),
    ),
    "a condition": ((award("award.a", "{sum: 5万元}", f"{{{UNSAID}}}"), PLAIN), {}, ({"award.a"}, 100_000, 100_000)),
    "a condition beside one that is not met": (
        (award("award.a", "{sum: 5万元}", f"{{all: [{{fact: fit}}, {{{UNSAID}}}]}}"),),
        {"fit": False},
        (set(), 0, 0),
    ),
    "a condition that another one makes needless": (
        (award("award.a", "{sum: 5万元}", f"{{any: [{{fact: fit}}, {{{UNSAID}}}]}}"),),
        {"fit": True},
        (set(), 50_000, 50_000),
    ),
    "a value in a sum": ((award("award.a", "{amount: 基数, at_most: 50万元}"),), {"fit": True}, ({"award.a"}, 0, 0)),
    "a value in a case that does not hold": (
        (award("award.a", "{amount: 基数}"),),
        {"fit": False},
        (set(), 100_000, 100_000),
    ),
    "a value in a case of which a fact is missing": ((award("award.a", "{amount: 基数}"),), {}, ({"award.a"}, 0, 0)),
    "a value that a cap decides": (
        (award("award.a", "{amount: 50万元 + 系数 × 投资, at_most: 50万元}"),),
        {},
        (set(), 500_000, 500_000),
    ),
    "a value that is compared": (
        (award("award.a", "{sum: 5万元}", "{fact: factor, at_least: 5%}"),),
        {},
        ({"award.a"}, 0, 0),
    ),
    "a condition inside a value that is compared": (
        (award("award.a", "{sum: 5万元}", "{fact: points, at_least: 1}"),),
        {},
        ({"award.a"}, 0, 0),
    ),
    "a part of a total": (
        (award("award.a", f"{{total_of: [{{sum: 5万元}}, {{{UNSAID}}}]}}"),),
        {},
        ({"award.a"}, 0, 0),
    ),
    "the standard of another clause": (
        (award("award.a", f"{{{UNSAID}}}", "{fact: fit}"), award("award.c", "{same_as: award.a}")),
        {"fit": False},
        ({"award.c"}, 0, 0),
    ),
    "a clause that another one refers to": (
        (award("award.a", "{sum: 5万元}", f"{{{UNSAID}}}"), award("award.c", "{sum: 7万元}", "{clause: award.a}")),
        {},
        ({"award.a", "award.c"}, 0, 0),
    ),
    "an award that competes": (
        (award("award.a", f"{{{UNSAID}}}"), PLAIN, award("award.z", "{sum: 1万元}"), rule("[award.a, award.b]")),
        {},
        ({"award.a", "award.b"}, 10_000, 10_000),
    ),
    "an award that competes and is not met": (
        (award("award.a", f"{{{UNSAID}}}", "{fact: fit}"), PLAIN, rule("[award.*]")),
        {"fit": False},
        (set(), 100_000, 100_000),
    ),
    "a rule of no duplication": (
        (PLAIN, award("award.z", "{sum: 1万元}"), rule("[award.b]", f", {UNSAID}")),
        {},
        ({"award.b"}, 10_000, 10_000),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_rests_on_it_is_not_computed_and_nothing_else(name: str) -> None:
    clauses, facts, expected = CASES[name]
    assert outcome(asked(*clauses, **facts)) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_table_says_the_same_and_counts_it(name: str) -> None:
    clauses, facts, (unsaid, low, high) = CASES[name]
    row = {"编号": "1", "region": "海曲市", "legal_form": "enterprise", "投资": "100万元"}
    row |= {"合格": "是" if facts["fit"] else "否"} if "fit" in facts else {}
    none = pl.DataFrame(schema={"编号": pl.String, "title": pl.String})
    ledger = pl.DataFrame(schema={"编号": pl.String, "amount": pl.String})
    answer = evaluate_table(
        pl.DataFrame([row]), rules=rules_of(*clauses), as_of=ON, recognitions=none, awards_received=ledger
    )
    found = answer.table.row(0, named=True)
    assert found["demo#not_computed"].split("; ") == (sorted(unsaid) or [""])
    assert (found["payable#fixed_floor"], found["payable#fixed_ceiling"]) == (low * 100, high * 100)
    assert bool(answer.report.by_reference) >= bool(unsaid)


FORMS = {
    "text": as_text,
    "english text": lambda found: as_text(found, "en"),
    "full text": lambda found: as_text(found, full=True),
    "Markdown": as_markdown,
    "HTML": answer_page,
    "brief": lambda found: as_detail(found, detail="brief").model_dump_json(),
    "normal": lambda found: as_detail(found, detail="normal").model_dump_json(),
    "full": lambda found: as_detail(found, detail="full").model_dump_json(),
    "match": lambda found: matching_text(match(found)),
    "gap": lambda found: gap_text([gap(found.applicant, found.rules, "award.a", ON)]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["a payment", "a condition", "a value in a sum", "an award that competes"])
def test_every_form_of_the_answer_says_it_with_the_words_and_the_reason(name: str, form: str) -> None:
    clauses, facts, _ = CASES[name]
    said = FORMS[form](asked(*clauses, **facts))
    assert WORDS in said
    assert REASON in said


def test_it_is_counted_beside_the_total_and_stands_in_one_band() -> None:
    found = asked(award("award.a", f"{{{UNSAID}}}"), PLAIN)
    assert "10万元；另有1项未计算" in as_text(found)
    normal = json.loads(as_detail(found, detail="normal").model_dump_json())
    assert [each["clause"] for each in normal["awards"]["payable"]["not_computed"]] == ["award.a"]
    items = [item for band in normal["bands"] for item in band["items"]]
    assert [item["kind"] for item in items] == ["not_computed", "money"]
    assert found.awards.payable.total.fixed.floor == Money.parse("10万元")


def test_check_lists_every_place_and_show_says_it() -> None:
    rules = rules_of(award("award.a", f"{{{UNSAID}}}"), PLAIN, rule("[award.b]", f", {UNSAID}"))
    report = check_texts({"small.yaml": rules.files[0].source.text})
    assert [each.code for each in report.findings].count("cannot-say") == 4  # two values, the payment, the rule
    loaded = rules.files[0]
    document = loaded.rules.documents[0]
    for clause in (document.clauses[0], document.clauses[2]):
        assert REASON in clause_text(loaded, document, clause)


def test_of_members_it_is_refused() -> None:
    with pytest.raises(Exception, match="wrong-scope"):
        rules_of(award("award.a", f"{{per_item: {{of: trainees, sum: 1元, when: {{{UNSAID}}}}}}}"))


def test_support_without_a_figure_has_no_sum_that_is_not_computed_and_stands_once_among_its_like() -> None:
    rules = rules_of(award("subsidy.a", "{without_figure: 给予支持}", "{" + UNSAID + "}", kind="subsidy"))
    answer = evaluate(
        EnterpriseProfile.model_validate({"region": "990100", "kind": "enterprise"}, context=rules.places), rules, ON
    )
    page = as_detail(answer, detail="full")
    assert [each.clause for each in page.support] == ["subsidy.a"]
    assert not page.awards.payable.not_computed
    assert [each.words for each in page.clauses[0].not_computed] == [WORDS]
