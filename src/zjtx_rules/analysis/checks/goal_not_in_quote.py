"""`goal-not-in-quote`: the figure of a target or a benchmark does not stand in the words quoted."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import numbers
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.files import Path
from zjtx_rules.language.clauses import Benchmark, Target
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        stated: list[tuple[Path, str]] = []
        if isinstance(clause, Target):
            stated = [((*path, "goals", index, "figure"), each.figure) for index, each in enumerate(clause.goals)]
        elif isinstance(clause, Benchmark):
            stated = [((*path, "figure"), clause.figure)]
        if clause.restated:
            continue
        there = numbers("。".join(clause.quote))
        for where, figure in stated:
            if not numbers(figure) <= there:
                yield Found(
                    where, Words(f"“{figure}”不在引文之中", f"the figure '{figure}' does not stand in the quote")
                )


CHECK = Check(
    "goal-not-in-quote",
    Severity.ERROR,
    Words("与引文不符的目标数值", "the figure of a target that differs from the quote"),
    Words("对照原文改正数值，或补上写有数值的引文", "correct the figure, or quote the words that state it"),
    _find,
)
