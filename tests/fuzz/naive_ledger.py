"""Money received before, as docs/profile.md and docs/clauses/award.md say it counts; part of the naive evaluator.

Complete profiles only. Where an entry does not say for which matter it was, and several are possible, nothing is said.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from naive_asked import Asked
from naive_facts import LEVELS, Data, NotKnown, day, fen, known, listed
from naive_money import Claim, window_of
from naive_settlement import Group, Settled, names, terms_of, titles_of

_ZERO = Fraction(0)

Sure = bool | None
"""Whether something counts: yes, no, or perhaps."""


@dataclass(frozen=True)
class Money:
    """An entry that had arrived by the day of the question."""

    entry: Data
    fen: int
    arrived: date
    period: tuple[date, date] | None
    document: str | None
    """The document it names; an empty text for one that the rules do not hold."""
    clauses: tuple[tuple[str, Data], ...]
    """The clauses it can have been under, with their documents."""

    @property
    def kind(self) -> str:
        """Award or subsidy."""
        return known(self.entry.get("kind"))  # type: ignore[no-any-return]


def both(one: Sure, other: Sure) -> Sure:
    """Return whether both hold."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def settled(claims: list[Claim], groups: list[Group], asked: Asked, document: Data, every: list[Data]) -> list[Settled]:
    """Take off what was received before."""
    ledger = [each for entry in listed(asked.applicant, "awards_received") for each in read_entry(entry, asked, every)]
    for money in ledger if claims else ():
        _told_apart(money, asked, document)
    return [_Taking(claim, groups, asked, document, claims).off(ledger) for claim in claims]


