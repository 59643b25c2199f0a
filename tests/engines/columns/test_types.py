"""A column is read by the type in which it stands or refused because of it: never is what it says left out in silence.

Worked out by hand from 日政办字〔2022〕10号 三（一）2: a national little giant newly recognised from 2022-03-23 on, in 日照.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from small_rules import rules_of
from zjtx_rules import InputError, evaluate_table, load
from zjtx_rules.engines.columns import InRow, condition_columns

AWARD = "rizhao-2022:award.little_giant"
GIANT = {"title": "little_giant", "level": "national", "kind": "new"}
DAYS = [date(2023, 5, 10), date(2022, 3, 22)]
MOMENTS = [datetime.combine(day, datetime.min.time()) for day in DAYS]
HERE = ["371102"] * 2
TARGET = """
  - id: target.zjtx
    kind: target
    cite: 一
    quote: 累计达到600家左右
    title: 市级专精特新企业数量
    english: City-level specialised SMEs
    goals:
    - {of: 市级“专精特新”中小企业, sense: cumulative, figure: 600家, by: 2025-12-31}
"""
QUESTION: dict[str, Any] = {
    "recognitions": [InRow(says=GIANT, columns={"date": "day"})],
    "awards_received": [],
    "rules": load("rizhao"),
    "as_of": date(2023, 9, 1),
}


def ask(firms: Any, **more: Any) -> list[Any]:
    table = evaluate_table(firms, **(QUESTION | more)).table
    if isinstance(table, duckdb.DuckDBPyRelation):
        table = table.pl()
    found = (table.collect() if isinstance(table, pl.LazyFrame) else table)[AWARD]
    return list(found.to_pylist() if isinstance(found, pa.ChunkedArray) else found)


def problems(firms: Any, **more: Any) -> set[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        ask(firms, **more)
    return {(each.code, each.path) for each in raised.value.problems}


@pytest.mark.parametrize(
    "days",
    [pa.array(DAYS, pa.date32()), pa.array(DAYS, pa.date64()), pa.array(DAYS).dictionary_encode(), pa.array(MOMENTS)],
    ids=["date32", "date64", "dictionary", "timestamp"],
)
def test_days_of_arrow_are_days_in_every_type(days: Any) -> None:
    assert ask(pa.table({"applicant": [1, 2], "region": HERE, "day": days})) == ["met", "not_met"]


@pytest.mark.parametrize(
    "regions",
    [pa.array(HERE, pa.large_string()), pa.array(HERE, pa.string_view()), pa.array([371102] * 2, pa.int32())],
    ids=["large", "view", "number"],
)
def test_places_of_arrow_are_places_in_every_type(regions: Any) -> None:
    assert ask(pa.table({"applicant": [1, 2], "region": regions, "day": DAYS})) == ["met", "not_met"]


@pytest.mark.parametrize(
    "days",
    [["2022/3/23", "2022/3/22"], ["2022-3-23", "2022.03.22"], ["2022/3/23 0:00", "2022-03-22 00:00:00"]],
    ids=["slashes", "dashes and dots", "midnight"],
)
def test_days_as_spreadsheets_save_them_are_days(days: list[str]) -> None:
    assert ask(pl.DataFrame({"applicant": [1, 2], "region": HERE, "day": days})) == ["met", "not_met"]


@pytest.mark.parametrize("day", ["2022/3-23", "22/3/23", "3/23/2022", "2022/2/30", "2022/3/23 8:00", "44643"])
def test_what_may_mean_another_day_or_none_is_no_day(day: str) -> None:
    assert problems(pl.DataFrame({"applicant": [1], "region": HERE[:1], "day": [day]})) == {("wrong-cell", "day")}


NOT_READ: dict[str, Callable[[], Any]] = {
    "polars list": lambda: pl.DataFrame({"applicant": [1], "region": [["371102"]]}),
    "polars binary": lambda: pl.DataFrame({"applicant": [1], "region": [b"371102"]}),
    "arrow map": lambda: pa.table(
        {"applicant": [1], "region": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8()))}
    ),
    "arrow half": lambda: pa.table({"applicant": [1], "region": pa.array(np.array([1], dtype="float16"))}),
    "arrow runs": lambda: pa.table({"applicant": [1], "region": pa.RunEndEncodedArray.from_arrays([1], ["371102"])}),
    "pandas complex": lambda: pd.DataFrame({"applicant": [1], "region": [1j]}),
    "pandas sparse": lambda: pd.DataFrame({"applicant": [1], "region": pd.arrays.SparseArray([371102])}),
    "pandas mixed": lambda: pd.DataFrame({"applicant": [1, 2], "region": ["371102", 371102]}),
    "duckdb map": lambda: duckdb.sql("SELECT 1 AS applicant, MAP {'a': 1} AS region"),
    "duckdb bits": lambda: duckdb.sql("SELECT 1 AS applicant, '101'::BIT AS region"),
}


@pytest.mark.parametrize("make", NOT_READ.values(), ids=NOT_READ)
def test_a_column_of_a_type_that_cannot_be_read_is_refused(make: Callable[[], Any]) -> None:
    found = problems(make(), recognitions=[])
    assert {path for _, path in found} == {"region"}
    assert {code for code, _ in found} <= {"wrong-type", "wrong-cell", "mixed-types"}


SAYS_NOTHING: dict[str, Callable[[], Any]] = {
    "polars": lambda: pl.DataFrame({"applicant": [1], "region": [None], "day": DAYS[:1]}),
    "pyarrow": lambda: pa.table({"applicant": [1], "region": pa.nulls(1), "day": DAYS[:1]}),
    "duckdb": lambda: duckdb.sql("SELECT 1 AS applicant, NULL AS region, DATE '2023-05-10' AS day"),
}


@pytest.mark.parametrize("make", SAYS_NOTHING.values(), ids=SAYS_NOTHING)
def test_a_column_that_says_nothing_may_be_of_no_type(make: Callable[[], Any]) -> None:
    assert ask(make()) == ["unknown"]


@pytest.mark.parametrize(
    "ids", [[{"a": 1}], [[1]], pl.Series([object()], dtype=pl.Object)], ids=["struct", "list", "object"]
)
def test_what_cannot_be_told_apart_is_no_id(ids: Any) -> None:
    firms = pl.DataFrame({"applicant": ids, "region": HERE[:1], "day": DAYS[:1]})
    assert problems(firms) == {("wrong-type", "applicant")}


BEYOND = pl.DataFrame({"applicant": pl.Series([2**63, 1], dtype=pl.UInt64), "region": HERE, "day": DAYS})


@pytest.mark.parametrize("firms", [BEYOND, BEYOND.lazy(), BEYOND.to_arrow()], ids=["polars", "lazy", "pyarrow"])
def test_an_id_beyond_whole_numbers_of_64_bits_is_refused(firms: Any) -> None:
    assert ("wrong-cell", "applicant") in problems(firms)


@pytest.mark.parametrize("dtype", [pl.UInt64, pl.Int128, pl.Int8, pl.String, pl.Categorical, pl.Float64])
def test_ids_may_be_of_any_type_that_tells_them_apart(dtype: Any) -> None:
    ids = pl.Series([1, 2]).cast(pl.String).cast(dtype) if dtype is pl.Categorical else pl.Series([1, 2]).cast(dtype)
    assert ask(pl.DataFrame({"applicant": ids, "region": HERE, "day": DAYS})) == ["met", "not_met"]


def test_headers_may_have_blanks_around_them() -> None:
    assert ask(pl.DataFrame({" 编号 ": [1, 2], " 所在地": HERE, "day": DAYS})) == ["met", "not_met"]


@pytest.mark.parametrize(
    "firms",
    [
        pd.DataFrame([[1, "371102", "371102"]], columns=["applicant", "region", "region"]),
        pa.Table.from_arrays(
            [pa.array([1]), pa.array(["371102"]), pa.array(["371102"])], ["applicant", "region", "region"]
        ),
    ],
    ids=["pandas", "pyarrow"],
)
def test_a_header_that_occurs_twice_is_refused(firms: Any) -> None:
    assert problems(firms, recognitions=[]) == {("named-twice", "region")}


def test_one_description_need_not_be_a_list() -> None:
    firms = pl.DataFrame({"applicant": [1, 2], "region": HERE, "day": DAYS})
    assert ask(firms, recognitions=InRow(says=GIANT, columns={"date": "day"})) == ["met", "not_met"]


# ----------------------------------------------------------------------------------------- what is asked, and of what

FIRMS = pl.DataFrame({"applicant": [1, 2], "region": HERE, "day": DAYS})


@pytest.mark.parametrize("as_of", [MOMENTS[0], "2023-09-01", None])
def test_a_moment_or_a_text_is_no_day(as_of: Any) -> None:
    with pytest.raises(TypeError, match="as_of is a day"):
        ask(FIRMS, as_of=as_of)


@pytest.mark.parametrize("more", [{"verdicts": "codes"}, {"on_problem": "ignore"}])
def test_a_word_that_is_none_of_those_offered_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is '(text|raise)' or '(code|report)'"):
        ask(FIRMS, **more)


def test_rules_are_loaded_and_not_named() -> None:
    with pytest.raises(TypeError, match="rules is a RuleSet"):
        ask(FIRMS, rules="rizhao")


def test_readings_are_a_mapping() -> None:
    with pytest.raises(TypeError, match="readings is a mapping"):
        ask(FIRMS, readings=["upgrade"])


def test_one_pattern_need_not_be_a_list() -> None:
    table = evaluate_table(FIRMS, **QUESTION, clauses="award.little_giant").table
    assert [name for name in table.columns if ":" in name] == [AWARD]


@pytest.mark.parametrize("where", ["clauses", "conditions"])
def test_a_pattern_that_fits_no_clause_is_refused_with_a_suggestion(where: str) -> None:
    with pytest.raises(InputError) as raised:
        ask(FIRMS, **{where: ["award.*", "award.litle_giant"]})
    [problem] = raised.value.problems
    assert (problem.code, problem.place.file) == ("unknown-clause", where)
    assert "award.little_giant" in str(problem.suggestion)
    with pytest.raises(InputError):
        condition_columns(load("rizhao"), "enterprise", conditions=["award.litle_giant"])


def test_where_no_clause_is_for_applicants_all_of_them_are_none() -> None:
    assert condition_columns(rules_of(TARGET), "enterprise") == []


def test_a_day_beyond_the_calendar_of_python_lies_in_the_future() -> None:
    far = pl.concat([pl.Series(DAYS[:1]), pl.Series([3_000_000]).cast(pl.Int32).cast(pl.Date)])
    assert ask(pl.DataFrame({"applicant": [1, 2], "region": HERE, "day": far})) == ["met", "not_met"]
