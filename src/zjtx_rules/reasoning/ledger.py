"""Money already received, as the no-duplication rules see it. An unknown ledger is not an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zjtx_rules.language.clauses import Subsidy
from zjtx_rules.payments.base import Reckoned
from zjtx_rules.profile.choices import MoneyKind
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.profile.situation import is_whole
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.terms import TITLES, Level, Money, lies_within
from zjtx_rules.terms.truth import MET


@dataclass(frozen=True, slots=True)
class Own:
    """What was received under a claim's own clause: certainly at least, possibly at most."""

    certain: Money = Money.ZERO
    possible: Money | None = Money.ZERO


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
    own: Own = Own()
    """What of it was received under the claim's own clause."""


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


def all_taken(
    claims: Sequence[Claim],
    groups: Sequence[Group],
    ledger: tuple[AwardReceived, ...] | None,
    program: Program,
) -> list[Taken]:
    """Return for each claim what counts against it under the groups that bind it and under its own clause."""
    if not ledger and is_whole(ledger):
        return [NOTHING_TAKEN] * len(claims)
    bound = [[group for group in groups if claim.key in group.members] for claim in claims]
    if ledger is None:
        return [_unknown(each) for each in bound]
    several = _on_several_occasions(claims)
    if not several:
        return [_taken(claim, each, ledger, program, ()) for claim, each in zip(claims, bound, strict=True)]
    found: list[Taken] = [NOTHING_TAKEN] * len(claims)
    for at in sorted(range(len(claims)), key=lambda each: claims[each].reckoned.day or date.max, reverse=True):
        claim = claims[at]
        later = [
            Later(claims[other], found[other].own)
            for other in several.get(claim.key, ())
            if other != at and _may_be_later(claims[other], claim)
        ]
        found[at] = _taken(claim, bound[at], ledger, program, later)
    return found


def _on_several_occasions(claims: Sequence[Claim]) -> dict[str, list[int]]:
    """Return the claims of each clause that is due on more than one occasion."""
    found: dict[str, list[int]] = {}
    for at, claim in enumerate(claims):
        if claim.clause.each_time is not None:
            found.setdefault(claim.key, []).append(at)
    return {key: several for key, several in found.items() if len(several) > 1}


def _may_be_later(one: Claim, other: Claim) -> bool:
    if other.reckoned.day is None:
        return False
    return one.reckoned.day is None or one.reckoned.day > other.reckoned.day


def _unknown(groups: Sequence[Group]) -> Taken:
    ends = any(group.nothing_more for group in groups)
    return Taken(Money.ZERO, None, ends_certainly=False, ends_possibly=ends, missing=("awards_received",))


@dataclass(frozen=True, slots=True)
class Later:
    """A later claim under the same clause, and what was received for it."""

    claim: Claim
    own: Own

    def beyond(self) -> Own:
        """Return what was received beyond the worth of the claim: it was for an earlier one."""
        high, low = self.claim.reckoned.high, self.claim.low
        certain = Money.ZERO if high is None else less(self.own.certain, high)
        return Own(certain, None if self.own.possible is None else less(self.own.possible, low))


def less(amount: Money, deduction: Money) -> Money:
    """Return the difference, never below zero."""
    return amount - deduction if amount > deduction else Money.ZERO


