"""How a caller's frame is opened: recognised, and brought to types with which its engine can compute, or refused."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import narwhals as nw

from zjtx_rules.engines.columns import spark
from zjtx_rules.engines.columns.frames import Home, inside, unsupported
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

AS_TEXT = Words("按文本读入该列", "read the column as text")
UNREADABLE = Words("列的类型不能读取", "a column of a type that cannot be read")


def opened(
    frame: Any, table: str, beside: Home | None = None, headers: Container[str] = ()
) -> tuple[nw.LazyFrame[Any], Home]:
    """Return a caller's frame in lazy form, and its home.

    Beside a table of applicants that Polars has in memory a lazy one is worked out, and beside a lazy one all are lazy. The index
    of a pandas frame is no column, except for levels that are named by one of the `headers` (after `set_index("applicant")`).

    Raises:
        InputError: If it is no frame that Narwhals knows.
    """
    try:
        given: Any = nw.from_native(frame)
    except TypeError:
        raise InputError([unsupported(frame, table)]) from None
    except nw.exceptions.DuplicateError:
        raise InputError(_named_twice(frame, table)) from None
    if given.implementation.is_pandas_like():
        # Arrow tells a gap from a number; pandas, in most of its types, does not.
        given = _with_named_levels(given, headers)
        given = nw.from_native(_one_text(_as_arrow(given, table), table), eager_only=True)
        return given.lazy(), Home(given.implementation, eager=True, native=given.to_native(), pandas=True)
    if given.implementation.is_pyarrow():
        given = nw.from_native(_one_text(given.to_native(), table), eager_only=True)
    if given.implementation.is_pyspark():
        # Every check asks the table anew, and all have to see the same rows.
        native = given.to_native()
        spark.ready(native)
        given = nw.from_native(spark.stored(native.toDF(*(inside(name) for name in native.columns))))
    if beside is not None and beside.implementation.is_polars() and given.implementation.is_polars():
        given = given.lazy().collect() if beside.eager else given.lazy()
    eager = isinstance(given, nw.DataFrame)
    return given.lazy(), Home(given.implementation, eager=eager, native=given.to_native())


def _one_text(native: Any, table: str) -> Any:
    """Return an Arrow table whose texts are all of one type, and its days too; Arrow joins no other, and reads no other.

    Raises:
        InputError: With every column of a type that Arrow stores and does not compute with.
    """
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - only for callers who use it

    texts = (pa.types.is_large_string, pa.types.is_string_view)
    idle = (pa.types.is_float16, pa.types.is_run_end_encoded)
    problems = [_unreadable(each.name, table) for each in native.schema if any(test(each.type) for test in idle)]
    if problems:
        raise InputError(problems)
    fields = []
    for each in native.schema:
        kind = each.type
        while pa.types.is_dictionary(kind):
            kind = kind.value_type
        if any(test(kind) for test in texts):
            kind = pa.string()
        elif pa.types.is_date64(kind):
            kind = pa.date32()
        fields.append(each.with_type(kind).remove_metadata())
    return native.cast(pa.schema(fields))


def _with_named_levels(given: nw.DataFrame[Any], headers: Container[str]) -> nw.DataFrame[Any]:
    """Return a frame of pandas with the levels of its index that bear the name of a column as columns."""
    native = given.to_native()
    taken = {str(each).strip() for each in native.columns}
    levels = [
        at
        for at, name in enumerate(native.index.names)
        if isinstance(name, str) and name.strip() in headers and name.strip() not in taken
    ]
    return nw.from_native(native.reset_index(level=levels), eager_only=True) if levels else given


def _unreadable(name: str, table: str) -> Problem:
    return Problem("wrong-type", UNREADABLE, Place(table), name, suggestion=AS_TEXT)


def _as_arrow(given: nw.DataFrame[Any], table: str) -> Any:
    """Return a frame of pandas as an Arrow table.

    Raises:
        InputError: With every column whose cells are of several types, or of one that cannot be read.
    """
    import pyarrow as pa  # noqa: PLC0415 - only for callers who use it

    try:
        return _without_index(given)
    except (pa.ArrowException, TypeError) as failed:
        problems = []
        for name in given.columns:
            try:
                _without_index(given.select(name))
            except (pa.ArrowInvalid, pa.ArrowTypeError):
                message = Words("同一列的内容不是同一类型", "the cells of a column are of several types")
                problems.append(Problem("mixed-types", message, Place(table), str(name), suggestion=AS_TEXT))
            except (pa.ArrowException, TypeError):
                problems.append(_unreadable(str(name), table))
        raise InputError(problems) from failed


def _without_index(given: nw.DataFrame[Any]) -> Any:
    """Return a frame of pandas as an Arrow table of its columns alone."""
    import pyarrow as pa  # noqa: PLC0415 - only for callers who use it

    if given.implementation.is_pandas():
        return pa.Table.from_pandas(given.to_native(), preserve_index=False)
    return given.to_arrow().select([str(each) for each in given.columns])


def _named_twice(frame: Any, table: str) -> list[Problem]:
    names = list(frame.column_names if hasattr(frame, "column_names") else frame.columns)
    return [
        Problem(
            "named-twice", Words(f"“{name}”一列出现两次", f"the column '{name}' occurs twice"), Place(table), str(name)
        )
        for name in dict.fromkeys(each for each in names if names.count(each) > 1)
    ]
