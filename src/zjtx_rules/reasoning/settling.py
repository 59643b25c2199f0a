"""The claims of one applicant under one document settled over every way in which what is open could turn out."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.claims import Claim, claims_of
from zjtx_rules.reasoning.limits import rooms_for
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.reasoning.received import Entry, entries_of, ways_to_attribute
from zjtx_rules.reasoning.settlement import Settlement, over_all, settle
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.reasoning.worlds import TooManyWays, completions
from zjtx_rules.terms.truth import MET, NOT_MET


def settle_over(
    program: Program, situation: Situation, claims: Sequence[Claim]
) -> tuple[Settlement, Totals, tuple[Group, ...], tuple[Group, ...]]:
    """Settle claims over every way in which recognitions with missing fields, and rules that may bind, could turn out.

    Returns:
        The settlement on what is certain, its lines bounded over all ways; the bounds of its totals; the rules of no
        duplication that bind or may bind the applicant, and of these the ones that only may.
    """
    active, open_ = _binding(program, situation, claims)
    ledger = situation.ledger
    groups = (*active, *open_)
    entries = entries_of(program, situation, claims, ledger)
    rooms = rooms_for(program, situation) if program.limits else ()
    year = situation.as_of.year
    settlement = settle(program, claims, groups, entries, rooms, year)
    worlds = None
    try:
        worlds = completions(program, situation, claims)
    except TooManyWays:
        found = {each.clause.id: each.whole.judge(situation) for each in program.paying}
        claims = claims_of(program, found, situation, whichever=True)
    else:
        if worlds is None and not open_ and ways_to_attribute(entries, claims) is None:
            return settlement, settlement.totals, groups, ()
    choices = [groups, tuple(active)] if open_ else [groups]
    settled: list[Settlement] = []
    for world in [situation] if worlds is None else map(situation.with_recognitions, worlds):
        its_claims = claims
        if worlds is not None:
            found = {each.clause.id: each.whole.judge(world) for each in program.paying}
            its_claims = claims_of(program, found, world)
        its_entries = entries_of(program, world, its_claims, ledger)
        ways: Sequence[tuple[Entry, ...] | None] = ways_to_attribute(its_entries, its_claims) or (its_entries,)
        settled += [settle(program, its_claims, each, way, rooms, year) for way in ways for each in choices]
    if not settled:
        return settlement, settlement.totals, groups, tuple(open_)
    over_all(settlement, settled)
    totals = settled[0].totals
    for one in settled[1:]:
        totals = totals.around(one.totals)
    return settlement, totals, groups, tuple(open_)


def _binding(program: Program, situation: Situation, claims: Sequence[Claim]) -> tuple[list[Group], list[Group]]:
    """Return the rules of no duplication that bind the applicant, and those of which it is open."""
    keys = {each.key for each in claims}
    concerned = [
        (group, group.active.decide(situation)) for group in program.groups if not keys.isdisjoint(group.members)
    ]
    active = [group for group, truth in concerned if truth == MET]
    return active, [group for group, truth in concerned if truth not in (MET, NOT_MET)]
