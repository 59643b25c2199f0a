"""The page on the second reading of the forces says what stands in the rule files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zjtx_rules.language import load
from zjtx_rules.language.force import FORCES, force_of

PAGE = (Path(__file__).parents[2] / "docs" / "force-review.md").read_text(encoding="utf-8")
FILES = {"日照": "rizhao", "济南": "jinan"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith(("| 日照", "| 济南"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_clause_has_the_force_that_was_settled(row: list[str]) -> None:
    city, name = re.fullmatch(r"(\S+) `(\S+)`", row[0]).groups()  # type: ignore[union-attr]
    clause = next(clause for _, _, clause in load(FILES[city]).clauses() if clause.id == name)
    assert FORCES[force_of(clause)].zh == row[4]  # type: ignore[index]
    assert row[4] in (row[2], row[3])
    assert row[2] != row[3]


def test_the_counts_of_the_page_are_those_of_the_files() -> None:
    counted = {
        city: sum(force_of(clause) is not None for _, _, clause in load(name).clauses()) for city, name in FILES.items()
    }
    assert f"共{sum(counted.values())}条（日照{counted['日照']}条，济南{counted['济南']}条）" in PAGE
    assert f"不同的{len(ROWS)}条" in PAGE
