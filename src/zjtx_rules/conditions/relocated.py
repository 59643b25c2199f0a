"""`relocated`: moved into the city as a whole and has operated normally for so long (整体迁入本市且正常经营一年)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Step, Way, field_words, impossible, last_start, wait
from zjtx_rules.conditions.located_in import HERE, check_region, region_code, region_words, unbound_template
from zjtx_rules.profile.records import Relocation
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, add, has_lasted, lies_within
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words


class Move(BaseModel):
    """Whereto, whether as a whole, and how long ago."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    into: str = Field(default=HERE, title="迁入地", description="here 指本规则文件的行政区域")
    whole: bool = Field(default=True, strict=True, title="整体迁入", description="须为整体迁入")
    operated_for: Duration = Field(title="正常经营", description="迁入后正常经营满此期限，届满之日算满")


class Relocated(Condition):
    """Met if the enterprise moved in as a whole and the period has passed in normal operation."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"relocated"})

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
                "into": None if relocation.into is None else lies_within(relocation.into, code),
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
            f"moved into {place.en} as a whole, in normal operation for {move.operated_for}",
        )

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            if code is None:
                return unbound_template()
            as_of, relocation = situation.as_of, situation.subject.relocation
            full = last_start(move.operated_for, as_of)
            label = Words("迁入情况", "relocation")
            if not want:
                if relocation is None:
                    return ((Step("provide", "relocation", label, None, "none", Words("没有迁入", "none")),),)
                names = [name for name in ("operating_normally", "whole") if getattr(relocation, name, True) is None]
                steps = tuple(
                    (Step("provide", f"relocation.{name}", field_words(Relocation, name), None, False),)
                    for name in names
                )
                return steps or impossible(say, Words("迁入不能撤回", "a move stays"), "relocation")
            done = Relocation(into=code, date=full, whole=True, operating_normally=True)
            if relocation is None:
                return ((Step("provide", "relocation", label, None, done, say),),)
            if relocation == "none" or (relocation.into is not None and not lies_within(relocation.into, code)):
                new = Relocation(into=code, date=today, whole=True, operating_normally=True)
                due = add(today, move.operated_for)
                before = None if relocation == "none" else relocation
                return (
                    (
                        Step("change", "relocation", label, before, new),
                        *((wait(say, as_of, due),) if due > as_of else ()),
                    ),
                )
            if move.whole and relocation.whole is False:
                why = Words(
                    "已完成的迁入不是整体迁入，不能改变", "the move was not of the whole enterprise; it is done"
                )
                return impossible(label, why, "relocation.whole")
            given = {"into": code, "date": full, "whole": True, "operating_normally": True}
            steps = tuple(
                Step("provide", f"relocation.{name}", field_words(Relocation, name), None, value, say)
                for name, value in given.items()
                if getattr(relocation, name) is None and (name != "whole" or move.whole)
            )
            if relocation.operating_normally is False:
                steps += (
                    Step(
                        "change",
                        "relocation.operating_normally",
                        field_words(Relocation, "operating_normally"),
                        False,
                        True,
                    ),
                )
            if relocation.date is not None and (due := add(relocation.date, move.operated_for)) > as_of:
                steps += (wait(say, as_of, due),)
            return (steps,)

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
        met = fields["into"].within(code) & fields["operating_normally"].is_(True)
        date_given = ~fields["date"].absent
        in_time = date_given & ~fields["date"].after(last)
        met = met & in_time
        no = never | ~fields["into"].absent & ~fields["into"].within(code) | date_given & ~in_time
        no = no | fields["operating_normally"].is_(False)
        if move.whole:
            met = met & fields["whole"].is_(True)
            no = no | fields["whole"].is_(False)
        unknown = ~met & ~no
        missing = {f"relocation.{name}": unknown & given & each.absent for name, each in fields.items()}
        return columns.of(met & ~no, unknown, missing | {"relocation": unknown & ~given})

    def check(self, context: CheckContext) -> None:
        """Check the region."""
        check_has("relocation", context, "relocated")
        check_region(self.relocated.into, context, "relocated", "into")
