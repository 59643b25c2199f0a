"""What a single condition asks for, reduced to what can be compared: bounds, accepted values, titles at their levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.located_in import HERE, LocatedIn
from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.conditions.threshold import Threshold, quantity
from zjtx_rules.profile.facts import Fact
from zjtx_rules.terms import Level, find_region


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range; at the end itself it is met unless strict."""

    value: Any
    strict: bool


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity between two bounds."""

    fact: str
    low: Bound | None
    high: Bound | None
    keys: tuple[tuple[str, str], ...]
    """The key of the file under which each end is written: (`low`, `at_least`)."""

    @property
    def key(self) -> Key:
        """The meaning."""
        ends = [() if each is None else (key_of(each.value), str(each.strict)) for each in (self.low, self.high)]
        return ("range", self.fact, *ends)

    def within(self, other: Range) -> bool:
        """Return whether whatever lies in this range lies in the other."""
        return (
            self.fact == other.fact and not_below(self.low, other.low) and not_below(other.high, self.high, high=True)
        )


def not_below(one: Bound | None, other: Bound | None, *, high: bool = False) -> bool:
    """Return whether `one` asks for at least as much as `other`; an absent lower bound asks for nothing."""
    if high:  # an absent upper bound is above all others
        if one is None:
            return True
        if other is None:
            return False
        return bool(one.value > other.value or (one.value == other.value and (other.strict or not one.strict)))
    if other is None:
        return True
    if one is None:
        return False
    return bool(one.value > other.value or (one.value == other.value and (one.strict or not other.strict)))


@dataclass(frozen=True, slots=True)
class Values:
    """A fact that must have one of some values."""

    fact: str
    accepted: frozenset[Any]

    @property
    def key(self) -> Key:
        """The meaning."""
        return ("values", self.fact, *sorted(map(repr, self.accepted)))

    def within(self, other: Values) -> bool:
        """Return whether every value accepted here is accepted there."""
        return self.fact == other.fact and self.accepted <= other.accepted


@dataclass(frozen=True, slots=True)
class Titles:
    """A condition on recognitions: which titles at which levels, and all else that it asks."""

    kind: str
    pairs: frozenset[tuple[str, Level]]
    rest: Key

    @property
    def key(self) -> Key:
        """The meaning."""
        return (self.kind, *sorted((title, level.id) for title, level in self.pairs), self.rest)

    def within(self, other: Titles) -> bool:
        """Return whether every recognition that counts here counts there."""
        return (self.kind, self.rest) == (other.kind, other.rest) and self.pairs <= other.pairs


@dataclass(frozen=True, slots=True)
class Other:
    """Any other single condition."""

    subject: str
    key: Key

    def within(self, other: Other) -> bool:
        """Return whether the two are the same."""
        return self.key == other.key


Essence = Range | Values | Titles | Other


def essence(condition: Condition, side: Side, scope: str) -> Essence:
    """Return what a single condition asks for."""
    if isinstance(condition, Threshold):
        return _range(condition, side.facts(scope).get(condition.fact))
    if isinstance(condition, About):
        return Other(condition.fact, ("about", condition.fact, _figure(condition, side, scope), key_of(condition.band)))
    if isinstance(condition, FactIs):
        fact = side.facts(scope).get(condition.fact)
        return Values(condition.fact, frozenset(value_of(fact, each) for each in condition.wanted()))
    which = which_of(condition)
    if which is not None:
        rest = tuple(
            (name, key_of(getattr(which, name)))
            for name in type(which).model_fields
            if name not in {"title", "level", "level_at_least"}
        )
        return Titles(type(condition).__name__, pairs_of(which), rest)
    return _other(condition, side)


def _other(condition: Condition, side: Side) -> Other:
    subject = type(condition).__name__
    if isinstance(condition, LocatedIn):
        return Other(subject, (subject, region_of(condition.located_in, side)))
    names = list(type(condition).model_fields)
    values = [getattr(condition, name) for name in names]
    if len(values) == 1 and isinstance(values[0], str):
        return Other(f"{subject}:{values[0]}", key_of(condition))
    regions = {
        name: value.model_copy(
            update={each: region_of(getattr(value, each), side) for each in ("in_", "into") if hasattr(value, each)}
        )
        for name, value in zip(names, values, strict=True)
        if isinstance(value, BaseModel)
    }
    return Other(subject, key_of(condition.model_copy(update=regions)))


def which_of(condition: Condition) -> TitleAndLevel | None:
    """Return the recognitions that a condition is about, if it is about recognitions."""
    for name in type(condition).model_fields:
        value = getattr(condition, name)
        if isinstance(value, TitleAndLevel):
            return value
    return None


def pairs_of(which: TitleAndLevel) -> frozenset[tuple[str, Level]]:
    """Return the titles that count, each at each of its levels that counts."""
    return frozenset((title, level) for title in which.titles for level in which.levels(title))


def region_of(word: str, side: Side) -> str:
    """Return the code of a region named in a file, and `here` for the jurisdiction itself, whichever way it is written."""
    region = find_region(word, side.loaded.places) if word != HERE else None
    code = region.code if region else word
    return HERE if code == side.loaded.rules.jurisdiction.code else code


def value_of(fact: Fact | None, value: Any) -> Any:
    """Return a value as the fact itself has it: 小型 is `small`."""
    if fact is not None:
        for name, label in fact.choices:
            if value in (name, label):
                return name
        if fact.type == "yes_no" and value in ("是", "否"):
            return value == "是"
    return value


def _figure(condition: About, side: Side, scope: str) -> Key:
    fact = side.facts(scope).get(condition.fact)
    return key_of(quantity(fact, condition.about) if fact is not None else condition.about)


def _range(condition: Threshold, fact: Fact | None) -> Range:
    low: Bound | None = None
    high: Bound | None = None
    keys: list[tuple[str, str]] = []
    for name, written in condition.bounds().items():
        bound = Bound(written if fact is None else quantity(fact, written), strict=name in {"more_than", "less_than"})
        if name in {"at_least", "more_than"}:
            # Of two lower bounds the one that asks for more decides.
            if low is None or not_below(bound, low):
                low = bound
                keys = [*(each for each in keys if each[0] != "low"), ("low", name)]
        elif high is None or not_below(high, bound, high=True):
            high = bound
            keys = [*(each for each in keys if each[0] != "high"), ("high", name)]
    return Range(condition.fact, low, high, tuple(keys))
