"""`relocated`: moved into the city as a whole and has operated normally for so long (整体迁入本市且正常经营一年)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has, leaf
from zjtx_rules.conditions.located_in import HERE, check_region, region_code, region_words
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, has_lasted, lies_within
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
        return leaf(self, judge, say)

    def check(self, context: CheckContext) -> None:
        """Check the region."""
        check_has("relocation", context, "relocated")
        check_region(self.relocated.into, context, "relocated", "into")
