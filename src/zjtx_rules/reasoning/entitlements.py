"""What clauses grant an applicant: rights, services, money, and support without a figure; decided here once for every output.

A clause of a granting kind is one entitlement, whatever it pays. It can be used now only under a document in force: what a
draft, a template, or a plan outside its validity would grant is an entitlement of another section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.language.clauses import Right, Service
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, Outcome
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import NOT_MET, Truth
from zjtx_rules.words import Words

Grant = Literal["money", "right", "service", "support", "not_computed"]
"""Money with a figure, a right, a service, support to which the text gives no figure, money that is not computed."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one clause grants, met or not."""

    kind: Grant
    outcome: Outcome
    prepared: PreparedClause
    lines: tuple[Line, ...] = ()
    """For money: what the clause pays, a line for each occasion."""

    @property
    def content(self) -> Words:
        """What is granted, in the words of the rule file."""
        clause, payment = self.prepared.clause, self.prepared.payment
        if isinstance(clause, Right):
            return Words(clause.grants, clause.words.en)
        if isinstance(clause, Service):
            return Words(clause.offers, clause.words.en)
        if self.kind == "support" and payment is not None:
            return Words(payment.support, clause.words.en)
        return clause.words

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


def entitlements(evaluation: Evaluation, *, unmet: bool = True) -> Iterator[Entitlement]:
    """Yield an entitlement for every clause of a granting kind, in the order of the texts; those that are not met if `unmet`."""
    for outcome in evaluation.outcomes:
        found = outcome.found
        for prepared in outcome.program.granting:
            if unmet or found[prepared.clause.id][0] != NOT_MET:
                yield entitlement_of(outcome, prepared)


def entitlement_of(outcome: Outcome, prepared: PreparedClause) -> Entitlement:
    """Return what a clause of a granting kind grants."""
    kind = kind_of(outcome, prepared)
    return Entitlement(kind, outcome, prepared, _lines(outcome, prepared) if kind == "money" else ())


def kind_of(outcome: Outcome, prepared: PreparedClause) -> Grant:
    """Return what a clause of a granting kind gives."""
    clause, payment = prepared.clause, prepared.payment
    if payment is None:
        return "right" if isinstance(clause, Right) else "service"
    if payment.nature == "no_figure":
        return "support"
    return "not_computed" if clause.id in outcome.not_computed else "money"


def _lines(outcome: Outcome, prepared: PreparedClause) -> tuple[Line, ...]:
    return tuple(line for line in outcome.settlement.lines if line.claim.key == prepared.clause.id)


__all__ = ["Entitlement", "Grant", "entitlement_of", "entitlements", "kind_of"]
