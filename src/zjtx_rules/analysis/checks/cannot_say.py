"""`cannot-say`: something of the text that the rule file does not compute, listed so that nobody takes it for encoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.files import Path
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, node in _said(subject.loaded.source.data, ()):
        words, reason = node.get("words", ""), node.get("reason", "")
        yield Found(path, Words(f"未能写成规则，不计算：“{words}”（{reason}）", f"not computed: “{words}” ({reason})"))


def _said(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every place where a file says that something cannot be said."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "cannot_say" and isinstance(value, dict):
                yield (*path, key), value
            else:
                yield from _said(value, (*path, key))
    elif isinstance(node, list):
        for index, each in enumerate(node):
            yield from _said(each, (*path, index))


CHECK = Check(
    "cannot-say",
    Severity.NOTE,
    Words("没有写成规则的内容", "what is not said in rules"),
    Words(
        "规则语言能够表达时改写；在此之前，答案写明“未计算”", "say it when the language can; until then answers say so"
    ),
    _find,
)
