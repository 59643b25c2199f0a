"""Why a clause comes out otherwise for an applicant: which of its changes touch a condition that flipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.effects import NEUTRAL
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.conditions.base import Condition, Found, Prepared, spelling
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.terms.truth import MET, Truth

Leaves = dict[Any, tuple[Condition, Truth]]
"""The single conditions of a clause, each with what it came to."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One clause as it came out for an applicant."""

    clause: ForApplicants
    prepared: Prepared
    found: Found

    def leaves(self) -> Leaves:
        """Return the single conditions by what tells them apart."""
        return {spelling(each): (each, truth) for each, truth in _leaves(self.prepared, self.found)}


def _leaves(prepared: Prepared, found: Found) -> Iterator[tuple[Condition, Truth]]:
    inner = found[1]
    if prepared.parts and isinstance(inner, (list, tuple)) and len(inner) == len(prepared.parts):
        for part, each in zip(prepared.parts, inner, strict=True):
            yield from _leaves(part, each)
    else:
        yield prepared.condition, found[0]


def causes(
    changes: Sequence[Change], scope: Sequence[Change], old: Judged | None, new: Judged | None, *, other_verdict: bool
) -> list[Change]:
    """Return the changes that can be the cause.

    Of another verdict these are the changes of conditions that flipped for this applicant: not met before and met now, or the
    reverse, or asked on one side alone. Where a condition flipped that did not change itself, what changed is the document's
    scope.

    Args:
        changes: What changed in the clause.
        scope: What changed in the document itself.
        old: How the clause came out before; None where there was no such clause.
        new: How it comes out now.
        other_verdict: Whether its verdict is another.
    """
    telling = [each for each in changes if each.effect != NEUTRAL]
    if not other_verdict:
        return telling
    admitting = [each for each in telling if each.access != "neither"]
    if old is not None and new is not None:
        before, after = old.leaves(), new.leaves()
        touched = [each for each in admitting if _touches(each, old, new, before, after)]
        if touched:
            return touched
        if any(key in after and truth != after[key][1] for key, (_, truth) in before.items()):
            by_scope = [each for each in scope if each.access != "neither"]
            if by_scope:
                return by_scope
    return [each for each in (*telling, *scope) if each.access != "neither"] or telling


def _touches(change: Change, old: Judged, new: Judged, before: Leaves, after: Leaves) -> bool:
    """Return whether a change is of a condition that flipped."""
    one, other = _at(old.clause, change.old_path), _at(new.clause, change.new_path)
    was = {truth for key, (_, truth) in before.items() if key in _inside(one)}
    is_now = {truth for key, (_, truth) in after.items() if key in _inside(other)}
    if not was and not is_now:
        return False
    if not was or not is_now:  # asked on one side alone
        alternative = change.code.startswith("alternative-")
        return (MET in (was or is_now)) if alternative else bool((was or is_now) - {MET})
    return was != is_now


def _at(clause: ForApplicants, path: str) -> Condition | None:
    """Return the condition that a path of a clause leads to or into; None where it leads to none."""
    node: Any = clause
    found: Condition | None = None
    for step in path.split(".") if path else ():
        if isinstance(node, BaseModel):
            names = {field.alias or name: name for name, field in type(node).model_fields.items()}
            node = getattr(node, names.get(step, step), None)
        elif isinstance(node, tuple) and step.isdigit() and int(step) < len(node):
            node = node[int(step)]
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            break
        found = node if isinstance(node, Condition) else found
    return found


def _inside(condition: Condition | None) -> set[Any]:
    """Return the conditions in a condition, itself among them, by what tells them apart."""
    found: set[Any] = set()
    ahead: list[Any] = [condition]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Condition):
            found.add(spelling(node))
        if isinstance(node, BaseModel):
            ahead += [getattr(node, name) for name in type(node).model_fields]
        elif isinstance(node, (tuple, list)):
            ahead += node
        elif isinstance(node, dict):
            ahead += node.values()
    return found
