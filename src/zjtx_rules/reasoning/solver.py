"""就高不就低，不重复奖励: which of several competing awards is paid, solved exactly.

Awards that compete exclude one another; money received before under the same rule is taken off (补差), or ends the matter.
What is paid in total is as much as the rules allow: a set of awards of which no two exclude each other, with the greatest
sum. Groups may overlap. Of equal sums, a stated sum comes before a ceiling (最高), and then the order of the text decides, so
that what is paid of either nature never hangs on that order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import lcm
from typing import NamedTuple

from zjtx_rules.terms import Money

_NOTHING = Decimal(0)


class Candidate(NamedTuple):
    """An award that could be paid."""

    pays: Money
    """What it would still pay, money received before taken off."""
    worth: Money
    """What it is worth as such."""
    order: int
    """Its place in the text."""
    stated: bool = True
    """Whether it is a stated sum; otherwise it is a ceiling (最高)."""

    @property
    def score(self) -> tuple[Decimal, Decimal, Decimal]:
        """What is compared before the place in the text: yuan paid, yuan worth, and yuan paid as a stated sum."""
        return self.pays.yuan, self.worth.yuan, self.pays.yuan if self.stated else _NOTHING


def choose(candidates: Sequence[Candidate], excludes: Callable[[int, int], bool]) -> frozenset[int]:
    """Return the positions of the candidates to pay.

    No two of them exclude each other; their sum is the greatest there is; of equal sums the one whose awards are worth
    more as such, then the one that holds more in stated sums, and then the one whose awards stand first in the text. Exact:
    whatever another candidate can stand in for is left out, and where not all of those left exclude one another, the one with
    the most rivals is tried with and without; what falls apart is solved for each part.
    """
    count = len(candidates)
    if count < 2:
        return frozenset(range(count))
    rivals = [0] * count
    for one in range(count):
        for other in range(one + 1, count):
            if excludes(one, other):
                rivals[one] |= 1 << other
                rivals[other] |= 1 << one
    if not any(rivals):
        return frozenset(range(count))
    chosen = _best((1 << count) - 1, rivals, _scores(candidates), {})[1]
    return frozenset(at for at in range(count) if chosen >> at & 1)


def _scores(candidates: Sequence[Candidate]) -> list[int]:
    """Return for each candidate one number, of which the sums compare as what is compared in turn.

    Yuan paid, yuan worth, yuan paid as stated sums, and the place in the text as a bit, the first place the highest. Each is
    counted in units greater than all sums of what comes after it. No two are equal.
    """
    scores = [0] * len(candidates)
    for bit, at in enumerate(sorted(range(len(candidates)), key=lambda at: candidates[at].order, reverse=True)):
        scores[at] = 1 << bit
    in_turn = list(zip(*(each.score for each in candidates), strict=True))
    for yuan in reversed(in_turn):
        unit = 2 * sum(map(abs, scores)) + 1
        scores = [part * unit + score for part, score in zip(_whole(yuan), scores, strict=True)]
    return scores


def _whole(yuan: Sequence[Decimal]) -> list[int]:
    """Return sums as whole numbers of a part of a yuan that all of them are made of."""
    parts = [each.as_integer_ratio() for each in yuan]
    part = lcm(*(below for _, below in parts))
    return [above * (part // below) for above, below in parts]


def _best(some: int, rivals: list[int], scores: list[int], known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return the best score among some candidates (a set of bits), and the set that has it."""
    if some in known:
        return known[some]
    total = chosen = 0
    for part in _parts(_without_replaceable(some, rivals, scores), rivals):
        members = _members(part)
        if all(rivals[at] & part == part ^ (1 << at) for at in members):
            at = max(members, key=lambda each: scores[each])
            best = scores[at], 1 << at
        else:
            at = max(members, key=lambda each: (rivals[each] & part).bit_count())
            rest = part ^ (1 << at)
            with_it, others = _best(rest & ~rivals[at], rivals, scores, known)
            best = max((with_it + scores[at], others | 1 << at), _best(rest, rivals, scores, known))
        total, chosen = total + best[0], chosen | best[1]
    known[some] = total, chosen
    return total, chosen


def _without_replaceable(some: int, rivals: list[int], scores: list[int]) -> int:
    """Return some candidates without those for which a rival can always stand in: it scores more and excludes no other ones."""
    changed = True
    while changed:
        changed = False
        for at in _members(some):
            if not some >> at & 1:
                continue  # replaced meanwhile
            mine = rivals[at] & some
            around = mine | 1 << at
            for other in _members(mine):
                if scores[other] < scores[at] and not around & ~(rivals[other] | 1 << other):
                    some ^= 1 << other
                    changed = True
                    around &= some
    return some


def _parts(some: int, rivals: list[int]) -> list[int]:
    """Return the candidates in sets that do not touch one another."""
    parts = []
    while some:
        part, reached = 0, some & -some
        while reached:
            part |= reached
            near = 0
            for at in _members(reached):
                near |= rivals[at]
            reached = near & some & ~part
        parts.append(part)
        some &= ~part
    return parts


def _members(some: int) -> list[int]:
    found = []
    while some:
        lowest = some & -some
        found.append(lowest.bit_length() - 1)
        some ^= lowest
    return found
