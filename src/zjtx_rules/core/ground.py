"""Turns terms and what is known into a problem over whole numbers: one variable for each unknown fact, field and judgement.

Every comparison of linear quantities becomes an atom: a sum of variables times whole numbers that is at least a bound. An atom and
its negation are one object, so that no search takes `f` and `not f` for two. Records that are not known are as many as there are
looks at their collection: whatever any list of records makes true, one record for each look can make true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from zjtx_rules.core.decide import value
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
    Term,
    Test,
    Total,
    Whole,
)
from zjtx_rules.core.world import World

Number = int | Fraction
FAR = 10**18
"""How far from nothing a search looks where nothing says how far."""


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


@dataclass(slots=True)
class Problem:
    """The variables of a question, by name, with their ranges."""

    names: list[str] = field(default_factory=list)
    box: list[tuple[int, int]] = field(default_factory=list)
    open_above: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)
    """Variables that stand for what a person judges."""
    relations: dict[Atom, bool] = field(default_factory=dict)
    """What holds in every completion."""
    guessed: set[int] = field(default_factory=set)
    """Variables that stand for what is not searched; an end that hangs on one is not proven."""
    possible: bool = True
    """Whether what is known agrees with the relations."""
    _numbers: dict[str, int] = field(default_factory=dict)

    def variable(self, name: str, low: int, high: int) -> int:
        """Return the number of a variable, made when it is first named."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
            self.box.append((low, high))
        return self._numbers[name]


@dataclass(frozen=True, slots=True)
class _Row:
    """The record at hand: where it stands, and what is known of it."""

    place: str
    fields: Mapping[str, int | None]


