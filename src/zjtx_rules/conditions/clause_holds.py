"""`clause`: another clause of the same file holds, with all that it asks: the place and the gates before it too."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import split_part
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.situation import Situation
from zjtx_rules.words import Words


class ClauseHolds(Condition):
    """Met where the clause named is met."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"clause"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("符合{clause}所列条件", "the conditions of {clause} hold", {"clause": form("clause")}),
    )

    clause: str = Field(title="引用条款", description="本文件另一条款的编号，其条件须满足")

    def prepare(self, context: Context) -> Prepared:
        """Prepare the conditions of the clause named."""
        part = context.clause(self.clause)

        def judge(situation: Situation) -> Found:
            found = part.judge(situation)
            return found[0], [found], found[2]

        title: Words = context.settings["titles"][self.clause]
        say = Words(f"符合“{title.zh}”", f"'{title.en}' holds")
        return Prepared(self, judge, part.decide, say, (part,), titles=part.titles, split=split_part)

    def column(self, columns: Columns) -> Column:
        """Write the conditions of the clause named."""
        return columns.clause(self.clause)

    def check(self, context: CheckContext) -> None:
        """Report a clause that does not exist, and one asked of a member, of whom it does not speak."""
        if context.scope not in APPLICANTS:
            message = Words(
                "“clause”只能用于申请主体，不能用于给付中的成员", "'clause' is for applicants, not for members paid for"
            )
            context.wrong(("clause",), "wrong-scope", message)
        if self.clause not in context.clauses:
            message = Words(f"本文件没有编号为“{self.clause}”的条款", f"there is no clause '{self.clause}'")
            context.wrong(("clause",), "unknown-clause", message, did_you_mean(self.clause, context.clauses))
