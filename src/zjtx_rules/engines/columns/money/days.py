"""Which days no rule can tell apart: those of one year, on one side of every day that a document names, in the same order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from zjtx_rules.engines.columns.cells import NEVER
from zjtx_rules.engines.columns.given.kinds import day_of
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.worlds import turning_days

_ENOUGH = 3
"""How many days apart is as good as further: the reference tries the days beside a day, so two gaps of three are alike."""

Key = tuple[Any, ...]


class Calendar:
    """Tells days apart as far as rules do."""

    def __init__(self, program: Program, as_of: date) -> None:
        """Keep the days that the document names."""
        self.fixed = sorted(day.toordinal() for day in turning_days(program, as_of))
        self._known: dict[int, tuple[int, tuple[int, int]]] = {}

    def _place(self, code: int) -> tuple[int, tuple[int, int]]:
        """Return a day, and between which days that rules name it lies: the first of them and how close to both."""
        found = self._known.get(code)
        if found is None:
            day = day_of(code)
            number, begins = day.toordinal(), date(day.year, 1, 1).toordinal()
            at = bisect_right(self.fixed, number)
            before = max(begins, self.fixed[at - 1]) if at else begins
            after = date(day.year, 12, 31).toordinal() + 1
            after = min(after, self.fixed[at]) if at < len(self.fixed) else after
            close = min(number - before, _ENOUGH) * (_ENOUGH + 1) + min(after - number, _ENOUGH)
            # On a day that is named there is only that day.
            found = self._known[code] = number, (before, close if number > before else -1)
        return found

    def told_apart(self, codes: Sequence[int]) -> Key:
        """Return what rules can tell of the days of one applicant, each for itself and among one another; 0 is no day."""
        numbers: dict[int, int] = {}
        spans: dict[int, set[int]] = {}
        result: list[Any] = []
        for code in codes:
            if code in (0, NEVER):
                result.append(code)
                continue
            number, place = self._place(code)
            numbers[len(result)] = number
            spans.setdefault(place[0], set()).add(number)
            result.append(place)
        if all(len(each) == 1 for each in spans.values()):
            return tuple(result)
        for at, number in numbers.items():
            before = result[at][0]
            if len(spans[before]) > 1:
                result[at] = (before, *_chain(before, sorted(spans[before]), number, result[at][1]))
        return tuple(result)


def _chain(before: int, together: list[int], number: int, close: int) -> Key:
    """Return the place of a day among several days of one applicant between the same two days that rules name."""
    gaps = [min(other - one, _ENOUGH) for one, other in zip([before, *together], together, strict=False)]
    return together.index(number), close, tuple(gaps)
