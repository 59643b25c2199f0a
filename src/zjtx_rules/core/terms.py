"""The forms of the core: tests (four-valued) and quantities (exact), typed, immutable and in canonical order.

Numbers are whole numbers of the fact's own unit (money in 分, shares in hundredths of a percent, days as their number in the
calendar) or fractions of it; never floats. Terms are built by the functions below, which check kinds and put parts in order, so
that two spellings of one test are one object; a negation is pushed down to the comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeAlias


class Kind(Enum):
    """What a quantity measures; only quantities of one kind are added and compared."""

    YES_NO = "yes_no"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    CHOICE = "choice"


class KindError(TypeError):
    """Raised where quantities of different kinds are added or compared, or two facts are multiplied."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number that the text states."""

    value: Fraction
    kind: Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the applicant, in whole units of its kind, within its declared range."""

    key: str
    kind: Kind
    least: int
    most: int
    open_above: bool = False
    """There is no greatest value; `most` is only where the search begins to look."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record at hand, inside `Some`."""

    name: str
    kind: Kind
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A constant plus quantities times numbers."""

    parts: tuple[tuple[Fraction, Quantity], ...]
    constant: Fraction
    kind: Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of the first case whose test is met, or else the last value. A table of bands is one."""

    cases: tuple[tuple[Test, Quantity], ...]
    otherwise: Quantity
    kind: Kind


@dataclass(frozen=True, slots=True)
class Least:
    """The smaller of two quantities: a ceiling on a value."""

    one: Quantity
    other: Quantity
    kind: Kind


@dataclass(frozen=True, slots=True)
class Most:
    """The greater of two quantities: a floor under a value."""

    one: Quantity
    other: Quantity
    kind: Kind


@dataclass(frozen=True, slots=True)
class NotNegative:
    """The quantity is zero or more: what every comparison of two quantities comes to."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Not:
    """The comparison, the look at records or the judgement does not hold."""

    test: NotNegative | Some | Judgement


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """There is a record in the collection of which the body holds."""

    collection: str
    body: Test


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the text leaves to a person."""

    question: str


Quantity: TypeAlias = Literal | Fact | Field | Sum | Choice | Least | Most
Test: TypeAlias = NotNegative | Not | All | AnyOf | Some | Judgement
Term: TypeAlias = Quantity | Test

ALWAYS: Test = All(())
NEVER: Test = AnyOf(())


def literal(value: Fraction | int, kind: Kind) -> Literal:
    """Return a stated number.

    Raises:
        KindError: If the number is a float.
    """
    if isinstance(value, float):
        raise KindError("a number of the core is never a float")
    return Literal(Fraction(value), kind)


def total(*parts: Quantity | tuple[Fraction | int, Quantity]) -> Quantity:
    """Return the sum of quantities, each alone or with the number that it is multiplied by.

    Raises:
        KindError: If the quantities are of different kinds.
    """
    pairs = [part if isinstance(part, tuple) else (Fraction(1), part) for part in parts]
    kind = _one_kind([quantity for _, quantity in pairs])
    constant, weights = Fraction(0), dict[Quantity, Fraction]()
    for weight, quantity in pairs:
        inner: tuple[tuple[Fraction, Quantity], ...] = ((Fraction(1), quantity),)
        if isinstance(quantity, Literal):
            inner, constant = (), constant + weight * quantity.value
        elif isinstance(quantity, Sum):
            inner, constant = quantity.parts, constant + weight * quantity.constant
        for share, part in inner:
            weights[part] = weights.get(part, Fraction(0)) + weight * share
    kept = sorted(((weight, part) for part, weight in weights.items() if weight), key=lambda pair: repr(pair[1]))
    if not kept:
        return Literal(constant, kind)
    if constant == 0 and len(kept) == 1 and kept[0][0] == 1:
        return kept[0][1]
    return Sum(tuple(kept), constant, kind)


def difference(one: Quantity, other: Quantity) -> Quantity:
    """Return one quantity less another."""
    return total(one, (Fraction(-1), other))


