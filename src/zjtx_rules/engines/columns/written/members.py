"""The rows of a long table as conditions see them: any number for each applicant."""

from __future__ import annotations

import narwhals as nw

from zjtx_rules.engines.columns.cells import NO, YES, Absent, Cell, FieldCell, _key, whole
from zjtx_rules.engines.columns.written.plan import Plan, flagged

YEAR_AND_TITLE = 10_000_000
"""One more than any year (four digits) and title (three digits) put together."""
FOUND = 100_000_000_000_000
"""One more than any day (seven digits), its year and the title put together."""


class Members:
    """The members of one collection."""

    def __init__(self, plan: Plan, name: str, noted: set[str] | None = None) -> None:
        """Look up whether the caller gave the table; the fields that are asked for are noted."""
        self.plan = plan
        self.name = name
        plan.asked.add(name)
        self.noted = noted
        self.given = plan.has(name)
        self.known = self._known()

    def _known(self) -> Cell:
        if not self.given:
            return NO
        flag = f"{self.name}_known"
        if flag in self.plan.shape.always:
            return YES
        return self.plan.column(flag).is_(value=True) if flag in self.plan.shape.columns else YES

    @property
    def some(self) -> Cell:
        """The applicants of whom at least one member is listed."""
        return self.any(YES)

    def __getitem__(self, name: str) -> FieldCell:
        """Return a field of the members."""
        if self.noted is not None:
            self.noted.add(name)
        return self.plan.member(self.name, name)

    def ready(self, test: Cell) -> Cell:
        """Return a test of the members that is used more than once."""
        return test

    def any(self, test: Cell) -> Cell:
        """Return the applicants one of whose members passes the test."""
        if test is NO or not self.given or self.name in self.plan.shape.empty:
            return NO
        column = self.plan.of_rows(self.name, test.expr.cast(nw.Int8), test.key, "max", flag=True)
        return flagged(column, _key("any", self.name, test.key))

    def least(self, name: str, where: Cell) -> FieldCell:
        """Return for each applicant the least value of a field among the members that pass the test."""
        return self._extreme(name, where, "min")

    def greatest(self, name: str, where: Cell) -> FieldCell:
        """Return for each applicant the greatest value of a field among the members that pass the test."""
        return self._extreme(name, where, "max")

    def _extreme(self, name: str, where: Cell, way: str) -> FieldCell:
        field = self[name]
        if isinstance(field, Absent) or where is NO or not self.given or self.name in self.plan.shape.empty:
            return Absent(field.kind)
        if self.name in self.plan.shape.alone:
            # Of one row the greatest is the least.
            way = "min"
        key = _key(field.key, where.key)
        column = self.plan.of_rows(self.name, nw.when(where.expr).then(field.expr), key, way)
        return FieldCell(nw.col(column), _key(way, self.name, key), field.kind)

    def figure(self, indicator: str, in_year: Cell) -> None:
        """Have an indicator of the size class worked out for a year."""
        field = self[indicator]
        if self.given and not isinstance(field, Absent):
            figure = nw.when(in_year.expr).then(field.expr)
            self.plan.of_rows(self.name, figure, f"size.{indicator}", "max")

    def truth(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell]:
        """Return where a member passes, and where it may although none is known to."""
        if absent is NO or possible is NO or self.name in self.plan.shape.empty:
            return self.any(possible), NO
        code = possible.expr.cast(nw.Int8) + (possible & ~absent).expr.cast(nw.Int8)
        key = _key("truth", possible.key, absent.key)
        column = self.plan.of_rows(self.name, code, key, "max", flag=True)
        met = Cell((nw.col(column) == whole(2)).fill_null(value=False), _key("met", key))
        return met, flagged(column, _key("open", key))

    def best(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell, nw.Expr]:
        """Return the same, and the recognition found as one number: its day, year and title.

        It is the latest, one without a date the earliest; of two on one day the one whose title comes last (the same order
        as `conditions.recognitions.precedence`). Zero where there is none.
        """
        day = self["date"]
        number = day.expr if day.full else day.expr.fill_null(0)
        found = number * whole(YEAR_AND_TITLE) + self.plan.year_of_recognition() * whole(1000) + self["title"].expr
        if absent is NO:
            code = found + whole(2 * FOUND)
        else:
            code = found + whole(FOUND) + (possible & ~absent).expr.cast(nw.Int64) * whole(FOUND)
        key = _key("best", possible.key, absent.key)
        name = self.plan.of_rows(
            self.name, nw.when(possible.expr).then(code).otherwise(whole(0)), key, "max", flag=True
        )
        column = nw.col(name).fill_null(0)
        met = Cell(column >= whole(2 * FOUND), _key("met", key))
        if absent is NO:
            return met, NO, column % whole(FOUND)
        open_ = Cell((column >= whole(FOUND)) & (column < whole(2 * FOUND)), _key("open", key))
        return met, open_, column % whole(FOUND)
