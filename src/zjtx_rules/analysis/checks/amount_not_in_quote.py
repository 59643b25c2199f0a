"""`amount-not-in-quote`: a sum or percentage that a clause pays, but that does not stand in the words it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import percentages, sums
from zjtx_rules.analysis.visit import clauses, parts
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, Award | Subsidy) or clause.restated:
            continue
        text = "。".join(clause.quote)
        stated = frozenset(clause.pays.amounts())
        for where, value in parts(clause.pays, (*path, "pays")):
            if not isinstance(value, Money | Percentage) or value not in stated:
                continue
            there = sorted(sums(text)) if isinstance(value, Money) else sorted(percentages(text))
            if value not in there:
                listed = "、".join(map(str, there))
                zh, en = ("金额", "sums") if isinstance(value, Money) else ("比例", "percentages")
                yield Found(
                    where,
                    Words(
                        f"“{value}”不在引文之中；引文中的{zh}：{listed or '无'}",
                        f"'{value}' is not among the {en} of the quote: {listed or 'none'}",
                    ),
                )


CHECK = Check(
    "amount-not-in-quote",
    Severity.ERROR,
    Words("与引文不符的金额或比例", "money or a percentage that differs from the quote"),
    Words("对照原文改正金额，或补上写有金额的引文", "correct the figure, or quote the words that state it"),
    _find,
)
