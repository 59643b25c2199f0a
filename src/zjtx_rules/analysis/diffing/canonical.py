"""What a part of a rule file means, as a key: two parts that say the same have the same key, however they are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.terms import Duration, Money, Percentage
from zjtx_rules.terms.exact import plain

Key = tuple[Any, ...]
"""Nested tuples of texts, which can be compared, hashed and, by their `repr`, sorted."""


def key_of(value: Any) -> Key:
    """Return the meaning of a value; the order of a list of plain values carries none."""
    if isinstance(value, (Money, Percentage)):
        number = value.yuan if isinstance(value, Money) else value.ratio
        return (type(value).__name__, plain(number))
    if isinstance(value, Duration):
        return ("duration", str(value.months), str(value.days))
    if isinstance(value, Enum):  # a level among them
        return ("choice", str(value.value))
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, (int, Decimal)):
        return ("number", plain(Decimal(value)))
    if isinstance(value, date):
        return ("date", value.isoformat())
    if value is None:
        return ()
    if isinstance(value, str):
        return ("text", value)
    return _key_of_several(value)


def _key_of_several(value: Any) -> Key:
    if isinstance(value, ByReading):
        options = {name: key_of(each) for name, each in value.options.items()}
        if len(set(options.values())) == 1:
            return next(iter(options.values()))
        return ("by_reading", value.by_reading, tuple(sorted(options.items(), key=repr)))
    if isinstance(value, BaseModel):
        fields = ((name, key_of(getattr(value, name))) for name in type(value).model_fields)
        return (type(value).__name__, *fields)
    if isinstance(value, Mapping):
        return ("mapping", *sorted(((str(name), key_of(each)) for name, each in value.items()), key=repr))
    if isinstance(value, (tuple, list, frozenset)):
        return ("several", *sorted({key_of(each) for each in value}, key=repr))
    return ("text", str(value))
