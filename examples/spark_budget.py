"""财政测算：在 Spark 上计算每个主体可得多少，并写出各奖项的户数与合计 / What a budget needs, worked out on Spark.

    spark-submit examples/spark_budget.py --tables 表格目录 --as-of 2023-09-01 --rules rizhao --answers 结果目录

The folder holds a Parquet table for each kind of fact (applicants, recognitions and so on, see docs/spark.md); `zjtx population`
makes such a folder.
The answer of every applicant is written as Parquet; what is printed are sums over them.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from decimal import Decimal
from typing import Any

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

import zjtx_rules as zjtx
from zjtx_rules.terms import Money

TABLES = (
    "recognitions",
    "registrations",
    "accounts",
    "incidents",
    "certificates",
    "awards_received",
    "tenants",
    "tenant_recognitions",
    "contracts",
    "contract_payments",
    "trainees",
    "assessments",
)
AMOUNTS = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")


def table(spark: SparkSession, folder: str, name: str) -> DataFrame | None:
    """Return a table, which has a folder of its own or files in the common one; what is not there is unknown."""
    files = spark.read.option("pathGlobFilter", f"{name}{{,-*}}.parquet")
    for reader, place in ((spark.read, f"{folder}/{name}"), (files, folder)):
        try:
            return reader.parquet(place)
        except AnalysisException as problem:
            if problem.getCondition() not in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA"):
                raise
    return None


def main(arguments: list[str] | None = None) -> int:
    """Evaluate the population, write its answers and print the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", required=True, help="folder of the Parquet tables")
    parser.add_argument("--answers", required=True, help="folder to write the answers to")
    parser.add_argument("--as-of", required=True, type=date.fromisoformat, help="the day the question is asked for")
    parser.add_argument("--rules", nargs="+", default=["rizhao"], help="bundled rule files by name, or paths")
    parser.add_argument("--checkpoints", help="shared folder that keeps the stages if an executor is lost")
    asked = parser.parse_args(arguments)

    spark = SparkSession.builder.appName("zjtx budget").getOrCreate()
    if asked.checkpoints:
        spark.sparkContext.setCheckpointDir(asked.checkpoints)
    applicants = table(spark, asked.tables, "applicants")
    if applicants is None:
        parser.error(f"{asked.tables}/applicants: 没有这张表 / there is no such table")
    given = {name: table(spark, asked.tables, name) for name in TABLES}
    try:
        answer = zjtx.evaluate_table(
            applicants,
            rules=zjtx.load(*asked.rules),
            as_of=asked.as_of,
            verdicts="code",
            on_problem="report",
            **given,
        )
    except zjtx.InputError as error:
        print(error, file=sys.stderr)
        return 2
    # Written once and read back: what is asked below does not work the answer out again.
    answer.table.write.mode("overwrite").parquet(asked.answers)
    report(spark.read.parquet(asked.answers), answer.report)
    return 0


def report(answers: DataFrame, happened: Any) -> None:
    """Print what was wrong, what is paid in all, and how many get each award."""
    for each in happened.problems:
        print(each.problem.message.zh, file=sys.stderr)
    sums = [sql.sum(f"`payable#{name}`").alias(name) for name in AMOUNTS]
    unlimited = [sql.count_if(sql.col(f"`payable#{name}`").isNull()).alias(f"no {name}") for name in AMOUNTS]
    broken = sql.count("problem").alias("broken")
    [total] = answers.select(sql.count("*").alias("all"), broken, *sums, *unlimited).collect()
    print(f"主体 {total['all']}，有问题 {total['broken']}，另行结算 {happened.referred}（{happened.cases}种情形）")
    for title, low, high in (("定额", *AMOUNTS[:2]), ("最高", *AMOUNTS[2:])):
        more = total[f"no {high}"] - total["broken"]
        limits = f"{money(total[low])}—{money(total[high])}" + (f"，另有{more}户无上限" if more else "")
        print(f"{title}：{limits}")
    for name in (each for each in answers.columns if each.endswith("#chosen")):
        clauses = answers.select(sql.explode(sql.split(f"`{name}`", "; ")).alias("clause")).where("clause <> ''")
        for row in clauses.groupBy("clause").count().orderBy("clause").collect():
            print(f"{name.removesuffix('#chosen')}:{row['clause']}\t{row['count']}户")


def money(fen: int | None) -> str:
    """Return an amount in whole 分 as it is written."""
    return str(Money(Decimal(fen or 0).scaleb(-2)))


if __name__ == "__main__":
    sys.exit(main())
