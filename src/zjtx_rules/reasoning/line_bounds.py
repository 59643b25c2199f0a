"""What each line of a settlement comes to at least and at most, whichever of the competing awards turns out to be paid.

A line is paid unless the awards that exclude it come to more. How much better the best choice with a line is than the best
without it changes in one direction only with the sum of any other line, so that the ends of the sums decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from zjtx_rules.reasoning.solver import Candidate, choose

_MOST_UNCERTAIN = 8
"""Of more uncertain lines that depend on one another the ends are not all tried; the bounds are then wider."""

Excludes = Callable[[int, int], tuple[bool, bool]]
"""Whether one of two lines may exclude the other, and whether it certainly does."""
Sums = tuple[Candidate | None, Candidate]
"""What a line pays at least and at most; at least nothing (None) where it is not certain that its clause is met."""
Paid = tuple[bool, bool]
"""Whether a line is paid in every case, and whether it is paid in any."""


def paid_in_every_case_or_any(sums: Sequence[Sums], excludes: Excludes) -> list[Paid]:
    """Return for each line whether it is paid in every case at its least, and whether in any at its most."""
    count = len(sums)
    surely = [0] * count
    perhaps = [0] * count
    for one in range(count):
        for other in range(one + 1, count):
            may, does = excludes(one, other)
            if may:
                perhaps[one] |= 1 << other
                perhaps[other] |= 1 << one
            if does:
                surely[one] |= 1 << other
                surely[other] |= 1 << one
    found: list[Paid] = [(False, False)] * count
    for together in _components(perhaps):
        if all(surely[at] == perhaps[at] for at in together):
            alike = all(perhaps[at].bit_count() == len(together) - 1 for at in together)
            reach = _of_rivals if alike else _of_any
        else:
            reach = _not_known
        for at in together:
            found[at] = reach(at, [other for other in together if other != at], sums, surely)
    return found


def _components(rivals: Sequence[int]) -> Iterator[list[int]]:
    """Yield the lines that depend on one another, directly or through others."""
    left = set(range(len(rivals)))
    while left:
        reached, waiting = set(), [min(left)]
        while waiting:
            at = waiting.pop()
            if at not in reached:
                reached.add(at)
                waiting += [other for other in left if rivals[at] >> other & 1]
        left -= reached
        yield sorted(reached)


def _of_rivals(line: int, others: Sequence[int], sums: Sequence[Sums], rivals: Sequence[int]) -> Paid:  # noqa: ARG001 - one form
    """Return whether a line is paid where only one of all is: the one with the most money."""
    least, most = sums[line]
    certain = [low for other in others if (low := sums[other][0]) is not None]
    possible = [sums[other][1] for other in others]
    return (
        least is not None and all(_rank(least) > _rank(each) for each in possible),
        all(_rank(most) > _rank(each) for each in certain),
    )


def _rank(candidate: Candidate) -> tuple[Any, int]:
    return candidate.score, -candidate.order


def _of_any(line: int, others: Sequence[int], sums: Sequence[Sums], rivals: Sequence[int]) -> Paid:
    """Return whether a line is paid, with every combination of the ends of the others tried."""
    least, most = sums[line]
    ends = [(sums[other][1],) if sums[other][0] == sums[other][1] else sums[other] for other in others]
    if sum(len(each) > 1 for each in ends) > _MOST_UNCERTAIN:
        return False, True
    every, some = least is not None, False
    for chosen in product(*ends):
        kept = [(other, each) for other, each in zip(others, chosen, strict=True) if each is not None]
        some = some or _is_chosen(line, most, kept, rivals)
        every = every and least is not None and _is_chosen(line, least, kept, rivals)
        if some and not every:
            break
    return every, some


def _is_chosen(line: int, own: Candidate, others: Sequence[tuple[int, Candidate]], rivals: Sequence[int]) -> bool:
    places = [line, *(at for at, _ in others)]
    candidates = [own, *(each for _, each in others)]
    return 0 in choose(candidates, lambda one, other: bool(rivals[places[one]] >> places[other] & 1))


def _not_known(line: int, others: Sequence[int], sums: Sequence[Sums], rivals: Sequence[int]) -> Paid:  # noqa: ARG001 - one form
    """Return that a line may be paid or not, where it is not known which lines exclude one another."""
    return False, True
