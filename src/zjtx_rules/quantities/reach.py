"""Which facts would bring a value to where a condition wants it: one change, or two, or three, the nearest first.

A value moves in steps: where a comparison inside it turns (a band is reached), where a whole number is filled, or, in between,
evenly. So of each figure only the values beside such a turn are tried, found exactly by halving, and of those the nearest that
suffices is the nearest of all. A yes or no is turned as the condition that asks for it says. What several changes bring is
added up only to choose what to try; whoever takes the steps judges the whole again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import Any

from zjtx_rules.conditions.distance import Step, Way, acceptable, impossible, wait
from zjtx_rules.conditions.levers import Cell, Span, account_cell, as_quantity, cell_of, reach_span
from zjtx_rules.core import terms as t
from zjtx_rules.core.decide import decide, value
from zjtx_rules.core.world import World
from zjtx_rules.profile.facts import Fact, FactType
from zjtx_rules.profile.records import Account
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.leaf import Leaf
from zjtx_rules.quantities.shape import forgotten, most_of_least, shape_of
from zjtx_rules.quantities.units import SCALES
from zjtx_rules.quantities.yearly import YEARS_SINCE
from zjtx_rules.terms.truth import MET
from zjtx_rules.words import Words

MOST_SINGLE, MOST_TOGETHER, MOST_CHANGES = 8, 4, 3
"""How many ways are given of one change, how many of several, and of how many changes at most."""
BREADTH = 6
"""How many changes are followed further where few do not suffice together."""
MOST_TRIED = 600
"""How many sets of changes are tried."""
MOST_KEPT = 512
"""Answers that are kept, as a search of plans asks the same again."""
MOST_FILLED = 12
"""How many whole numbers further a figure is followed."""
DERIVED = ("_share_last_year", "_growth")
"""Facts that rest on several figures, by the end of their name."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a quantity has to be."""

    term: t.Quantity
    bounds: tuple[tuple[str, Fraction], ...]
    want: bool
    """Whether the bounds are to hold, or are not to hold any more."""
    label: Words

    def margin(self, world: World) -> Fraction | None:
        """Return by how much the bound is kept (less than nothing: by how much it is missed); None where that is open."""
        found = value(self.term, world)
        margins: list[Fraction | None] = []
        for key, bound in self.bounds:
            above = (key in ("at_least", "more_than")) == self.want
            end = found.low if above else found.high
            margins.append(None if end is None else end - bound if above else bound - end)
        there = [each for each in margins if each is not None]
        if self.want:
            return min(there) if len(there) == len(margins) else None
        return max(there, default=None)

    @property
    def from_below(self) -> bool:
        """Whether its least value has to come up to the bounds."""
        return self.want and all(key in ("at_least", "more_than") for key, _ in self.bounds)

    def holds(self, world: World) -> bool:
        """Return whether the quantity certainly is where it has to be."""
        found = value(self.term, world)
        kept = [_kept(key, bound, found.low, found.high, want=self.want) for key, bound in self.bounds]
        return all(kept) if self.want else any(kept)


def _kept(key: str, bound: Fraction, low: Fraction | None, high: Fraction | None, *, want: bool) -> bool:
    """Return whether a bound certainly holds, or certainly does not."""
    above = key in ("at_least", "more_than")
    end = low if above == want else high
    if end is None:
        return False
    including = (key in ("at_least", "at_most")) == want
    if above == want:
        return end >= bound if including else end > bound
    return end <= bound if including else end < bound


@dataclass(frozen=True, slots=True)
class _Move:
    """One fact set to one value."""

    key: str
    to: Fraction
    way: Way
    margin: Fraction | None

    @property
    def cost(self) -> tuple[int, Fraction]:
        """Sorts what is nearest first: few changes, then a short distance."""
        return sum(each.kind != "provide" for each in self.way), sum((each.relative for each in self.way), Fraction(0))


def ways_to(definitions: Definitions, situation: Situation, aim: Aim, today: date) -> tuple[Way, ...]:
    """Return the ways to bring a value to where it has to be, the nearest first."""
    key = (id(aim.term), aim.bounds, aim.want, situation.as_of, today, situation.applicant.model_dump_json())
    kept = definitions.kept
    if key not in kept:
        if len(kept) > MOST_KEPT:
            kept.clear()
        search = _Search(definitions, situation, aim, today)
        found = tuple(dict.fromkeys((*search.ways(), *search.obstacles)))
        kept[key] = found or impossible(aim.label, Words("没有可行的数值", "no value would do"))
    ways: tuple[Way, ...] = kept[key]
    return ways


