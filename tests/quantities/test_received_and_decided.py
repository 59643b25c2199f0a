"""What was received as a quantity: certain, open, not known; and figures that a person decides, which stay between their ends."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from zjtx_rules import EnterpriseProfile, evaluate
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.problems import InputError

AS_OF = date(2025, 6, 1)
RULES = """
jurisdiction: {{name: 海曲市, code: "990100"}}
places: [{{name: 海曲市, code: "990100"}}]
facts:
- {{id: first_profit, label: 首个盈利年度, type: year}}
values:
- {{id: got, label: 已领数, {value}}}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - {{id: award.a, kind: award, cite: 一, quote: 给予奖励, title: 甲奖, to: enterprise, frequency: yearly, when: {{always: false}}, pays: {{sum: 30万元}}}}
  - {{id: award.b, kind: award, cite: 二, quote: 给予奖励, title: 乙奖, to: enterprise, frequency: yearly, when: {{always: false}}, pays: {{sum: 50万元}}}}
  - {{id: subsidy.c, kind: subsidy, cite: 三, quote: 给予补助, title: 丙补, to: enterprise, frequency: each_time, pays: {{amount: 已领数}}}}
"""
A = {"document": "demo", "clause": "award.a", "kind": "award", "amount": "30万元", "date": "2024-05-01"}
B = {"document": "demo", "clause": "award.b", "kind": "award", "amount": "50万元", "date": "2022-05-01"}


@cache
def rules(value: str) -> RuleSet:
    return load_text(RULES.format(value=value))


def ends(value: str, ledger: Any, **facts: Any) -> tuple[str, str | None]:
    known = {"region": "海曲市", "recognitions": [], "awards_received": ledger, "facts": facts}
    firm = EnterpriseProfile.model_validate(known, context=rules(value).places)
    total = evaluate(firm, rules(value), AS_OF).awards.payable.total.fixed
    return str(total.floor), None if total.ceiling is None else str(total.ceiling)


@pytest.mark.parametrize(
    ("value", "ledger", "found"),
    [
        ("received: {under: [award.a]}", [A, B], ("30万元", "30万元")),
        ("received: {under: [award.*]}", [A, B], ("80万元", "80万元")),
        ("received: {under: [award.*], arrived_in: 上年}", [A, B], ("30万元", "30万元")),
        ("received: {under: [award.*], arrived_in: 近三年}", [A, B], ("80万元", "80万元")),
        ("received: {under: [award.*], arrived_in: 当年}", [A, B], ("0元", "0元")),
        ("received: {under: [award.a]}", [], ("0元", "0元")),
        ("received: {under: [award.a]}", None, ("0元", None)),
        ("received: {under: [award.a]}, at_most: 90万元", None, ("0元", "90万元")),
        # What arrives after the day is not known on it, and what another document paid is another's.
        ("received: {under: [award.a]}", [A | {"date": "2025-06-02"}], ("0元", "0元")),
        ("received: {under: [award.a]}", [A | {"document": "另一办法"}], ("0元", "0元")),
        # Of an entry without a clause it is open under which it was; without a sum, how much.
        ("received: {under: [award.a]}", [A, {"kind": "award", "amount": "7万元", "date": "2024-01-01"}], ("30万元", "37万元")),
        ("received: {under: [award.a]}", [{**A, "amount": None}], ("0元", "30万元")),
        ("received: {under: [award.a], arrived_in: 上年}", [{**A, "date": None}], ("0元", "30万元")),
    ],
)  # fmt: skip
def test_what_was_received_is_a_quantity(value: str, ledger: Any, found: tuple[str, str | None]) -> None:
    assert ends(value, ledger) == found


def test_the_year_of_the_question_is_a_number() -> None:
    assert ends("is: (当年 − 首个盈利年度 + 1) × 1万元", [], 首个盈利年度=2023) == ("3万元", "3万元")
    assert ends("is: (当年 − 首个盈利年度 + 1) × 1万元", [], 首个盈利年度="2020年") == ("6万元", "6万元")


@pytest.mark.parametrize(
    ("value", "given", "code"),
    [
        ("decided: {from: 3万元, to: 8万元}", "3万元", None),
        ("decided: {from: 3万元, to: 8万元}", "8万元", None),
        ("decided: {from: 3万元, to: 8万元}", "8.01万元", "beyond-the-ends"),
        ("decided: {from: 3万元, to: 8万元}", "2.99万元", "beyond-the-ends"),
        ("decided: {from: 3万元, to: 8万元}", "八万", "money"),
    ],
)
@pytest.mark.parametrize("name", ["已领数", "got"])
def test_a_figure_that_is_decided_lies_between_its_ends(value: str, given: str, code: str | None, name: str) -> None:
    if code is None:
        assert ends(value, [], **{name: given}) == (given, given)
        return
    with pytest.raises(InputError) as raised:
        ends(value, [], **{name: given})
    assert raised.value.problems[0].code.startswith(code)


def test_a_clause_that_the_file_does_not_have_is_named() -> None:
    with pytest.raises(InputError) as raised:
        rules.__wrapped__("received: {under: [award.x], arrived_in: 去年}")
    assert [each.code for each in raised.value.problems] == ["unknown-clause", "wrong-value"]
