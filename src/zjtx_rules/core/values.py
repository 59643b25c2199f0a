"""Values and truths over the variables of a problem: their forms, and how they are added, multiplied, chosen and joined.

Every comparison of linear quantities is an atom: a sum of variables times whole numbers that is at least a bound. An atom and its
negation are one object, so that no search takes `f` and `not f` for two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Linear:
    """A constant plus variables times numbers; whole ones once `integral` has been asked."""

    weights: tuple[tuple[int, Number], ...]
    constant: Number


@dataclass(frozen=True, slots=True)
class Atom:
    """Variables times whole numbers come to at least a bound."""

    weights: tuple[tuple[int, int], ...]
    bound: int

    def negated(self) -> Atom:
        """Return the atom that holds where this one does not."""
        return Atom(tuple((variable, -weight) for variable, weight in self.weights), 1 - self.bound)


@dataclass(frozen=True, slots=True)
class Holds:
    """An atom holds, or does not."""

    atom: Atom
    positive: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """A quantity that is not linear is zero or more, or is not."""

    quantity: Value
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    """All of the parts hold, or any of them."""

    every: bool
    parts: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """Quantities that are added, some of them not linear."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The first value whose test holds, or else the last."""

    cases: tuple[tuple[Truth, Value], ...]
    otherwise: Value


@dataclass(frozen=True, slots=True)
class Nearer:
    """The smaller of two values, or the greater."""

    smaller: bool
    one: Value
    other: Value
    one_is_it: Truth


@dataclass(frozen=True, slots=True)
class Multiplied:
    """Two values multiplied, neither of which is known."""

    one: Value
    other: Value


@dataclass(frozen=True, slots=True)
class Divided:
    """A value divided by a linear one that is not known; where that is nothing or less, there is no value."""

    part: Value
    whole: Linear


@dataclass(frozen=True, slots=True)
class Floored:
    """So many times the greatest whole number that is not more than a value."""

    by: Number
    inner: Value


ZERO = Linear((), 0)
NOWHERE = Divided(Linear((), 0), ZERO)
"""What has no value."""
Truth = bool | Holds | Threshold | Joined
Value = Linear | Added | Chosen | Nearer | Multiplied | Divided | Floored
Box = tuple[tuple[int, int], ...]
"""The range of each variable."""


def nearer(one: Value, other: Value, *, smaller: bool) -> Value:
    """Return the smaller or the greater of two values."""
    up, down = (other, one) if smaller else (one, other)
    one_is_it = not_negative(add([(Fraction(1), up), (Fraction(-1), down)]))
    if isinstance(one_is_it, bool):
        return one if one_is_it else other
    return Nearer(smaller, one, other, one_is_it)


def add(parts: list[tuple[Number, Value]]) -> Value:
    """Return a sum of values times numbers, what is linear in one part."""
    weights: dict[int, Number] = {}
    constant: Number = 0
    rest: list[Value] = []
    for weight, part in parts:
        for inner in part.parts if isinstance(part, Added) else (part,):
            if not isinstance(inner, Linear):
                rest.append(scaled(inner, weight))
                continue
            constant += weight * inner.constant
            for variable, share in inner.weights:
                weights[variable] = weights.get(variable, 0) + weight * share
    linear = Linear(tuple(sorted((variable, weight) for variable, weight in weights.items() if weight)), constant)
    if not rest:
        return linear
    if len(rest) == 1 and linear == ZERO:
        return rest[0]
    return Added((linear, *rest))


def scaled(value: Value, by: Number) -> Value:
    """Return a value times a number; what was the smaller of two is the greater of them if the number is negative."""
    match value:
        case Linear(weights=weights, constant=constant):
            return Linear(tuple((variable, weight * by) for variable, weight in weights), constant * by) if by else ZERO
        case Added(parts=parts):
            return Added(tuple(scaled(part, by) for part in parts))
        case Chosen(cases=cases, otherwise=otherwise):
            return Chosen(tuple((truth, scaled(inner, by)) for truth, inner in cases), scaled(otherwise, by))
        case Nearer(smaller=smaller, one=one, other=other, one_is_it=one_is_it):
            return Nearer(smaller is (by > 0), scaled(one, by), scaled(other, by), one_is_it)
        case Multiplied(one=one, other=other):
            return Multiplied(scaled(one, by), other)
        case Divided(part=part, whole=whole):
            return Divided(scaled(part, by), whole)
        case Floored(by=before, inner=inner):
            return Floored(before * by, inner)


