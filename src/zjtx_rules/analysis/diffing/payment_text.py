"""What a payment says and what it is worth where no applicant is at hand."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.diffing.wording import (
    alias,
    condition_words,
    description,
    field_words,
    joined,
    option_words,
    setting_words,
    value_words,
)
from zjtx_rules.conditions.base import Condition
from zjtx_rules.files import Path
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.payments.base import Payment
from zjtx_rules.payments.by_reading import PaymentByReading
from zjtx_rules.payments.cannot_say import UnsayablePayment
from zjtx_rules.payments.ceiling import Ceiling
from zjtx_rules.payments.fixed_sum import FixedSum
from zjtx_rules.payments.per_item import PerItem
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.payments.share import Share
from zjtx_rules.payments.total_of import TotalOf
from zjtx_rules.payments.without_figure import WithoutFigure
from zjtx_rules.payments.yearly import Yearly
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

Nature = Literal["fixed", "up_to", "no_figure", "not_computed"]


def money_words(name: str, amount: Money) -> Words:
    """Return an amount, a ceiling as one."""
    if name == "up_to":
        return Words(f"最高{amount}", f"up to {amount.english()}")
    return Words(str(amount), amount.english())


def worth(payment: Payment, side: Side) -> tuple[Money, Money] | None:
    """Return the least and the most that a payment comes to, or None where the text alone does not say."""
    if isinstance(payment, FixedSum):
        return payment.sum, payment.sum
    if isinstance(payment, Ceiling):
        return Money.ZERO, payment.up_to
    if isinstance(payment, Yearly):
        total = Money.total([payment.yearly.sum] * payment.yearly.years)
        return total, total
    if isinstance(payment, SameAs):
        other = paid_by(payment.same_as, side)
        return None if other is None or isinstance(other, SameAs) else worth(other, side)
    if isinstance(payment, TotalOf):
        parts = [worth(each, side) for each in payment.total_of]
        if all(each is not None for each in parts):
            return Money.total(each[0] for each in parts if each), Money.total(each[1] for each in parts if each)
    return None


def paid_by(clause: str, side: Side) -> Payment | None:
    """Return what a clause of the same file pays."""
    found = side.clause(clause)
    return found.pays if isinstance(found, (Award, Subsidy)) else None


def nature_of(payment: Payment, side: Side) -> Nature:
    """Return whether a payment is a stated sum, a ceiling, or has no figure."""
    if isinstance(payment, Ceiling):
        return "up_to"
    if isinstance(payment, WithoutFigure):
        return "no_figure"
    if isinstance(payment, UnsayablePayment):
        return "not_computed"
    if isinstance(payment, SameAs):
        other = paid_by(payment.same_as, side)
        return "fixed" if other is None or isinstance(other, SameAs) else nature_of(other, side)
    if isinstance(payment, TotalOf):
        return nature_of(payment.total_of[0], side)
    if isinstance(payment, PaymentByReading):
        default = side.default_of(payment.by_reading)
        return nature_of(payment.options.get(default or "", next(iter(payment.options.values()))), side)
    each = next((getattr(payment, name) for name in type(payment).model_fields), None)
    return "up_to" if getattr(each, "up_to", None) is not None else "fixed"


def payment_words(payment: Payment, side: Side, scope: str) -> Words:
    """Return a payment on one line."""
    lines = [words for _, _, words in payment_rows(payment, (), side, scope)]
    return joined(lines, "；", "; ")


def payment_rows(payment: Payment, path: Path, side: Side, scope: str, depth: int = 0) -> list[tuple[int, Path, Words]]:
    """Return a payment line by line."""
    if isinstance(payment, FixedSum):
        return [(depth, (*path, "sum"), money_words("sum", payment.sum))]
    if isinstance(payment, Ceiling):
        return [(depth, (*path, "up_to"), money_words("up_to", payment.up_to))]
    if isinstance(payment, WithoutFigure):
        said = payment.without_figure
        return [(depth, path, Words(f"{said}（文本未写金额）", f"{said} (the text gives no figure)"))]
    if isinstance(payment, UnsayablePayment):
        reason = payment.cannot_say.say
        return [(depth, path, Words(f"未计算（{reason.zh}）", f"not computed ({reason.en})"))]
    if isinstance(payment, SameAs):
        other = paid_by(payment.same_as, side)
        amount = payment_words(other, side, scope) if other is not None and not isinstance(other, SameAs) else None
        clause = side.clause(payment.same_as)
        name = clause.words if clause is not None else Words(payment.same_as, payment.same_as)
        zh = f"参照条款 {payment.same_as}（{name.zh}）" + (f"：{amount.zh}" if amount else "")
        en = f"as under {payment.same_as} ({name.en})" + (f": {amount.en}" if amount else "")
        return [(depth, path, Words(zh, en))]
    if isinstance(payment, TotalOf):
        rows: list[tuple[int, Path, Words]] = [(depth, path, Words("合计：", "total of:"))]
        for at, each in enumerate(payment.total_of):
            rows += payment_rows(each, (*path, "total_of", at), side, scope, depth + 1)
        return rows
    if isinstance(payment, PaymentByReading):
        rows = [(depth, path, Words(f"依解读 {payment.by_reading}：", f"by reading {payment.by_reading}:"))]
        for option, each in payment.options.items():
            head = option_words(payment.by_reading, option, side)
            inner = payment_words(each, side, scope)
            rows.append((depth + 1, (*path, "options", option), joined([head, inner], "：", ": ")))
        return rows
    return [row for field in type(payment).model_fields for row in _field_rows(payment, field, path, side, depth)]


def _field_rows(payment: Payment, name: str, path: Path, side: Side, depth: int) -> list[tuple[int, Path, Words]]:
    value, model = getattr(payment, name), type(payment)
    at = (*path, alias(model, name))
    head = field_words(model, name)
    if not isinstance(value, BaseModel):
        return [(depth, at, joined([head, value_words(value, description(model, name))], "：", ": "))]
    rows = [(depth, at, Words(f"{head.zh}：", f"{head.en}:"))]
    for field in type(value).model_fields:
        each = getattr(value, field)
        if each is None:
            continue
        if isinstance(each, Condition):
            said = condition_words(each, side, str(getattr(value, "of", "enterprise")))
        else:
            said = setting_words(each, side, description(type(value), field))
        rows.append((depth + 1, (*at, field), joined([field_words(type(value), field), said], "：", ": ")))
    return rows


def payment_brief(payment: Payment, side: Side, scope: str) -> Words:
    """Return a payment as a table says it: the default of a reading only, one phrase for each way of paying."""
    if isinstance(payment, PaymentByReading):
        default = side.default_of(payment.by_reading) or next(iter(payment.options))
        said = payment_brief(payment.options[default], side, scope)
        reading = payment.by_reading
        return Words(f"{said.zh}（依解读 {reading}，默认）", f"{said.en} (by reading {reading}, the default)")
    if isinstance(payment, TotalOf):
        return joined([payment_brief(each, side, scope) for each in payment.total_of], " + ", " + ")
    if isinstance(payment, SameAs):
        other = paid_by(payment.same_as, side)
        if other is None or isinstance(other, SameAs):
            return payment_words(payment, side, scope)
        said = payment_brief(other, side, scope)
        return Words(f"{said.zh}（参照条款 {payment.same_as}）", f"{said.en} (as under {payment.same_as})")
    if isinstance(payment, PerItem):
        each = payment.per_item
        amount = money_words("up_to" if each.sum is None else "sum", each.amount)
        what = condition_words(each.when, side, each.of)
        return Words(f"每{'人' if each.times else '项'}{amount.zh}：{what.zh}", f"{amount.en} for each: {what.en}")
    if isinstance(payment, Share):
        part = payment.share
        cap = "每份合同每年" if side.by_default(part.cap) == "contract" else "每年"
        unit = "contract and year" if cap != "每年" else "year"
        return Words(
            f"实际付款的{part.rate}，{cap}最高{part.at_most}",
            f"{part.rate} of what was paid, up to {part.at_most.english()} a {unit}",
        )
    if isinstance(payment, Yearly):
        terms = payment.yearly
        return Words(f"连续{terms.years}年每年{terms.sum}", f"{terms.sum.english()} a year for {terms.years} years")
    return payment_words(payment, side, scope)
