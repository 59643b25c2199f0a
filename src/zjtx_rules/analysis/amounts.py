"""The sums that a payment states, each with whether it is a ceiling or a stated sum."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.visit import parts
from zjtx_rules.files import Path
from zjtx_rules.payments import Payment
from zjtx_rules.terms import Money

_CEILINGS = {"up_to", "at_most"}


def stated_sums(payment: Payment, path: Path) -> Iterator[tuple[Path, Money, bool]]:
    """Yield every sum with its path and whether it is a ceiling, as the key says under which it stands."""
    for where, value in parts(payment, path):
        if isinstance(value, Money):
            yield where, value, where[-1] in _CEILINGS
