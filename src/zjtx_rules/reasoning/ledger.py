"""Money already received, as the no-duplication rules see it. An unknown ledger is not an empty one.

An entry counts against a claim under a rule on duplication, whatever it was paid for among what competes there, and under
the claim's own clause, because the same thing is not paid twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from zjtx_rules.language.clauses import Subsidy
from zjtx_rules.profile.choices import MoneyKind
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.profile.situation import is_whole
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.counted import COUNTS, COUNTS_NOT, NO_PART, Counted, Part, counts_perhaps, one_of
from zjtx_rules.reasoning.memo import Memo
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.reasoning.received import Entry, entry_of, of_document, titles_of
from zjtx_rules.reasoning.references import PayingClause, Titles
from zjtx_rules.reasoning.totals import Bounds
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
    own: bool = False
    """Whether something was certainly received under the claim's own clause."""


NOTHING_TAKEN = Taken(Money.ZERO, Money.ZERO, ends_certainly=False, ends_possibly=False)


def own_group(claim: Claim) -> Group:
    """Return the group of a single clause: the same thing is not paid twice."""
    clause = claim.clause
    return Group(
        clause=None,
        members=frozenset({clause.clause.id}),
        titles=clause.titles,
        same_title=False,
        window=clause.window,
        nothing_more=False,
        with_subsidies=isinstance(clause.clause, Subsidy),
        from_anywhere=False,
        active=clause.whole,
    )


def less(amount: Money, deduction: Money) -> Money:
    """Return the difference, never below zero."""
    return amount - deduction if amount > deduction else Money.ZERO


def all_taken(
    claims: Sequence[Claim],
    groups: Sequence[Group],
    entries: Sequence[Entry] | None,
    program: Program,
    parts: Memo[Part] | None = None,
) -> list[Taken]:
    """Return for each claim what counts against it under the groups that bind it and under its own clause.

    Args:
        claims: What the clauses pay.
        groups: The rules of no duplication.
        entries: The ledger; None if unknown.
        program: The document.
        parts: What entries are to claims, where the same are settled again and again.
    """
    if entries is not None and not entries and is_whole(entries):
        return [NOTHING_TAKEN] * len(claims)
    bound = [[group for group in groups if claim.key in group.members] for claim in claims]
    if entries is None:
        return [_unknown(claim, each) for claim, each in zip(claims, bound, strict=True)]
    return [_taken(claim, each, entries, program, parts) for claim, each in zip(claims, bound, strict=True)]


def _unknown(claim: Claim, groups: Sequence[Group]) -> Taken:
    ends = claim.clause.ends or any(group.nothing_more for group in groups)
    return Taken(Money.ZERO, None, ends_certainly=False, ends_possibly=ends, missing=("awards_received",))


class _Sum:
    """What is received adds up to: certainly at least, possibly at most."""

    def __init__(self) -> None:
        self.certain = Money.ZERO
        self.possible: Money | None = Money.ZERO

    def add(self, entry: Entry, *, surely: bool) -> None:
        """Add an entry."""
        if surely and entry.amount is not None:
            self.certain = self.certain + entry.amount
        most = entry.most if entry.amount is None else entry.amount
        self.possible = None if most is None or self.possible is None else self.possible + most


def _taken(
    claim: Claim, groups: Sequence[Group], entries: Sequence[Entry], program: Program, parts: Memo[Part] | None
) -> Taken:
    """Return what counts against one claim."""
    total, instalments = _Sum(), _Instalments(claim)
    ends_certainly = ends_possibly = own_surely = False
    positions: list[int] = []
    missing: list[str] = []
    if not is_whole(entries):
        # There may be more than is stated.
        total.possible = None
        ends_possibly = claim.clause.ends or any(group.nothing_more for group in groups)
        missing.append("awards_received")
    for entry in entries:
        untouched = instalments.untouched_by(entry, claim, program)
        make = partial(_part, entry, claim, groups, program, untouched=untouched)
        part = make() if parts is None else parts.get((claim, entry, *groups), make)
        if not part.can:
            continue
        positions.append(entry.index)
        total.add(entry, surely=part.surely)
        missing += part.missing
        ends_possibly = ends_possibly or part.ends_possibly
        ends_certainly = ends_certainly or part.ends_certainly
        own_surely = own_surely or part.own_surely
    instalments.into(total, positions, missing)
    return Taken(
        total.certain,
        total.possible,
        ends_certainly=ends_certainly,
        ends_possibly=ends_possibly,
        entries=tuple(dict.fromkeys(positions)),
        # Where nothing more is due, nothing that is missing can change it.
        missing=() if ends_certainly else tuple(dict.fromkeys(missing)),
        own=own_surely,
    )


