"""What a clause pays to others than the applicant (引荐机构、团队负责人): each payee's share, never part of what the applicant gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zjtx_rules.conditions.base import Found
from zjtx_rules.language.clauses import Pays
from zjtx_rules.payments.base import PreparedPayment
from zjtx_rules.payments.payees import Payee
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.known import Known
from zjtx_rules.reasoning.occasions import occasions_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms.truth import MET, NOT_MET

Ends = tuple[Fraction, Fraction | None]
"""The least and the most in yuan, exact; None: no limit is known."""


@dataclass(frozen=True, slots=True)
class ToOther:
    """The share of one payee."""

    clause: PreparedClause
    payee: Payee
    nature: str
    whole: Ends
    """What all of this kind get together."""
    each: Ends | None
    """What each of them gets, where they divide it."""
    missing: tuple[str, ...]


def to_others(program: Program, found: Mapping[str, Found], situation: Situation) -> tuple[ToOther, ...]:
    """Return the shares of all payees but the applicant, as far as their clauses may be met; of what has no figure none."""
    shares: list[ToOther] = []
    for clause in program.clauses:
        if (
            clause.shared is None
            or clause.shared.nature == "no_figure"
            or found[clause.clause.id][0] == NOT_MET
            or not isinstance(clause.clause, Pays)
        ):
            continue
        low, high, missing = _whole(clause, clause.shared, clause.whole.judge(situation), situation)
        for payee in clause.clause.payees:
            if not payee.applicant:
                share = Fraction(payee.share.ratio)
                whole = low * share, None if high is None else high * share
                each, untold = _each(payee, whole, program, situation)
                shares.append(ToOther(clause, payee, clause.shared.nature, whole, each, (*missing, *untold)))
    return tuple(shares)


def _whole(
    clause: PreparedClause, payment: PreparedPayment, judged: Found, situation: Situation
) -> tuple[Fraction, Fraction | None, tuple[str, ...]]:
    """Return what the clause pays to all together."""
    low, high = Fraction(0), Fraction(0)
    unlimited = False
    missing: list[str] = []
    for occasion in occasions_of(clause, judged, situation):
        for line in payment.reckon(situation, occasion.recognition):
            low += Fraction(line.low.yuan) if occasion.truth == MET else 0
            unlimited = unlimited or line.high is None
            high += Fraction(line.high.yuan) if line.high is not None else 0
            missing += [*occasion.missing, *line.missing]
    return low, None if unlimited else high, tuple(dict.fromkeys(missing))


def _each(payee: Payee, whole: Ends, program: Program, situation: Situation) -> tuple[Ends | None, tuple[str, ...]]:
    if payee.split is None or program.definitions is None:
        return None, ()
    definitions = program.definitions(situation.as_of.year)
    count = Known(definitions, situation).range(definitions.formula(payee.split).term)
    fewest = max(count.low or Fraction(1), Fraction(1))
    low = Fraction(0) if count.high is None else whole[0] / max(count.high, Fraction(1))
    return (low, None if whole[1] is None else whole[1] / fewest), count.missing if count.low != count.high else ()
