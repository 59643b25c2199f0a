"""`always`: holds, or never holds, whatever the facts; for an option of a reading that adds no condition."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, Truth
from zjtx_rules.words import Words


class Always(Condition):
    """Met, or not met, for everybody."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"always"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("不另设条件", "without further condition", fixed={"always": True}),
        Phrase("任何主体均不适用", "which applies to nobody", fixed={"always": False}),
    )

    always: bool = Field(strict=True, title="恒定", description="true 恒满足；false 恒不满足")

    def prepare(self, context: Context) -> Prepared:  # noqa: ARG002 - every kind is prepared alike
        """Return the constant."""
        found: Found = (MET if self.always else NOT_MET, None, ())

        def judge(situation: Situation) -> Found:  # noqa: ARG001 - a constant looks at nothing
            return found

        def decide(situation: Situation) -> Truth:  # noqa: ARG001 - a constant looks at nothing
            return found[0]

        say = Words("不另设条件", "no further condition") if self.always else Words("不适用", "does not apply")
        return Prepared(self, judge, decide, say, light=True)

    def column(self, columns: Columns) -> Column:
        """Write the constant."""
        return columns.constant(MET if self.always else NOT_MET)
