"""The rows of a long table as conditions see them: any number for each applicant."""

from __future__ import annotations

import narwhals as nw

from zjtx_rules.engines.columns.cells import NEVER, NO, YES, Absent, Cell, FieldCell, _key, whole
from zjtx_rules.engines.columns.plan import Plan, flagged

_DAY_AND_TITLE = 100_000_000_000
"""One more than any day (eight digits) and title (three digits) put together."""
_LATEST, _TITLES = NEVER, 999


class Members:
    """The members of one collection."""

    def __init__(self, plan: Plan, name: str) -> None:
        """Look up whether the caller gave the table."""
        self.plan = plan
        self.name = name
        self.given = plan.has(name)
        self.known = self._known()

    def _known(self) -> Cell:
        if not self.given:
            return NO
        flag = f"{self.name}_known"
        return self.plan.column(flag).is_(value=True) if flag in self.plan.inputs.columns else YES

    def __getitem__(self, name: str) -> FieldCell:
        """Return a field of the members."""
        return self.plan.member(self.name, name)

    def any(self, test: Cell) -> Cell:
        """Return the applicants one of whose members passes the test."""
        if test is NO or not self.given:
            return NO
        column = self.plan.of_rows(self.name, test.expr.cast(nw.Int8), test.key, "max")
        return flagged(column, _key("any", self.name, test.key))

    def least(self, name: str, where: Cell) -> FieldCell:
        """Return for each applicant the least value of a field among the members that pass the test."""
        return self._extreme(name, where, "min")

    def greatest(self, name: str, where: Cell) -> FieldCell:
        """Return for each applicant the greatest value of a field among the members that pass the test."""
        return self._extreme(name, where, "max")

    def _extreme(self, name: str, where: Cell, way: str) -> FieldCell:
        field = self[name]
        if isinstance(field, Absent) or where is NO or not self.given:
            return Absent(field.kind)
        key = _key(field.key, where.key)
        column = self.plan.of_rows(self.name, nw.when(where.expr).then(field.expr), key, way)
        return FieldCell(nw.col(column), _key(way, self.name, key), field.kind)

    def truth(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell]:
        """Return where a member passes, and where it may although none is known to."""
        if absent is NO or possible is NO:
            return self.any(possible), NO
        code = nw.when((possible & ~absent).expr).then(whole(2)).otherwise(possible.expr.cast(nw.Int64)).cast(nw.Int8)
        key = _key("truth", possible.key, absent.key)
        column = self.plan.of_rows(self.name, code, key, "max")
        met = Cell((nw.col(column) == whole(2)).fill_null(value=False), _key("met", key))
        return met, flagged(column, _key("open", key))

    def best(self, possible: Cell, absent: Cell) -> tuple[Cell, Cell, nw.Expr]:
        """Return the same, and the recognition found as one number: eight digits of its day, three of its title.

        Of those that pass it is the latest; of those that may, the first by date, the dateless last. Of two on one day it
        is the one whose title stands first in the table of titles.
        """
        day, title = self["date"], self["title"]
        dated = day.expr.fill_null(_LATEST)
        passes = whole(2 * _DAY_AND_TITLE) + dated * whole(1000) + (whole(_TITLES) - title.expr)
        may = whole(_DAY_AND_TITLE) + (whole(_LATEST) - dated) * whole(1000) + (whole(_TITLES) - title.expr)
        code = (
            nw.when((possible & ~absent).expr)
            .then(passes)
            .otherwise(nw.when(possible.expr).then(may).otherwise(whole(0)))
        )
        key = _key("best", possible.key, absent.key)
        column = nw.col(self.plan.of_rows(self.name, code, key, "max")).fill_null(0)
        met = Cell(column >= whole(2 * _DAY_AND_TITLE), _key("met", key))
        open_ = Cell((column >= whole(_DAY_AND_TITLE)) & (column < whole(2 * _DAY_AND_TITLE)), _key("open", key))
        inner = column % whole(_DAY_AND_TITLE)
        days, titles = inner // whole(1000), whole(_TITLES) - inner % whole(1000)
        day_found = nw.when(met.expr).then(days).otherwise(whole(_LATEST) - days)
        recognition = nw.when((met | open_).expr).then(day_found * whole(1000) + titles).otherwise(whole(0))
        return met, open_, recognition
