"""One column of a caller's table brought into its compact form, every cell of it checked.

Columns of texts are read through their distinct values, each by the same reader that a profile has, so that a name, an
alias and a misspelling mean the same in a table as in a profile. Columns of numbers and dates are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import day_code, days_before, whole
from zjtx_rules.engines.columns.frames import Home, distinct, few_compared, inside, lookup, lookup_many
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import MOST_FEN, UNITS, CellError
from zjtx_rules.engines.columns.given.layout import Named
from zjtx_rules.engines.columns.given.problems import Findings
from zjtx_rules.engines.columns.opening import AS_TEXT, UNREADABLE
from zjtx_rules.engines.columns.translated import KEPT, renamed, translated
from zjtx_rules.problems import Place, Problem
from zjtx_rules.profile.occasion import FIRST_YEAR, LAST_YEAR
from zjtx_rules.words import Words

_EXACT = 2**53
_MANY = 50_000
"""Of more rows than these, the texts of the first are read first."""
_FIRST = 5_000
_FEW = 64
"""Of no more values than these it is noted which there are."""
FIRST_OF_1970 = day_code(date(1970, 1, 1))
"""The day from which frames count the days, as a number."""
_WHOLE = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
_UNSIGNED = (nw.UInt64, nw.UInt128)
"""Beyond what a comparison with a whole number of 64 bits can hold."""
_EXACT_IN = {nw.Float32: 2**24}
"""The largest whole number up to which a type of float holds all of them; 2^53 for any other."""
_WITHIN_INT32 = (nw.Int8, nw.Int16, nw.Int32, nw.UInt8, nw.UInt16)
MOST_SAID = 20
"""Of more wrong values in one column, these many are said one by one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a caller's table."""

    table: str
    header: str
    source: str
    """What it is called while we work."""
    dtype: Any
    meaning: Named
    in_row: bool = False
    """Whether it says something of members that stand in the rows of the applicants, and is looked at through these only."""

    @property
    def by_texts(self) -> bool:
        """Whether it is read through its different texts, rather than as it is or not at all."""
        kind, dtype = self.meaning.kind, self.dtype
        if dtype in (nw.Categorical, nw.Enum, nw.String):
            return kind is not kinds.TEXT or dtype != nw.String
        # A text that was read as a number may have lost a zero in front (industry 0111).
        if kind.dtype == nw.String:
            return kind.numeric and (isinstance(dtype, nw.Decimal) or bool(dtype.is_integer()))
        if isinstance(dtype, nw.Decimal):
            return kind not in kinds.MONIES or self.meaning.unit is not None
        return bool(dtype.is_integer()) and kind not in (*kinds.MONIES, kinds.COUNT)


