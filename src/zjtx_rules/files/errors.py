"""Turns pydantic's complaints about a text that was read into problems with a place, a Chinese sentence and a hint."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from zjtx_rules.files.tree import Path, Source, shown
from zjtx_rules.problems import Problem, did_you_mean
from zjtx_rules.words import Words


def problems_of(
    error: ValidationError, source: Source, root: type[BaseModel], aliases: Mapping[str, frozenset[str]] | None = None
) -> list[Problem]:
    """Return one problem for each complaint.

    Args:
        error: What pydantic found wrong.
        source: The text that was validated.
        root: The model it was validated against.
        aliases: The words under which a field may be written, by the field's name.
    """
    return [_problem(each, source, root, aliases or {}) for each in error.errors(include_url=False)]


def _problem(
    detail: ErrorDetails, source: Source, root: type[BaseModel], aliases: Mapping[str, frozenset[str]]
) -> Problem:
    path = written_path(detail["loc"], source.data, aliases)
    kind, context = detail["type"], detail.get("ctx", {})
    if "zh" in context:
        hint = Words(context["suggest_zh"], context["suggest_en"]) if context.get("suggest_zh") else None
        return source.problem(kind, path, Words(context["zh"], context["en"]), suggestion=hint)
    if kind == "extra_forbidden":
        key = str(path[-1]) if path else ""
        known = _known_keys(root, detail["loc"][:-1])
        listed = "、".join(sorted(known))
        message = Words(f"不认识的键“{shown(key)}”", f"unknown key '{shown(key)}'")
        expected = Words(listed, ", ".join(sorted(known))) if known else None
        return source.problem(
            "unknown-key", path, message, key=True, expected=expected, suggestion=did_you_mean(key, known)
        )
    if kind == "missing":
        name = str(detail["loc"][-1])
        message = Words(f"缺少“{name}”", f"'{name}' is missing")
        return source.problem("missing-key", path, message)
    code, message = _sentence(kind, context, detail)
    return source.problem(code, path, message)


def _sentence(kind: str, context: Mapping[str, Any], detail: ErrorDetails) -> tuple[str, Words]:
    given = shown(str(detail["input"]))
    for prefix, zh, en in _TYPES:
        if kind.startswith(prefix):
            return "wrong-type", Words(f"应为{zh}，写的是“{given}”", f"expected {en}, got '{given}'")
    if kind in {"literal_error", "enum"}:
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return "wrong-value", Words(f"“{given}”不在可选之列：{choices}", f"'{given}' is none of {choices}")
    if kind == "string_pattern_mismatch":
        return "wrong-form", Words(
            f"“{given}”的写法不对，应符合 {context['pattern']}", f"'{given}' has not the right form"
        )
    if kind in {"string_too_short", "too_short"}:
        least = context["min_length"]
        return "too-short", Words(f"至少须有{least}项", f"at least {least} needed")
    for name, zh, en in (("ge", "不得小于", "at least"), ("le", "不得大于", "at most")):
        if name in context:
            return "out-of-range", Words(f"{given} {zh}{context[name]}", f"{given} must be {en} {context[name]}")
    if kind == "condition":
        return "unknown-condition", Words(
            "不是任何一种条件，或键写错", "not a condition: no key of any kind of condition"
        )
    if kind == "payment":
        return "unknown-payment", Words("不是任何一种给付，或键写错", "not a payment: no key of any kind of payment")
    if kind == "clause":
        return "unknown-clause-kind", Words("条款的 kind 缺少或不存在", "the kind of the clause is missing or unknown")
    if kind == "value_error":
        text = str(context.get("error", detail["msg"]))
        zh, _, en = text.partition(" / ")
        return "wrong-value", Words(zh, en or zh)
    return "wrong-value", Words(f"“{given}”不合要求（{detail['msg']}）", f"'{given}': {detail['msg']}")


_TYPES = (
    ("string_type", "文字", "text"),
    ("bool", "true 或 false", "true or false"),
    ("int", "整数（半角数字）", "a whole number"),
    ("decimal", "数", "a number"),
    ("tuple_type", "列表（每项以 - 开头）", "a list"),
    ("list_type", "列表（每项以 - 开头）", "a list"),
    ("dict_type", "键值对", "a mapping"),
    ("model_type", "键值对（键: 值）", "a mapping"),
    ("model_attributes_type", "键值对（键: 值）", "a mapping"),
)


def written_path(location: Iterable[str | int], data: Any, aliases: Mapping[str, frozenset[str]]) -> Path:
    """Return the path in the text of a location in the models, which also names tags and English fields."""
    path: list[str | int] = []
    node = data
    steps = list(location)
    for index, step in enumerate(steps):
        if isinstance(node, dict):
            key = step if step in node else next((word for word in aliases.get(str(step), ()) if word in node), None)
            if key is not None:
                path.append(key)
                node = node[key]
            elif index == len(steps) - 1 and not path:
                break
        elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
            path.append(step)
            node = node[step]
    return tuple(path)


def _known_keys(root: Any, location: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the model at a location knows."""
    current: Any = root
    for step in location:
        current = _inside(current, step)
        if current is None:
            return set()
    model = _model(current)
    if model is None:
        return set()
    names = {field.alias or name for name, field in model.model_fields.items()}
    return names | set(getattr(model, "chinese_names", {}))


def _inside(annotation: Any, step: str | int) -> Any:
    """Return the annotation one step further: a field, an item, a value, or the member of a union with this tag."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inside(get_args(annotation)[0], step)
    if origin in (Union, types.UnionType):
        members = [each for each in get_args(annotation) if each is not type(None)]
        for member in members:
            if step in [meta.tag for meta in getattr(member, "__metadata__", ()) if isinstance(meta, Tag)]:
                return member
        for member in members:
            found = _inside(member, step)
            if found is not None:
                return found
        return next((each for each in members if getattr(_model(each), "__name__", None) == step), None)
    if origin is not None and issubclass(origin, (tuple, list)) and isinstance(step, int):
        return get_args(annotation)[0]
    if origin is not None and issubclass(origin, dict):
        return get_args(annotation)[1]
    model = _model(annotation)
    if model is None:
        return None
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            return field.annotation
    return None


def _model(annotation: Any) -> type[BaseModel] | None:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        found = [_model(each) for each in get_args(annotation)]
        return next((each for each in found if each is not None), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
