"""Single values in a sentence: sums, shares, periods, days, levels, and what others named, each written and read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from zjtx_rules.conditions.located_in import HERE
from zjtx_rules.presentation.paragraph.pen import QUOTED, Parsed, Pen, quoted, unquoted
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.quantities.formula import FormulaError, parse, printed
from zjtx_rules.terms import TITLES, ApplicationWindow, Duration, Money, Percentage, parse_date
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Leaf:
    """How one kind of value is written, and how it is read back."""

    write: Callable[[Any, Pen], str]
    read: Callable[[Pen, int], Parsed]


_MONEY, _PERCENTAGE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:亿元|万元|元)"), re.compile(r"[0-9]+(?:\.[0-9]+)?%")
_DURATION, _DAY = re.compile(r"[0-9]+(?:年|个月|月|天|日)"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER, _COUNT, _ID = re.compile(r"-?[0-9]+(?:\.[0-9]+)?"), re.compile(r"[0-9]+"), re.compile(r"〔([^〔〕]+)〕")
_NAME = re.compile(r"[^、，。；：「」〔〕『』（）\s\\]+")
_WINDOW = re.compile(r"[每至0-9][年月日至0-9]*")
_FORMULA = re.compile(r"『((?:[^『』\\]|『|\\.)*)』")


def _of(pattern: re.Pattern[str], made: Callable[[str], Any]) -> Callable[[Pen, int], Parsed]:
    def read(pen: Pen, at: int) -> Parsed:
        found = pen.matches(pattern, at)
        if found is not None:
            try:
                value = made(found[0])
            except ValueError:
                return
            yield value, found.end()

    return read


def _plain(value: Any, pen: Pen) -> str:
    return value.english() if pen.language == "en" else str(value)


def read_quoted(pen: Pen, at: int) -> Parsed:
    """Read a text between 「」."""
    found = pen.matches(QUOTED, at)
    if found is not None:
        yield unquoted(found[1]), found.end()


def _name(value: str, pen: Pen) -> str:  # noqa: ARG001 - one form for all leaves
    return value if _NAME.fullmatch(value) else quoted(value)


def _read_name(pen: Pen, at: int) -> Parsed:
    found = _NAME.match(pen.text, at)
    if found is not None:
        yield found[0], found.end()
    else:
        yield from read_quoted(pen, at)


def write_id(value: str, pen: Pen) -> str:
    """Write an id between 〔〕."""
    return f"〔{value}〕" if pen.language == "zh" else f"[{value}]"


def read_id(pen: Pen, at: int) -> Parsed:
    """Read an id."""
    found = pen.matches(_ID, at)
    if found is not None:
        yield found[1], found.end()


def labelled(labels: Iterable[tuple[Any, Words]]) -> Leaf:
    """Return the leaf of a value that has one of some labels."""
    words = dict(labels)

    def read(pen: Pen, at: int) -> Parsed:
        for value, said in words.items():
            end = pen.literal(pen.say(said), at)
            if end is not None:
                yield value, end

    return Leaf(lambda value, pen: pen.say(words[value]), read)


def listed(item: Leaf, end: Words = Words("", ""), *, several: bool = True) -> Leaf:  # noqa: B008 - words do not change
    """Return the leaf of several values, 、 between them; `end` follows where there is more than one."""

    def write(value: Any, pen: Pen) -> str:
        items = value if isinstance(value, tuple) else (value,)
        text = ("、" if pen.language == "zh" else ", ").join(item.write(each, pen) for each in items)
        return text + (pen.say(end) if len(items) > 1 else "")

    def read(pen: Pen, at: int) -> Parsed:
        waiting: list[tuple[tuple[Any, ...], int]] = [((), at)]
        while waiting:
            before, start = waiting.pop()
            for value, after in item.read(pen, start):
                items = (*before, value)
                closed = pen.literal(end.zh, after) if len(items) > 1 else after
                if closed is not None:
                    yield (items if several or len(items) > 1 else items[0]), closed
                if pen.text.startswith("、", after):
                    waiting.append((items, after + 1))

    return Leaf(write, read)


def _write_fact(value: str, pen: Pen) -> str:
    facts = pen.names.facts(pen.scope)
    label = facts[value].label.say(pen.language)
    alone = sum(fact.label.say(pen.language) == label for fact in facts.values()) == 1
    text = label if pen.names.built_in(value) or pen.language == "en" else quoted(label)
    return text if alone else text + write_id(value, pen)


def _read_fact(pen: Pen, at: int) -> Parsed:
    labels = pen.names.fact_labels(pen.scope)
    starts: list[tuple[list[str], int]] = [
        (list(pen.names.facts_called(label, pen.scope)), end) for label, end in read_quoted(pen, at)
    ]
    plain = {label for name, label in labels.items() if pen.names.built_in(name)}
    starts += [
        (list(pen.names.facts_called(label, pen.scope)), at + len(label))
        for label in plain
        if pen.text.startswith(label, at)
    ]
    for names, end in starts:
        if len(names) == 1:
            yield names[0], end
        else:
            yield from ((name, after) for name, after in read_id(pen, end) if name in names)


def _write_figure(value: Any, pen: Pen) -> str:
    if not isinstance(value, str):
        return str(value)
    for parsed in (Money.parse, Percentage.parse):
        try:
            return _plain(parsed(value), pen)
        except ValueError:
            continue
    try:
        return parse_date(value).isoformat()
    except ValueError:
        return quoted(value)


def _number(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)


def _read_figure(pen: Pen, at: int) -> Parsed:
    for pattern in (_MONEY, _PERCENTAGE, _DAY):
        found = pattern.match(pen.text, at)
        if found is not None:
            yield found[0], found.end()
            return
    found = pen.matches(_NUMBER, at)
    if found is not None:
        yield _number(found[0]), found.end()
    yield from read_quoted(pen, at)


def _write_value(value: Any, pen: Pen) -> str:
    if isinstance(value, bool):
        return pen.say(_YES_NO[value])
    if isinstance(value, int):
        return str(value)
    choices = dict(pen.fact.choices) if pen.fact is not None else {}
    return quoted(choices.get(value, value) if pen.language == "zh" else value)


def _read_value(pen: Pen, at: int) -> Parsed:
    for value, words in _YES_NO.items():
        end = pen.literal(words.zh, at)
        if end is not None:
            yield value, end
    found = _COUNT.match(pen.text, at)
    if found is not None:
        yield int(found[0]), found.end()
    names = {label: name for name, label in pen.fact.choices} if pen.fact is not None else {}
    for text, end in read_quoted(pen, at):
        yield names.get(text, text), end


_YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}


def _write_judgement(value: str, pen: Pen) -> str:
    text = quoted(pen.names.judgement(value, pen.language))
    called = [name for name, label in pen.names.judgements.items() if label == pen.names.judgement(value, "zh")]
    return text if len(called) == 1 else text + write_id(value, pen)


def _read_judgement(pen: Pen, at: int) -> Parsed:
    for label, end in read_quoted(pen, at):
        called = [name for name, known in pen.names.judgements.items() if known == label]
        if len(called) == 1:
            yield called[0], end
        else:
            yield from ((name, after) for name, after in read_id(pen, end) if name in called)


def _write_clause(value: str, pen: Pen) -> str:
    title = pen.names.clause_title(value, pen.language)
    said = quoted(title) if title else ""
    return f"条款〔{value}〕{said}" if pen.language == "zh" else f"clause [{value}] {said}".strip()


def _read_clause(pen: Pen, at: int) -> Parsed:
    start = pen.literal("条款", at)
    for name, end in read_id(pen, start) if start is not None else ():
        title = QUOTED.match(pen.text, end)
        yield name, title.end() if title is not None else end


def _write_reading(value: str, pen: Pen) -> str:
    default = pen.names.default(value)
    if default is None:
        return write_id(value, pen)
    label, _ = pen.names.option(value, default)
    return write_id(value, pen) + (f"默认{quoted(label)}" if pen.language == "zh" else f" (by default {quoted(label)})")


def _read_reading(pen: Pen, at: int) -> Parsed:
    for name, end in read_id(pen, at):
        start = pen.literal("默认", end)
        if start is None:
            yield name, end
        for label, after in read_quoted(pen, start) if start is not None else ():
            pen.progress.defaults[name] = pen.names.options_called(name, label)[0]
            yield name, after


def _write_place(value: str, pen: Pen) -> str:
    return pen.say(_HERE) if value == HERE else quoted(value)


def _read_place(pen: Pen, at: int) -> Parsed:
    end = pen.literal(_HERE.zh, at)
    if end is not None:
        yield HERE, end
    yield from read_quoted(pen, at)


_HERE = Words("本行政区域", "this place")


def _write_formula(value: str, pen: Pen) -> str:  # noqa: ARG001 - one form for all leaves
    try:
        text = printed(parse(value))
    except FormulaError:
        text = value
    inner = text.replace("\\", "\\\\").replace("』", "\\』").replace("\n", "\\n")
    return f"『{inner}』"


def _read_formula(pen: Pen, at: int) -> Parsed:
    found = pen.matches(_FORMULA, at)
    if found is not None:
        yield unquoted(found[1]), found.end()


MONEY = Leaf(_plain, _of(_MONEY, Money.parse))
PERCENTAGE = Leaf(_plain, _of(_PERCENTAGE, Percentage.parse))
DURATION = Leaf(_plain, _of(_DURATION, Duration.parse))
DAY = Leaf(lambda value, pen: value.isoformat(), _of(_DAY, date.fromisoformat))  # noqa: ARG005 - one form for all leaves
COUNT = Leaf(lambda value, pen: str(value), _of(_COUNT, int))  # noqa: ARG005 - one form for all leaves
WINDOW = Leaf(lambda value, pen: value.words.say(pen.language), _of(_WINDOW, ApplicationWindow.parse))
TEXT = Leaf(lambda value, pen: quoted(value), read_quoted)  # noqa: ARG005 - one form for all leaves
_TITLE = labelled((each.id, Words(each.label, each.english)) for each in TITLES.values())

FORMS: dict[str, Leaf] = {
    "text": TEXT,
    "name": Leaf(_name, _read_name),
    "names": listed(Leaf(_name, _read_name)),
    "id": Leaf(write_id, read_id),
    "ids": listed(Leaf(write_id, read_id)),
    "clause": Leaf(_write_clause, _read_clause),
    "reading": Leaf(_write_reading, _read_reading),
    "judgement": Leaf(_write_judgement, _read_judgement),
    "place": Leaf(_write_place, _read_place),
    "fact": Leaf(_write_fact, _read_fact),
    "figure": Leaf(_write_figure, _read_figure),
    "value": Leaf(_write_value, _read_value),
    "values": listed(Leaf(_write_value, _read_value)),
    "formula": Leaf(_write_formula, _read_formula),
    "title": listed(_TITLE, Words("之一", ""), several=False),
    "windows": listed(WINDOW),
    "kinds": listed(labelled((name, each.noun) for name, each in APPLICANTS.items())),
}
"""The values whose type does not tell how they are written, by the word that a slot uses."""
