"""`uncited-sentence`: a sentence of the policy text that no clause quotes, so that something may have been left out."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.words import Words

_LONGEST = 60


def _find(subject: Subject) -> Iterator[Found]:
    for index, document in enumerate(subject.loaded.rules.documents):
        text = (subject.sources or {}).get(document.source.file) if document.source else None
        if text is None:
            continue
        for each in text.uncited(quote for clause in document.clauses for quote in clause.quote):
            short = each.text if len(each.text) <= _LONGEST else each.text[:_LONGEST] + "…"
            yield Found(
                ("documents", index, "source", "file"),
                Words(
                    f"“{text.name}”第{each.line}行的这句话没有条款引用：{short}",
                    f"no clause quotes this sentence of '{text.name}', line {each.line}: {short}",
                ),
            )


CHECK = Check(
    "uncited-sentence",
    Severity.WARNING,
    Words("没有条款引用的原文句子", "a sentence of the source that no entry cites"),
    Words("补一个条款；不针对申请主体的写 kind: duty", "add an entry; kind: duty where it addresses no applicant"),
    _find,
)