def _part(entry: Entry, claim: Claim, groups: Sequence[Group], program: Program, *, untouched: bool) -> Part:
    """Return what an entry is to a claim: under the groups that bind it, and under its own clause if no instalment took it."""
    under = [(group, _in_group(entry, claim, group, program)) for group in groups]
    own = _own(entry, claim, program) if untouched else COUNTS_NOT
    possible = [counted for counted in (*(each for _, each in under), own) if counted.can]
    if not possible:
        return NO_PART
    surely = entry.sure or any(each.surely for each in possible)
    missing = [_path(entry, "amount")] if entry.amount is None else []
    if not surely:
        missing += _untold(entry, possible)
    ends = [counted for group, counted in under if group.nothing_more] + ([own] if claim.clause.ends else [])
    ends = [counted for counted in ends if counted.can]
    missing += _untold(entry, [each for each in ends if not each.surely])
    return Part(
        can=True,
        surely=surely,
        ends_possibly=bool(ends),
        ends_certainly=any(each.surely or entry.sure for each in ends),
        own_surely=own.surely,
        missing=tuple(missing),
    )


def _untold(entry: Entry, counted: Sequence[Counted]) -> list[str]:
    """Return the paths of what an entry does not say and would have to."""
    return [_path(entry, name) for each in counted for name in each.missing]


def _path(entry: Entry, name: str) -> str:
    return f"awards_received.{entry.index}.{name}" if name in AwardReceived.model_fields else name


class _Instalments:
    """Money for instalments of one grant that does not say for which year: it is for the earliest that is due first."""

    def __init__(self, claim: Claim) -> None:
        line = claim.reckoned
        by_year = claim.clause.window == "calendar_year"
        self.worth = line.instalment
        self.earlier = (line.earlier or ()) if by_year and line.instalment is not None else ()
        self.settled = {year: _Sum() for year in self.earlier}
        """What was received for earlier years by name."""
        self.others: list[tuple[Entry, Counted]] = []

    def untouched_by(self, entry: Entry, claim: Claim, program: Program) -> bool:
        """Take an entry that was for the instalments, or for an earlier one; return whether it is neither."""
        year = None if entry.period is None else entry.period[0].year
        if not self.earlier or (year is not None and year not in self.settled):
            return True
        counted = _under(entry, claim.clause, program).also(_paid_here(entry, program))
        if counted.can and year is not None:
            self.settled[year].add(entry, surely=counted.surely)
        elif counted.can:
            self.others.append((entry, counted))
        return False

    def into(self, total: _Sum, positions: list[int], missing: list[str]) -> None:
        """Add what is beyond the earlier instalments to what was received for this one."""
        if not self.others or self.worth is None:
            return
        paid = _Sum()
        for entry, counted in self.others:
            paid.add(entry, surely=counted.surely or entry.sure)
        # The more was received for them by name, the less of the rest is for them.
        most_due = Money.total(less(self.worth, each.certain) for each in self.settled.values())
        least_due = Money.total(
            Money.ZERO if each.possible is None else less(self.worth, each.possible) for each in self.settled.values()
        )
        possible = None if paid.possible is None else less(paid.possible, least_due)
        if possible == Money.ZERO:
            return
        total.certain = total.certain + less(paid.certain, most_due)
        total.possible = None if total.possible is None or possible is None else total.possible + possible
        for entry, counted in self.others:
            positions.append(entry.index)
            missing += [_path(entry, name) for name in counted.missing]
            if entry.amount is None:
                missing.append(_path(entry, "amount"))


# -------------------------------------------------------------------------------------------------- what counts


def _in_group(entry: Entry, claim: Claim, group: Group, program: Program) -> Counted:
    """Return whether an entry counts for a claim under a rule on duplication."""
    if group.clause is None:
        return COUNTS_NOT
    counted = _member(entry, claim, group, program)
    if counted.can and not group.from_anywhere:
        counted = counted.also(_paid_here(entry, program))
    if counted.can and group.window == "calendar_year":
        counted = counted.also(_same_year(entry, claim))
    return counted


def _own(entry: Entry, claim: Claim, program: Program) -> Counted:
    """Return whether an entry was for the claim's own clause and its own matter."""
    counted = _under(entry, claim.clause, program)
    if counted.can:
        counted = counted.also(_paid_here(entry, program))
    if counted.can and claim.clause.window != "lifetime":
        by_year = claim.clause.window == "calendar_year"
        counted = counted.also(_same_year(entry, claim) if by_year else _same_recognition(entry, claim))
    return counted


def _paid_here(entry: Entry, program: Program) -> Counted:
    """Return whether the government of the document itself paid; what a district of it paid is another's money."""
    if program.region is None:
        return counts_perhaps("adopting")
    if entry.payer is None:
        return counts_perhaps("payer")
    return COUNTS if same_place(entry.payer, program.region) else COUNTS_NOT


