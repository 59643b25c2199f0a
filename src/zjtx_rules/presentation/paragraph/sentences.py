"""Models in a sentence, by the phrases declared beside them: fields, lists and readings, each written and read back."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.payments import AnyPayment
from zjtx_rules.payments.base import Payment
from zjtx_rules.phrases import Phrase, Slot, phrases_of
from zjtx_rules.presentation.paragraph import leaves
from zjtx_rules.presentation.paragraph.leaves import FORMS, Leaf, labelled, listed
from zjtx_rules.presentation.paragraph.pen import INDENT, Parsed, Pen, number_of_item, quoted
from zjtx_rules.profile.model import Labelled
from zjtx_rules.terms import Duration, Level, Money, Percentage
from zjtx_rules.words import Words

ABOVE, BEING = Words("。\n符合上述规定的", ".\nThen"), Words("的", "")
"""What follows the condition of a clause: one with a list is closed before what it gives is said."""
COMPOUND = frozenset({"all_of", "any_of", "none_of", "at_least_of", "by_reading", "left_open"})
"""Conditions whose sentence has its own 的, before the list."""

BY_READING = Words("依解读", "by reading ")
TAKING, DEFAULT, THEN = Words("取", "with "), Words("（默认）", " (the default)"), Words("的，", ": ")
NEXT, COLON = Words("；", "; "), Words("：", ": ")


class NoWordsError(TypeError):
    """Raised when a model says something for which no phrase has words: nothing is left out in silence."""


def is_by_reading(value: Any) -> bool:
    """Return whether a condition, a payment or a setting hangs on a reading."""
    return isinstance(value, BaseModel) and "by_reading" in type(value).model_fields


# Writing


def write_model(value: BaseModel, pen: Pen) -> str:
    """Write a model by the first of its phrases that says all of it."""
    if is_by_reading(value):
        return _write_by_reading(value, pen, Slot(), lines=isinstance(value, (Condition, Payment)))
    value = _without_double_negation(value)
    phrase = phrase_for(value)
    pieces = phrase.pieces(pen.language)
    out, joined = [pieces[0]], False
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        slot, field = phrase.slot(name), getattr(value, name)
        if absent(field):
            text = pen.say(slot.absent)
        else:
            text = pen.say(slot.given).replace("{}", write_value(field, slot, pen))
            if slot.join is not None:
                text, joined = (pen.say(slot.join) if joined else "") + text, True
        out += [text, literal]
        pen = _after(phrase, name, field, pen)
    return "".join(out)


def _without_double_negation(value: BaseModel) -> BaseModel:
    """Return "none of: none of" as "one of": a definition that is negated may itself begin with a negation."""
    if isinstance(value, NoneOf) and len(value.none) == 1 and isinstance(value.none[0], NoneOf):
        return AnyOf(any=value.none[0].none)
    return value


def _after(phrase: Phrase, name: str, value: Any, pen: Pen) -> Pen:
    if name == phrase.scope:
        return pen.speaking_of(value)
    return pen.of_fact(value) if phrase.slot(name).form == "fact" else pen


def phrase_for(value: BaseModel) -> Phrase:
    """Return the phrase that says all of a model.

    Raises:
        NoWordsError: where there is none.
    """
    model = type(value)
    unsaid = unsaid_of(model)
    for phrase in phrases_of(model):
        if not all(same(getattr(value, name), fixed) for name, fixed in phrase.fixed.items()):
            continue
        said = phrase.names() | phrase.fixed.keys() | unsaid
        if all(name in said or getattr(value, name) == info.default for name, info in model.model_fields.items()):
            return phrase
    raise NoWordsError(f"{model.__module__}.{model.__name__} says what no phrase of it has words for: {value!r}")


def unsaid_of(model: type[BaseModel]) -> frozenset[str]:
    """Return the fields that are wording, or that the words themselves tell."""
    unsaid: frozenset[str] = getattr(model, "UNSAID", frozenset())
    return unsaid


def same(one: Any, other: Any) -> bool:
    """Return whether two values are equal and of one type: 1 is not true."""
    return type(one) is type(other) and one == other


def absent(value: Any) -> bool:
    """Return whether a field has no value."""
    return value is None or value in ((), "")


def write_value(value: Any, slot: Slot, pen: Pen) -> str:
    """Write the value of a field."""
    if isinstance(value, ByReading):
        return _write_by_reading(value, pen, slot, lines=False)
    if slot.form == "when":
        return _write_when(value, pen)
    if slot.form and slot.form != "inline":
        return FORMS[slot.form].write(value, pen)
    if slot.form != "inline" and isinstance(value, tuple) and isinstance(value[0], BaseModel):
        return _numbered([write_model_in(each, pen, at + 1) for at, each in enumerate(value)], pen, lines=True)
    if isinstance(value, tuple):
        return ("、" if pen.language == "zh" else ", ").join(write_value(each, slot, pen) for each in value)
    for choice, words in slot.choices.items():
        if same(value, choice):
            return pen.say(words)
    if isinstance(value, BaseModel):
        return write_model(value, pen)
    return leaf_of(type(value)).write(value, pen)


def write_model_in(value: BaseModel, pen: Pen, number: int) -> str:
    """Write a model as an item of a list."""
    return write_model(value, pen.within(number))


def _write_when(condition: Condition, pen: Pen) -> str:
    said = write_model(condition, pen)
    end = pen.say(ABOVE if _kind(condition) in COMPOUND else BEING)
    return said + end.replace("\n", "\n" + INDENT * len(pen.numbers))


def _kind(condition: BaseModel) -> str:
    return type(condition).__module__.rsplit(".", 1)[1]


def _write_by_reading(value: Any, pen: Pen, slot: Slot, *, lines: bool) -> str:
    reading = value.by_reading
    items = []
    for number, (option, each) in enumerate(value.options.items(), 1):
        inner = pen.within(number)
        label, alone = pen.names.option(reading, option)
        name = quoted(label) + ("" if alone else leaves.write_id(option, pen))
        default = pen.say(DEFAULT) if option == pen.names.default(reading) else ""
        said = pen.say(slot.absent) if absent(each) else write_value(each, slot, inner)
        items.append(f"{pen.say(TAKING)}{name}{default}{pen.say(THEN)}{said}")
    return f"{pen.say(BY_READING)}{leaves.write_id(reading, pen)}{pen.say(COLON)}{_numbered(items, pen, lines=lines)}"


def _numbered(items: Sequence[str], pen: Pen, *, lines: bool) -> str:
    """Write a list with numbers; on lines of its own where its items are conditions or payments."""
    break_ = "\n" + INDENT * (len(pen.numbers) + 1) if lines else ""
    return pen.say(NEXT).join(f"{break_}{number_of_item(pen, at)}{each}" for at, each in enumerate(items, 1))


# Reading


def read_condition(pen: Pen, at: int) -> Parsed:
    """Read a condition of any kind."""
    key = (at, pen.scope, len(pen.numbers))
    found = pen.progress.conditions.get(key)
    if found is None:
        found = pen.progress.conditions[key] = list(read_model(tuple(CONDITIONS.values()), pen, at))
    yield from found


def read_model(models: Sequence[type[BaseModel]], pen: Pen, at: int) -> Parsed:
    """Read one of some models, by each of their phrases."""
    for model in models:
        if "by_reading" in model.model_fields:
            inner = _types_of_options(model)
            for (reading, options), end in _read_by_reading(inner, Slot(), pen, at):
                yield from _made(model, {"by_reading": reading, "options": options}, end)
            continue
        for phrase in phrases_of(model):
            if phrase.read:
                for values, end in _read_phrase(model, phrase, pen, at):
                    yield from _made(model, values, end)


def _made(model: type[BaseModel], values: dict[str, Any], end: int) -> Parsed:
    if issubclass(model, Clause):
        kind = get_args(model.model_fields["kind"].annotation)[0]
        values = {**values, "kind": kind, "id": "read", "cite": "—", "title": "—"}
    aliases = {name: model.model_fields[name].alias or name for name in values}
    try:
        yield model.model_validate({aliases[name]: value for name, value in values.items()}), end
    except ValidationError:
        return


def _read_phrase(model: type[BaseModel], phrase: Phrase, pen: Pen, at: int) -> Iterator[tuple[dict[str, Any], int]]:
    pieces = phrase.pieces("zh")
    start = pen.literal(pieces[0], at)
    if start is not None:
        yield from _read_rest(model, phrase, pieces[1:], dict(phrase.fixed), pen, start, joined=False)


def _read_rest(
    model: type[BaseModel],
    phrase: Phrase,
    pieces: list[str],
    values: dict[str, Any],
    pen: Pen,
    at: int,
    *,
    joined: bool,
) -> Iterator[tuple[dict[str, Any], int]]:
    if not pieces:
        if not joined and any(slot.join is not None for slot in phrase.slots.values()):
            return  # of what is joined there is at least one
        yield {name: value for name, value in values.items() if not absent(value)}, at
        return
    name, literal, rest = pieces[0], pieces[1], pieces[2:]
    slot = phrase.slot(name)
    for value, after in _read_slot(model, name, slot, pen, at, joined=joined):
        end = pen.literal(literal, after)
        if end is not None:
            inner = _after(phrase, name, value, pen) if not absent(value) else pen
            now = joined or (slot.join is not None and not absent(value))
            yield from _read_rest(model, phrase, rest, {**values, name: value}, inner, end, joined=now)


def _read_slot(model: type[BaseModel], name: str, slot: Slot, pen: Pen, at: int, *, joined: bool) -> Parsed:
    info = model.model_fields[name]
    before, _, behind = slot.given.zh.partition("{}")
    if slot.join is not None and joined:
        before = slot.join.zh + before
    start = pen.literal(before, at)
    if start is not None:
        for value, after in read_value(types_of(model, name), slot, pen, start):
            end = pen.literal(behind, after)
            if end is not None:
                yield value, end
    if not info.is_required() and absent(info.default):
        end = pen.literal(slot.absent.zh, at)
        if end is not None:
            yield info.default, end


def read_value(kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int) -> Parsed:
    """Read the value of a field that has one of some types."""
    plain = tuple(each for each in kinds if not (isinstance(each, type) and issubclass(each, ByReading)))
    for each in kinds:
        if each not in plain:
            for (reading, options), end in _read_by_reading(_types_of_options(each), slot, pen, at):
                yield from _made(each, {"by_reading": reading, "options": options}, end)
    if slot.form == "when":
        yield from _read_when(pen, at)
    elif slot.form and slot.form != "inline":
        yield from FORMS[slot.form].read(pen, at)
    else:
        yield from _read_plain(plain, slot, pen, at)


def _read_plain(kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int) -> Parsed:
    several = [each for each in kinds if get_origin(each) is tuple]
    if several:
        inner = types_in(get_args(several[0])[0])
        if models_in(inner) and slot.form != "inline":
            yield from _read_numbered(inner, slot, pen, at)
        else:
            item = Leaf(lambda value, _: str(value), lambda pen, at: _read_plain(inner, slot, pen, at))
            yield from listed(item).read(pen, at)
        return
    models = models_in(kinds)
    if models:
        yield from read_condition(pen, at) if issubclass(models[0], Condition) else read_model(models, pen, at)
        return
    if slot.choices:
        yield from labelled(slot.choices.items()).read(pen, at)
    for kind in kinds:
        if isinstance(kind, type) and not (slot.choices and kind in (str, bool)):
            yield from leaf_of(kind).read(pen, at)


def _read_when(pen: Pen, at: int) -> Parsed:
    for condition, end in read_condition(pen, at):
        closed = pen.literal((ABOVE if _kind(condition) in COMPOUND else BEING).zh, end)
        if closed is not None:
            yield condition, closed


def _read_numbered(kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int) -> Parsed:
    """Read the items of a list as long as the next number follows."""

    def rest(items: tuple[Any, ...], at: int) -> Parsed:
        number = len(items) + 1
        start = pen.literal(number_of_item(pen, number) if number == 1 else f"；{number_of_item(pen, number)}", at)
        if start is None:
            if items:
                yield items, at
            return
        for value, end in _read_plain(kinds, slot, pen.within(number), start):
            yield from rest((*items, value), end)

    yield from rest((), at)


def _read_by_reading(kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int) -> Parsed:
    """Read `依解读〔ID〕：` and what is taken under each option."""
    start = pen.literal(BY_READING.zh, at)
    for reading, end in leaves.read_id(pen, start) if start is not None else ():
        after = pen.literal(COLON.zh, end)
        if after is not None:
            for options, last in _read_options(reading, kinds, slot, pen, after, {}):
                yield (reading, options), last


def _read_options(
    reading: str, kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int, options: dict[str, Any]
) -> Parsed:
    number = len(options) + 1
    head = number_of_item(pen, number) + TAKING.zh
    start = pen.literal(head if number == 1 else NEXT.zh + head, at)
    if start is None:
        if options:
            yield options, at
        return
    for label, end in leaves.read_quoted(pen, start):
        for option, after in _option(reading, label, pen, end):
            default = pen.text.startswith(DEFAULT.zh, after)
            then = pen.literal(THEN.zh, after + len(DEFAULT.zh) if default else after)
            if then is None or option in options:
                continue
            if default:
                pen.progress.defaults[reading] = option
            for value, last in _read_taken(kinds, slot, pen.within(number), then):
                yield from _read_options(reading, kinds, slot, pen, last, {**options, option: value})


def _option(reading: str, label: str, pen: Pen, at: int) -> Iterator[tuple[str, int]]:
    called = pen.names.options_called(reading, label)
    if len(called) == 1:
        yield called[0], at
    else:
        yield from ((name, end) for name, end in leaves.read_id(pen, at) if name in called)


def _read_taken(kinds: tuple[Any, ...], slot: Slot, pen: Pen, at: int) -> Parsed:
    if slot.form:
        yield from FORMS[slot.form].read(pen, at)
    else:
        yield from _read_plain(kinds, slot, pen, at)
    if any(get_origin(each) is tuple for each in kinds) and slot.absent.zh:
        end = pen.literal(slot.absent.zh, at)
        if end is not None:
            yield (), end


# Types


@cache  # the models of the language
def hints_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the annotation of every field, also of those that name conditions or payments that were not there yet."""
    names = {"AnyCondition": AnyCondition, "AnyPayment": AnyPayment}
    model.model_rebuild(_types_namespace=names)
    hints = {name: info.annotation for name, info in model.model_fields.items()}
    if any(isinstance(each, (str, ForwardRef)) for each in hints.values()):
        resolved = get_type_hints(model, localns=names, include_extras=True)
        hints = {name: resolved[name] for name in hints}
    return hints


