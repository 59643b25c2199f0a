"""The claims of one applicant under one document: what each paying clause is worth, and how certain it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from zjtx_rules.conditions.base import Found
from zjtx_rules.payments.base import Nature, Perhaps, Reckoned
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.not_computed import NONE, Reasons, computed
from zjtx_rules.reasoning.occasions import Occasion, occasions_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET, Truth


@dataclass(slots=True)
class Claim:
    """What one clause pays on one occasion."""

    clause: PreparedClause
    truth: Truth
    nature: Nature
    low: Money
    """What is certain; zero unless the clause is met."""
    high: Money | None
    """What is possible; None where there is no limit."""
    reckoned: Reckoned
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        """The clause's id."""
        return self.clause.clause.id


def claims_of(
    program: Program, found: Mapping[str, Found], situation: Situation, *, whichever: bool = False
) -> list[Claim]:
    """Return the claims under every paying clause that is not plainly not met, one for each occasion.

    What is not computed is left out (`not_computed.py`). `whichever`: each may rest on any recognition that its conditions do
    not rule out.
    """
    return claims_and_reasons(program, found, situation, whichever=whichever)[0]


def claims_and_reasons(
    program: Program, found: Mapping[str, Found], situation: Situation, *, whichever: bool = False
) -> tuple[list[Claim], Reasons]:
    """Return the claims, and of the clauses that are not computed the reasons."""
    claims = _claims(program, found, situation, whichever=whichever)
    return computed(program, found, situation, claims) if program.unsayable else (claims, NONE)


def _claims(program: Program, found: Mapping[str, Found], situation: Situation, *, whichever: bool) -> list[Claim]:
    claims = []
    start = program.window[0]
    for each in program.paying:
        judged = found[each.clause.id]
        if judged[0] == NOT_MET or each.payment is None:
            continue
        for occasion in occasions_of(each, judged, situation, whichever=whichever):
            lines = each.payment.reckon(situation, occasion.recognition)
            for other in occasion.others:
                lines = [_either(*both) for both in zip_longest(lines, each.payment.reckon(situation, other))]
            perhaps = _perhaps(occasion)
            if perhaps:
                lines = [replace(line, perhaps=perhaps) if line.title is None else line for line in lines]
            for reckoned in of_its_year(each, lines, situation, start):
                low = reckoned.low if occasion.truth == MET else Money.ZERO
                high = None if occasion.any_number and reckoned.high != Money.ZERO else reckoned.high
                absent = occasion.missing + reckoned.missing if reckoned.missing else occasion.missing
                claims.append(Claim(each, occasion.truth, each.payment.nature, low, high, reckoned, absent))
    return claims


def of_its_year(
    clause: PreparedClause, lines: list[Reckoned], situation: Situation, start: date | None
) -> list[Reckoned]:
    """Return the claims of a clause with their year, where they have none of their own: that in which it is asked for.

    So it is with what is due every year, and with what rests on facts alone.
    """
    if clause.payment is None:
        return lines
    whole = clause.payment.whole
    if whole:
        # What is paid for members or for sums spent is for no title, whatever the applicant holds.
        lines = [replace(line, untitled=True) for line in lines]
    if clause.payment.window == "calendar_year":
        return lines
    year = situation.as_of.year
    if not clause.recognising and not whole:
        # What rests on facts alone is for no title.
        lines = [replace(line, untitled=True) if line.day is None else line for line in lines]
    if clause.frequency == "yearly":
        firsts = [start if line.day is None else line.day for line in lines]
        return [
            replace(line, year=year, earlier=None if first is None else tuple(range(first.year, year)))
            for line, first in zip(lines, firsts, strict=True)
        ]
    if clause.recognising and not whole:
        return lines
    return [replace(line, year=year, untitled=True) if line.day is None else line for line in lines]


def _perhaps(occasion: Occasion) -> Perhaps | None:
    titles = frozenset(each.title for each in (occasion.recognition, *occasion.others) if each is not None)
    return Perhaps(titles, occasion.to_tell) if occasion.others and titles else None


def _either(one: Reckoned | None, other: Reckoned | None) -> Reckoned:
    """Return a line that may be either, or not be at all: what they have in common is certain, the rest is not known."""
    if one is None or other is None:
        return replace(one or other or Reckoned(Money.ZERO, Money.ZERO), low=Money.ZERO)
    return Reckoned(
        min(one.low, other.low),
        None if one.high is None or other.high is None else max(one.high, other.high),
        one.day if one.day == other.day else None,
        one.year if one.year == other.year else None,
        one.title if one.title == other.title else None,
        one.how,
        one.missing,
        # What hangs on the years of payments is the same whatever recognition a claim rests on.
        one.in_one_year,
        one.spread,
        begins=one.begins if one.begins == other.begins else None,
        earlier=one.earlier if one.earlier == other.earlier else None,
        instalment=one.instalment if one.instalment == other.instalment else None,
        unsaid=tuple(dict.fromkeys((*one.unsaid, *other.unsaid))),
    )
