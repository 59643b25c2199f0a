"""Tables of bands held against one another, interval by interval: what each side gives between two edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zjtx_rules.quantities.formula import Number, parse, printed
from zjtx_rules.quantities.models import Band
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.words import Words

_Point = tuple[Any, bool]
"""A figure, and whether what is just above it is meant."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What lies between two edges next to one another, and the band of either side that covers it."""

    words: Words
    old: int | None
    """The place of the band; None below the lowest one."""
    new: int | None


def intervals(old: Sequence[Band], new: Sequence[Band]) -> list[Interval] | None:
    """Return the intervals of two tables over one quantity; None where an edge is a formula or of another unit.

    Neighbours that the same two bands cover are one interval.
    """
    sides = [[(figure(band.edge), band.from_ is None) for band in bands] for bands in (old, new)]
    if len({type(edge) for side in sides for edge, _ in side}) != 1 or sides[0][0][0] is None:
        return None
    texts = {figure(band.edge): printed(parse(band.edge)) for band in (*old, *new)}
    points = sorted({point for side in sides for point in side})
    found: list[tuple[_Point, tuple[int | None, int | None]]] = []
    for point in points:
        both = (_covering(sides[0], point), _covering(sides[1], point))
        if not found or found[-1][1] != both:
            found.append((point, both))
    ends = [point for point, _ in found[1:]]
    return [Interval(_words(start, end, texts), *both) for (start, both), end in zip(found, (*ends, None), strict=True)]


def figure(text: str) -> Any:
    """Return a plain number in its unit; None for a formula."""
    formula = parse(text)
    if not isinstance(formula, Number):
        return None
    if formula.unit.endswith("元"):
        return Money.parse(formula.text)
    if formula.unit in ("%", "个百分点"):
        return Percentage.parse(formula.text.replace("个百分点", "%"))
    return formula.value if not formula.unit else None


def negative(number: Any) -> bool:
    """Return whether a figure, in whatever unit, is less than nothing."""
    return bool(number + number < number)


def _covering(edges: Sequence[_Point], point: _Point) -> int | None:
    reached = [at for at, edge in enumerate(edges) if edge <= point]
    return reached[-1] if reached else None


def _words(start: _Point, end: _Point | None, texts: dict[Any, str]) -> Words:
    """Say an interval as a policy does; 以上 and 以内 include their figure, 超过 and 不足 do not."""
    low = texts[start[0]]
    if end is None:
        return Words(f"超过{low}", f"above {low}") if start[1] else Words(f"{low}起", f"from {low}")
    high = texts[end[0]]
    if not start[1] and start[0] + start[0] == start[0]:
        return Words(f"{high}以内", f"up to {high}") if end[1] else Words(f"不足{high}", f"below {high}")
    if start[0] == end[0]:
        return Words(f"恰为{low}", f"exactly {low}")
    head = Words(f"超过{low}", f"above {low}") if start[1] else Words(f"{low}以上", f"from {low}")
    tail = Words(f"至{high}", f"up to {high}") if end[1] else Words(f"不足{high}", f"below {high}")
    return Words(f"{head.zh}{tail.zh}", f"{head.en} {tail.en}")


__all__ = ["Interval", "figure", "intervals", "negative"]
