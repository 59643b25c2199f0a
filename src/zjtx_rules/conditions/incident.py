"""`incident`: an accident, or a penalty, of certain kinds within a period before the as-of date.

To the day, an event exactly the period ago lies outside it (近2年: 24 months back from the as-of date). By calendar years the
as-of year is the last of them (近2年 asked in 2023: 2022 and 2023).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Context
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.distance import Step, Toward, Way, field_words, impossible, wait, whole_list
from zjtx_rules.conditions.lowered import RecordCondition
from zjtx_rules.core.critical_days import days_that_count, turns_of
from zjtx_rules.core.days import AsOf, LatestStart, YearBegins
from zjtx_rules.core.fields import choice_field, day_field
from zjtx_rules.core.judge import record_judge
from zjtx_rules.core.record_tests import Among, Within
from zjtx_rules.core.terms import Some, in_order
from zjtx_rules.phrases import Phrase, choices
from zjtx_rules.profile.choices import IncidentKind, IncidentKindField
from zjtx_rules.profile.records import Incident
from zjtx_rules.profile.situation import AtLeast, Situation
from zjtx_rules.terms import Duration
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.truth import MET, UNKNOWN, Truth
from zjtx_rules.words import Words

_KIND, _DATE = choice_field("kind", IncidentKind), day_field("date")


class Event(BaseModel):
    """Which events count, and how far back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "近{within}（{counted}）发生过{of}方面的事故或受到处罚",
            "an accident or penalty concerning {of} within {within} ({counted})",
            {
                "counted": choices(
                    to_the_day=("按日倒推", "to the day"),
                    calendar_years=("按公历年，评估当年为最后一年", "by calendar years, the as-of year being the last"),
                )
            },
        ),
    )

    of: tuple[IncidentKindField, ...] = Field(min_length=1, title="类别", description="生产安全、质量、环境污染、其他")
    within: Duration = Field(title="期限", description="自评估日往前，如 2年；恰满期限之日不在其内")
    counted: Setting[Literal["to_the_day", "calendar_years"]] = Field(
        default="to_the_day",
        title="计法",
        description="to_the_day 按日倒推；calendar_years 按公历年，评估当年是最后一年",
    )


class IncidentHappened(RecordCondition):
    """Met if such an event happened within the period."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"incident"})
    COLLECTION: ClassVar[str] = "incidents"
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{incident}", "{incident}"),)

    incident: Event = Field(title="事故或处罚", description="某期限内发生过某类事故或受到处罚")

    def lower(self, context: Context) -> Some:
        """Return the tests of kind and period."""
        event = self.incident
        by_year = resolve(event.counted, context) == "calendar_years"
        first = YearBegins(_calendar_years(event.within) - 1) if by_year else LatestStart(event.within, 1)
        return Some("incidents", in_order(Among(_KIND, frozenset(event.of)), Within(_DATE, (first,), (AsOf(),))))

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say kinds and period."""
        event = self.incident
        return Words(
            f"近{event.within}发生过{'、'.join(each.label for each in event.of)}事故或受到处罚",
            f"{', '.join(each.value for each in event.of)} accident or penalty within {event.within.english()}",
        )

    def say_found(self) -> Callable[[Any], Words]:
        """Say which event was found."""
        return _said

    def toward(self, look: Some, context: Context, say: Words) -> Toward:  # noqa: ARG002 - one form for all kinds
        """Return the ways for no such event to count any more; one to happen is nothing to aim for."""
        test, other = (
            record_judge(look.body),
            next((each for each in reversed(IncidentKind) if each not in self.incident.of), None),
        )
        label = Words("事故与处罚", "accidents and penalties")

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: ARG001, FBT001 - one form for all kinds
            incidents, as_of = situation.stated("incidents"), situation.as_of
            if want:
                return impossible(say, Words("不应以发生事故为目标", "an accident is nothing to aim for"), "incidents")
            if incidents is None:
                return ((Step("provide", "incidents", label, None, (), Words(f"不存在{say.zh}", f"none: {say.en}")),),)

            def truths(day: date) -> list[Truth]:
                return [test(incidents, at, day)[0] for at in range(len(incidents))]

            if MET in truths(as_of):
                later = sorted(day for each in incidents for day in turns_of(look.body, each) if day > as_of)
                until = next(day for day in later if MET not in truths(day))
                return ((wait(Words(f"不再属于{say.zh}", f"no longer: {say.en}"), as_of, until),),)
            open_ = [(at, incidents[at]) for at, truth in enumerate(truths(as_of)) if truth == UNKNOWN]
            steps = _told(open_, other, days_later(days_that_count(look.body, "date", as_of)[0], -1))
            steps += (whole_list("incidents", label),) if isinstance(incidents, AtLeast) else ()
            return (steps,) if steps else impossible(say, Words("已经发生，不能改变", "it has happened"), "incidents")

        return toward

    def check(self, context: CheckContext) -> None:
        """Check the reading."""
        super().check(context)
        check_setting(self.incident.counted, context, "incident", "counted")


def _calendar_years(period: Duration) -> int:
    """Return how many calendar years a period covers, the as-of year among them; a part of a year is one."""
    return -(-period.months // 12)


def _told(mine: list[tuple[int, Incident]], other: IncidentKind | None, old: date) -> Way:
    """Return what would have to be provided of some events for none of them to count: another kind, or a day long past."""
    steps: Way = ()
    for at, each in mine:
        if each.kind is None and other is not None:
            steps += (Step("provide", f"incidents.{at}.kind", _field("kind"), None, other),)
        elif each.date is None:
            steps += (Step("provide", f"incidents.{at}.date", _field("date"), None, old),)
    return steps


def _field(name: str) -> Words:
    words = field_words(Incident, name)
    return Words(f"事故或处罚的{words.zh}", f"{words.en} of the accident or penalty")


def _said(value: object) -> Words:
    if not isinstance(value, Incident):
        return Words("无", "none")
    kind = value.kind.label if isinstance(value.kind, IncidentKind) else "类别未知"
    return Words(f"{value.date} {kind}", f"{value.date} {value.kind.value if value.kind else 'kind unknown'}")
