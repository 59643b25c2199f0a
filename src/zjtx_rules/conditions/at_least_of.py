"""`at_least_of`: any n of a list of conditions (六项中满足三项)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_count
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


class Count(BaseModel):
    """How many of which conditions."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("至少符合下列条件中{count}项的：{of}", "at least {count} of the following: {of}"),
    )

    count: int = Field(ge=1, strict=True, title="项数", description="至少满足几项")
    of: tuple[AnyCondition, ...] = Field(min_length=1, title="条件", description="逐项列出的条件")


class AtLeastOf(Condition):
    """Met if at least `count` parts are met; not met once too few can still be."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"at_least_of"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{at_least_of}", "{at_least_of}"),)

    at_least_of: Count = Field(title="至少满足若干项", description="所列条件中至少满足 count 项")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the parts."""
        count = self.at_least_of.count
        parts = tuple(context.ready(each) for each in self.at_least_of.of)
        judges = tuple(each.judge for each in parts)

        def judge(situation: Situation) -> Found:
            found = [each(situation) for each in judges]
            truth = _tally([each[0] for each in found], count)
            return truth, found, tuple(path for each in found for path in each[2]) if truth == UNKNOWN else ()

        def decide(situation: Situation) -> Truth:
            return judge(situation)[0]

        say = Words(f"至少满足{count}项", f"at least {count} of")
        return Prepared(self, judge, decide, say, parts, split=split_count(count))

    def column(self, columns: Columns) -> Column:
        """Write the count."""
        return columns.at_least(self.at_least_of.count, [columns.part(each) for each in self.at_least_of.of])

    def check(self, context: CheckContext) -> None:
        """Check the parts, and that so many can be met at all."""
        for index, each in enumerate(self.at_least_of.of):
            each.check(context.at("at_least_of", "of", index))
        if self.at_least_of.count > len(self.at_least_of.of):
            message = Words(
                f"只列了{len(self.at_least_of.of)}项，不可能满足{self.at_least_of.count}项",
                f"only {len(self.at_least_of.of)} conditions are listed, {self.at_least_of.count} cannot be met",
            )
            context.wrong(("at_least_of", "count"), "impossible-count", message)


def _tally(truths: list[Truth], count: int) -> Truth:
    """Return the truth of "at least `count` of these": as elsewhere, a missing fact is named before a judgement."""
    met, review, unknown = truths.count(MET), truths.count(REVIEW), truths.count(UNKNOWN)
    if met >= count:
        return MET
    if met + review + unknown < count:
        return NOT_MET
    return UNKNOWN if unknown else REVIEW