def times(one: Quantity, other: Quantity) -> Quantity:
    """Return the product of a rate that is stated, or chosen among stated ones, and a quantity.

    Raises:
        KindError: If both depend on amounts; a product of two facts is no form of the core yet.
    """
    if isinstance(one, Literal):
        return total((one.value, other))
    if isinstance(one, Choice):
        cases = tuple((test, times(value, other)) for test, value in one.cases)
        return Choice(cases, times(one.otherwise, other), other.kind)
    raise KindError("only a stated rate, or one chosen among stated rates, can be multiplied with a quantity")


def least(one: Quantity, other: Quantity) -> Quantity:
    """Return the smaller of two quantities."""
    if one == other:
        return one
    first, second = sorted((one, other), key=repr)
    return Least(first, second, _one_kind([one, other]))


def most(one: Quantity, other: Quantity) -> Quantity:
    """Return the greater of two quantities."""
    if one == other:
        return one
    first, second = sorted((one, other), key=repr)
    return Most(first, second, _one_kind([one, other]))


def choice(cases: Iterable[tuple[Test, Quantity]], otherwise: Quantity) -> Quantity:
    """Return the value of the first case whose test is met, or else `otherwise`."""
    kept: list[tuple[Test, Quantity]] = []
    for test, value in cases:
        if test == ALWAYS:
            return choice(kept, value)
        if test != NEVER:
            kept.append((test, value))
    kind = _one_kind([*(value for _, value in kept), otherwise])
    return Choice(tuple(kept), otherwise, kind) if kept else otherwise


def table(by: Quantity, bands: Iterable[tuple[Quantity, Quantity]], below: Quantity) -> Quantity:
    """Return the value of the highest band that the quantity reaches: bands are (from, value), the edge belongs to the band."""
    rising = sorted(
        bands, key=lambda band: band[0].value if isinstance(band[0], Literal) else Fraction(0), reverse=True
    )
    return choice([(at_least(by, start), value) for start, value in rising], below)


def at_least(one: Quantity, other: Quantity) -> Test:
    """Return "one is at least the other" (不低于、以上)."""
    gap = difference(one, other)
    if isinstance(gap, Literal):
        return ALWAYS if gap.value >= 0 else NEVER
    return NotNegative(gap)


def more_than(one: Quantity, other: Quantity) -> Test:
    """Return "one is more than the other" (超过)."""
    return negation(at_least(other, one))


def equal(one: Quantity, other: Quantity) -> Test:
    """Return "one is the other"."""
    return all_of(at_least(one, other), at_least(other, one))


def ratio_at_least(part: Quantity, whole: Quantity, share: Fraction) -> Test:
    """Return "the part is at least this share of the whole"; of a whole of nothing there is no share, and a person judges.

    The whole is never negative; the comparison is multiplied out, so that nothing is divided.
    """
    nothing = Literal(Fraction(0), whole.kind)
    none = at_least(nothing, whole)
    enough = at_least(part, total((share, whole)))
    return any_of(all_of(negation(none), enough), all_of(none, Judgement(f"ratio over nothing: {whole!r}")))


def all_of(*tests: Test) -> Test:
    """Return "all of them", flat, each part once, in canonical order."""
    return _joined(tests, All, NEVER)


def any_of(*tests: Test) -> Test:
    """Return "at least one of them", flat, each part once, in canonical order."""
    return _joined(tests, AnyOf, ALWAYS)


def negation(test: Test) -> Test:
    """Return the negation, pushed down to comparisons, looks at records and judgements."""
    match test:
        case Not(test=inner):
            return inner
        case All(parts=parts):
            return any_of(*map(negation, parts))
        case AnyOf(parts=parts):
            return all_of(*map(negation, parts))
        case _:
            return Not(test)


def some(collection: str, body: Test) -> Test:
    """Return "there is a record of which the body holds"."""
    return NEVER if body == NEVER else Some(collection, body)


def _joined(tests: Iterable[Test], form: type[All | AnyOf], deciding: Test) -> Test:
    parts: set[Test] = set()
    for test in tests:
        parts.update(test.parts if isinstance(test, form) else (test,))
    if deciding in parts:
        return deciding
    if len(parts) == 1:
        return parts.pop()
    return form(tuple(sorted(parts, key=repr)))


def _one_kind(quantities: list[Quantity]) -> Kind:
    kinds = {quantity.kind for quantity in quantities}
    if len(kinds) != 1:
        raise KindError("quantities of different kinds: " + ", ".join(sorted(kind.value for kind in kinds)))
    return kinds.pop()
