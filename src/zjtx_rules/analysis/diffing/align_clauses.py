"""Which document and which clause of the old rule set became which of the new: by id first, then by content."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.diffing.normal_form import node_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.documents import Document

T = TypeVar("T")
U = TypeVar("U")

_LIKE_ENOUGH = 0.6
"""Clauses and documents less alike than this are one removed and one added."""


def pairs_by(
    old: Sequence[T], new: Sequence[T], score: Callable[[T, T], float], least: float = _LIKE_ENOUGH
) -> list[tuple[int, int]]:
    """Return the pairs of positions that are alike enough, the best first taken, each position once."""
    scores = [
        (-value, at, position)
        for at, one in enumerate(old)
        for position, other in enumerate(new)
        if (value := score(one, other)) >= least
    ]
    before: set[int] = set()
    after: set[int] = set()
    found = []
    for _, at, position in sorted(scores):
        if at not in before and position not in after:
            before.add(at)
            after.add(position)
            found.append((at, position))
    return sorted(found)


def match_documents(old: Sequence[Side], new: Sequence[Side]) -> list[tuple[Side, Side]]:
    """Return the documents that belong together; two sets of one document each are compared in any case."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    theirs = {each.document.id: each for each in new}
    found = [(each, theirs[each.document.id]) for each in old if each.document.id in theirs]
    left = [each for each in old if each.document.id not in theirs]
    ours = {each.document.id for each in old}
    open_ = [each for each in new if each.document.id not in ours]
    replaced = {name: each for each in open_ for name in each.document.supersedes}
    for each in list(left):
        if each.document.id in replaced:
            heir = replaced[each.document.id]
            if heir in open_:
                found.append((each, heir))
                left.remove(each)
                open_.remove(heir)
    if len(left) == len(open_) == len(old) == 1:
        return [(left[0], open_[0])]
    by_content = pairs_by(left, open_, lambda one, other: _documents_alike(one.document, other.document))
    found += [(left[at], open_[position]) for at, position in by_content]
    order = {id(each): at for at, each in enumerate(old)}
    return sorted(found, key=lambda pair: order[id(pair[0])])


def _documents_alike(one: Document, other: Document) -> float:
    if one.number and one.number == other.number:
        return 1.0
    shared = {each.id for each in one.clauses} & {each.id for each in other.clauses}
    every = {each.id for each in one.clauses} | {each.id for each in other.clauses}
    return max(_ratio(one.title, other.title), len(shared) / len(every))


def match_clauses(old: Side, new: Side) -> list[tuple[int, int]]:
    """Return the positions of clauses that belong together, in the order of the old document."""
    theirs = {each.id: at for at, each in enumerate(new.document.clauses)}
    found = [(at, theirs[each.id]) for at, each in enumerate(old.document.clauses) if each.id in theirs]
    taken_old, taken_new = {at for at, _ in found}, {at for _, at in found}
    left = [at for at in range(len(old.document.clauses)) if at not in taken_old]
    open_ = [at for at in range(len(new.document.clauses)) if at not in taken_new]
    alike = pairs_by(
        left,
        open_,
        lambda at, position: clauses_alike((old, old.document.clauses[at]), (new, new.document.clauses[position])),
    )
    return sorted([*found, *((left[at], open_[position]) for at, position in alike)])


def clauses_alike(old: tuple[Side, Clause], new: tuple[Side, Clause]) -> float:
    """Return how likely the one clause became the other, from 0 to 1; what neither has does not count."""
    (old_side, one), (new_side, other) = old, new
    if type(one) is not type(other):
        return 0.0
    parts = [
        (0.15, float(one.cite == other.cite)),
        (0.25, _ratio(one.title, other.title)),
        (0.2, _ratio("".join(one.quote), "".join(other.quote))),
    ]
    if isinstance(one, ForApplicants) and isinstance(other, ForApplicants):
        ours = node_of(one.when, (), old_side, scope_of(one)).leaves
        theirs = node_of(other.when, (), new_side, scope_of(other)).leaves
        if ours or theirs:
            parts.append((0.3, len(ours & theirs) / len(ours | theirs)))
    if isinstance(one, (Award, Subsidy)) and isinstance(other, (Award, Subsidy)):
        parts.append((0.1, float(key_of(one.pays) == key_of(other.pays))))
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= 0.3 and matcher.quick_ratio() >= 0.3 else 0.0


def moved(positions: Sequence[int]) -> set[int]:
    """Return the members that moved: all that are not in a longest run of positions in rising order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, position in enumerate(positions):
        place = bisect_left(tails, position)
        before.append(ends[place - 1] if place else None)
        if place == len(tails):
            tails.append(position)
            ends.append(at)
        else:
            tails[place], ends[place] = position, at
    kept: set[int] = set()
    current: int | None = ends[-1] if ends else None
    while current is not None:
        kept.add(current)
        current = before[current]
    return set(range(len(positions))) - kept
