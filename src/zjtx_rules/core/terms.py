"""The forms of the core: tests (four-valued) and quantities (exact), typed, immutable and in canonical order.

Numbers are whole numbers of the fact's own unit (money in 分, shares in hundredths of a percent, days as their number in the
calendar) or fractions of it; never floats. Terms are built by the functions below, which check kinds and put parts in order, so
that two spellings of one test are one object; a negation is pushed down to the comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from zjtx_rules.core.fields import Field as Field  # noqa: PLC0414 - part of this language as well
from zjtx_rules.core.fields import Kind as Kind  # noqa: PLC0414 - likewise
from zjtx_rules.core.fields import KindError as KindError  # noqa: PLC0414 - likewise
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.remembered import Remembering, remembers


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
    decided: bool = False
    """A person decides it within the range (3%—8%), so that it is not missing while nobody has."""


@remembers
@dataclass(frozen=True, slots=True)
class Sum(Remembering):
    """A constant plus quantities times numbers."""

    parts: tuple[tuple[Fraction, Quantity], ...]
    constant: Fraction
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Choice(Remembering):
    """The value of the first case whose test is met, or else the last value. A table of bands is one."""

    cases: tuple[tuple[Test, Quantity], ...]
    otherwise: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Least(Remembering):
    """The smaller of two quantities: a ceiling on a value."""

    one: Quantity
    other: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Most(Remembering):
    """The greater of two quantities: a floor under a value."""

    one: Quantity
    other: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Product(Remembering):
    """Two quantities multiplied, neither of which is stated. Stated rates stand in `Sum` and `Choice`."""

    one: Quantity
    other: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Ratio(Remembering):
    """A part of a whole; there is none to nothing, nor to less than nothing: where it is asked for, a person judges."""

    part: Quantity
    whole: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Whole(Remembering):
    """The greatest whole number that is not more than the quantity (每满, 不足的部分不计)."""

    quantity: Quantity
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class Total(Remembering):
    """The sum of a quantity over the records of which a test holds, or over the greatest `top` of them."""

    collection: str
    where: Test
    what: Quantity
    top: int | None
    kind: Kind


@remembers
@dataclass(frozen=True, slots=True)
class NotNegative(Remembering):
    """The quantity is zero or more: what every comparison of two quantities comes to."""

    quantity: Quantity


@remembers
@dataclass(frozen=True, slots=True)
class Case(Remembering):
    """What holds by the value of a field; where that is missing, nothing else is asked for."""

    field: Field
    by: tuple[tuple[frozenset[Any], Test], ...]
    otherwise: Test


@remembers
@dataclass(frozen=True, slots=True)
class Not(Remembering):
    """The comparison, the look at records or the judgement does not hold."""

    test: NotNegative | Some | Judgement | RecordTest


@remembers
@dataclass(frozen=True, slots=True)
class All(Remembering):
    """Every part holds."""

    parts: tuple[Test, ...]


@remembers
@dataclass(frozen=True, slots=True)
class AnyOf(Remembering):
    """At least one part holds."""

    parts: tuple[Test, ...]


@remembers
@dataclass(frozen=True, slots=True)
class Some(Remembering):
    """There is a record in the collection of which the body holds."""

    collection: str
    body: Test
    each_time: bool = False
    """Whether every record of which the body holds is an occasion of its own."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the text leaves to a person."""

    question: str


Quantity: TypeAlias = Literal | Fact | Field | Sum | Choice | Least | Most | Product | Ratio | Whole | Total
RecordTest: TypeAlias = Among | Within | Earlier | Case | NoEarlier | RegisteredIn
"""What can be said of one record among those of its collection, besides comparisons of quantities and what these make up."""
Test: TypeAlias = NotNegative | Not | All | AnyOf | Some | Judgement | RecordTest
Term: TypeAlias = Quantity | Test

ALWAYS: Test = All(())
NEVER: Test = AnyOf(())


def in_order(*tests: Test) -> Test:
    """Return "all of them", flat, in the order in which they are given: what tells most records apart stands first."""
    parts = tuple(part for test in tests for part in (test.parts if isinstance(test, All) else (test,)))
    return NEVER if NEVER in parts else parts[0] if len(parts) == 1 else All(parts)


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
    return _sum(pairs, _one_kind([quantity for _, quantity in pairs]))


def in_kind(quantity: Quantity, kind: Kind) -> Quantity:
    """Return the same numbers as a quantity of another kind: a share of a count is a number."""
    return _sum([(Fraction(1), quantity)], kind)


def _sum(pairs: Iterable[tuple[Fraction | int, Quantity]], kind: Kind) -> Quantity:
    """Return a sum of a kind; a number that stands before a quantity may bring its kind (4万元 × 台数)."""
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
    if constant == 0 and len(kept) == 1 and kept[0][0] == 1 and kept[0][1].kind == kind:
        return kept[0][1]
    return Sum(tuple(kept), constant, kind)


def difference(one: Quantity, other: Quantity) -> Quantity:
    """Return one quantity less another."""
    return total(one, (Fraction(-1), other))


def times(one: Quantity, other: Quantity) -> Quantity:
    """Return the product of two quantities. What is stated is multiplied out, so that a rate by bands times a fact is no product.

    Raises:
        KindError: If both are money, or one is a day.
    """
    kind = _kind_of_product(one.kind, other.kind)
    for rate, quantity in ((one, other), (other, one)):
        if isinstance(rate, Literal):
            return _sum([(rate.value, quantity)], kind)
    for rate, quantity in ((one, other), (other, one)):
        if _stated(rate):
            return _multiplied(rate, quantity, kind)
    for rate, quantity in ((one, other), (other, one)):
        if isinstance(rate, Ratio):
            return Ratio(times(rate.part, quantity), rate.whole, kind)
    first, second = sorted((one, other), key=repr)
    return Product(first, second, kind)


