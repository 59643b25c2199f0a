"""Calendar dates, written 2023-09-01 or, as the texts do, 2023年9月1日.

A date that does not exist, and any spelling that leaves month and day to be guessed, is refused with a suggestion.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

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
_ZONED = re.compile(r"[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$")
_CHINA = timezone(timedelta(hours=8))
_SERIAL = re.compile(r"[2-7][0-9]{4}")  # 1954 to 2119
_SHORT = re.compile(r"[0-9]{4}(?:[-/.年](?:[0-9]{1,2}月?)?)?")
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
        raise _complaint(str(text)) if type(text) in (int, Decimal) else _no_date(text)
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
    if not day:
        raise DateError(
            Words(f"没有{month}月0日", f"there is no day 0 of {_MONTHS[month - 1]}"),
            Words("不知道哪一日就不写；表格软件把空格写成 1900-01-00", "leave it out; spreadsheets write 0 so"),
        )
    if not 1 <= day <= last:
        nearest = date(year, month, last)
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
    moment = _moment(found)
    if moment is not None:
        return moment
    if _SERIAL.fullmatch(found):
        return _serial(found)
    if _SHORT.fullmatch(found):
        return DateError(
            Words(f"“{found}”没有写到日；{_HOW.zh}", f"'{found}' names no day; {_HOW.en}"),
            Words("查明是哪一日；不知道就不写", "find out which day it was; leave it out where unknown"),
        )
    hint = _meant(half_width(found))
    if has_full_width(found):
        words = Words(
            f"“{found}”含有全角字符，日期用半角数字", f"'{found}' has full-width characters; use half-width digits"
        )
    else:
        words = Words(f"“{found}”不是日期；{_HOW.zh}", f"'{found}' is not a date; {_HOW.en}")
    return DateError(words, write_as(hint.isoformat()) if hint else None)


def _no_date(value: object) -> DateError:
    return DateError(Words(f"“{shown(value)}”不是日期；{_HOW.zh}", f"'{shown(value)}' is not a date; {_HOW.en}"))


def _moment(text: str) -> DateError | None:
    """Return what is to be said of a moment with a time zone: the day that it lies on in China."""
    if not _ZONED.search(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        day = moment.astimezone(_CHINA).date()
    except (ValueError, OverflowError):
        return None
    return DateError(
        Words(
            f"“{text}”是带时区的时刻，不是日期；在中国是{day}",
            f"'{text}' is a moment in a time zone; in China it is {day}",
        ),
        write_as(day.isoformat()),
    )


def _serial(text: str) -> DateError:
    """Return what is to be said of the number by which spreadsheets keep a day, counted from 1899-12-30."""
    day = days_later(date(1899, 12, 30), int(text))
    return DateError(
        Words(
            f"“{text}”不是日期；像是表格软件的日期序号，即{day}",
            f"'{text}' is not a date; it looks like the number that spreadsheets keep for {day}",
        ),
        write_as(day.isoformat()),
    )


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
        day = (value.astimezone(_CHINA) if value.tzinfo is not None else value).date()
        raise DateError(
            Words(f"“{value}”带有时刻，应为日期", f"'{value}' is a moment in time, not a date"),
            write_as(day.isoformat()),
        )
    return value if isinstance(value, date) else parse_date(value)  # type: ignore[arg-type]  # refuses what is no text


_DAYS = r"0[1-9]|[12][0-9]"
DATE_PATTERN = (
    rf"\s*(?!0000)[0-9]{{4}}(?:-(?:(?:0[1-9]|1[0-2])-(?:{_DAYS})|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)"
    r"|年(?:(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12][0-9])|(?:0?[13-9]|1[0-2])月30|(?:0?[13578]|1[02])月31)日)\s*"
)
"""How a date is written, as a JSON Schema says it; whether a year has a 29th of February it does not say."""

LegalDate = Annotated[
    date,
    BeforeValidator(reading(_take)),
    WithJsonSchema({"type": "string", "pattern": f"^{DATE_PATTERN}$", "examples": ["2023-09-01", "2023年9月1日"]}),
]
"""A date as a field of a model: a `date`, 2023-09-01 or 2023年9月1日."""
