"""Lowers the tree of a formula to the core, with its units checked; what is wrong is raised with its place in the formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NoReturn

from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.quantities.formula import (
    MONEY_UNITS,
    SHARE_UNITS,
    Call,
    Formula,
    FormulaError,
    Name,
    Negative,
    Number,
    Operation,
    printed,
)
from zjtx_rules.words import Words

Unit = Literal["money", "share", "number", "date"]
KINDS: dict[Unit, t.Kind] = {
    "money": t.Kind.MONEY,
    "share": t.Kind.SHARE,
    "number": t.Kind.NUMBER,
    "date": t.Kind.DAY,
}
YEAR_FUNCTIONS = {"满年数": 0, "上年末满年数": 0, "跨年数": -1}
"""The functions that count years since a day, with the least that each comes to."""
UNIT_WORDS: dict[Unit, Words] = {
    "money": Words("金额", "money"),
    "share": Words("百分比", "a percentage"),
    "number": Words("数", "a number"),
    "date": Words("日期", "a date"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A quantity of the core (money in 分) and what it measures."""

    term: t.Quantity
    unit: Unit
    exists: t.Test | None = None
    """Of what a record may not have: whether it does (评估价，如有)."""


Resolve = Callable[[Name], Sequence[Typed]]
"""Returns what a name means: one quantity, or one for each year (@近三年)."""


def lower(formula: Formula, resolve: Resolve) -> Typed:
    """Return a formula as a quantity.

    Raises:
        FormulaError: Where units do not fit, or a name has no meaning.
    """
    match formula:
        case Number():
            return _number(formula)
        case Name():
            found = resolve(formula)
            if len(found) != 1:
                raise FormulaError(
                    Words(
                        f"“{printed(formula)}”是几个年度的数",
                        f"'{printed(formula)}' is a figure for each of several years",
                    ),
                    formula.at,
                    formula.length,
                    Words(
                        f"写作“合计({printed(formula)})”或“平均({printed(formula)})”",
                        f"write '合计({printed(formula)})'",
                    ),
                )
            return found[0]
        case Negative(inner=inner):
            operand = _there(lower(inner, resolve), formula)
            return Typed(t.total((Fraction(-1), operand.term)), operand.unit)
        case Operation(sign=sign, one=one, other=other):
            return _operation(
                formula, sign, _there(lower(one, resolve), formula), _there(lower(other, resolve), formula)
            )
        case Call():
            return _call(formula, resolve)


def _there(typed: Typed, formula: Negative | Operation | Call) -> Typed:
    """Refuse to reckon with what may not be there."""
    if typed.exists is not None:
        _refuse(
            formula,
            "可以没有的一项不能直接计算",
            "what a record may not have cannot be reckoned with",
            Words(
                "先用“较低”“较高”或“合计”：没有的不计", "use 较低, 较高 or 合计 first: what is not there does not count"
            ),
        )
    return typed


def _number(number: Number) -> Typed:
    if number.unit in MONEY_UNITS:
        return Typed(t.literal(number.value * 100, t.Kind.MONEY), "money")
    unit: Unit = "share" if number.unit in SHARE_UNITS else "number"
    return Typed(t.literal(number.value, KINDS[unit]), unit)


def _operation(formula: Operation, sign: str, one: Typed, other: Typed) -> Typed:
    if "date" in (one.unit, other.unit):
        _refuse(formula, "日期不能加减乘除，用“满年数(日期)”", "dates are not reckoned with: use '满年数(date)'")
    if sign in "+−":
        if one.unit != other.unit:
            _unlike(formula, one, other)
        return Typed(t.total(one.term, (Fraction(1 if sign == "+" else -1), other.term)), one.unit)
    return _product(formula, one, other) if sign == "×" else _ratio(formula, one, other)


def _unlike(formula: Operation, one: Typed, other: Typed) -> NoReturn:
    a, b = UNIT_WORDS[one.unit], UNIT_WORDS[other.unit]
    verb = ("相加", "added to") if formula.sign == "+" else ("相减", "subtracted from")
    hint = None
    for part, unit in ((formula.one, other.unit), (formula.other, one.unit)):
        if isinstance(part, Number) and not part.unit:
            example = {"money": "万元", "share": "%"}.get(unit, "")
            hint = Words(
                f"给“{part.text}”写上单位，例如“{part.text}{example}”",
                f"give '{part.text}' its unit: '{part.text}{example}'",
            )
        elif isinstance(part, Number) and part.unit in SHARE_UNITS and unit == "money":
            rest = formula.other if part is formula.one else formula.one
            said = printed(rest) if not isinstance(rest, Operation) else f"({printed(rest)})"
            hint = Words(
                f"百分比先乘以金额，例如“{said} × {part.text}”",
                f"multiply the percentage with money: '{said} × {part.text}'",
            )
    if hint is None:
        hint = Words("核对两边的单位，只有同一种量才能加减", "check the units: only like is added to like")
    raise FormulaError(
        Words(f"{a.zh}与{b.zh}不能{verb[0]}", f"{a.en} and {b.en} cannot be {verb[1]} one another"), formula.at, 1, hint
    )