def _stated(quantity: Quantity) -> bool:
    """Return whether a quantity is one of several numbers that the text states."""
    match quantity:
        case Literal():
            return True
        case Sum(parts=parts):
            return all(_stated(part) for _, part in parts)
        case Choice(cases=cases, otherwise=otherwise):
            return _stated(otherwise) and all(_stated(value) for _, value in cases)
        case Least(one=one, other=other) | Most(one=one, other=other):
            return _stated(one) and _stated(other)
        case _:
            return False


def _multiplied(rate: Quantity, quantity: Quantity, kind: Kind) -> Quantity:
    match rate:
        case Sum(parts=parts, constant=constant):
            return _sum([(constant, quantity), *((weight, times(part, quantity)) for weight, part in parts)], kind)
        case Choice(cases=cases, otherwise=otherwise):
            return choice([(test, times(value, quantity)) for test, value in cases], times(otherwise, quantity))
        case Least(one=one, other=other):
            return choice([(at_least(other, one), times(one, quantity))], times(other, quantity))
        case Most(one=one, other=other):
            return choice([(at_least(one, other), times(one, quantity))], times(other, quantity))
    raise AssertionError(rate)


def _kind_of_product(one: Kind, other: Kind) -> Kind:
    kinds = {one, other}
    if (one == other == Kind.MONEY) or kinds & {Kind.DAY, Kind.CHOICE}:
        raise KindError(f"{one.value} cannot be multiplied with {other.value}")
    for kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT):
        if kind in kinds:
            return kind
    return one


def ratio(part: Quantity, whole: Quantity) -> Quantity:
    """Return a part of a whole: a share where both are of one kind, else so much for each one of the whole.

    Raises:
        KindError: If something is divided by money, or by a stated nothing.
    """
    if part.kind == whole.kind:
        kind = Kind.SHARE
    elif whole.kind in {Kind.MONEY, Kind.DAY, Kind.CHOICE}:
        raise KindError(f"{part.kind.value} cannot be divided by {whole.kind.value}")
    else:
        kind = part.kind
    if isinstance(whole, Literal):
        if whole.value <= 0:
            raise KindError("nothing is divided by nothing, or by less than nothing")
        return _sum([(1 / whole.value, part)], kind)
    if isinstance(part, Ratio):
        return Ratio(part.part, times(part.whole, whole), kind)
    return Ratio(part, whole, kind)


def whole(quantity: Quantity) -> Quantity:
    """Return the greatest whole number that is not more than a quantity."""
    if isinstance(quantity, Literal):
        return Literal(Fraction(quantity.value.numerator // quantity.value.denominator), Kind.NUMBER)
    return Whole(quantity, Kind.NUMBER)


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
    """Return "one is at least the other" (不低于、以上).

    Ratios are multiplied out, so that nothing is divided; of a whole of nothing there is no share, and a person judges.
    """
    gap = difference(one, other)
    if isinstance(gap, Literal):
        return ALWAYS if gap.value >= 0 else NEVER
    wholes = _wholes(gap)
    if not wholes:
        return NotNegative(gap)
    there = [more_than(each, Literal(Fraction(0), each.kind)) for each in wholes]
    enough = NotNegative(_multiplied_out(gap, wholes))
    unsaid = Judgement(f"ratio over nothing: {gap!r}")
    return any_of(all_of(*there, enough), all_of(any_of(*map(negation, there)), unsaid))


def _wholes(gap: Quantity) -> tuple[Quantity, ...]:
    """Return the wholes of the ratios that are added in a quantity."""
    parts = [part for _, part in gap.parts] if isinstance(gap, Sum) else [gap]
    return tuple(dict.fromkeys(part.whole for part in parts if isinstance(part, Ratio)))


def _multiplied_out(gap: Quantity, wholes: tuple[Quantity, ...]) -> Quantity:
    """Return a sum of ratios multiplied by all of their wholes."""
    pairs, constant = (gap.parts, gap.constant) if isinstance(gap, Sum) else (((Fraction(1), gap),), Fraction(0))
    terms: list[tuple[Fraction | int, Quantity]] = []
    for weight, part in (*pairs, (Fraction(1), Literal(constant, gap.kind))):
        product: Quantity = part.part if isinstance(part, Ratio) else part
        for each in wholes:
            if not (isinstance(part, Ratio) and part.whole == each):
                product = _plainly(product, each)
        terms.append((weight, product))
    return _sum(terms, Kind.NUMBER)


def _plainly(one: Quantity, other: Quantity) -> Quantity:
    """Return a product inside a comparison, where only its sign counts and kinds have been checked."""
    if isinstance(one, Literal):
        return _sum([(one.value, other)], Kind.NUMBER)
    if isinstance(other, Literal):
        return _sum([(other.value, one)], Kind.NUMBER)
    if isinstance(one, Sum):
        return _sum(
            [(one.constant, other), *((weight, _plainly(part, other)) for weight, part in one.parts)], Kind.NUMBER
        )
    if isinstance(other, Sum):
        return _plainly(other, one)
    first, second = sorted((one, other), key=repr)
    return Product(first, second, Kind.NUMBER)


def more_than(one: Quantity, other: Quantity) -> Test:
    """Return "one is more than the other" (超过)."""
    return negation(at_least(other, one))


def equal(one: Quantity, other: Quantity) -> Test:
    """Return "one is the other"."""
    return all_of(at_least(one, other), at_least(other, one))


def ratio_at_least(part: Quantity, whole: Quantity, share: Fraction) -> Test:
    """Return "the part is at least this share of the whole"; of a whole of nothing a person judges."""
    return at_least(ratio(part, whole), Literal(share, Kind.SHARE))


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
