"""The single slips that are made in formulas and in values: a figure one step off, plus for minus, last year for the one before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zjtx_rules.analysis.testing.mutation_operators import Change, renamed
from zjtx_rules.quantities.formula import FormulaError, Number, numbers_in, parse, printed
from zjtx_rules.words import Words

_SWAPPED = (
    ("+", "−"),
    ("−", "+"),
    ("较高", "较低"),
    ("较低", "较高"),
    ("@上年", "@前年"),
    ("@前年", "@上年"),
    ("@当年", "@上年"),
)
_WAYS = ("first", "highest", "sum")


def formulas_changed(node: dict[str, Any]) -> Iterator[Change]:
    """Move each number of the formulas of a sum, and take each sign, function and year for its neighbour."""
    for key in ("amount", "at_most", "at_least") if "amount" in node else ():
        yield from _in_formula(node, key)
    for key in ("at_most", "at_least") if "amount" in node else ():
        yield from _dropped(node, key)


def limit_changed(node: dict[str, Any]) -> Iterator[Change]:
    """Change the figure of a limit over several clauses, and over what time it runs."""
    yield from _in_formula(node, "at_most")
    now = node.get("window", "calendar_year")
    other = "lifetime" if now == "calendar_year" else "calendar_year"
    if isinstance(now, str) and "at_most" in node:
        yield "window", {**node, "window": other}, Words(f"“{now}”写成“{other}”", f"'{other}' for '{now}'")
    among = node.get("among")
    if isinstance(among, list) and len(among) > 1:
        for index, each in enumerate(among):
            rest = [one for at, one in enumerate(among) if at != index]
            yield (
                f"among/{index}",
                {**node, "among": rest},
                Words(f"“{each}”不计入限额", f"'{each}' not under the limit"),
            )


def value_changed(node: dict[str, Any]) -> Iterator[Change]:
    """Change a value in its own formula and limits, a line of its table, a case of its choice."""
    for key in ("is", "at_most", "at_least"):
        yield from _in_formula(node, key)
    for key in ("at_most", "at_least"):
        yield from _dropped(node, key)
    for key in ("table", "brackets"):
        if isinstance(node.get(key), dict):
            yield from _within(node, key, _bands(node[key], marginal=key == "brackets"))
    if isinstance(node.get("choose"), dict):
        yield from _within(node, "choose", _choice(node["choose"]))


def _bands(table: dict[str, Any], *, marginal: bool) -> Iterator[Change]:
    yield from _in_formula(table, "below")
    bands = table["bands"]
    for index, band in enumerate(bands):
        for key in ("from", "above", "is"):
            for _, changed, words in _in_formula(band, key):
                yield f"bands/{index}/{key}", _with(table, "bands", index, changed), words
        if len(bands) > 1:
            rest = [other for at, other in enumerate(bands) if at != index]
            yield f"bands/{index}", {**table, "bands": rest}, Words(f"去掉第{index + 1}档", f"band {index + 1} dropped")
        # At the edge of marginal bands both readings come to the same.
        for key, other in () if marginal else (("from", "above"), ("above", "from")):
            if key in band:
                words = Words(f"“{key}”写成“{other}”", f"'{other}' for '{key}'")
                yield f"bands/{index}/{key}", _with(table, "bands", index, renamed(band, key, other)), words


def _choice(choose: dict[str, Any]) -> Iterator[Change]:
    yield from _in_formula(choose, "otherwise")
    way = next(each for each in _WAYS if choose.get(each))
    cases = choose[way]
    for index, case in enumerate(cases):
        for _, changed, words in _in_formula(case, "is"):
            yield f"{way}/{index}/is", _with(choose, way, index, changed), words
        if len(cases) > 1:
            rest = [other for at, other in enumerate(cases) if at != index]
            words = Words(f"去掉“{way}”的第{index + 1}项", f"part {index + 1} of '{way}' dropped")
            yield f"{way}/{index}", {**choose, way: rest}, words
    for other in _WAYS if len(cases) > 1 else ():
        if other != way:
            yield way, renamed(choose, way, other), Words(f"“{way}”写成“{other}”", f"'{other}' for '{way}'")


def _in_formula(node: dict[str, Any], key: str) -> Iterator[Change]:
    """Change the formula under a key at one place."""
    if node.get(key) is None:
        return
    try:
        text = printed(parse(str(node[key])))
    except FormulaError:
        return
    numbers = numbers_in(parse(text))
    for number in numbers:
        for other in _steps(number):
            yield (
                key,
                {**node, key: text[: number.at] + other + text[number.at + len(number.text) :]},
                _words(key, number.text, other),
            )
    for one, other in _SWAPPED:
        at = text.find(one)
        while at >= 0:
            if at > 0 or one not in "+−":  # no sign before the first operand
                yield key, {**node, key: text[:at] + other + text[at + len(one) :]}, _words(key, one, other)
            at = text.find(one, at + 1)


def _steps(number: Number) -> Iterator[str]:
    """Yield a number moved up and down by one of its last written digit."""
    digits = number.text[: len(number.text) - len(number.unit)].strip()
    step = Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent))
    for other in (Decimal(digits) + step, Decimal(digits) - step):
        yield f"{other:f}{number.text[len(digits) :]}"


def _dropped(node: dict[str, Any], key: str) -> Iterator[Change]:
    if key in node:
        rest = {name: each for name, each in node.items() if name != key}
        yield key, rest, Words(f"去掉“{key}”", f"'{key}' dropped")


def _within(node: dict[str, Any], key: str, changes: Iterator[Change]) -> Iterator[Change]:
    for below, changed, words in changes:
        yield f"{key}/{below}", {**node, key: changed}, words


def _with(node: dict[str, Any], key: str, index: int, value: Any) -> dict[str, Any]:
    return {**node, key: [value if at == index else each for at, each in enumerate(node[key])]}


def _words(key: str, one: str, other: str) -> Words:
    return Words(f"{key}：“{one}”写成“{other}”", f"{key}: '{other}' for '{one}'")
