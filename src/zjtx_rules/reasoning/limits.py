"""限额: the most that several clauses pay together, money received under them counted.

What is due is settled first (就高不就低, 补差), then limited. Stated sums come first under a limit; ceilings (最高) take what room
is left, so that the two are never added. Limits stand side by side or within one another; the inner ones come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.reasoning.ledger import less, received_under
from zjtx_rules.reasoning.prepared_limit import PreparedLimit
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.received import Entry
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money

_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class Room:
    """A limit for one applicant: at least and at most so much (None: no limit is known)."""

    limit: PreparedLimit
    low: Money
    high: Money | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limited:
    """What became of several clauses under a limit."""

    room: Room
    received: Bounds
    """What was received under them before and counts."""
    before: Totals
    after: Totals
    missing: tuple[str, ...] = ()
    """The facts on which hangs what is left; none where the limit is out of reach."""

    @property
    def binds(self) -> bool:
        """Whether it takes anything off, or may."""
        return self.before != self.after


def rooms_for(program: Program, situation: Situation) -> tuple[Room, ...]:
    """Return the limits that bind an applicant, the smallest first."""
    found = [Room(each, *each.ends(situation)) for each in program.limits]
    return tuple(sorted(found, key=lambda room: len(room.limit.members)))


def within_limits(
    rooms: Sequence[Room],
    keys: Sequence[str],
    sum_of: Callable[[Sequence[int]], Totals],
    entries: Sequence[Entry] | None,
    program: Program,
    year: int,
) -> tuple[Totals, list[Limited]]:
    """Return what lines come to under limits.

    Args:
        rooms: The limits, the smallest first.
        keys: The clause of each line.
        sum_of: Returns what some of the lines come to without limits.
        entries: The ledger; None where it is not known.
        program: The document.
        year: The year of the question.
    """
    limited: list[Limited] = []
    free = list(range(len(keys)))
    done: list[tuple[frozenset[int], Totals]] = []
    for room in rooms:
        inside = frozenset(at for at, key in enumerate(keys) if key in room.limit.members)
        if not inside:
            continue
        inner = [(its, total) for its, total in done if its <= inside]
        before = sum_of([at for at in free if at in inside])
        for _, total in inner:
            before = before.plus(total)
        found = _limited(room, before, entries, program, year)
        limited.append(found)
        free = [at for at in free if at not in inside]
        done = [each for each in done if each not in inner] + [(inside, found.after)]
    whole = sum_of(free)
    for _, total in done:
        whole = whole.plus(total)
    return whole, limited


def _limited(room: Room, before: Totals, entries: Sequence[Entry] | None, program: Program, year: int) -> Limited:
    members, this_year = room.limit.members, year if room.limit.this_year else None
    received, untold = received_under(entries or (), members, program, this_year)
    if entries is None or not is_whole(entries):
        received, untold = Bounds(received.floor, None), (*untold, "awards_received")
    low = _ZERO if received.ceiling is None else less(room.low, received.ceiling)
    high = None if room.high is None else less(room.high, received.floor)
    after = cut(before, low, high)
    missing = (*room.missing, *untold) if low != high and _reaches(before, low) else ()
    return Limited(room, received, before, after, tuple(dict.fromkeys(missing)))


def cut(before: Totals, low: Money, high: Money | None) -> Totals:
    """Return totals under what is left of a limit, at least `low` and at most `high`: stated sums first, then ceilings."""
    fixed, up_to = before.fixed, before.up_to
    certain = Bounds(min(fixed.floor, low), _least(fixed.ceiling, high))
    # The less is certain, the more room there is for ceilings.
    least = less(low, low if fixed.ceiling is None else min(fixed.ceiling, low))
    most = None if high is None else less(high, min(fixed.floor, high))
    return Totals(certain, Bounds(min(up_to.floor, least), _least(up_to.ceiling, most)))


def _least(one: Money | None, other: Money | None) -> Money | None:
    return other if one is None else one if other is None else min(one, other)


def _reaches(before: Totals, low: Money) -> bool:
    most = (before.fixed.ceiling, before.up_to.ceiling)
    return None in most or Money.total(each for each in most if each is not None) > low
