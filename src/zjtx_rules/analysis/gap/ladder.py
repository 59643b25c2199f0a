"""The ladder: for each rank what the texts require, where the firm stands, and what the rank would bring.

The ranks are those of 优质中小企业梯度培育: 创新型, 专精特新, 小巨人, beside them 瞪羚, 独角兽 and 单项冠军, and the pools of the texts (培育对象,
培育库). Most texts state no threshold for a title of their own; the ladder then says so instead of inventing one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zjtx_rules.analysis.gap.gains import Gain, gains_of_title
from zjtx_rules.analysis.gap.report import Gap, gap_to
from zjtx_rules.analysis.gap.targets import Target, naming
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.holds import Holds
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.conditions.newly_recognised import NewlyRecognised
from zjtx_rules.language.clauses import Award, Right, Tier
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.reasoning.points import Score, score_of, values_asked
from zjtx_rules.reasoning.tier_versions import version_of
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW
from zjtx_rules.words import Words

RANKS = (
    "tech_sme",
    "innovative_sme",
    "tech_innovative_sme",
    "zjtx_sme",
    "little_giant",
    "gazelle",
    "unicorn",
    "champion_enterprise",
    "champion_product",
)
"""The titles of the ladder, in its order."""
ONLY_WHERE_STATED = ("tech_sme", "tech_innovative_sme")
"""Titles that stand on the ladder only where the files state their conditions, or the firm holds them."""

Standing = Literal["held", "eligible", "review", "unknown", "gap", "not_stated"]
"""Held; the stated conditions are met; for a person to judge; facts are missing; not met; the texts state no condition."""


@dataclass(frozen=True, slots=True)
class Brings:
    """What a title would bring in money if it were obtained on the day of the question."""

    level: Level
    gains: tuple[Gain, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rank, or one pool."""

    title: str | None
    """The title; None for a pool."""
    label: Words
    standing: Standing
    held: Recognition | None
    """The recognition in force, the highest level first."""
    lapsed: Recognition | None
    """The last recognition that has ended, where none is in force."""
    requirements: tuple[Target, ...]
    """The tiers that state conditions for it."""
    gap: Gap | None
    """The nearest way to a stated requirement that is not met."""
    named_in: tuple[Target, ...]
    """The awards and rights that name it."""
    brings: tuple[Brings, ...]
    """What each level not held would bring, where it would bring money."""
    computed: Standing = "not_stated"
    """Where the firm stands by the conditions that judge its application now, whatever titles it holds."""
    score: Score | None = None
    """The points, where the conditions give any."""

    @property
    def contradicts(self) -> bool:
        """Whether a title is held though the figures no longer meet its conditions: it stays until its last day."""
        return self.standing == "held" and self.computed == "gap"


def ladder(evaluation: Evaluation) -> tuple[Rung, ...]:
    """Return the ranks in their order, then the pools in the order of the texts."""
    every = [Target(outcome, each) for outcome in evaluation.outcomes for each in outcome.program.clauses]
    pools = [each for each in every if _is_pool(each, every)]
    kind = str(evaluation.applicant.kind)  # type: ignore[attr-defined]
    titles = [each for each in RANKS if kind in TITLES[each].holders]
    return (
        *(rung for each in titles if _stands(rung := _rank(each, every, evaluation))),
        *(_pool(each, evaluation) for each in pools),
    )


def _stands(rung: Rung) -> bool:
    return rung.title not in ONLY_WHERE_STATED or bool(rung.requirements) or rung.held is not None


def _rank(title: str, every: list[Target], evaluation: Evaluation) -> Rung:
    recognitions = [each for each in evaluation.applicant.recognitions or () if each.title == title]
    held, lapsed = _held(recognitions, evaluation.as_of)
    tiers = [each for each in every if isinstance(each.prepared.clause, Tier) and each.prepared.clause.rank == title]
    stated = tuple(each for each in tiers if _states_conditions(each.prepared.whole))
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    stated = tuple(each for each in stated if _judges(each, situation)) or stated
    computed = _standing(stated)
    score = next(
        (found for each in stated if (found := score_of(each.outcome.program, each.prepared, situation))), None
    )
    named = [each for each in every if isinstance(each.prepared.clause, (Award, Right))]
    standing: Standing = "held" if held is not None else computed
    every_title = situation.recognitions
    if held is None and not stated and (not is_whole(every_title) or _unsure(recognitions)):
        standing = "unknown"
    return Rung(
        title,
        Words(TITLES[title].label, TITLES[title].english),
        standing,
        held,
        lapsed if held is None else None,
        stated,
        _nearest(_quickly_searched(stated), evaluation) if standing in ("gap", "unknown") else None,
        tuple(naming(named, title, None)),
        tuple(_brings(title, held, every, evaluation)),
        computed,
        score,
    )