def received_under(
    entries: Sequence[Entry], members: frozenset[str], program: Program, year: int | None
) -> tuple[Bounds, tuple[str, ...]]:
    """Return what was received under some clauses, in a year where one is given, and what is missing to tell."""
    total = _Sum()
    missing: list[str] = []
    paying = [each for each in program.paying if each.clause.id in members]
    for entry in entries:
        counted = one_of([_under(entry, each, program) for each in paying], "clause") if paying else COUNTS_NOT
        mine = of_document(entry, program)
        if mine and len(mine) == len(entry.reference.clauses) and all(each.id in members for each in mine):
            counted = COUNTS
        counted = counted.also(_paid_here(entry, program)).also(_arrived_in(entry, year)) if counted.can else counted
        if not counted.can:
            continue
        total.add(entry, surely=counted.surely)
        if entry.amount is None:
            missing.append(_path(entry, "amount"))
        missing += _untold(entry, [] if counted.surely else [counted])
    return Bounds(total.certain, total.possible), tuple(dict.fromkeys(missing))


def _arrived_in(entry: Entry, year: int | None) -> Counted:
    """Return whether money arrived in a year; in any where none is given."""
    if year is None:
        return COUNTS
    if entry.arrived is not None:
        return COUNTS if entry.arrived.year == year else COUNTS_NOT
    return counts_perhaps("date")


def same_place(one: str, other: str) -> bool:
    """Return whether two codes mean the same place, as a former and a present one do; what lies in it is another place."""
    return one == other or (lies_within(one, other) and lies_within(other, one))


def _same_year(entry: Entry, claim: Claim) -> Counted:
    """Return whether an entry was for something of the year of a claim: the year of the matter, not that of the arrival."""
    line = claim.reckoned
    if line.year is None:
        return counts_perhaps(*(() if entry.period is not None else ("occasion",)))
    if line.begins is not None and entry.period is None and entry.arrived is not None and entry.arrived < line.begins:
        return COUNTS_NOT
    same = entry.by_year(line.year)
    return counts_perhaps("occasion") if same is None else COUNTS if same else COUNTS_NOT


def _same_recognition(entry: Entry, claim: Claim) -> Counted:
    """Return whether an entry was for the recognition on which a claim rests."""
    day, title = claim.reckoned.day, claim.reckoned.title
    if day is None:
        return counts_perhaps(*(() if entry.period is not None else ("occasion",)))
    if entry.period is not None:
        first, last = entry.period
        if not first <= day <= last:
            return COUNTS_NOT
    elif entry.arrived is not None and entry.arrived < day:
        return COUNTS_NOT
    if entry.matters is None:
        return COUNTS if entry.period is not None and entry.period[0] == entry.period[1] else counts_perhaps("occasion")
    mine = [each for each in entry.matters if each.day in (None, day) and each.title in (None, title)]
    if not mine:
        return COUNTS_NOT
    return (
        COUNTS
        if len(mine) == len(entry.matters) and all(each.day == day for each in mine)
        else counts_perhaps("occasion")
    )


def _under(entry: Entry, clause: PreparedClause, program: Program) -> Counted:
    """Return whether an entry was under a clause: as it says, or else by title, level and nature of the money."""
    reference, name = entry.reference, clause.clause.id
    if reference.clauses:
        mine = any(each.id == name for each in of_document(entry, program))
        if not mine:
            return COUNTS_NOT
        documents = {each.document for each in reference.clauses}
        return (
            COUNTS if len(reference.clauses) == 1 else counts_perhaps("clause" if len(documents) == 1 else "document")
        )
    if reference.foreign or reference.document not in (None, program.document.id) or _is_before(entry, program):
        return COUNTS_NOT
    subsidy = isinstance(clause.clause, Subsidy)
    kind = entry.kind
    if kind is not None and (kind is MoneyKind.SUBSIDY) != subsidy:
        return COUNTS_NOT
    counted = COUNTS if kind is not None else counts_perhaps("kind")
    if entry.record.title is None or not clause.titles:
        # A subsidy is for what it was paid for, whatever the title of the applicant.
        return (
            counted.also(counts_perhaps("clause" if subsidy or not clause.titles else "title"))
            if _told(entry, clause)
            else COUNTS_NOT
        )
    return counted.also(_names(entry.record.title, entry.record.level, clause.titles))


def _is_before(entry: Entry, program: Program) -> bool:
    """Return whether money of which no document is told arrived before this one was in force, and so was not under it."""
    start = program.window[0]
    return (
        entry.reference.document is None and start is not None and entry.arrived is not None and entry.arrived < start
    )


def _told(entry: Entry, clause: PreparedClause) -> bool:
    """Return whether an entry without a clause may be for one that names no title; an award for a title is not."""
    return entry.record.title is None or isinstance(clause.clause, Subsidy)


