"""Whether a combination of conditions can hold at all: a small decision procedure over what conditions leave open.

Each thing a condition looks at (a fact, the titles held, an option of a reading) is a variable, and each condition leaves it
a domain. Domains may allow more than any real applicant shows, never less, so "cannot hold" is always right; "can hold" may
be too kind. A search that takes too long says "can hold".
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from zjtx_rules.terms import lies_within, location_in

MOST_STEPS = 4_000


class Domain(Protocol):
    """What is left to a variable."""

    def meet(self, other: Any) -> Domain | None:
        """Return what both domains leave, or None if nothing."""

    def negated(self) -> tuple[Domain, ...]:
        """Return the domains of which one holds where this one does not."""


@dataclass(frozen=True, slots=True)
class Values:
    """One of some values, or none of them."""

    values: frozenset[Hashable]
    universe: frozenset[Hashable] | None = None
    """All values there are; None where there is no end of them."""
    excluded: bool = False

    def meet(self, other: Values) -> Values | None:
        """Return what both leave."""
        if not self.excluded and not other.excluded:
            left = Values(self.values & other.values, self.universe)
        elif self.excluded and other.excluded:
            left = Values(self.values | other.values, self.universe, excluded=True)
        elif self.excluded:
            left = Values(other.values - self.values, self.universe)
        else:
            left = Values(self.values - other.values, self.universe)
        empty = (left.universe is not None and left.universe <= left.values) if left.excluded else not left.values
        return None if empty else left

    def negated(self) -> tuple[Values, ...]:
        """Return the other values."""
        if not self.excluded and self.universe is not None and self.universe <= self.values:
            return ()
        return (Values(self.values, self.universe, not self.excluded),)


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity between two bounds, each with whether it is included; None is no bound."""

    low: Any = None
    low_in: bool = True
    high: Any = None
    high_in: bool = True
    whole: bool = False
    """Whether the quantity counts whole things, so that nothing lies between 3 and 4."""
    least: Any = None
    """The least that such a quantity can be, whatever the conditions say."""

    def meet(self, other: Span) -> Span | None:
        """Return what lies between both pairs of bounds."""
        low, low_in, high, high_in = self.low, self.low_in, self.high, self.high_in
        if other.low is not None and (low is None or other.low > low or (other.low == low and not other.low_in)):
            low, low_in = other.low, other.low_in
        if other.high is not None and (high is None or other.high < high or (other.high == high and not other.high_in)):
            high, high_in = other.high, other.high_in
        left = Span(low, low_in, high, high_in, self.whole, self.least)
        return None if left.is_empty() else left

    def is_empty(self) -> bool:
        """Return whether nothing lies between the bounds."""
        low, low_in = self.low, self.low_in
        if self.least is not None and (low is None or low < self.least):
            low, low_in = self.least, True
        if low is None or self.high is None:
            return False
        if self.whole:
            first = low if low_in else low + 1
            last = self.high if self.high_in else self.high - 1
            return bool(first > last)
        return bool(low > self.high or (low == self.high and not (low_in and self.high_in)))

    def negated(self) -> tuple[Span, ...]:
        """Return what lies below and what lies above."""
        found: list[Span] = []
        if self.low is not None:
            found.append(Span(high=self.low, high_in=not self.low_in, whole=self.whole, least=self.least))
        if self.high is not None:
            found.append(Span(low=self.high, low_in=not self.high_in, whole=self.whole, least=self.least))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Some:
    """There is at least one thing of each kind required, and none of the kinds excluded."""

    required: tuple[frozenset[Hashable], ...] = ()
    excluded: frozenset[Hashable] = frozenset()

    def meet(self, other: Some) -> Some | None:
        """Return both demands together."""
        left = Some((*self.required, *other.required), self.excluded | other.excluded)
        return None if any(each <= left.excluded for each in left.required) else left

    def negated(self) -> tuple[Some, ...]:
        """Return "none of these"; asked only of a single demand."""
        if self.required:
            return (Some(excluded=self.required[0]),)
        return (Some((self.excluded,)),)


@dataclass(frozen=True, slots=True)
class Within:
    """A place inside some regions and outside others."""

    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()

    def meet(self, other: Within) -> Within | None:
        """Return both demands together."""
        left = Within(self.inside | other.inside, self.outside | other.outside)
        apart = any(not _nested(one, two) for one in left.inside for two in left.inside)
        shut_out = any(_lies_within(one, two) for one in left.inside for two in left.outside)
        return None if apart or shut_out else left

    def negated(self) -> tuple[Within, ...]:
        """Return the other side; asked only of a single demand."""
        return (Within(outside=self.inside),) if self.inside else (Within(inside=self.outside),)


def _lies_within(place: str, region: str) -> bool:
    # A template's own region has no code until it is bound; it lies within itself and may lie within any other.
    return place == region or (_is_bound(place, region) and lies_within(place, region))


def _nested(one: str, two: str) -> bool:
    """Return whether an applicant may lie in both regions."""
    return not _is_bound(one, two) or location_in(one, two) is not False or location_in(two, one) is not False


def _is_bound(*regions: str) -> bool:
    return all(each[0].isdigit() for each in regions)


@dataclass(frozen=True, slots=True)
class Atom:
    """A variable and what one condition leaves to it."""

    variable: Hashable
    domain: Domain


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; of no parts, always."""

    parts: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One part holds; of no parts, never."""

    parts: tuple[Formula, ...] = ()


Formula: TypeAlias = Atom | All | OneOf
ALWAYS = All()
NEVER = OneOf()


def negation(formula: Formula) -> Formula:
    """Return the formula that holds exactly where this one does not."""
    if isinstance(formula, All):
        return OneOf(tuple(negation(each) for each in formula.parts))
    if isinstance(formula, OneOf):
        return All(tuple(negation(each) for each in formula.parts))
    return OneOf(tuple(Atom(formula.variable, each) for each in formula.domain.negated()))


def can_hold(*formulas: Formula) -> bool:
    """Return whether the formulas can hold together."""
    return _search(list(formulas), {}, [MOST_STEPS])


def implies(premise: Formula, conclusion: Formula) -> bool:
    """Return whether the conclusion holds wherever the premise does."""
    return not can_hold(premise, negation(conclusion))


def _search(pending: list[Formula], state: Mapping[Hashable, Domain], steps: list[int]) -> bool:
    """Look for values that satisfy everything pending: what leaves no choice first, then each choice in turn."""
    known = dict(state)
    choices: list[OneOf] = []
    while pending:
        formula = pending.pop()
        if isinstance(formula, All):
            pending.extend(formula.parts)
        elif isinstance(formula, OneOf):
            if len(formula.parts) == 1:
                pending.append(formula.parts[0])
            else:
                choices.append(formula)
        else:
            before = known.get(formula.variable)
            left = formula.domain if before is None else before.meet(formula.domain)
            if left is None or _is_empty(left):
                return False
            known[formula.variable] = left
    if not choices:
        return True
    steps[0] -= 1
    if steps[0] < 0:
        return True
    choices.sort(key=lambda each: len(each.parts))
    first, rest = choices[0], choices[1:]
    return any(_search([*rest, part], known, steps) for part in first.parts)


def _is_empty(domain: Domain) -> bool:
    return domain.meet(domain) is None
