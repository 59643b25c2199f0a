"""`newly_recognised`: a title given for the first time (新获得认定), not confirmed and not given again."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Prepared
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.recognition_columns import day, new, refer_to_others, title_and_level, together
from zjtx_rules.conditions.recognitions import (
    Which,
    by_date,
    by_title_and_level,
    counts_again,
    every,
    exists,
    is_new,
    is_of_here,
)
from zjtx_rules.conditions.registered_here import registered_here
from zjtx_rules.conditions.turning import days_of, first_time, toward_recognition
from zjtx_rules.words import Words


class NewlyRecognised(Condition):
    """Met if there is a new recognition of the title at the level; a renewal is never one."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"newly_recognised"})

    newly_recognised: Which = Field(title="新获认定", description="首次获得的称号；复核、重新认定不算")

    def prepare(self, context: Context) -> Prepared:
        """Put the tests together: title and level, date, kind."""
        which = self.newly_recognised
        words = which.say()
        say = Words(f"新获得认定：{words.zh}", f"newly recognised: {words.en}")
        test = every(by_title_and_level(which), by_date(which, context), is_new(context))
        of_here = is_of_here(context)
        first = first_time(which, again=counts_again(context))
        toward = toward_recognition(which, test, days_of(which, context), first, of_here)
        return exists(self, which, test, say, toward, of_here=of_here)

    def column(self, columns: Columns) -> Column:
        """Write the same tests over all recognitions."""
        which, each = self.newly_recognised, columns.members("recognitions")
        lapsed_counts = counts_again(columns.context)
        tests = (
            title_and_level(which, each),
            day(which, each, columns),
            new(each, columns.as_of, lapsed_counts=lapsed_counts),
        )
        if lapsed_counts:
            refer_to_others(columns, each)
        return registered_here(columns, each, together(*tests))

    def check(self, context: CheckContext) -> None:
        """Check titles and levels."""
        self.newly_recognised.check(context, "newly_recognised")