@cache  # the fields of the language
def types_of(model: type[BaseModel], name: str) -> tuple[Any, ...]:
    """Return the types that a field admits."""
    return types_in(hints_of(model)[name])


@cache  # what may hang on a reading
def _types_of_options(model: type[BaseModel]) -> tuple[Any, ...]:
    return types_in(get_args(hints_of(model)["options"])[1])


def types_in(annotation: Any) -> tuple[Any, ...]:
    """Return the types that an annotation admits: None left out, unions opened."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return types_in(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(kind for each in get_args(annotation) for kind in types_in(each))
    if origin is Literal:
        return tuple(dict.fromkeys(type(each) for each in get_args(annotation)))
    return () if annotation is type(None) else (annotation,)


def models_in(kinds: tuple[Any, ...]) -> tuple[type[BaseModel], ...]:
    """Return the models among some types; of conditions and payments every kind."""
    found: list[type[BaseModel]] = []
    for each in kinds:
        if each is Condition:
            found += CONDITIONS.values()
        elif each is Payment:
            found += PAYMENTS.values()
        elif isinstance(each, type) and issubclass(each, BaseModel):
            found.append(each)
    return tuple(found)


def leaf_of(kind: type) -> Leaf:
    """Return how values of a type are written, where the type tells."""
    if issubclass(kind, Level):
        return labelled((each, Words(each.label, each.english)) for each in Level)
    if issubclass(kind, Labelled):
        return labelled((each, Words(each.label, str(each.value).replace("_", " "))) for each in kind)
    leaf = _LEAVES.get(kind)
    if leaf is None:
        raise NoWordsError(f"no words for values of type {kind.__name__}")
    return leaf


_LEAVES: dict[type, Leaf] = {
    Money: leaves.MONEY,
    Percentage: leaves.PERCENTAGE,
    Duration: leaves.DURATION,
    date: leaves.DAY,
    int: leaves.COUNT,
    str: leaves.TEXT,
}
