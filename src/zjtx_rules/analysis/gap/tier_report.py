"""What a firm has to know of a title: which version judges it, where it stands per indicator, what comes next, what the title brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zjtx_rules.analysis.gap.apply_steps import changed
from zjtx_rules.analysis.gap.gains import Gain, gains_of_title
from zjtx_rules.analysis.gap.targets import Target
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.distance import Step, Way
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.conditions.threshold import Threshold
from zjtx_rules.language.clauses import Tier
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.reach import Aim, ways_to
from zjtx_rules.reasoning.entitlements import Entitlement, entitlements
from zjtx_rules.reasoning.evaluation import Evaluation, evaluate
from zjtx_rules.reasoning.points import Indicator, Score, leaves, score_of, spelled
from zjtx_rules.reasoning.tier_versions import Version, level_of, version_of
from zjtx_rules.terms import Level
from zjtx_rules.terms.region_table import NATION
from zjtx_rules.terms.truth import MET, Truth
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Next:
    """How one indicator comes to more points, by the nearest single change."""

    indicator: Indicator
    steps: Way
    """None where it has all there are, or nothing that can be worked out would help."""
    points: Fraction | None
    """The points then."""
    cases: tuple[tuple[Words, str], ...] = ()
    """Where it goes by conditions: those that give more, each with its points."""


@dataclass(frozen=True, slots=True)
class Later:
    """Which version judges an application a year later, when the figures of this year are those of the last one."""

    day: date
    title: Words | None
    """The clause; None where no version of the files does."""
    document: Words | None
    same: bool


@dataclass(frozen=True, slots=True)
class TierReport:
    """What a firm has to know of one version of the conditions of a title, beside the gap itself."""

    applicant: Applicant
    version: Version
    level: Level | None
    valid: str | None
    gates: tuple[tuple[Words, Truth], ...]
    """What must hold besides the points, each with whether it does."""
    score: Score | None
    indicators: tuple[Next, ...]
    later: Later
    gains: tuple[Gain, ...]
    """What the title would bring in money if it were obtained on the day of the question."""
    rights: tuple[Entitlement, ...]
    """What else would then be met that is not now."""


def tier_report(evaluation: Evaluation, target: Target, every: list[Target]) -> TierReport | None:
    """Return the report on a tier that gives a title; None for other clauses.

    Args:
        evaluation: The answer for the firm as it is.
        target: The clause.
        every: All clauses of the evaluation.
    """
    tier, program = target.prepared.clause, target.outcome.program
    if not isinstance(tier, Tier) or tier.rank is None:
        return None
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    score = score_of(program, target.prepared, situation)
    indicators: tuple[Next, ...] = ()
    if score is not None:
        assert program.definitions is not None  # noqa: S101 - points are values, so that names have meanings
        definitions = program.definitions(evaluation.as_of.year)
        indicators = tuple(_next(definitions, situation, each) for each in score.indicators)
    gains, rights = _brings(evaluation, tier)
    return TierReport(
        evaluation.applicant,
        version_of(program, tier, situation),
        level_of(tier),
        str(tier.valid) if tier.valid is not None else None,
        tuple(_gates(target.prepared.whole, situation, score, program.region)),
        score,
        indicators,
        _later(evaluation, tier, every),
        gains,
        rights,
    )


def _gates(
    whole: Prepared, situation: Situation, score: Score | None, region: str | None
) -> Iterator[tuple[Words, Truth]]:
    """Yield what must hold, one by one, without what the points are about."""
    if isinstance(whole.condition, (AllOf, ClauseHolds)) and whole.parts:
        for part in whole.parts:
            yield from _gates(part, situation, score, region)
        return
    if isinstance(whole.condition, LocatedIn) and region == NATION:
        return  # every place lies in the nation
    values = set() if score is None else {each.value.id for each in score.sums}
    if not any(isinstance(each.condition, Threshold) and each.condition.fact in values for each in leaves(whole)):
        yield spelled(whole), whole.judge(situation)[0]


def _next(definitions: Definitions, situation: Situation, indicator: Indicator) -> Next:
    """Return how an indicator comes to more points."""
    points = indicator.points
    if points.low is None or (points.maximum is not None and points.low >= points.maximum):
        return Next(indicator, (), None)
    term = definitions.value(points.value).term
    aim = Aim(term, (("more_than", points.low),), True, points.label)  # noqa: FBT003 - that it is to hold
    for way in ways_to(definitions, situation, aim, situation.as_of):
        if any(each.kind in ("impossible", "wait") for each in way):
            continue
        after = Situation.of(changed(situation.applicant, way), situation.as_of)
        then = Known(definitions, after).exact(term)
        if then is not None and then > points.low:
            return Next(indicator, way, then)
    return Next(indicator, (), None, tuple(_cases(definitions, indicator)))


def _cases(definitions: Definitions, indicator: Indicator) -> Iterator[tuple[Words, str]]:
    """Yield the conditions of an indicator that give more points than it has."""
    choose = indicator.points.value.choose
    if choose is None or definitions.ready is None:
        return
    for case in choose.cases:
        try:
            gives = Fraction(case.is_)
        except ValueError:
            continue
        if choose.sum or gives > (indicator.points.low or 0):
            prepared = definitions.ready(case.when)
            yield prepared.say, case.is_


def _later(evaluation: Evaluation, own: Tier, every: list[Target]) -> Later:
    """Return which version judges the same kind of application on the first day of the next year."""
    day = date(evaluation.as_of.year + 1, 1, 1)
    situation = Situation.of(evaluation.applicant, day)
    for other in every:
        tier = other.prepared.clause
        if not isinstance(tier, Tier) or tier.rank != own.rank or level_of(tier) != level_of(own):
            continue
        if version_of(other.outcome.program, tier, situation).applies:
            return Later(day, tier.words, other.outcome.program.document.words, same=tier is own)
    return Later(day, None, None, same=False)


def _brings(evaluation: Evaluation, tier: Tier) -> tuple[tuple[Gain, ...], tuple[Entitlement, ...]]:
    """Return what the title would bring if it were obtained on the day of the question."""
    level = level_of(tier)
    new = Recognition(
        title=str(tier.rank),
        level=level,
        kind=RecognitionKind.NEW,
        date=evaluation.as_of,
        expires="never",
        body_is_ministry=level == Level.NATIONAL,
    )
    gains = gains_of_title(evaluation, new)
    held = evaluation.applicant.recognitions
    with_title = evaluation.applicant.replaced(recognitions=(*(held or ()), new))
    then = evaluate(
        with_title,
        evaluation.rules,
        evaluation.as_of,
        readings=evaluation.readings,
        adopting=evaluation.adopting,
        adopted_from=evaluation.adopted_from,
    )
    before = {(each.outcome.program.document.id, each.prepared.clause.id) for each in _met(evaluation)}
    more = (each for each in _met(then) if (each.outcome.program.document.id, each.prepared.clause.id) not in before)
    return gains, tuple(more)


def _met(evaluation: Evaluation) -> Iterator[Entitlement]:
    """Yield what is met besides money with a figure, under documents in force."""
    for each in entitlements(evaluation, unmet=False):
        if each.kind != "money" and each.now and each.truth == MET:
            yield each


def closed(steps: tuple[Step, ...]) -> bool:
    """Return whether a way moves a figure of a year that has ended, so that a later year has to bring it."""
    return any(each.note is not None for each in steps)


__all__ = ["Later", "Next", "TierReport", "closed", "tier_report"]
