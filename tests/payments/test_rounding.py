"""Fractions of a 分: 中国人民银行法 第十七条 knows 元, 角 and 分; what becomes of the rest a document says, or it stays exact."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import applicant, clause, rules_of
from zjtx_rules import evaluate, evaluate_table, load
from zjtx_rules.payments.rounding import to_fen
from zjtx_rules.terms import Money

AS_OF = date(2023, 12, 31)
VALIDITY = "in_force: {from: 2022-01-01, to: 2025-12-31}\n"
WAYS = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}


def share(rounding: str | None, rate: str = "50%", at_most: str = "100万元") -> Any:
    pays = f"{{share: {{rate: {rate}, of: design_payments, client_in: here, at_most: {at_most}}}}}"
    around = VALIDITY + ("" if rounding is None else f"settings: {{rounding: {rounding}}}\n")
    return rules_of(clause("subsidy.design", "subsidy", to="design_institute", pays=pays), around=around)


def institute(*payments: tuple[str | None, str]) -> Any:
    paid = [{"date": day, "amount": amount} for day, amount in payments]
    return applicant("design_institute", contracts=[{"client_region": "371100", "payments": paid}], awards_received=[])


def bounds(rules: Any, profile: Any) -> tuple[Decimal, Decimal | None]:
    found = evaluate(profile, rules, AS_OF).awards.payable.total.fixed
    return found.floor.yuan, None if found.ceiling is None else found.ceiling.yuan


@pytest.mark.parametrize(
    ("paid", "half_up", "down", "exact"),
    [
        ("71.53元", "35.77", "35.76", "35.765"),
        ("0.03元", "0.02", "0.01", "0.015"),
        ("0.01元", "0.01", "0", "0.005"),
        ("0.02元", "0.01", "0.01", "0.01"),
        ("1999999.99元", "1000000", "999999.99", "999999.995"),
        ("2000000.01元", "1000000", "1000000", "1000000"),
        ("100万元", "500000", "500000", "500000"),
    ],
)
def test_a_sum_is_rounded_as_the_document_says(paid: str, half_up: str, down: str, exact: str) -> None:
    profile = institute(("2023-06-01", paid))
    for rounding, expected in (("half_up", half_up), ("down", down), ("exact", exact), (None, exact)):
        assert bounds(share(rounding), profile) == (Decimal(expected), Decimal(expected))


def test_each_payment_of_a_year_is_one_and_is_rounded_by_itself() -> None:
    # 0.005元 for 2022 and 0.005元 for 2023 are 0.01元 each; both of one year are 0.01元 together.
    assert bounds(share("half_up"), institute(("2022-06-01", "0.01元"), ("2023-06-01", "0.01元")))[0] == Decimal("0.02")
    assert bounds(share("half_up"), institute(("2023-05-01", "0.01元"), ("2023-06-01", "0.01元")))[0] == Decimal("0.01")
    assert bounds(share("down"), institute(("2022-06-01", "0.01元"), ("2023-06-01", "0.01元")))[0] == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=3),
    st.sampled_from(["50%", "33.3%", "7.5%"]),
    st.sampled_from(["half_up", "down"]),
    st.data(),
)
def test_bounds_contain_every_year_in_which_undated_payments_can_fall(
    fen: list[int], rate: str, rounding: str, data: st.DataObject
) -> None:
    days = ["2022-06-01", "2023-06-01"]
    rules = share(rounding, rate)
    chosen = [data.draw(st.sampled_from(days)) for _ in fen]
    hidden = [data.draw(st.booleans()) for _ in fen]
    amounts = [f"{each / 100:.2f}元" for each in fen]
    known = institute(*zip(chosen, amounts, strict=True))
    vague = institute(*((None if hide else day, each) for day, hide, each in zip(chosen, hidden, amounts, strict=True)))
    (exact, same), (floor, ceiling) = bounds(rules, known), bounds(rules, vague)
    by_year = [sum(each for day, each in zip(chosen, fen, strict=True) if day == year) for year in days]
    share_of = Decimal(rate.removesuffix("%")) / 100
    expected = sum(((Decimal(each) * share_of).to_integral_value(WAYS[rounding]) / 100 for each in by_year), Decimal(0))
    assert exact == same == expected
    assert floor <= exact <= (ceiling if ceiling is not None else exact)


@pytest.mark.parametrize(
    ("how", "expected"), [("half_up", "35.77"), ("down", "35.76"), ("up", "35.77"), ("exact", "35.765")]
)
def test_a_sum_in_whole_fen(how: Any, expected: str) -> None:
    assert to_fen(Money(Decimal("35.765")), how) == Money(Decimal(expected))


def table_of(rules: Any, paid: str) -> tuple[int, int]:
    found = evaluate_table(
        pl.DataFrame({"applicant": ["A"], "kind": ["design_institute"], "region": ["济南市"]}),
        rules=rules,
        as_of=AS_OF,
        recognitions=pl.DataFrame(
            {"applicant": ["A"], "title": ["design_research_institute"], "level": ["provincial"], "kind": ["new"],
             "date": ["2021-12-01"], "expires": ["2024-11-30"]}
        ),
        contracts=pl.DataFrame({"applicant": ["A"], "contract": ["1"], "client_region": ["日照市"], "industrial_design": [True], "ordered": ["2023-01-01"]}),
        contract_payments=pl.DataFrame({"applicant": ["A"], "contract": ["1"], "date": ["2023-06-01"], "amount": [paid]}),
        awards_received=pl.DataFrame({"applicant": ["B"][:0]}, schema={"applicant": pl.String}),
    ).table  # fmt: skip
    return found["payable#fixed_floor"][0], found["payable#fixed_ceiling"][0]


@pytest.mark.parametrize(("paid", "fen"), [("71.53元", 3577), ("0.03元", 2), ("0.02元", 1)])
def test_tables_and_the_reference_pay_the_same_under_a_document_that_rounds(paid: str, fen: int) -> None:
    assert table_of(load("rizhao"), paid) == (fen, fen)


def test_the_exact_sum_is_shown_and_a_document_that_says_nothing_is_named() -> None:
    profile = institute(("2023-06-01", "71.53元"))
    page = evaluate(profile, share("half_up"), AS_OF).explain()
    assert "合35.765元，四舍五入到分为35.77元" in page
    assert "没有写怎么舍入" not in page
    silent = evaluate(profile, share(None), AS_OF).explain()
    assert "【可申领】35.765元" in silent
    assert "没有写怎么舍入" in silent
    assert "没有写怎么舍入" not in evaluate(institute(("2023-06-01", "71.54元")), share(None), AS_OF).explain()
