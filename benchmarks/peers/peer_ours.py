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
from protocol import FLAT, LONG, ONE, REASONS, Course, Data, serve
from timing import Piece, over
from workload import Answers, agree
from zjtx_rules import load
from zjtx_rules.answering import evaluate
from zjtx_rules.engines.columns import evaluate_table

_CHECKED = 1000
"""How many firms with missing facts are held against the reference."""


def single(data: Data, course: Course) -> None:
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
    given = [ours.profile_data(each) for each in documents]
    plain, traced = over(hand_python.plain, documents), over(hand_python.traced, documents)
    course.yardstick(ONE, plain, len(documents))
    course.yardstick(REASONS, traced, len(documents))

    def asked(rules: Any, *, explain: bool) -> list[Piece]:
        return over(lambda each: ours.answer(each, rules, explain=explain), few)

    def validated(each: dict[str, Any]) -> None:
        ours.answer(ours.EnterpriseProfile.model_validate(each), narrow, explain=True)

    course.measure(ONE, "手写 Python / hand-written Python", plain, len(documents))
    course.measure(ONE, "本项目 / ours", asked(narrow, explain=False), len(few))
    course.measure(ONE, "本项目，日照全部条款 / ours, all of 日照", asked(full, explain=False), len(few))
    course.measure(REASONS, "手写 Python，字典轨迹 / hand-written, trace as dicts", traced, len(documents))
    course.measure(REASONS, "本项目 / ours", asked(narrow, explain=True), len(few))
    course.measure(REASONS, "本项目，含资料校验 / ours, profile validated too", over(validated, given), len(given))
    course.measure(REASONS, "本项目，日照全部条款 / ours, all of 日照", asked(full, explain=True), len(few))
    work = over(lambda each: evaluate(each, narrow, ours.DAY).model_dump(), few[:100])
    course.measure(REASONS, "本项目，写成完整文档 / ours, the whole document", work, 100)


def tables(data: Data, course: Course) -> None:
    """Whole tables: Polars, NumPy and SQL by hand, and ours."""
    expected = data.answers
    given = {name: pl.read_parquet(data.folder / f"{name}.parquet") for name in population.NAMES}
    flattened = pl.read_parquet(data.folder / "flat.parquet")
    count = flattened.height
    arrays = hand_numpy.coded(given, flattened)
    flat_arrays = {name: flattened[name].to_numpy() for name in flattened.columns}
    database = hand_duckdb.connection(given, flattened)
    relations = {name: database.table(name) for name in population.NAMES}
    rules = ours.workload_rules()

    def sql(query: str) -> Any:
        return database.sql(query).to_arrow_table()

    def asked(frames: dict[str, Any]) -> Any:
        return evaluate_table(rules=rules, as_of=ours.DAY, clauses=ours.CLAUSES, verdicts="code", **frames).table

    flat_firms, flat_facts = ours.flat_firms(flattened), ours.flat_facts()
    from_arrow: Any = pl.from_arrow
    agree("Polars, long", hand_polars.answers(hand_polars.long(given)), expected)
    agree("Polars, flat", hand_polars.answers(hand_polars.flat(flattened)), expected)
    agree("NumPy, long", hand_numpy.answers(hand_numpy.long(arrays)), expected)
    agree("NumPy, flat", hand_numpy.answers(hand_numpy.flat(flat_arrays)), expected)
    for query in (hand_duckdb.long_query(), hand_duckdb.flat_query()):
        agree("DuckDB", hand_polars.answers(from_arrow(sql(query))), expected)
    agree("ours on Polars", ours.answers_of(asked(given)), expected)
    agree("ours on Polars, flat", ours.answers_of(asked({"applicants": flat_firms, **flat_facts})), expected)
    agree("ours on DuckDB", ours.answers_of(asked(relations).to_arrow_table()), expected)
    gaps = population.with_missing(given, MISSING)
    ours.check_missing(population.documents(gaps, min(count, _CHECKED)), asked(gaps), rules)

    course.yardstick(LONG, [lambda: hand_polars.long(given)], count)
    course.yardstick(FLAT, [lambda: hand_numpy.flat(flat_arrays)], count)
    ways: tuple[tuple[str, str, Piece], ...] = (
        (LONG, "手写 Polars / hand-written Polars", lambda: hand_polars.long(given)),
        (LONG, "手写 NumPy，文字已编码 / NumPy, texts coded", lambda: hand_numpy.long(arrays)),
        (LONG, "手写 SQL，DuckDB / SQL, DuckDB", lambda: sql(hand_duckdb.long_query())),
        (LONG, "本项目，Polars / ours, Polars", lambda: asked(given)),
        (LONG, "本项目，缺 3% 事实 / ours, 3 % missing", lambda: asked(gaps)),
        (LONG, "本项目，DuckDB / ours, DuckDB", lambda: asked(relations).to_arrow_table()),
        (FLAT, "手写 NumPy / hand-written NumPy", lambda: hand_numpy.flat(flat_arrays)),
        (FLAT, "手写 Polars / hand-written Polars", lambda: hand_polars.flat(flattened)),
        (FLAT, "手写 SQL，DuckDB / SQL, DuckDB", lambda: sql(hand_duckdb.flat_query())),
        (FLAT, "本项目，Polars / ours, Polars", lambda: asked({"applicants": flat_firms, **flat_facts})),
    )
    for group, name, work in ways:
        course.measure(group, name, [work], count, at_once=True)


def measure(data: Data, course: Course) -> None:
    """Everything that needs no environment but ours."""
    single(data, course)
    tables(data, course)


if __name__ == "__main__":
    serve(version("zjtx-rules"), measure)
