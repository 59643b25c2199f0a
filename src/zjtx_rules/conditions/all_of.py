"""`all`: every one of the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Judge, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_all
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import BOTH, MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition

ALL = Words("同时满足", "all of")


class AllOf(Condition):
    """Met if all parts are met; not met as soon as one is not."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"all"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("同时符合下列条件的：{all}", "all of the following: {all}"),)

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
    first, *rest = (each.judge for each in parts)
    judges = tuple(rest)
    decides = tuple(each.decide for each in parts)

    def judge(situation: Situation) -> Found:
        return judge_all(first(situation), judges, situation)

    def decide(situation: Situation) -> Truth:
        truth = MET
        for each in decides:
            part = each(situation)
            if part == NOT_MET:
                return NOT_MET
            if part != MET and truth != UNKNOWN:
                truth = part
        return truth

    titles = min((each.titles for each in parts if each.titles is not None), key=len, default=None)
    return Prepared(condition, judge, decide, say, parts, titles=titles, split=split_all)


def judge_all(first: Found, judges: tuple[Judge, ...], situation: Situation) -> Found:
    """Return what is found of all conditions as one finding; of the first it was found already."""
    truth, _, missing = first
    found = [first]
    for judge in judges:
        one = judge(situation)
        found.append(one)
        truth = BOTH[truth][one[0]]
        missing += one[2]
    return truth, found, missing if truth == UNKNOWN else ()
