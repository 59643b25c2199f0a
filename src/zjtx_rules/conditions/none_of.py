"""`none`: not one of the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_none
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import NEGATED, UNKNOWN, Truth, disjunction
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


class NoneOf(Condition):
    """Met if no part is met; not met as soon as one is."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"none"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("没有下列任何一种情形的：{none}", "none of the following: {none}"),)

    none: tuple[AnyCondition, ...] = Field(min_length=1, title="均不存在", description="以下情形一项也不得有")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the parts."""
        parts = tuple(context.ready(each) for each in self.none)
        judges = tuple(each.judge for each in parts)
        decides = tuple(each.decide for each in parts)

        def judge(situation: Situation) -> Found:
            found = [each(situation) for each in judges]
            truth = NEGATED[max(each[0] for each in found)]
            if truth != UNKNOWN:
                return truth, found, ()
            return truth, found, tuple(path for each in found for path in each[2])

        def decide(situation: Situation) -> Truth:
            return NEGATED[disjunction(each(situation) for each in decides)]

        return Prepared(self, judge, decide, Words("均不存在", "none of"), parts, split=split_none)

    def column(self, columns: Columns) -> Column:
        """Write the negated disjunction."""
        return columns.neither([columns.part(each) for each in self.none])

    def check(self, context: CheckContext) -> None:
        """Check the parts."""
        for index, each in enumerate(self.none):
            each.check(context.at("none", index))
