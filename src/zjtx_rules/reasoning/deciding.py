"""Which missing facts, and which matters for a person's judgement, decide about money, and how much hangs on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from zjtx_rules.profile.assumed import Key
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.cases import Case, Question, cases
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.counted import Part
from zjtx_rules.reasoning.evaluation import Outcome
from zjtx_rules.reasoning.memo import Memo
from zjtx_rules.reasoning.program import Program, assuming
from zjtx_rules.reasoning.received import Entry, entries_of
from zjtx_rules.reasoning.settlement import settle
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN


@dataclass(frozen=True, slots=True)
class Stake:
    """How much money hangs on one missing fact under one document."""

    path: str
    fixed: Money | None
    """None: there is no limit to what hangs on it."""
    up_to: Money | None
    clauses: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, Money, str]:
        """Sorts the most money first."""
        boundless = self.fixed is None or self.up_to is None
        most = Money.total(each for each in (self.fixed, self.up_to) if each is not None)
        return not boundless, Money(-most.yuan), self.path


def stakes(outcome: Outcome, situation: Situation) -> list[Stake]:
    """Return the missing facts that decide, the one on which most money hangs first.

    What hangs on a fact is the most by which it alone can move the award: the ceiling lost if every clause that waits for
    it fails, or the floor gained if every clause that waits for nothing else is met.
    """
    lines = outcome.settlement.lines
    if not outcome.open_groups and not any(line.claim.missing or line.taken.missing for line in lines):
        return []
    claims = [line.claim for line in lines]
    groups = [group for group in outcome.program.groups if group.active.decide(situation) != NOT_MET]
    program = outcome.program
    entries = entries_of(program, situation, claims, situation.ledger)
    # It is settled again for every entry of which something is missing, each time with all the others.
    parts = Memo[Part]()

    def totals(adjust: Callable[[Claim], Claim | None] | None = None) -> Totals:
        kept = claims if adjust is None else [each for each in map(adjust, claims) if each is not None]
        return settle(program, kept, groups, entries, parts=parts).totals

    def settled_with(some: Sequence[Entry]) -> Totals:
        return settle(program, claims, groups, some, parts=parts).totals

    waiting: dict[str, list[str]] = {}
    for line in lines:
        for path in (*line.claim.missing, *line.taken.missing):
            waiting.setdefault(path, []).append(line.claim.key)
    for group in outcome.open_groups:
        waiting.setdefault("legal_form", []).extend(sorted(group.members))
    base = totals()
    found = []
    together = _together(program, situation) if program.conflicting else {}
    of_entries: dict[tuple[AwardReceived, bool], tuple[Money | None, Money | None]] = {}
    for path, clauses in waiting.items():
        if path in together:
            fixed, up_to = together[path]
        elif path == "awards_received":
            fixed, up_to = base.fixed.ceiling, base.up_to.ceiling
        elif path.startswith("awards_received."):
            entry, occasion = _entry_at(path, entries or ())
            # The same hangs on whatever is missing of it, but for its occasion, and on entries that say the same.
            key = entry.record, occasion
            if key not in of_entries:
                of_entries[key] = _hanging_on(entry, entries or (), settled_with, occasion=occasion)
            fixed, up_to = of_entries[key]
        elif path == "legal_form":
            alone = settle(program, claims, [g for g in groups if g not in outcome.open_groups], entries).totals
            fixed, up_to = _gap(alone.fixed, base.fixed), _gap(alone.up_to, base.up_to)
        else:
            worse, better = totals(_failing(path)), totals(_succeeding(path))
            fixed = _most(_gap(base.fixed, worse.fixed), better.fixed.floor, base.fixed.floor)
            up_to = _most(_gap(base.up_to, worse.up_to), better.up_to.floor, base.up_to.floor)
        found.append(Stake(path, fixed, up_to, tuple(dict.fromkeys(clauses))))
    return sorted(found, key=lambda each: each.rank)


def _together(program: Program, situation: Situation) -> dict[str, tuple[Money | None, Money | None]]:
    """Return how far each missing fact alone can move the award, where clauses exclude each other.

    Of any two cases that differ in nothing but this fact, and in what hangs on it, the ones furthest apart.
    """
    found = list(cases(situation.applicant, [Question((assuming(program),), situation.as_of)], _certain, most=_MOST))
    if not all(each.whole and _certain(each) for each in found):
        return {}
    keys: dict[str, set[Key]] = {}
    for case in found:
        for key, paths in case.paths.items():
            for path in paths:
                keys.setdefault(path, set()).add(key)
    stakes: dict[str, tuple[Money | None, Money | None]] = {}
    for path, mine in keys.items():
        pairs = [(one, other) for one, other in combinations(found, 2) if _apart(one, other, mine)]
        totals = [(one.answers[0][0].totals, other.answers[0][0].totals) for one, other in pairs]
        stakes[path] = (
            max((_distance(one.fixed, other.fixed) for one, other in totals), default=Money.ZERO),
            max((_distance(one.up_to, other.up_to) for one, other in totals), default=Money.ZERO),
        )
    return stakes


_MOST = 128


def _certain(case: Case) -> bool:
    return case.answers[0][0].totals.certain


def _apart(one: Case, other: Case, keys: set[Key]) -> bool:
    """Return whether two cases agree on everything but some questions."""
    mine, its = one.assumed, other.assumed
    return all(mine[key] == its[key] for key in mine if key in its and key not in keys)


def _distance(one: Bounds, other: Bounds) -> Money:
    return max(one.floor, other.floor) - min(one.floor, other.floor)


def _entry_at(path: str, entries: Sequence[Entry]) -> tuple[Entry, bool]:
    """Return the entry of the ledger of which something is missing, and whether that is its occasion."""
    _, index, name = path.split(".")
    return next(each for each in entries if each.index == int(index)), name == "occasion"


def _hanging_on(
    entry: Entry, entries: Sequence[Entry], settled_with: Callable[[Sequence[Entry]], Totals], *, occasion: bool
) -> tuple[Money | None, Money | None]:
    """Return by how much the award differs with what is missing of an entry of the ledger: left out, or counted in full."""
    others = [each for each in entries if each is not entry]
    counted = replace(entry, sure=True, amount=entry.most if entry.amount is None else entry.amount)
    ways = [[*others, replace(counted, matters=(each,))] for each in entry.matters or ()] or [[*others, counted]]
    if not occasion or len(ways) == 1:
        ways.append(others)
    every = [settled_with(each) for each in ways]
    return _between([each.fixed for each in every]), _between([each.up_to for each in every])


def _between(every: Sequence[Bounds]) -> Money | None:
    """Return the difference between the most and the least of several ceilings; None where there is no limit."""
    ceilings = [each.ceiling for each in every]
    if None in ceilings:
        return None
    known = [each for each in ceilings if each is not None]
    return max(known) - min(known)


def _failing(path: str) -> Callable[[Claim], Claim | None]:
    def adjust(claim: Claim) -> Claim | None:
        if path not in claim.missing:
            return claim
        # Of what is met, a fact by which the sum is reckoned can take away no more than is not certain.
        return replace(claim, high=claim.low) if claim.truth == MET and path in claim.reckoned.missing else None

    return adjust


def _succeeding(path: str) -> Callable[[Claim], Claim | None]:
    def adjust(claim: Claim) -> Claim:
        if claim.truth == UNKNOWN and set(claim.missing) <= {path}:
            return replace(claim, truth=MET, low=claim.reckoned.low)
        return claim

    return adjust


def _gap(one: Bounds, other: Bounds) -> Money | None:
    """Return by how much the ceiling falls from one to the other; None where it falls from no limit."""
    if one.ceiling is None:
        return None if other.ceiling is not None else Money.ZERO
    return Money.ZERO if other.ceiling is None or other.ceiling >= one.ceiling else one.ceiling - other.ceiling


def _most(gap: Money | None, floor_with: Money, floor: Money) -> Money | None:
    if gap is None:
        return None
    return max(gap, floor_with - floor if floor_with > floor else Money.ZERO)


def total_of(parts: Sequence[Totals]) -> Totals:
    """Return the sum of totals, each nature for itself."""
    total = Totals()
    for each in parts:
        total = total.plus(each)
    return total
