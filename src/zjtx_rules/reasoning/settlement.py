"""What an applicant gets under one document once competing awards and money received before are taken into account.

Between the floor and the ceiling lies every way in which missing facts, matters for a person's judgement and an unknown
ledger could turn out. Stated sums and ceilings (最高) are kept apart throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from zjtx_rules.payments.base import Reckoned
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.counted import Part
from zjtx_rules.reasoning.ledger import NOTHING_TAKEN, Taken, all_taken, less, own_group
from zjtx_rules.reasoning.limits import Limited, Room, within_limits
from zjtx_rules.reasoning.line_bounds import paid_in_every_case_or_any
from zjtx_rules.reasoning.memo import Memo
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.reasoning.received import Entry
from zjtx_rules.reasoning.solver import Candidate, choose
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, VERDICTS

_ZERO = Money.ZERO
_NOTHING = Bounds()
_BOUNDLESS = Money(10**15)
"""Stands in the solver for a claim without limit; such a claim is reported as unlimited, never as this sum."""


@dataclass(slots=True)
class Line:
    """One claim and what became of it."""

    claim: Claim
    taken: Taken
    pays: Bounds
    """What it would still pay by itself, money received before taken off."""
    chosen: bool = False
    """Paid, on what is certain."""
    comes_to: Bounds = _NOTHING
    """The least and the most that is paid on it, over every way in which what is open could turn out."""
    suppressed_by: tuple[tuple[int, Group], ...] = ()
    """The lines that are paid instead, or could be, each with the rule under which."""

    def __repr__(self) -> str:
        """Return the clause, the verdict and what is paid on it."""
        return f"<Line {self.claim.key} {VERDICTS[self.claim.truth].value}: {self.claim.nature} {self.comes_to}>"

    @property
    def gives_way(self) -> bool:
        """Whether its conditions are met and it is paid in no case, because a higher award is."""
        return self.claim.truth == MET and not self.chosen and self.comes_to.ceiling == _ZERO

    @property
    def certain(self) -> bool:
        """Whether it is certain whether it is paid: nothing that is open could put another award in its place."""
        return self.gives_way or (self.chosen and self.comes_to == self.pays)


@dataclass(frozen=True, slots=True)
class ClauseSum:
    """What one clause comes to, all its lines together."""

    nature: str
    bounds: Bounds


@dataclass(slots=True)
class Settlement:
    """The outcome of one document."""

    totals: Totals = field(default_factory=Totals)
    lines: list[Line] = field(default_factory=list)
    groups: Sequence[Group] = ()
    """The rules of no duplication that bind, or may bind, the applicant."""
    whole: bool = True
    """Whether every way was gone through; where there were too many, the bounds may be wider than they need be."""
    same_titles: Sequence[tuple[str, ...]] = ()
    """The clauses that pay for the same titles."""
    limited: Sequence[Limited] = ()
    """What became of lines under the limits over several clauses; lines and clauses say what they come to without."""
    _sums: dict[str, ClauseSum] | None = None
    _together: dict[tuple[str, ...], ClauseSum] | None = None

    @property
    def by_clause(self) -> dict[str, ClauseSum]:
        """What each clause with a line comes to over every way in which what is open could turn out."""
        if self._sums is None:
            self._sums = _by_clause(self.lines, self.groups)
        return self._sums

    @property
    def by_titles(self) -> dict[tuple[str, ...], ClauseSum]:
        """What clauses for the same titles come to together, likewise."""
        if self._together is None:
            self._together = {}
            for keys in self.same_titles:
                mine = [line for line in self.lines if line.claim.key in keys]
                if mine:
                    self._together[keys] = _added(mine, self.groups)
        return self._together


def settle(
    program: Program,
    claims: Sequence[Claim],
    groups: Sequence[Group],
    entries: Sequence[Entry] | None,
    rooms: Sequence[Room] = (),
    year: int = 0,
    parts: Memo[Part] | None = None,
) -> Settlement:
    """Settle the claims of one document under the groups and the limits that bind the applicant.

    Args:
        program: The document.
        claims: What its clauses pay.
        groups: The rules of no duplication.
        entries: The ledger; None if unknown.
        rooms: The limits.
        year: The year of the question.
        parts: What entries are to claims, where the same are settled again and again.
    """
    if not claims:
        return Settlement()
    claims = [_of_one_year(claim, groups) for claim in claims]
    received = all_taken(claims, groups, entries, program, parts)
    lines = [Line(claim, before, _pays(claim, before)) for claim, before in zip(claims, received, strict=True)]
    if entries:
        for line in lines:
            _take_off_each_year(line, groups, entries, program)
    floor = _chosen(lines, groups, certain=True)
    settled = _settled(lines)
    ceiling = floor if settled else _chosen(lines, groups, certain=False)
    paid, hoped = sorted(floor), sorted(ceiling)
    for index, line in enumerate(lines):
        met = line.claim.truth == MET
        line.chosen = met and index in floor
        if line.chosen:
            line.comes_to = line.pays
        else:
            line.suppressed_by = _rivals(lines, index, paid if met else hoped, groups)
    if not settled:
        _bound_lines(lines, groups)
        for index, line in enumerate(lines):
            if line.chosen and not line.certain:
                line.suppressed_by = _rivals(lines, index, hoped, groups)
    if not rooms:
        return Settlement(_totals(lines, groups, floor, ceiling), lines, groups, same_titles=program.same_titles)

    def sum_of(some: Sequence[int]) -> Totals:
        return _of_some(lines, groups, floor, ceiling, some)

    totals, limited = within_limits(rooms, [line.claim.key for line in lines], sum_of, entries, program, year)
    return Settlement(totals, lines, groups, same_titles=program.same_titles, limited=limited)


def _of_some(
    lines: list[Line], groups: Sequence[Group], floor: frozenset[int], ceiling: frozenset[int], some: Sequence[int]
) -> Totals:
    """Return what some of the lines come to; where others compete with them, over every way in which that may turn out."""
    if not some:
        return Totals()
    inside = frozenset(some)
    crossing = any(
        _excluding(lines[one].claim, lines[other].claim, groups, certain=True)
        for one in some
        for other in range(len(lines))
        if other not in inside
    )
    if crossing:
        found = Totals()
        for at in some:
            bounds = lines[at].comes_to
            found = found.plus(Totals(up_to=bounds) if lines[at].claim.nature == "up_to" else Totals(fixed=bounds))
        return found
    place = {at: number for number, at in enumerate(some)}
    low, high = (frozenset(place[at] for at in chosen & inside) for chosen in (floor, ceiling))
    return _totals([lines[at] for at in some], groups, low, high)


def _bound_lines(lines: list[Line], groups: Sequence[Group]) -> None:
    """Say of each line what it comes to while something is open."""

    def excludes(one: int, other: int) -> tuple[bool, bool]:
        both = lines[one].claim, lines[other].claim
        may = _excluding(*both, groups, certain=True) is not None
        return may, may and _excluding(*both, groups, certain=False) is not None

    sums = [
        (
            _candidate(line, index, certain=True) if line.claim.truth == MET else None,
            _candidate(line, index, certain=False),
        )
        for index, line in enumerate(lines)
    ]
    for line, (always, ever) in zip(lines, paid_in_every_case_or_any(sums, excludes), strict=True):
        line.comes_to = Bounds(line.pays.floor if always else _ZERO, line.pays.ceiling if ever else _ZERO)


def _by_clause(lines: list[Line], groups: Sequence[Group]) -> dict[str, ClauseSum]:
    """Return what each clause comes to."""
    several: dict[str, list[Line]] = {}
    for line in lines:
        several.setdefault(line.claim.key, []).append(line)
    return {key: _added(mine, groups) for key, mine in several.items()}


def _added(lines: Sequence[Line], groups: Sequence[Group]) -> ClauseSum:
    """Return what some lines come to together; of lines that exclude one another only one is paid."""
    bounds = lines[0].comes_to
    alone = len(lines) > 1 and all(
        _excluding(one.claim, other.claim, groups, certain=False) for one, other in combinations(lines, 2)
    )
    for line in lines[1:]:
        bounds = _one_of(bounds, line.comes_to) if alone else bounds.plus(line.comes_to)
    return ClauseSum(lines[0].claim.nature, bounds)


def _one_of(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of two sums of which no more than one is paid."""
    ceiling = None if one.ceiling is None or other.ceiling is None else max(one.ceiling, other.ceiling)
    return Bounds(max(one.floor, other.floor), ceiling)


