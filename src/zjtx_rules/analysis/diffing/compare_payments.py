"""Compares two payments: by how much an amount went up or down, a ceiling that became a fixed sum, and the reverse."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.compare_leaf import compare_regions
from zjtx_rules.analysis.diffing.conditions import compare_conditions
from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.effects import LESS, MORE, NEUTRAL, Effect
from zjtx_rules.analysis.diffing.fields import about, compare_fields, difference
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.payment_text import money_words, payment_words, worth
from zjtx_rules.analysis.diffing.values import compare_amounts
from zjtx_rules.analysis.diffing.wording import alias, field_words, value_words
from zjtx_rules.conditions.base import Condition
from zjtx_rules.files import Path
from zjtx_rules.payments.amount import Amount
from zjtx_rules.payments.base import Payment
from zjtx_rules.payments.by_reading import PaymentByReading
from zjtx_rules.payments.cannot_say import UnsayablePayment
from zjtx_rules.payments.ceiling import Ceiling
from zjtx_rules.payments.fixed_sum import FixedSum
from zjtx_rules.payments.per_item import Each
from zjtx_rules.payments.total_of import TotalOf
from zjtx_rules.payments.without_figure import WithoutFigure
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

PAYS = Words("给付", "payment")


def compare_payments(pair: Pair, old: Payment, new: Payment, paths: tuple[Path, Path]) -> list[Change]:
    """Return what changed between two payments."""
    old, new = plainly(old), plainly(new)
    if meaning(old) == meaning(new):
        return []
    if isinstance(old, (FixedSum, Ceiling)) and isinstance(new, (FixedSum, Ceiling)):
        names = [("sum" if isinstance(each, FixedSum) else "up_to") for each in (old, new)]
        at = ((*paths[0], names[0]), (*paths[1], names[1]))
        return [
            _amount(pair, (names[0], getattr(old, names[0])), (names[1], getattr(new, names[1])), at, Words("", ""))
        ]
    if isinstance(old, PaymentByReading) and isinstance(new, PaymentByReading) and old.by_reading == new.by_reading:
        return [
            change
            for name, each in old.options.items()
            if name in new.options
            for change in compare_payments(
                pair.below(f"{new.by_reading}={name}"),
                each,
                new.options[name],
                ((*paths[0], "options", name), (*paths[1], "options", name)),
            )
        ]
    if isinstance(old, Amount) and isinstance(new, Amount):
        return compare_amounts(pair, old, new, paths)
    if isinstance(old, TotalOf) and isinstance(new, TotalOf):
        return _totals(pair, old.total_of, new.total_of, paths)
    if type(old) is type(new) and not isinstance(old, PaymentByReading):
        return _fields(pair, old, new, paths)
    sides = (payment_words(old, pair.old, pair.scope), payment_words(new, pair.new, pair.scope))
    if isinstance(old, _NO_FIGURE) != isinstance(new, _NO_FIGURE):
        # Nobody can say whether a figure is more or less than what had none.
        code = "figure-given" if isinstance(old, _NO_FIGURE) else "figure-withdrawn"
        return [pair.change(code, Words("", ""), sides, paths, NEUTRAL)]
    return [pair.change("payment-replaced", Words("", ""), sides, paths, _by_worth(pair, old, new))]


_NO_FIGURE = (WithoutFigure, UnsayablePayment)
"""What has no sum to compare with."""


def plainly(payment: Payment) -> Payment:
    """Return what a payment comes to where every option of its reading says the same."""
    if isinstance(payment, PaymentByReading) and len({meaning(each) for each in payment.options.values()}) == 1:
        return plainly(next(iter(payment.options.values())))
    return payment


def meaning(payment: Payment) -> Key:
    """Return what a payment means; the order of the parts of a total carries none."""
    return key_of(payment)


def _amount(
    pair: Pair, old: tuple[str, Money], new: tuple[str, Money], paths: tuple[Path, Path], label: Words
) -> Change:
    """Compare a stated sum or ceiling with another; a ceiling promises nothing from below."""
    by = difference(old[1], new[1]) if old[1] != new[1] else None
    sides = (money_words(*old), money_words(*new))
    if old[0] == new[0]:
        code, effect = ("amount-raised", MORE) if new[1] > old[1] else ("amount-lowered", LESS)
    elif new[0] == "sum":
        code, effect = "ceiling-became-fixed", MORE if new[1] >= old[1] else MORE.uncertain()
    else:
        code, effect = "fixed-became-ceiling", LESS if new[1] <= old[1] else LESS.uncertain()
    return pair.change(code, label, sides, paths, effect, by=by)


def _by_worth(pair: Pair, old: Payment, new: Payment) -> Effect:
    """Return more or less where what the two pay in all can be compared from below and from above."""
    before, after = worth(old, pair.old), worth(new, pair.new)
    if before is None or after is None:
        return MORE.uncertain()
    if before == after:
        return NEUTRAL
    if after[0] >= before[0] and after[1] >= before[1]:
        return MORE
    return LESS if after[0] <= before[0] and after[1] <= before[1] else MORE.uncertain()


def _totals(pair: Pair, old: Sequence[Payment], new: Sequence[Payment], paths: tuple[Path, Path]) -> list[Change]:
    """Compare totals part by part: the same parts go together, then parts of one kind, in their order."""
    same = {meaning(each) for each in old} & {meaning(each) for each in new}
    before = [(at, each) for at, each in enumerate(old) if meaning(each) not in same]
    after = [(at, each) for at, each in enumerate(new) if meaning(each) not in same]
    changes: list[Change] = []
    for at, one in list(before):
        partner = next(((position, each) for position, each in after if type(each) is type(one)), None)
        if partner is not None:
            inner = ((*paths[0], "total_of", at), (*paths[1], "total_of", partner[0]))
            changes += compare_payments(pair, one, partner[1], inner)
            before.remove((at, one))
            after.remove(partner)
    for at, one in before:
        words = (payment_words(one, pair.old, pair.scope), None)
        where = ((*paths[0], "total_of", at), None)
        changes.append(pair.change("payment-dropped", Words("", ""), words, where, LESS, into=paths[1]))
    for position, other in after:
        new_words = (None, payment_words(other, pair.new, pair.scope))
        new_at = (None, (*paths[1], "total_of", position))
        changes.append(pair.change("payment-added", Words("", ""), new_words, new_at, MORE, into=paths[0]))
    return changes


def _fields(pair: Pair, old: Payment, new: Payment, paths: tuple[Path, Path]) -> list[Change]:
    """Compare two payments of any one kind by their fields, and by the fields of what stands inside them."""
    changes: list[Change] = []
    for name in type(new).model_fields:
        one, other = getattr(old, name), getattr(new, name)
        key = alias(type(new), name)
        at = ((*paths[0], key), (*paths[1], key))
        if isinstance(one, BaseModel) and isinstance(other, BaseModel) and type(one) is type(other):
            changes += _inside(pair, one, other, at, field_words(type(new), name))
        elif key_of(one) != key_of(other):
            label = field_words(type(new), name)
            sides = (value_words(one), value_words(other))
            effect = NEUTRAL if isinstance(new, _NO_FIGURE) else _by_worth(pair, old, new)
            changes.append(pair.change("payment-replaced", label, sides, at, effect))
    return changes


def _inside(pair: Pair, old: BaseModel, new: BaseModel, paths: tuple[Path, Path], subject: Words) -> list[Change]:
    conditions = [
        name
        for name in type(new).model_fields
        if isinstance(getattr(old, name), Condition) or isinstance(getattr(new, name), Condition)
    ]
    skip = {*conditions, "client_in"}
    changes: list[Change] = []
    if "client_in" in type(new).model_fields:
        at = ((*paths[0], "client_in"), (*paths[1], "client_in"))
        regions = (str(getattr(old, "client_in", "")), str(getattr(new, "client_in", "")))
        label = about(subject, field_words(type(new), "client_in"))
        changes += compare_regions(pair.paying(pair.scope), regions, at, label)
    if isinstance(old, Each) and isinstance(new, Each):
        skip |= {"sum", "up_to"}
        names = [("sum" if each.sum is not None else "up_to") for each in (old, new)]
        if (names[0], old.amount) != (names[1], new.amount):
            at = ((*paths[0], names[0]), (*paths[1], names[1]))
            label = about(subject, Words("每项", "for each"))
            changes.append(_amount(pair, (names[0], old.amount), (names[1], new.amount), at, label))
    changes += compare_fields(pair, old, new, paths, subject, skip=skip)
    for name in conditions:
        scope = str(getattr(new, "of", pair.scope))
        at = ((*paths[0], name), (*paths[1], name))
        changes += compare_conditions(pair.paying(scope), getattr(old, name), getattr(new, name), at)
    return changes
