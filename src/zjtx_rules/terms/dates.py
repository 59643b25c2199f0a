"""Calendar dates, written 2023-09-01 or, as the texts do, 2023年9月1日.

A date that does not exist, and any spelling that leaves month and day to be guessed, is refused with a suggestion.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from zjtx_rules.terms.fields import MAX_LENGTH, TermError, half_width, has_full_width, reading, shown, write_as
from zjtx_rules.terms.numerals import chinese_number
from zjtx_rules.words import Words

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")

# Spellings that are understood well enough to suggest the right one, and no further. Year first: 01/09/2023 is not
# among them, since nobody can say which of the two is the month.
_LOOSE_DATES = (
    re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(?:[T ].*)?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_CHINESE_DATE = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_HOW = Words("日期写作“2023-09-01”或“2023年9月1日”", "a date is written 2023-09-01 or 2023年9月1日")


class DateError(TermError):
    """Raised when a text is not a date, or a date that does not exist."""

    code: ClassVar[str] = "date"


def days_later(day: date, days: int) -> date:
    """Return the day so many days later, or earlier; the last or the first day there is where the calendar ends before."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def parse_date(text: str) -> date:
    """Return the date written as `text`: 2023-09-01 or 2023年9月1日.

    Raises:
        DateError: when it is written otherwise or does not exist; with a suggestion where one can be made.
    """
    if not isinstance(text, str):
        raise DateError(Words(f"“{shown(text)}”不是日期；{_HOW.zh}", f"'{shown(text)}' is not a date; {_HOW.en}"))
    found = _DATE.fullmatch(text.strip()) if len(text) <= MAX_LENGTH else None
    if not found:
        raise _complaint(text)
    year, month, day = (int(part) for part in found.groups() if part is not None)
    return _existing(year, month, day)


def _existing(year: int, month: int, day: int) -> date:
    """Return the date, or raise the reason why there is no such day."""
    if not year:
        raise DateError(Words("没有公元0年", "there is no year 0"))
    if not 1 <= month <= 12:
        raise DateError(Words(f"没有{month}月，一年只有12个月", f"there is no month {month}: a year has 12"))
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        nearest = date(year, month, last if day else 1)
        raise DateError(
            Words(
                f"没有{year}年{month}月{day}日：{year}年{month}月只有{last}天",
                f"there is no {day} {_MONTHS[month - 1]} {year}: {_MONTHS[month - 1]} {year} has {last} days",
            ),
            Words(f"是否想写“{nearest}”？", f"did you mean '{nearest}'?"),
        )
    return date(year, month, day)


def _complaint(text: str) -> DateError:
    """Return what is wrong with the spelling of a date."""
    if len(text) > MAX_LENGTH:
        return DateError(Words("日期过长，不可能是日期", "this is too long to be a date"))
    found = text.strip()
    hint = _meant(half_width(found))
    if has_full_width(found):
        words = Words(
            f"“{found}”含有全角字符，日期用半角数字", f"'{found}' has full-width characters; use half-width digits"
        )
    else:
        words = Words(f"“{found}”不是日期；{_HOW.zh}", f"'{found}' is not a date; {_HOW.en}")
    return DateError(words, write_as(hint.isoformat()) if hint else None)


def _meant(text: str) -> date | None:
    """Return the existing date that another spelling most likely means, or None."""
    for spelling in _LOOSE_DATES:
        found = spelling.fullmatch(text)
        if found:
            return _date_or_none(*(int(part) for part in found.groups()))
    found = _CHINESE_DATE.fullmatch(text)
    if found:
        year, month, day = (chinese_number(part) or 0 for part in found.groups())
        return _date_or_none(year, month, day)
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _take(value: object) -> date:
    """Return a date as it is and a text as the date it spells; a moment in time is not a date."""
    if isinstance(value, datetime):
        raise DateError(
            Words(f"“{value}”带有时刻，应为日期", f"'{value}' is a moment in time, not a date"),
            write_as(value.date().isoformat()),
        )
    return value if isinstance(value, date) else parse_date(value)  # type: ignore[arg-type]  # refuses what is no text


LegalDate = Annotated[date, BeforeValidator(reading(_take))]
"""A date as a field of a model: a `date`, 2023-09-01 or 2023年9月1日."""
