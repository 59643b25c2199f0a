"""Spark gives what the reference and Polars give, however its tables are cut into partitions."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from drawn import arrow, frames, population

from population_tables import AMOUNTS, expected, said
from strategies import Data, applicants_data, enterprise_data
from zjtx_rules import evaluate_table, load

AS_OF = date(2023, 9, 1)
COUNT = 100


@pytest.fixture(scope="module")
def everybody() -> list[Data]:
    return population(applicants_data(), COUNT, load())


@pytest.fixture(scope="module")
def answered(session: Any, everybody: list[Data]) -> Any:
    """Every bundled rule file asked about applicants of every kind."""
    tables = frames(everybody, lambda columns: session.createDataFrame(arrow(columns)))
    return evaluate_table(rules=load(), as_of=AS_OF, adopting="371100", **tables)


@pytest.fixture(scope="module")
def rows(answered: Any) -> dict[str, Any]:
    return {row["applicant"]: row for row in answered.table.toArrow().to_pylist()}


@pytest.fixture(scope="module")
def reference(everybody: list[Data]) -> dict[str, Any]:
    return expected(everybody, load(), AS_OF, adopting="371100")


def test_every_applicant_has_one_row(answered: Any, reference: dict[str, Any]) -> None:
    assert sorted(row["applicant"] for row in answered.table.select("applicant").collect()) == sorted(reference)


def test_spark_agrees_with_the_reference_on_the_bundled_rules(rows: dict[str, Any], reference: dict[str, Any]) -> None:
    assert {identity: said(rows[identity], list(row)) for identity, row in reference.items()} == reference


def test_the_population_is_decided_by_columns_and_by_the_reference(answered: Any) -> None:
    assert 0 < answered.report.referred < COUNT


def test_money_is_whole_fen(answered: Any) -> None:
    types = dict(answered.table.dtypes)
    assert {types[f"payable#{amount}"] for amount in AMOUNTS} == {"bigint"}


def sorted_rows(answer: Any) -> list[dict[str, Any]]:
    table = answer.table if isinstance(answer.table, pl.DataFrame) else answer.table.toArrow()
    rows = table.to_dicts() if isinstance(table, pl.DataFrame) else table.to_pylist()
    return sorted(rows, key=lambda row: row["applicant"])


def test_partitions_and_the_order_of_rows_do_not_matter(session: Any) -> None:
    firms = population(enterprise_data(), 60, load("rizhao"))
    one = frames(firms, lambda columns: pl.DataFrame(columns, infer_schema_length=None))
    question: dict[str, Any] = {"rules": load("rizhao"), "as_of": AS_OF, "clauses": ["award.*"]}
    wanted = sorted_rows(evaluate_table(**question, **one))
    given = {name: session.createDataFrame(each.to_arrow()) for name, each in one.items()}
    for partitions in (1, 7):
        cut = {name: each.repartition(partitions) for name, each in given.items()}
        assert sorted_rows(evaluate_table(**question, **cut)) == wanted