def read_column(  # noqa: PLR0911 - one return for each way in which a column may hold its kind
    frame: nw.LazyFrame[Any],
    given: nw.LazyFrame[Any],
    home: Home,
    cells: Column,
    texts: Mapping[str, list[str | None]],
    findings: Findings,
    noted: Noted,
) -> nw.LazyFrame[Any]:
    """Return the frame with the field of a column in its compact form, or note how it comes to that.

    Wrong cells become gaps, and are reported. `given` is the frame as the caller gave it, on which the cells are checked; `texts`
    has the different texts of columns as far as they have been asked for. In `noted` is kept what is found out on the way, and
    what is still to be done once all columns have been read.
    """
    table, header, source, dtype, meaning = cells.table, cells.header, cells.source, cells.dtype, cells.meaning
    kind, target = meaning.kind, inside(meaning.field)
    column = nw.col(source)

    def wrong(bad: nw.Expr, words: Words, suggestion: Words | None = None) -> None:
        findings.check("wrong-cell", words, table, header, given, bad, suggestion)

    def as_written(expr: nw.Expr) -> nw.LazyFrame[Any]:
        noted.exprs.append(expr.alias(target))
        return frame

    def as_it_is() -> nw.LazyFrame[Any]:
        noted.exprs.append(renamed(source, target))
        return frame

    def refused(words: Words, suggestion: Words | None = None) -> nw.LazyFrame[Any]:
        findings.add(Problem("wrong-type", words, Place(table), header, suggestion=suggestion))
        return as_written(nw.lit(None, kind.dtype))

    if dtype == nw.Unknown or "Null" in str(dtype):
        # Of a column that says nothing frames often do not know the type; of one that says something it has to be known.
        wrong(~column.is_null(), UNREADABLE, AS_TEXT)
        return as_written(nw.lit(None, kind.dtype))
    if (kind is kinds.YES_NO and dtype == nw.Boolean) or (kind is kinds.TEXT and dtype == nw.String):
        return as_it_is()
    if kind in (kinds.DATE, kinds.EXPIRY) and dtype in (nw.Date, nw.Datetime):
        if dtype == nw.Datetime or not _short(home, table):
            return as_written(_days(home, column, dtype, wrong))
        if cells.in_row:
            noted.as_days.add(meaning.field)
            return as_it_is()
        return as_written(column.cast(nw.Int32) + nw.lit(FIRST_OF_1970, nw.Int32))
    if kind is kinds.OCCASION and (dtype.is_float() or dtype in (nw.Date, nw.Datetime)):
        return as_written(_occasions(home, column, dtype, wrong))
    if kind in kinds.MONIES and meaning.unit is None and dtype.is_numeric():
        words = Words("金额没有单位", "an amount without its unit")
        hint = Words(
            f"把列名写作“{header}（元）”或“{header}（万元）”", f"name the column {header}_yuan or {header}_wan"
        )
        return refused(words, hint)
    if kind in (*kinds.MONIES, kinds.COUNT) and dtype.is_numeric() and not isinstance(dtype, nw.Decimal):
        factor = UNITS[meaning.unit] if meaning.unit is not None else 1
        rows = None if noted.rows is None else noted.rows[source]
        return as_written(_numbers(column, dtype, factor, wrong, rows, negative=kind is kinds.PROFIT))
    if kind.numeric and dtype.is_float():
        return as_written(_numbers(column, dtype, 1, wrong, None, negative=True).cast(nw.String))
    if cells.by_texts:
        read = kind.read if meaning.unit is None else kinds.money_in(meaning.unit, kind)
        compact = kind.short if _short(home, table) and _has_room(kind.short, dtype) else kind.dtype
        reader = _Texts(home, source, target, read, compact, wrong)
        if home.eager and texts.get(source) is None:
            noted.texts[meaning.field] = reader
            return reader.in_memory(frame, noted)
        return reader.listed(frame, texts.get(source))
    found = Words(f"列的类型是 {dtype}，不能用作“{meaning.field}”", f"a column of {dtype} cannot be '{meaning.field}'")
    return refused(found, AS_TEXT if dtype.is_numeric() else None)


def texts_of(given: nw.LazyFrame[Any], columns: Iterable[Column]) -> dict[str, list[str | None]]:
    """Return the different texts of all columns that are read through them, in one query: rows elsewhere make each dear."""
    mine = [each.source for each in columns if each.by_texts]
    found: dict[str, list[str | None]] = {each: [] for each in mine}
    if mine:
        parts = [
            given.select(nw.lit(at, nw.Int64).alias("~at"), nw.col(each).cast(nw.String).alias("~text"))
            for at, each in enumerate(mine)
        ]
        pairs = distinct(nw.concat(parts, how="vertical") if len(parts) > 1 else parts[0], "~at", "~text")
        for at, text in zip(pairs["~at"], pairs["~text"], strict=True):
            found[mine[at]].append(text)
    return found


def _short(home: Home, table: str) -> bool:
    """Return whether fields of a table may be of the narrower type of their kind."""
    return home.eager and table == "applicants" and home.implementation.is_polars()


def _days(home: Home, column: nw.Expr, dtype: Any, wrong: Callable[..., None]) -> nw.Expr:
    """Return days as numbers."""
    if dtype == nw.Date and (home.implementation.is_polars() or home.implementation.is_pyarrow()):
        # There a day is a number already, counted from another day.
        return column.cast(nw.Int32).cast(nw.Int64) + whole(FIRST_OF_1970)
    if dtype == nw.Datetime:
        moment = column.dt.hour().cast(nw.Int64) + column.dt.minute().cast(nw.Int64) + column.dt.second().cast(nw.Int64)
        moment = moment + column.dt.microsecond().cast(nw.Int64)
        wrong(moment != whole(0), Words("日期带有时刻", "a moment in time, not a date"))
    year, day = (each.cast(nw.Int64) for each in (column.dt.year(), column.dt.ordinal_day()))
    return days_before(year) + day


