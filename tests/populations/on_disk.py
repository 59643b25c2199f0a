"""Populations drawn for tests, written to disk as the tables that `zjtx simulate` reads."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from population_tables import columns_of, in_order, tables_of
from strategies import Data, applicants_data, forgotten, without
from zjtx_rules import RuleSet
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns


@st.composite
def populations(draw: st.DrawFn, least: int = 1, most: int = 12) -> list[Data]:
    """Draw applicants of every kind, with facts left out."""
    found = []
    for _ in range(draw(st.integers(least, most))):
        data = draw(applicants_data())
        found.append(in_order(without(data, draw(forgotten(data)))))
    return found


def declared_only(population: list[Data], rules: RuleSet) -> list[Data]:
    """Leave out what no rule file declares: a table may not name it."""
    known = {each.id for file in rules.files for each in (*file.rules.facts, *file.rules.judgements)}
    for data in population:
        for group in ("facts", "attested"):
            data[group] = {name: value for name, value in (data.get(group) or {}).items() if name in known}
    return population


@contextmanager
def on_disk(population: list[Data], shuffled: int | None = None) -> Iterator[Path]:
    """Write a population as a folder of CSV files; the ids are A0, A1 and so on."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder, {table: list(rows) for table, rows in tables_of(population).items()}, shuffled)
        yield folder


def write_tables(folder: Path, tables: Mapping[str, list[dict[str, Any]]], shuffled: int | None = None) -> None:
    """Write tables as CSV files, in a drawn order of rows where one is asked for."""
    for table, rows in tables.items():
        if shuffled is not None:
            random.Random(shuffled).shuffle(rows)  # noqa: S311 - the order of rows must not matter
        columns = columns_of(rows)
        if not rows:
            columns = {each: [] for each in columns if each == "applicant" or meaning_of(each, table_columns(table))}
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(zip(*columns.values(), strict=True))
