"""Which version of the conditions of a title judges an application, and why: by the day and the kind of application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zjtx_rules.language.clauses import Tier
from zjtx_rules.language.documents import Standing
from zjtx_rules.language.versions import Period
from zjtx_rules.profile.choices import Application
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.words import Words

_APPLICATIONS = {
    Application.NEW: Words("新申请", "new applications"),
    Application.REVIEW: Words("复核", "reviews"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """Whether a version judges the application that is asked about."""

    applies: bool
    application: Application
    why: Words


def version_of(program: Program, tier: Tier, situation: Situation) -> Version:
    """Return whether a version of the conditions of a title judges the applicant's application on the day of the question."""
    day, application = situation.as_of, situation.applicant.application
    said = _APPLICATIONS[application]
    standing = program.document.standing(day, program.read_end)
    if standing is not Standing.IN_FORCE:
        return Version(False, application, standing.words)  # noqa: FBT003 - whether it applies
    periods = (Period(),) if tier.applies is None else tier.applies.periods(application)
    if not periods:
        why = Words(f"本标准不适用于{said.zh}", f"these conditions do not judge {said.en}")
        return Version(False, application, why)  # noqa: FBT003 - likewise
    now = next((each for each in periods if each.contains(day)), None)
    if now is not None:
        during = _during(now, program)
        why = Words(
            f"{day}的{said.zh}适用本标准{during.zh}", f"{said.en} of {day} are judged by these conditions{during.en}"
        )
        return Version(True, application, why)  # noqa: FBT003 - likewise
    times = [each.words for each in periods]
    why = Words(
        f"{day}的{said.zh}不适用本标准：本标准适用于{'、'.join(each.zh for each in times)}的{said.zh}",
        f"{said.en} of {day} are not judged by these conditions, which hold {', '.join(each.en for each in times)}",
    )
    return Version(False, application, why)  # noqa: FBT003 - likewise


def _during(period: Period, program: Program) -> Words:
    """Return in brackets when a version applies, where the file or the document says so."""
    start, end = program.window
    whole = Period.model_construct(from_=_later(period.from_, start), to=_earlier(period.to, end))
    if whole.from_ is None and whole.to is None:
        return Words("", "")
    return Words(f"（{whole.words.zh}）", f" ({whole.words.en})")


def _later(one: date | None, other: date | None) -> date | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)


def level_of(tier: Tier) -> Level | None:
    """Return the level at which the title of a tier is recognised, where the file or the title itself tells."""
    if tier.level is not None or tier.rank is None:
        return tier.level
    levels = TITLES[tier.rank].levels
    return levels[0] if len(levels) == 1 else None


__all__ = ["Version", "level_of", "version_of"]
