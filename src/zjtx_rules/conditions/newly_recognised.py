"""`newly_recognised`: a title given for the first time (新获得认定), not confirmed and not given again."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.recognitions import Which, counted, counts_again, is_new, of_here, recognised
from zjtx_rules.conditions.turning import Draft, first_time
from zjtx_rules.core.terms import Some
from zjtx_rules.phrases import Phrase
from zjtx_rules.words import Words


class NewlyRecognised(RecognitionCondition):
    """Met if there is a new recognition of the title at the level; a renewal is never one."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"newly_recognised"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("新获认定为{newly_recognised}", "newly recognised as {newly_recognised}"),
    )

    newly_recognised: Which = Field(title="新获认定", description="首次获得的称号；复核、重新认定不算")

    def lower(self, context: Context) -> Some:
        """Return the tests of title and level, date, kind and place."""
        which = self.newly_recognised
        return recognised(which.test, counted(which, context), is_new(context), of_here(context))

    def words(self, context: Context) -> Words:  # noqa: ARG002 - one form for all kinds
        """Say which titles."""
        words = self.newly_recognised.say()
        return Words(f"新获得认定：{words.zh}", f"newly recognised: {words.en}")

    def draft(self, context: Context) -> Draft:
        """Return a title not held before."""
        return first_time(self.newly_recognised, again=counts_again(context))
