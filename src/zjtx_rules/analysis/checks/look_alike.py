"""`look-alike`: full-width digits, and letters that only look like the right ones, in numbers and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.files import Path
from zjtx_rules.language.clauses import Benchmark, Target
from zjtx_rules.language.money_rules import MoneyRule
from zjtx_rules.words import Words

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％．]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_LETTER_FOR_DIGIT = re.compile(r"(?<=[0-9])[OoIl]|[OoIl](?=[0-9])")


def _find(subject: Subject) -> Iterator[Found]:
    for path, text, key in _names(subject):
        wide = _FULL_WIDTH.search(text)
        strange = _FOREIGN.search(text) or _LETTER_FOR_DIGIT.search(text)
        if wide:
            yield Found(
                path,
                Words(f"“{text}”中的“{wide[0]}”是全角字符", f"'{wide[0]}' in '{text}' is a full-width character"),
                key,
            )
        elif strange:
            code = f"U+{ord(strange[0]):04X}"
            yield Found(
                path,
                Words(
                    f"“{text}”中的“{strange[0]}”（{code}）只是形似，不是所要的字符",
                    f"'{strange[0]}' ({code}) in '{text}' only looks like the right character",
                ),
                key,
            )


def _names(subject: Subject) -> Iterator[tuple[Path, str, bool]]:
    """Yield the numbers and names of a file; words of the text (quotes, titles) are its own affair."""
    for index, document in enumerate(subject.loaded.rules.documents):
        path: Path = ("documents", index)
        if document.number:
            yield (*path, "number"), document.number, False
        for number, reading in enumerate(document.readings):
            for option in reading.options:
                yield (*path, "readings", number, "options", option), option, True
    for path, _, clause in clauses(subject.loaded):
        yield (*path, "cite"), clause.cite, False
        if isinstance(clause, Target):
            for index, goal in enumerate(clause.goals):
                yield (*path, "goals", index, "figure"), goal.figure, False
        elif isinstance(clause, Benchmark):
            yield (*path, "figure"), clause.figure, False
        elif isinstance(clause, MoneyRule) and isinstance(clause.among, tuple):
            for index, pattern in enumerate(clause.among):
                yield (*path, "among", index), pattern, False


CHECK = Check(
    "look-alike",
    Severity.WARNING,
    Words("全角字符和形近字符", "full-width and look-alike characters"),
    Words("改用半角的数字和英文字母", "use plain digits and letters"),
    _find,
)
