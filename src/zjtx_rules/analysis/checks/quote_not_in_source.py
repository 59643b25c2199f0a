"""`quote-not-in-source`: words given as a quote that do not stand in the policy text."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, document, clause in clauses(subject.loaded):
        text = (subject.sources or {}).get(document.source.file) if document.source else None
        if text is None:
            continue
        one = isinstance(_written(subject, path), str)
        for index, quote in enumerate(clause.quote):
            if any(text.places(quote)):
                continue
            same, onward = text.differs_at(quote)
            zh, en = f"引文不在原文“{text.name}”之中", f"the quote is not in '{text.name}'"
            if len(same) >= 4:
                zh += f"：“{same[-8:]}”之后，原文是“{onward}”"
                en += f": after '{same[-8:]}' the text goes on '{onward}'"
            yield Found((*path, "quote") if one else (*path, "quote", index), Words(zh, en))


def _written(subject: Subject, path: tuple[str | int, ...]) -> object:
    node = subject.loaded.source.data
    for step in path:
        node = node[step]
    return node.get("quote")


CHECK = Check(
    "quote-not-in-source",
    Severity.ERROR,
    Words("原文中没有的引文", "a quote that is not in the source"),
    Words("从原文复制，不凭记忆；空白和换行不计", "copy it from the text; white space does not matter"),
    _find,
)
