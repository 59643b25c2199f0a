"""Conditions that got a clause of their own, and clauses that were written out where they were referred to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.diffing.effects import NEUTRAL
from zjtx_rules.analysis.diffing.following import names_in
from zjtx_rules.analysis.diffing.models import ClauseDiff
from zjtx_rules.analysis.diffing.normal_form import node_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import ForApplicants, Tier


def apart(clauses: Sequence[ClauseDiff], old: Side, new: Side, matches: Iterable[tuple[int, int]]) -> list[ClauseDiff]:
    """Return the findings with each new or gone clause that only holds what others asked before said as that.

    It is only a place for conditions if every clause that came to refer to it, or ceased to, asks them itself on the other side.
    """
    came, left = _referred(old, new, matches)
    return [_said(each, came, left) for each in clauses]


def _referred(old: Side, new: Side, matches: Iterable[tuple[int, int]]) -> tuple[set[str], set[str]]:
    """Return the clauses newly referred to, and no longer referred to, in place of the conditions themselves."""
    came: set[str] = set()
    left: set[str] = set()
    spoilt: set[str] = set()
    for at, position in matches:
        one, other = old.document.clauses[at], new.document.clauses[position]
        before, after = names_in(one), names_in(other)
        came |= after - before
        left |= before - after
        spoilt |= {name for name in after - before if not _asked_by(name, new, one, old)}
        spoilt |= {name for name in before - after if not _asked_by(name, old, other, new)}
    return came - spoilt, left - spoilt


def _asked_by(name: str, side: Side, clause: Clause, other: Side) -> bool:
    """Return whether a clause of the other side asks itself everything that the clause of this name asks."""
    target = side.clause(name)
    if not isinstance(target, ForApplicants) or not isinstance(clause, ForApplicants):
        return False
    asked = node_of(target.when, (), side, scope_of(target)).leaves
    return asked <= node_of(clause.when, (), other, scope_of(clause)).leaves


def _said(found: ClauseDiff, came: set[str], left: set[str]) -> ClauseDiff:
    code = ""
    if found.fate == "added" and found.new is not None and found.new.id in came and found.new.kind == Tier.NOUN:
        code = "clause-extracted"
    if found.fate == "removed" and found.old is not None and found.old.id in left and found.old.kind == Tier.NOUN:
        code = "clause-inlined"
    if not code:
        return found
    (change,) = found.changes
    update = {"code": code, "category": "structure", "access": NEUTRAL.access, "money": NEUTRAL.money}
    return found.model_copy(update={"changes": (change.model_copy(update=update),)})
