"""Columns and the reference give the same verdicts, bounds, choice and suppression, on every kind of frame."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import polars as pl
import pytest
from frames_of import MAKERS, ROWS
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from population_tables import columns_of, expected, in_order, said, tables_of
from strategies import (
    Data,
    applicants_data,
    as_of_dates,
    dates_outside,
    enterprise_data,
    forgotten,
    rule_data,
    without,
    yaml_of,
)
from zjtx_rules import RuleSet, evaluate_table, load, load_text
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns

ENGINES = sorted(MAKERS)
PAIRS = [
    *(("polars", name) for name in ("rizhao", "jinan", "shandong", "model_city")),
    *((engine, "jinan") for engine in ENGINES if engine != "polars"),
]
"""Every bundled file on Polars; the one with overlapping groups and renewals on every engine."""


@st.composite
def populations(draw: st.DrawFn, one: st.SearchStrategy[Data]) -> list[Data]:
    found = []
    for _ in range(draw(st.integers(1, 5))):
        data = draw(one)
        found.append(in_order(without(data, draw(forgotten(data)))))
    return found


def declared_only(population: list[Data], rules: RuleSet) -> list[Data]:
    """Leave out what no rule file declares: a table may not name it, while a profile may."""
    known = {each.id for file in rules.files for each in (*file.rules.facts, *file.rules.judgements)}
    for data in population:
        for group in ("facts", "attested"):
            data[group] = {name: value for name, value in (data.get(group) or {}).items() if name in known}
    return population


def moved_to_jinan(population: list[Data]) -> list[Data]:
    swapped = json.dumps(population).replace("3701", "@").replace("3711", "3701").replace("@", "3711")
    found: list[Data] = json.loads(swapped)
    return found


def frames(engine: str, population: list[Data]) -> dict[str, Any]:
    made = {}
    for name, rows in tables_of(population).items():
        random.Random(name).shuffle(rows)  # noqa: S311 - the order of rows must not matter
        columns = columns_of(rows)
        if not rows:
            columns = {each: [] for each in columns if each == "applicant" or meaning_of(each, table_columns(name))}
        made[name] = MAKERS[engine](columns)
    return made


def assert_agreement(
    engine: str, population: list[Data], rules: RuleSet, as_of: date, *, conditions: bool = False, **question: Any
) -> None:
    declared_only(population, rules)
    asked = question | {"by_clause": True} | ({"conditions": ["*"]} if conditions else {})
    answer = evaluate_table(rules=rules, as_of=as_of, **frames(engine, population), **asked)
    found = {row["applicant"]: row for row in ROWS[engine](answer.table)}
    wanted = expected(population, rules, as_of, conditions=conditions, by_clause=True, **question)
    assert found.keys() == wanted.keys()
    for identity, row in wanted.items():
        assert said(found[identity], list(row)) == row


@pytest.mark.parametrize("engine", [each for each in ENGINES if each != "duckdb"])
@drawn(few=4, many=20)
@given(population=populations(enterprise_data()), rules=rule_data(), as_of=as_of_dates)
def test_columns_agree_with_the_reference_on_any_rules(
    engine: str, population: list[Data], rules: Data, as_of: date
) -> None:
    assert_agreement(engine, population, load_text(yaml_of(rules)), as_of)


@drawn(few=1, many=4)
@given(population=populations(enterprise_data()), rules=rule_data(), as_of=as_of_dates)
def test_columns_agree_with_the_reference_on_any_rules_in_sql(population: list[Data], rules: Data, as_of: date) -> None:
    assert_agreement("duckdb", population, load_text(yaml_of(rules)), as_of)


@drawn(few=4, many=20)
@given(population=populations(applicants_data()), rules=rule_data(), as_of=as_of_dates)
def test_single_conditions_agree_with_the_reference_on_any_rules(
    population: list[Data], rules: Data, as_of: date
) -> None:
    assert_agreement("polars", population, load_text(yaml_of(rules)), as_of, conditions=True)


@pytest.mark.parametrize("name", ["rizhao", "jinan", "shandong", "model_city"])
@drawn(few=3, many=10)
@given(population=populations(applicants_data()), as_of=as_of_dates)
def test_single_conditions_agree_with_the_reference_on_the_bundled_rules(
    name: str, population: list[Data], as_of: date
) -> None:
    assert_agreement("polars", population, load(name), as_of, conditions=True)


@pytest.mark.parametrize(("engine", "name"), PAIRS)
@drawn(few=3, many=6)
@given(population=populations(applicants_data()), as_of=st.one_of(as_of_dates, dates_outside), data=st.data())
def test_columns_agree_with_the_reference_on_the_bundled_rules(
    engine: str, name: str, population: list[Data], as_of: date, data: st.DataObject
) -> None:
    rules = load(name)
    options = {
        each.id: sorted(each.options)
        for _, document in rules.documents()
        for each in document.readings
        if each.percentage is None
    }
    some = data.draw(st.lists(st.sampled_from(sorted(options)), max_size=2, unique=True)) if options else []
    question: dict[str, Any] = {"readings": {each: data.draw(st.sampled_from(options[each])) for each in some}}
    if name == "model_city" and data.draw(st.booleans()):
        question["adopting"] = "371100"
    if name == "jinan":
        population = moved_to_jinan(population)
    assert_agreement(engine, population, rules, as_of, **question)


@drawn(few=3, many=6)
@given(population=populations(enterprise_data()), as_of=as_of_dates, seed=st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(population: list[Data], as_of: date, seed: int) -> None:
    rules = load("rizhao")
    declared_only(population, rules)
    given_frames = frames("polars", population)
    shuffled = {name: each.sample(fraction=1, shuffle=True, seed=seed) for name, each in given_frames.items()}
    one = evaluate_table(rules=rules, as_of=as_of, **given_frames).table
    other = evaluate_table(rules=rules, as_of=as_of, **shuffled).table
    assert one.sort("applicant").equals(other.sort("applicant"))


@drawn(few=3, many=6)
@given(population=populations(enterprise_data()), as_of=as_of_dates)
def test_chunks_evaluated_apart_give_the_rows_of_the_whole(population: list[Data], as_of: date) -> None:
    rules = load("rizhao")
    declared_only(population, rules)
    given_frames = frames("polars", population)
    applicants = given_frames["applicants"]
    whole = evaluate_table(rules=rules, as_of=as_of, **given_frames).table
    for place in range(applicants.height):
        one = applicants[place : place + 1]
        identity = one["applicant"].item()
        mine = {
            name: each.filter(pl.col("applicant").cast(pl.String) == identity) for name, each in given_frames.items()
        }
        alone = evaluate_table(rules=rules, as_of=as_of, **{**mine, "applicants": one}).table
        assert alone.equals(whole[place : place + 1])