def _member(entry: Entry, claim: Claim, group: Group, program: Program) -> Counted:
    """Return whether an entry was for something that competes in a group."""
    mine = of_document(entry, program)
    if not mine:
        return _by_title(entry, claim, group)
    every = [_of_clause(entry, each, claim, group) for each in mine]
    if len(mine) < len(entry.reference.clauses):
        every.append(_by_title(entry, claim, group))
    return one_of(every, "clause")


def _of_clause(entry: Entry, clause: PayingClause, claim: Claim, group: Group) -> Counted:
    """Return whether an entry under a clause of the same document counts in a group."""
    if clause.id not in group.members:
        return COUNTS_NOT
    if not group.same_title:
        return COUNTS
    names = {entry.record.title} if entry.record.title is not None else {title for title, _ in clause.titles}
    if claim.reckoned.title not in names:
        untold = not claim.reckoned.untitled and (not names or claim.reckoned.title is None)
        return counts_perhaps("title") if untold else COUNTS_NOT
    return COUNTS if len(names) == 1 else counts_perhaps("title")


def _by_title(entry: Entry, claim: Claim, group: Group) -> Counted:
    """Return whether money under another document, or one that is not told, counts in a group: by title, level and nature."""
    kind = entry.kind
    if kind is MoneyKind.SUBSIDY:
        return COUNTS if group.with_subsidies else COUNTS_NOT
    counted = _for_its_title(entry, claim, group)
    if kind is MoneyKind.AWARD:
        return counted
    if group.with_subsidies:
        # As a subsidy it would count whatever it was for.
        return counted if counted.can and counted.surely else counts_perhaps(*counted.missing, "kind")
    return counted.also(counts_perhaps("kind"))


def _for_its_title(entry: Entry, claim: Claim, group: Group) -> Counted:
    """Return whether an award received for a title can count in a group."""
    titles = titles_of(entry)
    if not titles:
        # An award under a clause that is for no title competes with none of those that are.
        return COUNTS_NOT if entry.reference.clauses else counts_perhaps("title")
    every = []
    for title, level in titles:
        counted = _names(title, level, group.titles)
        if group.same_title and title != claim.reckoned.title and counted.can:
            perhaps = claim.reckoned.perhaps
            if perhaps is None or title not in perhaps.titles:
                counted = COUNTS_NOT
            else:
                counted = counted.also(counts_perhaps(*(perhaps.missing or ("title",))))
        every.append(counted)
    return one_of(every, "title")


def _names(title: str, level: Level | None, titles: Titles) -> Counted:
    """Return whether a title at a level is among some titles; of unknown level perhaps."""
    levels = {each for name, each in titles if name == title}
    if not levels or (level is not None and level not in levels):
        return COUNTS_NOT
    return counts_perhaps("level") if level is None and levels != set(TITLES[title].levels) else COUNTS


def may_count(record: AwardReceived, program: Program) -> bool:
    """Return whether money received can count against any claim under a document, whatever its day and that of the claim."""
    entry = entry_of(record, 0, program.directory, program)
    here = _paid_here(entry, program).can
    if here and any(_under(_undated(entry), each, program).can for each in program.paying):
        return True
    limited = frozenset[str]().union(*(each.members for each in program.limits))
    if here and any(each.id in limited for each in of_document(entry, program)):
        return True
    for group in program.groups:
        if not (here or group.from_anywhere):
            continue
        mine = of_document(entry, program)
        names = {title for title, _ in titles_of(entry)}
        if any(each.id in group.members for each in mine) or not names:
            return True
        if entry.kind is not MoneyKind.AWARD and group.with_subsidies:
            return True
        if any(_names(title, level, group.titles).can for title, level in titles_of(entry)):
            return True
    return False


def why_not_counted(
    record: AwardReceived, claims: Sequence[Claim], program: Program
) -> Literal["matter", "subsidy", "clause", "title"]:
    """Return why money of the document's own government counts against none of some claims.

    It was for another year or recognition, it is a subsidy beside awards, it was under a clause that competes with none of
    them, or for a title that does not.
    """
    entry = entry_of(record, 0, program.directory, program)
    for claim in claims:
        groups = [each for each in program.groups if claim.key in each.members]
        if _under(_undated(entry), claim.clause, program).can:
            return "matter"
        if any(_member(entry, claim, each, program).can for each in groups):
            return "matter"
    if entry.kind is MoneyKind.SUBSIDY and not any(isinstance(each.clause.clause, Subsidy) for each in claims):
        return "subsidy"
    return "clause" if entry.reference.clauses or record.clause is not None else "title"


def _undated(entry: Entry) -> Entry:
    return replace(entry, record=entry.record.replaced(date=None))
