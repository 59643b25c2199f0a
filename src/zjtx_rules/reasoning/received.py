"""Entries of the ledger as one document sees them on one day: what they refer to, and for which matter they can have been.

A matter is a recognition, or a year (of an assessment, of payments, of an application). Where an entry says for which one it
was, that decides; where it does not, it can have been for any that had begun when the money arrived, and money that arrived
before the matter is for another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from zjtx_rules.profile.choices import MoneyKind
from zjtx_rules.profile.occasion import period_of
from zjtx_rules.profile.records import AwardReceived, Recognition
from zjtx_rules.profile.situation import Situation, in_place_of, is_whole
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.occasions import tests_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.references import Directory, PayingClause, Reference
from zjtx_rules.terms import Level, Money
from zjtx_rules.terms.truth import NOT_MET

_MOST = 64
"""In more ways than these it is not tried what the entries were for; each is then looked at by itself."""


class Matter(NamedTuple):
    """What money can have been for: a recognition by title and day, or a year of a clause."""

    year: int | None
    """None: the recognition is of unknown date."""
    day: date | None = None
    title: str | None = None
    clause: str | None = None
    """The clause whose year it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Money received, as one document sees it."""

    index: int
    """The position in the profile."""
    record: AwardReceived
    reference: Reference
    payer: str | None
    """The government that paid, also where only the document says so."""
    amount: Money | None
    most: Money | None
    """The most it can have been, where the amount is not given; None where that is not known either."""
    period: tuple[date, date] | None
    """The year, month or day of the matter, as first and last day."""
    matters: tuple[Matter, ...] | None = None
    """What it can have been for; None where that cannot be listed."""
    sure: bool = False
    """Whether it counts for certain wherever it can count: asked for what hangs on it."""
    under: tuple[tuple[PayingClause, tuple[Matter, ...]], ...] = ()
    """For which matters it can have been under which clause of the document, where these are several."""

    @property
    def arrived(self) -> date | None:
        """The day on which it arrived."""
        return self.record.date

    @property
    def kind(self) -> MoneyKind | None:
        """Whether it was an award or a subsidy, also where only the clause says so."""
        if self.record.kind is not None or not self.reference.clauses:
            return self.record.kind
        kinds = {each.subsidy for each in self.reference.clauses}
        return None if len(kinds) > 1 else MoneyKind.SUBSIDY if kinds.pop() else MoneyKind.AWARD

    def by_year(self, year: int) -> bool | None:
        """Return whether it was for a year; None where that is open."""
        if self.period is not None:
            return self.period[0].year == year
        if self.arrived is not None and self.arrived.year < year:
            return False
        if not self.matters:
            return None
        years = {each.year for each in self.matters}
        return None if None in years or (year in years and len(years) > 1) else year in years


def entries_of(
    program: Program, situation: Situation, claims: Sequence[Claim], ledger: tuple[AwardReceived, ...] | None
) -> tuple[Entry, ...] | None:
    """Return the entries that a document has to look at; None where the ledger is unknown.

    What arrived after the as-of date, or is for a time after it, was not known on that day.
    """
    if ledger is None or ledger == ():
        return None if ledger is None else ()
    found = []
    for index, record in enumerate(ledger):
        period = None if record.occasion is None else period_of(record.occasion)
        late = record.date is not None and record.date > situation.as_of
        if late or (period is not None and period[0] > situation.as_of):
            continue
        entry = entry_of(record, index, program.directory, program)
        found.append(_with_matters(entry, program, situation, claims))
    return in_place_of(ledger, found)


def entry_of(record: AwardReceived, index: int, directory: Directory, program: Program) -> Entry:
    """Return an entry with what it refers to."""
    reference = directory.resolve(record, program.kind)
    region = program.region if reference.document == program.document.id else reference.region
    return Entry(
        index,
        record,
        reference,
        region if record.payer is None else record.payer,
        record.amount,
        _most_under(reference.clauses),
        None if record.occasion is None else period_of(record.occasion),
    )


def titles_of(entry: Entry) -> list[tuple[str, Level | None]]:
    """Return the titles and levels that an entry can have been for; none where that is not known."""
    record = entry.record
    if record.title is not None:
        return [(record.title, record.level)]
    return sorted({pair for each in entry.reference.clauses for pair in each.titles})


def of_document(entry: Entry, program: Program) -> list[PayingClause]:
    """Return the clauses of a document that an entry can have been under, where it says so."""
    return [each for each in entry.reference.clauses if each.document == program.document.id]


def _most_under(clauses: Sequence[PayingClause]) -> Money | None:
    """Return the most that one payment under one of some clauses can come to; None where there is no limit."""
    most = [each.most for each in clauses]
    return None if not most or None in most else max(each for each in most if each is not None)


def _with_matters(entry: Entry, program: Program, situation: Situation, claims: Sequence[Claim]) -> Entry:
    """Return an entry with what it can have been for, and of several clauses only those under which it can have been."""
    prepared = {each.clause.id: each for each in program.clauses}
    under: list[tuple[PayingClause, tuple[Matter, ...]]] = []
    found: list[Matter] = []
    mine = [each for each in of_document(entry, program) if each.id in prepared]
    for paying in mine:
        clause = prepared[paying.id]
        if clause.window == "calendar_year":
            matters = _years(entry, clause, claims)
        else:
            alone = replace(entry, reference=replace(entry.reference, clauses=(paying,)))
            matters = _recognitions(alone, [clause], situation)
        if matters is None:
            return entry
        found += matters
        # Instalments, and what rests on facts alone, may be due without a matter that is listed here.
        if matters or (clause.window != "calendar_year" and clause.recognising):
            under.append((paying, tuple(matters)))
    if len(mine) < len(entry.reference.clauses) or not entry.reference.clauses:
        recognitions = _recognitions(entry, [], situation)
        if recognitions is None:
            return entry
        found += recognitions
    if entry.period is not None:
        first, last = entry.period
        found = [each for each in found if _inside(each, first, last)] or [Matter(first.year)]
    entry = replace(entry, matters=tuple(dict.fromkeys(found)))
    if len(entry.reference.clauses) < 2 or not is_whole(situation.recognitions):
        return entry
    return for_one_of(replace(entry, under=tuple(under)), entry.matters or ())


def for_one_of(entry: Entry, matters: Sequence[Matter]) -> Entry:
    """Return an entry that was for one of some matters: of several clauses only those count under which it can have been."""
    excluded = {clause for clause, its in entry.under if not any(each in matters for each in its)}
    kept = tuple(each for each in entry.reference.clauses if each not in excluded)
    if not kept or not excluded:
        return entry
    most = _most_under(kept) if entry.amount is None else entry.most
    return replace(entry, reference=replace(entry.reference, clauses=kept), most=most)


def _inside(matter: Matter, first: date, last: date) -> bool:
    if matter.day is not None:
        return first <= matter.day <= last
    return matter.year in (None, first.year)


def _years(entry: Entry, clause: PreparedClause, claims: Sequence[Claim]) -> list[Matter] | None:
    """Return the years of a clause that an entry can have been for; None where they cannot be listed."""
    found = []
    for claim in claims:
        if claim.key != clause.clause.id:
            continue
        line = claim.reckoned
        if line.year is None or line.earlier is None:
            return None
        if line.instalment is not None and entry.period is None:
            continue  # of instalments the earliest come first, so that there is nothing to choose
        begins = line.begins or date(line.year, 1, 1)
        if entry.arrived is None or begins <= entry.arrived:
            found.append(Matter(line.year, clause=claim.key))
        found += [
            Matter(year, clause=claim.key)
            for year in line.earlier
            if entry.arrived is None or year <= entry.arrived.year
        ]
    return found


def _recognitions(entry: Entry, clauses: Sequence[PreparedClause], situation: Situation) -> list[Matter] | None:
    """Return the recognitions that an entry can have been for; None where they are unknown, or no title is."""
    recognitions, titles = situation.recognitions, titles_of(entry)
    if recognitions is None or not titles or (entry.period is None and not is_whole(recognitions)):
        return None
    last = situation.as_of if entry.arrived is None else entry.arrived
    tests = [test for each in clauses for test in tests_of(each.whole)]
    found = []
    for index, each in enumerate(recognitions):
        if not _fits(each, titles) or (each.date is not None and each.date > last):
            continue
        if not tests or any(
            test(recognitions, index, day)[0] != NOT_MET
            for test in tests
            for day in _days_to_claim(each, situation.as_of)
        ):
            found.append(Matter(None if each.date is None else each.date.year, each.date, each.title))
    return found


def _fits(recognition: Recognition, titles: Sequence[tuple[str, Level | None]]) -> bool:
    return any(
        recognition.title == title and (level is None or recognition.level in (None, level)) for title, level in titles
    )


def _days_to_claim(recognition: Recognition, as_of: date) -> list[date]:
    """Return days on which an award for a recognition can have been asked for: its own, one of the next year, the as-of day."""
    day = recognition.date
    if day is None:
        return [as_of]
    return [each for each in (day, date(min(day.year + 1, date.max.year), 1, 1)) if each <= as_of] + [as_of]


def ways_to_attribute(entries: Sequence[Entry] | None, claims: Sequence[Claim]) -> list[tuple[Entry, ...]] | None:
    """Return the ledger in every way in which entries can have been for one of several matters.

    Whatever they were for, what a matter was worth is paid once: money beyond that was for another of the matters. None
    where there is only one way, or where there are too many.
    """
    if not entries:
        return None
    open_ = [each for each in entries if each.matters is not None and len(each.matters) > 1]
    if not open_:
        return None
    settled = [each for each in entries if each not in open_]
    worth = _Worth(claims)
    spent: dict[Matter, Money] = {}
    for entry in settled:
        if entry.matters is not None and len(entry.matters) == 1 and entry.amount is not None:
            _spend(spent, worth, entry, entry.matters[0], entry.amount)
    open_.sort(key=lambda each: (each.arrived or date.max, each.index))
    found: list[tuple[Entry, ...]] = []
    for some in _placed(open_, spent, worth):
        found.append(in_place_of(entries, (*settled, *some)))
        if len(found) > _MOST:
            return None
    return found


class _Worth:
    """What the matters are worth."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims

    def of(self, entry: Entry, matter: Matter) -> Money | None:
        """Return the most that was due for a matter; None where no limit is known."""
        highs = [
            claim.reckoned.high
            for claim in self.claims
            if (matter.clause in (None, claim.key))
            and (
                claim.reckoned.day == matter.day and claim.reckoned.title == matter.title
                if matter.clause is None
                else claim.reckoned.year == matter.year
            )
        ]
        if not highs:
            return entry.most
        return None if None in highs else max(each for each in highs if each is not None)


