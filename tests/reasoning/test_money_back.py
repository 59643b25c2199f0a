"""Money that has to be paid back: in a block of its own, never netted, whatever the form; and money that is paid to others."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from typing import Any

import polars as pl
import pytest

from small_rules import codes
from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table, load_text
from zjtx_rules.language import RuleSet
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.document import as_detail
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.text import as_text
from zjtx_rules.reasoning import Evaluation
from zjtx_rules.terms import Money

ON = date(2025, 6, 1)
W = 10_000


@cache
def rules() -> RuleSet:
    return load_text(
        """
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: missed, label: 未达承诺, type: yes_no}
- {id: breach, label: 违反承诺, type: yes_no}
- {id: paid_in, label: 到位资金, type: money}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - {id: award.a, kind: award, cite: 一, quote: 给予90万元, title: 甲奖, to: enterprise, frequency: once, pays: {sum: 90万元}}
  - {id: award.b, kind: award, cite: 二, quote: 给予50万元, title: 乙奖, to: enterprise, frequency: once, pays: {sum: 50万元}}
  - id: award.brought
    kind: award
    cite: 三
    quote: 按到位资金1%奖励，企业、引荐机构各半，市、区按六四分担
    title: 引荐奖
    to: enterprise
    pays: {amount: 1% × 到位资金, at_most: 40万元}
    payees: [{to: 企业, share: 50%, applicant: true}, {to: 引荐机构, share: 50%}]
    payers: [{from: 市财政, share: 60%}, {from: 区财政, share: 40%}]
  - {id: recovery.missed, kind: recovery, cite: 四, quote: 收回甲奖, title: 收回甲奖, to: enterprise, by: [市工信局], when: {fact: missed}, of: [award.a]}
  - {id: recovery.breach, kind: recovery, cite: 五, quote: 退回奖励, title: 退回全部, to: enterprise, when: {fact: breach}, of: ["award.*"]}
