"""Money already received, as the no-duplication rules see it. An unknown ledger is not an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_rules.language.clauses import Subsidy
from zjtx_rules.profile.choices import MoneyKind
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.terms import TITLES, Level, Money, lies_within


@dataclass(frozen=True, slots=True)
class Taken:
    """What was received before and counts against a claim: certainly at least, possibly at most."""

    certain: Money
    possible: Money | None
    """None: no limit is known."""
    ends_certainly: bool
    """Something was certainly received under a rule that then pays nothing more."""
    ends_possibly: bool
    entries: tuple[int, ...] = ()
    """The positions of the entries that count, certainly or possibly."""
    missing: tuple[str, ...] = ()


NOTHING_TAKEN = Taken(Money.ZERO, Money.ZERO, ends_certainly=False, ends_possibly=False)


def own_group(claim: Claim) -> Group:
    """Return the group of a single clause: the same thing is not paid twice."""
    clause, payment = claim.clause, claim.clause.payment
    return Group(
        clause=None,
        members=frozenset({clause.clause.id}),
        titles=clause.titles,
        same_title=False,
        window="recognition" if payment is None else payment.window,
        nothing_more=False,
        with_subsidies=isinstance(clause.clause, Subsidy),
        from_anywhere=False,
        active=clause.whole,
    )


def taken(claim: Claim, groups: Sequence[Group], ledger: tuple[AwardReceived, ...] | None, program: Program) -> Taken:
    """Return what counts against a claim under the groups that bind it and under its own clause."""
    if ledger == ():
        return NOTHING_TAKEN
    every = [*groups, own_group(claim)]
    if ledger is None:
        ends = any(group.nothing_more for group in groups)
        return Taken(Money.ZERO, None, ends_certainly=False, ends_possibly=ends, missing=("awards_received",))
    certain, possible = Money.ZERO, Money.ZERO
    unlimited = ends_certainly = ends_possibly = False
    entries, missing = [], []
    for index, entry in enumerate(ledger):
        verdicts = [(group, *_counts(entry, claim, group, program)) for group in every]
        surely = any(counts and not absent for _, counts, absent in verdicts)
        maybe = any(counts for _, counts, _ in verdicts)
        if not maybe:
            continue
        entries.append(index)
        if not surely:
            missing += [
                f"awards_received.{index}.{name}" for _, counts, absent in verdicts if counts for name in absent
            ]
        if entry.amount is None:
            unlimited = True
            missing.append(f"awards_received.{index}.amount")
        else:
            certain = certain + entry.amount if surely else certain
            possible = possible + entry.amount
        for group, counts, absent in verdicts:
            if group.nothing_more and counts:
                ends_possibly = True
                ends_certainly = ends_certainly or not absent
    return Taken(
        certain,
        None if unlimited else possible,
        ends_certainly=ends_certainly,
        ends_possibly=ends_possibly,
        entries=tuple(entries),
        missing=tuple(dict.fromkeys(missing)),
    )


def _counts(entry: AwardReceived, claim: Claim, group: Group, program: Program) -> tuple[bool, tuple[str, ...]]:
    """Return whether an entry can count in a group for a claim, and which of its missing fields leave that open."""
    missing: list[str] = []
    if not group.from_anywhere:
        if entry.payer is None or program.region is None:
            missing.append("payer")
        elif not lies_within(entry.payer, program.region):
            return False, ()
    if group.window != "lifetime":
        own = claim.reckoned.year if group.window == "calendar_year" else claim.reckoned.day
        if entry.date is None or own is None:
            missing.append("date")
        elif entry.date.year != own if isinstance(own, int) else entry.date < own:
            return False, ()
    if entry.clause is not None:
        names = {entry.clause, entry.clause.rpartition(":")[2], entry.clause.rpartition("/")[2]}
        if names.isdisjoint(group.members):
            return False, ()
        if group.same_title:
            titles = {entry.title} if entry.title is not None else _titles_of(names, program)
            if claim.reckoned.title not in titles:
                return (True, (*missing, "title")) if not titles or claim.reckoned.title is None else (False, ())
            if len(titles) > 1:
                missing.append("title")
        return True, tuple(missing)
    if entry.kind is MoneyKind.SUBSIDY:
        return group.with_subsidies, tuple(missing)
    if entry.kind is None and not group.with_subsidies:
        missing.append("kind")
    if entry.title is None:
        return True, (*missing, "title")
    if group.same_title and entry.title != claim.reckoned.title:
        return False, ()
    levels = {level for title, level in group.titles if title == entry.title}
    if not levels or (entry.level is not None and entry.level not in levels):
        return False, ()
    if entry.level is None and levels != _every_level(entry.title):
        missing.append("level")
    return True, tuple(missing)


def _titles_of(names: set[str], program: Program) -> set[str]:
    """Return the titles that the clause of one of these names rewards."""
    return {title for each in program.paying if each.clause.id in names for title, _ in each.titles}


def _every_level(title: str) -> set[Level]:
    return set(TITLES[title].levels)
