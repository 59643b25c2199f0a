"""`amount`: a sum that is reckoned from facts (按实际投资额的6%给予补助，最高80万元)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned, on_recognition
from zjtx_rules.phrases import Phrase, form, optional
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.checking import checked_formula
from zjtx_rules.quantities.formula import Number, numbers_in, parse, printed
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.part import FormulaText
from zjtx_rules.quantities.reckoning import Explanation, money_of
from zjtx_rules.quantities.rests import names_of
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.words import Words, WordsLater

_SLOTS = {
    "amount": form("formula"),
    "at_least": optional("，最低{}", ", at least {}", "formula"),
    "at_most": optional("，最高{}", ", at most {}", "formula"),
}


class Amount(Payment):
    """Pays what the formula comes to, never less than nothing."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"amount"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = tuple(
        Phrase(zh, en, _SLOTS, {"ceiling": ceiling})
        for zh, en, ceiling in (
            ("按{amount}计算的数额{at_least}{at_most}", "what {amount} comes to{at_least}{at_most}", False),
            ("不超过{amount}的数额{at_least}{at_most}", "up to {amount}{at_least}{at_most}", True),
        )
    )

    amount: FormulaText = Field(title="金额算式", description="一行算式，或 values 中一个值的名称")
    at_most: FormulaText | None = Field(default=None, title="最高", description="封顶，金额、算式或值的名称")
    at_least: FormulaText | None = Field(default=None, title="最低", description="保底，金额、算式或值的名称")
    ceiling: bool = Field(
        default=False, title="是上限", description="文本写“按不超过……的60%”的：算出的是上限，不是定额"
    )

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Lower the formula to the core, once for each year of a question."""
        definitions_of = context.conditions.definitions
        limits = {"at_least": self.at_least, "at_most": self.at_most}
        self._note_readings(context)

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:
            definitions = definitions_of(situation.as_of.year)
            amount = definitions.limited(definitions.formula(self.amount), self.at_least, self.at_most)
            known = Known(definitions, situation)
            found = known.range(amount.term)
            low, exactly = money_of(max(found.low or Fraction(0), Fraction(0)))
            high = None if found.high is None else money_of(max(found.high, Fraction(0)))[0]

            def how() -> Words:
                lines = Explanation(definitions, known).lines(self.amount, limits, amount)
                if not exactly and low == high:
                    lines.append(Words("四舍五入到分", "rounded to the 分"))
                return Words("；".join(each.zh for each in lines), "; ".join(each.en for each in lines))

            claim = on_recognition(low, high, recognition)
            claim.how, claim.missing = WordsLater(how), found.missing if low != high else ()
            claim.unsaid = known.unsaid(amount.term) if low != high else ()
            return [claim]

        return PreparedPayment(self, self.nature(), self._words(), reckon, fractional=True)

    def _note_readings(self, context: PaymentContext) -> None:
        """Have the readings count as consulted that the values in the formulas rest on."""
        facts = context.conditions.facts
        by_label = {fact.label.zh: fact for fact in facts.values() if fact.rests}
        for text in (self.amount, self.at_least, self.at_most):
            for name in names_of(text) if text else ():
                fact = facts.get(name) or by_label.get(name)
                for reading in fact.rests if fact is not None else ():
                    context.conditions.choice(reading)

    def _words(self) -> Words:
        zh, en = printed(parse(self.amount)), printed(parse(self.amount))
        for limit, word in ((self.at_least, Words("最低", "at least")), (self.at_most, Words("最高", "at most"))):
            if limit:
                zh, en = f"{zh}，{word.zh}{printed(parse(limit))}", f"{en}, {word.en} {printed(parse(limit))}"
        return Words(f"不超过{zh}", f"up to {en}") if self.ceiling else Words(zh, en)

    def nature(self) -> Nature:
        """Return whether what is reckoned is a ceiling."""
        return "up_to" if self.ceiling else "fixed"

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:  # noqa: ARG002 - one form for all payments
        """Check that the formulas can be read, that their names exist and that they come to money."""
        for key in ("amount", "at_most", "at_least"):
            text = getattr(self, key)
            if text is not None:
                checked_formula(text, context, "money", key)

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the ceiling, where it is a stated sum."""
        stated = parse(self.at_most) if self.at_most else None
        return money_of(stated.value * 100)[0] if isinstance(stated, Number) else None

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Leave what differs by facts to the reference."""
        return None

    def amounts(self) -> tuple[Any, ...]:
        """Return the figures in the formulas."""
        texts = [text for text in (self.amount, self.at_most, self.at_least) if text]
        return tuple(figure for text in texts for figure in _figures(text))


def _figures(text: str) -> list[Money | Percentage]:
    found: list[Money | Percentage] = []
    for number in numbers_in(parse(text)):
        if number.unit.endswith("元"):
            found.append(money_of(number.value * 100)[0])
        elif number.unit == "%":
            found.append(Percentage.parse(number.text))
    return found
