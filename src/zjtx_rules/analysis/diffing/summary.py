"""A whole clause in one phrase, for a finding about all of it: what it gives, how firmly, to whom, where, and whether it competes."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.diffing.duplication import duplication_words
from zjtx_rules.analysis.diffing.payment_text import payment_brief
from zjtx_rules.analysis.diffing.wording import condition_words, joined
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.force import FORCES, force_of
from zjtx_rules.words import Words


def summary(side: Side, clause: Clause) -> Words:
    """Return the title of a clause; of one that gives something also amount, force, condition, offices, and its rivals."""
    if not isinstance(clause, ForApplicants):
        return clause.words
    said: list[Words] = []
    if isinstance(clause, Award | Subsidy):
        said.append(payment_brief(clause.pays, side, scope_of(clause)))
    force = side.by_default(force_of(clause))
    if force is not None and not (force == "mandatory" and said):
        said.append(FORCES[force])
    if clause.when is not None:
        said.append(condition_words(clause.when, side, scope_of(clause)))
    if clause.by:
        said.append(Words("、".join(clause.by), ", ".join(clause.by)))
    if isinstance(clause, Award | Subsidy):
        said.append(duplication_words(side, clause.id))
    parts = joined(said, "；", "; ") if said else None
    if parts is None:
        return clause.words
    return Words(f"{clause.words.zh}：{parts.zh}", f"{clause.words.en}: {parts.en}")
