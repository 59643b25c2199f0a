"""Figures of each year and years since a day: what formulas name with `@上年`, and how 满年数 and the like count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from zjtx_rules.profile.facts import PARSERS, Missing
from zjtx_rules.profile.records import Account
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import TermError
from zjtx_rules.words import Words


class Declared(Protocol):
    """A fact that a rule file declares."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def label(self) -> str:
        """The Chinese name."""

    @property
    def english(self) -> str:
        """The English name."""

    @property
    def type(self) -> str:
        """What it measures."""

    @property
    def by(self) -> str | None:
        """`year` for a figure of each year."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A figure of each year."""

    name: str
    label: Words
    type: str
    read: Callable[[Situation, int], tuple[Any, Missing]]


def stated_fact(situation: Situation, name: str, label: str) -> Any:
    """Return what a profile gives under `facts` by the id or the label."""
    given = situation.applicant.facts
    found = given.get(name)
    return given.get(label) if found is None else found


def years_since(
    read: Callable[[Situation], tuple[Any, Missing]], years: Callable[[date, date], int], situation: Situation
) -> tuple[Fraction | None, Missing]:
    """Return how many years have passed since a day, as a function of formulas counts them."""
    day, missing = read(situation)
    if not isinstance(day, date):
        return None, missing
    return Fraction(years(day, situation.as_of)), ()


def _full_years(day: date, today: date) -> int:
    """Return how many full years have passed since a day; a day to come gives none."""
    return max(today.year - day.year - ((today.month, today.day) < (day.month, day.day)), 0)


YEARS_SINCE: dict[str, Callable[[date, date], int]] = {
    "满年数": _full_years,
    "上年末满年数": lambda day, today: _full_years(day, date(today.year - 1, 12, 31)),
    "跨年数": lambda day, today: today.year - day.year if day <= today else -1,
}
"""How functions of formulas count the years since a day: full ones to the day of the question or to the end of the year before it,
or turns of the year (a day of the same year 0, one to come −1)."""


def yearly_of(declared: Iterable[Declared], scope: str) -> dict[str, Yearly]:
    """Return the figures of each year by id and by label: those that the file declares, and those of the accounts."""
    found: dict[str, Yearly] = {}
    if scope == "enterprise":
        for name, about in Account.model_fields.items():
            extra = about.json_schema_extra if isinstance(about.json_schema_extra, dict) else {}
            if name == "year":
                continue
            label = Words(about.title or name, str(extra.get("english", name)))
            kind = "count" if name == "employees" else "money"
            aliases: Any = extra.get("aliases", ())
            for each in (name, label.zh, *aliases):
                found[str(each)] = Yearly(name, label, kind, _account_reader(name))
    for fact in declared:
        if fact.by == "year" and fact.type in PARSERS:  # the checks refuse a text of each year
            label = Words(fact.label, fact.english or fact.label)
            yearly = Yearly(fact.id, label, fact.type, _declared_reader(fact))
            found |= {fact.id: yearly, fact.label: yearly}
    return found


def _account_reader(name: str) -> Callable[[Situation, int], tuple[Any, Missing]]:
    def read(situation: Situation, year: int) -> tuple[Any, Missing]:
        accounts = situation.subject.accounts
        if accounts is None:
            return None, ("accounts",)
        account = next((each for each in accounts if each.year == year), None)
        if account is None:
            return None, (f"accounts.{year}",)
        value = getattr(account, name)
        return (value, ()) if value is not None else (None, (f"accounts.{year}.{name}",))

    return read


def _declared_reader(fact: Declared) -> Callable[[Situation, int], tuple[Any, Missing]]:
    parse_value = PARSERS[fact.type]

    def read(situation: Situation, year: int) -> tuple[Any, Missing]:
        given = stated_fact(situation, fact.id, fact.label)
        value = given.get(str(year)) if isinstance(given, Mapping) else None
        if value is None:  # as a table has it, in a column of its own
            value = stated_fact(situation, f"{fact.id}@{year}", f"{fact.label}@{year}")
        missing = (f"facts.{fact.id}.{year}",)
        if value is None:
            return None, missing
        try:
            return parse_value(value), ()
        except TermError:
            return None, missing  # a value of another file's fact of this name: here it says nothing

    return read
