"""Fractions of a 分, where a document says what becomes of them: each payment is rounded by itself, the exact sum is shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from zjtx_rules.payments.base import PreparedPayment, Reckoned
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

Rounding = Literal["exact", "half_up", "down"]

_FEN = Decimal("0.01")
_WAYS = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_CEILING}
_SAID = {
    "half_up": Words("四舍五入到分", "rounded to the 分"),
    "down": Words("舍去不足一分的部分", "less fractions of a 分"),
}


def to_fen(amount: Money, how: Literal["exact", "half_up", "down", "up"]) -> Money:
    """Return a sum in whole 分; as it is where it is exact already, or where nothing is to be rounded."""
    if how == "exact" or amount.yuan.as_tuple().exponent >= -2:  # type: ignore[operator]  # a sum is finite
        return amount
    number = amount.yuan.scaleb(2).to_integral_value(_WAYS[how]).scaleb(-2)
    return Money(number.normalize() if number else Decimal(0))


def rounded(payment: PreparedPayment, how: Rounding) -> PreparedPayment:
    """Return a payment of which every sum is rounded."""
    if how == "exact" or not payment.fractional:
        return payment
    inner = payment.reckon

    def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:
        return [_rounded(line, how) for line in inner(situation, recognition)]

    return replace(payment, reckon=reckon)


def _rounded(line: Reckoned, how: Rounding) -> Reckoned:
    low = to_fen(line.low, how)
    # What payments of unknown date add to the sums of some year is bounded already with the rounding of that year.
    adds = line.year is None and line.in_one_year is not None
    high = None if line.high is None else to_fen(line.high, "up" if adds else how)
    one_year = None if line.in_one_year is None else to_fen(line.in_one_year, how)
    said = line.how
    if low != line.low and line.low == line.high and said is not None:
        way = _SAID[how]
        said = Words(
            f"{said.zh}；合{line.low}，{way.zh}为{low}", f"{said.en}; {line.low.english()}, {way.en} {low.english()}"
        )
    return replace(line, low=low, high=high, in_one_year=one_year, how=said)
