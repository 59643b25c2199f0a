"""What clauses grant an applicant: rights, services, money, and support without a figure; decided here once for every output.

A clause of a granting kind is one entitlement, whatever it pays. It can be used now only under a document in force: what a
draft, a template, or a plan outside its validity would grant is an entitlement of another section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.language.clauses import Award, Right, Service, Subsidy
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, Outcome
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import Truth
from zjtx_rules.words import Words

Grant = Literal["money", "right", "service", "support", "not_computed"]
"""Money with a figure, a right, a service, support to which the text gives no figure, money that is not computed."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one clause grants, met or not."""

    kind: Grant
    outcome: Outcome
    prepared: PreparedClause
    content: Words
    """What is granted, in the words of the rule file."""
    lines: tuple[Line, ...] = ()
    """For money: what the clause pays, a line for each occasion."""

    @property
    def truth(self) -> Truth:
        """Whether the clause is met."""
        return self.outcome.found[self.prepared.clause.id][0]

    @property
    def unsaid(self) -> tuple[CannotSay, ...]:
        """What rule files cannot say of it, so that it is not computed."""
        return self.outcome.not_computed.get(self.prepared.clause.id, ())

    @property
    def now(self) -> bool:
        """Whether the document is in force, so that what it grants can be had now."""
        return self.outcome.section == PAYABLE

    @property
    def may_pay(self) -> bool:
        """Whether a line of it may come to more than nothing, with competing awards and money received taken into account."""
        return any(line.comes_to.ceiling != Money.ZERO for line in self.lines)


def entitlements(evaluation: Evaluation) -> Iterator[Entitlement]:
    """Yield an entitlement for every clause of a granting kind, met or not, in the order of the texts."""
    for outcome in evaluation.outcomes:
        for prepared in outcome.program.clauses:
            found = _entitlement(outcome, prepared)
            if found is not None:
                yield found


def _entitlement(outcome: Outcome, prepared: PreparedClause) -> Entitlement | None:
    clause, payment = prepared.clause, prepared.payment
    english = clause.words.en
    if isinstance(clause, Right):
        return Entitlement("right", outcome, prepared, Words(clause.grants, english))
    if isinstance(clause, Service):
        return Entitlement("service", outcome, prepared, Words(clause.offers, english))
    if not isinstance(clause, (Award, Subsidy)) or payment is None:
        return None
    if payment.nature == "no_figure":
        return Entitlement("support", outcome, prepared, Words(payment.support, english))
    if clause.id in outcome.not_computed:
        return Entitlement("not_computed", outcome, prepared, clause.words)
    lines = tuple(line for line in outcome.settlement.lines if line.claim.key == clause.id)
    return Entitlement("money", outcome, prepared, clause.words, lines)


__all__ = ["Entitlement", "Grant", "entitlements"]
