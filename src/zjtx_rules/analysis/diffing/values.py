"""Compares the named values of two files line by line: a formula, a band of a table, a case, a limit; and by how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.conditions import compare_conditions
from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.analysis.diffing.effects import MORE, NEUTRAL, Effect, merged
from zjtx_rules.analysis.diffing.fields import about, difference
from zjtx_rules.analysis.diffing.intervals import intervals
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.rising import effect_of_more, moved, turned
from zjtx_rules.analysis.diffing.wording import condition_words, field_words, value_words
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.files import Path
from zjtx_rules.language.money_rules import Limit
from zjtx_rules.payments.amount import Amount
from zjtx_rules.quantities.formula import Formula, Number, parse, printed
from zjtx_rules.quantities.models import Band, Choose, NamedValue
from zjtx_rules.quantities.received_models import Received
from zjtx_rules.quantities.record_models import RECORD_FORMS, Counted, Summed, SummedTop
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
    ordered: tuple[Key, ...] = ()
    """What comes after what; one more or less is a line of its own."""
    of_band: bool = False
    """Whether it is what a band gives, where without the band there would be nothing."""


def compare_value(pair: Pair, old: NamedValue, new: NamedValue, at: tuple[int, int]) -> list[Change]:
    """Return the changes of what a value comes to; how it is called is compared elsewhere."""
    more = effect_of_more(pair.new.loaded, new)
    subject = Words(new.label, new.english or new.label)
    paths: tuple[Path, Path] = (("values", at[0]), ("values", at[1]))
    lines = _lines(old, pair.old), _lines(new, pair.new)
    changes = [
        _change(pair, subject, one, other, paths, more, ("value-changed",) * 3)
        for one, other in [*_by_interval(old, new, *lines), *_differing(*lines)]
    ]
    changes += _of_records(pair, subject, (old, new), paths, more)
    return [each.model_copy(update={"of": new.id}) for each in changes]


def _of_records(
    pair: Pair, subject: Words, both: tuple[NamedValue, NamedValue], paths: tuple[Path, Path], more: Effect
) -> list[Change]:
    """Return what changed in which records of a list count: of a sum or a number more of them give more, of the least one less."""
    old, new = (value.over for value in both)
    forms = [next((name for name in RECORD_FORMS if getattr(value, name) is not None), "") for value in both]
    if old is None or new is None or forms[0] != forms[1] or old.of != new.of:
        return []
    at: Any = tuple((*path, forms[0], "where") for path in paths)
    found = compare_conditions(replace(pair, scope=new.of, pays=False), old.where, new.where, at)
    if forms[0] == "lowest":
        more = more.reversed()
    effects = {"wider": more, "narrower": more.reversed(), "both": more.uncertain(), "neither": NEUTRAL}
    return [
        each.model_copy(
            update={
                "label": about(subject, each.label) if each.label.zh else subject,
                "access": effects[each.access].access,
                "money": effects[each.access].money,
            }
        )
        for each in found
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


def _by_interval(
    old: NamedValue, new: NamedValue, before: dict[Key, Line], after: dict[Key, Line]
) -> list[tuple[Line | None, Line | None]]:
    """Take the bands of a table out of the lines of both sides, and return what changed between each two edges.

    A rate that holds from another edge on changed where the edges differ, and nowhere else. Where edges are formulas the bands
    stay lines, each known by its edge.
    """
    found: list[tuple[Line | None, Line | None]] = []
    for name in ("table", "brackets"):
        both = [getattr(value, name) for value in (old, new)]
        if None in both:
            continue
        stretches = intervals(both[0].bands, both[1].bands)
        if stretches is None:
            continue
        bands = [
            [lines.pop((name, *_edge(band))) for band in part.bands]
            for lines, part in zip((before, after), both, strict=True)
        ]
        low = [replace(lines["below",], of_band=True) if ("below",) in lines else None for lines in (before, after)]
        for each in stretches:
            one, other = (
                beneath if at is None else side[at]
                for side, at, beneath in zip(bands, (each.old, each.new), low, strict=True)
            )
            if not _same(one, other) and (one or other):
                found.append((_called(one, each.words), _called(other, each.words)))
    return found


def _called(line: Line | None, label: Words) -> Line | None:
    return None if line is None else replace(line, label=label)


def _change(
    pair: Pair,
    subject: Words,
    one: Line | None,
    other: Line | None,
    paths: tuple[Path, Path],
    more: Effect,
    codes: tuple[str, str, str],
) -> Change:
    """Note one line that changed; the codes are those of a number that rose, one that fell, and anything else."""
    by, effect = _by(one, other, more)
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
    if one.ordered and other.ordered:
        kept = set(one.ordered) & set(other.ordered)
        return [each for each in one.ordered if each in kept] == [each for each in other.ordered if each in kept]
    if one.formula is not None or other.formula is not None:
        return one.formula == other.formula
    return one.said == other.said if one.meaning is None or other.meaning is None else one.meaning == other.meaning


def _by(one: Line | None, other: Line | None, more: Effect) -> tuple[Words | None, Effect]:
    """Return by how much a line went up or down where one number of it changed, and what that means for an applicant."""
    if one is None:
        return None, more.uncertain() if other is None else _of_one_more(other, more)
    if other is None:
        return None, _of_one_more(one, more).reversed()
    numbers = moved(one.formula, other.formula) if one.formula is not None and other.formula is not None else None
    if not numbers or any(before.unit.endswith("元") != after.unit.endswith("元") for before, after, _ in numbers):
        return None, more.uncertain()
    by = difference(*map(_figure, numbers[0][:2])) if len(numbers) == 1 else None
    if not one.result:
        return by, more.uncertain()
    return by, merged(
        turned(more if after.value > before.value else more.reversed(), side) for before, after, side in numbers
    )


def _of_one_more(line: Line, more: Effect) -> Effect:
    """Return what it means that a line is there which was not before; the contrary of it is that it is gone."""
    if line.of_band and isinstance(line.formula, Number):
        return more if line.formula.value else NEUTRAL
    if line.limit is None:
        return more.uncertain()
    return more if line.limit == "at_least" else more.reversed()


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

    def add(
        key: Key, label: Words, text: str | None, path: Path, *, result: bool = True, of_band: bool = False
    ) -> None:
        if text:
            found[key] = replace(_line(label, text, path, result=result), of_band=of_band)

    add(("is",), field_words(NamedValue, "is_"), value.is_, ("is",))
    for name in ("table", "brackets"):
        part = getattr(value, name)
        if part is not None:
            add((name, "by"), field_words(type(part), "by"), part.by, (name, "by"), result=False)
            for index, band in enumerate(part.bands):
                path = (name, "bands", index, "is")
                add((name, *_edge(band)), _edge_words(band), band.is_, path, of_band=True)
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
    return found | _lines_of_records(value) | _limits(value)


def _lines_of_records(value: NamedValue) -> dict[Key, Line]:
    """Return what a value adds up of a list, or of the money received; which records count is compared as a condition."""
    found: dict[Key, Line] = {}
    for name in RECORD_FORMS:
        part = getattr(value, name)
        if part is None:
            continue
        found["form",] = Line(Words("取值方式", "way of reckoning"), None, (name,), field_words(NamedValue, name))
        said = Words(part.of, part.of)
        found["of",] = Line(field_words(Counted, "of"), None, (name, "of"), said)
        if isinstance(part, Summed):
            found["each",] = _line(field_words(Summed, "is_"), part.is_, (name, "is"))
        if isinstance(part, SummedTop):
            found |= _top(part, (name, "top"))
    if value.received is not None:
        for name in ("under", "arrived_in"):
            given = getattr(value.received, name)
            if given is not None:
                label = field_words(Received, name)
                found["received", name] = Line(label, None, ("received", name), value_words(given))
    return found


def _top(part: SummedTop, path: Path) -> dict[Key, Line]:
    """Return over how many of the greatest a sum is taken, which is the more the more of them."""
    if part.top is None:
        return {}
    return {("top",): replace(_line(field_words(SummedTop, "top"), str(part.top), path), limit="at_most")}


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
        ordered = () if _apart(choose) else tuple(key_of(case.when) for case in choose.cases)
        found["order",] = Line(
            Words("先后", "order"), None, ("choose", way), order, meaning=None if ordered else (), ordered=ordered
        )
    alone = not choose.otherwise and (way != "first" or _apart(choose))
    for index, case in enumerate(choose.cases):
        label = condition_words(case.when, side, "enterprise")
        add(("case", key_of(case.when)), label, case.is_, ("choose", way, index, "is"), of_band=alone)
    add(("otherwise",), field_words(Choose, "otherwise"), choose.otherwise, ("choose", "otherwise"))


def _apart(choose: Choose) -> bool:
    """Return whether no two cases can hold together: each asks for another value of one fact."""
    asked = [case.when for case in choose.cases]
    named = {each.fact for each in asked if isinstance(each, FactIs) and not each.one_of}
    return len(named) == 1 and all(isinstance(each, FactIs) and not each.one_of for each in asked)


def _edge(band: Band) -> Key:
    return ("from" if band.from_ is not None else "above", printed(parse(band.edge)))


def _edge_words(band: Band) -> Words:
    edge = printed(parse(band.edge))
    return Words(f"{edge}起", f"from {edge}") if band.from_ is not None else Words(f"超过{edge}", f"above {edge}")
