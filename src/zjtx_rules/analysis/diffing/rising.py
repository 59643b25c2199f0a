"""Whether more of a named value means more money: followed through formulas, tables and choices to the amounts that are paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from zjtx_rules.analysis.diffing.effects import MORE, WIDER, Effect, merged
from zjtx_rules.analysis.diffing.intervals import figure, negative
from zjtx_rules.analysis.visit import parts
from zjtx_rules.conditions.threshold import Threshold
from zjtx_rules.files import Path
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.payments.amount import Amount
from zjtx_rules.quantities.formula import Call, Formula, Name, Negative, Number, Operation, parse
from zjtx_rules.quantities.models import Band, NamedValue, formulas_of

Side = Literal["rises", "falls", "either"]
"""What a result does where an operand rises; `either`: it hangs on the facts."""

_TURNED: dict[Side, Side] = {"rises": "falls", "falls": "rises", "either": "either"}
_FALLS_WITH_THE_SECOND = {"超出", "每满", "增长率"}
_RISES = {"", "取整", "较高", "较低", "合计", "平均", *_FALLS_WITH_THE_SECOND}


def effect_of_more(loaded: LoadedFile, value: NamedValue) -> Effect:
    """Return what it means for an applicant that a value of a file is greater."""
    return merged(_paid(loaded, value, frozenset()))


def _paid(loaded: LoadedFile, value: NamedValue, seen: frozenset[str]) -> Iterator[Effect]:
    if value.id in seen:
        return
    names = {value.id, value.label}
    for _, node in parts(loaded.rules):
        if isinstance(node, Amount):
            texts = [text for text in (node.amount, node.at_most, node.at_least) if text]
            yield from _effects(side for text in texts for side in _sides(parse(text), names, "rises"))
    for path, node in parts(loaded.rules.documents):
        if isinstance(node, Threshold) and node.fact in names:
            yield turned(WIDER, _with_more(node, path))
    for other in loaded.rules.values:
        inner = list(_inside(other, names))
        if inner and other is not value:
            further = merged(_paid(loaded, other, seen | {value.id}))
            yield merged(turned(further, side) for side in inner)


def _inside(value: NamedValue, names: set[str]) -> Iterator[Side]:
    """Yield what a value does where another one rises, for each place in which it names that one."""
    for path, text in formulas_of(value):
        found = list(_sides(parse(text), names, "rises"))
        is_result = path[-1] in ("is", "below", "otherwise", "at_most", "at_least", "to")
        for side in found:
            yield side if is_result or _climbs(value, path) else "either"
    for path, node in parts(value):
        if isinstance(node, Threshold) and node.fact in names:
            yield _with_more(node, path) if _adds(value) else "either"


def _climbs(value: NamedValue, path: Path) -> bool:
    """Return whether a path is that of the quantity by which a table gives more the greater it is."""
    table, brackets = value.table, value.brackets
    if brackets is not None and path == ("brackets", "by"):
        return all(each is not None and not negative(each) for each in map(_gives, brackets.bands))
    if table is None or path != ("table", "by") or table.below:
        return False
    figures = [_gives(band) for band in table.bands]
    return None not in figures and not negative(figures[0]) and figures == sorted(figures)


def _gives(band: Band) -> Any:
    return figure(band.is_)


def _adds(value: NamedValue) -> bool:
    """Return whether each case that holds can only add to a value."""
    choose = value.choose
    return choose is not None and not choose.otherwise and (not choose.first or len(choose.first) == 1)


def _with_more(threshold: Threshold, path: Path) -> Side:
    """Return whether a threshold is met the sooner the greater its quantity is."""
    bounds = set(threshold.bounds())
    if "none" in path:
        return "either"
    return (
        "rises" if bounds <= {"at_least", "more_than"} else "falls" if bounds <= {"at_most", "less_than"} else "either"
    )


def _effects(sides: Iterable[Side]) -> Iterator[Effect]:
    return (turned(MORE, side) for side in sides)


def _sides(formula: Formula, names: set[str], side: Side) -> Iterator[Side]:
    """Yield what a formula does where a name in it rises; operands are taken to be no less than nothing."""
    match formula:
        case Number():
            return
        case Name(name=name):
            if name in names:
                yield side
        case Negative(inner=inner):
            yield from _sides(inner, names, _TURNED[side])
        case Operation(sign=sign, one=one, other=other):
            yield from _sides(one, names, side)
            yield from _sides(other, names, _TURNED[side] if sign in "−÷" else side)
        case Call(function=function, operands=operands):
            for index, operand in enumerate(operands):
                yield from _sides(operand, names, _of_operand(function, index, side))


def _of_operand(function: str, index: int, side: Side) -> Side:
    """Return what a function does, of which it is known what it does itself, where one of its operands rises."""
    if function not in _RISES:
        return "either"
    return _TURNED[side] if index == 1 and function in _FALLS_WITH_THE_SECOND else side


def moved(one: Formula, other: Formula, side: Side = "rises") -> list[tuple[Number, Number, Side]] | None:
    """Return the numbers in which two formulas differ, each with what the result does where it rises; None where more differs."""
    match one, other:
        case Number(), Number():
            alike = one.value == other.value and one.unit == other.unit
            return [] if alike else [(one, other, side)]
        case Name(), Name():
            return [] if one == other else None
        case Negative(), Negative():
            return moved(one.inner, other.inner, _TURNED[side])
        case Operation(), Operation() if one.sign == other.sign:
            turned = _TURNED[side] if one.sign in "−÷" else side
            return _joined([moved(one.one, other.one, side), moved(one.other, other.other, turned)])
        case Call(), Call() if (one.function, len(one.operands)) == (other.function, len(other.operands)):
            pairs = zip(one.operands, other.operands, strict=True)
            return _joined([moved(*pair, _of_operand(one.function, index, side)) for index, pair in enumerate(pairs)])
    return None


def _joined(
    found: list[list[tuple[Number, Number, Side]] | None],
) -> list[tuple[Number, Number, Side]] | None:
    every = [each for each in found if each is not None]
    return [number for each in every for number in each] if len(every) == len(found) else None


def turned(effect: Effect, side: Side) -> Effect:
    """Return the effect of a greater operand, of which it is known what the result does, from that of a greater result."""
    return effect if side == "rises" else effect.reversed() if side == "falls" else effect.uncertain()
