"""`all`: every one of the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_all
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition

ALL = Words("同时满足", "all of")


class AllOf(Condition):
    """Met if all parts are met; not met as soon as one is not."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"all"})

    all: tuple[AnyCondition, ...] = Field(min_length=1, title="全部满足", description="以下条件须同时满足")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the parts."""
        return conjoin(self, tuple(context.ready(each) for each in self.all))

    def column(self, columns: Columns) -> Column:
        """Write the conjunction."""
        return columns.every([columns.part(each) for each in self.all])

    def check(self, context: CheckContext) -> None:
        """Check the parts."""
        for index, each in enumerate(self.all):
            each.check(context.at("all", index))


def conjoin(condition: Condition, parts: tuple[Prepared, ...], say: Words = ALL) -> Prepared:
    """Return the conjunction of prepared conditions."""
    judges = tuple(each.judge for each in parts)
    decides = tuple(each.decide for each in parts)

    def judge(situation: Situation) -> Found:
        found = [each(situation) for each in judges]
        truth = MET
        missing: tuple[str, ...] = ()
        for part, _, absent in found:
            if part == NOT_MET:
                truth = NOT_MET
            elif part != MET and truth not in (NOT_MET, UNKNOWN):
                truth = part
            if absent:
                missing += absent
        return truth, found, missing if truth == UNKNOWN else ()

    def decide(situation: Situation) -> Truth:
        truth = MET
        for each in decides:
            part = each(situation)
            if part == NOT_MET:
                return NOT_MET
            if part != MET and truth != UNKNOWN:
                truth = part
        return truth

    return Prepared(condition, judge, decide, say, parts, split=split_all)
