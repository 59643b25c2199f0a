"""`no-example`: a clause that decides something, and that no example beside the rules is about."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.language.clauses import Benchmark, ForApplicants
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    if subject.exemplified is None:
        return
    for path, _, clause in clauses(subject.loaded):
        if not isinstance(clause, ForApplicants) or isinstance(clause, Benchmark):
            continue
        if clause.id not in subject.exemplified:
            yield Found(
                (*path, "id"),
                Words(f"条款“{clause.id}”没有例子", f"no example is about clause '{clause.id}'"),
                remedy=Words(
                    f"在 examples/{subject.loaded.name}/ 里加一例，在 expect.clauses 写出应得的结论",
                    f"add one to examples/{subject.loaded.name}/ that states its verdict under expect.clauses",
                ),
            )


CHECK = Check(
    "no-example",
    Severity.WARNING,
    Words("没有例子的条款", "a clause with no example"),
    Words("加一个例子", "add an example"),
    _find,
)
