"""`up_to`: a ceiling (给予最高100万元一次性奖励). It is never a promise: neither printed nor summed as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned, on_recognition
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.words import Words


class Ceiling(Payment):
    """Pays at most the sum."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"up_to"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("最高{up_to}", "up to {up_to}"),)

    up_to: Money = Field(title="最高", description="文本写“最高”的金额，是上限而非定额")

    def prepare(self, context: PaymentContext) -> PreparedPayment:  # noqa: ARG002 - every kind is prepared alike
        """Keep the ceiling."""
        amount = self.up_to

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            return [on_recognition(amount, amount, recognition)]

        return PreparedPayment(self, "up_to", Words(f"最高{amount}", f"up to {amount.english()}"), reckon)

    def nature(self) -> Nature | None:
        """Return that it is a ceiling."""
        return "up_to"

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the ceiling."""
        return self.up_to

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Look at the day and the title of the recognition."""
        return frozenset({"date", "title"})

    def amounts(self) -> tuple[Any, ...]:
        """Return the ceiling."""
        return (self.up_to,)
