"""Days as the cells of a list hold them: serial numbers of spreadsheets, years and months only, validities from one day to another.

A day of which only the year or the month is written is not known; that there is one (that the title was given) is. Everything
that is read otherwise than it stands there is counted, so that a report can say it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from zjtx_rules.engines.columns.given.kinds import is_part_of_a_day, serial_day
from zjtx_rules.words import Words

GIVEN = "~given"
"""Stands for a cell that is filled in and does not say the day."""

_YES = ("是", "√", "✓", "✔", "有", "已认定", "已获", "已获得", "通过", "Y", "y", "YES", "yes", "Yes")
_NO = (
    "否",
    "×",
    "✗",
    "✘",
    "未认定",
    "未获",
    "未获得",
    "未通过",
    "不是",
    "N",
    "n",
    "NO",
    "no",
    "No",
    "没有",
    "暂无",
    "--",
    "——",
    "／",
    "\\",
)
_BATCH = re.compile(r"(?:(?:19|20)[0-9]{2}年度?)?第?[0-9一二三四五六七八九十]{1,3}批次?")
_TERM = re.compile(r"[0-9一二三四五六七八九十两]{1,3}(?:年|个月)(?:有效)?")
_DAY = r"[0-9]{4}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{4}|年)?"
_RANGE = re.compile(rf"自?({_DAY})起?\s*(?:至|到|—+|–|~|～|－|-{{1,2}})\s*({_DAY}|长期|长期有效)止?")
_DOTTED = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")

Why = Literal["serial", "partly", "batch", "term"]


def read_day(text: str, *, last: bool) -> tuple[str | None, Why | None]:
    """Return what a cell says of a day, and why it is not what stands there; `last`: of a validity its last day is wanted.

    The text comes back as it is where it needs no reading, None where it says that there is none.
    """
    if text in _NO:
        return None, None
    if text in _YES:
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
        return GIVEN, "partly"
    if _BATCH.fullmatch(text):
        return GIVEN, "batch"
    if last and _TERM.fullmatch(text):
        return GIVEN, "term"
    return text.removesuffix(".0"), None


def _plain(text: str) -> str:
    found = _DOTTED.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


@dataclass(slots=True)
class DayCells:
    """Reads the columns of days of a list; lives while it is gone through."""

    seen: dict[tuple[str, Why], tuple[int, str, str]] = field(default_factory=dict)
    """By header and reason: how many cells, and one of them with what it was read as."""

    def read(self, column: pl.Series, *, last: bool, counted: bool = True) -> pl.Series:
        """Return a column with its cells read."""
        if column.dtype in (pl.Date, pl.Null):
            return column
        texts = column.cast(pl.String).str.strip_chars()
        counts = texts.drop_nulls().value_counts(name="~n")
        mapping: dict[str, str | None] = {}
        for text, count in counts.iter_rows():
            found, why = read_day(text, last=last)
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
    "partly": (
        f"只写到年或月，如“{{text}}”：{_UNKNOWN.zh}。",
        f"name a year or a month only, such as '{{text}}', {_UNKNOWN.en}.",
    ),
    "batch": (f"写的是批次，如“{{text}}”：{_UNKNOWN.zh}。", f"name a batch, such as '{{text}}', {_UNKNOWN.en}."),
    "term": (
        f"只写了有效期多长，如“{{text}}”：{_UNKNOWN.zh}。",
        f"name a term only, such as '{{text}}', {_UNKNOWN.en}.",
    ),
}