class _Search:
    """One search; lives only while it looks."""

    def __init__(self, definitions: Definitions, situation: Situation, aim: Aim, today: date) -> None:
        self.definitions, self.situation, self.aim, self.today = definitions, situation, aim, today
        self.known = Known(definitions, situation)
        self.world = replace(self.known.world(aim.term), memo={})
        self.shape = shape_of(definitions, aim.term)
        self.variables = self.shape.variables
        self.obstacles: list[Way] = []
        self.waits: list[Way] = []

    def ways(self) -> list[Way]:
        moves = [move for key in sorted(self.variables) for move in self.moves(key)]
        enough = sorted((each for each in moves if self.suffices([each])), key=lambda each: each.cost)
        single = [each.way for each in enough][:MOST_SINGLE]
        base = self.aim.margin(self.world)
        partial = [each for each in moves if each not in enough and self.improves(each, base)]
        together = self.together(partial, base)
        if not single and not together:
            together = self.one_after_the_other(MOST_CHANGES) or self.greedy()
        return list(dict.fromkeys([*single, *together[:MOST_TOGETHER], *self.waits]))

    def suffices(self, moves: Sequence[_Move]) -> bool:
        return self.aim.holds(self.moved(moves))

    def moved(self, moves: Sequence[_Move]) -> World:
        return self.changed({each.key: each.to for each in moves})

    def changed(self, facts: Mapping[str, Fraction]) -> World:
        """Return the world in which some facts are otherwise; what does not hang on them is not reckoned again."""
        value(self.aim.term, self.world)
        stale = frozenset[int]().union(*(self.shape.resting_on[key] for key in facts))
        memo = {key: each for key, each in (self.world.memo or {}).items() if key[1] not in stale}
        return replace(self.world, facts={**self.world.facts, **facts}, memo=memo)

    def improves(self, move: _Move, base: Fraction | None) -> bool:
        return move.margin is not None and (base is None or move.margin > base)

    def together(self, moves: list[_Move], base: Fraction | None) -> list[Way]:
        """Return what suffices of several changes, the fewest and nearest first; none of them suffices alone."""
        if base is None:
            return []
        by_key: dict[str, list[_Move]] = {}
        for move in sorted(moves, key=lambda each: each.cost):
            # Further along the same fact only for more.
            mine = by_key.setdefault(move.key, [])
            if all(other.margin is None or move.margin is None or other.margin < move.margin for other in mine):
                mine.append(move)
        for count in range(2, MOST_CHANGES + 1):
            found: list[tuple[Any, Way]] = []
            tried = 0
            sets = [
                each
                for keys in combinations(sorted(by_key), count)
                for each in product(*(by_key[key] for key in keys))
                if base + sum((one.margin or Fraction(0)) - base for one in each) >= 0
            ]
            for each in sorted(sets, key=_cost):
                tried += 1
                if tried > MOST_TRIED or len(found) >= MOST_TOGETHER:
                    break
                if any({*other} <= {step.key for one in each for step in one.way} for other, _ in found):
                    continue
                if self.suffices(each):
                    way = tuple(step for one in each for step in one.way)
                    found.append(([step.key for step in way], way))
            if found:
                return [way for _, way in found]
        return []

    def one_after_the_other(self, depth: int) -> list[Way]:
        """Return what suffices of several changes where each is chosen as things are after those before it."""
        base = self.aim.margin(self.world)
        keys = sorted(self.variables) if depth > 1 else [key for key in sorted(self.variables) if self.may_suffice(key)]
        moves = [move for key in keys for move in self.moves(key)]
        found: list[tuple[Any, Way]] = [(move.cost, move.way) for move in moves if self.suffices([move])]
        if found or depth == 1:
            return [way for _, way in sorted(found, key=lambda each: each[0])[:MOST_TOGETHER]]
        better = sorted(
            (each for each in moves if self.improves(each, base)), key=lambda each: (-(each.margin or 0), each.cost)
        )
        before = self.world
        for move in better[:BREADTH]:
            self.world = self.moved([move])
            rest = self.one_after_the_other(depth - 1)
            self.world = before
            for way in rest:
                if not {each.key for each in way} & {each.key for each in move.way}:
                    both = (*move.way, *way)
                    found.append(((len(both), sum(each.relative for each in both)), both))
        return [way for _, way in sorted(found, key=lambda each: each[0])[:MOST_TOGETHER]]

    def may_suffice(self, key: str) -> bool:
        """Return whether some value of one fact might suffice by itself: False only where it is certain that none does."""
        if not self.aim.from_below or self.definitions.leaves[key].type == "yes_no":
            return True
        value(self.aim.term, self.world)
        free = forgotten(self.world, key, self.shape)
        most = most_of_least(self.aim.term, self.world, free, self.shape.resting_on[key])
        return most is None or all(most >= bound for _, bound in self.aim.bounds)

    def greedy(self) -> list[Way]:
        """Return one way of many changes where few do not suffice: each time the one that brings most."""
        taken: dict[str, _Move] = {}
        before = self.world
        for _ in range(2 * len(self.variables)):
            if self.aim.holds(self.world):
                break
            base = self.aim.margin(self.world)
            moves = [move for key in sorted(self.variables) for move in self.moves(key) if self.improves(move, base)]
            if not moves:
                break
            best = max(moves, key=lambda each: (each.margin or Fraction(0), tuple(-one for one in each.cost)))
            taken[best.key] = best
            self.world = self.moved([best])
        holds, self.world = self.aim.holds(self.world), before
        return [tuple(step for each in taken.values() for step in each.way)] if holds and taken else []

    # ------------------------------------------------------------------------------------------------------ one fact

    def moves(self, key: str) -> Iterator[_Move]:
        """Yield what may be done with one fact."""
        leaf, variable = self.definitions.leaves[key], self.variables[key]
        if leaf.type == "yes_no":
            yield from self.turns(key, leaf)
            return
        for target in self.targets(key, variable):
            way = self.way(key, leaf, target)
            if way is None or any(each.kind == "impossible" for each in way):
                continue
            moved = self.moved([_Move(key, target, (), None)])
            if any(each.path == "as_of" for each in way):
                if self.aim.holds(moved):
                    self.waits.append(way)
                continue
            yield _Move(key, target, way, self.aim.margin(moved))

    def turns(self, key: str, leaf: Leaf) -> Iterator[_Move]:
        """Yield the ways to turn a yes or no, and note what stands in the way."""
        prepared = leaf.condition
        now = self.world.facts.get(key)
        if prepared is None or prepared.toward is None:
            return
        for to in (1, 0):
            if now == to:
                continue
            moved = self.moved([_Move(key, Fraction(to), (), None)])
            margin, base = self.aim.margin(moved), self.aim.margin(self.world)
            if margin is None or (base is not None and margin <= base):
                continue
            if acceptable(prepared.judge(self.situation)[0], bool(to)) and now is not None:
                continue
            for way in prepared.toward(self.situation, bool(to), self.today):
                if any(each.kind == "impossible" for each in way):
                    self.obstacles.append(way)
                elif any(each.path == "as_of" for each in way):
                    self.waits.append(way)
                else:
                    yield _Move(key, Fraction(to), way, margin)

    def targets(self, key: str, variable: t.Fact) -> list[Fraction]:
        """Return the values of a fact beside which something turns, and the nearest that suffice, on the grid of its units."""
        now = self.world.facts.get(key)
        start = int(now) if now is not None else variable.least
        low, high = variable.least, max(variable.most, start + 1)
        turns: set[int] = set()
        for test, keys in self.shape.tests:
            if key in keys:
                others = frozenset((each, self.world.facts.get(each)) for each in keys if each != key)
                turns.update(_turns(test, key, others, low, high, start))
        for inner, keys in self.shape.wholes:
            if key in keys:
                turns.update(self.fills(key, inner, start, high))
        edges = sorted({low, start, *turns, high}) if self.may_suffice(key) else []
        for one, other in pairwise(edges):
            turns.update(self.flips(key, self.aim.holds, one, max(other - 1, one), one))
        return [Fraction(each) for each in sorted(turns) if now is None or each != now]

    def flips(self, key: str, test: Callable[[World], bool], low: int, high: int, start: int) -> Iterator[int]:
        """Yield the values beside which a test turns, as `turning` does, the other facts as they are."""
        return turning(lambda number: test(self.changed({key: Fraction(number)})), low, high, start)

    def fills(self, key: str, inner: t.Whole, start: int, high: int) -> Iterator[int]:
        """Yield where a whole number grows by one, the next few times."""
        most = min(high, max(4 * abs(start), 1_000_000_000_000))
        for _ in range(MOST_FILLED):
            now = value(inner, self.changed({key: Fraction(start)})).low
            more = _exceeds(inner, now)
            found = [each for each in self.flips(key, more, start, most, start) if each > start]
            if not found:
                return
            start = max(found)
            yield start

    def way(self, key: str, leaf: Leaf, target: Fraction) -> Way | None:
        """Return the steps that give a fact a value; None where there are none."""
        if leaf.type == "date":
            return self.years(key, leaf, target)
        kind: FactType = leaf.type  # type: ignore[assignment]  # quantities only
        to = as_quantity(_plain(target, kind), kind)
        if leaf.fact is not None and leaf.fact.name.endswith(DERIVED):
            now = self.world.facts.get(key)
            span = Span(low=to) if now is None or target > now else Span(high=to)
            return next(iter(reach_span(leaf.fact, self.situation, [span], self.needs, self.today)), None)
        cell = self.cell(leaf)
        if cell is None or (leaf.fact is not None and leaf.fact.of_all and cell.known):
            return None
        return (cell.step(to, self.needs),)

    @property
    def needs(self) -> Words:
        return Words(f"计入{self.aim.label.zh}", f"for {self.aim.label.en}")

    def cell(self, leaf: Leaf) -> Cell | None:
        """Return the field of the profile that a figure stands in."""
        if leaf.year is None:
            return None if leaf.fact is None else cell_of(leaf.fact, self.situation, self.today)
        yearly, year = leaf.year
        if yearly.name in Account.model_fields:
            return account_cell(self.situation, yearly.name, year, self.today)
        given, _ = yearly.read(self.situation, year)
        kind: FactType = yearly.type  # type: ignore[assignment]  # as the file declares it
        closed = year < self.today.year
        return Cell(f"facts.{yearly.name}.{year}", leaf.label, kind, given, given is not None, closed=closed)

    def years(self, key: str, leaf: Leaf, target: Fraction) -> Way | None:
        """Return the day until which one has to wait for so many years to have passed."""
        if leaf.fact is None:
            return None
        since, _ = leaf.fact.read(self.situation)
        count = YEARS_SINCE[key.partition("(")[0] if "(" in key else "满年数"]
        if not isinstance(since, date):
            day = _first_day(lambda back: count(self.situation.as_of - timedelta(back), self.situation.as_of) >= target)
            if day is None:
                return None
            return (
                Step(
                    "provide",
                    cell_of(leaf.fact, self.situation, self.today).path,
                    leaf.label,
                    None,
                    self.situation.as_of - timedelta(day),
                    self.needs,
                ),
            )
        ahead = _first_day(lambda days: count(since, self.today + timedelta(days)) >= target)
        if ahead is None or ahead == 0:
            return None
        label = Words(f"{leaf.label.zh}满{target}年", f"{target} years since {leaf.label.en}")
        return (wait(label, self.today, self.today + timedelta(ahead)),)


