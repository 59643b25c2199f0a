"""`contradicts-prerequisite`: a clause asks for something that the clause, gate or place it builds upon rules out."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.logic import Formula, can_hold
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.analysis.visit import clauses, conditions
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.language import Document
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, document, clause in clauses(subject.loaded):
        if not isinstance(clause, ForApplicants) or clause.when is None:
            continue
        scope = clause.to[0]
        opaque = Meaning(subject.loaded, document, scope, opaque_clauses=True)
        if not can_hold(opaque.of(clause.when)):
            continue  # it contradicts itself, which another check says
        meaning = Meaning(subject.loaded, document, scope)
        whole = meaning.of(clause.when)
        where = (*path, "when")
        if not can_hold(whole):
            inside = [(at, each) for at, each in conditions(clause.when, where) if isinstance(each, ClauseHolds)]
            for at, each in inside:
                line = subject.loaded.source.place(_path_of(subject, each.clause)).line
                yield Found(
                    (*at, "clause"),
                    Words(
                        f"本条款的条件与它引用的条款“{each.clause}”（第{line}行）矛盾，两者不可能同时满足",
                        f"the conditions contradict those of clause '{each.clause}' (line {line}), which they refer to",
                    ),
                )
                break
        elif not can_hold(whole, *_premises(document, clause, meaning)):
            yield Found(
                where,
                Words(
                    "条件与本条款的前置条件（gates）或“须在本行政区域内”矛盾，不可能满足",
                    "the conditions contradict a gate of the document, or that the applicant must be in this place",
                ),
            )


def _premises(document: Document, clause: ForApplicants, meaning: Meaning) -> Iterator[Formula]:
    if clause.where == "here":
        yield meaning.of(LocatedIn(located_in="here"))
    for gate in document.gates:
        if clause.to[0] in gate.to and getattr(clause, "kind", "") in gate.kinds:
            yield meaning.of(gate.when)


def _path_of(subject: Subject, name: str) -> tuple[str | int, ...]:
    return next((path for path, _, each in clauses(subject.loaded) if each.id == name), ())


CHECK = Check(
    "contradicts-prerequisite",
    Severity.ERROR,
    Words("与前提相矛盾的条款", "a clause that contradicts its own prerequisite"),
    Words("对照两处原文，改正其中写错的一处", "compare both places with the text and correct the wrong one"),
    _find,
)
