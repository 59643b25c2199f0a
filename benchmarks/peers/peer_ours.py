"""Ours, and the hand-written code that it is measured against, in one process: the same moment, the same libraries.

Ours answers more than it is asked here: four verdicts, floor and ceiling, what gave way, which missing facts decide.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import polars as pl

import hand_duckdb
import hand_numpy
import hand_polars
import hand_python
import ours
import population
from prepare import MISSING
from protocol import FLAT, LONG, ONE, REASONS, Data, Timed, serve
from timing import each_of, whole
from workload import Answers, agree
from zjtx_rules import load
from zjtx_rules.answering import evaluate
from zjtx_rules.engines.columns import evaluate_table

_TABLES = (
    "applicants",
    "registrations",
    "accounts",
    "certificates",
    "incidents",
    "recognitions",
    "awards_received",
)
_CHECKED = 1000
"""How many firms with missing facts are held against the reference."""


def single(data: Data, seconds: float) -> list[Timed]:
    """One firm at a time: plain Python and ours."""
    documents = data.documents
    expected = data.answers.first(len(documents))
    agree("hand-written Python", Answers.of(map(hand_python.plain, documents)), expected, documents)
    traces = Answers.of(hand_python.answer_of(hand_python.traced(each)) for each in documents)
    agree("hand-written Python, traced", traces, expected, documents)
    narrow, full = ours.workload_rules(), load("rizhao")
    firms = [ours.profile(each) for each in documents]
    for rules in (narrow, full):
        for explain in (True, False):
            found = Answers.of(ours.answer(each, rules, explain=explain) for each in firms)
            agree("ours", found, expected, documents)
    few, documents = firms[:1000], documents[:1000]

    def ask(rules: Any, *, explain: bool) -> float:
        return each_of(lambda each: ours.answer(each, rules, explain=explain), few, seconds)

    def validated(each: dict[str, Any]) -> None:
        ours.answer(ours.EnterpriseProfile.model_validate(each), narrow, explain=True)

    given = [ours.profile_data(each) for each in documents]
    return [
        Timed(ONE, "手写 Python / hand-written Python", each_of(hand_python.plain, documents, seconds), 1, yardstick=True),
        Timed(ONE, "本项目，无解释 / ours, not explained", ask(narrow, explain=False), 1),
        Timed(ONE, "本项目，日照全部条款，无解释 / ours, every clause of 日照, not explained", ask(full, explain=False), 1),
        Timed(
            REASONS,
            "手写 Python，轨迹为字典 / hand-written Python, trace as dicts",
            each_of(hand_python.traced, documents, seconds),
            1,
            yardstick=True,
        ),
        Timed(REASONS, "本项目，有解释 / ours, explained", ask(narrow, explain=True), 1),
        Timed(REASONS, "本项目，先校验资料，有解释 / ours, profile validated, explained", each_of(validated, given, seconds), 1),
        Timed(REASONS, "本项目，日照全部条款，有解释 / ours, every clause of 日照, explained", ask(full, explain=True), 1),
        Timed(
            REASONS,
            "本项目，有解释，写成数据 / ours, explained, as plain data",
            each_of(lambda each: evaluate(each, narrow, ours.DAY).model_dump(), few[:200], seconds),
            1,
        ),
    ]


def tables(data: Data, seconds: float) -> list[Timed]:
    """Whole tables: Polars, NumPy and SQL by hand, and ours."""
    expected = data.answers
    given = {name: pl.read_parquet(data.folder / f"{name}.parquet") for name in _TABLES}
    flattened = pl.read_parquet(data.folder / "flat.parquet")
    count = flattened.height
    arrays = hand_numpy.coded(given, flattened)
    flat_arrays = {name: flattened[name].to_numpy() for name in flattened.columns}
    database = hand_duckdb.connection(given, flattened)
    relations = {name: database.table(name) for name in _TABLES}
    rules = ours.workload_rules()

    def sql(query: str) -> Any:
        return database.sql(query).to_arrow_table()

    def asked(frames: dict[str, Any]) -> Any:
        return evaluate_table(rules=rules, as_of=ours.DAY, clauses=ours.CLAUSES, verdicts="code", **frames).table

    from_arrow: Any = pl.from_arrow
    agree("Polars, long", hand_polars.answers(hand_polars.long(given)), expected)
    agree("Polars, flat", hand_polars.answers(hand_polars.flat(flattened)), expected)
    agree("NumPy, long", hand_numpy.answers(hand_numpy.long(arrays)), expected)
    agree("NumPy, flat", hand_numpy.answers(hand_numpy.flat(flat_arrays)), expected)
    for query in (hand_duckdb.long_query(), hand_duckdb.flat_query()):
        agree("DuckDB", hand_polars.answers(from_arrow(sql(query))), expected)
    agree("ours on Polars", ours.answers_of(asked(given)), expected)
    agree("ours on DuckDB", ours.answers_of(asked(relations).to_arrow_table()), expected)
    gaps = population.with_missing(given, MISSING)
    ours.check_missing(population.documents(gaps, _CHECKED), asked(gaps), rules)

    def timed(group: str, name: str, work: Any, *, yardstick: bool = False) -> Timed:
        return Timed(group, name, whole(work, seconds) / count, count, yardstick)

    return [
        timed(LONG, "手写 Polars / hand-written Polars", lambda: hand_polars.long(given), yardstick=True),
        timed(LONG, "手写 NumPy，文字已编码 / hand-written NumPy, texts coded before", lambda: hand_numpy.long(arrays)),
        timed(LONG, "手写 SQL，DuckDB / hand-written SQL, DuckDB", lambda: sql(hand_duckdb.long_query())),
        timed(LONG, "本项目，Polars / ours, Polars", lambda: asked(given)),
        timed(LONG, "本项目，Polars，缺 3% 事实 / ours, Polars, 3 % of the facts missing", lambda: asked(gaps)),
        timed(LONG, "本项目，DuckDB / ours, DuckDB", lambda: asked(relations).to_arrow_table()),
        timed(FLAT, "手写 Polars / hand-written Polars", lambda: hand_polars.flat(flattened), yardstick=True),
        timed(FLAT, "手写 NumPy / hand-written NumPy", lambda: hand_numpy.flat(flat_arrays)),
        timed(FLAT, "手写 SQL，DuckDB / hand-written SQL, DuckDB", lambda: sql(hand_duckdb.flat_query())),
    ]


def measure(data: Data, seconds: float) -> list[Timed]:
    """Everything that needs no environment but ours."""
    return [*single(data, seconds), *tables(data, seconds)]


if __name__ == "__main__":
    serve(version("zjtx-rules"), measure)
