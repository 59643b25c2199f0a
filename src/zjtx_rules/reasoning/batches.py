"""Clauses that have the same conditions, so that these are judged once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zjtx_rules.conditions.base import Judge, Prepared
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.terms.truth import Truth


@dataclass(frozen=True, slots=True)
class Batch:
    """The clauses that have the same conditions, so that these are judged once."""

    whole: Prepared
    clauses: tuple[str, ...]
    here: bool
    """Whether the first of the conditions is that the applicant lies in the place."""
    judges: tuple[Judge, ...]
    """Judge what must hold besides that."""
    decides: tuple[Callable[[Situation], Truth], ...]
    pays: bool
    titles: frozenset[str] | None
    """The titles without one of which it is not met."""


def batches_of(clauses: tuple[PreparedClause, ...]) -> tuple[Batch, ...]:
    """Return every distinct set of conditions with the ids of its clauses."""
    together: dict[int, list[PreparedClause]] = {}
    for each in clauses:
        together.setdefault(id(each.whole), []).append(each)
    found = []
    for same in together.values():
        whole = same[0].whole
        found.append(
            Batch(
                whole,
                tuple(each.clause.id for each in same),
                here=len(whole.parts) > 1 and all(each.clause.where == "here" for each in same),
                judges=tuple(each.judge for each in whole.parts[1:]),
                decides=tuple(each.decide for each in whole.parts[1:]),
                pays=any(each.payment is not None for each in same),
                titles=whole.titles,
            )
        )
    return tuple(found)