def _exceeds(inner: t.Quantity, than: Fraction | None) -> Callable[[World], bool]:
    def more(world: World) -> bool:
        low = value(inner, world).low
        return low is not None and than is not None and low > than

    return more


def turning(holds: Callable[[int], bool], low: int, high: int, start: int) -> Iterator[int]:
    """Yield, on either side of a value, the first at which something that turns once there is otherwise than at the value.

    The last one before it is yielded too: what turns against the applicant is kept by stopping there.

    >>> sorted(turning(lambda number: number >= 60, 0, 100, 45))
    [59, 60]
    """
    here = holds(start)
    for end in (low, high):
        if holds(end) == here:
            continue
        same, other = start, end
        while abs(other - same) > 1:
            middle = (same + other) // 2
            if holds(middle) == here:
                same = middle
            else:
                other = middle
        yield other
        if same != start:
            yield same


@lru_cache(maxsize=4096)
def _turns(
    test: t.Test, key: str, others: frozenset[tuple[str, Any]], low: int, high: int, start: int
) -> tuple[int, ...]:
    facts = {name: known for name, known in others if known is not None}
    return tuple(
        turning(lambda number: decide(test, World({**facts, key: Fraction(number)}, {})) == MET, low, high, start)
    )


def _first_day(reached: Callable[[int], bool]) -> int | None:
    """Return after how many days something is reached first, within sixty years."""
    low, high = 0, 22_000
    if not reached(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if reached(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _cost(moves: Sequence[_Move]) -> tuple[int, Fraction]:
    return sum(each.cost[0] for each in moves), sum((each.cost[1] for each in moves), Fraction(0))


def _plain(units: Fraction, kind: FactType) -> Fraction:
    """Return a number of units of the core as the plain number that a fact of a kind is."""
    return units / 100 if kind == "money" else units / SCALES[kind][1]


__all__ = ["Aim", "Fact", "ways_to"]
