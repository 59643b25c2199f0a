"""What the types of facts measure, and in which units the core reckons with them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zjtx_rules.core import terms as t
from zjtx_rules.quantities.lowering import Unit
from zjtx_rules.terms import Money, Percentage

SCALES: dict[str, tuple[Unit, int, int]] = {
    "money": ("money", 1, 10**15),
    "percentage": ("share", 10_000, 10**7),
    "count": ("number", 1, 10**7),
    "number": ("number", 100, 10**9),
    "year": ("number", 1, 2999),
    "date": ("date", 1, 0),
}
"""By the type of a fact: what it measures, how many units of the core one of it is, and where a search begins to look."""

YEARS = (1900, 2999)
"""Between which years a year lies."""

COMPARED: dict[str, Callable[[t.Quantity, t.Quantity], t.Test]] = {
    "at_least": t.at_least,
    "more_than": t.more_than,
    "at_most": lambda one, other: t.at_least(other, one),
    "less_than": lambda one, other: t.more_than(other, one),
}


def in_units(value: Any, scale: int) -> Fraction:
    """Return the value of a fact in units of the core: money in 分, percentages in hundredths of a percent."""
    if isinstance(value, Money):
        return Fraction(value.yuan) * 100
    if isinstance(value, Percentage):
        return Fraction(value.ratio) * scale
    return Fraction(value) * scale if isinstance(value, (int, Decimal)) else Fraction(0)
