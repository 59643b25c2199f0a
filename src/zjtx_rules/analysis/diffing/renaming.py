"""Carries the new names into the old side, so that a clause, reading or fact that was only renamed is one change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Renamings:
    """The new name of everything that was renamed, by its old name."""

    clauses: Names = field(default_factory=dict)
    readings: Names = field(default_factory=dict)
    facts: Names = field(default_factory=dict)
    judgements: Names = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything was renamed."""
        return bool(self.clauses or self.readings or self.facts or self.judgements)

    def of_field(self, name: str) -> Names | None:
        """Return the renamings that a field of this name is subject to."""
        return {
            "clause": self.clauses,
            "same_as": self.clauses,
            "among": self.clauses,
            "by_reading": self.readings,
            "band": self.readings,
            "fact": self.facts,
            "attested": self.judgements,
        }.get(name)


def renamed(model: M, names: Renamings) -> M:
    """Return a model with every name in it replaced; the ids of things themselves stay."""
    if not names:
        return model
    update = {
        name: _value(value, names, names.of_field(name))
        for name in type(model).model_fields
        for value in [getattr(model, name)]
    }
    return model.model_copy(update=update)


def _value(value: Any, names: Renamings, own: Names | None) -> Any:
    if isinstance(value, BaseModel):
        if own is names.clauses and "options" in type(value).model_fields:  # `among` that hangs on a reading
            options = {name: _value(each, names, own) for name, each in value.options.items()}  # type: ignore[attr-defined]
            reading = value.by_reading  # type: ignore[attr-defined]
            return value.model_copy(update={"options": options, "by_reading": names.readings.get(reading, reading)})
        return renamed(value, names)
    if isinstance(value, tuple):
        return tuple(_value(each, names, own) for each in value)
    if isinstance(value, dict):
        return {name: _value(each, names, None) for name, each in value.items()}
    return own.get(value, value) if own and isinstance(value, str) else value
