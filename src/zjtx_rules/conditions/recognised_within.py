"""`recognised_within`: a title given within so many months before the as-of date (近N个月内获得认定).

Counted to the day: a recognition exactly so many months ago no longer counts, as with accidents. Any kind of recognition counts.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict, Field

from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import DATE, TitleAndLevel, naming, of_here, recognised
from zjtx_rules.core.days import AsOf, LatestStart
from zjtx_rules.core.record_tests import Within
from zjtx_rules.core.terms import Some
from zjtx_rules.phrases import Phrase
from zjtx_rules.terms import Duration
from zjtx_rules.words import Words


class WithinMonths(TitleAndLevel):
    """Which titles count, and how far back."""

    model_config = ConfigDict(title="近期的认定")
    PHRASES: ClassVar[tuple[Phrase, ...]] = naming(
        "近{months}个月内（按日倒推，不论哪种方式）获认定为", "recognised, in whatever way, within {months} months, as "
    )

    months: int = Field(
        ge=1, le=1200, strict=True, title="月数", description="自评估日往前的月数；恰满这么多个月之日不在其内"
    )


class RecognisedWithin(RecognitionCondition):
    """Met if such a title was given within the period, new or not."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"recognised_within"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{recognised_within}", "{recognised_within}"),)

    recognised_within: WithinMonths = Field(
        title="近期认定", description="近若干个月内获得认定的称号，不论哪种认定方式"
    )

    def lower(self, context: Context) -> Some:
        """Return the tests of title and level, of the day and of the place."""
        which = self.recognised_within
        period = LatestStart(Duration(months=which.months), 1)
        return recognised(which.test, Within(DATE, (period,), (AsOf(),)), of_here(context))

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say titles and period."""
        which = self.recognised_within
        words = which.say()
        return Words(
            f"近{which.months}个月内获得认定：{words.zh}", f"recognised within {which.months} months: {words.en}"
        )
