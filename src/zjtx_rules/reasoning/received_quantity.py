"""What was received under some clauses of a document, as a quantity of formulas (`received`): for certain, and at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction

from zjtx_rules.language.documents import Document
from zjtx_rules.profile.facts import Missing
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.quantities.definitions import ReceivedOf
from zjtx_rules.reasoning.references import Directory, Reference
from zjtx_rules.terms.fiscal_years import first_and_last


def received_under(document: Document, directory: Directory, kind: str) -> ReceivedOf:
    """Return how the ledger of an applicant is read for a document: in 分 for certain and at most, and what is missing."""

    def look(
        situation: Situation, under: Sequence[str], arrived_in: str | None
    ) -> tuple[Fraction, Fraction | None, Missing]:
        ledger = situation.ledger
        if ledger is None:
            return Fraction(0), None, ("awards_received",)
        certain, possible, missing = Fraction(0), Fraction(0), list[str]()
        unbounded = not is_whole(ledger)
        if unbounded:
            missing.append("awards_received")
        for index, entry in enumerate(ledger):
            if entry.date is not None and entry.date > situation.as_of:
                continue
            reference = directory.resolve(entry, kind)
            surely, may = _counts(reference, entry, under, document)
            in_time = _arrived(entry.date, arrived_in, situation.as_of)
            if not may or in_time is False:
                continue
            if not surely:
                missing.append(f"awards_received.{index}.clause")
            if in_time is None:
                missing.append(f"awards_received.{index}.date")
            if entry.amount is None:
                missing.append(f"awards_received.{index}.amount")
                most = [each.most for each in reference.clauses]
                known = [each for each in most if each is not None]
                unbounded = unbounded or not most or len(known) < len(most)
                possible += max((Fraction(each.yuan) * 100 for each in known), default=Fraction(0))
                continue
            possible += Fraction(entry.amount.yuan) * 100
            if surely and in_time:
                certain += Fraction(entry.amount.yuan) * 100
        return certain, None if unbounded else possible, tuple(dict.fromkeys(missing))

    return look


def _counts(reference: Reference, entry: AwardReceived, under: Sequence[str], document: Document) -> tuple[bool, bool]:
    """Return whether an entry was under one of some clauses for certain, and whether it may have been."""
    if reference.clauses:
        mine = [
            each.document == document.id and any(fnmatchcase(each.id, pattern) for pattern in under)
            for each in reference.clauses
        ]
        return all(mine), any(mine)
    if reference.foreign or reference.document not in (None, document.id):
        return False, False
    return False, entry.clause is None  # a clause that is named and is none of the document is another's


def _arrived(day: date | None, year: str | None, as_of: date) -> bool | None:
    if year is None:
        return True
    if day is None:
        return None
    first, last = first_and_last(year, as_of.year)
    return first <= day.year <= last
