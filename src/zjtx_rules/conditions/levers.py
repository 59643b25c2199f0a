"""Which fields of a profile a fact rests on, and the value each would need for the fact to be as a condition asks.

Thresholds are solved, not searched: the figure that suffices is computed exactly and rounded to the smallest unit of its
kind (one 分, one person, one day) on the side that suffices. A fact that rests on several fields (a share, growth, the size
class) is moved by one of them, the others as they are.

A figure of a year that has not begun when the question is asked is not known then; it is taken to stay as it was last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from zjtx_rules.conditions.distance import Step, Way, field_words, impossible
from zjtx_rules.profile.facts import Fact, FactType
from zjtx_rules.profile.records import Account
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, Percentage, SizeClass, industry_row
from zjtx_rules.terms.exact import EXACT
from zjtx_rules.words import Words

RATIOS = {
    "rd_share_last_year": ("rd_expense", "revenue"),
    "main_business_share_last_year": ("main_business_revenue", "revenue"),
}
GROWTHS = {"main_business_growth": "main_business_revenue", "revenue_growth": "revenue"}
CREDITS = {
    "bank_credit_good": "bank",
    "tax_credit_good": "tax",
    "social_credit_good": "social",
    "low_credit_risk": "low_risk",
}
SECTIONS = {"in_manufacturing": ("C", "65")}
"""For a fact on the section of the industry: a code inside it, and one outside."""

# What has happened stays: false information once provided cannot be undone, and to provide it is nothing to aim for.
_PAST = {"provided_false_information"}

_GRID: dict[str, Fraction] = {
    "money": Fraction(1, 100),
    "percentage": Fraction(1, 10000),
    "number": Fraction(1, 100),
    "count": Fraction(1),
    "year": Fraction(1),
    "date": Fraction(1),
}
"""The smallest step of each kind of quantity: one 分, 0.01 of a percentage point, one thing, one day."""

_SOME_MONEY = Fraction(10000)
"""Any sum does for a whole that is unknown and of which nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity between two bounds, each with whether it is included; None is no bound."""

    low: Any = None
    low_in: bool = True
    high: Any = None
    high_in: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a profile."""

    path: str
    label: Words
    type: FactType
    value: Any
    known: bool
    """Whether the profile says so; else it is the figure of an earlier year, taken to stay, or unknown."""
    closed: bool = False
    """Whether it is a figure of a year that has ended."""

    def step(self, to: Any, needs: Words | None) -> Step:
        """Return the step to a value."""
        if self.value is None or (not self.known and self.value == to):
            return Step("provide", self.path, self.label, self.value, to, needs)
        note = None
        if self.closed:
            note = Words(
                "该年度已结束，须由以后年度的数据达到", "that year has ended: a later year's figure must reach it"
            )
        return Step("change", self.path, self.label, self.value, to, needs, note)


def reach_span(fact: Fact, situation: Situation, spans: Sequence[Span], needs: Words, today: date) -> tuple[Way, ...]:
    """Return the ways to bring a quantity into one of the spans."""
    fixed = _of_all(fact, situation, today)
    if fixed:
        return fixed
    ways: list[Way] = []
    for span in spans:
        bounds = _Bounds(_number(span.low), span.low_in, _number(span.high), span.high_in)
        if fact.name in RATIOS:
            way = _ratio(fact, situation, bounds, needs, today)
        elif fact.name in GROWTHS:
            way = _growth(fact, situation, bounds, needs, today)
        else:
            way = _single(fact, situation, bounds, needs, today)
        if way:
            ways.append(way)
    return tuple(ways) or impossible(fact.label, Words("没有可行的数值", "no value would do"))


def reach_value(
    fact: Fact, situation: Situation, wanted: Iterable[Any], needs: Words | None, today: date
) -> tuple[Way, ...]:
    """Return the ways to give a fact one of some values."""
    values = list(wanted)
    if fact.name == "sme_size":
        return _size(fact, situation, frozenset(values), needs or fact.label, today)
    cell = cell_of(fact, situation, today)
    if fact.name in SECTIONS:
        values = [SECTIONS[fact.name][0 if each else 1] for each in values]
    if fact.name == "application":
        why = Words("由所问的申请决定，不是可以改善的条件", "the question says it; it is nothing to improve")
        return impossible(fact.label, why, cell.path)
    fixed = _of_all(fact, situation, today)
    if fixed:
        return fixed
    if fact.name in _PAST and cell.known:
        return impossible(fact.label, Words("已经发生，不能改变", "it has happened and cannot be changed"), cell.path)
    return tuple((cell.step(each, needs),) for each in values) or impossible(
        fact.label, Words("没有可行的值", "no value would do"), cell.path
    )