def _taken(
    claim: Claim,
    groups: Sequence[Group],
    ledger: tuple[AwardReceived, ...],
    program: Program,
    later: Sequence[Later],
) -> Taken:
    """Return what counts against one claim.

    Where a clause is due on several occasions (at each renewal), what was received under it counts for the last occasion
    before the day of payment; what is beyond its worth counts for the occasion before that.
    """
    own = own_group(claim)
    every = [*groups, own]
    more = not is_whole(ledger)
    # What the next occasion passes on includes what it was passed itself.
    dated = [each for each in later if each.claim.reckoned.day is not None]
    following = min(dated, key=lambda each: each.claim.reckoned.day or date.max, default=None)
    beyond = Own() if following is None else following.beyond()
    certain, possible = beyond.certain, beyond.possible or Money.ZERO
    own_certain, own_possible = certain, possible
    unlimited = own_unlimited = more or beyond.possible is None
    ends_certainly, ends_possibly = False, more and any(group.nothing_more for group in groups)
    entries: list[int] = []
    missing = ["awards_received"] if more else []
    for index, entry in enumerate(ledger):
        verdicts = [(group, *_counts(entry, claim, group, program)) for group in every]
        if later and verdicts[-1][1]:
            verdicts[-1] = (own, *_before(entry, later, sure=verdicts[-1][2], absent=verdicts[-1][3]))
        surely = any(counts and sure for _, counts, sure, _ in verdicts)
        maybe = any(counts for _, counts, _, _ in verdicts)
        if not maybe:
            continue
        entries.append(index)
        if not surely:
            missing += [
                f"awards_received.{index}.{name}" if name in AwardReceived.model_fields else name
                for _, counts, _, absent in verdicts
                if counts
                for name in absent
            ]
        _, own_counts, own_surely, _ = verdicts[-1]
        if entry.amount is None:
            unlimited, own_unlimited = True, own_unlimited or own_counts
            missing.append(f"awards_received.{index}.amount")
        else:
            certain = certain + entry.amount if surely else certain
            possible = possible + entry.amount
            own_certain = own_certain + entry.amount if own_counts and own_surely else own_certain
            own_possible = own_possible + entry.amount if own_counts else own_possible
        for group, counts, sure, _ in verdicts:
            if group.nothing_more and counts:
                ends_possibly = True
                ends_certainly = ends_certainly or sure
    return Taken(
        certain,
        None if unlimited else possible,
        ends_certainly=ends_certainly,
        ends_possibly=ends_possibly,
        entries=tuple(entries),
        missing=tuple(dict.fromkeys(missing)),
        own=Own(own_certain, None if own_unlimited else own_possible),
    )


Counted = tuple[bool, bool, tuple[str, ...]]
"""Whether an entry can count, whether it surely does, and what is missing where it does not surely."""

_NOT: Counted = (False, False, ())


def _before(entry: AwardReceived, later: Sequence[Later], *, sure: bool, absent: tuple[str, ...]) -> Counted:
    """Return whether an entry that can count is for this occasion rather than for a later one before its day."""
    if entry.date is None:
        return True, False, (*absent, "date")
    for each in later:
        day = each.claim.reckoned.day
        if day is not None and day > entry.date:
            continue
        if day is not None and each.claim.truth == MET and sure:
            return _NOT
        sure, absent = False, (*absent, *each.claim.missing)
    return True, sure, absent


def may_count(entry: AwardReceived, program: Program) -> bool:
    """Return whether money received can count against any claim under a document, whatever its day and that of the claim."""
    undated = entry.replaced(date=None)
    zero = Money.ZERO
    for each in program.paying:
        for title in {None, entry.title}:
            claim = Claim(each, MET, "fixed", zero, None, Reckoned(zero, None, title=title), ())
            groups = [group for group in program.groups if claim.key in group.members]
            if any(_counts(undated, claim, group, program)[0] for group in (*groups, own_group(claim))):
                return True
    return False


def _counts(entry: AwardReceived, claim: Claim, group: Group, program: Program) -> Counted:
    """Return whether an entry can count in a group for a claim, and which of its missing fields leave that open."""
    counts, missing = _looked_at(entry, claim, group, program)
    return counts, counts and not missing, missing


def _looked_at(entry: AwardReceived, claim: Claim, group: Group, program: Program) -> tuple[bool, tuple[str, ...]]:
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
    counts, absent = _for_its_title(entry, claim, group)
    if entry.kind is MoneyKind.AWARD:
        return counts, (*missing, *absent) if counts else ()
    if group.with_subsidies and (absent or not counts):
        # As a subsidy it would count whatever it was for.
        return True, (*missing, *absent, "kind")
    return counts, (*missing, *absent) if group.with_subsidies else (*missing, *absent, "kind")


def _for_its_title(entry: AwardReceived, claim: Claim, group: Group) -> tuple[bool, tuple[str, ...]]:
    """Return whether an award received for a title can count, and which missing fields leave that open."""
    if entry.title is None:
        return True, ("title",)
    untold: tuple[str, ...] = ()
    if group.same_title and entry.title != claim.reckoned.title:
        perhaps = claim.reckoned.perhaps
        if perhaps is None or entry.title not in perhaps.titles:
            return False, ()
        untold = perhaps.missing or ("title",)
    levels = {level for title, level in group.titles if title == entry.title}
    if not levels or (entry.level is not None and entry.level not in levels):
        return False, ()
    return True, (*untold, "level") if entry.level is None and levels != _every_level(entry.title) else untold


def _titles_of(names: set[str], program: Program) -> set[str]:
    """Return the titles that the clause of one of these names rewards."""
    return {title for each in program.paying if each.clause.id in names for title, _ in each.titles}


def _every_level(title: str) -> set[Level]:
    return set(TITLES[title].levels)
