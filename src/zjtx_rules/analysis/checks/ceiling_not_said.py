"""`ceiling-not-said`: written as a ceiling, though the words quoted say neither 最高 nor 不超过."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.amounts import stated_sums
from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import CEILING, segments, sums
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.language.clauses import Award, Subsidy
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, Award | Subsidy):
            continue
        for where, amount, is_ceiling in stated_sums(clause.pays, (*path, "pays")):
            around = [each for quote in clause.quote for each in segments(quote) if amount in sums(each)]
            if is_ceiling and around and not any(CEILING.search(each) for each in around):
                yield Found(
                    where,
                    Words(
                        f"“{amount}”写成了上限，但引文没有“最高”“不超过”等字样",
                        f"'{amount}' is written as a ceiling, but the quote says neither 最高 nor 不超过",
                    ),
                    key=True,
                )


CHECK = Check(
    "ceiling-not-said",
    Severity.WARNING,
    Words("引文没有说是上限的上限", "a ceiling where the quote does not say so"),
    Words("原文是定额的改用 sum；原文有“最高”的把它引全", "use sum for a stated sum, or quote the word 最高 as well"),
    _find,
)
