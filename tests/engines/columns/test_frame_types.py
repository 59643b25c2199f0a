"""Every type in which a frame can hold a number or a day is read exactly or refused in our words, and an index is no column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from zjtx_rules import InputError, evaluate_table, load, load_text
from zjtx_rules.engines.columns.given.inputs import read_tables
from zjtx_rules.engines.columns.given.problems import Findings

AS_OF = date(2023, 9, 1)
RULES = load("rizhao")
SCORED = load_text(
    """
jurisdiction: {name: 日照市, code: "371100"}
facts: [{id: score, label: 评分, type: number}]
documents: [{id: d, title: 甲, status: issued, in_force: {from: 2020-01-01}, clauses: [
 {id: award.a, kind: award, cite: 一, quote: 给予1万元, title: 奖, to: enterprise, where: anywhere,
  when: {fact: score, at_least: 1.5}, pays: {sum: 1万元}}]}]
""",
    "scored.yaml",
)


def read(frame: Callable[[dict[str, Any]], Any], field: str, column: str, values: Any) -> list[Any] | set[str]:
    """Return a field of the accounts as it was read, or the codes of the problems."""
    findings = Findings(report=False)
    ids = ["A", "B", "C"][: len(values)]
    accounts = frame({"applicant": ids, "year": [2022] * len(ids), column: values})
    try:
        inputs = read_tables(frame({"applicant": ids}), {"accounts": accounts}, RULES, findings)
        findings.raise_if_any()
    except InputError as error:
        return {each.code for each in error.problems}
    found = inputs.tables["accounts"].select("applicant", field).collect().to_dict(as_series=False)
    return [value for _, value in sorted(zip(found["applicant"], found[field], strict=True))]


def duck(columns: dict[str, Any]) -> Any:
    return duckdb.from_arrow(pa.table(columns))


FRAMES: dict[str, tuple[Callable[[dict[str, Any]], Any], Callable[[list[Any], str], Any], list[str]]] = {
    "polars": (
        pl.DataFrame,
        lambda values, kind: pl.Series(values).cast(getattr(pl, kind)),
        ["Int8", "Int16", "Int32", "Int64", "Int128", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64"],
    ),
    "pandas": (
        pd.DataFrame,
        lambda values, kind: pd.array(values, dtype=kind),
        [
            *("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64"),
            *("int8[pyarrow]", "int32[pyarrow]", "uint64[pyarrow]", "float[pyarrow]", "double[pyarrow]", "object"),
        ],
    ),
    "numpy": (
        pd.DataFrame,
        lambda values, kind: np.array([0 if each is None else each for each in values], dtype=kind),
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"],
    ),
    "pyarrow": (
        pa.table,
        lambda values, kind: pa.array(values, getattr(pa, kind)()),
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"],
    ),
    "duckdb": (
        duck,
        lambda values, kind: pa.array(values, getattr(pa, kind)()),
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"],
    ),
}
EACH = [(name, kind) for name, (_, _, kinds) in FRAMES.items() for kind in kinds]


@pytest.mark.parametrize(("name", "kind"), EACH)
@pytest.mark.parametrize(
    ("field", "column", "factor"), [("employees", "employees", 1), ("revenue", "revenue_wan", 1_000_000)]
)
def test_whole_numbers_are_read_exactly_in_every_type(
    name: str, kind: str, field: str, column: str, factor: int
) -> None:
    frame, typed, _ = FRAMES[name]
    gap = 0 if name == "numpy" else None
    assert read(frame, field, column, typed([29, None, 100], kind)) == [29 * factor, gap, 100 * factor]


@pytest.mark.parametrize(("name", "kind"), [each for each in EACH if "loat" in each[1] or "double" in each[1]])
def test_a_float_is_read_as_far_as_whole_numbers_are_exact_in_it(name: str, kind: str) -> None:
    frame, typed, _ = FRAMES[name]
    most = 2**24 if kind.lower() in ("float32", "float[pyarrow]") else 2**53
    assert read(frame, "employees", "employees", typed([float(most)], kind)) == [most]
    assert read(frame, "employees", "employees", typed([float(most * 2)], kind)) == {"wrong-cell"}
    assert read(frame, "employees", "employees", typed([1.5], kind)) == {"wrong-cell"}
    assert read(frame, "employees", "employees", typed([float("inf")], kind)) == {"wrong-cell"}


@pytest.mark.parametrize("value", [2**53 + 1, 2**63 - 1, 2**63 + 5, 2**64 - 1])
@pytest.mark.parametrize(("name", "kind"), [each for each in EACH if each[1].lower().startswith("uint64")])
def test_numbers_out_of_range_are_refused_by_the_cell(name: str, kind: str, value: int) -> None:
    frame, typed, _ = FRAMES[name]
    for column in ("employees", "revenue_wan"):
        assert read(frame, column.removesuffix("_wan"), column, typed([value], kind)) == {"wrong-cell"}


DECIMALS: dict[str, tuple[Callable[[dict[str, Any]], Any], Callable[[list[Any]], Any]]] = {
    "polars": (pl.DataFrame, lambda values: pl.Series(values, dtype=pl.Decimal(20, 2))),
    "pandas": (pd.DataFrame, lambda values: pd.array(values, dtype=pd.ArrowDtype(pa.decimal128(20, 2)))),
    "pandas objects": (pd.DataFrame, lambda values: values),
    "pyarrow": (pa.table, lambda values: pa.array(values, pa.decimal128(20, 2))),
    "duckdb": (duck, lambda values: pa.array(values, pa.decimal128(20, 2))),
}


@pytest.mark.parametrize(("frame", "typed"), DECIMALS.values(), ids=DECIMALS)
def test_decimals_are_read_exactly(frame: Any, typed: Callable[[list[Any]], Any]) -> None:
    # 290.00 persons are 290; 24940.01万元 are 24,940,010,000分.
    assert read(frame, "employees", "employees", typed([Decimal("290.00")])) == [290]
    assert read(frame, "revenue", "revenue_wan", typed([Decimal("24940.01")])) == [24_940_010_000]
    assert read(frame, "employees", "employees", typed([Decimal("290.50")])) == {"wrong-cell"}


@pytest.mark.parametrize(
    ("text", "value"), [("290", 290), ("290.0", 290), ("2,900", 2900), ("12,345,678.00", 12_345_678), (" 7 ", 7)]
)
def test_counts_are_read_as_programs_and_spreadsheets_write_them(text: str, value: int) -> None:
    assert read(pl.DataFrame, "employees", "employees", [text]) == [value]


@pytest.mark.parametrize(
    "text",
    ["290.5", "2,90", "29,00", ",290", "2，900", "-1", "290人", "1e3", "٣", "9007199254740992", "9" * 5000, "nan"],
)
def test_what_is_no_count_is_refused(text: str) -> None:
    assert read(pl.DataFrame, "employees", "employees", [text]) == {"wrong-cell"}


@pytest.mark.parametrize(("text", "fen"), [("2,900.5", 2_900_500_000), ("2.5e2", 250_000_000), ("0.01", 10_000)])
def test_sums_are_read_as_programs_and_spreadsheets_write_them(text: str, fen: int) -> None:
    assert read(pl.DataFrame, "revenue", "revenue_wan", [text]) == [fen]


@pytest.mark.parametrize("text", ["2,5", "1,0000", "inf", "nan", "1e999999999", "1e-9", "9" * 5000, "1_000", "--1"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    assert read(pl.DataFrame, "revenue", "revenue_wan", [text]) == {"wrong-cell"}


# ------------------------------------------------------------------------------------------------- declared numbers

SCORES: dict[str, Any] = {
    "polars whole": pl.DataFrame({"applicant": [1, 2, 3], "score": [2, 1, None]}),
    "polars float": pl.DataFrame({"applicant": [1, 2, 3], "score": [2.0, 1.0, None]}),
    "polars float32": pl.DataFrame({"applicant": [1, 2, 3], "score": pl.Series([2.0, 1.0, None], dtype=pl.Float32)}),
    "polars decimal": pl.DataFrame(
        {"applicant": [1, 2, 3], "score": pl.Series([Decimal("1.50"), Decimal("1.49"), None], dtype=pl.Decimal(9, 2))}
    ),
    "polars text": pl.DataFrame({"applicant": [1, 2, 3], "score": ["1.5", "1.49", None]}),
    "pandas whole": pd.DataFrame({"applicant": [1, 2, 3], "score": pd.array([2, 1, None], dtype="Int64")}),
    "pandas float": pd.DataFrame({"applicant": [1, 2, 3], "score": [2.0, 1.0, None]}),
    "pandas decimal": pd.DataFrame({"applicant": [1, 2, 3], "score": [Decimal("1.5"), Decimal("1.49"), None]}),
    "pyarrow whole": pa.table({"applicant": [1, 2, 3], "score": pa.array([2, 1, None], pa.int16())}),
    "pyarrow float": pa.table({"applicant": [1, 2, 3], "score": pa.array([2, 1, None], pa.float32())}),
    "pyarrow decimal": pa.table({"applicant": [1, 2, 3], "score": [Decimal("1.5"), Decimal("1.49"), None]}),
    "duckdb whole": duckdb.sql("SELECT * FROM (VALUES (1, 2), (2, 1), (3, NULL)) AS t(applicant, score)"),
    "duckdb decimal": duckdb.sql("SELECT * FROM (VALUES (1, 1.50), (2, 1.49), (3, NULL)) AS t(applicant, score)"),
    "duckdb float": duckdb.sql("SELECT * FROM (VALUES (1, 2.0::DOUBLE), (2, 1), (3, NULL)) AS t(applicant, score)"),
}


def verdicts(firms: Any, rules: Any, column: str) -> list[Any]:
    table = evaluate_table(firms, rules=rules, as_of=AS_OF).table
    if isinstance(table, duckdb.DuckDBPyRelation):
        table = table.order("applicant").pl()
    found = table[column]
    return list(found.to_pylist() if isinstance(found, pa.ChunkedArray) else found)


@pytest.mark.parametrize("firms", SCORES.values(), ids=SCORES)
def test_a_declared_number_may_be_of_any_exact_type(firms: Any) -> None:
    assert verdicts(firms, SCORED, "d:award.a") == ["met", "not_met", "unknown"]


@pytest.mark.parametrize(
    "firms",
    [
        pl.DataFrame({"applicant": [1], "score": [1.5]}),
        pd.DataFrame({"applicant": [1], "score": [1.5]}),
        pa.table({"applicant": [1], "score": pa.array([1.5], pa.float32())}),
        duckdb.sql("SELECT 1 AS applicant, 1.5::DOUBLE AS score"),
    ],
    ids=["polars", "pandas", "pyarrow", "duckdb"],
)
def test_a_fraction_as_a_float_is_no_exact_number(firms: Any) -> None:
    with pytest.raises(InputError) as raised:
        verdicts(firms, SCORED, "d:award.a")
    [problem] = raised.value.problems
    assert (problem.code, problem.path) == ("wrong-cell", "score")
    assert "decimal" in str(problem.suggestion)


# ---------------------------------------------------------------------------------------------------------- days

AS_DAYS: dict[str, Any] = {
    "category of moments": pd.Series([pd.Timestamp("2023-05-10"), pd.Timestamp("2022-03-22")]).astype("category"),
    "category of days": pd.Series([date(2023, 5, 10), date(2022, 3, 22)]).astype("category"),
    "category of texts": pd.Series(["2023-05-10", "2022/3/22"]).astype("category"),
    "moments": pd.to_datetime(["2023-05-10", "2022-03-22"]),
    "seconds": pd.array(np.array(["2023-05-10", "2022-03-22"], dtype="datetime64[s]")),
    "arrow": pd.array([date(2023, 5, 10), date(2022, 3, 22)], dtype=pd.ArrowDtype(pa.date32())),
    "numbers of eight digits": [20230510, 20220322],
    "texts of eight digits": ["20230510", "20220322"],
}


@pytest.mark.parametrize("days", AS_DAYS.values(), ids=AS_DAYS)
def test_days_of_pandas_are_days_in_every_type(days: Any) -> None:
    firms = pd.DataFrame({"applicant": [1, 2], "region": ["371102"] * 2})
    titles = pd.DataFrame({"applicant": [1, 2], "title": ["小巨人"] * 2, "kind": ["新认定"] * 2, "date": days})
    table = evaluate_table(firms, rules=RULES, as_of=AS_OF, recognitions=titles, awards_received=None).table
    assert list(table["rizhao-2022:award.little_giant"]) == ["met", "not_met"]


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("45121", "2023-07-14"),  # the 45,121st day after 1899-12-30
        ("45121.0", "2023-07-14"),
        ("2023-07", "留空"),
        ("2023年7月", "留空"),
        ("2023", "留空"),
        ("1900-01-00", "空日期"),
    ],
)
def test_a_cell_that_spreadsheets_fill_so_is_told_what_to_write(cell: str, hint: str) -> None:
    with pytest.raises(InputError) as raised:
        evaluate_table(pl.DataFrame({"applicant": [1], "founded": [cell]}), rules=RULES, as_of=AS_OF)
    assert [hint in str(each.suggestion) for each in raised.value.problems] == [True]


# --------------------------------------------------------------------------------------------------------- indices

FIRMS = pd.DataFrame({"applicant": ["a", "b", "c"], "region": ["日照市", "济南市", "日照市"]})
MORE = FIRMS.assign(applicant=["d", "e", "f"])
INDICES: dict[str, pd.DataFrame] = {
    "counted": FIRMS,
    "sorted": FIRMS.sort_values("region"),
    "sampled": FIRMS.sample(3, random_state=3),
    "filtered": FIRMS[FIRMS["region"] == "日照市"],
    "joined": pd.concat([FIRMS, MORE]),
    "labels": FIRMS.set_axis(["x", "y", "z"]),
    "twice the same label": FIRMS.set_axis([0, 0, 0]),
    "floats": FIRMS.set_axis([0.5, 1.5, 2.5]),
    "days": FIRMS.set_axis(pd.date_range("2020-01-01", periods=3)),
    "months": FIRMS.set_axis(pd.period_range("2020-01", periods=3, freq="M")),
    "categories": FIRMS.set_axis(pd.CategoricalIndex(["x", "y", "z"])),
    "intervals": FIRMS.set_axis(pd.interval_range(0, 3)),
    "several levels": FIRMS.set_axis(pd.MultiIndex.from_product([["x"], [1, 2, 3]])),
    "named": FIRMS.rename_axis("第几行"),
    "named like a column that is there": FIRMS.rename_axis("region"),
    "ids": FIRMS.set_index("applicant"),
    "ids, in Chinese": FIRMS.rename(columns={"applicant": "编号"}).set_index("编号"),
    "a fact": FIRMS.set_index("region"),
    "ids and a fact": FIRMS.set_index(["applicant", "region"]),
    "ids kept": FIRMS.set_index("applicant", drop=False),
    "ids beside a number": FIRMS.set_index("applicant").set_index(pd.Index([3, 1, 2], name="n"), append=True),
}
WHERE = {"a": "日照市", "b": "济南市", "c": "日照市", "d": "日照市", "e": "济南市", "f": "日照市"}


@pytest.mark.parametrize("firms", INDICES.values(), ids=INDICES)
def test_an_index_is_no_column_unless_it_bears_the_name_of_one(firms: pd.DataFrame) -> None:
    recognitions = pd.DataFrame(
        {"applicant": list(WHERE), "title": "小巨人", "kind": "新认定", "date": date(2023, 7, 14)}
    )
    flat = firms if "applicant" in firms else firms.reset_index()
    ids = set(flat.get("applicant", flat.get("编号")))
    recognitions = recognitions[recognitions["applicant"].isin(ids)].set_index("applicant")
    table = evaluate_table(firms, rules=RULES, as_of=AS_OF, recognitions=recognitions, awards_received=None).table
    found = dict(zip(table["applicant"], table["rizhao-2022:award.little_giant"], strict=True))
    assert found == {each: "met" if WHERE[each] == "日照市" else "not_met" for each in ids}


def test_ids_in_an_index_without_the_name_of_a_column_are_asked_for() -> None:
    with pytest.raises(InputError, match="reset_index"):
        evaluate_table(FIRMS.rename(columns={"applicant": "企业"}).set_index("企业"), rules=RULES, as_of=AS_OF)


def test_moments_of_a_category_are_moments() -> None:
    moments = pd.Series([datetime(2023, 5, 10, 8)]).astype("category")  # noqa: DTZ001 - as spreadsheets hold them
    with pytest.raises(InputError, match="日期带有时刻"):
        evaluate_table(pd.DataFrame({"applicant": [1], "founded": moments}), rules=RULES, as_of=AS_OF)
