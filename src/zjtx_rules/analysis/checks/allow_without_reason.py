"""`allow-without-reason`: a finding about the words of the text is switched off, and nobody says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.suppressions import allowances
from zjtx_rules.words import Words

_NEEDS_REASON = frozenset({"force-said", "hedge-undeclared", "recognition-said"})
"""The checks that compare a reading with the words of the text: whoever reads them otherwise has a reason."""
_COMMENT = re.compile(r"^\s*#(?!\s*zjtx:)\s*\S")
_BEHIND = re.compile(r"#\s*zjtx:\s*allow\s+[a-z-]+(?:\s*,\s*[a-z-]+)*\s*[^\sa-z,-]")


def _find(subject: Subject) -> Iterator[Found]:
    lines = subject.loaded.source.lines
    for line, codes in allowances(subject.loaded.source).items():
        here, above = lines[line - 1], lines[line - 2] if line > 1 else ""
        silent = sorted(codes & _NEEDS_REASON)
        if silent and not _COMMENT.match(above) and not _BEHIND.search(here):
            code = silent[0]
            yield Found((), Words(f"关闭 {code} 没有写理由", f"no reason is given for switching off {code}"), line=line)


CHECK = Check(
    "allow-without-reason",
    Severity.WARNING,
    Words("没有写理由的关闭", "a finding switched off without a reason"),
    Words("在前一行写一句注释，说明原文为何这样读", "say in a comment on the line before why the text is read so"),
    _find,
)
