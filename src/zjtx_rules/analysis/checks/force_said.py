"""`force-said`: what a clause binds, against the verbs of the sentence it quotes and of the sentence that the quote was cut from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.figures import bare, numbers
from zjtx_rules.analysis.force_words import BORNE_OUT, governing, verbs
from zjtx_rules.analysis.texts import SourceText
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Binding, Offering, Right, Service
from zjtx_rules.language.force import FORCES, Force, force_of
from zjtx_rules.words import Words

_FIRM = frozenset({"mandatory", "discretionary", "priority", "programme"})


def _find(subject: Subject) -> Iterator[Found]:
    for path, document, clause in clauses(subject.loaded):
        if not isinstance(clause, Binding):
            continue
        where = (*path, "force") if clause.force is not None else (*path, "kind")
        forces = _forces(clause)
        source = (subject.sources or {}).get(document.source.file) if document.source else None
        if clause.force is None and isinstance(clause, Right | Service):
            continue  # `force-not-stated` says so
        message = _verbs(clause, forces) or (_cut(clause, forces, source) if source is not None else None)
        if message is not None:
            yield Found(where, message)
        if "third_party" in forces and not clause.binds:
            said = Words("写了“他人职责”，没有写约束的是谁", "for others to do, but 'binds' does not say for whom")
            yield Found(where, said, remedy=Words("用 binds 写明，如 binds: 银行", "name them: binds: banks"))
        if (
            isinstance(clause, Offering)
            and not clause.restated
            and not numbers(clause.quota) <= numbers(bare("。".join(clause.quote)))
        ):
            said = Words(f"名额“{clause.quota}”不在引文之中", f"the quota '{clause.quota}' is not in the quote")
            yield Found((*path, "quota"), said, remedy=Words("对照原文改正", "correct it by the text"))


def _forces(clause: Clause) -> tuple[Force, ...]:
    force = force_of(clause)
    if isinstance(force, ByReading):
        return tuple(dict.fromkeys(force.options.values()))
    return () if force is None else (force,)


def _verbs(clause: Binding, forces: tuple[Force, ...]) -> Words | None:
    found = verbs(clause.quote)
    if not found or any(BORNE_OUT[each] & found.keys() for each in forces):
        return None
    words = "、".join(found.values())
    said = FORCES[forces[0]]
    return Words(
        f"写的是“{said.zh}”，引文的动词是“{words}”", f"the force is '{forces[0]}', but the verb of the quote is {words}"
    )


def _cut(clause: Binding, forces: tuple[Force, ...], source: SourceText) -> Words | None:
    """Say that a quote was cut behind a verb that only encourages."""
    if not _FIRM & set(forces):
        return None
    for quote in clause.quote:
        for start, _ in source.places(quote):
            word = governing(source.text[max(0, start - 60) : start])
            if word is None or re.match(r"[并且对]", quote):
                return None
            return Words(
                f"写的是“{FORCES[forces[0]].zh}”，而原文在引文之前是“{word}”",
                f"the force is '{forces[0]}', but the text before the quote says {word}",
            )
    return None


CHECK = Check(
    "force-said",
    Severity.WARNING,
    Words("与引文动词不符的效力", "a force that differs from the verb of the quote"),
    Words(
        "对照全句改正 force，或补全引文；有意为之的，注明理由",
        "correct the force by the whole sentence, quote all of it, or give the reason for another one",
    ),
    _find,
)
