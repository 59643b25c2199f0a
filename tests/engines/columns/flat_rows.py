"""Populations with their dated facts gathered in columns of the applicants, and what describes these columns."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

from population_tables import Row, Tables
from zjtx_rules.engines.columns import InRow
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns

OFFERED = ("recognitions", "registrations", "accounts", "incidents", "certificates", "awards_received")


def without_empty(tables: Tables) -> Tables:
    """Leave out members of which nothing is known: no column could show that they are there."""
    return {
        name: [row for row in rows if name not in OFFERED or any(_given(name, row).values())]
        for name, rows in tables.items()
    }


def gathered(tables: Tables, rnd: random.Random) -> tuple[Tables, dict[str, list[InRow]]]:
    """Return the tables with the k-th member of each applicant in its row, and the descriptions of the columns.

    Now and then a field that is the same for all members of a slot is said rather than given in a column.
    """
    firms = {row["applicant"]: dict(row) for row in tables["applicants"]}
    described: dict[str, list[InRow]] = {}
    for name in [each for each in OFFERED if each in tables]:
        slots: list[dict[str, Row]] = []
        mine: dict[str, list[Row]] = defaultdict(list)
        for row in tables[name]:
            mine[row["applicant"]].append(_given(name, row))
        for identity, members in mine.items():
            slots += [{} for _ in range(len(members) - len(slots))]
            for slot, member in zip(slots, members, strict=False):
                slot[identity] = member
        described[name] = []
        for at, slot in enumerate(slots):
            says, columns = _described(name, slot, at, rnd)
            described[name].append(InRow(says=says, columns=columns))
            for identity, firm in firms.items():
                firm |= {header: slot.get(identity, {}).get(field) for field, header in columns.items()}
    rest = {name: rows for name, rows in tables.items() if name not in OFFERED}
    return rest | {"applicants": list(firms.values())}, described


def _given(name: str, row: Row) -> Row:
    known = table_columns(name)
    return {field: value for field, value in row.items() if value is not None and meaning_of(field, known)}


def _described(name: str, slot: dict[str, Row], at: int, rnd: random.Random) -> tuple[Row, dict[str, str]]:
    fields = sorted({field for member in slot.values() for field in member})
    says: Row = {}
    for field in fields:
        first, *others = [member.get(field) for member in slot.values()]
        left = [each for each in fields if each not in says and each != field]
        shown = all(any(each in member for each in left) for member in slot.values())
        if first is not None and all(each == first for each in others) and shown and rnd.random() < 0.8:
            says[field] = first
    return says, {field: f"{name} {at} {field}" for field in fields if field not in says}


def frame_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows as columns."""
    return {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
