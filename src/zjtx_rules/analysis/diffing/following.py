"""What conditions come to when the clauses that they refer to are written out, and whether two come to the same."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.analysis.logic import implies
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.language.clauses import ForApplicants

MOST = 2_000
"""How many references are written out in one condition; beyond that they stay references."""


def names_in(value: Any) -> frozenset[str]:
    """Return the clauses that a clause names as a condition or as the standard of its payment."""
    found: set[str] = set()
    if isinstance(value, tuple):
        return frozenset(name for each in value for name in names_in(each))
    if isinstance(value, dict):
        return frozenset(name for each in value.values() for name in names_in(each))
    for name in getattr(type(value), "model_fields", ()):
        inner = getattr(value, name)
        if name in {"clause", "same_as"} and isinstance(inner, str):
            found.add(inner)
        else:
            found |= names_in(inner)
    return frozenset(found)


def followed(condition: Condition | None, side: Side, keep: frozenset[str], *, here: bool) -> Condition | None:
    """Return a condition with the conditions of the clauses that it refers to in place of the references.

    Args:
        condition: The condition.
        side: The document it stands in.
        keep: The clauses that stay references, since both sides refer to them.
        here: Whether the clause it belongs to is for applicants here alone.
    """
    left = [MOST]

    def out(value: Any) -> Any:
        if isinstance(value, ClauseHolds):
            target = side.clause(value.clause)
            if value.clause in keep or not isinstance(target, ForApplicants) or _asks_more(target, side, here=here):
                return value
            left[0] -= 1
            if left[0] < 0:
                return value
            return Always(always=True) if target.when is None else out(target.when)
        if isinstance(value, BaseModel):
            changed = {
                name: after
                for name in type(value).model_fields
                if (after := out(before := getattr(value, name))) is not before
            }
            return value.model_copy(update=changed) if changed else value
        if isinstance(value, tuple):
            items = tuple(out(each) for each in value)
            return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
        if isinstance(value, dict):
            pairs = {key: out(each) for key, each in value.items()}
            return pairs if any(pairs[key] is not each for key, each in value.items()) else value
        return value

    written: Condition | None = out(condition)
    return written if left[0] >= 0 else condition


def _asks_more(target: ForApplicants, side: Side, *, here: bool) -> bool:
    """Return whether a clause asks more than its conditions: of the place, or by a gate."""
    gated = any(
        getattr(target, "kind", "") in gate.kinds and set(gate.to) & set(target.to) for gate in side.document.gates
    )
    return gated or (target.where == "here" and not here)


def same_meaning(pair: Pair, both: tuple[Condition | None, Condition | None]) -> bool:
    """Return whether two conditions provably hold for the same applicants of whom everything is known."""
    # Settings that changed are said once, by the document.
    document = pair.old.document.model_copy(update={"settings": pair.new.document.settings})
    old = Meaning(pair.old.loaded, document, pair.scope, opaque_clauses=True).of(both[0])
    new = Meaning(pair.new.loaded, pair.new.document, pair.scope, opaque_clauses=True).of(both[1])
    return implies(old, new) and implies(new, old)
