"""Notes on an input: what can be read and is hardly right.

A recognition of the year 1023, one after the day that is asked for, an industry that the classification has not, a credit
code whose check character does not fit: nothing of it is refused, and none of it passes without a word. The same notes are
made of the cells of tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from zjtx_rules.problems import Place, Problem
from zjtx_rules.profile.applicants import (
    APPLICANTS,
    Applicant,
    DesignInstituteProfile,
    StartupBaseProfile,
    TrainingBodyProfile,
)
from zjtx_rules.profile.model import Closed
from zjtx_rules.profile.occasion import period_of
from zjtx_rules.profile.records import (
    AwardReceived,
    ContractPayment,
    DesignContract,
    Registration,
    Tenant,
    firm_name,
)
from zjtx_rules.terms import Money, doubt_credit_code, find_industry, write_as
from zjtx_rules.terms.region_names import path_of
from zjtx_rules.terms.region_table import full_name, table
from zjtx_rules.words import Words

FIRST_DAY = date(1949, 10, 1)
"""No dated fact of a policy is older than the People's Republic."""
LAST_YEAR = 2100
"""No validity reaches so far: another year was meant, or none (长期)."""

MOST_PEOPLE = 3_000_000
MOST_PATENTS = 500_000
MOST_MONEY = Money(10**13)
"""十万亿元: more than any enterprise turns over or owns."""
MOST_PAID = Money(10**10)
"""一百亿元: more than any award or contract comes to."""

_MAY_LIE_AHEAD = {(Registration, "until"), (Tenant, "left")}
"""Days that may be announced; all others but the end of a validity have happened, or are not to be counted."""
_PAID = (AwardReceived, ContractPayment)


class Doubt(NamedTuple):
    """What is to be said of a value.

    Attributes:
        code: stable, lower-case with dashes.
        words: what was found, and how it is taken.
        suggestion: what may have been meant.
    """

    code: str
    words: Words
    suggestion: Words | None = None


@lru_cache(maxsize=4_096)
def day_doubt(day: date, as_of: date | None) -> Doubt | None:
    """Return what is to be said of a day; `as_of` is the day asked for, where the day should not lie after it."""
    if day < FIRST_DAY:
        return Doubt(
            "implausible-day",
            Words(f"{day}早于{FIRST_DAY}", f"{day} lies before {FIRST_DAY}"),
            Words("核对年份", "check the year"),
        )
    if as_of is not None and day > as_of:
        return Doubt(
            "day-ahead",
            Words(f"{day}晚于评估日{as_of}，按尚未发生处理", f"{day} lies after {as_of}: it has not happened yet"),
            Words("核对日期，或换一个评估日", "check the date, or ask for another day"),
        )
    if day.year >= LAST_YEAR:
        return Doubt(
            "implausible-day",
            Words(f"{day}在{LAST_YEAR}年以后", f"{day} lies beyond {LAST_YEAR}"),
            Words("核对年份；没有期限写“长期”", "check the year; where there is no end, write never"),
        )
    return None


def money_doubt(money: Money, most: Money) -> Doubt | None:
    """Return what is to be said of a sum."""
    if abs(money.yuan) <= most.yuan:
        return None
    return Doubt(
        "implausible-amount",
        Words(f"金额{money}大得不合常理", f"the amount {money.english()} is larger than any"),
        Words("核对单位（元、万元）", "check the unit"),
    )


def count_doubt(count: int, most: int) -> Doubt | None:
    """Return what is to be said of a number of people or patents."""
    if count <= most:
        return None
    return Doubt("implausible-count", Words(f"{count}大得不合常理", f"{count} is more than any"))


def text_doubt(field: str, text: str) -> Doubt | None:
    """Return what is to be said of an industry or a credit code."""
    if field == "industry":
        doubt = find_industry(text).doubt
        return Doubt(*doubt) if doubt is not None else None
    words = doubt_credit_code(text)
    return Doubt("credit-code-check", words) if words is not None else None


TEXTS = ("industry", "credit_code")
"""The fields of which `text_doubt` knows something."""


def ahead_counts(model: type[Closed], field: str) -> bool:
    """Return whether a day of a field should not lie after the day asked for."""
    return field not in ("expires", "previous_expires") and (model, field) not in _MAY_LIE_AHEAD


