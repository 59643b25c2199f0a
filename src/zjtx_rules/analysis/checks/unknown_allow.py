"""`unknown-allow`: a comment `# zjtx: allow …` that names no check, so that it switches nothing off."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.suppressions import allowances
from zjtx_rules.problems import did_you_mean
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for line, codes in allowances(subject.loaded.source).items():
        for code in sorted(codes - subject.known_checks):
            yield Found(
                (),
                Words(f"没有名为“{code}”的检查", f"there is no check '{code}'"),
                remedy=did_you_mean(code, subject.known_checks),
                line=line,
            )


CHECK = Check(
    "unknown-allow",
    Severity.WARNING,
    Words("不存在的检查代号", "an allow comment that names no check"),
    Words("写检查结果方括号里的代号", "write the code that stands in brackets in the finding"),
    _find,
)
