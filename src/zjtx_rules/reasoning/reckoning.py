"""What an applicant gets under one document: the claims settled, with bounds over all clauses together.

Where no two clauses look at one fact in ways that exclude each other, everything open may turn out well at once, and badly at
once: then the bounds need no more than one settlement each. Otherwise the ways are gone through one by one (`cases.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.cases import Case, Question, cases
from zjtx_rules.reasoning.claims import Claim
from zjtx_rules.reasoning.program import Group, Program, assuming
from zjtx_rules.reasoning.settlement import ClauseSum, Settlement, over_all
from zjtx_rules.reasoning.settling import settle_over
from zjtx_rules.reasoning.totals import Bounds, Totals


def reckon(
    program: Program, situation: Situation, claims: Sequence[Claim]
) -> tuple[Settlement, Totals, tuple[Group, ...]]:
    """Settle the claims over every way in which what is open could turn out.

    Returns:
        The settlement on what is certain, its lines and clauses bounded over all ways; the bounds of its totals; the rules of
        no duplication of which it is not known whether they bind the applicant.
    """
    settlement, totals, _, open_groups = settle_over(program, situation, claims)
    if not program.conflicting or (totals.certain and _certain(settlement)):
        return settlement, totals, open_groups
    question = Question((assuming(program),), situation.as_of)
    found = list(cases(situation.applicant, [question], _settled))
    over_all(settlement, [each.answers[0][0].settlement for each in found])
    once = [each for each in found if not each.repeated]
    if len(once) < len(found):
        _without_limit(settlement, once)
    settlement.whole = all(each.whole for each in found)
    return settlement, over(found, once), open_groups


def _settled(case: Case) -> bool:
    answer = case.answers[0][0]
    return answer.totals.certain and _certain(answer.settlement)


def _certain(settlement: Settlement) -> bool:
    return all(each.bounds.certain for each in settlement.by_clause.values())


def over(found: Sequence[Case], once: Sequence[Case]) -> Totals:
    """Return the bounds over cases; where a second renewal adds to what one comes to, there is no limit."""
    whole = _hull(each.answers[0][0].totals for each in found)
    if len(once) == len(found):
        return whole
    most = _hull(each.answers[0][0].totals for each in once)
    return Totals(*(unlimited(getattr(whole, name), getattr(most, name)) for name in ("fixed", "up_to")))


def unlimited(whole: Bounds, once: Bounds) -> Bounds:
    """Return bounds without a limit, where they are higher than without what is listed twice."""
    grows = whole.ceiling is not None and once.ceiling is not None and whole.ceiling > once.ceiling
    return Bounds(whole.floor, None) if grows else whole


def _hull(totals: Iterable[Totals]) -> Totals:
    first, *others = totals
    for each in others:
        first = first.around(each)
    return first


def _without_limit(settlement: Settlement, once: Sequence[Case]) -> None:
    """Say of the clauses for which a second renewal adds that there is no limit."""
    ways = [case.answers[0][0].settlement for case in once]
    _open_ended(settlement.by_clause, [each.by_clause for each in ways])
    _open_ended(settlement.by_titles, [each.by_titles for each in ways])


def _open_ended(shown: dict[Any, ClauseSum], ways: Sequence[Mapping[Any, ClauseSum]]) -> None:
    for key, each in shown.items():
        sums = [one.get(key) for one in ways]
        most = [Bounds() if one is None else one.bounds for one in sums]
        bounds = most[0]
        for one in most[1:]:
            bounds = bounds.around(one)
        shown[key] = ClauseSum(each.nature, unlimited(each.bounds, bounds))
