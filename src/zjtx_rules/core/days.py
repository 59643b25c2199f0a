"""Days that a rule names: a day of the calendar, or one that follows from the day of the question.

>>> day_at(YearBegins(1), date(2023, 9, 1))
datetime.date(2022, 1, 1)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.legal_time import Duration, latest_start


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day of the question, or so many days after it."""

    later: int = 0


@dataclass(frozen=True, slots=True)
class YearBegins:
    """The first day of the calendar year of the question, or of the year so many before it."""

    years_ago: int = 0


@dataclass(frozen=True, slots=True)
class YearEnds:
    """The last day of the calendar year of the question, or of the year so many before it."""

    years_ago: int = 0


@dataclass(frozen=True, slots=True)
class LatestStart:
    """The last day on which something must have begun to have lasted for a period by the day of the question, or later."""

    period: Duration
    later: int = 0


Day: TypeAlias = date | AsOf | YearBegins | YearEnds | LatestStart


def day_at(day: Day, as_of: date) -> date:
    """Return a day that a rule names, as of the day of the question."""
    match day:
        case AsOf(later=later):
            return days_later(as_of, later)
        case YearBegins(years_ago=ago):
            return date(max(as_of.year - ago, 1), 1, 1)
        case YearEnds(years_ago=ago):
            return date(max(as_of.year - ago, 1), 12, 31)
        case LatestStart(period=period, later=later):
            return days_later(latest_start(period, as_of), later)
        case date():
            return day
