"""What quantities measure, and the fields of records that tests look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any


class Kind(Enum):
    """What a quantity measures; only quantities of one kind are added and compared."""

    YES_NO = "yes_no"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    CHOICE = "choice"


class KindError(TypeError):
    """Raised where quantities of different kinds are added or compared, or two facts are multiplied."""


class NoArmError(TypeError):
    """Raised where an interpreter cannot answer for a form: of one record among others, for one, no sum of facts tells."""

    def __init__(self, form: object) -> None:
        """Name the form."""
        super().__init__(type(form).__name__)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record at hand, inside `Some`."""

    name: str
    kind: Kind
    least: int
    most: int
    values: tuple[Any, ...] = ()
    """Of a choice all that it can be, in order; the whole number of each is its place among them."""
    not_after: str | None = None
    """Of a day the field of the same record that it is never after: a first day is not after the last one."""
    not_before: str | None = None
    """Likewise the field that it is never before."""
    span: str | None = None
    """Of a day what tells, where it is missing, between which days it lies: the month in which it was."""
    of_previous: str | None = None
    """Where the record does not state it: this field of the record that it follows upon."""
    required: bool = False
    """Every record has it."""
    open_above: bool = False
    """There is no greatest value; `most` is only where the search begins to look."""


def choice_field(name: str, values: Iterable[Any], *, required: bool = False) -> Field:
    """Return a field that has one of some values."""
    every = tuple(values)
    return Field(name, Kind.CHOICE, 0, len(every) - 1, every, required=required)


def day_field(
    name: str,
    *,
    not_after: str | None = None,
    not_before: str | None = None,
    span: str | None = None,
    of_previous: str | None = None,
) -> Field:
    """Return a field that is a day."""
    return Field(name, Kind.DAY, 1, date.max.toordinal(), (), not_after, not_before, span, of_previous)
