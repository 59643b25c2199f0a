"""What writing and reading a paragraph share: the names, the language, how deep a list stands, and how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from zjtx_rules.presentation.paragraph.names import Names
from zjtx_rules.profile.facts import Fact
from zjtx_rules.words import Language, Words

Parsed = Iterator[tuple[Any, int]]
"""Every way in which a text can be read from a position on: the value, and the position after it."""

_DIGITS = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
INDENT = "　"
LINE_BREAK = re.compile(rf"\s*\n[{INDENT} ]*")
"""Where a paragraph goes on on the next line; it carries no meaning."""


@dataclass(slots=True)
class Progress:
    """What reading found beside the terms."""

    furthest: int = 0
    defaults: dict[str, str] = field(default_factory=dict)
    """The options said to be the default, by reading."""
    conditions: dict[tuple[int, str, int], list[tuple[Any, int]]] = field(default_factory=dict)
    """Every way in which a condition can be read, by position, scope and depth: clauses of many kinds begin alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Pen:
    """Where writing or reading stands."""

    names: Names
    scope: str
    language: Language = "zh"
    numbers: tuple[int, ...] = ()
    """The numbers of the lists around."""
    fact: Fact | None = None
    """The fact of which the next figure or value is."""
    text: str = ""
    progress: Progress = field(default_factory=Progress)

    def say(self, words: Words) -> str:
        """Return words in the language."""
        return words.say(self.language)

    def within(self, number: int) -> Pen:
        """Return the pen for an item of a list."""
        return replace(self, numbers=(*self.numbers, number))

    def speaking_of(self, scope: str) -> Pen:
        """Return the pen for conditions on the members of a collection."""
        return replace(self, scope=scope)

    def of_fact(self, name: str) -> Pen:
        """Return the pen for what is said of a fact."""
        return replace(self, fact=self.names.facts(self.scope).get(name))

    def literal(self, words: str, at: int) -> int | None:
        """Return the position after a literal text, or None where it does not stand there."""
        words = LINE_BREAK.sub("", words)
        if self.text.startswith(words, at):
            return at + len(words)
        self.progress.furthest = max(self.progress.furthest, at)
        return None

    def matches(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """Return the match of a pattern at a position."""
        found = pattern.match(self.text, at)
        if found is None:
            self.progress.furthest = max(self.progress.furthest, at)
        return found


def number_of_item(pen: Pen, number: int) -> str:
    """Return the number of an item of a list: （一） inside 1． inside （1） inside ①; in English (1.2.1)."""
    if pen.language == "en":
        return f"({'.'.join(map(str, (*pen.numbers, number)))}) "
    depth = len(pen.numbers)
    if depth == 0:
        return f"（{chinese(number)}）"
    if depth == 1:
        return f"{number}．"
    if depth == 2:
        return f"（{number}）"
    if depth == 3 and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    return f"〈{depth}-{number}〉"


def chinese(number: int) -> str:
    """Return a number below a hundred in Chinese; one above as figures.

    >>> chinese(3), chinese(10), chinese(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def quoted(text: str) -> str:
    """Return a text of others between 「」, so that its end can be told."""
    inner = text.replace("\\", "\\\\").replace("」", "\\」").replace("\n", "\\n")
    return f"「{inner}」"


QUOTED = re.compile(r"「((?:[^「」\\]|「|\\.)*)」")


def unquoted(text: str) -> str:
    """Return the text that `quoted` took, from between the quotation marks."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
