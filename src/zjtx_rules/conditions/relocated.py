"""`relocated`: moved into the city as a whole and has operated normally for so long (整体迁入本市且正常经营一年)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, field_words, impossible, wait
from zjtx_rules.conditions.located_in import (
    HERE,
    check_region,
    coarse_codes,
    region_code,
    region_words,
    unbound_template,
)
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.profile.records import Relocation
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, add, has_lasted, latest_start, lies_within, location_in
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Move(BaseModel):
    """Whereto, whether as a whole, and how long ago."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "整体迁入{into}并正常经营满{operated_for}",
            "moved into {into} as a whole and in normal operation for {operated_for}",
            {"into": form("place")},
            {"whole": True},
        ),
        Phrase(
            "迁入{into}（不须整体迁入）并正常经营满{operated_for}",
            "moved into {into}, as a whole or not, and in normal operation for {operated_for}",
            {"into": form("place")},
            {"whole": False},
        ),
    )

    into: str = Field(default=HERE, title="迁入地", description="here 指本规则文件的行政区域；也可写地名或行政区划代码")
    whole: bool = Field(default=True, strict=True, title="整体迁入", description="须为整体迁入")
    operated_for: Duration = Field(title="正常经营", description="迁入后正常经营满此期限，届满之日算满")


class Relocated(Condition):
    """Met if the enterprise moved in as a whole and the period has passed in normal operation."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"relocated"})
    WITHIN: ClassVar[frozenset[str]] = frozenset({"region"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{relocated}", "{relocated}"),)

    relocated: Move = Field(title="整体迁入", description="整体迁入并正常经营满一定期限")

    def prepare(self, context: Context) -> Prepared:
        """Resolve region and period."""
        move = self.relocated
        code = region_code(move.into, context)

        def judge(situation: Situation) -> Found:
            if code is None:
                return UNKNOWN, None, ("adopting",)
            relocation = situation.subject.relocation
            if relocation is None:
                return UNKNOWN, None, ("relocation",)
            if relocation == "none":
                return NOT_MET, None, ()
            tests = {
                "into": None if relocation.into is None else location_in(relocation.into, code),
                "whole": relocation.whole if move.whole else True,
                "date": None
                if relocation.date is None
                else has_lasted(relocation.date, move.operated_for, situation.as_of),
                "operating_normally": relocation.operating_normally,
            }
            if False in tests.values():
                return NOT_MET, relocation.date, ()
            missing = tuple(f"relocation.{name}" for name, holds in tests.items() if holds is None)
            return (UNKNOWN if missing else MET), relocation.date, missing

        place = region_words(code)
        say = Words(
            f"整体迁入{place.zh}且正常经营满{move.operated_for}",
            f"moved into {place.en} as a whole, in normal operation for {move.operated_for.english()}",
        )

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            if code is None:
                return unbound_template()
            return _wanted(move, code, situation, today, say) if want else _unwanted(situation, say)

        return leaf(self, judge, say, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the tests of the move: one that fails is enough, and what is missing leaves it unknown."""
        move, code = self.relocated, region_code(self.relocated.into, columns.context)
        if code is None:
            return columns.constant(UNKNOWN, "adopting")
        names = ["into", "date", "operating_normally", *(["whole"] if move.whole else [])]
        fields = {name: columns.field(f"relocation.{name}") for name in names}
        last = columns.last_day(lambda day: has_lasted(day, move.operated_for, columns.as_of))
        never = columns.field("relocation").is_("none")
        given = ~columns.field("relocation.whole").absent
        for each in fields.values():
            given = given | ~each.absent
        into, places = fields["into"], columns.context.places
        inside, coarse = into.within(code, places), into.is_in(coarse_codes(code, places))
        met = inside & fields["operating_normally"].is_(True)
        date_given = ~fields["date"].absent
        in_time = date_given & ~fields["date"].after(last)
        met = met & in_time
        no = never | ~into.absent & ~inside & ~coarse | date_given & ~in_time
        no = no | fields["operating_normally"].is_(False)
        if move.whole:
            met = met & fields["whole"].is_(True)
            no = no | fields["whole"].is_(False)
        unknown = ~met & ~no
        missing = {f"relocation.{name}": unknown & given & each.absent for name, each in fields.items()}
        missing["relocation.into"] = unknown & given & (into.absent | coarse)
        return columns.of(met & ~no, unknown, missing | {"relocation": unknown & ~given})

    def check(self, context: CheckContext) -> None:
        """Check the region."""
        check_has("relocation", context, "relocated")
        check_region(self.relocated.into, context, "relocated", "into")


_LABEL = Words("迁入情况", "relocation")


def _wanted(move: Move, code: str, situation: Situation, today: date, say: Words) -> tuple[Way, ...]:
    """Return the ways to have moved in: to provide what is unknown, to move from today on, to wait."""
    as_of, relocation = situation.as_of, situation.subject.relocation
    given = {"into": code, "date": latest_start(move.operated_for, as_of), "whole": True, "operating_normally": True}
    if relocation is None:
        return ((Step("provide", "relocation", _LABEL, None, Relocation.model_validate(given), say),),)
    if relocation == "none" or (relocation.into is not None and location_in(relocation.into, code) is False):
        before = None if relocation == "none" else relocation
        new = Step("change", "relocation", _LABEL, before, Relocation.model_validate(given | {"date": today}))
        return ((new, *_rest(today, move, as_of, say)),)
    if move.whole and relocation.whole is False:
        why = Words("已完成的迁入不是整体迁入，不能改变", "the move was not of the whole enterprise; it is done")
        return impossible(_LABEL, why, "relocation.whole")
    steps: Way = tuple(
        Step("provide", f"relocation.{name}", field_words(Relocation, name), None, value, say)
        for name, value in given.items()
        if (getattr(relocation, name) is None or (name == "into" and not lies_within(str(relocation.into), code)))
        and (name != "whole" or move.whole)
    )
    if relocation.operating_normally is False:
        name = "operating_normally"
        steps += (Step("change", f"relocation.{name}", field_words(Relocation, name), before=False, to=True),)
    if relocation.date is not None:
        steps += _rest(relocation.date, move, as_of, say)
    return (steps,)


def _rest(begun: date, move: Move, as_of: date, say: Words) -> Way:
    """Return the wait for the rest of the period, if any is left."""
    due = add(begun, move.operated_for)
    return (wait(say, as_of, due),) if due > as_of else ()


def _unwanted(situation: Situation, say: Words) -> tuple[Way, ...]:
    """Return the ways not to have moved in: only where that is not known."""
    relocation = situation.subject.relocation
    if relocation is None:
        return ((Step("provide", "relocation", _LABEL, None, "none", Words("没有迁入", "none")),),)
    ways: tuple[Way, ...] = tuple(
        (Step("provide", f"relocation.{name}", field_words(Relocation, name), to=False),)
        for name in ("operating_normally", "whole")
        if getattr(relocation, name, True) is None
    )
    return ways or impossible(say, Words("迁入不能撤回", "a move stays"), "relocation")