def value_doubt(model: type[Closed], field: str, value: Any, as_of: date) -> Doubt | None:
    """Return what is to be said of the value of a field, as a profile holds it; None for a value that is unknown."""
    if isinstance(value, date):
        return day_doubt(value, as_of if ahead_counts(model, field) else None)
    if field == "given_in" and isinstance(value, str):
        first = period_of(value)[0]
        doubt = day_doubt(first, as_of)
        if doubt is None:
            return None
        words = Words(*(text.replace(str(first), value) for text in (doubt.words.zh, doubt.words.en)))
        return Doubt(doubt.code, words, doubt.suggestion)
    if isinstance(value, Money):
        return money_doubt(value, MOST_PAID if model in _PAID else MOST_MONEY)
    if isinstance(value, int) and field in ("employees", "people", "invention_patents"):
        return count_doubt(value, MOST_PATENTS if field == "invention_patents" else MOST_PEOPLE)
    return text_doubt(field, value) if field in TEXTS and isinstance(value, str) else None


def doubts_of(applicant: Applicant, as_of: date) -> tuple[Problem, ...]:
    """Return the notes on a profile, each with the path of its field, in the order of the fields.

    >>> from zjtx_rules import EnterpriseProfile
    >>> firm = EnterpriseProfile.model_validate({"industry": "C9999", "founded": "1023-07-14"})
    >>> [(each.code, each.path) for each in doubts_of(firm, date(2023, 9, 1))]
    [('implausible-day', 'founded'), ('industry-unknown', 'industry')]
    """
    return tuple(
        Problem(doubt.code, doubt.words, Place(""), path, suggestion=doubt.suggestion)
        for path, doubt in _doubts(applicant, as_of)
    )


def place_doubt(registration: Registration) -> Doubt | None:
    """Return what is to be said of a registration in a place that no longer existed on its first day."""
    former = table().retired.get(registration.region or "")
    since = registration.since
    if former is None or since is None or since.year <= former.ended:
        return None
    name, today = full_name(former.code), sorted(former.today)
    return Doubt(
        "place-then",
        Words(
            f"{name}{former.ended}年已撤销或改码，{since}登记时已没有这一地方，按它今天在哪里处理",
            f"{name} went out of use in {former.ended}, before the registration of {since}; it counts as where it is today",
        ),
        write_as(path_of(today[0])) if len(today) == 1 else None,
    )


_COUNTED = {
    *((kind, "awards_received") for kind in APPLICANTS.values()),
    (DesignInstituteProfile, "contracts"),
    (DesignContract, "payments"),
    (TrainingBodyProfile, "trainees"),
    (StartupBaseProfile, "tenants"),
}
"""The lists of which every member adds to a sum, so that one stated twice counts twice."""


class Repetitions:
    """Tells which records of a list stand among those before them already."""

    def __init__(self, *, counts: bool) -> None:
        """Begin a list; `counts`: each of its records adds to a sum."""
        self.counts = counts
        self.first: dict[Any, int] = {}

    def of(self, number: int, record: Closed) -> Doubt | None:
        """Return what is to be said of a record, by its number from 1; they are asked about in their order."""
        name = record.name if isinstance(record, Tenant) else None
        key = record if name is None else firm_name(name)
        first = self.first.setdefault(key, number)
        if first == number or not record.model_fields_set:
            return None
        if name is not None:
            words = Words(
                f"与第{first}项是同一家企业，合起来只计一家", f"the same firm as #{first}: together they count as one"
            )
            return Doubt("same-firm", words)
        if self.counts:
            words = Words(
                f"与第{first}项完全相同，按两笔计", f"the same as #{first} in everything; it counts as another one"
            )
            return Doubt(
                "stated-twice", words, Words("如是重复录入，删去一笔", "if it was entered twice, leave one out")
            )
        words = Words(f"与第{first}项完全相同，只算一次", f"the same as #{first} in everything; it counts once")
        return Doubt("stated-twice", words)


def _doubts(model: Closed, as_of: date, before: str = "") -> Iterator[tuple[str, Doubt]]:
    then = place_doubt(model) if isinstance(model, Registration) else None
    if then is not None:
        yield f"{before}region", then
    given = model.__dict__
    for name in type(model).model_fields:
        value = given[name]
        if value is None:
            continue
        path = before + name
        if isinstance(value, tuple):
            repetitions = Repetitions(counts=(type(model), name) in _COUNTED)
            for number, each in enumerate(value):
                if isinstance(each, Closed):
                    at = getattr(each, "year", None) if name == "accounts" else number
                    yield from _doubts(each, as_of, f"{path}.{at}.")
                    again = repetitions.of(number + 1, each)
                    if again is not None:
                        yield f"{path}.{at}", again
        elif isinstance(value, Closed):
            yield from _doubts(value, as_of, f"{path}.")
        else:
            doubt = value_doubt(type(model), name, value, as_of)
            if doubt is not None:
                yield path, doubt
