"""`sum`: a stated sum (给予一次性奖励200万元)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Payment, PaymentContext, PreparedPayment, Reckoned, on_recognition
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.words import Words


class FixedSum(Payment):
    """Pays the sum."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"sum"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{sum}", "{sum}"),)

    sum: Money = Field(title="定额", description="文本写明的金额，如 200万元")

    def prepare(self, context: PaymentContext) -> PreparedPayment:  # noqa: ARG002 - every kind is prepared alike
        """Keep the sum."""
        amount = self.sum

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            return [on_recognition(amount, amount, recognition)]

        return PreparedPayment(self, "fixed", Words(str(amount), amount.english()), reckon)

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the sum."""
        return self.sum

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Look at the day and the title of the recognition."""
        return frozenset({"date", "title"})

    def amounts(self) -> tuple[Any, ...]:
        """Return the sum."""
        return (self.sum,)
