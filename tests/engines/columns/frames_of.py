"""The kinds of frame that the tests of columns run on: how each is made, and how its rows are read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

Columns = dict[str, list[Any]]

_CONNECTION = duckdb.connect()


def arrow(columns: Columns) -> pa.Table:
    return pa.table({name: _array(values) for name, values in columns.items()})


def _array(values: list[Any]) -> pa.Array:
    known = any(each is not None for each in values)
    return pa.array(values) if known else pa.array(values, type=pa.string())


def _polars(columns: Columns) -> pl.DataFrame:
    return pl.DataFrame(columns, infer_schema_length=None)


def _duckdb(columns: Columns) -> Any:
    return _CONNECTION.from_arrow(arrow(columns))


def _rows_of_duckdb(relation: Any) -> list[dict[str, Any]]:
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


MAKERS: dict[str, Callable[[Columns], Any]] = {
    "polars": _polars,
    "polars lazy": lambda columns: _polars(columns).lazy(),
    "pandas": pd.DataFrame,
    "pyarrow": arrow,
    "duckdb": _duckdb,
}

ROWS: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "polars": lambda frame: frame.to_dicts(),
    "polars lazy": lambda frame: frame.collect().to_dicts(),
    "pandas": lambda frame: pa.Table.from_pandas(frame, preserve_index=False).to_pylist(),
    "pyarrow": lambda frame: frame.to_pylist(),
    "duckdb": _rows_of_duckdb,
}
