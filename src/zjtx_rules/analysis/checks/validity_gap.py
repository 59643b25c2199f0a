"""`validity-gap`: days between two documents of a place on which neither is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.validities import ends, issued, others, starts
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, document in issued(subject.loaded):
        start, beside = starts(document), others(subject.loaded, subject.files, document)
        earlier = [each for each in beside if starts(each) < start]
        if not earlier:
            continue
        last = max(map(ends, earlier))
        if last < date.max and last + timedelta(days=1) < start:
            before = max(earlier, key=ends)
            first, until = last + timedelta(days=1), start - timedelta(days=1)
            yield Found(
                (*path, "from"),
                Words(
                    f"{first}至{until}没有文件施行：“{before.id}”止于{last}，“{document.id}”自{start}起",
                    f"nothing is in force from {first} to {until}: '{before.id}' ends {last}, '{document.id}' begins {start}",
                ),
            )


CHECK = Check(
    "validity-gap",
    Severity.WARNING,
    Words("施行期之间的空档", "a gap between validities"),
    Words("核对两份文件的起止日期；确有空档的，加注释允许", "check both validities; allow it where the gap is real"),
    _find,
)
