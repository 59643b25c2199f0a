"""What a question is about: clauses of the rule files, named by id, by number in the text, or by a title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zjtx_rules.conditions.holds import Holds
from zjtx_rules.language.clauses import Award, Flag, Right, Subsidy, Tier
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import Evaluation, Outcome
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.tier_versions import level_of, version_of
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.terms.titles import find_title, split_level
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Target:
    """A clause that addresses this applicant, with what its document says."""

    outcome: Outcome
    prepared: PreparedClause
    title: str | None = None
    """The title asked for, where the question names one."""


def targets_of(evaluation: Evaluation, name: str) -> list[Target]:
    """Return the clauses that a name means: an id (also `DOCUMENT:ID`), a number of the text, or a title.

    A title, with or without its level (省级专精特新), means the tiers of that rank, and of these those that say how it is obtained; where the files state none, the awards
    that name it, or else the subsidies and rights. A flag is meant only by its id: it is nothing to aim for.

    Raises:
        InputError: If nothing of that name addresses this kind of applicant.
    """
    every = [Target(outcome, each) for outcome in evaluation.outcomes for each in outcome.program.clauses]
    found = _by_clause(every, name) or _by_title(every, name, evaluation)
    if not found:
        raise InputError([_unknown(evaluation, every, name)])
    return found


def named_title(name: str) -> tuple[str, Level | None] | None:
    """Return the title, and the level if it is named too, that a word means; 中小企业 may be left out (创新型, 省级创新型)."""
    for each in (name, f"{name}中小企业"):
        title = find_title(each)
        if title is not None:
            return title.id, None
        both = split_level(each)
        if both is not None:
            return both[1].id, both[0]
    return None


def naming(targets: list[Target], title: str, level: Level | None) -> list[Target]:
    """Return the clauses that name a title, at a level if one is given."""
    return [
        each for each in targets if any(one == title and level in (None, other) for one, other in each.prepared.titles)
    ]


def _by_clause(every: list[Target], name: str) -> list[Target]:
    document, _, bare = name.rpartition(":")
    mine = [
        each for each in every if document in ("", each.outcome.program.document.id, each.outcome.program.file.name)
    ]
    exact = [each for each in mine if each.prepared.clause.id == bare]
    wanted = _number(bare)
    return exact or [
        each
        for each in mine
        if wanted and _number(each.prepared.clause.cite) == wanted and not isinstance(each.prepared.clause, Flag)
    ]


def _by_title(every: list[Target], name: str, evaluation: Evaluation) -> list[Target]:
    named = named_title(name)
    if named is None:
        return []
    title, level = named
    ranked = [each for each in every if isinstance(each.prepared.clause, Tier) and each.prepared.clause.rank == title]
    ranked = [each for each in ranked if level is None or _of_level(each, title, level)]
    ranked = [each for each in ranked if _applies(each, evaluation)] or ranked
    # Where a text lists those who hold the title, and another says how it is obtained, the question is how.
    ranked = [each for each in ranked if not _lists_holders(each, title)] or ranked
    awards = [each for each in every if isinstance(each.prepared.clause, Award)]
    gains = [each for each in every if isinstance(each.prepared.clause, (Subsidy, Right))]
    found = ranked or naming(awards, title, level) or naming(gains, title, level) or naming(every, title, level)
    return [replace(each, title=title) for each in found]


def _of_level(target: Target, title: str, level: Level) -> bool:
    """Return whether a tier gives a title at a level, or does not tell at which."""
    tier = target.prepared.clause
    stated = level_of(tier) if isinstance(tier, Tier) else None
    return stated == level or (stated is None and (bool(naming([target], title, level)) or not target.prepared.titles))


def _lists_holders(target: Target, title: str) -> bool:
    """Return whether a tier asks for nothing but the title itself."""
    asked = target.prepared.clause.when
    return isinstance(asked, Holds) and asked.holds.titles == (title,)


def _applies(target: Target, evaluation: Evaluation) -> bool:
    """Return whether a version of the conditions judges the application that is asked about."""
    tier = target.prepared.clause
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    return isinstance(tier, Tier) and version_of(target.outcome.program, tier, situation).applies


def _number(cite: str) -> str:
    """Return a clause number in one spelling."""
    return re.sub(r"[\s.．、:：第条款]", "", cite.translate(str.maketrans("()", "（）")))


def _unknown(evaluation: Evaluation, every: list[Target], name: str) -> Problem:
    bare = name.rpartition(":")[2]
    elsewhere = [
        clause
        for _, _, clause in evaluation.rules.clauses()
        if bare == clause.id or _number(bare) == _number(clause.cite)
    ]
    noun = evaluation.applicant.noun
    if elsewhere:
        message = Words(f"“{name}”不以{noun.zh}为对象，没有条件可言", f"'{name}' does not address this kind: {noun.en}")
        return Problem("not-addressed", message, Place(name))
    message = Words(f"没有名为“{name}”的条款或称号", f"there is no clause or title '{name}'")
    known = [each.prepared.clause.id for each in every] + [each.prepared.clause.cite for each in every]
    titles = [word for title in TITLES.values() for word in (title.id, title.label, *title.aliases)]
    return Problem("unknown-target", message, Place(name), suggestion=did_you_mean(bare, [*known, *titles]))
