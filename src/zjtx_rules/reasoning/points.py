"""The points of a tier: indicator by indicator, in groups, with maxima, minima and ways around them.

A tier is judged by points where its conditions compare a value that is a sum of named values. The sums give the groups, what is
no sum is an indicator; the most that an indicator can give is what its value comes to at most over all facts. Nothing of this is
written in the rule file beside the formulas themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.threshold import Threshold
from zjtx_rules.core.bounds import bounds
from zjtx_rules.core.decide import decide, value
from zjtx_rules.core.terms import Quantity
from zjtx_rules.core.world import World
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.formula import Formula, Name, Operation, parse
from zjtx_rules.quantities.known import Known, Range
from zjtx_rules.quantities.models import NamedValue, Table
from zjtx_rules.quantities.reckoning import Explanation, said
from zjtx_rules.quantities.value_facts import known_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms.truth import MET, Truth
from zjtx_rules.words import Words

MAXIMUM_BUDGET = 200
"""Boxes that the search for the most points of an indicator looks at."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a value comes to, the most it can come to, and what is asked of it."""

    value: NamedValue
    low: Fraction | None
    """None: it has no least value, or no greatest one (`high`)."""
    high: Fraction | None
    maximum: Fraction | None
    """None: there is no greatest value, or none was proven."""
    asked: Threshold | None
    """The bounds that the tier sets it."""
    verdict: Truth | None
    """Whether it keeps them."""
    missing: tuple[str, ...]
    """The paths of the facts that leave it open."""

    @property
    def label(self) -> Words:
        """What it is called."""
        return Words(self.value.label, self.value.english or self.value.label)

    @property
    def exact(self) -> Fraction | None:
        """The points, where they are certain."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its own figure, the band in which it lies, its points."""

    points: Points
    figure: Words | None
    """What it is measured by, such as 2.5%."""
    how: Words
    """How the figure comes about."""
    band: Words | None
    """The band in which the figure lies."""


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators whose points are added; without `points` they belong to no group."""

    points: Points | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What a tier gives points for."""

    total: Points
    groups: tuple[Group, ...]
    direct: tuple[tuple[Prepared, Truth], ...]
    """The conditions of which one stands in the place of the points (直通), each with whether it holds."""

    @property
    def sums(self) -> tuple[Points, ...]:
        """The total and the sums of the groups."""
        return (self.total, *(each.points for each in self.groups if each.points is not None))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of all groups."""
        return tuple(each for group in self.groups for each in group.indicators)


def score_of(program: Program, prepared: PreparedClause, situation: Situation) -> Score | None:
    """Return the points of a tier for an applicant; None where the tier asks for none."""
    asked = values_asked(program, prepared)
    if not asked:
        return None
    assert program.definitions is not None  # noqa: S101 - values are asked, so that names have meanings
    definitions = program.definitions(situation.as_of.year)
    total = total_of(definitions, asked)
    if total is None:
        return None
    return _Reader(definitions, known_of(definitions, situation), asked).score(total, prepared.whole, situation)


def values_asked(program: Program, prepared: PreparedClause) -> Mapping[str, Threshold]:
    """Return the bounds that a clause sets values, by the id of the value."""
    values = {each.id for each in program.file.rules.values}
    if not values:
        return {}
    found: dict[str, Threshold] = {}
    for leaf in leaves(prepared.whole):
        condition = leaf.condition
        if isinstance(condition, Threshold) and condition.fact in values:
            found.setdefault(condition.fact, condition)
    return found


def leaves(prepared: Prepared) -> Iterator[Prepared]:
    """Yield the conditions without parts."""
    if not prepared.parts:
        yield prepared
    for part in prepared.parts:
        yield from leaves(part)


def total_of(definitions: Definitions, asked: Mapping[str, Threshold]) -> NamedValue | None:
    """Return the sum of which the tier asks for some points: of several that contain one another the widest."""
    sums = [each for each in definitions.values if each.id in asked and summands(each, definitions)]
    inner = {part.id for each in sums for part in _below(each, definitions)}
    return next((each for each in sums if each.id not in inner), None)


def summands(value_: NamedValue, definitions: Definitions) -> tuple[NamedValue, ...]:
    """Return the values that a value adds up; none where it is no sum of values alone."""
    if value_.is_ is None:
        return ()
    names = _added(parse(value_.is_))
    found = [definitions.value_named(each) for each in names]
    parts = tuple(each for each in found if each is not None)
    return parts if len(parts) == len(names) > 1 else ()


def _added(formula: Formula) -> list[str]:
    """Return the names that a formula adds; an empty name stands for anything else."""
    match formula:
        case Name(name=name, year=""):
            return [name]
        case Operation(sign="+", one=one, other=other):
            return _added(one) + _added(other)
        case _:
            return [""]


def _below(value_: NamedValue, definitions: Definitions) -> Iterator[NamedValue]:
    for part in summands(value_, definitions):
        yield part
        yield from _below(part, definitions)


class _Reader:
    """Reads the points of one tier off what is known of one applicant."""

    def __init__(self, definitions: Definitions, known: Known, asked: Mapping[str, Threshold]) -> None:
        self.definitions, self.known, self.asked = definitions, known, asked
        self.explain = Explanation(definitions, known)
        self.nothing: World = definitions.kept.setdefault("nothing is known", World(memo={}))
        """Of which values come to the most that they can."""

    def score(self, total: NamedValue, whole: Prepared, situation: Situation) -> Score:
        groups: list[Group] = []
        alone: list[Indicator] = []
        for part in summands(total, self.definitions):
            inner = summands(part, self.definitions)
            if inner:
                indicators = tuple(self.indicator(each) for one in inner for each in self.innermost(one))
                most = _total(each.points.maximum for each in indicators)
                groups.append(Group(self.points(part, most), indicators))
            else:
                alone.append(self.indicator(part))
        if alone:
            groups.append(Group(None, tuple(alone)))
        most = _total(each.points.maximum for group in groups for each in group.indicators)
        direct = tuple((each, each.judge(situation)[0]) for each in _instead_of(whole, total.id))
        return Score(self.points(total, most), tuple(groups), direct)

    def innermost(self, value_: NamedValue) -> Iterator[NamedValue]:
        inner = summands(value_, self.definitions)
        if not inner:
            yield value_
        for each in inner:
            yield from self.innermost(each)

    def points(self, value_: NamedValue, most: Fraction | None) -> Points:
        """Return what a value comes to: of a sum no more than what its parts can give."""
        term = self.definitions.value(value_).term
        found = value(term, self.known.everything)
        maximum = _least(most, value(term, self.nothing).high)
        asked = self.asked.get(value_.id)
        verdict = None
        if asked is not None:
            test = self.definitions.compared(asked, self.definitions.value(value_), "number")
            verdict = decide(test, self.known.everything)
        missing = () if found.low == found.high else self.known.missing(term)
        return Points(value_, found.low, _least(found.high, maximum), maximum, asked, verdict, missing)

    def indicator(self, value_: NamedValue) -> Indicator:
        term = self.definitions.value(value_).term
        points = self.points(value_, greatest(term))
        if value_.table is not None:
            by = self.definitions.formula(value_.table.by)
            exact = self.known.exact(by.term)
            figure = Words("待定", "open") if exact is None else said(Range(exact, exact), by.unit)
            how = self.explain.formula(parse(value_.table.by))
            return Indicator(points, figure, how, self.band(value_.table))
        return Indicator(points, None, self.explain.why(value_), None)

    def band(self, table: Table) -> Words | None:
        """Return the band in which the figure of a table lies, by its edges; None where that is open."""
        by = self.definitions.formula(table.by)
        world = self.known.everything
        if self.known.exact(by.term) is None:
            return None
        bands = enumerate(table.bands)
        reached = [at for at, band in bands if decide(self.definitions.reached(by, band, table), world) == MET]
        at = reached[-1] if reached else -1
        return band_words(table, at)


def band_words(table: Table, at: int) -> Words:
    """Return a band by its edges; −1 is what lies below the first.

    >>> from zjtx_rules.quantities.models import Table
    >>> table = Table.model_validate({"by": "a", "bands": [{"from": "1%", "is": 5}, {"above": "2%", "is": 10}]})
    >>> [band_words(table, at).zh for at in (-1, 0, 1)]
    ['不足1%', '1%至2%', '超过2%']
    """
    if at < 0:
        first = table.bands[0]
        zh, en = ("不足", "below") if first.from_ is not None else ("不超过", "up to")
        return Words(f"{zh}{first.edge}", f"{en} {first.edge}")
    edge = table.bands[at].edge
    if at + 1 < len(table.bands):
        return Words(f"{edge}至{table.bands[at + 1].edge}", f"{edge} to {table.bands[at + 1].edge}")
    if table.bands[at].from_ is None:
        return Words(f"超过{edge}", f"above {edge}")
    return Words(f"{edge}以上", f"{edge} or more")


def _instead_of(prepared: Prepared, total: str) -> tuple[Prepared, ...]:
    """Return the conditions that stand beside the points in a choice: each of them suffices in their place."""
    for part in prepared.parts:
        found = _instead_of(part, total)
        if found:
            return found
    if isinstance(prepared.condition, AnyOf):
        by_points = [part for part in prepared.parts if _is_about(part, total)]
        if by_points:
            return tuple(part for part in prepared.parts if part not in by_points)
    return ()


def spelled(prepared: Prepared) -> Words:
    """Return a condition in words, of a compound those of its parts: 甲，且乙."""
    if len(prepared.parts) > 1 and isinstance(prepared.condition, (AllOf, AnyOf)):
        parts = [spelled(each) for each in prepared.parts]
        zh, en = ("，且", ", and ") if isinstance(prepared.condition, AllOf) else ("，或", ", or ")
        return Words(zh.join(each.zh for each in parts), en.join(each.en for each in parts))
    return prepared.say


def _is_about(prepared: Prepared, total: str) -> bool:
    condition = prepared.condition
    if isinstance(condition, AllOf):
        return any(_is_about(part, total) for part in prepared.parts)
    return isinstance(condition, Threshold) and condition.fact == total


@lru_cache(maxsize=2048)
def greatest(term: Quantity) -> Fraction | None:
    """Return the most that a quantity comes to over all facts: found by the search of the core, or else a proven limit."""
    limit = value(term, World()).high
    found = bounds(term, World(), MAXIMUM_BUDGET).high if limit is not None else None
    return limit if found is None or found.value is None else _least(limit, found.value)


def _total(parts: Iterator[Fraction | None]) -> Fraction | None:
    found = list(parts)
    there = [each for each in found if each is not None]
    return sum(there, Fraction(0)) if len(there) == len(found) else None


def _least(*ends: Fraction | None) -> Fraction | None:
    return min((each for each in ends if each is not None), default=None)


__all__ = [
    "Group",
    "Indicator",
    "Points",
    "Range",
    "Score",
    "band_words",
    "greatest",
    "leaves",
    "score_of",
    "spelled",
    "summands",
]
