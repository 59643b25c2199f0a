"""Interpreter: the verdict of a test (strong Kleene logic) and the value of a quantity, or the interval it lies in.

A missing fact leaves a comparison unknown unless its declared range settles it. Truths of parts are combined and nothing more: `f or
not f` with f missing is unknown, though it holds of every completion (docs/semantics.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.terms import (
    All,
    AnyOf,
    Choice,
    Fact,
    Field,
    Judgement,
    Least,
    Literal,
    Most,
    Not,
    NotNegative,
    Product,
    Quantity,
    Ratio,
    Some,
    Sum,
    Test,
    Total,
    Whole,
)
from zjtx_rules.core.world import Record, World
from zjtx_rules.terms.truth import MET, NEGATED, NOT_MET, REVIEW, UNKNOWN, Truth, conjunction, disjunction

T = TypeVar("T")
R = TypeVar("R")
NO_RECORD: Record = {}
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the greatest value as far as it is decided, and the facts that leave it open."""

    low: Fraction | None
    """None: there is no least value."""
    high: Fraction | None
    """None: there is no greatest value."""
    missing: frozenset[str] = frozenset()


def decide(test: Test, world: World, record: Record = NO_RECORD) -> Truth:
    """Return whether a test is met, not met, unknown (a fact is missing) or left to a person."""
    return _once("truth", test, world, record, _decide)


def _once(kind: str, term: T, world: World, record: Record, reckon: Callable[[T, World, Record], R]) -> R:
    """Return a result of a term; in a world that keeps results it is reckoned once, so that shared parts cost nothing again."""
    memo = world.memo
    if memo is None or record is not NO_RECORD:
        return reckon(term, world, record)
    key = kind, id(term)
    kept = memo.get(key)
    if kept is None or kept[0] is not term:
        kept = memo[key] = term, reckon(term, world, record)
    return kept[1]


