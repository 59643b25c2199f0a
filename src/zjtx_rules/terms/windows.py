"""Windows of application: when in a year one can apply, as notices say it: 3月, 3月16日至4月15日, 至4月30日, 2026年3月1日至3月31日.

Both ends are included. A window without years comes every year; one whose end lies before its beginning goes on into the
next year. One that states its end alone (至4月30日) is open from a day that the text does not say.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from zjtx_rules.terms.fields import MAX_LENGTH, TermError, half_width, quantity_schema, shown, write_as
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_POINT = r"(?:([0-9]{4})年)?([0-9]{1,2})月(?:([0-9]{1,2})日)?"
_WINDOW = re.compile(rf"(?:每年)?(?:{_POINT})?(?:(至){_POINT})?")
_DAY = r"(?:[0-9]{4}\s*年\s*)?(?:0?[1-9]|1[0-2])\s*月(?:\s*(?:0?[1-9]|[12][0-9]|3[01])\s*日)?"
WINDOW_PATTERN = rf"^\s*(?:每年)?\s*(?:{_DAY}(?:\s*至\s*{_DAY})?|至\s*{_DAY})\s*$"
"""How a window is written, as a JSON Schema says it; in what order its ends stand it cannot say."""
_LOOSE = re.compile(r"\s*(?:[-—–~～]+|到)\s*")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_HOW = Words(
    "申报时间写作“3月”“3月16日至4月15日”“至4月30日”，只有一年的写明年份：“2026年3月1日至3月31日”",
    "a window is written 3月, 3月16日至4月15日 or 至4月30日; of one year alone with the year: 2026年3月1日至3月31日",
)


class WindowError(TermError):
    """Raised when a text is not a window of application."""

    code: ClassVar[str] = "window"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day or a month, of one year or of every year."""

    month: int
    day: int | None = None
    year: int | None = None

    def first(self, year: int) -> date:
        """Return its first day in a year; of 29 February in other years the last day of the month."""
        return date(year, self.month, min(self.day or 1, monthrange(year, self.month)[1]))

    def last(self, year: int) -> date:
        """Return its last day in a year."""
        days = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or days, days))

    def __str__(self) -> str:
        """Return the spelling of the texts."""
        return f"{f'{self.year}年' if self.year else ''}{self.month}月{f'{self.day}日' if self.day else ''}"


@dataclass(frozen=True, slots=True)
class ApplicationWindow:
    """When one can apply.

    Attributes:
        start: the first day or month; None where the text says only until when.
        end: the last day or month.
    """

    start: YearDay | None
    end: YearDay

    @classmethod
    def parse(cls, text: str) -> ApplicationWindow:
        """Return the window written as `text`.

        Raises:
            WindowError: when it is written otherwise, or a day does not exist; with a suggestion where one can be made.
        """
        if not isinstance(text, str) or len(text) > MAX_LENGTH:
            raise WindowError(
                Words(f"“{shown(text)}”不是申报时间", f"'{shown(text)}' is no window of application"), _HOW
            )
        found = _WINDOW.fullmatch(re.sub(r"\s", "", text))
        if not found or not (found[2] or found[6]):
            raise _complaint(text)
        start = _point(text, found[1], found[2], found[3]) if found[2] else None
        end = _point(text, found[5] or (found[1] if found[4] else None), found[6], found[7]) if found[4] else start
        assert end is not None  # noqa: S101 - one of the two is there
        if start is not None and bool(start.year) != bool(end.year):
            message = Words(f"“{shown(text)}”的起止一个有年份、一个没有", f"'{shown(text)}' has a year at one end only")
            raise WindowError(message, _HOW)
        window = cls(start, end)
        first, last = window.days(start.year if start and start.year else 2024)
        if start is not None and start.year and first is not None and first > last:
            raise WindowError(Words(f"“{shown(text)}”的止日早于起日", f"'{shown(text)}' ends before it begins"), _HOW)
        return window

    def days(self, year: int) -> tuple[date | None, date]:
        """Return the first and the last day of the window that begins in a year; the first is None where it is not stated."""
        if self.start is None:
            return None, self.end.last(self.end.year or year)
        first = self.start.first(self.start.year or year)
        if self.end.year:
            return first, self.end.last(self.end.year)
        last = self.end.last(first.year)
        return first, last if last >= first else self.end.last(first.year + 1)

    def next_after(self, day: date) -> tuple[date | None, date] | None:
        """Return the first and last day of the window that is open on a day or is the next to open; None where there is none any more."""
        if self.end.year:
            found = self.days(self.end.year if self.start is None else self.start.year or self.end.year)
            return found if found[1] >= day else None
        years = [year for year in (day.year - 1, day.year, day.year + 1) if date.min.year <= year < date.max.year]
        return next((found for found in map(self.days, years) if found[1] >= day), None)

    def english(self) -> str:
        """Return the window in English."""
        start, end = (_english(each) if each else "" for each in (self.start, self.end))
        every = "" if self.end.year else " every year"
        if self.start == self.end:
            return f"{end}{every}"
        return f"{start} to {end}{every}" if start else f"until {end}{every}"

    @property
    def words(self) -> Words:
        """How the window is said."""
        return Words(f"{'' if self.end.year else '每年'}{self}", self.english())

    def __str__(self) -> str:
        """Return the spelling of the texts."""
        if self.start == self.end:
            return str(self.end)
        return f"{self.start or ''}至{self.end}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept a window or its spelling; write its spelling to JSON."""
        return quantity_schema(cls, cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the spelling to an editor."""
        examples = ["3月", "3月16日至4月15日", "至4月30日", "2026年3月1日至3月31日"]
        return {
            "type": "string",
            "title": "申报时间",
            "pattern": WINDOW_PATTERN,
            "maxLength": MAX_LENGTH,
            "examples": examples,
        }


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def _english(point: YearDay) -> str:
    day = f"{point.day} " if point.day else ""
    return f"{day}{_MONTHS[point.month - 1]}{f' {point.year}' if point.year else ''}"


def _point(text: str, year: str | None, month: str, day: str | None) -> YearDay:
    """Return a day or month that exists."""
    # A day that comes every year may be the 29th of February.
    known, number = int(year) if year else 2024, int(month)
    if not known or not 1 <= number <= 12 or (day and not 1 <= int(day) <= monthrange(known, number)[1]):
        written = f"{month}月{f'{day}日' if day else ''}"
        raise WindowError(
            Words(f"“{shown(text)}”中没有{written}这一天", f"there is no {written} in '{shown(text)}'"), _HOW
        )
    return YearDay(number, int(day) if day else None, int(year) if year else None)


def _complaint(text: str) -> WindowError:
    """Return what is wrong with a text, and how it is written where that can be guessed."""
    message = Words(f"“{shown(text)}”不是申报时间", f"'{shown(text)}' is no window of application")
    plain = half_width(text)
    meant = _LOOSE.sub("至", _ISO.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", plain))
    meant = re.sub(r"(?<=[0-9])号", "日", re.sub(r"\s|^每年", "", meant))
    try:
        return (
            WindowError(message, write_as(str(ApplicationWindow.parse(meant))))
            if meant != text
            else WindowError(message, _HOW)
        )
    except WindowError:
        return WindowError(message, _HOW)
