"""Reckons quantities for one applicant: exact, or between two ends where facts are missing; and says how, value by value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from zjtx_rules.core.decide import decide, value
from zjtx_rules.core.terms import ALWAYS
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.formula import (
    Call,
    Formula,
    Name,
    Negative,
    Number,
    Operation,
    parse,
)
from zjtx_rules.quantities.known import Known, Range, keys_in
from zjtx_rules.quantities.lowering import YEAR_FUNCTIONS, Typed, Unit, lower
from zjtx_rules.quantities.models import Choose, NamedValue, Table
from zjtx_rules.quantities.record_lists import where_words
from zjtx_rules.quantities.record_models import Counted, Summed
from zjtx_rules.terms import Money
from zjtx_rules.terms.exact import plain
from zjtx_rules.terms.truth import MET, NOT_MET
from zjtx_rules.words import Words

SHOWN_BUDGET = 100
"""Boxes that the search for one end looks at, for a value that is only shown beside the amount."""

MOST_SHOWN = 6
"""Figures of single records that an explanation lists."""
FARTHEST = 10**30
"""Yuan beyond which no sum of a policy lies; what comes to more is a slip in a figure."""


def money_of(fen: Fraction) -> tuple[Money, bool]:
    """Return a sum, and whether it is exact; what no decimal number of thirty places holds (a third) is rounded to the 分.

    Raises:
        InputError: If the sum is larger than any that a policy could mean.
    """
    yuan = fen / 100
    if abs(yuan) > FARTHEST:
        words = Words("算出的金额大得不可能", "the sum that is reckoned is too large to be one")
        hint = Words("核对申报资料和公式里的数", "check the figures of the profile and of the formula")
        raise InputError([Problem("amount-too-large", words, Place("amount"), suggestion=hint)])
    scaled = yuan * 10**30
    exact = scaled.denominator == 1
    return Money(decimal_near(yuan, 30 if exact else 2)), exact


def decimal_near(number: Fraction, places: int) -> Decimal:
    """Return a number with so many places, half up, without trailing zeros and whatever the context of decimals."""
    scaled = number * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    while places and whole % 10 == 0:
        whole, places = whole // 10, places - 1
    return Decimal(f"{whole}E-{places}") if places else Decimal(whole)


def figure(number: Fraction, unit: Unit) -> str:
    """Return a figure as it is written, short where no decimal number holds it."""
    if unit == "money":
        sign = "−" if number < 0 else ""
        sum_, exact = money_of(abs(number))
        return f"{'' if exact else '约'}{sign}{sum_}"
    shown = number * 100 if unit == "share" else number
    near = decimal_near(shown, 4)
    return f"{'' if Fraction(near) == shown else '约'}{plain(near)}{'%' if unit == 'share' else ''}"


def english_figure(number: Fraction, unit: Unit) -> str:
    """Return a figure as English readers know it."""
    if unit == "money" and number >= 0:
        sum_, exact = money_of(number)
        return f"{'' if exact else 'about '}{sum_.english()}"
    return figure(number, unit).replace("约", "about ")


def said(found: Range, unit: Unit) -> Words:
    """Return a figure, or the range in which it lies, in words."""
    exact = found.exact
    if exact is not None:
        return Words(figure(exact, unit), english_figure(exact, unit))
    if found.low is None and found.high is None:
        return Words("待定", "open")
    if found.high is None:
        low = found.low or Fraction(0)
        return (
            Words(f"{figure(low, unit)}以上", f"{english_figure(low, unit)} or more") if low else Words("待定", "open")
        )
    low = found.low or Fraction(0)
    return Words(
        f"{figure(low, unit)}至{figure(found.high, unit)}",
        f"{english_figure(low, unit)} to {english_figure(found.high, unit)}",
    )


class Explanation:
    """Says how an amount comes about: its values line by line, then the amount itself."""

    def __init__(self, definitions: Definitions, known: Known) -> None:
        """Keep what is known."""
        self.definitions, self.known = definitions, known

    def lines(self, text: str, limits: dict[str, str | None], amount: Typed) -> list[Words]:
        """Return a line for each value that the amount rests on, and one for the amount."""
        formulas = [text, *(each for each in limits.values() if each)]
        used = {each.id: each for formula in formulas for each in self.definitions.used(formula)}
        lines = [self._line(each) for each in used.values() if text not in (each.id, each.label)]
        total = self.known.range(amount.term)
        plain_sum = self.definitions.formula(text)
        before, result = self.known.range(plain_sum.term), said(total, amount.unit)
        alone = self.definitions.value_named(text)
        reckoned = self._line(alone) if alone is not None else self.formula(parse(text))
        own = said(before, plain_sum.unit)
        zh, en = reckoned.zh, reckoned.en
        if alone is None and not isinstance(parse(text), Number) and not reckoned.zh.endswith(own.zh):
            zh, en = f"{zh} = {own.zh}", f"{en} = {own.en}"
        words = {"at_least": ("最低", "at least"), "at_most": ("最高", "at most")}
        for key, limit in limits.items():
            if limit and (total != before or before.exact is None):
                formula = self.formula(parse(limit))
                zh, en = f"{zh}，{words[key][0]}{formula.zh}", f"{en}, {words[key][1]} {formula.en}"
        if total != before:
            zh, en = f"{zh}，得{result.zh}", f"{en}: {result.en}"
        return [*lines, Words(zh, en)]

    def _line(self, value_: NamedValue) -> Words:
        typed = self.definitions.value(value_)
        found = said(self.known.range(typed.term, SHOWN_BUDGET), typed.unit)
        why = self.why(value_)
        label = Words(value_.label, value_.english or value_.label)
        return Words(
            f"{label.zh}{found.zh}（{why.zh}）" if why.zh else f"{label.zh}{found.zh}",
            f"{label.en} {found.en} ({why.en})" if why.en else f"{label.en} {found.en}",
        )

    def why(self, value_: NamedValue) -> Words:
        """Return how a value comes about, in words."""
        if value_.is_ is not None:
            return self.formula(parse(value_.is_))
        if value_.table is not None:
            return self._band(value_.table)
        if value_.brackets is not None:
            by = self.formula(parse(value_.brackets.by))
            return Words(f"{by.zh}，分段累进", f"{by.en}, by brackets")
        if value_.choose is not None:
            return self._cases(value_.choose)
        if value_.cannot_say is not None:
            return value_.cannot_say.say
        if value_.over is not None:
            return self._records(value_.over)
        if value_.received is not None:
            named = value_.received
            year = named.arrived_in
            zh = f"依{'、'.join(named.under)}已领" + (f"，{year}到账" if year else "")
            return Words(zh, f"received under {', '.join(named.under)}" + (f", arrived in {year}" if year else ""))
        assert value_.decided is not None  # noqa: S101 - one of the forms
        ends = f"{value_.decided.from_}—{value_.decided.to}"
        return Words(f"{ends}之间由人确定", f"decided by a person between {ends}")

    def _band(self, table: Table) -> Words:
        by = self.definitions.formula(table.by)
        words = self.formula(parse(table.by))
        world = self.known.world(by.term)
        if self.known.exact(by.term) is None:
            return Words(f"{words.zh}，档次待定", f"{words.en}, band open")
        reached = [band for band in table.bands if decide(self.definitions.reached(by, band, table), world) == MET]
        if not reached:
            return Words(f"{words.zh}，未达第一档", f"{words.en}, below the first band")
        at = table.bands.index(reached[-1])
        return Words(
            f"{words.zh}，第{_ORDINALS[at] if at < len(_ORDINALS) else at + 1}档", f"{words.en}, band {at + 1}"
        )

    def _records(self, over: Counted) -> Words:
        """Say how many records of the list count, and with which figures."""
        definitions, known = self.definitions, self.known
        listed = definitions.lists[over.of]
        records, whole = known.listed(listed.collection)
        where = where_words(over.where, listed)
        zh, en = listed.label
        if where.zh:
            zh, en = f"{zh}，{where.zh}", f"{en}, {where.en}"
        if records is None:
            return Words(f"{zh}，清单未知", f"{en}, list not known")
        zh, en = f"{zh}：共{len(records)}条", f"{en}: {len(records)} in all"
        if not whole:
            zh, en = f"{zh}（可能不全）", f"{en} (there may be more)"
        test = definitions.of_each(over)
        world = known.world(test)
        truths = [decide(test, world, record) for record in records]
        met = [record for record, truth in zip(records, truths, strict=True) if truth == MET]
        if test != ALWAYS:
            zh, en = f"{zh}，计入{len(met)}条", f"{en}, of which {len(met)} count"
            unsure = sum(truth not in (MET, NOT_MET) for truth in truths)
            if unsure:
                zh, en = f"{zh}，待定{unsure}条", f"{en}, {unsure} open"
        if isinstance(over, Summed) and met:
            what = definitions.of_record(over.is_, listed)
            found = [value(what.term, world, record) for record in met[:MOST_SHOWN]]
            figures = [said(Range(each.low, each.high), what.unit) for each in found]
            more = ("等", " …") if len(met) > MOST_SHOWN else ("", "")
            zh = f"{zh}（{'、'.join(each.zh for each in figures)}{more[0]}）"
            en = f"{en} ({', '.join(each.en for each in figures)}{more[1]})"
        return Words(zh, en)

    def _cases(self, choose: Choose) -> Words:
        holding: list[Words] = []
        for case in choose.cases:
            test = self.definitions.test(case.when)
            if decide(test, self.known.world(test)) == MET:
                holding.append(self._condition(case.when, case.is_))
                if choose.first:
                    break
        if not holding:
            return Words("", "")
        return Words("；".join(each.zh for each in holding), "; ".join(each.en for each in holding))

    def _condition(self, condition: Any, text: str) -> Words:
        ready = self.definitions.ready
        say = ready(condition).say if ready is not None else Words("", "")
        figures = self.formula(parse(text))
        return Words(f"{say.zh}：{figures.zh}", f"{say.en}: {figures.en}")

    def formula(self, formula: Formula) -> Words:
        """Return a formula with its figures beside the names."""
        match formula:
            case Number(text=text):
                return Words(text, text)
            case Name():
                return self._name(formula)
            case Negative(inner=inner):
                words = self._inside(inner, 3)
                return Words(f"−{words.zh}", f"−{words.en}")
            case Call(function=function, operands=(Name(),)) if function in YEAR_FUNCTIONS:
                return self._years(function, lower(formula, self.definitions.resolve))
            case Call(function=function, operands=operands):
                parts = [self.formula(each) for each in operands]
                return Words(
                    f"{function}（{'，'.join(each.zh for each in parts)}）",
                    f"{function}({', '.join(each.en for each in parts)})",
                )
            case Operation(sign=sign, one=one, other=other):
                binds = 1 if sign in "+−" else 2
                a, b = self._inside(one, binds), self._inside(other, binds + 1)
                return Words(f"{a.zh} {sign} {b.zh}", f"{a.en} {sign} {b.en}")

    def _years(self, function: str, years: Typed) -> Words:
        """Return years since a day, with the day by its name."""
        label = self.definitions.leaves[next(iter(keys_in(years.term)))].label
        figure_ = said(self.known.range(years.term, SHOWN_BUDGET), years.unit)
        return Words(f"{label.zh}{function}{figure_.zh}", f"{function}({label.en}) {figure_.en}")

    def _inside(self, formula: Formula, binds: int) -> Words:
        words = self.formula(formula)
        own = 4 if not isinstance(formula, Operation) else 1 if formula.sign in "+−" else 2
        return Words(f"（{words.zh}）", f"({words.en})") if own < binds else words

    def _name(self, name: Name) -> Words:
        definitions = self.definitions
        named = definitions.value_named(name.name)
        typed = definitions.resolve(name)
        figures = [said(self.known.range(each.term, SHOWN_BUDGET), each.unit) for each in typed]
        keys = [key for each in typed for key in sorted(keys_in(each.term))]
        if named is not None:
            label = Words(named.label, named.english or named.label)
        elif len(typed) == 1 and keys:
            label = definitions.leaves[keys[0]].label
        else:
            label = Words(name.name, name.name)
        return Words(
            label.zh + "、".join(each.zh for each in figures), f"{label.en} " + ", ".join(each.en for each in figures)
        )


_ORDINALS = "一二三四五六七八九十"
