"""What is known of a population's tables before any row of them is looked at.

On nothing else hangs how conditions are written as columns, so that tables of one shape are asked the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zjtx_rules.engines.columns.slots import Slot


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a population's tables."""

    in_memory: bool
    columns: frozenset[str]
    """The facts that the table of applicants gives."""
    tables: frozenset[str]
    """The collections that have a table of their own."""
    fields: frozenset[tuple[str, frozenset[str]]]
    """The fields that each collection gives."""
    slots: Mapping[str, tuple[Slot, ...]] = field(compare=False)
    """The collections whose members stand in columns of the applicants, and are looked at there."""
    slots_told: frozenset[tuple[str, tuple[object, ...]]]
    """What tells these from others."""
    alone: frozenset[str]
    """The tables that have at most one row for each applicant."""
    without_gaps: frozenset[tuple[str, str]]
    """The columns that have no gap, each by its table and field."""
    always: frozenset[str]
    """The columns of applicants that say of everybody that a collection is known."""
    empty: frozenset[str]
    """The tables that have no rows."""
    values_told: frozenset[tuple[tuple[str, str], frozenset[Any]]]
    """Of columns with few different values, by table and field: which these are, in compact form."""

    def gives(self, name: str) -> bool:
        """Return whether the members of a collection are given, in a table of their own or not."""
        return name in self.tables or name in self.slots

    def has_field(self, table: str, name: str) -> bool:
        """Return whether the members of a collection say something of a field."""
        return any(each == table and name in names for each, names in self.fields)

    def full(self, table: str, name: str) -> bool:
        """Return whether a column is known to have no gap."""
        return (table, name) in self.without_gaps

    def values(self, table: str, name: str) -> frozenset[Any] | None:
        """Return which values occur in a column, in compact form, where that is known."""
        return next((values for column, values in self.values_told if column == (table, name)), None)
