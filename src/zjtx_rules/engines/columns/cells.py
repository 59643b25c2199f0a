"""Columns as values: yes-no columns without gaps, and columns in which a gap is a missing fact.

Both carry a key that is the same for the same content, so that what several clauses ask is computed once. Constants are
folded away: a population without certificates costs nothing for conditions on certificates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from enum import Enum, IntEnum
from hashlib import blake2b
from typing import Any

import narwhals as nw

from zjtx_rules.terms import TITLES
from zjtx_rules.terms.places import NO_PLACES, Places
from zjtx_rules.terms.region_changes import exceptions, lies_within

NEVER = 99_999_999
"""The last day of a validity without end, as a number; later than every day there is."""

TITLE_CODES = {name: number for number, name in enumerate(sorted(TITLES), start=1)}
"""The titles as numbers, in the order of their ids."""
TITLE_IDS = {number: name for name, number in TITLE_CODES.items()}


def whole(value: int) -> nw.Expr:
    """Return a number as an Int64 literal; a narrower one overflows silently in some engines."""
    return nw.lit(value, nw.Int64)


def day_code(day: date) -> int:
    """Return a day as a number: how many days it is since the calendar began, the first of them being 1."""
    return day.toordinal()


def days_before(year: nw.Expr) -> nw.Expr:
    """Return how many days of the calendar lie before a year."""
    past = year - whole(1)
    return past * whole(365) + past // whole(4) - past // whole(100) + past // whole(400)


def year_of(day: nw.Expr) -> nw.Expr:
    """Return the year of a day that is a number; of 0, which is no day, 0."""
    # Reckoned with the mean length of a year it is right, or one too late.
    year = (day + whole(1)) * whole(400) // whole(146_097) + whole(1)
    return year - (days_before(year) >= day).cast(nw.Int64)


def encode(value: Any) -> Any:
    """Return a value of the profile as it stands in a column."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return day_code(value)
    if isinstance(value, IntEnum):
        return int(value)
    if isinstance(value, Enum):
        return list(type(value)).index(value) + 1
    return value


def _key(*parts: object) -> str:
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=12).hexdigest()


class Cell:
    """A yes-no column without gaps."""

    __slots__ = ("expr", "key", "layer", "opposite")

    def __init__(self, expr: nw.Expr, key: str, layer: int = 0, opposite: Cell | None = None) -> None:
        """Keep the expression under its key; it leans on columns of this layer of a plan and below."""
        self.expr = expr
        self.key = key
        self.layer = layer
        self.opposite = opposite
        """The cell whose negation this is."""

    def opposes(self, other: Cell) -> bool:
        """Return whether it is the negation of another cell, as far as can be seen."""
        mine, theirs = self.opposite, other.opposite
        return (mine is not None and mine.key == other.key) or (theirs is not None and theirs.key == self.key)

    def __and__(self, other: Cell) -> Cell:
        if self is NO or other is NO or self.opposes(other):
            return NO
        if self is YES or self.key == other.key:
            return other
        if other is YES:
            return self
        return Cell(self.expr & other.expr, _key("&", *sorted((self.key, other.key))), max(self.layer, other.layer))

    def __or__(self, other: Cell) -> Cell:
        if self is YES or other is YES or self.opposes(other):
            return YES
        if self is NO or self.key == other.key:
            return other
        if other is NO:
            return self
        return Cell(self.expr | other.expr, _key("|", *sorted((self.key, other.key))), max(self.layer, other.layer))

    def __invert__(self) -> Cell:
        if self is YES:
            return NO
        if self is NO:
            return YES
        if self.opposite is not None:
            return self.opposite
        return Cell(~self.expr, _key("~", self.key), self.layer, self)

    @property
    def constant(self) -> bool:
        """Whether it is the same for everybody."""
        return self is YES or self is NO


YES = Cell(nw.lit(value=True), "yes")
NO = Cell(nw.lit(value=False), "no")


def any_of(cells: Iterable[Cell]) -> Cell:
    """Return where any holds."""
    result = NO
    for each in cells:
        result = result | each
    return result


def all_of(cells: Iterable[Cell]) -> Cell:
    """Return where all hold."""
    result = YES
    for each in cells:
        result = result & each
    return result


def rows_where(frame: nw.LazyFrame[Any], cell: Cell) -> nw.LazyFrame[Any]:
    """Return the rows where it holds; what holds of all or of none cannot be asked of each row."""
    if cell.constant:
        return frame if cell is YES else frame.head(0)
    return frame.filter(cell.expr)


