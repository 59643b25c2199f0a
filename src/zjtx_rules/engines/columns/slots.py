"""Dated facts that stand in columns of the applicants' own table: a member of a collection for each slot, or none.

What conditions ask of the rows of a long table they ask here of a vector with one part for each slot, which leans on the
applicants' own columns. What all rows of a slot have in common is known before anything is worked out: a condition on one
title folds away the slots of all others, and of a long table nothing is exploded and gathered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, YES, Absent, Cell, FieldCell, _key, any_of, whole
from zjtx_rules.terms.places import NO_PLACES, Places


class Cells(Cell):
    """A yes-no column for each slot."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Cell]) -> None:
        """Keep the columns; where all are the same constant, that constant stands for them (`spread`)."""
        self.parts = tuple(parts)

    def __and__(self, other: Cell) -> Cell:
        return spread(one & another for one, another in zip(self.parts, parts_of(other, len(self.parts)), strict=True))

    def __or__(self, other: Cell) -> Cell:
        return spread(one | another for one, another in zip(self.parts, parts_of(other, len(self.parts)), strict=True))

    __rand__ = __and__
    __ror__ = __or__

    def __invert__(self) -> Cell:
        return spread(~each for each in self.parts)


def spread(parts: Iterable[Cell]) -> Cell:
    """Return a yes-no column for each slot as one value."""
    found = tuple(parts)
    first = found[0] if found else NO
    return first if first.constant and all(each is first for each in found) else Cells(found)


def parts_of(cell: Cell, count: int) -> Sequence[Cell]:
    """Return a yes-no column for each of so many slots; what leans on the applicant alone is the same for all."""
    return cell.parts if isinstance(cell, Cells) else (cell,) * count


class FieldCells(FieldCell):
    """A field of the members of all slots."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[FieldCell], kind: str) -> None:
        """Keep the field of each slot."""
        self.parts = tuple(parts)
        self.kind = kind
        self.full = all(each.absent is NO for each in self.parts)

    def _each(self, test: Callable[[FieldCell, Any], Cell], value: Any) -> Cell:
        others = value.parts if isinstance(value, FieldCells) else (value,) * len(self.parts)
        return spread(test(one, other) for one, other in zip(self.parts, others, strict=True))

    @property
    def absent(self) -> Cell:
        """Where the fact is missing."""
        return spread(each.absent for each in self.parts)

    def is_(self, value: Any) -> Cell:
        """Return where it has the value."""
        return spread(each.is_(value) for each in self.parts)

    def is_in(self, values: Iterable[Any]) -> Cell:
        """Return where it has one of the values."""
        wanted = list(values)
        return spread(each.is_in(wanted) for each in self.parts)

    def before(self, value: Any) -> Cell:
        """Return where it is earlier, or less; `value` may be another field."""
        return self._each(lambda one, other: one.before(other), value)

    def after(self, value: Any) -> Cell:
        """Return where it is later, or more; `value` may be another field."""
        return self._each(lambda one, other: one.after(other), value)

    def within(self, code: str, places: Places = NO_PLACES) -> Cell:
        """Return where a region lies in the region with this code."""
        return spread(each.within(code, places) for each in self.parts)


class Said(FieldCell):
    """A field that is the same for all members of a slot."""

    __slots__ = ("code",)

    def __init__(self, code: Any, kind: str) -> None:
        """Keep its compact form."""
        literal = nw.lit(code, nw.Boolean) if isinstance(code, bool) else None
        literal = nw.lit(code, nw.String) if isinstance(code, str) else literal
        expr = whole(code) if literal is None else literal
        super().__init__(expr, _key("said", kind, code), kind, full=True, values=frozenset({code}))
        self.code = code

    def among(self, codes: Iterable[Any]) -> Cell:
        """Return everything or nothing; the values are in compact form."""
        return YES if self.code in codes else NO

    def same(self, other: FieldCell) -> Cell:
        """Return everything or nothing, unless it is held against what is not the same for all."""
        if isinstance(other, Said):
            return YES if other.code == self.code else NO
        return super().same(other)

    def before(self, value: Any) -> Cell:
        """Return everything or nothing, unless it is held against another field."""
        if isinstance(value, FieldCell) and not isinstance(value, Said):
            return value.after(self.code)
        return super().before(value.code if isinstance(value, Said) else value)

    def after(self, value: Any) -> Cell:
        """Return everything or nothing, unless it is held against another field."""
        if isinstance(value, FieldCell) and not isinstance(value, Said):
            return value.before(self.code)
        return super().after(value.code if isinstance(value, Said) else value)


class Sole(FieldCell):
    """A column that every member of a slot has, such as the only one: where it has a gap there is no member."""

    __slots__ = ()

    @property
    def absent(self) -> Cell:
        """Nowhere, among the members that there are."""
        return NO


@dataclass(frozen=True, slots=True)
class Slot:
    """At most one member for each applicant."""

    fields: Mapping[str, FieldCell]
    """What is said of it, and what stands in columns of the applicants."""
    columns: Mapping[str, tuple[str, str]]
    """The fields that stand in columns, each with its column and the caller's header."""

    @property
    def present(self) -> Cell:
        """The applicants who have it: those of whom any of its columns says something."""
        given = [self.fields[name] for name in self.columns]
        # One that every member has says it for all.
        given = next(([each] for each in given if isinstance(each, Sole)), given)
        return any_of(~FieldCell(each.bare, each.key, each.kind, full=each.full).absent for each in given)

    @property
    def told(self) -> tuple[object, ...]:
        """What tells it from every other slot."""
        fields = tuple(
            (name, type(each), each.key, each.kind, each.full, each.values, each.shift)
            for name, each in self.fields.items()
        )
        return (fields, tuple(self.columns.items()))

    def field(self, name: str, kind: str) -> FieldCell:
        """Return a field of it."""
        return self.fields.get(name) or Absent(kind)
