"""`without_figure`: support to which the text gives no figure (按规定给予参展补助). No number may be produced for it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.words import Words


class WithoutFigure(Payment):
    """Says the support in the words of the text."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"without_figure"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{without_figure}（文本未写金额）",
            "{without_figure} (the text gives no figure)",
            {"without_figure": form("text")},
        ),
    )

    without_figure: str = Field(min_length=1, title="无数额支持", description="文本未写金额的支持方式")

    def prepare(self, context: PaymentContext) -> PreparedPayment:  # noqa: ARG002 - every kind is prepared alike
        """Reckon nothing."""

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            return []

        say = Words(f"{self.without_figure}（文本未写金额）", f"{self.without_figure} (the text gives no figure)")
        return PreparedPayment(self, "no_figure", say, reckon, support=self.without_figure)

    def nature(self) -> Nature | None:
        """Return that it gives no figure."""
        return "no_figure"

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Look at nothing: there is no sum."""
        return frozenset()
