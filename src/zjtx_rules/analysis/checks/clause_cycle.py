"""`clause-cycle`: clauses that refer to one another in a circle (`clause:`, `same_as:`), so that none can be decided."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.walking import clauses, parts
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.files import Path
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for kind, key in ((ClauseHolds, "clause"), (SameAs, "same_as")):
        named: dict[str, list[tuple[str, Path]]] = {}
        for path, _, clause in clauses(subject.loaded):
            for name in ("when", "pays"):
                for where, part in parts(getattr(clause, name, None), (*path, name)):
                    if isinstance(part, kind):
                        named.setdefault(clause.id, []).append((getattr(part, key), (*where, key)))
        yield from _circles(named)


def _circles(named: dict[str, list[tuple[str, Path]]]) -> Iterator[Found]:
    done: set[str] = set()
    for start in named:
        chain: list[str] = []
        pending: list[tuple[str, int]] = [(start, 0)]
        while pending:
            name, number = pending.pop()
            if number == 0:
                chain.append(name)
            onward = named.get(name, [])
            if number >= len(onward) or name in done:
                done.add(name)
                chain.pop()
                continue
            pending.append((name, number + 1))
            following, path = onward[number]
            if following in chain:
                circle = [*chain[chain.index(following) :], following]
                yield Found(
                    path,
                    Words(f"条款互相引用成环：{' → '.join(circle)}", f"clauses in a circle: {' → '.join(circle)}"),
                )
            else:
                pending.append((following, 0))


CHECK = Check(
    "clause-cycle",
    Severity.ERROR,
    Words("循环引用的条款", "clauses that refer to one another in a circle"),
    Words("把共同的条件写进一个条款，由其余条款引用它", "put what they share into one clause and refer to that"),
    _find,
)