def _of_all(fact: Fact, situation: Situation, today: date) -> tuple[Way, ...]:
    """Return that a figure over all applicants, once it is known, is changed by none of them."""
    cell = cell_of(fact, situation, today) if fact.of_all else None
    if cell is None or not cell.known:
        return ()
    why = Words("由全部申报主体算出，一家自己改变不了", "it comes from all applicants; none changes it by itself")
    return impossible(fact.label, why, cell.path)


def cell_of(fact: Fact, situation: Situation, today: date) -> Cell:
    """Return the one field that a fact rests on."""
    subject, name = situation.subject, fact.name
    if name.endswith("_last_year") and name.removesuffix("_last_year") in Account.model_fields:
        return account_cell(situation, name.removesuffix("_last_year"), situation.as_of.year - 1, today)
    if name in CREDITS:
        credit = subject.credit
        value = getattr(credit, CREDITS[name]) if credit is not None else None
        return Cell(f"credit.{CREDITS[name]}", fact.label, fact.type, value, value is not None)
    if name in SECTIONS:
        label = Words("行业代码", "industry (GB/T 4754-2017)")
        return Cell("industry", label, "text", subject.industry, subject.industry is not None)
    if name in type(subject).model_fields:
        value = getattr(subject, name)
        return Cell(name, fact.label, fact.type, value, value is not None)
    value, _ = fact.read(situation)
    return Cell(f"facts.{name}", fact.label, fact.type, value, value is not None)


def account_cell(situation: Situation, name: str, year: int, today: date) -> Cell:
    """Return a figure of the accounts of a year."""
    words = field_words(Account, name)
    label = Words(f"{year}年度{words.zh}", f"{words.en} of {year}")
    kind: FactType = "count" if name == "employees" else "money"
    accounts: tuple[Account, ...] = situation.subject.accounts or ()
    value = next((getattr(each, name) for each in accounts if each.year == year), None)
    known = value is not None
    if not known and year >= today.year:
        earlier = [each for each in accounts if each.year < year and getattr(each, name) is not None]
        value = getattr(max(earlier, key=lambda each: each.year), name) if earlier else None
    return Cell(f"accounts.{year}.{name}", label, kind, value, known, closed=year < today.year)


# --------------------------------------------------------------------------------------------------------- quantities


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A span in plain numbers."""

    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool

    def times(self, factor: Fraction, plus: int = 0) -> _Bounds:
        """Return the span of `factor` times (`plus` and the quantity); the factor is positive."""
        low = None if self.low is None else (self.low + plus) * factor
        high = None if self.high is None else (self.high + plus) * factor
        return _Bounds(low, self.low_in, high, self.high_in)

    def contains(self, value: Fraction) -> bool:
        """Return whether a value lies inside."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below

    def nearest(self, value: Fraction | None, kind: FactType) -> Fraction | None:
        """Return the value inside that is nearest to `value`, in whole units of its kind; None if there is none."""
        if value is not None and self.contains(value):
            return value
        grid = _GRID[kind]
        exact = kind in ("percentage", "number")
        low = high = None
        if self.low is not None:
            low = self.low if exact and self.low_in else ceil(self.low / grid) * grid
            if low == self.low and not self.low_in:
                low += grid
        if self.high is not None:
            high = self.high if exact and self.high_in else floor(self.high / grid) * grid
            if high == self.high and not self.high_in:
                high -= grid
        below = value is None or self.low is None or value <= self.low
        target = low if low is not None and below else high if high is not None else low
        if target is None or not self.contains(target) or (target < 0 and kind != "number"):
            return None
        return target


def _number(value: Any) -> Fraction | None:
    if value is None:
        return None
    if isinstance(value, Money):
        return Fraction(value.yuan)
    if isinstance(value, Percentage):
        return Fraction(value.ratio)
    return Fraction(value.toordinal()) if isinstance(value, date) else Fraction(value)


def as_quantity(number: Fraction, kind: FactType) -> Any:
    """Return a number as the kind of quantity that it is."""
    if kind == "date":
        return date.fromordinal(int(number))
    if kind in ("count", "year") or (kind == "number" and number.denominator == 1):
        return int(number)
    plain = EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Money(plain) if kind == "money" else Percentage(plain) if kind == "percentage" else plain


def _said(fact: Fact, needs: Words) -> Words:
    return Words(f"使{fact.label.zh}{needs.zh}", f"so that {fact.label.en} is {needs.en}")


def _single(fact: Fact, situation: Situation, span: _Bounds, needs: Words, today: date) -> Way | None:
    cell = cell_of(fact, situation, today)
    target = span.nearest(_number(cell.value), cell.type)
    if target is None:
        return None
    to = as_quantity(target, cell.type)
    # A day that has passed cannot be moved, and nothing can be moved to such a day.
    if cell.type == "date" and cell.known and min(cell.value, to) < today:
        return None
    return (cell.step(to, needs),)


