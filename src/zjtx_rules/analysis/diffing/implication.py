"""Whether one condition implies another, as far as their form tells: the ground on which a change is wider or narrower.

Sound, not complete: where the form does not show it the answer is no, and a change is then called neither wider nor
narrower but both. "Implies" is meant of all four verdicts: whoever has a verdict under the one has none worse under the
other.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from zjtx_rules.analysis.diffing.effects import EITHER_WAY, NARROWER, NEUTRAL, WIDER, Effect
from zjtx_rules.analysis.diffing.normal_form import Node


def implies(one: Node, other: Node) -> bool:
    """Return whether `one` plainly implies `other`."""
    if one.key == other.key:
        return True
    if other.op == "all":
        return all(implies(one, each) for each in other.parts)
    if one.op == "any":
        return all(implies(each, other) for each in one.parts)
    if one.op == "reading" and other.op == "reading" and one.detail == other.detail:
        theirs = dict(zip(other.options, other.parts, strict=True))
        return set(one.options) == set(theirs) and all(
            implies(each, theirs[name]) for name, each in zip(one.options, one.parts, strict=True)
        )
    if one.op == "reading":
        return all(implies(each, other) for each in one.parts)
    if other.op == "reading":
        return all(implies(one, each) for each in other.parts)
    return _by_form(one, other)


def _by_form(one: Node, other: Node) -> bool:
    if one.op == "not" and other.op == "not":
        return implies(other.parts[0], one.parts[0])
    if one.op == "open" and other.op == "open":
        return implies(one.parts[0], other.parts[0])
    if one.op == "open" and implies(one.parts[0], other):
        return True
    if one.op == other.op == "count":
        ours, theirs = (Counter(part.key for part in each.parts) for each in (one, other))
        return int(one.detail) >= int(other.detail) and ours <= theirs
    if one.op == "all" and any(implies(each, other) for each in one.parts):
        return True
    if other.op == "any":
        return any(implies(one, each) for each in other.parts)
    if one.op == other.op == "leaf":
        return within(one.essence, other.essence)
    return False


def within(one: Any, other: Any) -> bool:
    """Return whether what meets the one single condition meets the other."""
    return type(one) is type(other) and bool(one.within(other))


def effect_of(old: Node, new: Node) -> Effect:
    """Return what it means for an applicant that `new` stands where `old` stood."""
    to_new, to_old = implies(old, new), implies(new, old)
    if to_new:
        return NEUTRAL if to_old else WIDER
    return NARROWER if to_old else EITHER_WAY
