"""`holds`: a title is in force on the as-of date; its first and its last day count."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import DATE, EXPIRES, Which, recognised
from zjtx_rules.core.days import AsOf
from zjtx_rules.core.record_tests import Within
from zjtx_rules.core.terms import Some, in_order
from zjtx_rules.phrases import Phrase
from zjtx_rules.words import Words

IN_FORCE = in_order(Within(DATE, (), (AsOf(),)), Within(EXPIRES, (AsOf(),), ()))
"""A recognition has begun and not ended on the as-of date."""


class Holds(RecognitionCondition):
    """Met if the title was given on or before the as-of date and has not expired."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"holds"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("持有有效期内的称号{holds}", "holds, in force, the title {holds}"),)

    holds: Which = Field(title="称号有效", description="评估日称号在有效期内，首尾两日均算")

    def lower(self, context: Context) -> Some:  # noqa: ARG002 - one form for all kinds
        """Return the tests of title and level, and that it is in force."""
        return recognised(self.holds.test, IN_FORCE)

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say which titles."""
        words = self.holds.say()
        return Words(f"有效期内的称号：{words.zh}", f"holds, in force: {words.en}")
