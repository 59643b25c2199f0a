"""The assumptions that the synthetic population is drawn from, read from `shares.yaml`; none of them is a statistic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """A title that those who stand on the step before may reach some days later."""

    title: str
    level: str
    gap: tuple[int, int]
    share: int
    may_be_left_out: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Titles that are reached one after the other.

    Attributes:
        kind: the kind of applicant, or `tenant` for an enterprise in a base.
        label: the chain in Chinese.
        sections: the sections of GB/T 4754 whose enterprises may stand on it; empty for all.
        first: the share on the first step; for enterprises one for each size class, from micro to large.
        steps: the titles, lowest first.
    """

    kind: str
    label: str
    sections: tuple[str, ...]
    first: tuple[int, ...]
    steps: tuple[Step, ...]


def _load() -> Mapping[str, Any]:
    text = Path(__file__).with_name("shares.yaml").read_bytes()
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table


def _chain(row: Mapping[str, Any]) -> Chain:
    steps = tuple(
        Step(each["title"], each["level"], tuple(each["gap"]), each.get("share", 0), each.get("may_be_left_out", False))
        for each in row["steps"]
    )
    first = row["first"]
    shares = tuple(first) if isinstance(first, list) else (first,)
    return Chain(row["kind"], row["label"], tuple(row.get("sections", ())), shares, steps)


def day_number(day: date) -> int:
    """Return a day as the number of days since 1970-01-01."""
    return (day - EPOCH).days


SHARES: Mapping[str, Any] = _load()
"""Everything that is assumed, as it stands in the file."""

CHAINS: tuple[Chain, ...] = tuple(_chain(row) for row in SHARES["chains"])
"""Every chain of titles, in the order of the file."""

KINDS: Mapping[str, int] = {row["id"]: row["weight"] for row in SHARES["kinds"]}
"""The kinds of applicant with their weights."""

MISSING: Mapping[str, int] = {row["id"]: row["rate"] for row in SHARES["missing"]}
"""The groups of facts and how much of each is left out by default, in ten-thousandths."""

FIRST_DAY, LAST_DAY = (day_number(SHARES["window"][each]) for each in ("first", "last"))
"""The first and the last day on which anything dated happens, but for the founding of firms."""