def multiply(one: Value, other: Value) -> Value:
    """Return two values multiplied."""
    for known, unknown in ((one, other), (other, one)):
        if isinstance(known, Linear) and not known.weights:
            return scaled(unknown, known.constant)  # also by nothing: a ratio to nothing stays without a value
    return Multiplied(one, other)


def divide(part: Value, whole: Value) -> Value | None:
    """Return a part of a whole, or None where the whole is not linear."""
    if not isinstance(whole, Linear):
        return None
    if whole.weights:
        return Divided(part, whole)
    return scaled(part, 1 / Fraction(whole.constant)) if whole.constant > 0 else NOWHERE


def floor(by: Number, inner: Value) -> Value:
    """Return so many times the greatest whole number that is not more than a value."""
    if isinstance(inner, Linear) and not inner.weights:
        return Linear((), by * (inner.constant.numerator // inner.constant.denominator))
    return Floored(by, inner)


def integral(value: Value) -> tuple[Value, int]:
    """Return the value in whole numbers, and the denominator over which they stand."""
    denominator = lcm(*(number.denominator for number in _numbers(value)))
    return _whole(scaled(value, denominator)), denominator


def _numbers(value: Value) -> Iterator[Number]:
    match value:
        case Linear(weights=weights, constant=constant):
            yield constant
            for _, weight in weights:
                yield weight
        case Added(parts=parts):
            for part in parts:
                yield from _numbers(part)
        case Chosen(cases=cases, otherwise=otherwise):
            for _, inner in cases:
                yield from _numbers(inner)
            yield from _numbers(otherwise)
        case Nearer(one=one, other=other):
            yield from _numbers(one)
            yield from _numbers(other)
        case Floored(by=by):
            yield by
        case Multiplied() | Divided():
            return  # stays in fractions


def _whole(value: Value) -> Value:
    match value:
        case Linear(weights=weights, constant=constant):
            return Linear(tuple((variable, int(weight)) for variable, weight in weights), int(constant))
        case Added(parts=parts):
            return Added(tuple(map(_whole, parts)))
        case Chosen(cases=cases, otherwise=otherwise):
            return Chosen(tuple((truth, _whole(inner)) for truth, inner in cases), _whole(otherwise))
        case Nearer(smaller=smaller, one=one, other=other, one_is_it=one_is_it):
            return Nearer(smaller, _whole(one), _whole(other), one_is_it)
        case Floored(by=by, inner=inner):
            return Floored(int(by), inner)
        case Multiplied() | Divided():
            return value


def choose(cases: list[tuple[Truth, Value]], otherwise: Value) -> Value:
    """Return the first case that holds, without those that are settled."""
    kept: list[tuple[Truth, Value]] = []
    for truth, inner in cases:
        if truth is True:
            return choose(kept, inner)
        if truth is not False:
            kept.append((truth, inner))
    return Chosen(tuple(kept), otherwise) if kept else otherwise


def join(parts: Iterable[Truth], *, every: bool) -> Truth:
    """Return all or any of the parts, without those that are settled."""
    kept: dict[Truth, None] = {}
    for part in parts:
        if isinstance(part, bool):
            if part is not every:
                return part
        else:
            kept.update(dict.fromkeys(part.parts if isinstance(part, Joined) and part.every is every else (part,)))
    if len(kept) == 1:
        return next(iter(kept))
    return Joined(every, tuple(kept)) if kept else every


def negated(truth: Truth) -> Truth:
    """Return the negation."""
    match truth:
        case bool():
            return not truth
        case Holds(atom=atom, positive=positive):
            return Holds(atom, not positive)
        case Joined(every=every, parts=parts):
            return join([negated(part) for part in parts], every=not every)
        case Threshold(quantity=quantity, positive=positive):
            return Threshold(quantity, not positive)


def not_negative(quantity: Value) -> Truth:
    """Return "zero or more": an atom, or settled, where the quantity is linear."""
    if not isinstance(quantity, Linear):
        return Threshold(integral(quantity)[0])
    if not quantity.weights:
        return quantity.constant >= 0
    scale = lcm(*(weight.denominator for _, weight in quantity.weights))
    weights = [(variable, int(weight * scale)) for variable, weight in quantity.weights]
    common = gcd(*(weight for _, weight in weights))
    bound = -int(quantity.constant * scale // common)
    atom = Atom(tuple((variable, weight // common) for variable, weight in weights), bound)
    if atom.weights[0][1] > 0:
        return Holds(atom, positive=True)
    return Holds(atom.negated(), positive=False)
