"""The members of a collection that stands in columns of the applicants, as conditions see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, YES, Absent, Cell, FieldCell, _key, any_of, whole, year_of
from zjtx_rules.engines.columns.given.layout import TABLES, kind_of
from zjtx_rules.engines.columns.slots import FieldCells, Slot, parts_of, spread
from zjtx_rules.engines.columns.written.members import YEAR_AND_TITLE, Members
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.engines.columns.written.previous_in_row import previous_in_row


class SlotMembers(Members):
    """The members of a collection that stands in columns of the applicants."""

    @property
    def slots(self) -> Sequence[Slot]:
        """The slots, of which there may be none: then nobody has any such member."""
        return self.plan.shape.slots[self.name]

    def __getitem__(self, name: str) -> FieldCell:
        """Return a field of the members."""
        if self.noted is not None:
            self.noted.add(name)
        if name == "end_of_undated":
            kind, parts = "expiry", [_end_of_undated(each) for each in self.slots]
        elif name == "previous_last_day":
            kind, parts = "expiry", [previous_in_row(each, self.slots, self.plan) for each in self.slots]
        else:
            kind = kind_of(TABLES[self.name].model, name).name
            parts = [each.field(name, kind) for each in self.slots]
        return Absent(kind) if all(isinstance(each, Absent) for each in parts) else FieldCells(parts, kind)

    def _present(self, slot: Slot) -> Cell:
        """Return who has a member in a slot."""
        return self.plan.early(slot.present, 0)

    def _those(self, test: Cell) -> list[tuple[Slot, Cell]]:
        """Return the slots whose members may pass a test, each with the applicants whose member does."""
        found = zip(self.slots, parts_of(test, len(self.slots)), strict=True) if self.given else ()
        return [(slot, self._present(slot) & passes) for slot, passes in found if passes is not NO]

    def ready(self, test: Cell) -> Cell:
        """Return a test of the members that is used more than once."""
        return spread(self.plan.early(each, 2) for each in parts_of(test, len(self.slots)))

    def any(self, test: Cell) -> Cell:
        """Return the applicants one of whose members passes the test."""
        return any_of(cell for _, cell in self._those(test))

    def _extreme(self, name: str, where: Cell, way: str) -> FieldCell:
        field = self[name]
        exprs: list[Any] = []
        keys: list[str] = []
        full = False
        for slot, test in zip(self.slots, parts_of(where, len(self.slots)), strict=True) if self.given else ():
            each = slot.field(name, field.kind)
            if test is NO or isinstance(each, Absent):
                continue
            # A column has a gap itself where there is no member.
            whole_column = test is YES and name in slot.columns
            there = self._present(slot) & test
            full = whole_column and each.full
            exprs.append(each.expr if whole_column else nw.when(there.expr).then(each.expr))
            keys += [each.key] if whole_column else [each.key, there.key]
        if not exprs:
            return Absent(field.kind)
        if len(exprs) == 1:
            return FieldCell(exprs[0], _key("sole", *keys), field.kind, full=full)
        key = _key(way, self.name, *keys)
        expr = nw.min_horizontal(*exprs) if way == "min" else nw.max_horizontal(*exprs)
        return FieldCell(self.plan.number(expr, key, 3), key, field.kind)

    def figure(self, indicator: str, in_year: Cell) -> None:
        """Have an indicator of the size class worked out for a year."""
        field = self.greatest(indicator, in_year)
        if not isinstance(field, Absent):
            self.plan.number(field.expr, f"size.{indicator}", 4)

    def truth(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell]:
        """Return where a member passes, and where it may although none is known to."""
        if absent is NO or possible is NO:
            return self.any(possible), NO
        met = self.plan.keep(self.any(possible & ~absent))
        return met, self.any(possible & absent) & ~met

    def best(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell, nw.Expr]:
        """Return the same, and the recognition found as one number; zero where there is none."""
        met, open_ = self.truth(possible, absent)
        sure, unsure = self._latest(possible & ~absent), self._latest(possible & absent)
        if unsure is None:
            return met, open_, whole(0) if sure is None else sure
        return met, open_, unsure if sure is None else nw.when(met.expr).then(sure).otherwise(unsure)

    def _latest(self, where: Cell) -> nw.Expr | None:
        """Return day, year and title of the latest recognition that passes a test; None where there can be none."""
        codes: list[Any] = []
        keys = []
        for slot, cell in self._those(where):
            day, title = slot.field("date", "date"), slot.field("title", "title")
            code: Any = title.expr
            if not isinstance(day, Absent):
                year = year_of(day.expr)
                if not day.full:
                    year = year.fill_null(0)
                number = day.expr if day.full else day.expr.fill_null(0)
                year = self.plan.number(year, _key("year", day.key), 0)
                code = number * whole(YEAR_AND_TITLE) + year * whole(1000) + code
            codes.append(nw.when(cell.expr).then(code).otherwise(whole(0)))
            keys += [day.key, title.key, cell.key]
        if not codes:
            return None
        return self.plan.number(nw.max_horizontal(*codes) if len(codes) > 1 else codes[0], _key("latest", *keys), 3)


def _end_of_undated(slot: Slot) -> FieldCell:
    """Return the last day of a recognition whose first day is missing."""
    undated, ends = slot.field("date", "date").absent, slot.field("expires", "expiry")
    if undated is YES or isinstance(ends, Absent):
        return ends
    if undated is NO:
        return Absent("expiry")
    return FieldCell(nw.when(undated.expr).then(ends.expr), _key("undated", undated.key, ends.key), "expiry")


def members_of(plan: Plan, name: str, noted: set[str] | None = None) -> Members:
    """Return the members of a collection, wherever they stand."""
    return (SlotMembers if name in plan.shape.slots else Members)(plan, name, noted)
