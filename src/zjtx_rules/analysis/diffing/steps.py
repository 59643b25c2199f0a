"""Whether one table of bands gives more than another everywhere, less everywhere, or either."""

from __future__ import annotations

from typing import Any

from zjtx_rules.analysis.diffing.effects import NEUTRAL, Effect
from zjtx_rules.quantities.formula import Number, parse
from zjtx_rules.quantities.models import Band, NamedValue
from zjtx_rules.terms import Money, Percentage

_Step = tuple[Any, bool, Any]
"""An edge, whether the band begins only above it, and what the band gives."""


def by_steps(old: NamedValue, new: NamedValue, more: Effect) -> Effect:
    """Return what it means that one table, or one scale of brackets, stands in place of another.

    It is `more` where the new one gives no less anywhere, and uncertain where the figures do not tell.
    """
    for name in ("table", "brackets"):
        one, other = getattr(old, name), getattr(new, name)
        if one is not None and other is not None and one.by == other.by:
            before, after = _steps(one.bands), _steps(other.bands)
            low = tuple(_figure(getattr(each, "below", "") or "0元") for each in (one, other))
            if before is None or after is None or low[0] != low[1]:
                return more.uncertain()
            return _compared(before, after, more)
    return more.uncertain()


def _steps(bands: tuple[Band, ...]) -> list[_Step] | None:
    found = [(_figure(band.edge), band.from_ is None, _figure(band.is_)) for band in bands]
    return None if any(edge is None or gives is None for edge, _, gives in found) else found


def _figure(text: str) -> Any:
    """Return a plain number in its unit; None for a formula."""
    formula = parse(text)
    if not isinstance(formula, Number):
        return None
    if formula.unit.endswith("元"):
        return Money.parse(formula.text)
    if formula.unit in ("%", "个百分点"):
        return Percentage.parse(formula.text.replace("个百分点", "%"))
    return formula.value if not formula.unit else None


def _compared(old: list[_Step], new: list[_Step], more: Effect) -> Effect:
    points = [(edge, above) for edge, above, _ in (*old, *new)] + [(edge, True) for edge, _, _ in (*old, *new)]
    try:
        signs = {_sign(_given(old, point), _given(new, point)) for point in points} - {0}
    except TypeError:  # another unit
        return more.uncertain()
    if not signs:
        return NEUTRAL
    return more.uncertain() if len(signs) > 1 else more if signs == {1} else more.reversed()


def _given(steps: list[_Step], point: tuple[Any, bool]) -> Any:
    """Return what a table gives at an edge, or just above it; None below the lowest band."""
    reached = [
        gives for edge, above, gives in steps if edge < point[0] or (edge == point[0] and (point[1] or not above))
    ]
    return reached[-1] if reached else None


def _sign(one: Any, other: Any) -> int:
    if one is None or other is None:
        return int(other is not None) - int(one is not None)
    return 1 if other > one else -1 if other < one else 0
