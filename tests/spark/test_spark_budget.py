"""examples/spark_budget.py, run as a cluster would: from Parquet to Parquet, with a checkpoint directory."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn import frames, population

from strategies import enterprise_data
from zjtx_rules import evaluate_table, load
from zjtx_rules.terms import Money

SCRIPT = Path(__file__).parents[2] / "examples" / "spark_budget.py"
AS_OF = date(2023, 9, 1)
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.pyspark.python": "no-python-is-needed-on-executors",
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    firms = population(enterprise_data(), 60, load("rizhao"))
    return frames(firms, lambda columns: pl.DataFrame(columns, infer_schema_length=None))


@pytest.fixture(scope="module")
def by_polars(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    made: pl.DataFrame = evaluate_table(rules=load("rizhao"), as_of=AS_OF, verdicts="code", **tables).table
    return made


@pytest.fixture(scope="module")
def run(tables: dict[str, pl.DataFrame], tmp_path_factory: Any) -> tuple[Path, str]:
    """Return the folder of the answers and what was printed."""
    folder = tmp_path_factory.mktemp("cluster")
    for name, each in tables.items():
        (folder / "tables" / name).mkdir(parents=True)
        each.write_parquet(folder / "tables" / name / "part-0.parquet")
    settings = " ".join(f"--conf {name}={value}" for name, value in SETTINGS.items())
    command = [sys.executable, str(SCRIPT), "--tables", str(folder / "tables"), "--answers", str(folder / "answers")]
    command += ["--as-of", AS_OF.isoformat(), "--rules", "rizhao", "--checkpoints", str(folder / "checkpoints")]
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        command,
        env=os.environ | {"PYSPARK_SUBMIT_ARGS": f"--master local[2] {settings} pyspark-shell"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_answers_written_are_those_of_polars(run: tuple[Path, str], by_polars: pl.DataFrame) -> None:
    written = pl.read_parquet(run[0] / "answers" / "*.parquet").sort("applicant")
    assert written.drop("problem").equals(by_polars.sort("applicant"))


def test_the_sums_are_those_of_the_answers(run: tuple[Path, str], by_polars: pl.DataFrame) -> None:
    low, high = (Money(Decimal(by_polars[f"payable#up_to_{end}"].sum()) / 100) for end in ("floor", "ceiling"))
    assert f"最高：{low}—{high}" in run[1]


def test_the_stages_stand_in_the_checkpoint_directory(run: tuple[Path, str]) -> None:
    assert list((run[0] / "checkpoints").glob("*/rdd-*"))
