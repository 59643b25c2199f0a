"""`same_as`: what another clause pays (参照新认定补贴标准执行)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.problems import did_you_mean
from zjtx_rules.terms import Money
from zjtx_rules.words import Words


class SameAs(Payment):
    """Pays by the standard of the clause named."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"same_as"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("与{same_as}相同的数额", "the same as {same_as} gives", {"same_as": form("clause")}),
    )

    same_as: str = Field(title="参照", description="参照其标准的条款编号")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Prepare the payment of the clause named."""
        other = context.payment_of(self.same_as)
        say = Words(f"{other.say.zh}（参照条款 {self.same_as}）", f"{other.say.en} (as under {self.same_as})")
        return replace(other, payment=self, say=say)

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:  # noqa: ARG002 - one form for all payments
        """Report a clause that does not exist."""
        if self.same_as not in context.clauses:
            message = Words(f"没有编号为“{self.same_as}”的条款", f"there is no clause '{self.same_as}'")
            context.wrong(("same_as",), "unknown-clause", message, did_you_mean(self.same_as, context.clauses))

    def nature(self) -> Nature | None:
        """Return nothing: it hangs on the other clause."""
        return None

    def most(self, payments: Mapping[str, Payment]) -> Money | None:
        """Ask the payment of the clause named."""
        other = payments.get(self.same_as)
        return None if other is None else other.most(payments)

    def column(self, columns: Columns) -> frozenset[str] | None:
        """Ask the payment of the clause named."""
        return columns.payment(self.same_as)
