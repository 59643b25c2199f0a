"""The values at which an unknown fact is tried: what the clauses name, and one value between, below and above.

Between two figures that clauses name, no clause tells one value from another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zjtx_rules.conditions.about import About, around
from zjtx_rules.conditions.assuming import OpenFact, OpenPlace
from zjtx_rules.conditions.base import Condition, Prepared
from zjtx_rules.conditions.date_within import DateWithin
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.located_in import LocatedIn, named_region
from zjtx_rules.conditions.threshold import Threshold, quantity
from zjtx_rules.profile.facts import Fact, Possible
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms import Money, Percentage, lies_within, location_in
from zjtx_rules.terms.dates import days_later

_SIGNED = frozenset({"net_profit_last_year", "main_business_growth", "revenue_growth"})
"""The amounts and shares of a profile that may be below zero."""
_OTHER = "~"
"""A text that no clause names."""


class BreakPoints:
    """What the paying clauses of some programs name."""

    def __init__(self, programs: Iterable[Program], days: Iterable[date] = ()) -> None:
        """Collect the conditions on facts; `days` are those that the questions are asked for."""
        self.days = tuple(dict.fromkeys(days))
        self.named: dict[str, list[tuple[Condition, Program]]] = {}
        places: set[str | None] = set()
        for program in programs:
            for condition in _conditions_of(program):
                if isinstance(condition, LocatedIn):
                    places.add(named_region(condition.located_in, program.region, program.places))
                name = getattr(condition, "fact", None)
                if isinstance(name, str):
                    self.named.setdefault(name, []).append((condition, program))
        self.places = sorted(each for each in places if each is not None)

    def answers(self, question: OpenFact | OpenPlace | None) -> list[Any]:
        """Return the answers to try for an open question: of a fact one value for each side of what the clauses name."""
        if question is None:
            return [True, False]
        if isinstance(question, OpenPlace):
            return self._places(question.known)
        fact, known = question
        if fact.type == "yes_no":
            return [True, False]
        if fact.type == "choice":
            values = [name for name, _ in fact.choices if not isinstance(known, Possible) or name in known]
            wanted = [_values(fact, *one, self.days) for one in self.named.get(fact.name, ())]
            # Of values that no clause tells apart, one is enough.
            return list({tuple(each in one for one in wanted): each for each in reversed(values)}.values())[::-1]
        named = [each for one in self.named.get(fact.name, ()) for each in _values(fact, *one, self.days)]
        if fact.type == "text":
            return [*sorted(set(named)), _OTHER]
        return list(_beside(sorted(set(named)), fact))

    def _places(self, known: str | None) -> list[frozenset[str]]:
        """Return in which of the places that clauses name the applicant may lie together, and none of them."""
        inside = [each for each in self.places if known is None or location_in(known, each) is not False]
        return [
            *dict.fromkeys(frozenset(outer for outer in self.places if lies_within(each, outer)) for each in inside),
            frozenset(),
        ]


def _conditions_of(program: Program) -> Iterator[Condition]:
    for each in program.paying:
        yield from _of_prepared(each.whole)
        if each.payment is not None:
            yield from _within(each.payment.payment)
    for group in program.groups:
        yield from _of_prepared(group.active)


def _of_prepared(prepared: Prepared) -> Iterator[Condition]:
    yield prepared.condition
    for part in prepared.parts:
        yield from _of_prepared(part)


def _within(value: Any) -> Iterator[Condition]:
    """Yield every condition inside a payment."""
    if isinstance(value, Condition):
        yield value
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value:
            yield from _within(each)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _within(getattr(value, name))


def _values(fact: Fact, condition: Condition, program: Program, days: Iterable[date]) -> list[Any]:
    """Return the values of a fact that a condition names."""
    if isinstance(condition, DateWithin):
        return [_of_type(fact, end) for day in days for end in condition.days(day)]
    if isinstance(condition, Threshold):
        return [quantity(fact, each) for each in condition.bounds().values()]
    if isinstance(condition, About):
        option = dict(program.chosen).get(condition.band) if condition.band else None
        return list(around(quantity(fact, condition.about), option))
    return [str(each) for each in condition.wanted()] if isinstance(condition, FactIs) else []


def _of_type(fact: Fact, day: date) -> Any:
    return day.year if fact.type == "year" else day


def _beside(named: Sequence[Any], fact: Fact) -> Iterator[Any]:
    """Yield one value below all that are named, each of them, one between two of them, and one above all."""
    if not named:
        return
    below = _shifted(named[0], -1)
    if not _is_negative(below) or fact.name in _SIGNED:
        yield below
    for one, other in itertools.pairwise(named):
        yield one
        between = _between(one, other)
        if one < between < other:
            yield between
    yield named[-1]
    yield _shifted(named[-1], 1)


def _is_negative(value: Any) -> bool:
    if isinstance(value, Money):
        return value < Money.ZERO
    return isinstance(value, Percentage) and value.ratio < 0


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, Money):
        return Money(value.yuan + Decimal(by) / 100)
    if isinstance(value, Percentage):
        return Percentage(value.ratio + Decimal(by) / 10_000)
    return days_later(value, by) if isinstance(value, date) else value + by


def _between(one: Any, other: Any) -> Any:
    if isinstance(one, Money):
        return Money((one.yuan + other.yuan) / 2)
    if isinstance(one, Percentage):
        return Percentage((one.ratio + other.ratio) / 2)
    if isinstance(one, date):
        return days_later(one, 1)
    return one + 1 if isinstance(one, int) and isinstance(other, int) else (Decimal(one) + Decimal(other)) / 2