def _judges(target: Target, situation: Situation) -> bool:
    """Return whether a version of the conditions judges the application that is asked about."""
    tier = target.prepared.clause
    return isinstance(tier, Tier) and version_of(target.outcome.program, tier, situation).applies


def _quickly_searched(stated: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the tiers without those that rest on values: their ways are for the page on one title, and take longer to find."""
    return tuple(each for each in stated if not values_asked(each.outcome.program, each.prepared))


def _pool(target: Target, evaluation: Evaluation) -> Rung:
    standing = _standing((target,))
    gap = gap_to(evaluation, target) if standing in ("gap", "unknown", "review") else None
    return Rung(None, target.prepared.clause.words, standing, None, None, (target,), gap, (), ())


def _standing(stated: tuple[Target, ...]) -> Standing:
    if not stated:
        return "not_stated"
    truths = [each.outcome.found[each.prepared.clause.id][0] for each in stated]
    best = max(truths)
    return "eligible" if best == MET else "gap" if best == NOT_MET else "review" if best == REVIEW else "unknown"


def _nearest(stated: tuple[Target, ...], evaluation: Evaluation) -> Gap | None:
    found = [gap_to(evaluation, each) for each in stated]
    return min(found, key=lambda each: (not each.ways, len(each.steps)), default=None)


def _held(recognitions: list[Recognition], as_of: date) -> tuple[Recognition | None, Recognition | None]:
    """Return the recognition in force of the highest level, and the last one that has ended."""
    begun = [each for each in recognitions if each.date is not None and each.date <= as_of]
    now = [
        each for each in begun if each.expires == "never" or (isinstance(each.expires, date) and each.expires >= as_of)
    ]
    over = [each for each in begun if isinstance(each.expires, date) and each.expires < as_of]
    held = max(now, key=lambda each: (each.level or 0, each.date), default=None)
    lapsed = max(over, key=lambda each: each.date or date.min, default=None)
    return held, lapsed


def _unsure(recognitions: list[Recognition]) -> bool:
    return any(each.date is None or each.expires is None for each in recognitions)


def _brings(title: str, held: Recognition | None, every: list[Target], evaluation: Evaluation) -> Iterator[Brings]:
    """Yield what a recognition of each level above the one held would change in the money."""
    awards = naming([each for each in every if isinstance(each.prepared.clause, Award)], title, None)
    levels = {level for each in awards for one, level in each.prepared.titles if one == title}
    above = held.level or Level.NATIONAL if held is not None else 0
    for level in sorted(levels):
        if level <= above:
            continue
        new = Recognition(
            title=title,
            level=level,
            kind=RecognitionKind.NEW,
            date=evaluation.as_of,
            expires="never",
            body_is_ministry=level == Level.NATIONAL,
        )
        gains = gains_of_title(evaluation, new)
        if gains:
            yield Brings(level, gains)


def _is_pool(target: Target, every: list[Target]) -> bool:
    """Return whether a tier is a pool with conditions of its own, and no part of another one."""
    clause = target.prepared.clause
    if not isinstance(clause, Tier) or clause.rank is not None or not _states_conditions(target.prepared.whole):
        return False
    return not any(
        isinstance(part.condition, ClauseHolds) and part.condition.clause == clause.id
        for other in every
        if isinstance(other.prepared.clause, Tier) and other.outcome is target.outcome and other is not target
        for part in _leaves(other.prepared.whole, through=False)
    )


def _states_conditions(whole: Prepared) -> bool:
    """Return whether a tier asks for more than to hold the title and to lie in the place."""
    silent = (Holds, NewlyRecognised, LocatedIn, Always)
    return any(not isinstance(each.condition, silent) for each in _leaves(whole, through=True))


def _leaves(prepared: Prepared, *, through: bool) -> Iterator[Prepared]:
    """Yield the conditions without parts; other clauses are looked through, or yielded as they are."""
    if prepared.parts and (through or not isinstance(prepared.condition, ClauseHolds)):
        for part in prepared.parts:
            yield from _leaves(part, through=through)
    else:
        yield prepared
