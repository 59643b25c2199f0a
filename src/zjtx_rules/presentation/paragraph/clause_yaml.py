"""A clause as a rule file writes it, from the terms that a paragraph says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.files import dump_yaml
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.force import BY_KIND
from zjtx_rules.presentation.paragraph.terms import ClauseTerms, around_key, own_key, terms_of
from zjtx_rules.terms import Level

_FIRST = ("id", "kind", "cite", "quote", "restated", "title", "by", "note")
_ONE_AS_IT_IS = frozenset({"quote", "binds", "to", "window"})
"""Lists that a rule file may write as one value where there is one."""


def clause_yaml(terms: ClauseTerms, clause: Clause) -> str:
    """Return a clause with the terms of a paragraph as YAML: its names and quotes as they are in the file; English labels have files of their own."""
    data = as_data(terms.clause) | {
        name: each for name, each in as_data(clause).items() if name in clause.UNSAID - {"english"}
    }
    if "force" in data and data["force"] == BY_KIND.get(data["kind"]) and getattr(clause, "force", None) is None:
        del data["force"]
    ordered = {name: data[name] for name in (*_FIRST, *data) if name in data}
    return dump_yaml([ordered])


def says_the_same(terms: ClauseTerms, clause: Clause, side: Side) -> tuple[bool, bool]:
    """Return whether a paragraph means the same as a clause of a file: in its own terms, and in what its document says for it."""
    before = terms_of(clause, side)
    return own_key(terms, side) == own_key(before, side), around_key(terms, side) == around_key(before, side)


def as_data(value: Any, name: str = "") -> Any:
    """Return a model as plain data in the spelling of rule files, without what is as it is by default."""
    if isinstance(value, BaseModel):
        return {
            info.alias or field: as_data(getattr(value, field), field)
            for field, info in type(value).model_fields.items()
            if info.is_required() or getattr(value, field) != info.get_default(call_default_factory=True)
        }
    if isinstance(value, Mapping):
        return {str(key): as_data(each) for key, each in value.items()}
    if isinstance(value, tuple):
        items = [as_data(each) for each in value]
        return items[0] if len(items) == 1 and name in _ONE_AS_IT_IS else items
    if isinstance(value, Level):
        return value.id
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, (bool, int, Decimal)) else str(value)


__all__ = ["as_data", "clause_yaml", "says_the_same"]
