"""`never-holds`: a condition that nobody can meet, whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.logic import can_hold
from zjtx_rules.analysis.meaning import Meaning
from zjtx_rules.analysis.scopes import judged
from zjtx_rules.analysis.visit import conditions
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.files import Path
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for root, condition, document, scope in judged(subject.loaded):
        meaning = Meaning(subject.loaded, document, scope, opaque_clauses=True)
        hopeless: list[Path] = []
        for path, part in conditions(condition, root):
            if isinstance(part, Always | ClauseHolds) or any(each[: len(path)] == path for each in hopeless):
                continue
            if not can_hold(meaning.of(part)):
                hopeless.append(path)
                yield Found(path, _words(subject, path, part, meaning))


def _words(subject: Subject, path: Path, part: object, meaning: Meaning) -> Words:
    if isinstance(part, AllOf):
        for one, two in combinations(range(len(part.all)), 2):
            if not can_hold(meaning.of(part.all[one]), meaning.of(part.all[two])):
                first, second = (subject.loaded.source.place((*path, "all", each)).line for each in (one, two))
                return Words(
                    f"第{first}行与第{second}行的条件互相矛盾，不可能同时满足",
                    f"the conditions on lines {first} and {second} contradict each other",
                )
    return Words("这个条件任何主体都不可能满足", "nobody can ever meet this condition")


CHECK = Check(
    "never-holds",
    Severity.ERROR,
    Words("永远不能满足的条件", "a condition that can never hold"),
    Words("对照原文检查数值、级别和“全部/任一”是否写对", "compare figures, levels and all/any with the text"),
    _find,
)