def _occasions(home: Home, column: nw.Expr, dtype: Any, wrong: Callable[..., None]) -> nw.Expr:
    """Return days as occasions, and whole numbers as the years they are: beside gaps pandas holds them as floats."""
    year = nw.lit(10_000, nw.Int64)
    if dtype.is_float():
        years = _numbers(column, dtype, 1, wrong, None, negative=False)
        wrong((years < whole(FIRST_YEAR)) | (years > whole(LAST_YEAR)), Words("不是年度", "not a year"))
        return years * year
    if dtype == nw.Datetime:
        _days(home, column, dtype, wrong)  # which refuses moments
    parts = (each.cast(nw.Int64) for each in (column.dt.year(), column.dt.month(), column.dt.day()))
    of_year, of_month, of_day = parts
    return of_year * year + of_month * nw.lit(100, nw.Int64) + of_day


def _has_room(short: Any, dtype: Any) -> bool:
    """Return whether the narrower type of a kind, if it has one, has room for all that a column can hold and it has not to refuse."""
    return short is not None and (not dtype.is_integer() or (short == nw.Int32 and dtype in _WITHIN_INT32))


def _numbers(
    column: nw.Expr,
    dtype: Any,
    factor: int,
    wrong: Callable[..., None],
    rows: nw.Series[Any] | None,
    *,
    negative: bool,
) -> nw.Expr:
    """Return numbers as whole 分, or as they are; `rows` are those of a frame in memory."""
    most = MOST_FEN // factor if factor > 1 else _EXACT
    if dtype.is_float():
        # A narrower float holds fewer whole numbers exactly, and its engine may refuse to compare it with others.
        most = min(most, _EXACT_IN.get(type(dtype), _EXACT))
        column = column.cast(nw.Float64)
    least = -most if negative else 0
    counted = rows is not None and dtype.is_integer() and rows.null_count() < len(rows)
    if rows is not None and counted and least <= int(rows.min()) and int(rows.max()) <= most:
        # Where none is out of range none need be looked at on its own.
        return column.cast(nw.Int64) * whole(factor) if factor > 1 else column.cast(nw.Int64)
    bad = column > nw.lit(most, dtype) if dtype in _UNSIGNED else (column < least) | (column > most)
    if dtype.is_float():
        # A gap turns whole numbers into floats in some frames; whole ones that are not too large are still exact.
        bad = bad | column.is_nan() | (column != column.floor())
        hint = Words("小数请按文本或 decimal 读入", "read fractions as text or as decimals")
    else:
        hint = None
    wrong(bad, Words("不是范围内的整数", "not a whole number within range"), hint)
    safe = nw.when(~bad.fill_null(value=False)).then(column)
    return safe.cast(nw.Int64) * whole(factor)


