"""`all`: every one of the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_all
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import BOTH, MET, NOT_MET, UNKNOWN, Truth
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
    first, second = judges[0], judges[-1]

    def judge(situation: Situation) -> Found:
        found = [each(situation) for each in judges]
        truth = MET
        for each in found:
            truth = BOTH[truth][each[0]]
        if truth != UNKNOWN:
            return truth, found, ()
        return truth, found, tuple([path for each in found for path in each[2]])

    def judge_two(situation: Situation) -> Found:
        """Most clauses are a place and one condition, so that case is written out."""
        one, other = first(situation), second(situation)
        truth = BOTH[one[0]][other[0]]
        return truth, [one, other], one[2] + other[2] if truth == UNKNOWN else ()

    def decide(situation: Situation) -> Truth:
        truth = MET
        for each in decides:
            part = each(situation)
            if part == NOT_MET:
                return NOT_MET
            if part != MET and truth != UNKNOWN:
                truth = part
        return truth

    return Prepared(condition, judge_two if len(parts) == 2 else judge, decide, say, parts, split=split_all)
