"""What has to be worked out over the tables before clauses can be decided: noted while conditions are written, done once.

A plan belongs to one kind of applicant. Every document's conditions note in it what they need of the long tables (one
number per applicant) and what they share; the same need noted twice is one column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, YES, Absent, Cell, FieldCell, _key, whole
from zjtx_rules.engines.columns.frames import inside
from zjtx_rules.engines.columns.given.layout import TABLES, applicant_columns, kind_of
from zjtx_rules.engines.columns.given.shape import Shape
from zjtx_rules.engines.columns.translated import translated
from zjtx_rules.profile.applicants import APPLICANTS

SIZE = "~size"


@dataclass(slots=True)
class Lookup:
    """A column whose distinct texts are turned into truths by a function."""

    source: str
    target: str
    judge: Callable[[str], int]


@dataclass(slots=True)
class Plan:
    """What one kind of applicant's conditions need."""

    shape: Shape
    kind: str
    as_of: Any
    wanted: dict[tuple[str, str, str], tuple[str, nw.Expr]] = field(default_factory=dict)
    """What is worked out of the rows of a table: by table, content and way, the column and the expression over rows."""
    flags: set[str] = field(default_factory=set)
    """Of these columns those in which zero says no more than no row at all."""
    kept: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    """What is worked out once and used by several; a cell leans only on what is kept in the layers below its own."""
    numbers: dict[str, tuple[str, nw.Expr, int]] = field(default_factory=dict)
    """What is worked out once of the applicants' own columns: by content, the column, the expression, its layer."""
    lookups: dict[str, Lookup] = field(default_factory=dict)
    referred: list[tuple[Cell, str]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    """The tables that were asked about, since this was last emptied."""
    asked_of_rows: dict[str, tuple[tuple[str, str, nw.Expr], ...]] = field(default_factory=dict)
    """What is worked out of the rows of each table: how they are put together for an applicant, the column, the expression."""
    stages_of_numbers: tuple[tuple[nw.Expr, ...], ...] = ()
    """The numbers, layer by layer."""
    stages: tuple[tuple[nw.Expr, ...], ...] = ()
    """What is worked out once and used by several, layer by layer."""
    needs_previous: bool = False
    needs_size: bool = False
    needs_year: bool = False

    def column(self, name: str) -> FieldCell:
        """Return a field of the applicants."""
        kind = self._kind(name)
        if name not in self.shape.columns:
            return Absent(kind)
        return FieldCell(
            nw.col(inside(name)),
            _key("applicants", name),
            kind,
            full=self.shape.full("applicants", name),
            values=self.shape.values("applicants", name),
        )

    def _kind(self, name: str) -> str:
        known = applicant_columns().get(name)
        return known.kind.name if known is not None else "text"

    def has(self, table: str) -> bool:
        """Return whether the caller gave a table that applicants of this kind can have."""
        return self.shape.gives(table) and table in APPLICANTS[self.kind].model_fields

    def member(self, table: str, name: str) -> FieldCell:
        """Return a field of the rows of a table."""
        if name == "end_of_undated":
            undated, ends = self.member(table, "date").absent, self.member(table, "expires")
            if undated is YES or isinstance(ends, Absent):
                return ends
            if undated is NO:
                return Absent("expiry")
            return FieldCell(nw.when(undated.expr).then(ends.expr), _key("undated", undated.key, ends.key), "expiry")
        kind = kind_of(TABLES[table].model, name).name if name != "previous_last_day" else "expiry"
        if name == "previous_last_day":
            self.needs_previous = True
        elif not self.shape.has_field(table, name):
            return Absent(kind)
        values = self.shape.values(table, name)
        return FieldCell(nw.col(name), _key(table, name), kind, full=self.shape.full(table, name), values=values)

    def year_of_recognition(self) -> nw.Expr:
        """Return the year of the day of each recognition; zero where that is missing."""
        self.needs_year = True
        return nw.col("~year")

    def of_rows(self, table: str, expr: nw.Expr, key: str, way: str, *, flag: bool = False) -> str:
        """Return the column that holds, for every applicant, the greatest or least of an expression over its rows.

        `flag`: zero says no more than no row at all.
        """
        wanted = (table, key, way)
        if wanted not in self.wanted:
            self.wanted[wanted] = (f"~{table}{len(self.wanted)}", expr)
            if flag:
                self.flags.add(self.wanted[wanted][0])
        return self.wanted[wanted][0]

    def number(self, expr: nw.Expr, key: str, layer: int) -> nw.Expr:
        """Return the column of an expression over the applicants' own columns and the numbers of the layers below."""
        return nw.col(self.numbers.setdefault(key, (f"~n{len(self.numbers)}", expr, layer))[0])

    def early(self, cell: Cell, layer: int) -> Cell:
        """Return a cell over the applicants' own columns and the numbers of the layers below, worked out once like a number."""
        if cell.opposite is not None:
            return ~self.early(cell.opposite, layer)
        return cell if cell.constant else Cell(self.number(cell.expr, cell.key, layer), cell.key)

    def keep(self, cell: Cell) -> Cell:
        """Return a cell that is worked out once, as a column of its own."""
        if cell.constant:
            return cell
        if cell.opposite is not None:
            return ~self.keep(cell.opposite)
        if cell.key not in self.kept:
            self.kept[cell.key] = (f"~k{len(self.kept)}", cell)
        name, first = self.kept[cell.key]
        return Cell(nw.col(name), cell.key, first.layer + 1)

    def look_up(self, source: str, key: str, judge: Callable[[str], int]) -> str:
        """Return the column of the truths that a function gives for the texts of another column."""
        known = _key(source, key)
        if known not in self.lookups:
            self.lookups[known] = Lookup(inside(source), f"~t{len(self.lookups)}", judge)
        return self.lookups[known].target

    def close(self) -> None:
        """Put in order what was noted, once everything has been; it is then carried out for any tables of this shape."""
        for (table, _, way), (column, expr) in self.wanted.items():
            asked = (way, column, translated(expr.alias(column)))
            self.asked_of_rows[table] = (*self.asked_of_rows.get(table, ()), asked)
        self.stages_of_numbers = _stages((layer, expr.alias(name)) for name, expr, layer in self.numbers.values())
        self.stages = _stages((cell.layer, cell.expr.alias(name)) for name, cell in self.kept.values())

    def refer(self, where: Cell, why: str) -> None:
        """Leave applicants to the reference."""
        if not any(cell.key == where.key for cell, _ in self.referred) and where is not NO:
            self.referred.append((where, why))


def _stages(exprs: Iterable[tuple[int, nw.Expr]]) -> tuple[tuple[nw.Expr, ...], ...]:
    """Return expressions by their layer, the lowest first."""
    stages: dict[int, list[nw.Expr]] = {}
    for layer, expr in exprs:
        stages.setdefault(layer, []).append(translated(expr))
    return tuple(tuple(stages[layer]) for layer in sorted(stages))


def flagged(column: str, key: str) -> Cell:
    """Return the cell of a column of ones and zeros in which an applicant without rows has a gap."""
    return Cell((nw.col(column) == whole(1)).fill_null(value=False), key)


__all__ = ["SIZE", "YES", "Plan", "flagged"]
