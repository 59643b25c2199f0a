"""The keys and closed values of rule files in Chinese: one table, taken from the models, with shorter words where there are any.

A file is written in Chinese keywords where its outermost keys are Chinese; below these, either spelling is read. Ids stay as
they are. Chinese keywords are turned into English ones before a file is validated, so that nothing else knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, partial
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zjtx_rules.files.shapes import item_of, models_of, value_of
from zjtx_rules.files.tree import Path, Source
from zjtx_rules.terms.levels import Level
from zjtx_rules.terms.titles import TITLES

KEYS = {
    "when": "当",
    "all": "全部",
    "any": "任一",
    "none": "均无",
    "quote": "引文",
    "section": "条",
    "at_least_of": "至少若干项",
    "to_as_read": "至依解读",
    "without_figure": "无数额",
    "always": "恒为",
}
"""Keys whose Chinese word is another than the title of their field."""

VALUES = {
    "here": "本地",
    "anywhere": "不限",
    "each_time": "每次",
    "yearly": "每年",
    "nothing": "不再发放",
    "rest": "余额",
    "exactly": "恰为",
    "choice": "选项",
    "lifetime": "不限年度",
    "same_title": "同一称号",
    "as_of": "评估日",
    "selected": "择优",
    "year": "每年",
    "contract": "每份合同",
    "people": "人数",
    "enterprise": "企业",
    "startup_base": "创业创新示范基地",
    "service_platform": "公共服务示范平台",
    "cluster": "特色产业集群",
    "park": "园区",
    "district": "区县",
    "design_institute": "工业设计机构",
    "training_body": "培养机构",
    "included": "含届满日",
    "excluded": "不含届满日",
    "system": "系统",
    "text": "文本",
    "application": "申报",
}
"""Closed values whose Chinese word is another than in the description of their field."""

_YES_NO = {True: "是", False: "否"}


@cache  # the parts of a rule file
def keys_of(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the Chinese word of each key of a model."""
    names = ((field.alias or name, field) for name, field in model.model_fields.items())
    return {key: KEYS.get(key) or field.title or key for key, field in names}


@cache  # the parts of a rule file
def _english_keys(model: type[BaseModel]) -> Mapping[str, str]:
    return {word: key for key, word in keys_of(model).items()}


def values_of(field: FieldInfo, model: type[BaseModel] | None = None) -> dict[Any, str]:
    """Return the Chinese word of each closed value that a field may have; of `kind` what the kind is called."""
    noun = getattr(model, "NOUN", None) if model is not None and model.model_fields.get("kind") is field else None
    found: dict[Any, str] = {}
    for value, own in _closed(field.annotation, tuple(field.metadata)):
        said = re.search(rf"(?<![a-z_]){re.escape(str(value))} ([^；，（。]+)", field.description or "")
        described = VALUES.get(value) or (said[1] if said else "")
        found[value] = own or (noun.zh if noun is not None else described)
    return found


def _closed(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str | None]]:
    """Yield the closed values of an annotation, with their words where they have some of their own."""
    if any((getattr(each, "json_schema", None) or {}).get("format") == "title-id" for each in metadata):
        yield from ((name, title.label) for name, title in TITLES.items())
    elif get_origin(annotation) is Literal:
        yield from ((each, None) for each in get_args(annotation))
    elif annotation is bool:
        yield from _YES_NO.items()
    elif annotation is Level:
        yield from ((level.id, level.label) for level in Level)
    elif isinstance(annotation, type) and issubclass(annotation, Enum) and hasattr(annotation, "labels"):
        yield from annotation.labels().items()
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        # What hangs on a reading has the values that it would have without one.
        if "by_reading" in annotation.model_fields and annotation.__name__.startswith("ByReading["):
            yield from _closed(annotation.model_fields["options"].annotation)
    else:
        inner = tuple(getattr(annotation, "__metadata__", ()))
        for each in get_args(annotation):
            if not isinstance(each, str):
                yield from _closed(each, inner)


def is_chinese(data: Any, root: type[BaseModel]) -> bool:
    """Return whether a file is written in Chinese keywords."""
    return isinstance(data, dict) and any(key in _english_keys(root) and not str(key).isascii() for key in data)


def member(annotation: Any, value: Mapping[str, Any]) -> tuple[type[BaseModel] | None, Mapping[str, str]]:
    """Return the model that a mapping is of, in either spelling, and the English key of each that is written in Chinese."""
    best: tuple[tuple[int, int, int], type[BaseModel], Mapping[str, str]] | None = None
    for model in models_of(annotation):
        english = _english_keys(model)
        keys = {english.get(key, key) for key in value}
        own: frozenset[str] = getattr(model, "KEYS", frozenset())
        kind = _kind(model, value)
        if kind is False or (own and own.isdisjoint(keys)):
            continue
        known = keys_of(model)
        score = (int(bool(kind)) + int(bool(own)), getattr(model, "RANK", 0), sum(key in known for key in keys))
        if best is None or score > best[0]:
            best = (score, model, english)
    return (best[1], best[2]) if best is not None else _of_unknown_kind(annotation, value)