class Grounder:
    """Grounds terms in one world, so that they share their variables."""

    def __init__(self, world: World, terms: Iterable[Term]) -> None:
        self.world = world
        self.problem = Problem()
        self._looks: dict[str, set[Test]] = {}
        for term in terms:
            for look in looks_of(term):
                self._looks.setdefault(look.collection, set()).add(look.body)
        for relation in world.relations:
            match self.truth(relation):
                case Holds(atom=atom, positive=positive):
                    self.problem.relations[atom] = positive
                case False:
                    self.problem.possible = False

    def value(self, quantity: Quantity, row: _Row | None = None) -> Value:
        """Return a quantity over the variables."""
        match quantity:
            case Literal(value=stated):
                return Linear((), stated)
            case Fact(key=key):
                known = self.world.facts.get(key)
                return Linear((), Fraction(known)) if known is not None else self._variable(quantity, key)
            case Field(name=name):
                assert row is not None, "a field stands inside a look at records"  # noqa: S101 - a term that is none
                known = row.fields.get(name)
                return (
                    Linear((), Fraction(known))
                    if known is not None
                    else self._variable(quantity, f"{row.place}.{name}")
                )
            case Sum(parts=parts, constant=constant):
                start: Value = Linear((), constant)
                return add([(Fraction(1), start), *((weight, self.value(part, row)) for weight, part in parts)])
            case Choice(cases=cases, otherwise=otherwise):
                return choose(
                    [(self.truth(test, row), self.value(inner, row)) for test, inner in cases],
                    self.value(otherwise, row),
                )
            case Least(one=one, other=other):
                return self._nearer(one, other, row, smaller=True)
            case Most(one=one, other=other):
                return self._nearer(one, other, row, smaller=False)
            case Product(one=one, other=other):
                return multiply(self.value(one, row), self.value(other, row))
            case Ratio(part=part, whole=whole):
                divisor = self.value(whole, row)
                return divide(self.value(part, row), divisor) or self._guess(quantity)
            case Whole(quantity=inner):
                return floor(1, self.value(inner, row))
            case Total():
                return self._total(quantity)

    def truth(self, test: Test, row: _Row | None = None) -> Truth:
        """Return a test over the variables."""
        match test:
            case NotNegative(quantity=quantity):
                return not_negative(self.value(quantity, row))
            case Not(test=inner):
                return negated(self.truth(inner, row))
            case All(parts=parts):
                return join([self.truth(part, row) for part in parts], every=True)
            case AnyOf(parts=parts):
                return join([self.truth(part, row) for part in parts], every=False)
            case Some(collection=collection, body=body):
                return join(self._in_some_record(collection, body), every=False)
            case Judgement(question=question):
                if question in self.world.judgements:
                    return self.world.judgements[question]
                number = self.problem.variable(f"judgement: {question}", 0, 1)
                self.problem.judged.add(number)
                return not_negative(Linear(((number, Fraction(1)),), Fraction(-1)))
            case _:
                raise NoArmError(test)

    def _in_some_record(self, collection: str, body: Test) -> Iterator[Truth]:
        for at, record in enumerate(self.world.records.get(collection, ())):
            yield self.truth(body, _Row(f"{collection}.{at}", record))
        if self.world.may_hold_more(collection):
            for at in range(len(self._looks[collection])):
                place = f"{collection}.+{at}"
                there = Linear(((self.problem.variable(f"{place} exists", 0, 1), Fraction(1)),), Fraction(-1))
                yield join([not_negative(there), self.truth(body, _Row(place, {}))], every=True)

    def _total(self, total: Total) -> Value:
        """Return a sum over known records, each with its test; what cannot be told record by record is not searched."""
        if total.top is not None or self.world.may_hold_more(total.collection):
            return self._guess(total)
        parts: list[tuple[Number, Value]] = []
        for at, record in enumerate(self.world.records.get(total.collection, ())):
            row = _Row(f"{total.collection}.{at}", record)
            parts.append((1, choose([(self.truth(total.where, row), self.value(total.what, row))], ZERO)))
        return add(parts)

    def _guess(self, quantity: Quantity) -> Value:
        """Return a quantity that is known, or a variable for it, wherever it may lie."""
        found = value(quantity, self.world)
        if found.low is not None and found.low == found.high:
            return Linear((), found.low)
        low = -FAR if found.low is None else found.low.numerator // found.low.denominator
        high = FAR if found.high is None else -(-found.high.numerator // found.high.denominator)
        number = self.problem.variable(f"value: {quantity!r}", low, high)
        self.problem.guessed.add(number)
        if found.high is None:
            self.problem.open_above.add(number)
        return Linear(((number, Fraction(1)),), Fraction(0))

    def _variable(self, fact: Fact | Field, name: str) -> Value:
        number = self.problem.variable(name, fact.least, fact.most)
        if isinstance(fact, Fact) and fact.open_above:
            self.problem.open_above.add(number)
        return Linear(((number, Fraction(1)),), Fraction(0))

    def _nearer(self, one: Quantity, other: Quantity, row: _Row | None, *, smaller: bool) -> Value:
        a, b = self.value(one, row), self.value(other, row)
        up, down = (b, a) if smaller else (a, b)
        one_is_it = not_negative(add([(Fraction(1), up), (Fraction(-1), down)]))
        if isinstance(one_is_it, bool):
            return a if one_is_it else b
        return Nearer(smaller, a, b, one_is_it)


def looks_of(term: Term) -> Iterator[Some]:
    """Yield every look at records in a term."""
    match term:
        case Some():
            yield term
        case NotNegative(quantity=inner):
            yield from looks_of(inner)
        case Not(test=inner_test):
            yield from looks_of(inner_test)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from looks_of(part)
        case Sum(parts=weighted):
            for _, quantity in weighted:
                yield from looks_of(quantity)
        case Choice(cases=cases, otherwise=otherwise):
            for test, quantity in cases:
                yield from looks_of(test)
                yield from looks_of(quantity)
            yield from looks_of(otherwise)
        case Least(one=one, other=other) | Most(one=one, other=other) | Product(one=one, other=other):
            yield from looks_of(one)
            yield from looks_of(other)
        case Ratio(part=one, whole=other):
            yield from looks_of(one)
            yield from looks_of(other)
        case Whole(quantity=inner):
            yield from looks_of(inner)
        case Total():
            return  # looks at records, and never at one that must be there
        case Literal() | Fact() | Field() | Judgement():
            return


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