def over_all(shown: Settlement, ways: Sequence[Settlement]) -> None:
    """Widen what lines and clauses of a settlement come to, to every way in which what is open could turn out."""
    _widen(shown.by_clause, [each.by_clause for each in ways])
    _widen(shown.by_titles, [each.by_titles for each in ways])
    for occasion, mine in _by_occasion(shown).items():
        found = [_by_occasion(each).get(occasion, []) for each in ways]
        if len(mine) == 1 and sum(line.claim.key == occasion[0] for line in shown.lines) == 1:
            mine[0].comes_to = shown.by_clause[occasion[0]].bounds
        elif all(len(each) == len(mine) for each in found):
            for at, line in enumerate(mine):
                line.comes_to = _hull([each[at].comes_to for each in found])
        else:
            for line in mine:
                line.comes_to = Bounds(_ZERO, shown.by_clause[occasion[0]].bounds.ceiling)


def _widen(shown: dict[Any, ClauseSum], ways: Sequence[dict[Any, ClauseSum]]) -> None:
    for key in dict.fromkeys(key for each in (shown, *ways) for key in each):
        sums = [each.get(key) for each in ways]
        bounds = [_NOTHING if each is None else each.bounds for each in sums]
        nature = next(each.nature for each in (shown.get(key), *sums) if each is not None)
        shown[key] = ClauseSum(nature, _hull(bounds))


