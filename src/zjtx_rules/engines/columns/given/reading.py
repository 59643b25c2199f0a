"""One column of a caller's table brought into its compact form, every cell of it checked.

Columns of texts are read through their distinct values, each by the same reader that a profile has, so that a name, an
alias and a misspelling mean the same in a table as in a profile. Columns of numbers and dates are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import day_code, days_before, whole
from zjtx_rules.engines.columns.frames import Home, distinct, inside, lookup, lookup_many
from zjtx_rules.engines.columns.given import kinds
from zjtx_rules.engines.columns.given.kinds import MOST_FEN, UNITS, CellError
from zjtx_rules.engines.columns.given.layout import Named
from zjtx_rules.engines.columns.given.problems import Findings
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

_EXACT = 2**53
_MANY = 50_000
"""Of more rows than these, the texts of the first are read first."""
_FIRST = 5_000
_FIRST_OF_1970 = day_code(date(1970, 1, 1))
_WHOLE = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
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

    @property
    def by_texts(self) -> bool:
        """Whether it is read through its different texts, rather than as it is or not at all."""
        kind, dtype = self.meaning.kind, self.dtype
        if dtype in (nw.Categorical, nw.Enum, nw.String):
            return kind is not kinds.TEXT or dtype != nw.String
        # A text that was read as a number may have lost a zero in front (industry 0111).
        if kind.dtype == nw.String:
            return False
        if isinstance(dtype, nw.Decimal):
            return kind not in kinds.MONIES or self.meaning.unit is not None
        return bool(dtype.is_integer()) and kind not in (*kinds.MONIES, kinds.COUNT)


def read_column(
    frame: nw.LazyFrame[Any],
    given: nw.LazyFrame[Any],
    home: Home,
    cells: Column,
    texts: Mapping[str, list[str | None]],
    findings: Findings,
) -> nw.LazyFrame[Any]:
    """Return the frame with the field of a column in its compact form; wrong cells are gaps, and reported.

    `given` is the frame as the caller gave it, on which the cells are checked; `texts` has the different texts of columns
    as far as they have been asked for.
    """
    table, header, source, dtype, meaning = cells.table, cells.header, cells.source, cells.dtype, cells.meaning
    kind, target = meaning.kind, inside(meaning.field)
    column = nw.col(source)

    def wrong(bad: nw.Expr, words: Words, suggestion: Words | None = None) -> None:
        findings.check("wrong-cell", words, table, header, given, bad, suggestion)

    def refused(words: Words, suggestion: Words | None = None) -> nw.LazyFrame[Any]:
        findings.add(Problem("wrong-type", words, Place(table), header, suggestion=suggestion))
        return frame.with_columns(nw.lit(None, kind.dtype).alias(target))

    if dtype == nw.Unknown or "Null" in str(dtype):
        return frame.with_columns(nw.lit(None, kind.dtype).alias(target))
    if kind is kinds.YES_NO and dtype == nw.Boolean:
        return frame.with_columns(column.alias(target))
    if kind is kinds.TEXT and dtype == nw.String:
        return frame.with_columns(column.alias(target))
    if kind in (kinds.DATE, kinds.EXPIRY) and dtype in (nw.Date, nw.Datetime):
        return _days(frame, home, column, target, dtype, wrong)
    if kind in kinds.MONIES and meaning.unit is None and dtype.is_numeric():
        words = Words("金额没有单位", "an amount without its unit")
        hint = Words(
            f"把列名写作“{header}（元）”或“{header}（万元）”", f"name the column {header}_yuan or {header}_wan"
        )
        return refused(words, hint)
    if kind in (*kinds.MONIES, kinds.COUNT) and dtype.is_numeric() and not isinstance(dtype, nw.Decimal):
        factor = UNITS[meaning.unit] if meaning.unit is not None else 1
        return _numbers(frame, column, target, dtype, factor, wrong, negative=kind is kinds.PROFIT)
    if cells.by_texts:
        read = kind.read if meaning.unit is None else kinds.money_in(meaning.unit, kind)
        return _texts(frame, home, source, target, texts.get(source), read, kind.dtype, wrong)
    found = Words(f"列的类型是 {dtype}，不能用作“{target}”", f"a column of {dtype} cannot be '{target}'")
    advice = Words("按文本读入该列", "read the column as text") if dtype.is_numeric() else None
    return refused(found, advice)


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


def _days(
    frame: nw.LazyFrame[Any], home: Home, column: nw.Expr, target: str, dtype: Any, wrong: Callable[..., None]
) -> nw.LazyFrame[Any]:
    if dtype == nw.Date and (home.implementation.is_polars() or home.implementation.is_pyarrow()):
        # There a day is a number already, counted from another day.
        number = column.cast(nw.Int32).cast(nw.Int64) + whole(_FIRST_OF_1970)
        return frame.with_columns(number.alias(target))
    if dtype == nw.Datetime:
        moment = column.dt.hour().cast(nw.Int64) + column.dt.minute().cast(nw.Int64) + column.dt.second().cast(nw.Int64)
        moment = moment + column.dt.microsecond().cast(nw.Int64)
        wrong(moment != whole(0), Words("日期带有时刻", "a moment in time, not a date"))
    year, day = (each.cast(nw.Int64) for each in (column.dt.year(), column.dt.ordinal_day()))
    return frame.with_columns((days_before(year) + day).alias(target))


def _numbers(
    frame: nw.LazyFrame[Any],
    column: nw.Expr,
    target: str,
    dtype: Any,
    factor: int,
    wrong: Callable[..., None],
    *,
    negative: bool,
) -> nw.LazyFrame[Any]:
    most = MOST_FEN // factor if factor > 1 else _EXACT
    bad = (column < (-most if negative else 0)) | (column > most)
    if dtype.is_float():
        # A gap turns whole numbers into floats in some frames; whole ones below 2^53 are still exact.
        bad = bad | column.is_nan() | (column != column.floor()) | (column.abs() > _EXACT)
        hint = Words("小数请按文本或 decimal 读入", "read fractions as text or as decimals")
    else:
        hint = None
    wrong(bad, Words("不是范围内的整数", "not a whole number within range"), hint)
    safe = nw.when(~bad.fill_null(value=False)).then(column)
    return frame.with_columns((safe.cast(nw.Int64) * whole(factor)).alias(target))


def _texts(
    frame: nw.LazyFrame[Any],
    home: Home,
    source: str,
    target: str,
    texts: list[str | None] | None,
    read: Callable[[str], Any],
    dtype: Any,
    wrong: Callable[..., None],
) -> nw.LazyFrame[Any]:
    # Whole numbers in memory are told apart as they are; everything else, and on all other engines, as texts.
    given = frame.collect_schema()[source]
    of: Any = nw.Int64 if home.eager and given in _WHOLE else nw.String
    as_text = frame if given == of else frame.with_columns(nw.col(source).cast(of).alias(source))
    mapping: dict[Any, Any] = {}
    unreadable: list[tuple[str, CellError]] = []

    def note(values: Iterable[Any]) -> None:
        for value in values:
            text = "" if value is None else str(value)
            if not text.strip():
                continue
            try:
                mapping[value] = read(text.strip())
            except CellError as error:
                unreadable.append((text, error))

    if texts is not None:
        note(texts)
    elif home.eager and int(as_text.select(nw.len().alias("~n")).collect()["~n"][0]) > _MANY:
        # Mostly the first rows have every text there is; what else turns up is asked about after them.
        note(distinct(as_text.head(_FIRST), source)[source])
        found = home.settled(lookup_many(as_text, home, source, mapping, target, dtype, of))
        left = found.filter(nw.col(target).is_null() & ~nw.col(source).is_null())
        seen, count = {value for value, _ in unreadable}, len(mapping)
        note(value for value in distinct(left, source)[source] if str(value) not in seen)
        if len(mapping) == count and not unreadable:
            return found
    else:
        note(distinct(as_text, source)[source])
    # A column of the wrong kind holds as many wrong values as rows; a search of the table for each would never end.
    unreadable.sort(key=lambda each: each[0])
    cell = nw.col(source).cast(nw.String)
    for value, complaint in unreadable[:MOST_SAID]:
        wrong(cell == value, complaint.words, complaint.suggestion)
    if len(unreadable) > MOST_SAID:
        others = [value for value, _ in unreadable[MOST_SAID:]]
        wrong(cell.is_in(others), Words("还有其他无法读取的内容", "other cells that cannot be read"))
    return lookup(as_text, home, source, mapping, target, dtype, of)