def _of_unknown_kind(annotation: Any, value: Mapping[str, Any]) -> tuple[type[BaseModel] | None, Mapping[str, str]]:
    """Return the model whose keys a mapping has most of, where its kind is misspelt."""
    models = [each for each in models_of(annotation) if "kind" in each.model_fields]
    if not models or not {"kind", keys_of(models[0])["kind"]} & set(value):
        return None, {}
    model = max(models, key=lambda each: sum(key in _english_keys(each) or key in keys_of(each) for key in value))
    return model, _english_keys(model)


def _kind(model: type[BaseModel], value: Mapping[str, Any]) -> bool | None:
    """Return whether a mapping says that it is of this kind; None where neither has a kind."""
    field = model.model_fields.get("kind")
    if field is None:
        own = {*keys_of(model), *keys_of(model).values()}
        return False if any(key in value and key not in own for key in ("kind", "类别")) else None
    said = value.get("kind", value.get(keys_of(model)["kind"]))
    words = values_of(field, model)
    return isinstance(said, (str, bool)) and (said in words or said in words.values())


def in_english(source: Source, root: type[BaseModel]) -> Source:
    """Return a rule file with English keywords, whatever it is written in."""
    if not is_chinese(source.data, root):
        return source
    origins: dict[Path, Path] = {}
    data = _english(source.data, root, {}, ((), ()), origins)
    return source.expanded(data, origins, spelled=partial(said_in_chinese, root=root))


def _english(
    value: Any, annotation: Any, words: Mapping[str, Any], paths: tuple[Path, Path], origins: dict[Path, Path]
) -> Any:
    path, written = paths
    if isinstance(value, dict):
        model, english = member(annotation, value)
        found: dict[str, Any] = {}
        for key, each in value.items():
            name = english.get(key, key)
            if name in found or (name != key and name in value):
                name = key  # said twice, in both spellings; that is no key then
            at = ((*path, name), (*written, key))
            if name != key:
                origins[at[0]] = at[1]
            inner, its = below(model, name, annotation, words)
            found[name] = _english(each, inner, its, at, origins)
        return found
    if isinstance(value, list):
        inner = item_of(annotation)
        return [_english(each, inner, words, ((*path, at), (*written, at)), origins) for at, each in enumerate(value)]
    return words.get(value, value) if isinstance(value, str) else value


def below(
    model: type[BaseModel] | None, name: str, annotation: Any, words: Mapping[str, Any]
) -> tuple[Any, Mapping[str, Any]]:
    """Return what may stand under an English key, and the closed values that are meant by Chinese words there."""
    if model is None:
        return value_of(annotation), words
    field = next((each for key, each in model.model_fields.items() if name in (each.alias, key)), None)
    if field is None:
        return None, {}
    if model.__name__.startswith("ByReading["):
        return field.annotation, words if name == "options" else {}
    return field.annotation, {word: meant for meant, word in values_of(field, model).items() if word}


def said_in_chinese(text: str, root: type[BaseModel]) -> str:
    """Return a message about a file in Chinese keywords with the keys and closed values that it names in Chinese."""
    words = _all_words(root)
    said = _NAMED.sub(lambda found: words.get(found[0], found[0]), text)
    return re.sub(r"(“?)(\w+)(”?)（\2）", r"\1\2\3", said)


_NAMED = re.compile(r"(?<![\w./:-])[a-z][a-z_]*(?![\w./-])")
"""A word that may be a keyword: no part of an id, a path or a file name."""


@cache  # the parts of a rule file
def _all_words(root: type[BaseModel]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for model in models_inside(root):
        for key, word in keys_of(model).items():
            found.setdefault(key, word)
    for model in models_inside(root):
        for field in model.model_fields.values():
            for value, word in values_of(field, model).items():
                if isinstance(value, str) and value not in TITLES:
                    found.setdefault(value, word)
    return found


@cache  # the parts of a rule file
def models_inside(root: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return every model that a file may hold, the root first."""
    found: dict[type[BaseModel], None] = {}
    ahead: list[Any] = [root]
    while ahead:
        each = ahead.pop()
        if isinstance(each, type) and issubclass(each, BaseModel):
            if each not in found:
                found[each] = None
                ahead += [part for field in each.model_fields.values() for part in (field.annotation, *field.metadata)]
        else:
            ahead += [part for part in get_args(each) if not isinstance(part, str)]
    return tuple(found)
