"""Days as the cells of a list hold them: serial numbers of spreadsheets, years and months only, validities from one day to another.

A day of which only the year or the month is written is not known; that there is one (that the title was given) is. Everything
that is read otherwise than it stands there is counted, so that a report can say it once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from zjtx_rules.engines.columns.given.kinds import is_part_of_a_day, serial_day
from zjtx_rules.populations.firm_lists.cells_meant import NO, NO_DAY, YES, says
from zjtx_rules.profile.occasion import parse_occasion
from zjtx_rules.terms import TermError
from zjtx_rules.terms.numerals import chinese_number
from zjtx_rules.words import Words

GIVEN = "~given"
"""Stands for a cell that is filled in and does not say the day."""

WITHIN = "~within "
"""Begins what stands for a cell that names the year or the month of a recognition, and no day."""

_YES = YES | {"已认定", "已获", "已获得", "获得", "通过", "已通过", "认定"}
_NO = NO | {"未认定", "未获", "未获得", "未通过", "暂无", "--", "——", "／", "\\"}
_BATCH = re.compile(r"(?:(?:19|20)[0-9]{2}年度?)?第?[0-9一二三四五六七八九十]{1,3}批次?")
_TERM = re.compile(r"[0-9一二三四五六七八九十两]{1,3}(?:年|个月)(?:有效)?")
_DAY = r"[0-9]{4}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{4}|年)?"
_RANGE = re.compile(rf"自?({_DAY})起?\s*(?:至|到|—+|–|~|～|－|-{{1,2}})\s*({_DAY}|长期|长期有效)止?")
_DOTTED = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_SPELT = re.compile(
    r"([0-9]{4})\s*[-/.年—–－]+\s*([0-9]{1,2})\s*[-/.月—–－]+\s*([0-9]{1,2})\s*[日号]?(?:[T ]\s*0?0:00(?::00(?:\.0+)?)?)?"
)
_IN_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)

Why = Literal["serial", "within", "partly", "batch", "term", "aside"]


def read_day(text: str, *, last: bool, bounded: bool = False) -> tuple[str | None, Why | None]:
    """Return what a cell says of a day, and why it is not what stands there.

    The text comes back as it is where it needs no reading, None where it says that there is none.

    Args:
        text: The cell.
        last: Of a validity its last day is wanted.
        bounded: Of a year or a month it is of use that the day lies in it.
    """
    written = text
    text = unicodedata.normalize("NFKC", text)
    if text.lower() in _NO:
        return None, None
    if text.lower() in _YES:
        return GIVEN, None
    span = _RANGE.fullmatch(text)
    if span is not None:
        text = _plain(span[2] if last else span[1])
    elif last and (text.startswith("至") or text.endswith("止")):
        text = _plain(text.removeprefix("至").removesuffix("止"))
    day = serial_day(text)
    if day is not None:
        return day.isoformat(), "serial"
    if is_part_of_a_day(text):
        return _within(text) if bounded else (GIVEN, "partly")
    if _BATCH.fullmatch(text):
        return GIVEN, "batch"
    if last and _TERM.fullmatch(text):
        return GIVEN, "term"
    spelt = _spelt_out(text)
    if spelt is not None:
        return spelt.isoformat(), None
    return written.removesuffix(".0") if text == written or span is None else text, None


def _within(text: str) -> tuple[str, Why]:
    try:
        return WITHIN + parse_occasion(text), "within"
    except TermError:
        return GIVEN, "partly"


def read_held(text: str, *, batch: bool) -> tuple[str | None, Why | None]:
    """Return what a cell says of whether a title is held, in a column that asks no more than that.

    A cell that says neither comes back as it is. `batch`: the column names batches, and whatever stands there is one.
    """
    said = says(text)
    if said is not None:
        return GIVEN if said else None, None
    day, why = read_day(text, last=False)
    if day is None or day == GIVEN or batch:
        return GIVEN if day is not None else None, None
    return (GIVEN, "aside") if why == "serial" or _DOTTED.fullmatch(_plain(day)) else (text, None)


def _spelt_out(text: str) -> date | None:
    """Return the day of a spelling that can mean no other (2023 年 7 月 14 日, 二〇二三年七月十四日, 2023-07-14T00:00:00)."""
    found = _SPELT.fullmatch(text)
    parts = [int(each) for each in found.groups()] if found is not None else []
    found = _IN_CHINESE.fullmatch(text) if found is None else None
    if found is not None:
        parts = [chinese_number(each.replace("○", "〇")) or 0 for each in found.groups()]
    try:
        return date(*parts) if len(parts) == _PARTS else None
    except ValueError:
        return None


_PARTS = 3
"""Year, month and day."""


def _plain(text: str) -> str:
    found = _DOTTED.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


@dataclass(slots=True)
class DayCells:
    """Reads the columns of days of a list; lives while it is gone through."""

    seen: dict[tuple[str, Why], tuple[int, str, str]] = field(default_factory=dict)
    """By header and reason: how many cells, and one of them with what it was read as."""

    def read(self, column: pl.Series, *, last: bool, bounded: bool = False, counted: bool = True) -> pl.Series:
        """Return a column of days with its cells read; `last` and `bounded` as for `read_day`."""
        return self._read(column, lambda text: read_day(text, last=last, bounded=bounded), counted=counted)

    def held(self, column: pl.Series, known: Callable[[str], bool], *, batch: bool, counted: bool = True) -> pl.Series:
        """Return a column that asks whether a title is held with its cells read; `known`: whether a text is the title itself."""

        def read(text: str) -> tuple[str | None, Why | None]:
            return (GIVEN, None) if known(text) else read_held(text, batch=batch)

        return self._read(column.cast(pl.String), read, counted=counted)

    def _read(
        self, column: pl.Series, read: Callable[[str], tuple[str | None, Why | None]], *, counted: bool
    ) -> pl.Series:
        if column.dtype in (pl.Date, pl.Null):
            return column
        texts = column.cast(pl.String).str.strip_chars()
        counts = texts.drop_nulls().value_counts(name="~n")
        mapping: dict[str, str | None] = {}
        for text, count in counts.iter_rows():
            found, why = (None, None) if text in NO_DAY else read(text)
            if found != text:
                mapping[text] = found
            if why is not None and counted:
                before = self.seen.get((column.name, why))
                number = count + (before[0] if before is not None else 0)
                some = before[1:] if before is not None and before[1] <= text else (text, found or "")
                self.seen[column.name, why] = (number, *some)
        if not mapping:
            return texts
        return texts.replace_strict(list(mapping), list(mapping.values()), default=texts, return_dtype=pl.String)

    def notes(self) -> Iterator[Words]:
        """Yield what was read otherwise than it stands there."""
        for (header, why), (count, text, found) in sorted(self.seen.items()):
            zh, en = _SAID[why]
            yield Words(
                f"“{header}”有{count}格{zh.format(text=text, found=found)}",
                f"'{header}': {count} cell(s) {en.format(text=text, found=found)}",
            )


_UNKNOWN = Words("这一日按未知处理；知道的请写到日", "so that the day is unknown; write it where it is known")
_SAID: dict[Why, tuple[str, str]] = {
    "serial": (
        "是电子表格的日期序号，已换算成日期，如 {text} 即 {found}。",
        "hold numbers of days as spreadsheets keep them, read as such: {text} is {found}.",
    ),
    "within": (
        "只写到年或月，如“{text}”：按这一年或这一月中的某一日算；知道的请写到日。",
        "name a year or a month only, such as '{text}': some day in it; write the day where it is known.",
    ),
    "partly": (
        f"只写到年或月，如“{{text}}”：{_UNKNOWN.zh}。",
        f"name a year or a month only, such as '{{text}}', {_UNKNOWN.en}.",
    ),
    "batch": (f"写的是批次，如“{{text}}”：{_UNKNOWN.zh}。", f"name a batch, such as '{{text}}', {_UNKNOWN.en}."),
    "aside": (
        "写了日期，如“{text}”：看不出是认定日期还是有效期，没有采用；请把列名写作“……认定日期”或“……有效期至”。",
        "name a day, such as '{text}', which was not used: write the header like 小巨人认定日期 or 小巨人有效期至.",
    ),
    "term": (
        f"只写了有效期多长，如“{{text}}”：{_UNKNOWN.zh}。",
        f"name a term only, such as '{{text}}', {_UNKNOWN.en}.",
    ),
}
