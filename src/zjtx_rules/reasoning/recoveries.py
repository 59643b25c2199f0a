"""多退少补、追回: money that an applicant has to pay back. It stands in a block of its own and is never netted with what is payable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zjtx_rules.conditions.base import Found
from zjtx_rules.language.clauses import Recovery
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.reasoning.ledger import less, received_under
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.reasoning.received import Entry, entries_of
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET

_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class ToPayBack:
    """What one clause takes back."""

    clause: PreparedClause
    truth: int
    members: frozenset[str]
    """The clauses under which the money was received."""
    received: Bounds
    """What was received under them and has not been paid back yet."""
    amount: Bounds
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recoveries:
    """What is to be paid back under one document."""

    lines: tuple[ToPayBack, ...] = ()
    total: Bounds = Bounds()  # noqa: RUF009 - frozen


NOTHING_BACK = Recoveries()


def recoveries_of(program: Program, found: Mapping[str, Found], situation: Situation) -> Recoveries:
    """Return what an applicant has to pay back, as far as the clauses on it may be met."""
    lines: list[ToPayBack] = []
    entries: tuple[Entry, ...] | None = None
    known = situation.ledger is not None
    for clause, members in program.recoveries:
        if found[clause.clause.id][0] == NOT_MET or not isinstance(clause.clause, Recovery):
            continue
        judged = clause.whole.judge(situation)  # with what is missing, which a short answer does not keep
        if entries is None:
            entries = tuple(map(_net, entries_of(program, situation, (), situation.ledger) or ()))
        received, untold = received_under(entries, members, program, None)
        if not known or not is_whole(situation.ledger):
            received, untold = Bounds(received.floor, None), (*untold, "awards_received")
        most, more = _most(clause.clause, program, situation)
        whole = Bounds(min(received.floor, most.floor) if most else received.floor, _least(received, most))
        amount = Bounds(whole.floor if judged[0] == MET else _ZERO, whole.ceiling)
        missing = () if amount.certain else tuple(dict.fromkeys((*judged[2], *untold, *more)))
        lines.append(ToPayBack(clause, judged[0], members, received, amount, missing))
    return Recoveries(tuple(lines), _together(lines, entries or (), program, known=known)) if lines else NOTHING_BACK


def _net(entry: Entry) -> Entry:
    """Return an entry with what was paid back of it taken off."""
    returned = entry.record.returned
    if returned is None:
        return entry
    amount = None if entry.amount is None else less(entry.amount, returned)
    return replace(entry, amount=amount, most=None if entry.most is None else less(entry.most, returned))


def _most(clause: Recovery, program: Program, situation: Situation) -> tuple[Bounds | None, tuple[str, ...]]:
    """Return the most that the text takes back, where it states that."""
    if clause.at_most is None or program.definitions is None:
        return None, ()
    definitions = program.definitions(situation.as_of.year)
    found = Known(definitions, situation).range(definitions.formula(clause.at_most).term)
    low = money_of(max(found.low or Fraction(0), Fraction(0)))[0]
    high = None if found.high is None else money_of(max(found.high, Fraction(0)))[0]
    return Bounds(low, high), found.missing if low != high else ()


def _least(received: Bounds, most: Bounds | None) -> Money | None:
    ends = [end for end in (received.ceiling, most.ceiling if most else None) if end is not None]
    return min(ends) if ends else None


def _together(lines: list[ToPayBack], entries: tuple[Entry, ...], program: Program, *, known: bool) -> Bounds:
    """Return what all of them take back together: money that was received is paid back once."""
    total = Bounds()
    for line in lines:
        total = total.plus(line.amount)
    if len(lines) == 1:
        return total
    members = frozenset[str]().union(*(each.members for each in lines))
    received, _ = received_under(entries, members, program, None)
    ceiling = received.ceiling if known and is_whole(entries) else None
    most = total.ceiling if ceiling is None else ceiling if total.ceiling is None else min(ceiling, total.ceiling)
    single = max(line.amount.floor for line in lines)
    return Bounds(max(single, min(total.floor, received.floor)), most)


__all__ = ["NOTHING_BACK", "Recoveries", "ToPayBack", "recoveries_of"]
