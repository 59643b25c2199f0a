"""`validity-overlap`: two documents of a place in force on the same days, both of which pay awards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.validities import ends, issued, others, starts
from zjtx_rules.language import Document
from zjtx_rules.language.clauses import Award
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, document in issued(subject.loaded):
        for other in others(subject.loaded, subject.files, document):
            if not (_pays(document) and _pays(other)) or (starts(other), other.id) > (starts(document), document.id):
                continue
            first, last = max(starts(document), starts(other)), min(ends(document), ends(other))
            if first <= last:
                until = Words("起" if last == date.max else f"至{last}", "on" if last == date.max else f"to {last}")
                yield Found(
                    (*path, "from"),
                    Words(
                        f"与“{other.id}”的施行期重叠：{first}{until.zh}，两份文件的奖励都会计发",
                        f"in force together with '{other.id}' from {first} {until.en}: both pay their awards",
                    ),
                )


def _pays(document: Document) -> bool:
    return any(isinstance(each, Award) for each in document.clauses)


CHECK = Check(
    "validity-overlap",
    Severity.WARNING,
    Words("重叠的施行期", "overlapping validities"),
    Words(
        "旧文件被新文件代替的，把旧文件的 to 写到前一天；确实并行的，加注释允许",
        "end the older the day before where the newer replaces it; allow it where both hold",
    ),
    _find,
)
