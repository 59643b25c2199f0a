"""Rule files whose clauses are put into words: the bundled ones, one for each way of reckoning money, one with rarely used words."""

from __future__ import annotations

from pathlib import Path

BUNDLED = ("jinan", "rizhao", "shandong", "model_city")
MECHANICS = sorted(
    each for each in Path(__file__).parents[2].joinpath("mechanics").glob("*.yaml") if "cases" not in each.name
)


RARE = Path(__file__).parent / "rare.yaml"
