"""Where a caller's frames live: how small frames are made beside them, how values are looked up, how an answer is given back.

Everything between runs on Narwhals' lazy form. Frames in memory are worked out stage by stage and keep the order of their
rows; lazy ones (Polars, DuckDB, Spark) stay lazy, apart from the questions that a check has to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import narwhals as nw

from zjtx_rules.engines.columns import spark
from zjtx_rules.engines.columns.translated import KEPT, translated
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

ID = "applicant"
"""The column of the ids of the applicants."""

ROW = "~row"
"""The column that numbers the applicants of a table in memory, in the caller's order; in every table it says whose a row is."""

DOT = "․"
"""Stands for the dot in names of columns while we work: Spark takes a dot for a step into a structure."""

_MOST_COMPARED = 16
"""Few values are told apart faster by comparing a column with each of them than by looking each cell up."""

MOST_LISTED = 100_000
"""Whole numbers that lie closer together are looked up in a list."""

_MOST_INLINE = 300
"""Longer lists of values are joined rather than written into an expression, except where Polars does the work."""


@dataclass(frozen=True, slots=True)
class Home:
    """The engine and the kind of frame of a caller's table."""

    implementation: nw.Implementation
    eager: bool
    native: Any
    pandas: bool = False

    @property
    def empty(self) -> bool:
        """Whether the caller's frame is in memory and has no rows."""
        return self.eager and not len(self.native)

    @property
    def backend(self) -> Literal["polars", "pyarrow"]:
        """The engine that makes small frames."""
        return "polars" if self.implementation.is_polars() else "pyarrow"

    @property
    def key(self) -> str:
        """The column by which rows of different tables find one another: in memory the number of the row, else the id."""
        return ROW if self.eager else ID

    def small(self, columns: Mapping[str, list[Any]], dtypes: Mapping[str, Any]) -> nw.LazyFrame[Any]:
        """Return a frame of values made here, beside the caller's."""
        made = nw.from_dict(columns, schema=dtypes, backend=self.backend)
        if self.eager or self.implementation.is_polars():
            return made.lazy()
        if self.implementation.is_duckdb():
            values = made.to_native()  # noqa: F841 - found by its name in the query
            return _lazy(self.native.query("unused", "SELECT * FROM values"))
        if self.implementation.is_pyspark():
            return _lazy(spark.spread(made.to_native(), self.native.sparkSession))
        raise InputError([unsupported(self.native, "applicants")])

    def settled(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out, where it lives in memory or on the executors of Spark."""
        if self.eager:
            return frame.collect().lazy()
        if self.implementation.is_pyspark():
            return _lazy(spark.stored(frame.to_native()))
        return frame

    def give_back(
        self, frame: nw.LazyFrame[Any], finish: Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]] = lambda frame: frame
    ) -> Any:
        """Return the caller's own kind of frame, in the caller's order of rows where there is one, finished at last."""
        if not self.eager:
            return _named_outside(finish(frame)).to_native()
        worked_out = frame.collect()
        if not worked_out[ROW].is_sorted():
            worked_out = worked_out.sort(ROW)
        made = _named_outside(finish(worked_out.lazy())).drop(ROW).collect()
        return _to_pandas(made.to_native()) if self.pandas else made.to_native()


def _lazy(native: Any) -> nw.LazyFrame[Any]:
    made: nw.LazyFrame[Any] = nw.from_native(native).lazy()
    return made


def _to_pandas(table: Any) -> Any:
    import pandas as pd  # type: ignore[import-untyped]  # noqa: PLC0415 - only for callers who use it

    kinds = {"int64": pd.Int64Dtype(), "int8": pd.Int8Dtype(), "bool": pd.BooleanDtype()}
    return table.to_pandas(types_mapper=lambda kind: kinds.get(str(kind)))


def unsupported(frame: object, table: str) -> Problem:
    """Return the problem of a frame that is none, or of a kind with which nothing is done here."""
    found = f"{type(frame).__module__.partition('.')[0]}.{type(frame).__name__}"
    message = Words(f"“{found}”不是可以读取的数据表", f"'{found}' is not a table that can be read")
    expected = Words(
        "Polars、pandas、PyArrow、DuckDB 或 PySpark 的表", "a table of Polars, pandas, PyArrow, DuckDB or PySpark"
    )
    return Problem("unknown-frame", message, Place(table), expected=expected)


def inside(name: str) -> str:
    """Return the name of a column as it is called while we work."""
    return name.replace(".", DOT)


def outside(name: str) -> str:
    """Return the name of a column as callers know it."""
    return name.replace(DOT, ".")


def _named_outside(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    names = {name: outside(name) for name in frame.collect_schema() if DOT in name}
    return frame.rename(names) if names else frame


def in_order(frame: nw.LazyFrame[Any], home: Home) -> nw.LazyFrame[Any]:
    """Return a frame in memory in the order of its applicants, by which its columns find one another; a join keeps none."""
    if not home.eager or ROW not in frame.collect_schema():
        return frame
    return ordered(frame).lazy()


def ordered(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    """Return the rows of a frame in memory in the order of its applicants."""
    rows = frame.collect()
    return rows if rows[ROW].is_sorted() else rows.sort(ROW)


def lookup(
    frame: nw.LazyFrame[Any],
    home: Home,
    source: str,
    mapping: Mapping[Any, Any],
    target: str,
    dtype: Any,
    of: Any = nw.String,
) -> nw.LazyFrame[Any]:
    """Return the frame with a column of what each value of another column stands for; one without meaning is a gap.

    The other column is of texts, or of the type given as `of`.
    """
    if not mapping:
        return frame.with_columns(nw.lit(None, dtype).alias(target))
    olds, news = list(mapping), list(mapping.values())
    if home.implementation.is_polars() or len(mapping) <= _MOST_INLINE:
        expr = nw.col(source).cast(of).replace_strict(olds, news, default=None, return_dtype=dtype)
        return frame.with_columns(expr.alias(target))
    table = home.small({"~key": olds, target: news}, {"~key": of, target: dtype})
    keyed = frame.with_columns(nw.col(source).cast(of).alias("~key"))
    return in_order(keyed.join(table, on="~key", how="left").drop("~key"), home)


def lookup_many(
    frame: nw.LazyFrame[Any],
    home: Home,
    source: str,
    mapping: Mapping[Any, Any],
    target: str,
    dtype: Any,
    of: Any = nw.String,
) -> nw.LazyFrame[Any]:
    """Return the same of a frame in memory with very many rows, in less time: a row costs little, and each value more."""
    told_apart = few_compared(source, mapping, target, dtype, of)
    if told_apart is not None:
        return frame.with_columns(told_apart)
    if of != nw.Int64 or not mapping or max(mapping) - min(mapping) >= MOST_LISTED:
        return lookup(frame, home, source, mapping, target, dtype, of)
    first, last = min(mapping), max(mapping)
    listed = [mapping.get(each) for each in range(first, last + 1)]
    near = (nw.col(source) >= first) & (nw.col(source) <= last)
    place: Any = nw.when(near).then(nw.col(source) - first).cast(nw.UInt32)
    rows = frame.collect()
    places = rows.lazy().select(place.alias(target)).collect()[target]
    if places.null_count() == len(places):
        return rows.lazy().with_columns(nw.lit(None, dtype).alias(target))
    values = home.small({target: listed}, {target: dtype}).collect()[target]
    return rows.with_columns(values[places].alias(target)).lazy()


def few_compared(source: str, mapping: Mapping[Any, Any], target: str, dtype: Any, of: Any) -> nw.Expr | None:
    """Return what each of a few values of a column of texts or whole numbers stands for, as a column of its own.

    None where they are many, or none.
    """
    return compared(source, tuple(mapping.items()), target, dtype, of) if 0 < len(mapping) <= _MOST_COMPARED else None


@lru_cache(maxsize=KEPT)
def compared(source: str, mapping: tuple[tuple[Any, Any], ...], target: str, dtype: Any, of: Any) -> nw.Expr:
    """Return what each value of a column stands for, told apart by comparing it with each of them; kept for the next table."""
    if dtype in (of, nw.Int32) and all(old == new for old, new in mapping):
        # A number to compare with is as wide as the column.
        values = (nw.lit(each) if isinstance(each, int) else nw.lit(each, of) for each, _ in mapping)
        known: Any = nw.any_horizontal(*(nw.col(source) == each for each in values), ignore_nulls=True)
        return translated(nw.when(known).then(nw.col(source).cast(dtype)).alias(target))
    found: Any = nw.lit(None, dtype)
    for old, new in mapping:
        found = nw.when(nw.col(source) == nw.lit(old, of)).then(nw.lit(new, dtype)).otherwise(found)
    return translated(found.alias(target))


def rows_of(frame: nw.LazyFrame[Any]) -> dict[str, list[Any]]:
    """Return the rows of a frame as plain values, by column."""
    return frame.collect().to_dict(as_series=False)


def beside(
    frame: nw.LazyFrame[Any], more: nw.LazyFrame[Any], home: Home, everybody: nw.Series[Any] | None = None
) -> nw.LazyFrame[Any]:
    """Return the applicants with the columns of another frame, which has at most one row for each.

    In memory their order is kept and nothing is searched: `everybody`, the numbers of all applicants, tells where to look.
    """
    if not home.eager or everybody is None:
        return frame.join(more, on=ID, how="left")
    left, right = frame.collect(), more.collect()
    numbers, given, rest = left[ROW], right[ROW], right.drop(ROW)
    if len(numbers) != len(given) or not (numbers == given).all():
        found = _places(given, numbers, everybody)
        if found is None:
            return left.lazy().with_columns(nw.lit(None, dtype).alias(name) for name, dtype in rest.schema.items())
        rest = rest[found]
    return nw.concat([left, rest], how="horizontal").lazy()


def _places(given: nw.Series[Any], wanted: nw.Series[Any], everybody: nw.Series[Any]) -> nw.Series[Any] | None:
    """Return at which place among the given numbers each wanted one stands, a gap where it does not; None if none does."""
    if not len(given) or not len(wanted):
        return None
    nowhere = everybody.to_frame().select(nw.when(nw.col(ROW) < 0).then(nw.col(ROW)))[ROW]
    found = nowhere.scatter(given, everybody.head(len(given)))
    if len(wanted) != len(everybody):
        found = found[wanted]
    return None if found.null_count() == len(found) else found


def one_each(numbers: nw.Series[Any], most: int) -> bool:
    """Return whether all numbers differ; they are numbers of applicants, of whom there are at most so many."""
    if len(numbers) > most or numbers.null_count():
        return False
    if len(numbers) < 2 or numbers.is_sorted():
        return bool((numbers.diff() > 0).all())
    return int(numbers.n_unique()) == len(numbers)


def distinct(frame: nw.LazyFrame[Any], *columns: str) -> dict[str, list[Any]]:
    """Return every distinct combination of values of some columns."""
    wanted = frame.select(*columns)
    if wanted.implementation.is_pyspark() or wanted.implementation.is_duckdb():
        # Narwhals numbers the rows of each combination, for which all of them are sent to one place, or sorted.
        return rows_of(_lazy(wanted.to_native().distinct()))
    return rows_of(wanted.unique())
