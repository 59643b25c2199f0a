"""Clauses that rest on what rule files cannot say (`cannot_say`): which of an answer are not computed, and why.

A clause that is not computed is neither paid nor refused, and its sum is neither nothing nor a range. It taints what depends
on it: values and sums that are reckoned from it, clauses that refer to it, awards that compete with it. Where a known fact
decides anyway (the clause is not met, another case of a choice holds), nothing is tainted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from zjtx_rules.conditions.base import Found, Prepared
from zjtx_rules.conditions.cannot_say import CannotSay, Unsayable
from zjtx_rules.payments.base import Reckoned
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.unsayable import unsaid_below
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.terms.truth import MET, NOT_MET

Reasons = Mapping[str, tuple[CannotSay, ...]]
"""By the id of a clause that is not computed, what could not be said."""
NONE: Reasons = {}


class _Claim(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def reckoned(self) -> Reckoned: ...


C = TypeVar("C", bound=_Claim)


def computed(
    program: Program, found: Mapping[str, Found], situation: Situation, claims: Sequence[C]
) -> tuple[list[C], Reasons]:
    """Return the claims that are computed, and why the other clauses of the document are not."""
    reasons: dict[str, tuple[CannotSay, ...]] = {}
    for each in program.clauses:
        judged = found.get(each.clause.id)
        if judged is None:
            if each.payment is None:
                continue
            judged = each.whole.judge(situation)
        if judged[0] == NOT_MET:
            continue
        said = dict.fromkeys(_unsaid(each.whole, judged, program))
        if each.payment is not None:
            said |= dict.fromkeys(each.payment.unsaid)
        if said:
            reasons[each.clause.id] = tuple(said)
    for claim in claims:
        if claim.reckoned.unsaid:
            before = reasons.get(claim.key, ())
            reasons[claim.key] = tuple(dict.fromkeys((*before, *claim.reckoned.unsaid)))
    keys = {each.key for each in claims}
    for group in program.groups:
        reasons |= _of_rivals(group, reasons, keys, situation)
    return [each for each in claims if each.key not in reasons], reasons


def _of_rivals(group: Group, reasons: Reasons, keys: set[str], situation: Situation) -> Reasons:
    """Return the awards that compete with one that is not computed, or by a rule that cannot be said."""
    rule = group.clause.cannot_say if group.clause is not None else None
    said = dict.fromkeys(each for key in group.members for each in reasons.get(key, ()))
    if rule is not None:
        said[rule] = None
    if not said or group.active.decide(situation) == NOT_MET:
        return NONE
    return {key: reasons.get(key) or tuple(said) for key in keys & group.members}


def _unsaid(prepared: Prepared, found: Found, program: Program) -> Iterator[CannotSay]:
    """Yield what could not be said and leaves a condition open."""
    if found[0] in (MET, NOT_MET):
        return
    if prepared.parts:
        inner: Any = found[1]
        for part, each in zip(prepared.parts, inner if isinstance(inner, list) else (), strict=False):
            yield from _unsaid(part, each, program)
    elif isinstance(prepared.condition, Unsayable):
        yield prepared.condition.cannot_say
    else:
        name = getattr(prepared.condition, "fact", None)
        if isinstance(name, str) and program.file.rules.values:
            yield from unsaid_below(program.file.rules.values)(name)


__all__ = ["NONE", "Reasons", "computed"]
