"""`incident`: an accident, or a penalty, of certain kinds within a period before the as-of date.

To the day, an event exactly the period ago lies outside it (近2年: 24 months back from the as-of date). By calendar years the
as-of year is the last of them (近2年 asked in 2023: 2022 and 2023).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, field_words, impossible, wait, whole_list
from zjtx_rules.profile.choices import IncidentKind, IncidentKindField
from zjtx_rules.profile.records import Incident
from zjtx_rules.profile.situation import AtLeast, Situation
from zjtx_rules.terms import Duration, add, happened_within, has_lasted, latest_start
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Event(BaseModel):
    """Which events count, and how far back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: tuple[IncidentKindField, ...] = Field(min_length=1, title="类别", description="生产安全、质量、环境污染、其他")
    within: Duration = Field(title="期限", description="自评估日往前，如 2年；恰满期限之日不在其内")
    counted: Setting[Literal["to_the_day", "calendar_years"]] = Field(
        default="to_the_day",
        title="计法",
        description="to_the_day 按日倒推；calendar_years 按公历年，评估当年是最后一年",
    )


class IncidentHappened(Condition):
    """Met if such an event happened within the period."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"incident"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()

    incident: Event = Field(title="事故或处罚", description="某期限内发生过某类事故或受到处罚")

    def prepare(self, context: Context) -> Prepared:
        """Resolve kinds and period."""
        kinds = frozenset(self.incident.of)
        within = self.incident.within
        count = _calendar_years(within)
        by_year = resolve(self.incident.counted, context) == "calendar_years"
        unknown: Found = (UNKNOWN, None, ("incidents",))
        none: Found = (NOT_MET, None, ())

        def counts(day: date, as_of: date) -> bool:
            if by_year:
                return day <= as_of and day.year > as_of.year - count
            return happened_within(day, within, as_of)

        def judge(situation: Situation) -> Found:
            incidents = situation.stated("incidents")
            if incidents is None:
                return unknown
            missing: tuple[str, ...] = ()
            for index, each in enumerate(incidents):
                if each.kind is not None and each.kind not in kinds:
                    continue
                if each.date is not None and not counts(each.date, situation.as_of):
                    continue
                absent = tuple(f"incidents.{index}.{name}" for name in ("kind", "date") if getattr(each, name) is None)
                if not absent:
                    return MET, each, ()
                missing += absent
            if isinstance(incidents, AtLeast):
                missing += ("incidents",)
            return (UNKNOWN, None, missing) if missing else none

        words = "、".join(each.label for each in self.incident.of)
        say = Words(
            f"近{within}发生过{words}事故或受到处罚",
            f"{', '.join(each.value for each in self.incident.of)} accident or penalty within {within.english()}",
        )

        def over(day: date) -> date:
            """Return the first day on which an event no longer counts."""
            return date(day.year + count, 1, 1) if by_year else add(day, within)

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: ARG001, FBT001 - one form for all kinds
            incidents, as_of = situation.stated("incidents"), situation.as_of
            label = Words("事故与处罚", "accidents and penalties")
            if want:
                return impossible(say, Words("不应以发生事故为目标", "an accident is nothing to aim for"), "incidents")
            if incidents is None:
                return ((Step("provide", "incidents", label, None, (), Words(f"不存在{say.zh}", f"none: {say.en}")),),)
            mine = [(at, each) for at, each in enumerate(incidents) if each.kind is None or each.kind in kinds]
            days = [each.date for _, each in mine if each.kind is not None and each.date is not None]
            counted = [over(day) for day in days if counts(day, as_of)]
            if counted:
                return ((wait(Words(f"不再属于{say.zh}", f"no longer: {say.en}"), as_of, max(counted)),),)
            old = date(as_of.year - count, 12, 31) if by_year else latest_start(within, as_of)
            other = next((each for each in reversed(IncidentKind) if each not in kinds), None)
            steps = _told(
                [(at, each) for at, each in mine if each.date is None or counts(each.date, as_of)], other, old
            )
            steps += (whole_list("incidents", label),) if isinstance(incidents, AtLeast) else ()
            return (steps,) if steps else impossible(say, Words("已经发生，不能改变", "it has happened"), "incidents")

        return leaf(self, judge, say, got=_said, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Rule out other kinds, what lies in the future and what lies too far back."""
        each, as_of, within = columns.members("incidents"), columns.as_of, self.incident.within
        no = ~each["kind"].absent & ~each["kind"].is_in(self.incident.of) | each["date"].after(as_of)
        if resolve(self.incident.counted, columns.context) == "calendar_years":
            no = no | each["date"].before(date(as_of.year - _calendar_years(within) + 1, 1, 1))
        else:
            last = columns.last_day(lambda day: has_lasted(day, within, as_of))
            no = no | ~each["date"].absent & ~each["date"].after(last)
        return columns.exists(each, no, {name: each[name].absent for name in ("kind", "date")})

    def check(self, context: CheckContext) -> None:
        """Check the reading."""
        check_has("incidents", context, "incident")
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
