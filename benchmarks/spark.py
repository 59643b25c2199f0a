"""How many firms a second `evaluate_table` decides on a Spark session of this machine, beside Polars in the same run.

    python benchmarks/spark.py [ROWS ...]

The workload of 日照 (二2 培育条件 and the awards of 三（一）2, every fact known) from Parquet, on `local[2]`; the answer is worked out and
thrown away. Of each engine the better of two rounds; the answers of both are compared.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from pyspark.sql import SparkSession

import columns
from zjtx_rules import load
from zjtx_rules.engines.columns import evaluate_table

SETTINGS = {
    "spark.driver.memory": "6g",
    "spark.log.level": "ERROR",
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def session() -> SparkSession:
    """Return a session with two cores."""
    builder = SparkSession.builder.master("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    made: SparkSession = builder.getOrCreate()
    return made


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the better time of two rounds, in seconds, and what came out."""
    times, made = [], None
    for _ in range(2):
        begun = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - begun)
    return min(times), made


def main() -> None:
    """Print one line for each number of firms and engine."""
    spark = session()
    question: dict[str, Any] = {
        "rules": load("rizhao"),
        "as_of": columns.AS_OF,
        "clauses": columns.WORKLOAD,
        "verdicts": "code",
    }
    make = columns.engines()["polars"]
    for rows in [int(each) for each in sys.argv[1:]] or [100_000]:
        with tempfile.TemporaryDirectory() as folder:
            paths = {}
            for name, given in columns.population(rows, 0.0).items():
                paths[name] = str(Path(folder) / f"{name}.parquet")
                make(given).write_parquet(paths[name])

            def by_polars(paths: dict[str, str] = paths) -> pl.DataFrame:
                frames = {name: pl.read_parquet(path) for name, path in paths.items()}
                made: pl.DataFrame = evaluate_table(**question, **frames).table
                return made

            def by_spark(paths: dict[str, str] = paths) -> Any:
                frames = {name: spark.read.parquet(path) for name, path in paths.items()}
                table = evaluate_table(**question, **frames).table
                table.write.format("noop").mode("overwrite").save()
                return table

            quick, wanted = timed(by_polars)
            slow, found = timed(by_spark)
            answers = pl.DataFrame(pl.from_arrow(found.toArrow())).sort("applicant")
            if not answers.equals(wanted.sort("applicant")):
                raise SystemExit("Spark and Polars disagree")
        for engine, taken in (("polars", quick), ("spark local[2]", slow)):
            print(f"{rows:>10,} firms  {engine:15} {taken:8.2f} s  {rows / taken:12,.0f} rows/s", flush=True)


if __name__ == "__main__":
    main()
