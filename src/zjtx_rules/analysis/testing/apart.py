"""What an example states beside the money of the applicant: what is to be paid back, paid to others, or not computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from zjtx_rules.reasoning.evaluation import Section
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

Range = tuple[Money, Money | None]


def apart_from_money(
    back: Range | None, others: Mapping[str, Range] | None, not_computed: tuple[str, ...] | None, section: Section
) -> Iterator[tuple[Words, str, str]]:
    """Yield what did not come out: its name, what was stated, what came."""
    if back is not None and Bounds(*back) != section.back:
        yield Words("应退回", "to be paid back"), str(Bounds(*back)), str(section.back)
    if others is not None:
        found = {one.payee.to: one.each or one.whole for each in section.outcomes for one in each.others}
        for payee in dict.fromkeys((*others, *found)):
            stated = _ends(others[payee]) if payee in others else None
            got = found.get(payee)
            if stated != got:
                yield Words(f"支付给{payee}", f"paid to {payee}"), _said(stated), _said(got)
    if not_computed is not None:
        came = {name for each in section.outcomes for name in each.not_computed}
        if came != set(not_computed):
            yield (
                Words("未计算", "not computed"),
                "、".join(sorted(not_computed)) or "无",
                "、".join(sorted(came)) or "无",
            )


def _ends(stated: Range) -> tuple[Fraction, Fraction | None]:
    low, high = stated
    return Fraction(low.yuan), None if high is None else Fraction(high.yuan)


def _said(ends: tuple[Fraction, Fraction | None] | None) -> str:
    if ends is None:
        return "无"
    return "–".join("?" if end is None else f"{end}元" for end in dict.fromkeys(ends))
