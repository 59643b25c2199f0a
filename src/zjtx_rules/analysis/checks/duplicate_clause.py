"""`duplicate-clause`: two clauses of one document that say the same, so that an award would count twice."""

from __future__ import annotations

import json
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.files import Path
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.words import Words

_WORDING = {"id", "cite", "title", "english", "note", "by"}


def _find(subject: Subject) -> Iterator[Found]:
    seen: dict[tuple[str, str], tuple[str, Path]] = {}
    for path, document, clause in clauses(subject.loaded):
        # What decides says the same in whatever words; of the rest nothing but the words can be compared.
        aside = _WORDING | {"quote"} if isinstance(clause, ForApplicants) else _WORDING
        said = clause.model_dump(mode="json", by_alias=True, exclude=aside)
        content = (document.id, json.dumps(said, sort_keys=True, ensure_ascii=False))
        if content in seen:
            name, first = seen[content]
            line = subject.loaded.source.place(first).line
            yield Found(
                (*path, "id"),
                Words(
                    f"条款“{clause.id}”与第{line}行的“{name}”内容相同",
                    f"clause '{clause.id}' says the same as '{name}' on line {line}",
                ),
            )
        else:
            seen[content] = (clause.id, (*path, "id"))


CHECK = Check(
    "duplicate-clause",
    Severity.WARNING,
    Words("内容相同的两个条款", "two identical clauses"),
    Words("删去一个；若原文两处说同一件事，把两句都写进 quote", "delete one; where the text says it twice, quote both"),
    _find,
)
