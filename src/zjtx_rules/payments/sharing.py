"""A payment of which the applicant gets a share, and others the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from zjtx_rules.payments.base import PreparedPayment, Reckoned
from zjtx_rules.payments.payees import Payee, share_of_applicant
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.terms import Money


def own_share(payment: PreparedPayment, payees: Iterable[Payee]) -> PreparedPayment:
    """Return a payment of which the applicant gets a share."""
    inner, part = payment.reckon, Fraction(share_of_applicant(payees))

    def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:
        return [_part(line, part) for line in inner(situation, recognition)]

    return replace(payment, reckon=reckon, fractional=True)


def _part(line: Reckoned, share: Fraction) -> Reckoned:
    def of(amount: Money | None) -> Money | None:
        return None if amount is None else money_of(Fraction(amount.yuan) * 100 * share)[0]

    return replace(
        line,
        low=of(line.low) or Money.ZERO,
        high=of(line.high),
        in_one_year=of(line.in_one_year),
        instalment=of(line.instalment),
    )
