"""What a question asks for, field by field: made from the models of a profile, so that it cannot ask for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from zjtx_rules.profile import records
from zjtx_rules.profile.model import COMPLETE, Closed, Labelled
from zjtx_rules.terms import TITLES, Level, Money, SizeClass
from zjtx_rules.words import Words

InputKind = Literal[
    "yes_no", "money", "percentage", "count", "number", "date", "expiry", "choice", "title", "place", "text"
]


_NO_HINT = Words("", "")


@dataclass(frozen=True, slots=True)
class Input:
    """One value that is asked for."""

    name: str
    label: Words
    kind: InputKind
    hint: Words = _NO_HINT
    choices: tuple[tuple[str, Words], ...] = ()
    """The values that may be chosen, by their ids; of titles, those that the rules speak of come first."""
    common: int = 0
    """How many of the titles the rules speak of."""
    required: bool = False
    """Whether a record without it cannot be read."""


FIRST_FIELDS: dict[type[BaseModel], tuple[str, ...]] = {
    records.Recognition: ("title", "level", "kind", "date", "expires"),
    records.AwardReceived: ("title", "level", "amount", "date", "occasion"),
    records.Tenant: (
        "name",
        "entered",
        "left",
        "recognitions.title",
        "recognitions.level",
        "recognitions.kind",
        "recognitions.date",
    ),
    records.DesignContract: (
        *("name", "client_region", "industrial_design", "ordered"),
        *("payments.date", "payments.amount"),
    ),
    records.Incident: ("kind", "date", "penalty"),
}
"""What is asked of a record at first; its other fields are asked for where something turns on them.

A field of a list inside (`payments.date`) makes a row of each of its records; rows that agree otherwise are one record.
"""

_HINTS: dict[str, Words] = {
    "money": Words("带单位，如 200万元", "with its unit, such as 200万元"),
    "percentage": Words("如 3%", "such as 3%"),
    "date": Words("年-月-日", "year-month-day"),
    "expiry": Words("年-月-日；没有期限写 长期", "year-month-day; 长期 if it does not expire"),
    "place": Words("如 日照市、山东省日照市莒县", "such as 日照市 or 山东省日照市莒县"),
}


def field_at(model: type[BaseModel], steps: list[str]) -> tuple[FieldInfo | None, type[BaseModel] | None]:
    """Return the field that a path leads to, and the model of its records, if it holds any."""
    node: type[BaseModel] | None = model
    field: FieldInfo | None = None
    for step in steps:
        if step.isdigit():
            continue
        field = node.model_fields.get(step) if node is not None else None
        node = record_model(field.annotation) if field is not None else None
    return field, node


def record_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model of the records that a field holds, or of the part that it is."""
    for each in _parts(annotation):
        if isinstance(each, type) and issubclass(each, Closed):
            return each
    return None


def is_list(annotation: Any) -> bool:
    """Return whether a field holds a list of records."""
    return any(get_origin(each) is tuple for each in _parts(annotation, inside_lists=False))


def _parts(annotation: Any, *, inside_lists: bool = True) -> Iterator[Any]:
    """Yield what an annotation is made of: the choices of a union, what is annotated, what a tuple holds."""
    yield annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _parts(get_args(annotation)[0], inside_lists=inside_lists)
    elif origin is tuple:
        if inside_lists:
            yield from _parts(get_args(annotation)[0])
    elif origin is Union or type(annotation).__name__ == "UnionType":
        for each in get_args(annotation):
            yield from _parts(each, inside_lists=inside_lists)


def inputs_of(model: type[BaseModel], titles: frozenset[str], names: tuple[str, ...] = ()) -> tuple[Input, ...]:
    """Return the inputs for the fields of a model: those named, else those that are asked at first."""
    found = []
    for name in names or FIRST_FIELDS.get(model) or tuple(model.model_fields):
        outer, _, inside = name.partition(".")
        info = model.model_fields[outer]
        inner = record_model(info.annotation)
        if inside and inner is not None:
            made = input_of(inside, inner.model_fields[inside], titles)
            label = Words(f"{info.title}·{made.label.zh}", f"{outer}: {made.label.en}")
            found.append(replace(made, name=name, label=label, required=False))
        elif not name.endswith(COMPLETE) and not is_list(info.annotation):
            found.append(input_of(name, info, titles))
    return tuple(found)


def input_of(name: str, field: FieldInfo, titles: frozenset[str] = frozenset()) -> Input:
    """Return the input for one field."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    label = Words(field.title or name, str(extra.get("english", name)))
    kind, choices = _kind_of(field, titles)
    said = Words(field.description or "", "")
    hint = _HINTS.get(kind, said)
    common = sum(each in titles for each, _ in choices) if kind == "title" else len(choices)
    return Input(name, label, kind, hint, choices, common, required=field.is_required())


def declared_input(name: str, label: Words, kind: str) -> Input:
    """Return the input for a fact that a rule file declares with its type."""
    known: dict[str, InputKind] = {each: each for each in ("yes_no", "money", "percentage", "count", "number", "date")}
    return Input(name, label, known.get(kind, "text"), _HINTS.get(kind, Words("", "")))


def _kind_of(field: FieldInfo, titles: frozenset[str]) -> tuple[InputKind, tuple[tuple[str, Words], ...]]:
    schemas = [*_json_schemas(field.metadata)]
    kinds: list[type] = []
    for each in _parts(field.annotation):
        if get_origin(each) is Annotated:
            schemas += _json_schemas(get_args(each)[1:])
        elif isinstance(each, type):
            kinds.append(each)
    if any(each.get("format") == "title-id" for each in schemas):
        return "title", _titles(titles)
    if any(each.get("title") == "行政区划" for each in schemas):
        return "place", ()
    if any("never" in get_args(each) for each in _parts(field.annotation)):
        return "expiry", ()
    for kind in kinds:
        if issubclass(kind, (Labelled, Level, SizeClass)):
            return "choice", _choices(kind)
        for base, name in ((bool, "yes_no"), (Money, "money"), (date, "date"), (int, "count")):
            if issubclass(kind, base):
                return name, ()  # type: ignore[return-value]  # each is a kind of input
    return "text", ()


def _json_schemas(metadata: Any) -> list[dict[str, Any]]:
    return [dict(each.json_schema or {}) for each in metadata if isinstance(each, WithJsonSchema)]


def _choices(kind: type[Enum]) -> tuple[tuple[str, Words], ...]:
    found = []
    for member in kind:
        value = str(member.value) if isinstance(member, Labelled) else member.name.lower()
        found.append((value, Words(str(getattr(member, "label", value)), value.replace("_", " "))))
    return tuple(found)


def _titles(first: frozenset[str]) -> tuple[tuple[str, Words], ...]:
    ordered = sorted(TITLES, key=lambda name: name not in first)  # stable: otherwise the order of the table
    return tuple((name, Words(TITLES[name].label, TITLES[name].english)) for name in ordered)