def _by_occasion(settlement: Settlement) -> dict[tuple[str, Any, Any, Any], list[Line]]:
    """Return the lines by clause and by what they are for."""
    found: dict[tuple[str, Any, Any, Any], list[Line]] = {}
    for line in settlement.lines:
        reckoned = line.claim.reckoned
        found.setdefault((line.claim.key, reckoned.day, reckoned.year, reckoned.title), []).append(line)
    return found


def _hull(bounds: Sequence[Bounds]) -> Bounds:
    whole = bounds[0]
    for each in bounds[1:]:
        whole = whole.around(each)
    return whole


def _of_one_year(claim: Claim, groups: Sequence[Group]) -> Claim:
    """Return the claim as high as it can be if, of its clause, one year alone is paid: then all undated may be of that year."""
    most = claim.reckoned.in_one_year
    if most is None or not any(
        claim.key in group.members and group.window == "lifetime" and not group.same_title for group in groups
    ):
        return claim
    return replace(claim, high=most)


def _take_off_each_year(line: Line, groups: Sequence[Group], entries: Sequence[Entry], program: Program) -> None:
    """Bound a claim that may fall in several years by what was received in each of them."""
    claim, spread, ceiling = line.claim, line.claim.reckoned.spread, line.pays.ceiling
    if spread is None or ceiling is None or claim.clause.each_time is not None or claim.high != claim.reckoned.high:
        return
    of_year = [replace(claim, reckoned=replace(claim.reckoned, year=year)) for year in spread.years]
    received = all_taken(of_year, groups, entries, program)
    taken = {
        year: None if before.ends_certainly else before.certain
        for year, before in zip(spread.years, received, strict=True)
    }
    line.pays = Bounds(line.pays.floor, min(ceiling, spread.most(taken)))


def _rivals(
    lines: list[Line], index: int, among: Sequence[int], groups: Sequence[Group]
) -> tuple[tuple[int, Group], ...]:
    """Return which of some lines exclude a line, each with the rule under which."""
    found = []
    for other in among:
        group = _excluding(lines[index].claim, lines[other].claim, groups, certain=True) if other != index else None
        if group is not None:
            found.append((other, group))
    return tuple(found)


def _only_one_of(claims: Sequence[Claim], groups: Sequence[Group]) -> bool:
    """Return whether it is the plain case: all stand in one group for life, so that no two of them are paid."""
    if len(groups) != 1 or groups[0].same_title or groups[0].window != "lifetime":
        return False
    members = groups[0].members
    return all(claim.key in members for claim in claims)


def _settled(lines: list[Line]) -> bool:
    """Return whether nothing at all is open, so that what is certain is also all that is possible."""
    for line in lines:
        claim, pays = line.claim, line.pays
        if claim.truth != MET or claim.reckoned.year is None:
            return False
        if claim.reckoned.title is None and not claim.reckoned.untitled:
            return False
        if pays.floor is not pays.ceiling and pays.floor != pays.ceiling:
            return False
    return True


def _pays(claim: Claim, before: Taken) -> Bounds:
    if before is NOTHING_TAKEN:
        return Bounds(claim.low, claim.high)
    low = _ZERO if before.possible is None or before.ends_possibly else less(claim.low, before.possible)
    if before.ends_certainly:
        return Bounds(_ZERO, _ZERO)
    high = None if claim.high is None else less(claim.high, before.certain)
    return Bounds(low, high)


