"""Limits over several clauses: what is left of stated sums and ceilings, with money received, within one another, and unknown facts."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import codes
from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table, load_text
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.language import RuleSet
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.text import as_text
from zjtx_rules.reasoning import Evaluation
from zjtx_rules.reasoning.limits import cut
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money

ON = date(2025, 6, 1)
W = 10_000


def clause(name: str, pays: str, when: str = "") -> str:
    condition = f", when: {when}" if when else ""
    return f"\n  - {{id: {name}, kind: award, cite: {name}, quote: 给予奖励, title: {name}, to: enterprise{condition}, pays: {pays}}}"


def limit(name: str, among: str, at_most: str, more: str = "") -> str:
    return (
        f"\n  - {{id: {name}, kind: limit, cite: 九, quote: 总额最高, title: 限额{name[-1]},"
        f" among: {among}, at_most: {at_most}{more}}}"
    )


def highest(among: str) -> str:
    return f"\n  - {{id: rule, kind: no_duplication, cite: 八, quote: 从高, title: 从高, among: {among}}}"


@cache
def rules_of(*clauses: str) -> RuleSet:
    return load_text(
        """
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: fit, label: 合格, type: yes_no}
- {id: people, label: 人数, type: count}
- {id: spent, label: 投资, type: money}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:"""
        + "".join(clauses)
        + "\n",
        "small.yaml",
    )


def asked(clauses: tuple[str, ...], received: Any = (), **facts: Any) -> Evaluation:
    firm = EnterpriseProfile.model_validate(
        {
            "region": "海曲市",
            "legal_form": "enterprise",
            "recognitions": [],
            "facts": facts,
            **({} if received is None else {"awards_received": list(received)}),
        },
        context=rules_of(*clauses).places,
    )
    return evaluate(firm, rules_of(*clauses), ON)


def wan(totals: Totals) -> tuple[tuple[int, int | None], tuple[int, int | None]]:
    def ends(bounds: Bounds) -> tuple[int, int | None]:
        return int(bounds.floor.yuan) // W, None if bounds.ceiling is None else int(bounds.ceiling.yuan) // W

    return ends(totals.fixed), ends(totals.up_to)


def paid(clause_: str, amount: str, day: str | None) -> dict[str, Any]:
    found = {"document": "demo", "clause": clause_, "kind": "award", "amount": amount, "payer": "海曲市"}
    return found | ({"date": day} if day else {})


A, B = clause("award.a", "{sum: 150万元}"), clause("award.b", "{up_to: 100万元}")
OPEN = clause("award.o", "{sum: 80万元}", "{fact: fit}")
YEAR = limit("limit.1", '["award.*"]', "200万元")
EVER = limit("limit.1", '["award.*"]', "200万元", ", window: lifetime")
CASES: dict[str, tuple[tuple[str, ...], Any, dict[str, Any], tuple[Any, Any]]] = {
    "a stated sum and a bare ceiling together": ((A, B, YEAR), (), {}, ((150, 150), (50, 50))),
    "out of reach": ((clause("award.a", "{sum: 90万元}"), YEAR), (), {}, ((90, 90), (0, 0))),
    "exactly reached": ((clause("award.a", "{sum: 200万元}"), YEAR), (), {}, ((200, 200), (0, 0))),
    "stated sums alone": ((A, clause("award.c", "{sum: 90万元}"), YEAR), (), {}, ((200, 200), (0, 0))),
    "ceilings alone": ((B, clause("award.c", "{up_to: 150万元}"), YEAR), (), {}, ((0, 0), (200, 200))),
    "a clause outside": ((A, B, clause("other.c", "{sum: 70万元}"), YEAR), (), {}, ((220, 220), (50, 50))),
    "a missing fact": ((A, OPEN, YEAR), (), {}, ((150, 200), (0, 0))),
    "a missing fact and a ceiling": ((OPEN, A, B, YEAR), (), {}, ((150, 200), (0, 50))),
    "received this year": ((A, YEAR), [paid("award.z", "80万元", "2025-02-01")], {}, ((120, 120), (0, 0))),
    "received last year": ((A, YEAR), [paid("award.z", "80万元", "2024-02-01")], {}, ((150, 150), (0, 0))),
    "received in some year": ((A, YEAR), [paid("award.z", "80万元", None)], {}, ((120, 150), (0, 0))),
    "received ever": ((A, EVER), [paid("award.z", "80万元", "2019-02-01")], {}, ((120, 120), (0, 0))),
    "received, not known": ((A, EVER), None, {}, ((0, 150), (0, 0))),
    "within one another": (
        (
            A,
            clause("award.c", "{sum: 90万元}"),
            clause("award.d", "{sum: 60万元}"),
            limit("limit.1", "[award.a, award.c]", "100万元"),
            limit("limit.2", '["award.*"]', "150万元"),
        ),
        (),
        {},
        ((150, 150), (0, 0)),
    ),
    "within one another, the outer out of reach": (
        (
            A,
            clause("award.d", "{sum: 60万元}"),
            limit("limit.2", '["award.*"]', "190万元"),
            limit("limit.1", "[award.a]", "100万元"),
        ),
        (),
        {},
        ((160, 160), (0, 0)),
    ),
    "beside one another": (
        (
            A,
            clause("award.c", "{sum: 90万元}"),
            limit("limit.1", "[award.a]", "100万元"),
            limit("limit.2", "[award.c]", "50万元"),
        ),
        (),
        {},
        ((150, 150), (0, 0)),
    ),
    "the highest only, then the limit": (
        (
            A,
            clause("award.c", "{sum: 90万元}"),
            highest("[award.a, award.c]"),
            limit("limit.1", '["award.*"]', "100万元"),
        ),
        (),
        {},
        ((100, 100), (0, 0)),
    ),
    "a rival outside the limit": (
        (
            A,
            clause("other.c", "{sum: 90万元}"),
            highest("[award.a, other.c]"),
            limit("limit.1", "[award.a]", "100万元"),
        ),
        (),
        {},
        ((100, 100), (0, 0)),
    ),
    "one that grows with people": (
        (A, limit("limit.1", '["award.*"]', "30万元 × 人数")),
        (),
        {"people": 3},
        ((90, 90), (0, 0)),
    ),
    "one that grows with people, not known how many": (
        (A, limit("limit.1", '["award.*"]', "30万元 × 人数")),
        (),
        {},
        ((0, 150), (0, 0)),
    ),
    "one that does not apply": (
        (A, B, limit("limit.1", '["award.*"]', "10万元", ", applies: false")),
        (),
        {},
        ((150, 150), (100, 100)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_limit_leaves_what_was_worked_out(name: str) -> None:
    clauses, received, facts, expected = CASES[name]
    clauses = (*clauses, clause("award.z", "{sum: 80万元}", "{always: false}"))
    assert wan(asked(clauses, received, **facts).awards.payable.total) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_table_comes_to_the_same(name: str) -> None:
    clauses, received, facts, expected = CASES[name]
    clauses = (*clauses, clause("award.z", "{sum: 80万元}", "{always: false}"))
    row = {"编号": "1", "region": "海曲市", "legal_form": "enterprise", "人数": facts.get("people"), "合格": None}
    ledger = [{"编号": "1", **each} for each in received or ()]
    columns = ("编号", "document", "clause", "kind", "amount", "payer", "date")
    table = pl.DataFrame(
        {key: [each.get(key) for each in ledger] for key in columns}, schema=dict.fromkeys(columns, pl.String)
    )
    answer = evaluate_table(
        pl.DataFrame([row], schema_overrides={"人数": pl.Int64, "合格": pl.String}),
        rules=rules_of(*clauses),
        as_of=ON,
        recognitions=pl.DataFrame(schema={"编号": pl.String, "title": pl.String}),
        awards_received=None if received is None else table,
    )
    found = answer.table.row(0, named=True)
    for nature, (low, high) in zip(("fixed", "up_to"), expected, strict=True):
        assert found[f"payable#{nature}_floor"] == low * W * 100
        assert found[f"payable#{nature}_ceiling"] == (None if high is None else high * W * 100)


def test_every_form_says_how_much_there_was_and_what_is_left() -> None:
    found = asked((A, B, YEAR))
    assert as_document(found).awards.payable.total.text == "定额150万元；另有上限类最高50万元（两类不相加）"
    for said in (as_text(found), as_markdown(found), answer_page(found)):
        assert "限额200万元" in said
        assert "最高50万元" in said
    (one,) = as_document(found).awards.payable.limits
    assert (one.clause, one.binds, one.before.text) == (
        "limit.1",
        True,
        "定额150万元；另有上限类最高100万元（两类不相加）",
    )


def test_limits_that_cross_are_refused() -> None:
    awards = [
        f"  - {{id: award.{each}, kind: award, cite: 一, quote: 原文, title: 甲, to: enterprise, pays: {{sum: 1元}}}}\n"
        for each in "abc"
    ]
    crossing = [
        f"  - {{id: limit.{at}, kind: limit, cite: 一, quote: 原文, title: 乙, among: {among}, at_most: 1元}}\n"
        for at, among in enumerate(("[award.a, award.b]", "[award.b, award.c]"))
    ]
    assert codes(*awards, *crossing) == ["limits-cross"]
    assert codes(*awards, crossing[0]) == []


def test_a_diff_says_by_how_much_a_limit_rose_and_for_whom_it_is_more() -> None:
    old, new = rules_of(A, YEAR), rules_of(A, limit("limit.1", '["award.*"]', "240万元"))
    (change,) = [
        change for document in diff(old, new).documents for each in document.clauses for change in each.changes
    ]
    assert (change.code, change.money, change.by.zh if change.by else None) == ("amount-raised", "more", "+40万元")


SUM = st.integers(0, 300)


@settings(max_examples=60, deadline=None)
@given(st.tuples(SUM, SUM, SUM, SUM), SUM, st.tuples(SUM, SUM))
def test_the_bounds_contain_every_way_and_both_ends_are_reached(
    ends: tuple[int, ...], room: int, more: tuple[int, int]
) -> None:
    """Stated sums and ceilings between two ends each, and a limit between two ends: all combinations of the ends are tried."""
    fixed, up_to = sorted(ends[:2]), sorted(ends[2:])
    low, high = sorted((room, room + more[0]))
    found = cut(
        Totals(Bounds(Money(fixed[0]), Money(fixed[1])), Bounds(Money(up_to[0]), Money(up_to[1]))),
        Money(low),
        Money(high),
    )
    stated, ceilings = [], []
    for one, other, limit_ in product(
        range(fixed[0], fixed[1] + 1, max(1, (fixed[1] - fixed[0]) // 3)), up_to, (low, high)
    ):
        stated.append(min(one, limit_))
        ceilings.append(min(other, limit_ - min(one, limit_)))
    for one, other, limit_ in product(fixed, up_to, (low, high)):
        stated.append(min(one, limit_))
        ceilings.append(min(other, limit_ - min(one, limit_)))
    assert (found.fixed.floor, found.fixed.ceiling) == (Money(min(stated)), Money(max(stated)))
    assert (found.up_to.floor, found.up_to.ceiling) == (Money(min(ceilings)), Money(max(ceilings)))