def _decide(test: Test, world: World, record: Record) -> Truth:
    match test:
        case NotNegative(quantity=quantity):
            found = value(quantity, world, record)
            if found.low is not None and found.low >= 0:
                return MET
            if found.high is not None and found.high < 0:
                return NOT_MET
            return UNKNOWN if found.missing else REVIEW
        case Not(test=inner):
            return NEGATED[decide(inner, world, record)]
        case All(parts=parts):
            return conjunction(decide(part, world, record) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(decide(part, world, record) for part in parts)
        case Some(collection=collection, body=body):
            known = disjunction(decide(body, world, each) for each in world.records.get(collection, ()))
            return max(known, UNKNOWN) if world.may_hold_more(collection) else known
        case Judgement(question=question):
            return {None: REVIEW, True: MET, False: NOT_MET}[world.judgements.get(question)]
        case _:
            raise NoArmError(test)


def value(quantity: Quantity, world: World, record: Record = NO_RECORD) -> Interval:
    """Return the exact value of a quantity (both ends alike), or the interval of what it may be."""
    return _once("value", quantity, world, record, _value)


def _value(quantity: Quantity, world: World, record: Record) -> Interval:
    match quantity:
        case Literal(value=stated):
            return Interval(stated, stated)
        case Fact(key=key):
            return _given(world.facts.get(key), quantity, key)
        case Field(name=name):
            return _given(record.get(name), quantity, name)
        case Sum(parts=parts, constant=constant):
            result = Interval(constant, constant)
            for weight, part in parts:
                result = _added(result, weight, value(part, world, record))
            return result
        case Choice():
            return _chosen(quantity, world, record)
        case Least(one=one, other=other):
            a, b = value(one, world, record), value(other, world, record)
            low = None if a.low is None or b.low is None else min(a.low, b.low)
            return Interval(low, _end(min, a.high, b.high), a.missing | b.missing)
        case Most(one=one, other=other):
            a, b = value(one, world, record), value(other, world, record)
            high = None if a.high is None or b.high is None else max(a.high, b.high)
            return Interval(_end(max, a.low, b.low), high, a.missing | b.missing)
        case Product(one=one, other=other):
            return _product(value(one, world, record), value(other, world, record))
        case Ratio(part=part, whole=whole):
            return _ratio(value(part, world, record), value(whole, world, record))
        case Whole(quantity=inner):
            found = value(inner, world, record)
            return Interval(_floor(found.low), _floor(found.high), found.missing)
        case Total():
            return _total(quantity, world)


def _end(nearer: Callable[[Iterable[Fraction]], Fraction], *ends: Fraction | None) -> Fraction | None:
    """Return the nearer of the ends there are."""
    there = [end for end in ends if end is not None]
    return nearer(there) if there else None


def _given(stated: int | Fraction | None, fact: Fact | Field, name: str) -> Interval:
    if stated is not None:
        return Interval(Fraction(stated), Fraction(stated))
    high = None if fact.open_above else Fraction(fact.most)
    decided = isinstance(fact, Fact) and fact.decided
    return Interval(Fraction(fact.least), high, frozenset() if decided else frozenset({name}))


def _floor(number: Fraction | None) -> Fraction | None:
    return None if number is None else Fraction(number.numerator // number.denominator)


def _product(one: Interval, other: Interval) -> Interval:
    missing = one.missing | other.missing
    if any(each.low == each.high == ZERO for each in (one, other)):
        return Interval(ZERO, ZERO)
    if None in (one.low, one.high, other.low, other.high):
        if one.low is not None and other.low is not None and one.low >= 0 and other.low >= 0:
            return Interval(one.low * other.low, None, missing)
        return Interval(None, None, missing)
    products = [a * b for a in (one.low, one.high) for b in (other.low, other.high) if a is not None and b is not None]
    return Interval(min(products), max(products), missing)


def _ratio(part: Interval, whole: Interval) -> Interval:
    """Return a part of a whole; to nothing there is none, which no fact can say but a person."""
    missing = part.missing | whole.missing
    if whole.low is None or whole.low <= 0:
        return Interval(None, None, frozenset() if whole.high is not None and whole.high <= 0 else missing)
    least = ZERO if whole.high is None else 1 / whole.high
    return _product(part, Interval(least, 1 / whole.low, whole.missing))


def _total(quantity: Total, world: World) -> Interval:
    """Return the sum over records; those that may or may not count leave it open, and so do records that are not known."""
    sure: list[Interval] = []
    open_: list[Interval] = []
    missing: frozenset[str] = frozenset()
    for at, record in enumerate(world.records.get(quantity.collection, ())):
        truth = decide(quantity.where, world, record)
        if truth == NOT_MET:
            continue
        found = value(quantity.what, world, record)
        (sure if truth == MET else open_).append(found)
        names = found.missing | (frozenset() if truth == MET else facts_missing(quantity.where, world, record))
        missing |= {f"{quantity.collection}.{at}.{name}" for name in names}
    lows = [each.low for each in sure] + [None if each.low is None else min(each.low, ZERO) for each in open_]
    highs = [each.high for each in sure] + [None if each.high is None else max(each.high, ZERO) for each in open_]
    low, high = _top(lows, quantity.top), _top(highs, quantity.top)
    if quantity.top == 1:
        low, high = _greatest(sure, open_)
    elif quantity.top is not None and open_ and any(end is None or end < 0 for end in lows):
        low = None  # whether a record counts changes which others are among the greatest
    if world.may_hold_more(quantity.collection):
        more = value(quantity.what, World())
        missing |= {quantity.collection}
        low = low if more.low is not None and more.low >= 0 else None
        high = high if more.high is not None and more.high <= 0 and quantity.top is None else None
    return Interval(low, high, missing)


def _greatest(sure: list[Interval], open_: list[Interval]) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends of the greatest of some values: of those that count for certain, and of others that may or may not."""
    if not sure and not open_:
        return ZERO, ZERO
    highs = [each.high for each in (*sure, *open_)] + ([] if sure else [ZERO])
    if sure:
        low = _end(max, *(each.low for each in sure))
    else:
        lows = [each.low for each in open_]
        low = None if None in lows else min(ZERO, *(each for each in lows if each is not None))
    return low, None if None in highs else max(each for each in highs if each is not None)


def _top(ends: list[Fraction | None], top: int | None) -> Fraction | None:
    there = [end for end in ends if end is not None]
    if len(there) < len(ends):
        return None
    return sum(sorted(there, reverse=True)[:top], ZERO)


def _added(one: Interval, weight: Fraction, other: Interval) -> Interval:
    low = None if other.low is None else other.low * weight
    high = None if other.high is None else other.high * weight
    if weight < 0:
        low, high = high, low
    return Interval(
        None if one.low is None or low is None else one.low + low,
        None if one.high is None or high is None else one.high + high,
        one.missing | other.missing,
    )


def _chosen(quantity: Choice, world: World, record: Record) -> Interval:
    """Return the first case that is met; those before it that are not decided could come first."""
    open_: list[Interval] = []
    missing: frozenset[str] = frozenset()
    for test, inner in quantity.cases:
        truth = decide(test, world, record)
        if truth == NOT_MET:
            continue
        open_.append(value(inner, world, record))
        if truth == MET:
            break
        missing |= facts_missing(test, world, record)
    else:
        open_.append(value(quantity.otherwise, world, record))
    lows, highs = [each.low for each in open_], [each.high for each in open_]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    return Interval(low, high, missing.union(*(each.missing for each in open_)))


def facts_missing(test: Test, world: World, record: Record = NO_RECORD) -> frozenset[str]:
    """Return the facts that are missing where a test is not decided; what a person has to judge is none of them."""
    return _once("missing", test, world, record, _facts_missing)


def _facts_missing(test: Test, world: World, record: Record) -> frozenset[str]:
    match test:
        case NotNegative(quantity=quantity):
            return value(quantity, world, record).missing
        case Not(test=inner):
            return facts_missing(inner, world, record)
        case All(parts=parts) | AnyOf(parts=parts):
            return frozenset[str]().union(*(facts_missing(part, world, record) for part in parts))
        case Some(collection=collection, body=body):
            known: Mapping[int, Record] = dict(enumerate(world.records.get(collection, ())))
            within = {
                f"{collection}.{at}.{name}" for at, each in known.items() for name in facts_missing(body, world, each)
            }
            return frozenset(within | ({collection} if world.may_hold_more(collection) else set()))
        case Judgement():
            return frozenset()
        case _:
            raise NoArmError(test)
