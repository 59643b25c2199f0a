"""Which part of an old condition became which part of the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zjtx_rules.analysis.diffing.normal_form import Node
from zjtx_rules.analysis.diffing.normalize_leaf import Other, Range, Titles, Values

_LEAST = 0.3
"""Parts less alike than this are one dropped and one added, not one changed."""


def matched(old: Sequence[Node], new: Sequence[Node]) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Return the pairs that are not the same, the old parts without partner and the new parts without partner."""
    before, after = _without(old, new), _without(new, old)
    scores = [
        (-likeness(one, other), at, position)
        for at, one in enumerate(before)
        for position, other in enumerate(after)
        if likeness(one, other) >= _LEAST
    ]
    partner: dict[int, int] = {}
    for _, at, position in sorted(scores):
        if at not in partner and position not in partner.values():
            partner[at] = position
    pairs = [(before[at], after[partner[at]]) for at in sorted(partner)]
    dropped = [each for at, each in enumerate(before) if at not in partner]
    taken = set(partner.values())
    added = [each for position, each in enumerate(after) if position not in taken]
    return pairs, dropped, added


def _without(parts: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    """Return the parts that the others do not have, one for one: what stands twice here and once there stays once."""
    there = Counter(each.key for each in others)
    left = []
    for each in parts:
        if there[each.key]:
            there[each.key] -= 1
        else:
            left.append(each)
    return left


def likeness(one: Node, other: Node) -> float:
    """Return how likely the one became the other, from 0 to 1."""
    if one.key == other.key:
        return 1.0
    if one.op == "leaf" and other.op == "leaf":
        return _of_leaves(one.essence, other.essence)
    if one.op == other.op == "not":
        return likeness(one.parts[0], other.parts[0])
    shared, every = one.leaves & other.leaves, one.leaves | other.leaves
    overlap = len(shared) / len(every) if every else 0.0
    if overlap == 0.0 and one.op == other.op and len(one.parts) == len(other.parts):
        best = [max(likeness(each, against) for against in other.parts) for each in one.parts]
        overlap = 0.6 * sum(best) / len(best)
    return 0.9 * overlap + (0.1 if one.op == other.op else 0.0) if overlap else 0.0


def _of_leaves(one: object, other: object) -> float:
    if isinstance(one, Titles) and isinstance(other, Titles):
        theirs, ours = {title for title, _ in one.pairs}, {title for title, _ in other.pairs}
        overlap = len(theirs & ours) / len(theirs | ours) if theirs | ours else 0.0
        return (0.4 if one.kind == other.kind else 0.1) + 0.5 * overlap
    if subject(one) == subject(other) and subject(one):
        return 0.9 if type(one) is type(other) else 0.7
    return 0.0


def subject(essence: object) -> str:
    """Return what a single condition is about: a fact, a judgement, the kind of condition."""
    if isinstance(essence, (Range, Values)):
        return essence.fact
    if isinstance(essence, Other):
        return essence.subject
    return essence.kind if isinstance(essence, Titles) else ""
