"""What may be written in place of what is wrong: made of the value that was given, or an example; tried on the model before it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, PydanticUserError, ValidationError
from pydantic.fields import FieldInfo

from zjtx_rules.files.shapes import model_of
from zjtx_rules.files.yaml_scalars import resolve
from zjtx_rules.files.yaml_text import parse_yaml
from zjtx_rules.problems import InputError
from zjtx_rules.words import Words

_NONE = frozenset({"无", "没有", "none", "None", "无。", "-", "/", "—", "0"})
"""What people write into a list of which there are none."""
_PLAIN = re.compile(r"[\w%.（）“”·+-]+(?: [\w%.（）“”·+-]+)*")
_SAID = re.compile(r"(?:请写作|是否想写)“(.+)”？?$")
_EXAMPLES = ("甲", "2023-07-14", "100万元", "50%", True, "日照市", "小巨人", "国家级", 2022, 1, "12个月", "any")
"""Values of which each kind of field takes one."""
_DEEPEST = 4


def accepts(model: type[BaseModel], key: str, value: Any) -> bool | None:
    """Return whether a model takes a value under a key; what else the model needs does not matter.

    None for a model that pydantic knows only as a part of others, and that cannot be tried by itself.
    """
    names = {key, getattr(model, "chinese_names", {}).get(key, key)}
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        wrong = [each["loc"] for each in error.errors(include_url=False, include_input=False, include_context=False)]
        return not any(location[:1] and location[0] in names for location in wrong)
    except PydanticUserError:
        return None
    return True


def acceptable(suggestion: Words | None, model: type[BaseModel] | None, key: str | int | None) -> Words | None:
    """Return a suggestion of a value unless the model is known to refuse it there.

    Args:
        suggestion: Such as `请写作“2023-07-14”`; any that names no value to write is returned as it is.
        model: The model in which the value stands, if it stands in one.
        key: The key under which it stands.
    """
    said = _SAID.search(suggestion.zh) if suggestion is not None else None
    if said is None or model is None or not isinstance(key, str):
        return suggestion
    for text in said[1].split("”或“"):
        if all(accepts(model, key, value) is False for value in (text, _read(text))):
            return None
    return suggestion


def _read(text: str) -> Any:
    """Return what a text means where it is written into a file."""
    try:
        return parse_yaml(text, "").data
    except InputError:
        return text


def in_place_of(
    value: Any, model: type[BaseModel], key: str, *, listed: bool, item: type[BaseModel] | None, inside: bool = False
) -> Words | None:
    """Return what to write where a list or a mapping belongs and something else stands.

    Args:
        value: What stands there.
        model: The model in which it stands.
        key: The key under which it stands.
        listed: Whether a list belongs there, rather than a mapping.
        item: The model of the mapping, or of the items of the list, if they are mappings.
        inside: Whether it stands in a list under that key.
    """
    candidates: list[tuple[Any, Any]] = []
    if listed and isinstance(value, str) and value.strip() in _NONE:
        candidates.append(([], []))
    if listed and value not in (None, ""):
        candidates.append(([value], [value]))
    if item is not None:
        mappings = [*_given(value, item), (example(item, zh=True), example(item, zh=False))]
        candidates += [([zh], [en]) if listed else (zh, en) for zh, en in mappings if zh is not None and en is not None]
    for zh, en in candidates:
        here = ([zh], [en]) if inside else (zh, en)
        if accepts(model, key, here[0]) and accepts(model, key, here[1]):
            return Words(f"请写作“{flow(zh)}”", f"write '{flow(en)}'")
    return None


def _given(value: Any, model: type[BaseModel]) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Yield mappings that hold a given value, under the keys that take it and first under those that must be there."""
    if isinstance(value, (str, int)) and value != "":
        fields = sorted(model.model_fields.items(), key=lambda each: not each[1].is_required())
        for name, field in fields:
            if accepts(model, field.alias or name, value):
                yield {_chinese(model, name, field): value}, {field.alias or name: value}


def example(model: type[BaseModel], *, zh: bool, depth: int = 0) -> dict[str, Any] | None:
    """Return a small mapping that a model takes: what must be there, or else its first field; None where none is found."""
    if depth > _DEEPEST:
        return None
    needed = {name: field for name, field in model.model_fields.items() if field.is_required()}
    optional = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    found: dict[str, Any] = {}
    for name, field in (needed or optional).items():
        value = _example_of(model, name, field, zh=zh, depth=depth)
        if value is not None:
            found[_chinese(model, name, field) if zh else field.alias or name] = value
            if not needed:
                break
        elif needed:
            return None
    return _completed(model, found, optional, zh=zh, depth=depth) if found and needed else found or None


def _completed(
    model: type[BaseModel], found: dict[str, Any], optional: dict[str, FieldInfo], *, zh: bool, depth: int
) -> dict[str, Any] | None:
    """Return a mapping with one more field where the model does not take it without; None where it takes none."""
    if _takes(model, found):
        return found
    for name, field in optional.items():
        value = _example_of(model, name, field, zh=zh, depth=depth)
        more = found | {_chinese(model, name, field) if zh else field.alias or name: value}
        if value is not None and _takes(model, more):
            return more
    return None


def _takes(model: type[BaseModel], data: dict[str, Any]) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def _example_of(model: type[BaseModel], name: str, field: FieldInfo, *, zh: bool, depth: int) -> Any:
    key = field.alias or name
    for value in _values(field.annotation, zh=zh, depth=depth):
        if accepts(model, key, value):
            return value
    return None


def _values(annotation: Any, *, zh: bool, depth: int) -> Iterator[Any]:
    """Yield values that a field may take, the most telling first."""
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            yield get_args(part)[0]
        elif isinstance(part, type) and issubclass(part, Enum):
            member = next(iter(part))
            yield (getattr(member, "label", member.value) if zh else member.value)
    yield from _EXAMPLES
    inner = model_of(annotation)
    for part in _parts(annotation):
        if inner is None and isinstance(part, type) and issubclass(part, BaseModel):
            inner = part
    if inner is not None:
        mapping = example(inner, zh=zh, depth=depth + 1)
        if mapping is not None:
            yield mapping
            yield [mapping]
    for value in _EXAMPLES:
        yield [value]


@lru_cache(maxsize=512)
def _parts_of(annotation: Any) -> tuple[Any, ...]:
    found = [annotation]
    for each in get_args(annotation):
        if get_origin(annotation) is not Literal:
            found.extend(_parts_of(each) if _hashable(each) else [])
    return tuple(found)


def _parts(annotation: Any) -> tuple[Any, ...]:
    return _parts_of(annotation) if _hashable(annotation) else ()


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _chinese(model: type[BaseModel], name: str, field: FieldInfo) -> str:
    """Return the Chinese word under which a field may be written, or else its name."""
    title = field.title or ""
    return title if title in getattr(model, "chinese_names", {}) else field.alias or name


def flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    text = str(value)
    plain = text and _PLAIN.fullmatch(text) and resolve(text) == text and not text.startswith(("-", "%"))
    return text if plain else json.dumps(text, ensure_ascii=False)
