"""`ungrouped-award`: an award that no group of 就高不就低 holds, although its document has such a clause."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language import Document
from zjtx_rules.language.clauses import Award
from zjtx_rules.language.money_rules import NoDuplication
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, document, clause in clauses(subject.loaded):
        patterns = _patterns(document)
        # A district is paid for its own assessment; no text sets it beside the awards of enterprises.
        if not patterns or not isinstance(clause, Award) or set(clause.to) == {"district"}:
            continue
        if not any(fnmatchcase(clause.id, each) for each in patterns):
            yield Found(
                (*path, "id"),
                Words(
                    f"奖励“{clause.id}”不在任何“就高不就低、不重复”的范围内，会与其他奖励相加",
                    f"no no-duplication clause holds award '{clause.id}': it would add up with other awards",
                ),
            )


def _patterns(document: Document) -> list[str]:
    found: list[str] = []
    for each in document.clauses:
        if isinstance(each, NoDuplication):
            among = each.among
            lists = among.options.values() if isinstance(among, ByReading) else [among]
            found.extend(pattern for one in lists for pattern in one)
    return found


CHECK = Check(
    "ungrouped-award",
    Severity.WARNING,
    Words("不在竞合范围内的奖励", "an award outside every no-duplication group"),
    Words(
        "把它写进 no_duplication 条款的 among；原文确实允许叠加的，加注释允许",
        "add it to `among` of the no_duplication clause, or allow it where the text lets it add up",
    ),
    _find,
)
