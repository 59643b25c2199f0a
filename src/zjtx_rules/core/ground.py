"""Turns terms and what is known into a problem over whole numbers: one variable for each unknown fact, field and judgement.

Records that are not known are as many as there are
looks at their collection: whatever any list of records makes true, one record for each look can make true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

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
from zjtx_rules.core.values import (
    ZERO,
    Atom,
    Holds,
    Linear,
    Truth,
    Value,
    add,
    choose,
    divide,
    floor,
    join,
    multiply,
    nearer,
    negated,
    not_negative,
)
from zjtx_rules.core.world import World

FAR = 10**18
"""How far from nothing a search looks where nothing says how far."""


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
        if total.top not in (None, 1) or self.world.may_hold_more(total.collection):
            return self._guess(total)
        cases: list[tuple[Truth, Value]] = []
        for at, record in enumerate(self.world.records.get(total.collection, ())):
            row = _Row(f"{total.collection}.{at}", record)
            cases.append((self.truth(total.where, row), self.value(total.what, row)))
        if total.top == 1:
            return _greatest(cases)
        return add([(1, choose([case], ZERO)) for case in cases])

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
        if fact.open_above:
            self.problem.open_above.add(number)
        return Linear(((number, Fraction(1)),), Fraction(0))

    def _nearer(self, one: Quantity, other: Quantity, row: _Row | None, *, smaller: bool) -> Value:
        return nearer(self.value(one, row), self.value(other, row), smaller=smaller)


def _greatest(cases: list[tuple[Truth, Value]]) -> Value:
    """Return the greatest of the values whose tests hold, nothing where none does."""
    result: Value | None = None
    for truth, value_ in cases:
        if truth is not False:
            counted = choose([(truth, value_)], Linear((), -FAR))
            result = counted if result is None else nearer(result, counted, smaller=False)
    if result is None:
        return ZERO
    return choose([(join([truth for truth, _ in cases], every=False), result)], ZERO)


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
