"""Compares the named values of two files line by line: a formula, a band of a table, a case, a limit; and by how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.analysis.diffing.effects import MORE, Effect
from zjtx_rules.analysis.diffing.fields import about, difference
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.rising import effect_of_more, moved, turned
from zjtx_rules.analysis.diffing.steps import by_steps
from zjtx_rules.analysis.diffing.wording import condition_words, field_words
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files import Path
from zjtx_rules.language.money_rules import Limit
from zjtx_rules.payments.amount import Amount
from zjtx_rules.quantities.formula import Formula, Number, parse, printed
from zjtx_rules.quantities.models import Band, Choose, NamedValue
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a value: what it is called, its formula, and where it stands below the value."""

    label: Words
    formula: Formula | None
    path: Path
    said: Words
    result: bool = True
    """Whether the value is greater where this is greater."""
    limit: str | None = None
    """`at_most` or `at_least`, where it is one."""
    meaning: Key | None = None
    """Of a line that is no formula: what it means, however it is written."""


def compare_value(pair: Pair, old: NamedValue, new: NamedValue, at: tuple[int, int]) -> list[Change]:
    """Return the changes of what a value comes to; how it is called is compared elsewhere."""
    more = effect_of_more(pair.new.loaded, new)
    subject = Words(new.label, new.english or new.label)
    paths: tuple[Path, Path] = (("values", at[0]), ("values", at[1]))
    lines = _lines(old, pair.old), _lines(new, pair.new)
    whole = by_steps(old, new, more)
    return [
        _change(pair, subject, one, other, paths, more, ("value-changed",) * 3, whole)
        for one, other in _differing(*lines)
    ]


def compare_amounts(pair: Pair, old: Amount, new: Amount, paths: tuple[Path, Path]) -> list[Change]:
    """Return the changes of a sum that is reckoned: of its formula, its floor and its ceiling."""
    codes = ("amount-raised", "amount-lowered", "formula-changed")
    lines = _lines_of_amount(old), _lines_of_amount(new)
    return [_change(pair, Words("", ""), one, other, paths, MORE, codes) for one, other in _differing(*lines)]


def compare_limits(pair: Pair, old: str, new: str) -> list[Change]:
    """Return the change of a limit over several clauses."""
    label = field_words(Limit, "at_most")
    lines = (replace(_line(label, text, ("at_most",)), limit="at_most") for text in (old, new))
    both = [{("at_most",): line} for line in lines]
    codes = ("amount-raised", "amount-lowered", "formula-changed")
    return [_change(pair, Words("", ""), one, other, ((), ()), MORE, codes) for one, other in _differing(*both)]


def _differing(before: dict[Key, Line], after: dict[Key, Line]) -> list[tuple[Line | None, Line | None]]:
    keys = [*before, *(key for key in after if key not in before)]
    both = [(before.get(key), after.get(key)) for key in keys]
    return [(one, other) for one, other in both if not _same(one, other)]


def _change(
    pair: Pair,
    subject: Words,
    one: Line | None,
    other: Line | None,
    paths: tuple[Path, Path],
    more: Effect,
    codes: tuple[str, str, str],
    whole: Effect | None = None,
) -> Change:
    """Note one line that changed; the codes are those of a number that rose, one that fell, and anything else.

    What a band means that only one side has is what the table as a whole means.
    """
    by, effect = _by(one, other, more)
    if whole is not None and (one is None or other is None) and effect == more.uncertain():
        effect = whole
    code = codes[0] if effect == more else codes[1] if effect == more.reversed() else codes[2]
    at = (None if one is None else (*paths[0], *one.path), None if other is None else (*paths[1], *other.path))
    sides = (None if one is None else one.said, None if other is None else other.said)
    label = next(line.label for line in (other, one) if line is not None)
    return pair.change(
        code, about(subject, label), sides, at, effect, by=by, into=paths[0] if one is None else paths[1]
    )


def _same(one: Line | None, other: Line | None) -> bool:
    if one is None or other is None:
        return False
    if one.formula is not None or other.formula is not None:
        return one.formula == other.formula
    return one.said == other.said if one.meaning is None or other.meaning is None else one.meaning == other.meaning


def _by(one: Line | None, other: Line | None, more: Effect) -> tuple[Words | None, Effect]:
    """Return by how much a line went up or down where one number of it changed, and what that means for an applicant."""
    if one is None or other is None:
        there = one or other
        if there is None or there.limit is None:
            return None, more.uncertain()
        comes = one is None
        return None, more if comes is (there.limit == "at_least") else more.reversed()
    numbers = moved(one.formula, other.formula) if one.formula is not None and other.formula is not None else None
    if numbers is None or len(numbers) != 1 or numbers[0][0].unit.endswith("元") != numbers[0][1].unit.endswith("元"):
        return None, more.uncertain()
    before, after, side = numbers[0]
    by = difference(_figure(before), _figure(after))
    if not one.result:
        return by, more.uncertain()
    return by, turned(more if after.value > before.value else more.reversed(), side)


