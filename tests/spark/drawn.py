"""Populations drawn once, always the same: what Hypothesis would draw, put into one table."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from population_tables import columns_of, in_order, tables_of
from strategies import Data, forgotten, without
from zjtx_rules import RuleSet
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns

Columns = dict[str, list[Any]]


def population(one: st.SearchStrategy[Data], count: int, rules: RuleSet) -> list[Data]:
    """Return so many applicants, facts forgotten here and there, who say nothing that no rule file declares."""
    found: list[Data] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        applicant = data.draw(one)
        found.append(in_order(without(applicant, data.draw(forgotten(applicant)))))

    draw()
    known = {each.id for file in rules.files for each in (*file.rules.facts, *file.rules.judgements)}
    for applicant in found:
        for group in ("facts", "attested"):
            applicant[group] = {name: value for name, value in (applicant.get(group) or {}).items() if name in known}
    return found


def frames(population: list[Data], make: Callable[[Columns], Any]) -> dict[str, Any]:
    """Return the tables of a population, their rows in any order."""
    made = {}
    for name, rows in tables_of(population).items():
        random.Random(name).shuffle(rows)  # noqa: S311 - the order of rows must not matter
        columns = columns_of(rows)
        if not rows:
            columns = {each: [] for each in columns if each == "applicant" or meaning_of(each, table_columns(name))}
        made[name] = make(columns)
    return made


def arrow(columns: Columns) -> pa.Table:
    """Return columns as an Arrow table; one without values is of text."""
    known = {name: any(each is not None for each in values) for name, values in columns.items()}
    return pa.table(
        {name: pa.array(values) if known[name] else pa.array(values, pa.string()) for name, values in columns.items()}
    )
