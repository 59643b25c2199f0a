"""`always-holds`: a condition that everybody meets, so that it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.logic import can_hold, negation
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.analysis.scopes import judged
from zjtx_rules.analysis.visit import conditions
from zjtx_rules.conditions.always import Always
from zjtx_rules.files import Path
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for root, condition, document, scope in judged(subject.loaded):
        meaning = Meaning(subject.loaded, document, scope)
        idle: list[Path] = []
        for path, part in conditions(condition, root):
            # `always: true` is how an author says so on purpose.
            if isinstance(part, Always) or any(each[: len(path)] == path for each in idle):
                continue
            if not can_hold(negation(meaning.of(part))):
                idle.append(path)
                yield Found(
                    path,
                    Words("这个条件任何主体都满足，等于没有写", "everybody meets this condition: it decides nothing"),
                )


CHECK = Check(
    "always-holds",
    Severity.WARNING,
    Words("总是满足的条件", "a condition that always holds"),
    Words(
        "对照原文检查；确实没有条件的，写 always: true 或不写",
        "compare with the text; where there is no condition, write always: true or nothing",
    ),
    _find,
)
