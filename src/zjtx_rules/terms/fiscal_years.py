"""Words for fiscal years (the calendar years, 预算法 第十八条) as seen from the day of a question: 当年, 上年, 前年, 近三年, 2024."""

from __future__ import annotations

import re

YEARS = {"当年": 0, "本年": 0, "本年度": 0, "上年": 1, "上年度": 1, "前年": 2, "前年度": 2, "大前年": 3}
EARLIER = "以往年度"
"""Every year before the one of the question."""
_SEVERAL = re.compile(r"近([0-9]{1,2}|[一二两三四五六七八九十])年")
_DIGITS = {each: at for at, each in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


SPAN_PATTERN = rf"^(?:{'|'.join([*YEARS, EARLIER])}|近(?:0?[1-9]|10|[{''.join(_DIGITS)}])年|(?:19|20|21)[0-9]{{2}})$"
"""How a year, or several, are written, as a JSON Schema says it."""


def years_before(year: str) -> tuple[int, ...] | None:
    """Return which years before the one of the question a word means (上年: 1, 近三年: 3, 2, 1), None where it means none.

    >>> years_before("近三年"), years_before("2024")
    ((3, 2, 1), None)
    """
    if year in YEARS:
        return (YEARS[year],)
    found = _SEVERAL.fullmatch(year)
    if not found:
        return None
    number = _DIGITS.get(found[1]) or int(found[1])
    return tuple(range(number, 0, -1)) if 1 <= number <= 10 else None


def is_year(year: str) -> bool:
    """Return whether a word means a year, or several."""
    return years_before(year) is not None or re.fullmatch(r"(19|20|21)[0-9]{2}", year) is not None


def is_span_of_years(word: str) -> bool:
    """Return whether a word means a year, several, or all that are past (以往年度)."""
    return word == EARLIER or is_year(word)


def first_and_last(year: str, asked_in: int) -> tuple[int, int]:
    """Return the first and the last year that a word means, asked in a year; of 以往年度 the first is year 1.

    >>> first_and_last("近三年", 2025), first_and_last("2024", 2025), first_and_last("以往年度", 2025)
    ((2022, 2024), (2024, 2024), (1, 2024))
    """
    if year == EARLIER:
        return 1, asked_in - 1
    before = years_before(year)
    if before is None:
        return int(year), int(year)
    return asked_in - before[0], asked_in - before[-1]