def _ratio(fact: Fact, situation: Situation, span: _Bounds, needs: Words, today: date) -> Way | None:
    names, year, said = RATIOS[fact.name], situation.as_of.year - 1, _said(fact, needs)
    part, whole = (account_cell(situation, name, year, today) for name in names)
    steps: list[Step] = []
    below, above = _number(whole.value), _number(part.value)
    if not below:
        below = _whole(span, above)
        if below is None:
            return None
        steps.append(whole.step(as_quantity(below, "money"), said))
    elif not whole.known:
        steps.append(whole.step(whole.value, said))
    return _moved(part, span.times(below), steps, said)


def _whole(span: _Bounds, part: Fraction | None) -> Fraction | None:
    """Return a whole of which the part, if it is known, is the share asked for."""
    if not part:
        return _SOME_MONEY
    most = part / span.low if span.low else None
    least = part / span.high if span.high else None
    if most is None and least is None:
        return _SOME_MONEY
    return _Bounds(least, span.high_in, most, span.low_in).nearest(None, "money")


def _growth(fact: Fact, situation: Situation, span: _Bounds, needs: Words, today: date) -> Way | None:
    name, year, said = GROWTHS[fact.name], situation.as_of.year - 1, _said(fact, needs)
    now, before = account_cell(situation, name, year, today), account_cell(situation, name, year - 1, today)
    steps: list[Step] = []
    base = _number(before.value)
    if not base:
        if before.known and before.closed:
            return None
        known = _number(now.value)
        grown = _Bounds(*_shifted(span))
        base = _whole(grown, known)
        if base is None:
            return None
        steps.append(before.step(as_quantity(base, "money"), said))
    elif not before.known:
        steps.append(before.step(before.value, said))
    return _moved(now, span.times(base, plus=1), steps, said)


def _shifted(span: _Bounds) -> tuple[Fraction | None, bool, Fraction | None, bool]:
    return (
        None if span.low is None else span.low + 1,
        span.low_in,
        None if span.high is None else span.high + 1,
        span.high_in,
    )


def _moved(cell: Cell, span: _Bounds, steps: list[Step], said: Words) -> Way | None:
    """Add the step that brings a sum into a span, unless it is there."""
    value = _number(cell.value)
    target = span.nearest(value, "money")
    if target is None:
        return None
    if not cell.known or target != value:
        steps.append(cell.step(as_quantity(target, "money"), said))
    return tuple(steps)


# --------------------------------------------------------------------------------------------------------- size class


def _size(fact: Fact, situation: Situation, wanted: frozenset[str], needs: Words, today: date) -> tuple[Way, ...]:
    """Return the ways to be of one of some size classes: as established, or by one indicator of the standard."""
    subject = situation.subject
    classes = sorted(SizeClass[each.upper()] for each in wanted)
    if not classes:
        return impossible(fact.label, Words("没有可行的值", "no value would do"))
    label = Words("企业规模", "size class")
    if subject.size_class is not None:
        nearest = min(classes, key=lambda each: abs(each - subject.size_class))
        return ((Step("change", "size_class", label, subject.size_class, nearest, needs),),)
    row = industry_row(subject.industry) if subject.industry is not None else None
    established = (Step("provide", "size_class", label, None, classes[-1], needs),)
    if row is None:
        return (established,)
    said, ways = _said(fact, needs), list[Way]()
    cells = [
        (account_cell(situation, name, situation.as_of.year - 1, today), bounds) for name, bounds in row.bounds.items()
    ]
    open_ = any(not cell.known for cell, _ in cells)
    for target in reversed(classes):
        ways += _indicators(cells, target, said)
    return tuple(ways) + ((established,) if open_ else ())


def _indicators(cells: list[tuple[Cell, Any]], target: SizeClass, said: Words) -> list[Way]:
    """Return the ways in which the lowest class that an indicator reaches becomes the target."""
    base: list[Step] = []
    reached: list[int] = []
    for cell, bounds in cells:
        now = None if cell.value is None else bisect_right(bounds, cell.value) + 1
        if now is None or now < target:
            base.append(cell.step(_least(bounds, target), said))
            reached.append(target)
        else:
            if not cell.known:
                base.append(cell.step(cell.value, said))
            reached.append(now)
    if min(reached) == target:
        return [tuple(base)] if base else []
    ways = []
    for cell, bounds in cells:
        lower = cell.step(_most(bounds, target), said)
        ways.append((*(each for each in base if each.path != cell.path), lower))
    return ways


def _least(bounds: Any, target: SizeClass) -> Any:
    return bounds[target - 2] if target > SizeClass.MICRO else _most(bounds, target)


def _most(bounds: Any, target: SizeClass) -> Any:
    """Return the greatest value of a class: the smallest unit below the next one."""
    above = bounds[target - 1]
    return above - Money(Decimal("0.01")) if isinstance(above, Money) else above - 1
