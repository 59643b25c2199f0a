"""The population of the benchmarks: its shapes hold the same firms, and every hand-written way answers like ours."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import hand_duckdb
import hand_numpy
import hand_polars
import hand_python
import ours
import population
from timing import over, race
from workload import AWARDS, Answers, Difference, agree
from zjtx_rules.engines.columns import evaluate_table

ROWS = 3000


@pytest.fixture(scope="module")
def given() -> population.Tables:
    return population.tables(ROWS)


@pytest.fixture(scope="module")
def flattened(given: population.Tables) -> pl.DataFrame:
    return population.flat(given)


@pytest.fixture(scope="module")
def expected(given: population.Tables) -> Answers:
    """What plain Python says of every firm."""
    return Answers.of(map(hand_python.plain, population.documents(given, ROWS)))


def test_the_population_is_the_same_each_time(given: population.Tables) -> None:
    again = population.tables(ROWS)
    assert all(again[name].equals(frame) for name, frame in given.items())


def test_every_verdict_and_every_award_occurs(expected: Answers) -> None:
    assert set(expected.pool) == {0, 1, 3}
    assert all(any(awards >> bit & 1 for awards in expected.awards) for bit in range(len(AWARDS)))


def test_a_title_is_new_at_one_level_once(given: population.Tables) -> None:
    new = given["recognitions"].filter(pl.col("kind") == "new")
    assert not new.select("applicant", "title", "level").is_duplicated().any()


def test_tables_are_answered_like_plain_python(given: population.Tables, expected: Answers) -> None:
    answer = evaluate_table(rules=ours.workload_rules(), as_of=ours.DAY, clauses=ours.CLAUSES, verdicts="code", **given)
    assert agree("ours", ours.answers_of(answer.table), expected) == ROWS


def test_polars_by_hand_answers_the_same(given: population.Tables, flattened: pl.DataFrame, expected: Answers) -> None:
    assert agree("long", hand_polars.answers(hand_polars.long(given)), expected) == ROWS
    assert agree("flat", hand_polars.answers(hand_polars.flat(flattened)), expected) == ROWS


def test_numpy_by_hand_answers_the_same(given: population.Tables, flattened: pl.DataFrame, expected: Answers) -> None:
    arrays = {name: flattened[name].to_numpy() for name in flattened.columns}
    assert agree("long", hand_numpy.answers(hand_numpy.long(hand_numpy.coded(given, flattened))), expected) == ROWS
    assert agree("flat", hand_numpy.answers(hand_numpy.flat(arrays)), expected) == ROWS


@pytest.mark.parametrize("query", [hand_duckdb.long_query(), hand_duckdb.flat_query()], ids=["long", "flat"])
def test_sql_by_hand_answers_the_same(
    given: population.Tables, flattened: pl.DataFrame, expected: Answers, query: str
) -> None:
    found: Any = pl.from_arrow(hand_duckdb.connection(given, flattened).sql(query).to_arrow_table())
    assert agree("DuckDB", hand_polars.answers(found), expected) == ROWS


def test_answers_over_missing_facts_are_those_of_the_reference(given: population.Tables) -> None:
    gaps = population.with_missing(given, 0.1)
    rules = ours.workload_rules()
    answer = evaluate_table(rules=rules, as_of=ours.DAY, clauses=ours.CLAUSES, verdicts="code", **gaps)
    ours.check_missing(population.documents(gaps, 200), answer.table, rules)


def test_a_difference_names_the_row_and_its_facts() -> None:
    mine, theirs = Answers([3, 3], [0, 1], [0, 200_000]), Answers([3, 3], [0, 1], [0, 300_000])
    with pytest.raises(Difference, match=r"(?s)a peer, row 1: amount is 200000, ours says 300000\n\{'b': 2\}"):
        agree("a peer", mine, theirs, [{"a": 1}, {"b": 2}])


def test_an_answer_too_few_is_a_difference() -> None:
    with pytest.raises(Difference, match="1 rows answered, 2 asked"):
        agree("a peer", Answers([3], [0], [0]), Answers([3, 3], [0, 0], [0, 0]))


def test_answers_are_read_as_they_were_written(tmp_path: Any) -> None:
    Answers([3, 0], [5, 0], [3_000_000, 0]).write(tmp_path / "answers.bin")
    found = Answers.read(tmp_path / "answers.bin")
    assert (list(found.pool), list(found.awards), list(found.amount)) == ([3, 0], [5, 0], [3_000_000, 0])


def test_what_is_timed_and_its_yardstick_take_turns() -> None:
    done: list[str] = []
    race(over(done.append, ["work"]), over(done.append, ["yardstick"]), seconds=0, rounds=2)
    assert done == ["work", "yardstick"] * 3
