"""Legal time: durations, anniversaries, windows and periods, as Chinese law counts them.

民法典 第二百零一条: the day on which a period begins is not counted; it starts with the next day.
民法典 第二百零二条: a period by years or months ends on the corresponding day of its last month; where that month has no
such day, on the last day of the month. So one year from 2024-02-29 ends on 2025-02-28.
In force since 2021-01-01, without an end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from zjtx_rules.terms.dates import DateError, LegalDate, parse_date
from zjtx_rules.terms.fields import TermError, half_width, has_full_width, quantity_schema, shown, write_as
from zjtx_rules.terms.numerals import chinese_number
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

__all__ = [
    "DateError",
    "Duration",
    "DurationError",
    "LegalDate",
    "Period",
    "add",
    "calendar_year",
    "happened_within",
    "has_lasted",
    "latest_start",
    "parse_date",
]

Unit = Literal["年", "个月", "月", "天", "日"]

_MONTHS_IN: dict[str, int] = {"年": 12, "个月": 1, "月": 1}
# Five digits of days span centuries; more is a slip of the pen.
_DURATION = re.compile(r"([0-9]{1,5})\s*(年|个月|月|天|日)")
DURATION_PATTERN = r"^\s*(?!0+\s*[^0-9])[0-9]{1,5}\s*(?:年|个月|月|天|日)\s*$"
"""How a duration is written, as a JSON Schema says it."""
_LOOSE_DURATION = re.compile(
    r"([0-9]{1,4}|[一二两三四五六七八九十]{1,3})\s*个?\s*(周?年|月|天|日|years?|months?|days?|y|m|d)", re.IGNORECASE
)
_LOOSE_UNITS: dict[str, Unit] = {
    "年": "年",
    "周年": "年",
    "y": "年",
    "月": "个月",
    "m": "个月",
    "天": "天",
    "日": "天",
    "d": "天",
}
_YEARS_AND_MONTHS = re.compile(r"([0-9]{1,4})\s*年零?\s*([0-9]{1,4})\s*个?月")
_HALF_YEARS = re.compile(r"([0-9]{1,4})(?:\.5\s*年|\s*年半)")
_HOW = Words("期限写作“2年”“12个月”“30天”", "a duration is written 2年, 12个月 or 30天")


class DurationError(TermError):
    """Raised when a text is not a duration."""

    code: ClassVar[str] = "duration"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of legal time: months (a year is twelve) or days, never both.

    Two durations are equal when they are equally long, however they are written: 2年 is 24个月, but 12个月 is not 365天.

    Attributes:
        months: the length in months, 0 for a duration in days.
        days: the length in days, 0 for a duration in months.
        unit: the unit in which it is written.
    """

    months: int = 0
    days: int = 0
    unit: Unit | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse what has no length or two of them, and a unit that cannot express it."""
        if min(self.months, self.days) < 0 or bool(self.months) == bool(self.days):
            raise DurationError(
                Words("期限须为若干个月或若干天", "a duration is a number of months or a number of days")
            )
        unit: Unit = self.unit or ("个月" if self.months else "天")
        if unit not in get_args(Unit) or (unit in _MONTHS_IN) != bool(self.months):
            raise DurationError(Words(f"期限的单位不能是“{unit}”", f"the unit of this duration cannot be '{unit}'"))
        if self.months % _MONTHS_IN.get(unit, 1):
            raise DurationError(Words(f"{self.months}个月不是整年", f"{self.months} months are not whole years"))
        object.__setattr__(self, "unit", unit)

    @classmethod
    def of_years(cls, years: int) -> Duration:
        """Return a duration of whole years."""
        return cls(months=years * 12, unit="年")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Return the duration written as `text`: 2年, 12个月, 24月, 30天 or 30日.

        Raises:
            DurationError: when it is written otherwise; with a suggestion where one can be made.
        """
        found = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
        if found and int(found[1]):
            number, unit = int(found[1]), found[2]
            if unit in _MONTHS_IN:
                return cls(months=number * _MONTHS_IN[unit], unit=unit)  # type: ignore[arg-type]  # the pattern's units
            return cls(days=number, unit=unit)  # type: ignore[arg-type]  # likewise
        raise _complaint(text)

    def english(self) -> str:
        """Return the duration in English: 2 years, 12 months, 30 days."""
        number, noun = self.days or self.months, "day" if self.days else "month"
        if self.unit == "年":
            number, noun = self.months // 12, "year"
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

    def __str__(self) -> str:
        return f"{self.days or self.months // _MONTHS_IN[str(self.unit)]}{self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept a Duration or its spelling; write its spelling to JSON."""
        return quantity_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the spelling to an editor."""
        examples = ["2年", "12个月", "30天"]
        return {"type": "string", "title": "期限", "pattern": DURATION_PATTERN, "examples": examples}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, the first and the last included; an end that is None is open.

    Raises:
        DateError: when the end lies before the start.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts: it would contain no day at all."""
        if self.start and self.end and self.end < self.start:
            raise DateError(
                Words(
                    f"期间的终止日{self.end}早于起始日{self.start}",
                    f"the period ends on {self.end}, before {self.start}",
                )
            )

    def contains(self, day: date) -> bool:
        """Return whether the day lies in the period; both ends count."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def calendar_year(year: int) -> Period:
    """Return the year from 1 January to 31 December, which is also the fiscal year (预算法 第十八条)."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def add(start: date, duration: Duration) -> date:
    """Return the day on which a period that begins on `start` ends; the last day of the year 9999 where it would be later.

    A profile may say 9999-12-31 of what has no end, or by a slip: no period that begins there has passed on any day.
    """
    return _end(start, duration) or date.max


