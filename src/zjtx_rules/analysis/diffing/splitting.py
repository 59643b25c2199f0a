"""Clauses that were split in two or more, and clauses that were merged into one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.logic import ALWAYS, Formula, OneOf, implies
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, Duty, ForApplicants, Right, Service, Subsidy, Tier

_KINDS = (Award, Subsidy, Right, Service, Tier, Duty)


@dataclass(frozen=True, slots=True)
class Regrouped:
    """One clause of one side, and the clauses of the other that it became or came from."""

    whole: int
    parts: tuple[int, ...]


def regrouped(whole: Side, parts: Side, pairs: Sequence[tuple[int, int]]) -> list[Regrouped]:
    """Return the clauses of one side that are several on the other.

    A clause became several where these are of its kind, each for some of its applicants and together for all of them; or for
    the same applicants, where the words of each are a part of its words.

    Args:
        whole: The side on which there is one clause.
        parts: The side on which there are several.
        pairs: The clauses that belong together as (position in `whole`, position in `parts`).
    """
    partner = dict(pairs)
    taken = set(partner.values())
    free = [at for at in range(len(parts.document.clauses)) if at not in taken]
    if not free:
        return []
    ways = _Ways(whole, parts)
    found: list[Regrouped] = []
    for at, clause in enumerate(whole.document.clauses):
        if not isinstance(clause, _KINDS):
            continue
        own = [partner[at]] if at in partner else []
        candidates = sorted([*own, *free])
        chosen = ways.parts_of(clause, candidates)
        if len(chosen) >= 2 and set(own) <= set(chosen):
            found.append(Regrouped(at, tuple(chosen)))
            free = [each for each in free if each not in chosen]
    return found


class _Ways:
    """What the conditions of both sides mean."""

    def __init__(self, whole: Side, parts: Side) -> None:
        self.whole, self.parts = whole, parts
        # Settings that changed are said once, by the document.
        self.document = whole.document.model_copy(update={"settings": parts.document.settings})

    def parts_of(self, clause: Clause, candidates: Sequence[int]) -> list[int]:
        """Return the candidates that a clause is divided into; none where they are not all of it."""
        others = [(at, each) for at in candidates if type(each := self.parts.document.clauses[at]) is type(clause)]
        if len(others) < 2:
            return []
        by_words = [at for at, each in others if self._same_applicants(clause, each) and _within(each, clause)]
        if len(by_words) >= 2:
            return by_words
        if not isinstance(clause, ForApplicants) or clause.when is None:
            return []
        mine = Meaning(self.whole.loaded, self.document, scope_of(clause)).of(clause.when)
        chosen: list[int] = []
        formulas: list[Formula] = []
        for at, each in others:
            theirs = self._of(each)
            if theirs is not None and _addressed(each) == _addressed(clause) and implies(theirs, mine):
                if implies(mine, theirs):
                    return []  # it is still there as a whole
                chosen.append(at)
                formulas.append(theirs)
        return chosen if len(chosen) >= 2 and implies(mine, OneOf(tuple(formulas))) else []

    def _of(self, clause: Clause) -> Formula | None:
        if not isinstance(clause, ForApplicants):
            return None
        return Meaning(self.parts.loaded, self.parts.document, scope_of(clause)).of(clause.when)

    def _same_applicants(self, one: Clause, other: Clause) -> bool:
        if not isinstance(one, ForApplicants):
            return True
        if _addressed(one) != _addressed(other):
            return False
        mine = Meaning(self.whole.loaded, self.document, scope_of(one)).of(one.when) if one.when else ALWAYS
        theirs = self._of(other) or ALWAYS
        return implies(mine, theirs) and implies(theirs, mine)


def _addressed(clause: Clause) -> tuple[frozenset[str], str]:
    return (frozenset(clause.to), clause.where) if isinstance(clause, ForApplicants) else (frozenset(), "")


def _within(part: Clause, whole: Clause) -> bool:
    """Return whether the words of a clause are a part, and not all, of those of another."""
    said, everything = _bare(part.quote), _bare(whole.quote)
    return bool(said) and said != everything and said in everything


def _bare(quote: Sequence[str]) -> str:
    return re.sub(r"[\W_]", "", "".join(quote))