def _spend(spent: dict[Matter, Money], worth: _Worth, entry: Entry, matter: Matter, amount: Money) -> Money:
    """Count an amount towards what is due for a matter; return what is beyond it."""
    most, before = worth.of(entry, matter), spent.get(matter, Money.ZERO)
    due = amount if most is None else (most - before if most > before else Money.ZERO)
    used = min(due, amount)
    spent[matter] = before + used
    return amount - used


def _placed(open_: Sequence[Entry], spent: dict[Matter, Money], worth: _Worth) -> Iterator[tuple[Entry, ...]]:
    if not open_:
        yield ()
        return
    entry, matters = open_[0], open_[0].matters or ()
    for matter in matters:
        counted = dict(spent)
        parts: list[Entry] = []
        if entry.amount is None:
            parts.append(for_one_of(replace(entry, matters=(matter,)), (matter,)))
        else:
            left = entry.amount
            for one in (matter, *(each for each in reversed(matters) if each != matter)):
                beyond = _spend(counted, worth, entry, one, left)
                if beyond != left:
                    parts.append(for_one_of(replace(entry, matters=(one,), amount=left - beyond), (one,)))
                left = beyond
                if left == Money.ZERO:
                    break
            if left != Money.ZERO:
                parts.append(for_one_of(replace(entry, matters=(matter,), amount=left), (matter,)))
        for others in _placed(open_[1:], counted, worth):
            yield (*parts, *others)