def has_lasted(start: date, duration: Duration, on: date) -> bool:
    """Return whether what began on `start` has lasted for `duration`: the anniversary counts, a day less fails."""
    end = _end(start, duration)
    return end is not None and end <= on


def latest_start(duration: Duration, on: date) -> date:
    """Return the latest day on which something must have begun to have lasted for `duration` on a day.

    The first day there is where the calendar has none that is early enough.
    """
    if duration.days:
        return date.fromordinal(max(on.toordinal() - duration.days, 1))
    year, month = divmod(on.year * 12 + on.month - 1 - duration.months, 12)
    if year < 1:
        return date.min
    # From the last day of the month in which it must have begun, down to a day that is early enough.
    day = date(year, month + 1, monthrange(year, month + 1)[1])
    while day > date.min and not has_lasted(day, duration, on):
        day -= timedelta(days=1)
    return day


def happened_within(event: date, duration: Duration, on: date) -> bool:
    """Return whether the event lies in the `duration` up to `on`: exactly that long ago is outside, the future too."""
    end = _end(event, duration)
    return event <= on and (end is None or on < end)


def _end(start: date, duration: Duration) -> date | None:
    """Return the day on which the period ends, None when the calendar has no such day."""
    if duration.days:
        return start + timedelta(duration.days) if duration.days <= (date.max - start).days else None
    year, month = divmod(start.year * 12 + start.month - 1 + duration.months, 12)
    if year > date.max.year:
        return None
    # Every month has a 28th, so the length of the month matters only beyond it.
    day = start.day if start.day <= 28 else min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def _complaint(value: object) -> DurationError:
    """Return what is wrong with a duration that did not parse."""
    found = shown(value)
    words = Words(f"“{found}”不是期限；{_HOW.zh}", f"'{found}' is not a duration; {_HOW.en}")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return DurationError(words)
    text = str(value).strip()
    hint = _meant(half_width(text))
    if has_full_width(text):
        words = Words(
            f"“{found}”含有全角字符，期限用半角数字", f"'{found}' has full-width characters; use half-width digits"
        )
    elif text.isascii() and text.isdecimal():
        words = Words(f"期限“{found}”没有单位", f"the duration '{found}' has no unit")
        hint = Words(f"请写作“{found}年”或“{found}个月”", f"write '{found}年' or '{found}个月'")
    elif _DURATION.fullmatch(text):
        words = Words(f"“{found}”：期限不能为零", f"'{found}': a duration cannot be zero")
    return DurationError(words, hint)


def _meant(text: str) -> Words | None:
    """Return the suggestion for another spelling of a duration, or None."""
    if text == "半年":
        return write_as("6个月")
    found = _YEARS_AND_MONTHS.fullmatch(text)
    if found:
        return write_as(f"{int(found[1]) * 12 + int(found[2])}个月")
    found = _HALF_YEARS.fullmatch(text)
    if found:
        return write_as(f"{int(found[1]) * 12 + 6}个月")
    found = _DURATION.fullmatch(text) or _LOOSE_DURATION.fullmatch(text)
    if not found:
        return None
    number = int(found[1]) if found[1].isdecimal() else chinese_number(found[1])
    unit = found[2].lower()
    return write_as(f"{number}{_LOOSE_UNITS.get(unit) or _LOOSE_UNITS.get(unit[0], unit)}") if number else None