def _figure(number: Number) -> object:
    """Return a number in its unit, as differences are said of it."""
    if number.unit.endswith("元"):
        return Money.parse(number.text)
    if number.unit in ("%", "个百分点"):
        return Percentage.parse(number.text.replace("个百分点", "%"))
    return int(number.value) if number.value.denominator == 1 else None


def _lines(value: NamedValue, side: Side) -> dict[Key, Line]:
    """Return the lines of a value by what tells them from one another."""
    found: dict[Key, Line] = {}

    def add(key: Key, label: Words, text: str | None, path: Path, *, result: bool = True) -> None:
        if text:
            found[key] = _line(label, text, path, result=result)

    add(("is",), field_words(NamedValue, "is_"), value.is_, ("is",))
    for name in ("table", "brackets"):
        part = getattr(value, name)
        if part is not None:
            add((name, "by"), field_words(type(part), "by"), part.by, (name, "by"), result=False)
            for index, band in enumerate(part.bands):
                add((name, *_edge(band)), _edge_words(band), band.is_, (name, "bands", index, "is"))
    if value.table is not None:
        add(("below",), field_words(type(value.table), "below"), value.table.below, ("table", "below"))
        if value.table.edge is not None:
            at: Path = ("table", "edge")
            label, said = field_words(type(value.table), "edge"), _edge_said(value.table.edge)
            found["edge",] = Line(label, None, at, said, meaning=_edge_meaning(value.table.edge))
    if value.choose is not None:
        _add_cases(value.choose, side, found, add)
    if value.cannot_say is not None:
        unsaid = value.cannot_say.say
        found["cannot_say",] = Line(field_words(NamedValue, "cannot_say"), None, ("cannot_say",), unsaid, result=False)
    if value.decided is not None:
        for end in ("from_", "to"):
            label = field_words(type(value.decided), end)
            add(("decided", end), label, getattr(value.decided, end), ("decided", end.rstrip("_")))
    return found | _limits(value)


def _edge_meaning(edge: Any) -> Key:
    """Return to which band the edges of a table belong, whatever the order of the options."""
    if not isinstance(edge, ByReading):
        return (edge,)
    return (edge.by_reading, tuple(sorted(edge.options.items())))


def _edge_said(edge: Any) -> Words:
    """Say to which band the edges of a table belong."""
    words = {"upper": Words("上一档", "the band above"), "lower": Words("下一档", "the band below")}
    if not isinstance(edge, ByReading):
        return words[edge]
    zh = "；".join(f"{edge.by_reading}={option}：{words[band].zh}" for option, band in edge.options.items())
    en = "; ".join(f"{edge.by_reading}={option}: {words[band].en}" for option, band in edge.options.items())
    return Words(zh, en)


def _lines_of_amount(amount: Amount) -> dict[Key, Line]:
    lines = {("amount",): _line(field_words(Amount, "amount"), amount.amount, ("amount",))} | _limits(amount)
    if amount.ceiling:
        lines["ceiling",] = Line(field_words(Amount, "ceiling"), None, ("ceiling",), Words("是", "yes"))
    return lines


def _limits(holder: NamedValue | Amount) -> dict[Key, Line]:
    stated = [(name, getattr(holder, name)) for name in ("at_most", "at_least")]
    return {
        (name,): replace(_line(field_words(type(holder), name), text, (name,)), limit=name)
        for name, text in stated
        if text
    }


def _line(label: Words, text: str, path: Path, *, result: bool = True) -> Line:
    formula = parse(text)
    return Line(label, formula, path, Words(printed(formula), printed(formula)), result)


def _add_cases(choose: Choose, side: Side, found: dict[Key, Line], add: Callable[..., None]) -> None:
    """Add the cases of a choice, each by its condition; of `first` also the order of the cases, which decides."""
    way = "first" if choose.first else "highest" if choose.highest else "sum"
    found["way",] = Line(Words("取值方式", "way of choosing"), None, ("choose", way), field_words(Choose, way))
    if way == "first":
        words = [condition_words(case.when, side, "enterprise") for case in choose.cases]
        order = Words("，".join(each.zh for each in words), ", ".join(each.en for each in words))
        meaning = tuple(key_of(case.when) for case in choose.cases)
        found["order",] = Line(Words("先后", "order"), None, ("choose", way), order, meaning=meaning)
    for index, case in enumerate(choose.cases):
        label = condition_words(case.when, side, "enterprise")
        add(("case", key_of(case.when)), label, case.is_, ("choose", way, index, "is"))
    add(("otherwise",), field_words(Choose, "otherwise"), choose.otherwise, ("choose", "otherwise"))


def _edge(band: Band) -> Key:
    return ("from" if band.from_ is not None else "above", printed(parse(band.edge)))


def _edge_words(band: Band) -> Words:
    edge = printed(parse(band.edge))
    return Words(f"{edge}起", f"from {edge}") if band.from_ is not None else Words(f"超过{edge}", f"above {edge}")
