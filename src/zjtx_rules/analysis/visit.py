"""Walks through a loaded rule file, so that every part is found with the path at which it stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zjtx_rules.conditions import Condition
from zjtx_rules.files import Path
from zjtx_rules.language import Clause, Document, LoadedFile


def clauses(loaded: LoadedFile) -> Iterator[tuple[Path, Document, Clause]]:
    """Yield every clause with its path and document."""
    for index, document in enumerate(loaded.rules.documents):
        for number, clause in enumerate(document.clauses):
            yield ("documents", index, "clauses", number), document, clause


def parts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield a value and everything inside it with their paths, the parts before the whole."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from parts(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            yield from parts(each, (*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from parts(each, (*path, key))
    yield path, value


def conditions(value: Any, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """Yield every condition inside a value with its path, the parts before the whole."""
    for where, part in parts(value, path):
        if isinstance(part, Condition):
            yield where, part
