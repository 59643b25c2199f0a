"""Which keys of a model exclude or demand one another, said once beside its keys, as a JSON Schema says it in either spelling.

What a model may say of its keys: `ONE_OF` are keys of which just one is written, `SOME_OF` of which at least one is,
`NEVER_WITH` leads from a key to those that it excludes, `NEEDS` to the one that it needs, `ONLY_WITH` from a key and a value to the key that goes with it, and
`JUST_WITH` likewise to the key that goes with nothing else; `NARROWS` leads from a key and a value to the values that another may have. The values under a key of `DISTINCT` stand once.

>>> from zjtx_rules.payments.per_item import Each
>>> Each.ONE_OF
(('sum', 'up_to'),)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]
UNSAID: Schema = {"enum": [None, [], "", False, "否"], "title": "等于没有写", "additionalProperties": False}
"""What stands under a key and says nothing, as `$defs` of a schema has it: the same as leaving the key out."""


def relations(
    model: type[BaseModel], words: Mapping[str, str], values: Mapping[Any, Mapping[str, None]]
) -> Iterator[Schema]:
    """Yield what a JSON Schema demands of the keys of a model.

    Args:
        model: The model.
        words: The Chinese word of each key.
        values: The Chinese words of each closed value.
    """

    def written(key: str) -> Schema:
        return says(key, words)

    def valued(key: str, value: Any) -> Schema:
        return says(key, words, [value, *values.get(value, ())])

    twice = [spellings(each, words) for each in words]
    yield {"not": {"anyOf": [{"required": each} for each in twice if len(each) > 1]}}
    for keys in getattr(model, "ONE_OF", ()):
        yield {"oneOf": [written(each) for each in keys]}
    for keys in getattr(model, "SOME_OF", ()):
        yield {"anyOf": [written(each) for each in keys]}
    for key, others in getattr(model, "NEVER_WITH", {}).items():
        yield {"not": {"allOf": [written(key), {"anyOf": [written(each) for each in others]}]}}
    for key, other in getattr(model, "NEEDS", {}).items():
        yield {"if": written(key), "then": written(other)}
    for (key, value), other in getattr(model, "ONLY_WITH", {}).items():
        yield {"if": valued(key, value), "then": written(other)}
    for (key, value), other in getattr(model, "JUST_WITH", {}).items():
        yield {"if": valued(key, value), "then": written(other), "else": {"not": written(other)}}
    for (key, value), (other, among) in getattr(model, "NARROWS", {}).items():
        known = [each for one in among for each in (one, *values.get(one, ()))]
        yield {"if": valued(key, value), "then": says(other, words, known)}
    for key in getattr(model, "DISTINCT", ()):
        yield {"properties": {each: {"uniqueItems": True} for each in spellings(key, words)}}


def spellings(key: str, words: Mapping[str, str]) -> list[str]:
    """Return a key in English and in Chinese."""
    return list(dict.fromkeys((key, words.get(key, key))))


def says(key: str, words: Mapping[str, str], values: Sequence[Any] = ()) -> Schema:
    """Return that something, or one of some values, stands under a key."""
    known: Schema = {"enum": [*values]} if values else {"not": {"$ref": "#/$defs/Unsaid"}}
    return {"anyOf": [{"required": [each], "properties": {each: known}} for each in spellings(key, words)]}
