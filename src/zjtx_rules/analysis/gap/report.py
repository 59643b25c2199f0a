"""What separates an applicant from a clause or a title: the smallest set of changed facts that would turn the verdict.

    gap = gap_of(firm, load("rizhao"), "二2", date(2023, 9, 1))
    for step in gap.steps: print(step.words.zh)
    evaluate(apply(gap, firm), rules, gap.ends_on).verdict("pool.conditions")   # met, or for a person to judge

The cheapest way comes first: fewest changes, then fewest facts that are merely unknown, then fewest judgements, then the
shortest distance. Nothing impossible is proposed: what has happened cannot be changed, a title is never back-dated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from zjtx_rules.analysis.gap.apply_steps import changed, validated
from zjtx_rules.analysis.gap.gains import Gain, gains_of_steps
from zjtx_rules.analysis.gap.search import Plan, reach
from zjtx_rules.analysis.gap.targets import Target, targets_of
from zjtx_rules.analysis.gap.tier_report import TierReport, tier_report
from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.distance import Step
from zjtx_rules.language.clauses import ForApplicants, Tier
from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, evaluate
from zjtx_rules.terms.truth import VERDICTS, Verdict

MOST_WAYS = 5
"""How many ways are kept; the cheapest of all is always among them."""


@dataclass(frozen=True, slots=True)
class Way:
    """One set of steps that suffices; none of them can be left out."""

    steps: tuple[Step, ...]
    ends_on: date
    """The day on which the clause then holds: the day of the question, unless a step is to wait."""
    verdict: Verdict
    """Met, or for a person to judge."""
    judgements: tuple[Step, ...]
    """What only a person can judge."""
    gains: tuple[Gain, ...]
    """Where the money changes."""

    @property
    def unknown(self) -> tuple[Step, ...]:
        """The facts that are merely unknown, and what they would have to be."""
        return tuple(each for each in self.steps if each.kind == "provide")

    @property
    def changes(self) -> tuple[Step, ...]:
        """The steps that are more than to say what is unknown."""
        return tuple(each for each in self.steps if each.kind != "provide")


@dataclass(frozen=True, slots=True)
class Gap:
    """What separates an applicant from one clause."""

    document: Document
    clause: ForApplicants
    section: str
    as_of: date
    verdict: Verdict
    """The verdict as things are."""
    ways: tuple[Way, ...]
    """The ways to turn it, the cheapest first; none where it is impossible."""
    obstacles: tuple[Step, ...]
    """What stands in the way of others, or of all."""
    complete: bool
    """Whether every combination of changes was looked at."""
    unsaid: tuple[CannotSay, ...] = ()
    """What rule files cannot say of the clause, so that it is not computed."""
    tier: TierReport | None = None
    """Of conditions for a title: the version, the points, what the title would bring."""

    def __repr__(self) -> str:
        """Return the clause, the verdict and how many ways there are to turn it."""
        return f"<Gap {self.document.id}:{self.clause.id} {self.verdict.value}, {len(self.ways)} way(s)>"

    @property
    def possible(self) -> bool:
        """Whether there is a way."""
        return bool(self.ways)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the cheapest way."""
        return self.ways[0].steps if self.ways else ()

    @property
    def ends_on(self) -> date:
        """The day on which the cheapest way ends."""
        return self.ways[0].ends_on if self.ways else self.as_of

    @property
    def judgements(self) -> tuple[Step, ...]:
        """What only a person can judge on the cheapest way."""
        return self.ways[0].judgements if self.ways else ()


def gap_of(
    profile: Applicant,
    rules: RuleSet,
    target: str,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    application: str | None = None,
) -> Gap:
    """Return the gap to a clause (id or number) or a title; where the name means several clauses, the nearest one.

    Raises:
        InputError: If there is no such clause or title for this kind of applicant, or a reading or region is wrong.
    """
    found = gaps(
        profile,
        rules,
        target,
        as_of,
        readings=readings,
        adopting=adopting,
        adopted_from=adopted_from,
        application=application,
    )
    return min(found, key=_nearness)


def gaps(
    profile: Applicant,
    rules: RuleSet,
    target: str,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    application: str | None = None,
) -> tuple[Gap, ...]:
    """Return the gap to every clause that a name means, in the order of the texts.

    Raises:
        InputError: If there is no such clause or title for this kind of applicant, or a reading or region is wrong.
    """
    evaluation = evaluate(
        profile, rules, as_of, readings=readings, adopting=adopting, adopted_from=adopted_from, application=application
    )
    every = [Target(outcome, each) for outcome in evaluation.outcomes for each in outcome.program.clauses]
    return tuple(
        replace(gap_to(evaluation, each), tier=tier_report(evaluation, each, every))
        for each in targets_of(evaluation, target)
    )


def gap_to(evaluation: Evaluation, target: Target) -> Gap:
    """Return the gap to one clause of an evaluation."""
    outcome, prepared = target.outcome, target.prepared
    program = outcome.program
    open_ = outcome.standing in (Standing.IN_FORCE, Standing.NOT_YET)
    last = program.document.in_force.to if open_ and program.covers_as_of else None
    found = reach(prepared.whole, evaluation.applicant, evaluation.as_of, last)
    plans = found.plans
    if target.title is not None:
        # Of a clause for several titles, the ways that lead to the title asked for.
        plans = tuple(each for each in plans if _has(each, evaluation.applicant, target.title)) or plans
    # What the figures of a way bring by themselves is no matter of a title: what the title brings is said apart.
    titled = isinstance(prepared.clause, Tier) and prepared.clause.rank is not None
    return Gap(
        program.document,
        prepared.clause,
        outcome.section,
        evaluation.as_of,
        outcome.verdict(prepared.clause.id),
        tuple(_way(each, evaluation, titled=titled) for each in plans[:MOST_WAYS]),
        found.obstacles,
        found.complete,
        outcome.not_computed.get(prepared.clause.id, ()),
    )


def apply(gap: Gap, profile: Applicant, way: int = 0) -> Applicant:
    """Return the profile after the steps of a way; evaluated as of the day it ends on, the clause is met (or for review)."""
    return validated(changed(profile, gap.ways[way].steps)) if gap.ways else profile


def _way(plan: Plan, evaluation: Evaluation, *, titled: bool) -> Way:
    gains = gains_of_steps(evaluation, plan.steps, plan.as_of) if plan.steps and not titled else ()
    return Way(plan.steps, plan.as_of, VERDICTS[plan.truth], plan.judgements, gains)


def _has(plan: Plan, applicant: Applicant, title: str) -> bool:
    recognitions = changed(applicant, plan.steps).recognitions
    return any(each.title == title for each in recognitions or ())


def _nearness(gap: Gap) -> tuple[bool, bool, int, int]:
    """Sort the gaps that can be closed first, those of documents in force before others, then by their cheapest way."""
    changes = len(gap.ways[0].changes) if gap.ways else 0
    return not gap.ways, gap.section != PAYABLE, changes, len(gap.steps)


gap = gap_of
"""`gap(profile, rules, target, as_of)`, as analysts call it."""
