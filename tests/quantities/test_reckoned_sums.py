"""Sums that are reckoned are exact, or rounded to the 分 where no decimal number holds them; absurd ones are refused in our words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from zjtx_rules.problems import InputError
from zjtx_rules.quantities.formula import FormulaError, parse
from zjtx_rules.quantities.reckoning import decimal_near, figure, money_of
from zjtx_rules.terms import Money


@pytest.mark.parametrize(
    ("fen", "yuan", "exact"),
    [
        (Fraction(24_600_000), "246000", True),
        (Fraction(1, 8), "0.00125", True),
        (Fraction(10**31 + 1, 10**7), "10000000000000000000000.000000001", True),
        (Fraction(700_007, 6), "1166.68", False),  # 116,667.83 fen
        (Fraction(1, 3), "0", False),
        (Fraction(3, 2) + Fraction(1, 30), "0.02", False),
    ],
)
def test_a_sum_is_exact_or_rounded_to_the_fen(fen: Fraction, yuan: str, exact: bool) -> None:  # noqa: FBT001 - as the table says
    assert money_of(fen) == (Money(Decimal(yuan)), exact)


def test_a_sum_beyond_all_proportion_is_refused() -> None:
    with pytest.raises(InputError, match="大得不可能"):
        money_of(Fraction(10**40))


def test_a_number_beyond_all_proportion_is_refused() -> None:
    for text in ("9999999999999亿元", "0.0000000000001%"):
        with pytest.raises(FormulaError, match="长得不可能"):
            parse(text)


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (Fraction(1, 3), "share", "约33.3333%"),
        (Fraction(6, 100), "share", "6%"),
        (Fraction(59, 2), "number", "29.5"),
        (Fraction(-5_000_000), "money", "−5万元"),
        (Fraction(10**30), "number", "1" + "0" * 30),
    ],
)
def test_a_figure_is_said_shortly(number: Fraction, unit: str, said: str) -> None:
    assert figure(number, unit) == said  # type: ignore[arg-type] # one of the units


def test_rounding_is_half_up_whatever_the_context() -> None:
    assert decimal_near(Fraction(5, 1000), 2) == Decimal("0.01")
    assert (
        decimal_near(Fraction(12_345_678_901_234_567_890_123_456_789_012), 2)
        == 12_345_678_901_234_567_890_123_456_789_012
    )
