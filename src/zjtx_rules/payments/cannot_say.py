"""`cannot_say`: a payment that rule files have no means to say. It is not computed: neither nothing nor any other sum."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.words import Words


class UnsayablePayment(Payment):
    """Says the words of the text, and why no sum is computed."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"cannot_say"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("未能写成规则的给付（{cannot_say}）", "a payment that rules do not say ({cannot_say})"),
    )

    cannot_say: CannotSay = Field(title="无法表达", description="规则文件写不出的给付：理由和原话；不产生任何数字")

    def prepare(self, context: PaymentContext) -> PreparedPayment:  # noqa: ARG002 - every kind is prepared alike
        """Reckon nothing; the reason stands in the place of a sum."""

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            return []

        said = self.cannot_say.say
        say = Words(f"未计算（{said.zh}）", f"not computed ({said.en})")
        return PreparedPayment(self, "not_computed", say, reckon, unsaid=(self.cannot_say,))

    def nature(self) -> Nature | None:
        """Return that nothing is computed."""
        return "not_computed"

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Leave it to the reference, which says that it is not computed."""
        return None
