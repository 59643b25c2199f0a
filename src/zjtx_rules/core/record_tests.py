"""What can be said of one record among those of its collection, besides comparisons of quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zjtx_rules.core.days import Day
from zjtx_rules.core.fields import Field


@dataclass(frozen=True, slots=True)
class Among:
    """A field has one of some values."""

    field: Field
    values: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Within:
    """A day is none before any of some days and none after any of others."""

    field: Field
    first: tuple[Day, ...]
    last: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One day of a record lies before another of its days. Where both are missing, the first is asked for first."""

    field: Field
    than: Field


@dataclass(frozen=True, slots=True)
class NoEarlier:
    """There is no earlier record of the same kind whose field has one of some values."""

    field: Field
    values: frozenset[Any]


@dataclass(frozen=True, slots=True)
class RegisteredIn:
    """The holder of the record was registered in a place on the day of the record."""

    code: str
    day: Field
