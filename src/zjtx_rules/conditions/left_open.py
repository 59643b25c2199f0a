"""`left_open`: where this holds, the text leaves the outcome open (a 等 at the end of a list), so a person must judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_left_open
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, REVIEW, Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


class LeftOpen(Condition):
    """Where the condition within is met, the verdict is "for a person to judge", never "met"."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"left_open"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    LEFT_TO_A_PERSON: ClassVar[bool] = True
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "有下列情形而文本未作规定（{because}）、由人判断的：{left_open}",
            "for a person to judge, as the text leaves it open ({because}), where {left_open}",
            {"because": form("text")},
        ),
    )

    left_open: AnyCondition = Field(title="文本未定", description="满足此条件时，文本未作规定，须人工判断")
    because: str = Field(title="理由", description="文本中留有余地的字句")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the condition within."""
        part = context.ready(self.left_open)

        def judge(situation: Situation) -> Found:
            found = part.judge(situation)
            return REVIEW if found[0] == MET else found[0], [found], found[2]

        def decide(situation: Situation) -> Truth:
            truth = part.decide(situation)
            return REVIEW if truth == MET else truth

        say = Words(f"文本未定（{self.because}），须人工判断", f"left open by the text ({self.because})")
        return Prepared(self, judge, decide, say, (part,), titles=part.titles, split=split_left_open)

    def column(self, columns: Columns) -> Column:
        """Leave what is met to a person."""
        return columns.for_a_person(columns.part(self.left_open), where=MET)

    def check(self, context: CheckContext) -> None:
        """Check the condition within."""
        self.left_open.check(context.at("left_open"))
