"""The claims of one applicant under one document: what each paying clause is worth, and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_rules.conditions.base import Found, Prepared
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import precedence
from zjtx_rules.payments.base import Nature, Reckoned
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.program import PreparedClause, Program
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


def claims_of(program: Program, found: dict[str, Found], situation: Situation) -> list[Claim]:
    """Return the claims under every paying clause that is not plainly not met."""
    claims = []
    for each in program.paying:
        truth, _, missing = judged = found[each.clause.id]
        if truth == NOT_MET or each.payment is None:
            continue
        recognition = recognition_of(each.whole, judged)
        for reckoned in each.payment.reckon(situation, recognition):
            low = reckoned.low if truth == MET else Money.ZERO
            absent = missing + reckoned.missing if reckoned.missing else missing
            claims.append(Claim(each, truth, each.payment.nature, low, reckoned.high, reckoned, absent))
    return claims


def recognition_of(prepared: Prepared, found: Found) -> Recognition | None:
    """Return the recognition that a finding rests on: the latest, those of met conditions before those of open ones."""
    if prepared.recognition is not None:
        return found[1] if isinstance(found[1], Recognition) else None
    if not prepared.parts or isinstance(prepared.condition, NoneOf):
        return None
    best, best_met = None, False
    for part, inner in zip(prepared.parts, found[1], strict=False):
        if inner[0] == NOT_MET:
            continue
        recognition = recognition_of(part, inner)
        if recognition is None:
            continue
        met = inner[0] == MET
        if best is None or (met, precedence(recognition)) > (best_met, precedence(best)):
            best, best_met = recognition, met
    return best
