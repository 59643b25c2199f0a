"""Interpreter: the days on which something turns for a test, as of a day and from one day of the question to another.

Bounds try an unknown day on every side of the days that tests name; tables tell days apart by them; a gap waits for the day on which
a record begins to count, or no longer does. Nothing else knows which days matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from zjtx_rules.core.days import AsOf, Day, LatestStart, YearBegins, YearEnds, day_at
from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.terms import All, AnyOf, Case, Field, Judgement, Not, NotNegative, Some, Test
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.legal_time import add


def periods_of(test: Test) -> Iterator[Within]:
    """Yield every test whether a day lies in a period."""
    match test:
        case Within():
            yield test
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from periods_of(part)
        case Not(test=inner) | Some(body=inner):
            yield from periods_of(inner)
        case Case(by=by, otherwise=otherwise):
            for _, inner in by:
                yield from periods_of(inner)
            yield from periods_of(otherwise)
        case Among() | Earlier() | NoEarlier() | RegisteredIn() | Judgement() | NotNegative():
            return  # they name no day; the days of records and of registrations are those of the applicant
        case _:
            raise NoArmError(test)


def critical_days(test: Test, as_of: date) -> set[date]:
    """Return the days that a test names as of a day: on each of them, or on the day beside it, something turns."""
    return {day_at(day, as_of) for period in periods_of(test) for day in (*period.first, *period.last)}


def days_that_count(test: Test, field: str, as_of: date) -> tuple[date, date]:
    """Return the first and the last day that a field can have, as far as all parts of a conjunction say it."""
    parts = test.parts if isinstance(test, All) else (test,)
    mine = [part for part in parts if isinstance(part, Within) and part.field.name == field]
    firsts = (day_at(day, as_of) for part in mine for day in part.first)
    lasts = (day_at(day, as_of) for part in mine for day in part.last)
    return max(firsts, default=date.min), min(lasts, default=date.max)


def turns_of(test: Test, record: Any) -> set[date]:
    """Return the days of the question from which on a record may lie on another side of a period."""
    found: set[date] = set()
    for period in periods_of(test):
        day = _stated(record, period.field)
        if day is not None:
            sides = [_passes(each, day) for each in period.first] + [_passes(each, day) for each in period.last]
            found |= {side for each in sides if each is not None for side in (each, days_later(each, 1))}
    return found


def _stated(record: Any, field: Field) -> date | None:
    value = getattr(record, field.name)
    return value if isinstance(value, date) else None


def _passes(bound: Day, day: date) -> date | None:
    """Return the day of the question from which on a bound lies at a day, or after it; None for a bound that stays."""
    match bound:
        case AsOf(later=later):
            return days_later(day, -later)
        case YearBegins(years_ago=ago) | YearEnds(years_ago=ago):
            return date(min(day.year + ago + isinstance(bound, YearBegins), date.max.year), 1, 1)
        case LatestStart(period=period, later=later):
            return add(days_later(day, -later), period)
        case date():
            return None
