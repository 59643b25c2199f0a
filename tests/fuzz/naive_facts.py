"""Quantities, days, places and facts as the documentation describes them, read off plain data; part of the naive evaluator.

Written from docs/language.md, docs/profile.md and the pages of the kinds, with nothing of the engines: money in whole 分,
shares as fractions, days as dates. What is not known raises `NotKnown`: the naive evaluator speaks of complete profiles only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from naive_places import NotKnown
from pools import INSIDE, SECTIONS_OF_INDUSTRY, WIDER

Data = dict[str, Any]

LEVELS = ["county", "city", "provincial", "national"]
UNITS = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}


def known(value: Any) -> Any:
    """Return a value that is there."""
    if value is None:
        raise NotKnown
    return value


def listed(holder: Data, name: str) -> list[Data]:
    """Return the members of a list that names everything there is."""
    if holder.get(f"{name}_complete") is False:
        raise NotKnown
    return known(holder.get(name))  # type: ignore[no-any-return]


def fen(text: str) -> int:
    """Return a sum in 分."""
    number, unit = re.fullmatch(r"(-?[0-9.]+)(元|万元|亿元)", text).groups()  # type: ignore[union-attr]
    amount = Fraction(number) * UNITS[unit]
    assert amount.denominator == 1
    return int(amount)


def quantity(value: Any) -> Any:
    """Return a quantity that can be compared: a day, a sum in 分, a share, a number."""
    if not isinstance(value, str):
        return Fraction(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    if value.endswith("%"):
        return Fraction(value[:-1]) / 100
    return Fraction(fen(value)) if value.endswith("元") else Fraction(value)


def day(value: Any) -> date:
    """Return a day that is known."""
    return date.fromisoformat(known(value))


def last_day(value: Any) -> date:
    """Return the last day of a validity; one without end ends with the calendar."""
    return date.max if value == "never" else day(value)


def later(start: date, period: str) -> date:
    """Return the day on which a period is full: the same day of the month, or the month's last where there is none."""
    number, unit = re.fullmatch(r"(\d+)(年|个月|月|天|日)", period).groups()  # type: ignore[union-attr]
    if unit in "天日":
        return start + timedelta(days=int(number))
    months = start.year * 12 + start.month - 1 + int(number) * (12 if unit == "年" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_of(period: str) -> int:
    """Return how many calendar years a period covers, a part of one as a whole."""
    number, unit = re.fullmatch(r"(\d+)(年|个月|月|天|日)", period).groups()  # type: ignore[union-attr]
    return {"年": int(number), "天": 0, "日": 0}.get(unit, -(-int(number) // 12))


def code_of(word: str, here: str | None) -> str:
    """Return the code of a place as a rule file names it."""
    return known(here) if word == "here" else word  # type: ignore[no-any-return]


_LAST_YEAR = {
    f"{name}_last_year": name
    for name in ("revenue", "main_business_revenue", "net_profit", "total_assets", "rd_expense", "employees")
}
_SHARES = {
    "rd_share_last_year": ("rd_expense", "revenue"),
    "main_business_share_last_year": ("main_business_revenue", "revenue"),
}
_GROWTH = {"main_business_growth": "main_business_revenue", "revenue_growth": "revenue"}
_CREDIT = {
    "bank_credit_good": "bank",
    "tax_credit_good": "tax",
    "social_credit_good": "social",
    "low_credit_risk": "low_risk",
}
BEYOND = "outside the national standard"


def fact(name: str, subject: Data, applicant: Data, as_of: date) -> Any:
    """Return a fact about an applicant, or about a member of one of its collections, as it is written."""
    if name in applicant.get("facts", {}):
        return applicant.get("facts", {})[name]
    if subject is not applicant or name in subject:
        return known(subject.get(name))
    if name in _LAST_YEAR:
        return _account(subject, as_of.year - 1, _LAST_YEAR[name])
    if name in _SHARES:
        part, whole = (quantity(_account(subject, as_of.year - 1, each)) for each in _SHARES[name])
        return _ratio(part, whole)
    if name in _GROWTH:
        now, before = (quantity(_account(subject, as_of.year - back, _GROWTH[name])) for back in (1, 2))
        return _ratio(now - before, before)
    if name in _CREDIT:
        return known(known(subject.get("credit")).get(_CREDIT[name]))
    if name == "sme_size":
        return known(subject.get("size_class"))
    if name == "in_manufacturing":
        sections = SECTIONS_OF_INDUSTRY[known(subject.get("industry"))]
        if not sections or ("C" in sections and sections != "C"):
            raise NotKnown
        return sections == "C"
    raise NotKnown


def industry_in(value: str, wanted: list[str]) -> bool:
    """Return whether an industry lies in some others; what is wider, or not in the standard, may or may not."""
    if any(value in INSIDE[each] for each in wanted):
        return True
    if not SECTIONS_OF_INDUSTRY[value] or any(value in WIDER[each] for each in wanted):
        raise NotKnown
    return False


def _account(subject: Data, year: int, name: str) -> Any:
    return known(next((each.get(name) for each in known(subject.get("accounts")) if each["year"] == year), None))


def _ratio(above: Fraction, below: Fraction) -> Fraction:
    if not below:
        raise NotKnown
    return above / below
