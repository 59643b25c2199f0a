"""`any`: at least one of the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_any
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


class AnyOf(Condition):
    """Met as soon as one part is met; not met if none is."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"any"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("符合下列条件之一的：{any}", "one of the following: {any}"),)

    any: tuple[AnyCondition, ...] = Field(min_length=1, title="任一满足", description="以下条件满足其一即可")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the parts."""
        parts = tuple(context.ready(each) for each in self.any)
        judges = tuple(each.judge for each in parts)
        decides = tuple(each.decide for each in parts)

        def judge(situation: Situation) -> Found:
            found = [each(situation) for each in judges]
            truth = max(each[0] for each in found)
            if truth != UNKNOWN:
                return truth, found, ()
            return truth, found, tuple(path for each in found for path in each[2])

        def decide(situation: Situation) -> Truth:
            truth = NOT_MET
            for each in decides:
                part = each(situation)
                if part == MET:
                    return MET
                truth = max(truth, part)
            return truth

        guards = [each.titles for each in parts if each.titles is not None]
        titles = frozenset().union(*guards) if len(guards) == len(parts) else None
        return Prepared(self, judge, decide, Words("满足其一", "any of"), parts, titles=titles, split=split_any)

    def column(self, columns: Columns) -> Column:
        """Write the disjunction."""
        return columns.either([columns.part(each) for each in self.any])

    def check(self, context: CheckContext) -> None:
        """Check the parts."""
        for index, each in enumerate(self.any):
            each.check(context.at("any", index))
