"""The year, month or day of the matter for which money was paid: `2023`, `2023-07` or `2023-07-14`.

Money for an assessment of 2023 often arrives in 2024, so the day of arrival does not say what it was for.
"""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from zjtx_rules.terms import TermError, parse_date
from zjtx_rules.terms.dates import DATE_PATTERN
from zjtx_rules.terms.fields import MAX_LENGTH, half_width, reading, shown
from zjtx_rules.words import Words

_YEAR = re.compile(r"([0-9]{4})\s*(?:年度?)?")
_MONTH = re.compile(r"([0-9]{4})\s*(?:[-/.]|年)\s*([0-9]{1,2})\s*月?(?:份)?")
FIRST_YEAR, LAST_YEAR = 1949, 2200
"""The years that money can have been for."""


class OccasionError(TermError):
    """Raised when a text is no year, month or day."""

    code: ClassVar[str] = "occasion"


def parse_occasion(value: object) -> str:
    """Return the year, month or day in its plain form: `2023`, `2023-07` or `2023-07-14`.

    Raises:
        OccasionError: If it is none of them.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = half_width(value.strip()) if isinstance(value, str) and len(value) <= MAX_LENGTH else ""
    year, month = _YEAR.fullmatch(text), _MONTH.fullmatch(text)
    if year is not None and FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
        return year[1]
    if month is not None and 1 <= int(month[2]) <= 12:
        return f"{month[1]}-{int(month[2]):02}"
    try:
        return parse_date(text).isoformat()
    except TermError as error:
        how = Words(
            "写年、月或日，如 2023、2023-07、2023-07-14", "write a year, a month or a day: 2023, 2023-07, 2023-07-14"
        )
        words = Words(f"“{shown(value)}”不是年度、月份或日期", f"'{shown(value)}' is no year, month or day")
        raise OccasionError(words, error.suggestion or how) from None


def names_no_day(value: object) -> bool:
    """Return whether a value names a year or a month (2023, 2023年, 2023-07, 2023年7月), and no day."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return False
    try:
        return parse_occasion(value).count("-") < _DASHES_OF_A_DAY
    except OccasionError:
        return False


_DASHES_OF_A_DAY = 2

YEAR_IN_TIME = r"(?:19(?:49|[5-9][0-9])|2[01][0-9]{2}|2200)"
"""How a year from the first to the last is written, as a JSON Schema says it."""
_WRITTEN = rf"^(?:\s*(?:{YEAR_IN_TIME}\s*(?:年度?)?|[0-9]{{4}}\s*(?:[-/.]|年)\s*(?:0?[1-9]|1[0-2])\s*月?(?:份)?)\s*|{DATE_PATTERN})$"

Occasion = Annotated[
    str,
    BeforeValidator(
        reading(parse_occasion),
        json_schema_input_type=Annotated[str, Field(pattern=_WRITTEN)]
        | Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)],
    ),
]
"""A year, a month or a day as a field of a model."""


def period_of(occasion: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day in its plain form."""
    parts = [int(part) for part in occasion.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return date(*parts), date(*parts)


def turning_days_of(occasion: str) -> tuple[date, ...]:
    """Return the days on which it turns whether a day lies in the period: its first, and the one after its last."""
    first, last = period_of(occasion)
    return (first, last + timedelta(days=1)) if last < date.max else (first,)
