"""就高不就低，不重复奖励: which of several competing awards is paid, solved exactly.

Awards that compete exclude one another; money received before under the same rule is taken off (补差), or ends the matter.
What is paid in total is as much as the rules allow: a set of awards of which no two exclude each other, with the greatest
sum. Groups may overlap. Among equal sums the order of the text decides, so that the same question has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zjtx_rules.terms import Money

_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class Candidate:
    """An award that could be paid: what it would still pay, what it is worth as such, and its place in the text."""

    pays: Money
    worth: Money
    order: int


def choose(candidates: Sequence[Candidate], excludes: Callable[[int, int], bool]) -> frozenset[int]:
    """Return the positions of the candidates to pay.

    No two of them exclude each other; their sum is the greatest there is; of equal sums the one whose awards are worth
    more as such, and then the one whose awards stand first in the text. Exact, by branch and bound over each set of awards
    that are tied together.
    """
    chosen: set[int] = set()
    for component in _components(len(candidates), excludes):
        chosen |= _best(component, candidates, excludes)
    return frozenset(chosen)


def _components(count: int, excludes: Callable[[int, int], bool]) -> list[list[int]]:
    """Return the candidates in sets that do not touch one another."""
    left, components = set(range(count)), []
    while left:
        reached = [min(left)]
        left.discard(reached[0])
        for each in reached:
            near = [other for other in left if excludes(each, other)]
            left.difference_update(near)
            reached.extend(near)
        components.append(sorted(reached))
    return components


Score = tuple[Money, Money, tuple[int, ...]]


def _best(component: list[int], candidates: Sequence[Candidate], excludes: Callable[[int, int], bool]) -> set[int]:
    if len(component) == 1:
        return set(component)
    ranked = sorted(component, key=lambda at: candidates[at].order)
    ranked.sort(key=lambda at: (candidates[at].pays, candidates[at].worth), reverse=True)
    best: tuple[Score, tuple[int, ...]] | None = None

    def search(position: int, taken: tuple[int, ...], pays: Money, worth: Money, rest: Money) -> None:
        nonlocal best
        if best is not None and pays + rest < best[0][0]:
            return
        if position == len(ranked):
            score = (pays, worth, tuple(sorted(-candidates[each].order for each in taken)))
            if best is None or _greater(score, best[0]):
                best = (score, taken)
            return
        here = ranked[position]
        rest = Money(rest.yuan - candidates[here].pays.yuan)
        if not any(excludes(here, other) for other in taken):
            each = candidates[here]
            search(position + 1, (*taken, here), pays + each.pays, worth + each.worth, rest)
        search(position + 1, taken, pays, worth, rest)

    search(0, (), _ZERO, _ZERO, Money.total(candidates[each].pays for each in ranked))
    return set(best[1]) if best is not None else set()


def _greater(one: Score, other: Score) -> bool:
    """Compare sums, then worth, then the places in the text, earlier first."""
    if one[0] != other[0]:
        return one[0] > other[0]
    if one[1] != other[1]:
        return one[1] > other[1]
    return one[2][::-1] > other[2][::-1]
