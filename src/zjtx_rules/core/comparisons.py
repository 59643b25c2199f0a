"""Record tests as comparisons of whole numbers: days by their number in the calendar, choices by their place among all values.

What the search of bounds and of implication understands is comparisons alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from zjtx_rules.core.days import Day, day_at
from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.terms import (
    All,
    AnyOf,
    Case,
    Field,
    Kind,
    Literal,
    Not,
    Some,
    Test,
    all_of,
    any_of,
    at_least,
    literal,
    more_than,
    negation,
    some,
)


def as_comparisons(test: Test, as_of: date) -> Test:
    """Return a test as comparisons, as of a day.

    Raises:
        NoArmError: If the test looks at more than the fields of the record.
    """
    match test:
        case All(parts=parts):
            return all_of(*(as_comparisons(part, as_of) for part in parts))
        case AnyOf(parts=parts):
            return any_of(*(as_comparisons(part, as_of) for part in parts))
        case Not(test=inner):
            return negation(as_comparisons(inner, as_of))
        case Some(collection=collection, body=body):
            return some(collection, as_comparisons(body, as_of))
        case Among(field=field, values=values):
            return among(field, values)
        case Within(field=field, first=first, last=last):
            tests = [at_least(field, _number(day, as_of)) for day in first]
            return all_of(*tests, *(at_least(_number(day, as_of), field) for day in last))
        case Earlier(field=field, than=than):
            return more_than(than, field)
        case Case(field=field, by=by, otherwise=otherwise):
            cases = [all_of(among(field, values), as_comparisons(inner, as_of)) for values, inner in by]
            named = frozenset[Any]().union(*(values for values, _ in by))
            return any_of(*cases, all_of(negation(among(field, named)), as_comparisons(otherwise, as_of)))
        case NoEarlier() | RegisteredIn():
            raise NoArmError(test)
        case _:
            return test


def among(field: Field, values: frozenset[Any]) -> Test:
    """Return that the place of a value lies in one of the runs of places that count."""
    places = sorted(at for at, value in enumerate(field.values) if value in values)
    starts = [at for at in places if at - 1 not in places]
    ends = [at for at in places if at + 1 not in places]
    runs = zip(starts, ends, strict=True)
    return any_of(
        *(
            all_of(at_least(field, literal(low, Kind.CHOICE)), at_least(literal(high, Kind.CHOICE), field))
            for low, high in runs
        )
    )


def _number(day: Day, as_of: date) -> Literal:
    return literal(day_at(day, as_of).toordinal(), Kind.DAY)