class FieldCell:
    """A column with gaps; a test of a gap never holds."""

    __slots__ = ("bare", "expr", "full", "key", "kind", "shift", "values")

    def __init__(
        self,
        expr: nw.Expr,
        key: str,
        kind: str,
        *,
        full: bool = False,
        values: frozenset[Any] | None = None,
        shift: int = 0,
    ) -> None:
        """Keep the expression.

        `kind` says what its values are, `full` that it is known to have no gap, `values` which compact values can occur, where
        that is known: what does not occur need not be asked of any row. The compact form is what stands in the column and
        `shift` more: days that Polars counts from another day are compared as they stand.
        """
        self.bare = expr
        self.shift = shift
        self.expr: nw.Expr = expr + nw.lit(shift, nw.Int32) if shift else expr
        self.key = key
        self.kind = kind
        self.full = full
        self.values = values

    @property
    def absent(self) -> Cell:
        """Where the fact is missing."""
        if self.full:
            return NO
        return Cell(self.bare.is_null(), _key("absent", self.key))

    def _test(self, sign: str, expr: nw.Expr, value: object, *, full: bool = True) -> Cell:
        return Cell(expr if self.full and full else expr.fill_null(value=False), _key(sign, self.key, value))

    def _value(self, value: Any) -> Any:
        if value == "never":
            return NEVER
        return TITLE_CODES[value] if self.kind == "title" else encode(value)

    def is_(self, value: Any) -> Cell:
        """Return where it has the value."""
        return self._is(self._value(value))

    def _is(self, code: Any) -> Cell:
        """Return where it has the value that has this compact form."""
        if self.values is not None and code not in self.values:
            return NO
        if self.values is not None and len(self.values) == 1:
            return ~self.absent
        if code is True:
            return self._test("is", self.expr, "yes")
        if code is False:
            # Where nothing is missing, no is the opposite of yes.
            return ~self._is(True) if self.full else self._test("is", ~self.expr, "no")  # noqa: FBT003 - a value like others
        # A number to compare with is as wide as the column, which is moved for nothing otherwise.
        literal = nw.lit(code, nw.String) if isinstance(code, str) else nw.lit(code - self.shift)
        return self._test("is", self.bare == literal, code)

    def is_in(self, values: Iterable[Any]) -> Cell:
        """Return where it has one of the values."""
        return self._among({self._value(each) for each in values})

    def _among(self, codes: Collection[Any]) -> Cell:
        """Return where it has one of the values with these compact forms."""
        if self.values is None:
            return any_of(self._is(each) for each in sorted(codes, key=str))
        among = self.values.intersection(codes)
        others = self.values - among
        if not others and among:
            return ~self.absent
        if self.full and len(others) < len(among):
            return ~any_of(self._is(each) for each in sorted(others, key=str))
        return any_of(self._is(each) for each in sorted(among, key=str))

    def _where(self, passes: Callable[[Any], bool], otherwise: Callable[[], Cell]) -> Cell:
        """Return where a value passes; what all or none of those that occur do is asked of no row."""
        if not self.values:
            return otherwise()
        passing = sum(map(passes, self.values))
        if passing in (0, len(self.values)):
            return ~self.absent if passing else NO
        return otherwise()

    def same(self, other: FieldCell) -> Cell:
        """Return where it has the value of another field."""
        mine, its = self._beside(other)
        return self._test("=", mine == its, other.key, full=other.full)

    def _beside(self, other: FieldCell) -> tuple[nw.Expr, nw.Expr]:
        """Return its expression and that of another field, to be compared; as they stand, where both are counted from one day."""
        return (self.bare, other.bare) if self.shift == other.shift else (self.expr, other.expr)

    def before(self, value: Any) -> Cell:
        """Return where it is earlier, or less; `value` may be another field."""
        if isinstance(value, FieldCell):
            if value.key == self.key:
                return NO
            mine, its = self._beside(value)
            return self._test("<", mine < its, value.key, full=value.full)
        code = self._value(value)
        bound = nw.lit(code - self.shift)
        return self._where(lambda each: each < code, lambda: self._test("<", self.bare < bound, code))

    def after(self, value: Any) -> Cell:
        """Return where it is later, or more; `value` may be another field."""
        if isinstance(value, FieldCell):
            if value.key == self.key:
                return NO
            mine, its = self._beside(value)
            return self._test(">", mine > its, value.key, full=value.full)
        code = self._value(value)
        bound = nw.lit(code - self.shift)
        return self._where(lambda each: each > code, lambda: self._test(">", self.bare > bound, code))

    def within(self, code: str, places: Places = NO_PLACES) -> Cell:
        """Return where a region lies in the region with this code; `places` are those that rule files declare."""
        # Codes out of use lie where their places are today, whatever their digits say; declared places where they are said to.
        more, less = (frozenset(map(int, each)) for each in exceptions(code)[:2])
        more |= {int(each.code) for each in places if lies_within(each.place, code)}
        if "/" in code:
            return self._among(more)
        first = int(code)
        width = 10_000 if code.endswith("0000") else 100 if code.endswith("00") else 1
        if self.values:
            by_digits = {each for each in self.values if first <= each < first + width}
            return self._among(by_digits - less | self.values & more)
        if width == 1:
            return self._among({first} | more)
        inside = (self.expr >= nw.lit(first)) & (self.expr < nw.lit(first + width))
        return self._test("within", inside, code) & ~self._among(less) | self._among(more)


class Absent(FieldCell):
    """A field that no row has: everybody's fact is missing."""

    __slots__ = ()

    def __init__(self, kind: str = "text") -> None:
        """Stand for a column that was not given."""
        super().__init__(nw.lit(None, nw.Int64), "absent", kind)

    @property
    def absent(self) -> Cell:
        """Everybody."""
        return YES

    def _test(self, sign: str, expr: nw.Expr, value: object, *, full: bool = True) -> Cell:  # noqa: ARG002 - nothing is tested
        return NO

    def is_(self, value: Any) -> Cell:  # noqa: ARG002 - likewise
        """Nobody."""
        return NO

    def before(self, value: Any) -> Cell:  # noqa: ARG002 - likewise
        """Nobody."""
        return NO

    def after(self, value: Any) -> Cell:  # noqa: ARG002 - likewise
        """Nobody."""
        return NO

    def within(self, code: str, places: Places = NO_PLACES) -> Cell:  # noqa: ARG002 - likewise
        """Nobody."""
        return NO