def _chosen(lines: list[Line], groups: Sequence[Group], *, certain: bool, nature: str | None = None) -> frozenset[int]:
    """Return the lines that are paid on what is certain, or if everything open turns out well."""
    positions = [
        index
        for index, line in enumerate(lines)
        if (line.claim.truth == MET or not certain) and nature in (None, line.claim.nature)
    ]
    candidates = [_candidate(lines[index], index, certain=certain) for index in positions]
    if len(positions) > 1 and _only_one_of([lines[index].claim for index in positions], groups):
        # What the solver would find, without asking it.
        best = max(candidates, key=lambda each: (each.score, -each.order))
        return frozenset((positions[candidates.index(best)],))

    def excludes(one: int, other: int) -> bool:
        first, second = lines[positions[one]].claim, lines[positions[other]].claim
        return _excluding(first, second, groups, certain=certain) is not None

    return frozenset(positions[each] for each in choose(candidates, excludes))


def _candidate(line: Line, index: int, *, certain: bool) -> Candidate:
    pays = line.pays.floor if certain else line.pays.ceiling
    worth = line.claim.low if certain else line.claim.high
    order = line.claim.clause.order * 1000 + index
    stated = line.claim.nature == "fixed"
    return Candidate(_BOUNDLESS if pays is None else pays, _BOUNDLESS if worth is None else worth, order, stated)


def _excluding(one: Claim, other: Claim, groups: Sequence[Group], *, certain: bool) -> Group | None:
    """Return the rule under which only one of two claims is paid; where that is open, as `certain` (yes) or not (no)."""
    for group in groups:
        if one.key not in group.members or other.key not in group.members:
            continue
        if group.same_title and not _same_title(one.reckoned, other.reckoned, unknown=certain):
            continue
        if group.window == "calendar_year" and not _same(one.reckoned.year, other.reckoned.year, unknown=certain):
            continue
        return group
    if one.key == other.key and one.clause.each_time is not None:
        # The same renewal stated twice is one; those of two titles are two, whatever their days.
        mine, its = one.reckoned, other.reckoned
        alike = _same(mine.day, its.day, unknown=certain) and _same(mine.title, its.title, unknown=certain)
        return own_group(one) if alike else None
    return None


def _same_title(one: Reckoned, other: Reckoned, *, unknown: bool) -> bool:
    return not (one.untitled or other.untitled) and _same(one.title, other.title, unknown=unknown)


def _same(one: object, other: object, *, unknown: bool) -> bool:
    return unknown if one is None or other is None else one == other


def _totals(lines: list[Line], groups: Sequence[Group], floor: frozenset[int], ceiling: frozenset[int]) -> Totals:
    natures = {line.claim.nature for line in lines}
    if len(natures) == 1:
        bounds = Bounds(_sum(lines, floor, certain=True), _sum(lines, ceiling, certain=False))
        return Totals(fixed=bounds) if "fixed" in natures else Totals(up_to=bounds)
    if floor == ceiling and all(line.pays.certain and line.claim.truth == MET for line in lines):
        parts = {
            nature: _sum(lines, frozenset(at for at in floor if lines[at].claim.nature == nature), certain=True)
            for nature in natures
        }
        return Totals(*(Bounds(parts[n], parts[n]) if n in parts else Bounds() for n in ("fixed", "up_to")))
    return Totals(_of_nature(lines, groups, "fixed"), _of_nature(lines, groups, "up_to"))


def _of_nature(lines: list[Line], groups: Sequence[Group], nature: str) -> Bounds:
    """Bound one nature where both occur and something is open: the other may or may not displace it.

    From above, the awards of this nature by themselves; from below, those that compete with none of the other nature.
    """
    alone = [
        line
        for line in lines
        if line.claim.nature == nature
        and not any(
            other.claim.nature != nature and _excluding(line.claim, other.claim, groups, certain=True)
            for other in lines
        )
    ]
    below = _sum(alone, _chosen(alone, groups, certain=True), certain=True)
    return Bounds(below, _sum(lines, _chosen(lines, groups, certain=False, nature=nature), certain=False))


def _sum(lines: list[Line], chosen: frozenset[int], *, certain: bool) -> Any:
    sums = [lines[at].pays.floor if certain else lines[at].pays.ceiling for at in chosen]
    if len(sums) < 2:
        return sums[0] if sums else _ZERO
    return None if None in sums else Money.total(each for each in sums if each is not None)
