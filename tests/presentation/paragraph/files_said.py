"""Rule files whose clauses are put into words: the bundled ones, one for each way of reckoning money, one with rarely used words."""

from __future__ import annotations

from pathlib import Path

from zjtx_rules.language.bundled import bundled_files

BUNDLED = tuple(bundled_files())
MECHANICS = sorted(
    each for each in Path(__file__).parents[2].joinpath("mechanics").glob("*.yaml") if "cases" not in each.name
)
RARE = Path(__file__).parent / "rare.yaml"