""",
        "small.yaml",
    )


def paid(clause: str, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "document": "demo",
        "clause": clause,
        "kind": "award",
        "amount": amount,
        "date": "2024-05-01",
        "payer": "海曲市",
        **more,
    }


LEDGER = [paid("award.a", "90万元"), paid("award.b", "20万元", returned="5万元")]


def asked(ledger: Any = LEDGER, **facts: Any) -> Evaluation:
    given = {
        "region": "海曲市",
        "legal_form": "enterprise",
        "recognitions": [],
        "facts": {"paid_in": "1000万元", **facts},
    }
    given |= {} if ledger is None else {"awards_received": ledger}
    return evaluate(EnterpriseProfile.model_validate(given, context=rules().places), rules(), ON)


CASES: dict[str, tuple[Any, dict[str, Any], tuple[int, int | None]]] = {
    "nothing": (LEDGER, {"missed": False, "breach": False}, (0, 0)),
    "one clause": (LEDGER, {"missed": True, "breach": False}, (90, 90)),
    "what was paid back already": (LEDGER, {"missed": False, "breach": True}, (105, 105)),
    "two clauses that take the same money back": (LEDGER, {"missed": True, "breach": True}, (105, 105)),
    "one clause, of the other a fact is missing": (LEDGER, {"missed": True}, (90, 105)),
    "facts are missing": (LEDGER, {}, (0, 105)),
    "nothing was received": ([], {"missed": True, "breach": True}, (0, 0)),
    "what was received is not known": (None, {"missed": True, "breach": False}, (0, None)),
    "another place paid": ([paid("award.a", "90万元", payer="济南市")], {"missed": True, "breach": False}, (0, 0)),
    "how much is not known": ([{**paid("award.a", "1元"), "amount": None}], {"missed": True, "breach": False}, (0, 90)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_to_be_paid_back(name: str) -> None:
    ledger, facts, (low, high) = CASES[name]
    back = asked(ledger, **facts).awards.payable.back
    assert (back.floor, back.ceiling) == (Money(low * W), None if high is None else Money(high * W))


@pytest.mark.parametrize("facts", [{}, {"missed": True}, {"breach": True}, {"missed": False}])
def test_the_bounds_contain_every_way_and_both_ends_are_reached(facts: dict[str, bool]) -> None:
    ways = [dict(zip(("missed", "breach"), each, strict=True)) for each in product((True, False), repeat=2)]
    ways = [each for each in ways if facts.items() <= each.items()]
    found = [asked(**each).awards.payable.back for each in ways]
    back = asked(**facts).awards.payable.back
    assert (back.floor, back.ceiling) == (min(each.floor for each in found), max(each.floor for each in found))


def test_it_is_never_netted_with_what_is_payable() -> None:
    both = asked(missed=True, breach=True)
    neither = asked(missed=False, breach=False)
    assert both.awards.payable.total == neither.awards.payable.total


FORMS = {
    "text": as_text,
    "full text": lambda found: as_text(found, full=True),
    "Markdown": as_markdown,
    "HTML": answer_page,
    "brief": lambda found: as_detail(found, detail="brief").model_dump_json(),
    "normal": lambda found: as_detail(found, detail="normal").model_dump_json(),
    "full": lambda found: as_detail(found, detail="full").model_dump_json(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_what_is_to_be_paid_back_and_who_else_is_paid(form: str) -> None:
    said = FORMS[form](asked(missed=True, breach=False))
    assert "收回甲奖" in said
    assert "90万元" in said
    assert "引荐机构" in said
    assert "5万元" in said


def test_the_applicant_gets_its_share_alone_and_the_payers_bear_theirs() -> None:
    found = asked(missed=False, breach=False)
    assert found.awards.payable.total.fixed.floor == Money.parse("35万元")  # 90 − 90, 50 − 20, half of 10
    line = next(
        each for each in as_detail(found, detail="normal").awards.payable.lines if each.clause == "award.brought"
    )  # type: ignore[union-attr]
    assert [(each.payer, each.amount.floor.text) for each in line.payers] == [("市财政", "3万元"), ("区财政", "2万元")]


def test_a_table_has_its_columns_and_counts_who_was_left_to_the_reference() -> None:
    row = {
        "编号": "1",
        "region": "海曲市",
        "legal_form": "enterprise",
        "未达承诺": "是",
        "违反承诺": "否",
        "到位资金": "1000万元",
    }
    ledger = [{"编号": "1", **each} for each in LEDGER]
    names = ("编号", "document", "clause", "kind", "amount", "returned", "date", "payer")
    table = pl.DataFrame(
        {key: [each.get(key) for each in ledger] for key in names}, schema=dict.fromkeys(names, pl.String)
    )
    none = pl.DataFrame(schema={"编号": pl.String, "title": pl.String})
    answer = evaluate_table(pl.DataFrame([row]), rules=rules(), as_of=ON, recognitions=none, awards_received=table)
    found = answer.table.row(0, named=True)
    assert (found["demo#back_floor"], found["demo#back_ceiling"]) == (90 * W * 100, 90 * W * 100)
    assert answer.report.referred == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("payees: [{to: 甲, share: 60%}, {to: 乙, share: 30%}]", ["shares-sum"]),
        ("payers: [{from: 市, share: 60%}, {from: 区, share: 50%}]", ["shares-sum"]),
        ("payees: [{to: 甲, share: 100%, split: 没有的数}]", ["formula"]),
        ("payees: [{to: 甲, share: 60%}, {to: 乙, share: 40%}]", []),
    ],
)
def test_shares_come_to_the_whole(parts: str, expected: list[str]) -> None:
    text = f"  - {{id: award.a, kind: award, cite: 一, quote: 原文, title: 甲, to: enterprise, pays: {{sum: 1元}}, {parts}}}\n"
    assert codes(text) == expected


def test_what_is_taken_back_is_named() -> None:
    text = "  - {id: recovery.a, kind: recovery, cite: 一, quote: 原文, title: 甲, to: enterprise, of: [award.none]}\n"
    assert codes(text) == ["unknown-clause"]
