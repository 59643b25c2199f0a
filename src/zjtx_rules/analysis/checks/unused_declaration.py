"""`unused-declaration`: a fact or a judgement that the file declares, but that no condition asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    rules, data = subject.loaded.rules, subject.loaded.source.data["documents"]
    for group, key, noun in (
        ("facts", "fact", Words("事实", "fact")),
        ("judgements", "attested", Words("人工判断事项", "judgement")),
    ):
        used = set(_named(data, key))
        for index, each in enumerate(getattr(rules, group)):
            if each.id not in used:
                yield Found(
                    (group, index, "id"),
                    Words(f"{noun.zh}“{each.id}”没有条件用到", f"no condition asks for {noun.en} '{each.id}'"),
                )


def _named(node: Any, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name in (key, "per", "of", "base"):
                yield value
            yield from _named(value, key)
    elif isinstance(node, list):
        for each in node:
            yield from _named(each, key)


CHECK = Check(
    "unused-declaration",
    Severity.WARNING,
    Words("没有用到的事实或判断事项", "a declared fact or judgement never used"),
    Words("在条件中用上，或删去这项声明", "use it in a condition, or delete the declaration"),
    _find,
)
