"""What sentences of policies say of quantities, built from the forms of the core: steps, brackets, excesses, means, growth."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from zjtx_rules.core.terms import (
    ALWAYS,
    Kind,
    Literal,
    Quantity,
    Test,
    Total,
    choice,
    difference,
    most,
    ratio,
    times,
    total,
    whole,
)


def full_steps(quantity: Quantity, size: Quantity) -> Quantity:
    """Return how many full steps of a size a quantity holds (每满), never less than none."""
    return most(Literal(Fraction(0), Kind.NUMBER), whole(ratio(quantity, size)))


def excess(quantity: Quantity, over: Quantity) -> Quantity:
    """Return by how much a quantity is more than another, else nothing (超出…的部分)."""
    return most(Literal(Fraction(0), quantity.kind), difference(quantity, over))


def brackets(by: Quantity, bands: Iterable[tuple[Quantity, Quantity]]) -> Quantity:
    """Return the sum of the parts of a quantity, each at the rate of its band; bands are (from, rate), rising (分段累进)."""
    result: Quantity | None = None
    before: Quantity = Literal(Fraction(0), Kind.SHARE)
    for start, rate in bands:
        step = times(difference(rate, before), excess(by, start))
        result, before = step if result is None else total(result, step), rate
    return Literal(Fraction(0), by.kind) if result is None else result


def highest(cases: Iterable[tuple[Test, Quantity]], otherwise: Quantity) -> Quantity:
    """Return the highest value of the cases whose tests are met, and of `otherwise`."""
    result = otherwise
    for test, value in cases:
        result = most(result, choice([(test, value)], otherwise))
    return result


def summed(cases: Iterable[tuple[Test, Quantity]], start: Quantity) -> Quantity:
    """Return `start` and the values of all cases whose tests are met, added."""
    nothing = Literal(Fraction(0), start.kind)
    return total(start, *(choice([(test, value)], nothing) for test, value in cases))


def mean(*quantities: Quantity) -> Quantity:
    """Return the mean of quantities."""
    return total(*((Fraction(1, len(quantities)), quantity) for quantity in quantities))


def growth(now: Quantity, before: Quantity) -> Quantity:
    """Return by what share a quantity is more than before; over nothing there is no growth."""
    return ratio(difference(now, before), before)


def total_over(collection: str, what: Quantity, where: Test = ALWAYS, top: int | None = None) -> Quantity:
    """Return the sum over the records of a collection of which a test holds, or over the greatest `top` of them."""
    return Total(collection, where, what, top, what.kind)


def count_of(collection: str, where: Test = ALWAYS) -> Quantity:
    """Return of how many records of a collection a test holds."""
    return Total(collection, where, Literal(Fraction(1), Kind.NUMBER), None, Kind.NUMBER)