class _Texts:
    """Reads a column through its different texts."""

    def __init__(
        self,
        home: Home,
        source: str,
        target: str,
        read: Callable[[str], Any],
        dtype: Any,
        wrong: Callable[..., None],
    ) -> None:
        self.home, self.source, self.target = home, source, target
        self.read, self.dtype, self.wrong = read, dtype, wrong
        self.mapping: dict[Any, Any] = {}
        """What each text there is was read as; empty ones, and those that cannot be read, are not among them."""
        self.unreadable: list[tuple[str, CellError]] = []
        self.sure = True
        """Whether every text there is has been read."""

    def note(self, values: Iterable[Any]) -> None:
        """Read some of the texts."""
        for value in values:
            text = "" if value is None else str(value)
            if not text.strip():
                continue
            try:
                self.mapping[value] = self.read(text.strip())
            except CellError as error:
                self.unreadable.append((text, error))

    def _typed(self, frame: nw.LazyFrame[Any]) -> tuple[nw.LazyFrame[Any], Any]:
        """Return the frame with the column of the type in which its texts are told apart.

        Whole numbers in memory are told apart as they are; everything else, and on all other engines, as texts.
        """
        given = frame.collect_schema()[self.source]
        of: Any = nw.Int64 if self.home.eager and given in _WHOLE else nw.String
        return frame if given == of else frame.with_columns(nw.col(self.source).cast(of).alias(self.source)), of

    def listed(self, frame: nw.LazyFrame[Any], texts: list[str | None] | None) -> nw.LazyFrame[Any]:
        """Return the frame with the column read; without a list of its texts, these are asked for."""
        frame, of = self._typed(frame)
        self.note(distinct(frame, self.source)[self.source] if texts is None else texts)
        return self._finished(frame, of)

    def _finished(self, frame: nw.LazyFrame[Any], of: Any) -> nw.LazyFrame[Any]:
        # A column of the wrong kind holds as many wrong values as rows; a search of the table for each would never end.
        self.unreadable.sort(key=lambda each: each[0])
        cell = nw.col(self.source).cast(nw.String)
        for value, complaint in self.unreadable[:MOST_SAID]:
            self.wrong(cell == value, complaint.words, complaint.suggestion)
        if len(self.unreadable) > MOST_SAID:
            others = [value for value, _ in self.unreadable[MOST_SAID:]]
            self.wrong(cell.is_in(others), Words("还有其他无法读取的内容", "other cells that cannot be read"))
        return lookup(frame, self.home, self.source, self.mapping, self.target, self.dtype, of)

    def in_memory(self, frame: nw.LazyFrame[Any], noted: Noted) -> nw.LazyFrame[Any]:
        """Return the frame with the column read, in memory: mostly the first rows have every text there is.

        Where there are many rows, what else turns up is asked about after all columns have been read (`completed`).
        """
        if noted.rows is None or len(noted.rows) <= _MANY:
            return self.listed(frame, None)
        first = noted.rows[self.source].head(_FIRST)
        as_numbers = first.dtype in _WHOLE
        self.note((first if as_numbers else first.cast(nw.String)).unique().to_list())
        self.sure = False
        if as_numbers or first.dtype == nw.String:
            of: Any = nw.Int64 if as_numbers else nw.String
            compared = few_compared(self.source, self.mapping, self.target, self.dtype, of)
            if compared is not None:
                noted.exprs.append(compared)
                return frame
        frame, of = self._typed(frame)
        return lookup_many(frame, self.home, self.source, self.mapping, self.target, self.dtype, of)

    def completed(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame with the texts read that had not been seen before."""
        left = frame.filter(nw.col(self.target).is_null() & ~nw.col(self.source).is_null())
        seen, count = {value for value, _ in self.unreadable}, len(self.mapping)
        self.note(value for value in distinct(left, self.source)[self.source] if str(value) not in seen)
        if len(self.mapping) == count and not self.unreadable:
            return frame
        return self._finished(*self._typed(frame.drop(self.target)))


@lru_cache(maxsize=KEPT)
def _any_left(source: str, target: str, name: str) -> nw.Expr:
    """Return whether a column has texts that were not read."""
    return translated((nw.col(target).is_null() & ~nw.col(source).is_null()).any().alias(name))


@dataclass(slots=True)
class Noted:
    """What is found out of the columns of a table while they are read."""

    rows: nw.DataFrame[Any] | None = None
    """The table as the caller gave it."""
    texts: dict[str, _Texts] = field(default_factory=dict)
    """How the fields that stand there as texts were read."""
    as_days: set[str] = field(default_factory=set)
    """The fields that are left as the days they are, which Polars counts from 1970; all others are in compact form."""
    exprs: list[nw.Expr] = field(default_factory=list)
    """The fields that hang on their own cell alone, on every kind of frame; all are worked out together."""

    def completed(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame with everything worked out, and the texts read that were not among the first rows."""
        frame = frame.with_columns(*self.exprs) if self.exprs else frame
        unsure = [each for each in self.texts.values() if not each.sure]
        if not unsure:
            return frame
        rows = frame.collect()
        left = [_any_left(each.source, each.target, f"~{at}") for at, each in enumerate(unsure)]
        found = rows.select(*left).to_dict(as_series=False)
        frame = rows.lazy()
        for at, each in enumerate(unsure):
            if found[f"~{at}"][0]:
                frame = each.completed(frame)
        return frame

    @property
    def values(self) -> dict[str, frozenset[Any]]:
        """Which values occur in a field, where these are few."""
        return {
            name: frozenset(each.mapping.values()) for name, each in self.texts.items() if len(each.mapping) <= _FEW
        }
