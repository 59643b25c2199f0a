"""就高不就低，不重复奖励: which of several competing awards is paid, solved exactly.

Awards that compete exclude one another; money received before under the same rule is taken off (补差), or ends the matter.
What is paid in total is as much as the rules allow: a set of awards of which no two exclude each other, with the greatest
sum. Groups may overlap. Of equal sums, a stated sum comes before a ceiling (最高), and then the order of the text decides, so
that what is paid of either nature never hangs on that order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from zjtx_rules.terms import Money
from zjtx_rules.terms.exact import EXACT

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


Score = tuple[Decimal, Decimal, Decimal, int]
"""Yuan paid, yuan worth, yuan paid as stated sums, and the places in the text as bits, the first place the highest.

Scores are added and compared part by part.
"""
_NO_SCORE: Score = _NOTHING, _NOTHING, _NOTHING, 0


def choose(candidates: Sequence[Candidate], excludes: Callable[[int, int], bool]) -> frozenset[int]:
    """Return the positions of the candidates to pay.

    No two of them exclude each other; their sum is the greatest there is; of equal sums the one whose awards are worth
    more as such, then the one that holds more in stated sums, and then the one whose awards stand first in the text. Exact:
    where not all of those that are tied together exclude one another, the one with the most rivals is tried with and
    without, and what falls apart is solved for each part.
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
    by_place = sorted(range(count), key=lambda at: candidates[at].order, reverse=True)
    scores: list[Score] = [_NO_SCORE] * count
    for bit, at in enumerate(by_place):
        scores[at] = (*candidates[at].score, 1 << bit)
    chosen = _best((1 << count) - 1, rivals, scores, {})[1]
    return frozenset(at for at in range(count) if chosen >> at & 1)


def _best(some: int, rivals: list[int], scores: list[Score], known: dict[int, tuple[Score, int]]) -> tuple[Score, int]:
    """Return the best score among some candidates (a set of bits), and the set that has it."""
    if some in known:
        return known[some]
    total, chosen = _NO_SCORE, 0
    for part in _parts(some, rivals):
        members = _members(part)
        if all(rivals[at] & part == part ^ (1 << at) for at in members):
            at = max(members, key=lambda each: scores[each])
            best = scores[at], 1 << at
        else:
            at = max(members, key=lambda each: (rivals[each] & part).bit_count())
            rest = part ^ (1 << at)
            with_it, others = _best(rest & ~rivals[at], rivals, scores, known)
            best = max((_plus(with_it, scores[at]), others | 1 << at), _best(rest, rivals, scores, known))
        total, chosen = _plus(total, best[0]), chosen | best[1]
    known[some] = total, chosen
    return total, chosen


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
    return [at for at in range(some.bit_length()) if some >> at & 1]


def _plus(one: Score, other: Score) -> Score:
    add = EXACT.add
    return add(one[0], other[0]), add(one[1], other[1]), add(one[2], other[2]), one[3] | other[3]
