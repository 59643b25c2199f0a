"""Whether clauses that pay look at one fact in ways that exclude each other, so that bounds must be taken over them together.

Not 100万元 and at least 100万元; a title and the lack of it; one thing that is asked for here and ruled out there. Where this is
not so, every open condition may hold at once, and none may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.base import Condition, Prepared, spelling
from zjtx_rules.conditions.cultivated import Cultivated
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.conditions.threshold import Threshold
from zjtx_rules.payments.base import PreparedPayment

_UPWARD = ("at_least", "more_than")


class _Asked(NamedTuple):
    """One way of asking about one thing."""

    about: tuple[Any, ...]
    """The fact, the title or the kind of thing that is asked about."""
    wants: Any
    """What suits the clause: two that differ may exclude each other. None where anything goes with anything."""


def conflicting(clauses: Sequence[tuple[Prepared, PreparedPayment]], rules: Sequence[Prepared]) -> bool:
    """Return whether clauses that pay may exclude each other, or ask for what a rule of no duplication binds by.

    Args:
        clauses: The conditions of each clause that pays, and its payment.
        rules: The conditions under which a rule of no duplication binds an applicant.
    """
    wanted: dict[tuple[Any, ...], set[Any]] = {}
    for each in rules:
        for asked in _asked(each, suits=True):
            wanted.setdefault(asked.about, set()).add("binds")
    for whole, payment in clauses:
        for asked in (*_asked(whole, suits=True), *_inside(payment.payment, suits=True)):
            wanted.setdefault(asked.about, set()).add(asked.wants)
    return any(len(each) > 1 for each in wanted.values())


class AskedAbout(NamedTuple):
    """What a clause that pays asks about."""

    things: frozenset[tuple[Any, ...]]
    """In its conditions and in its payment."""
    parts: tuple[frozenset[tuple[Any, ...]], ...]
    """In each of its conditions that asks about anything."""

    def bound_up_with(self, rival: AskedAbout) -> bool:
        """Return whether a rival may be met whenever this is, because every condition of it asks about the same things."""
        return all(self.things & part for part in rival.parts) and not self.things.isdisjoint(rival.things)


def asked_about(whole: Prepared, payment: PreparedPayment) -> AskedAbout:
    """Return what a clause asks about."""
    parts = whole.parts if isinstance(whole.condition, AllOf) else (whole,)
    leaves = [found for part in parts if (found := _leaves(part))]
    by_part = tuple(frozenset(each for leaf in found for each in _of_leaf(leaf)) for found in leaves)
    paid = frozenset(asked.about for asked in _inside(payment.payment, suits=True))
    return AskedAbout(paid.union(*by_part), by_part)


def _leaves(prepared: Prepared) -> list[Condition]:
    if prepared.parts:
        return [leaf for part in prepared.parts for leaf in _leaves(part)]
    return [] if hasattr(prepared.condition, "always") else [prepared.condition]


def _of_leaf(condition: Condition) -> Iterator[tuple[Any, ...]]:
    """Yield what a condition asks about; of a title each of its levels, as another one may be held beside it."""
    which = next((each for each in vars(condition).values() if isinstance(each, TitleAndLevel)), None)
    if which is None:
        yield from (each.about for each in _of(condition, suits=True))
        return
    for title in which.titles:
        yield from (("title", title, level, type(condition).__name__) for level in which.levels(title))


def _asked(prepared: Prepared, *, suits: bool) -> Iterator[_Asked]:
    if prepared.parts:
        if prepared.condition.LEFT_TO_A_PERSON:
            yield _Asked(("person", spelling(prepared.condition)), suits)
        for part in prepared.parts:
            yield from _asked(part, suits=suits != isinstance(prepared.condition, NoneOf))
    else:
        yield from _of(prepared.condition, suits=suits)


def _inside(value: Any, *, suits: bool) -> Iterator[_Asked]:
    """Yield what the conditions inside a payment ask."""
    if isinstance(value, NoneOf):
        suits = not suits
    elif isinstance(value, Condition):
        yield from _of(value, suits=suits)
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value:
            yield from _inside(each, suits=suits)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _inside(getattr(value, name), suits=suits)


def _of(condition: Condition, *, suits: bool) -> Iterator[_Asked]:
    which = next((each for each in vars(condition).values() if isinstance(each, TitleAndLevel)), None)
    if which is not None:
        kind = "member" if isinstance(condition, Cultivated) else "title"
        for title in which.titles:
            yield _Asked((kind, title), suits)
    elif isinstance(condition, Threshold):
        sides = {key in _UPWARD for key in condition.bounds()}
        yield _Asked(("fact", condition.fact), (spelling(condition), suits) if len(sides) > 1 else sides == {suits})
    elif isinstance(condition, (FactIs, About)):
        yield _Asked(("fact", condition.fact), (spelling(condition), suits))
    elif isinstance(condition, LocatedIn):
        yield _Asked(("place",), (condition.located_in, suits))
    elif type(condition).KEYS and not hasattr(condition, "always"):
        name = getattr(condition, "attested", "")
        yield _Asked((type(condition).__name__, name), suits)