def period_of(occasion: str) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day."""
    parts = [int(each) for each in occasion.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, monthrange(*parts)[1])
    return date(*parts), date(*parts)


def read_entry(entry: Data, asked: Asked, every: list[Data]) -> Iterator[Money]:
    period = period_of(entry["occasion"]) if entry.get("occasion") else None
    arrived = day(entry.get("date"))
    if arrived > asked.as_of or (period is not None and period[0] > asked.as_of):
        return
    document, clauses = _referred(entry, every, asked.applicant["kind"])
    yield Money(entry, fen(known(entry.get("amount"))), arrived, period, document, clauses)


def _referred(entry: Data, every: list[Data], kind: str) -> tuple[str | None, tuple[tuple[str, Data], ...]]:
    """Return the document and the clauses that an entry names: by id, by number, or as DOCUMENT:CLAUSE."""
    called, _, name = str(entry.get("clause") or "").rpartition(":")
    called = str(entry.get("document") or called)
    plain = called.translate(str.maketrans("[]()（）", "〔〕〔〕〔〕"))
    mine = next((each["id"] for each in every if plain in (each["id"], each.get("number"))), None)
    if called and mine is None:
        return "", ()
    paying = [
        (each["id"], clause)
        for each in every
        if mine in (None, each["id"])
        for clause in each["clauses"]
        if "pays" in clause
    ]
    found = [each for each in paying if each[1]["id"] == name] or [each for each in paying if each[1]["cite"] == name]
    if len(found) > 1:
        to = [each for each in found if kind in ([each[1]["to"]] if isinstance(each[1]["to"], str) else each[1]["to"])]
        found = to or found
    if len(found) > 1 and entry.get("title"):
        found = [each for each in found if any(names(terms, entry) for terms in terms_of(each[1]))]
    if not found and mine is not None:
        # The document is named and no clause of it: any clause for such applicants that pays such money.
        found = [each for each in paying if _of_such_money(each[1], entry, kind)]
    documents = {each[0] for each in found}
    return (documents.pop() if len(documents) == 1 else mine), tuple(found)


def _of_such_money(clause: Data, entry: Data, kind: str) -> bool:
    if kind not in ([clause["to"]] if isinstance(clause["to"], str) else clause["to"]):
        return False
    if clause["kind"] != known(entry.get("kind")):
        return False
    for_title = entry.get("title") is None or any(names(terms, entry) for terms in terms_of(clause))
    return clause["kind"] == "subsidy" or for_title


def _told_apart(money: Money, asked: Asked, document: Data) -> None:
    """Say nothing where recognitions may tell under which of several clauses money was received.

    Raises:
        NotKnown: If one of the clauses can have paid for a recognition, and another may have paid for none.
    """
    here = [clause for name, clause in money.clauses if name == document["id"] and any(True for _ in terms_of(clause))]
    if len(money.clauses) > 1 and here and listed(asked.applicant, "recognitions"):
        raise NotKnown


class _Taking:
    """What counts against one claim."""

    def __init__(self, claim: Claim, groups: list[Group], asked: Asked, document: Data, claims: list[Claim]) -> None:
        self.claim, self.asked, self.document, self.claims = claim, asked, document, claims
        self.groups = [group for group in groups if claim.clause in group.members]
        self.clauses = {each["id"]: each for each in document["clauses"]}

    def off(self, ledger: list[Money]) -> Settled:
        """Return the claim with what is left of it."""
        certain = possible = 0
        over: Sure = False
        loose: list[tuple[Money, Sure]] = []
        settled_years: dict[int, list[int]] = {}
        for money in ledger:
            in_groups = [(group, self.in_group(money, group)) for group in self.groups]
            own = self.own(money, loose, settled_years)
            said = [each for _, each in in_groups] + [own]
            certain += money.fen if True in said else 0
            possible += money.fen if any(each is not False for each in said) else 0
            ends = [each for group, each in in_groups if group.nothing_more] + ([own] if self.claim.ends else [])
            over = True if over is True or True in ends else None if over is None or None in ends else False
        sure, perhaps = self.beyond_the_earlier(loose, settled_years)
        certain, possible = certain + sure, possible + perhaps
        floor = _ZERO if over is not False else max(_ZERO, self.claim.low - possible)
        ceiling = _ZERO if over is True else max(_ZERO, self.claim.high - certain)
        return Settled(self.claim, min(floor, ceiling), ceiling)

    def beyond_the_earlier(
        self, loose: list[tuple[Money, Sure]], settled_years: dict[int, list[int]]
    ) -> tuple[int, int]:
        """Return what is left for this year's instalment of money that does not say for which year it is."""
        if not loose:
            return 0, 0
        worth = int(known(self.claim.instalment))
        dues = [
            [max(0, worth - settled_years.get(year, [0, 0])[at]) for year in self.claim.earlier or ()] for at in (0, 1)
        ]
        sure = sum(money.fen for money, said in loose if said)
        perhaps = sum(money.fen for money, said in loose)
        return max(0, sure - sum(dues[0])), max(0, perhaps - sum(dues[1]))

    def own(self, money: Money, loose: list[tuple[Money, Sure]], settled_years: dict[int, list[int]]) -> Sure:
        """Return whether money was for the claim's own clause and matter."""
        said = both(self.under(money), self.paid_here(money))
        earlier = self.claim.earlier or ()
        in_order = self.claim.instalment is not None and self.claim.window == "calendar_year"
        if in_order and earlier and (money.period is None or money.period[0].year in earlier):
            if said is not False and money.period is None:
                loose.append((money, said))
            elif said is not False:
                sums = settled_years.setdefault(money.period[0].year, [0, 0])
                sums[0] += money.fen if said else 0
                sums[1] += money.fen
            return False
        if said is False or self.claim.window == "lifetime":
            return said
        return both(
            said, self.same_year(money) if self.claim.window == "calendar_year" else self.same_recognition(money)
        )

    def under(self, money: Money) -> Sure:
        if money.clauses:
            here = [clause["id"] for document, clause in money.clauses if document == self.document["id"]]
            if self.claim.clause not in here:
                return False
            return True if len(money.clauses) == 1 else None
        if money.document is not None and money.document != self.document["id"]:
            return False
        if money.document is None and self.asked.start is not None and money.arrived < self.asked.start:
            return False
        clause = self.clauses[self.claim.clause]
        if (money.kind == "subsidy") != (clause["kind"] == "subsidy"):
            return False
        terms = list(terms_of(clause))
        if money.entry.get("title") is None:
            return None
        if not terms:
            return None if clause["kind"] == "subsidy" else False
        return any(names(each, money.entry) for each in terms)

    def in_group(self, money: Money, group: Group) -> Sure:
        here = [clause for document, clause in money.clauses if document == self.document["id"]]
        every = [self.of_clause(money, clause, group) for clause in here]
        if len(here) < len(money.clauses) or not here:
            others = [clause for document, clause in money.clauses if document != self.document["id"]]
            every.append(self.by_title(money, others, group))
        said = _one_of(every)
        if not group.anywhere:
            said = both(said, self.paid_here(money))
        if said is not False and group.window == "calendar_year":
            said = both(said, self.same_year(money))
        return said

    def of_clause(self, money: Money, clause: Data, group: Group) -> Sure:
        if clause["id"] not in group.members:
            return False
        if not group.same_title:
            return True
        theirs = {money.entry["title"]} if money.entry.get("title") else set(_titles(clause))
        if self.claim.title not in theirs:
            return None if not self.claim.untitled and (not theirs or self.claim.title is None) else False
        return True if len(theirs) == 1 else None

    def by_title(self, money: Money, others: list[Data], group: Group) -> Sure:
        if money.kind == "subsidy":
            return group.subsidies
        title = money.entry.get("title")
        if title is None and not money.clauses:
            return None
        entries = (
            [money.entry]
            if title is not None
            else [
                {"title": name, "level": level}
                for clause in others or [clause for _, clause in money.clauses]
                for name, level in _pairs(clause)
            ]
        )
        if not entries:
            return False
        return _one_of(
            [
                any(names(terms, each) for terms in group.titles)
                and (not group.same_title or each["title"] == self.claim.title)
                for each in entries
            ]
        )

    def paid_here(self, money: Money) -> bool:
        return known(money.entry.get("payer")) == known(self.asked.here)

    def same_year(self, money: Money) -> Sure:
        year = self.claim.year
        if year is None:
            return None
        if money.period is not None:
            return money.period[0].year == year
        if money.arrived.year < year or (self.claim.begins is not None and money.arrived < self.claim.begins):
            return False
        years = self.years(money)
        if years is None or not years:
            return None
        if len(years) > 1:
            raise NotKnown
        return years == {year}

    def years(self, money: Money) -> set[int] | None:
        """Return the years of the matters that money can have been for; None where they cannot be listed."""
        found: set[int] = set()
        here = [clause for document, clause in money.clauses if document == self.document["id"]]
        mine = [clause for clause in here if clause["id"] in self.paid_by_year()]
        for clause in mine:
            for claim in self.claims:
                if claim.clause == clause["id"]:
                    if claim.year is None or claim.earlier is None:
                        return None
                    if claim.instalment is not None:
                        raise NotKnown
                    begins = claim.begins or date(claim.year, 1, 1)
                    found |= {claim.year} if begins <= money.arrived else set()
                    found |= {each for each in claim.earlier if each <= money.arrived.year}
        if len(mine) < len(money.clauses) or not money.clauses:
            days = self.recognised(money, [clause for clause in here if clause not in mine])
            if days is None:
                return None
            found |= {each.year for each, _ in days}
        return found

    def paid_by_year(self) -> set[str]:
        kind = self.asked.applicant["kind"]
        return {
            name
            for name, each in self.clauses.items()
            if "pays" in each
            and kind in ([each["to"]] if isinstance(each["to"], str) else each["to"])
            and window_of(each, self.asked) == "calendar_year"
        }

    def recognised(self, money: Money, clauses: list[Data]) -> set[tuple[date, str]] | None:
        """Return the recognition that money was for, if there is only one that it can have been for."""
        title = money.entry.get("title")
        every = [clause for _, clause in money.clauses]
        own = [(title, money.entry.get("level"))]
        pairs = own if title is not None else [pair for each in every for pair in _pairs(each)]
        if not pairs:
            return None
        found = {
            (day(each.get("date")), each["title"])
            for each in listed(self.asked.applicant, "recognitions")
            if any(each["title"] == name and level in (None, each["level"]) for name, level in pairs)
            and day(each.get("date")) <= money.arrived
        }
        if len(found) > 1 or (clauses and found - {(self.claim.day, self.claim.title)}):
            raise NotKnown  # whether the clause was ever due for it is more than is said here
        return found

    def same_recognition(self, money: Money) -> Sure:
        when, title = self.claim.day, self.claim.title
        if when is None:
            return None
        if money.period is not None:
            if not money.period[0] <= when <= money.period[1]:
                return False
        elif money.arrived < when:
            return False
        if money.entry.get("title") is None and not money.clauses:
            return None
        return self.alone(money, when, title)

    def alone(self, money: Money, when: date, title: str | None) -> Sure:
        titles = {money.entry["title"]} if money.entry.get("title") else set(_titles(self.clauses[self.claim.clause]))
        held = listed(self.asked.applicant, "recognitions")
        rivals = {
            (day(each.get("date")), each["title"])
            for each in held
            if each["title"] in titles
            and money.entry.get("level") in (None, each["level"])
            and day(each.get("date")) <= money.arrived
            and (money.period is None or _inside(day(each.get("date")), money.period))
        }
        if len(rivals) > 1:
            raise NotKnown
        return rivals == {(when, title)}


def _inside(when: date, period: tuple[date, date]) -> bool:
    return period[0] <= when <= period[1]


def _one_of(every: list[Sure]) -> Sure:
    if all(each is False for each in every):
        return False
    return True if all(each is True for each in every) else None


def _titles(clause: Data) -> list[str]:
    return [title for terms in terms_of(clause) for title in titles_of(terms)]


def _pairs(clause: Data) -> list[tuple[str, Any]]:
    """Return the titles that a clause names, each with every level at which it counts."""
    return [
        (title, level)
        for terms in terms_of(clause)
        for title in titles_of(terms)
        for level in LEVELS
        if names(
            {key: value for key, value in terms.items() if key in ("title", "level", "level_at_least")},
            {"title": title, "level": level},
        )
    ]


__all__ = ["settled"]