def _product(formula: Operation, one: Typed, other: Typed) -> Typed:
    units = {one.unit, other.unit}
    if units == {"money"}:
        _refuse(
            formula,
            "金额不能与金额相乘",
            "money is not multiplied with money",
            Words("其中一项应是比例或数量，例如 6%、12人", "one of them should be a percentage or a number: 6%, 12人"),
        )
    unit: Unit = "money" if "money" in units else "share" if units == {"share"} else "number"
    plain = [part for part, typed in ((formula.one, one), (formula.other, other)) if typed.unit == "number"]
    if units == {"share", "number"} and isinstance(plain[0], Number) and plain[0].unit in {"", "倍"}:
        unit = "share"
    return Typed(t.in_kind(t.times(one.term, other.term), KINDS[unit]), unit)


def _ratio(formula: Operation, one: Typed, other: Typed) -> Typed:
    if other.unit == "money" and one.unit != "money":
        _refuse(
            formula,
            f"{UNIT_WORDS[one.unit].zh}不能除以金额",
            f"{UNIT_WORDS[one.unit].en} is not divided by money",
            Words("是否写反了？", "is it the other way round?"),
        )
    unit: Unit = "share" if one.unit == other.unit else one.unit
    if one.unit == other.unit == "number" and isinstance(formula.other, Number):
        unit = "number"
    try:
        return Typed(t.in_kind(t.ratio(one.term, other.term), KINDS[unit]), unit)
    except t.KindError:
        _refuse(formula, "不能除以零", "nothing is divided by zero", Words("核对除数", "check the divisor"))


def _refuse(formula: Negative | Operation | Call, zh: str, en: str, hint: Words | None = None) -> NoReturn:
    raise FormulaError(Words(zh, en), formula.at, formula.length, hint)


def _call(call: Call, resolve: Resolve) -> Typed:
    operands = _operands(call, resolve)
    terms = [each.term for each in operands]
    first = operands[0]
    if call.function in YEAR_FUNCTIONS:
        day = terms[0]
        if first.unit != "date" or not isinstance(day, t.Fact):
            _refuse(call, f"“{call.function}”要一个日期", f"'{call.function}' takes a date")
        return Typed(replace(day, key=f"{call.function}({day.key})", least=YEAR_FUNCTIONS[call.function]), "number")
    if any(each.unit == "date" for each in operands):
        _refuse(call, "日期不能这样算，用“满年数(日期)”", "dates are not reckoned with: use '满年数(date)'")
    unlike = next((each for each in operands if each.unit != first.unit), None)
    if unlike is not None:
        a, b = UNIT_WORDS[first.unit], UNIT_WORDS[unlike.unit]
        _refuse(
            call,
            f"“{call.function}”各项须是同一种量，这里有{a.zh}也有{b.zh}",
            f"'{call.function}' takes quantities of one kind, here are {a.en} and {b.en}",
            Words("核对各项的单位", "check the units"),
        )
    if any(each.exists is not None for each in operands):
        return _of_those_there(call, operands)
    return _reckoned(call, first.unit, terms)


def _of_those_there(call: Call, operands: list[Typed]) -> Typed:
    """Return the least, the greatest or the sum of operands some of which may not be there."""
    if call.function not in {"较低", "较高", "合计"}:
        for each in operands:
            _there(each, call)
    unit = operands[0].unit
    if call.function == "合计":
        nothing = t.literal(0, KINDS[unit])
        return Typed(t.total(*(_if(each.exists, each.term, nothing) for each in operands)), unit)
    nearer = t.least if call.function == "较低" else t.most
    result = operands[0]
    for each in operands[1:]:
        both = _if(each.exists, nearer(result.term, each.term), result.term)
        term = _if(result.exists, both, each.term)
        exists = None
        if result.exists is not None and each.exists is not None:
            exists = t.any_of(result.exists, each.exists)
        result = Typed(term, unit, exists)
    return result


def _if(test: t.Test | None, one: t.Quantity, other: t.Quantity) -> t.Quantity:
    return one if test is None else t.choice([(test, one)], other)


def _reckoned(call: Call, unit: Unit, terms: list[t.Quantity]) -> Typed:
    match call.function:
        case "超出":
            return Typed(sentences.excess(*terms), unit)
        case "取整":
            if unit == "money":
                _refuse(
                    call,
                    "“取整”要一个数，不是金额",
                    "'取整' takes a number",
                    Words("用“每满(金额, 一档)”", "use '每满'"),
                )
            return Typed(t.whole(terms[0]), "number")
        case "每满":
            try:
                return Typed(sentences.full_steps(*terms), "number")
            except t.KindError:
                _refuse(call, "“每满”的一档须大于零", "a step is more than nothing")
        case "较高" | "较低":
            nearer = t.most if call.function == "较高" else t.least
            result = terms[0]
            for each in terms[1:]:
                result = nearer(result, each)
            return Typed(result, unit)
        case "合计":
            return Typed(t.total(*terms), unit)
        case "平均":
            return Typed(sentences.mean(*terms), unit)
        case "增长率":
            return Typed(sentences.growth(*terms), "share")
        case _:
            rates = [sentences.growth(now, before) for before, now in pairwise(terms)]
            if not rates:
                _refuse(call, "“平均增长率”要几个年度，如 @近三年", "'平均增长率' takes several years, such as @近三年")
            return Typed(sentences.mean(*rates), "share")


def _operands(call: Call, resolve: Resolve) -> list[Typed]:
    """Return the operands; a single one of several years is one for each year."""
    if len(call.operands) == 1 and isinstance(call.operands[0], Name) and call.function not in YEAR_FUNCTIONS:
        return list(resolve(call.operands[0]))
    return [lower(each, resolve) for each in call.operands]
