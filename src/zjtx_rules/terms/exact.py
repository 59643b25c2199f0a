"""Exact decimal arithmetic: what a sum of money and a percentage have in common.

Python's ambient decimal context rounds silently to 28 digits and may be changed by anyone. Everything here runs in a
context of its own, which refuses to round: a result that cannot be held exactly raises `decimal.Inexact`.
"""

from __future__ import annotations

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow

# Two numbers of 40 digits each can be added and multiplied without coming near this.
EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, Overflow, DivisionByZero])

_LARGEST_POWER = 40


def decimal_of(value: object, what: str) -> Decimal:
    """Return an int or Decimal as a Decimal.

    Args:
        value: the number.
        what: what it is to become, for the message.

    Raises:
        TypeError: for anything but an int or a Decimal; a float is never exact, a bool never a number.
        ValueError: for a number that is not finite or beyond any amount a policy could mean.
    """
    if type(value) is not Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise TypeError(f"{what} takes an int or a Decimal, not {type(value).__name__}")
        value = Decimal(value)
    if not value.is_finite():
        raise ValueError(f"{what} must be finite, not {value}")
    if value and not -_LARGEST_POWER <= value.adjusted() <= _LARGEST_POWER:
        raise ValueError(f"{what} is out of range: {value}")
    return value


def plain(value: Decimal) -> str:
    """Return a number without exponent, thousands separators or trailing zeros."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(value: Decimal) -> int:
    """Return how many digits behind the point the number needs."""
    return len(plain(value).partition(".")[2])
