"""The policy texts beside the rule files: which words stand in them, and which of their sentences no clause cites.

Texts come out of word processors and scanners, so white space and the marks they leave behind (`[bookmark: …]`) mean
nothing, and a line may end in mid-sentence. A sentence ends at 。；！？; numbered headings, the offices in brackets behind a
clause and signatures are none.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_END = re.compile(r"[。；;！!？?]+[”’」』）)]*")
_OFFICE = r"[^、，,；;（）()。]{2,}?(?:[厅局委部办行府院会区司署社]|政府|小组|单位|机构|公司)"
_OFFICES = re.compile(
    r"[（(](?:责任单位|牵头单位|责任部门|牵头部门)[:：][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]"
    r"|[（(][^（）()]*(?:负责|牵头|配合)[）)]"
    rf"|^[（(]{_OFFICE}(?:[、，,；;]{_OFFICE})*等?[）)]"
)
"""The offices in charge, in brackets: so called, or a bare list of offices behind a sentence."""
_NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]+、|[（(][-—一二三四五六七八九十0-9A-Za-z]+[）)]|专项[0-9A-Za-z一二三四五六七八九十]+、?|[0-9]{1,2}[.．、])"
)
_LONGEST_HEADING = 34
_PUNCTUATION = re.compile(r"[，。；：、,;:！？!?“”‘’（）()《》\-—]")


class Sentence(NamedTuple):
    """A sentence of a policy text, without white space."""

    start: int
    end: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A policy text, kept without what means nothing."""

    name: str
    sha256: str
    text: str
    line_starts: tuple[int, ...] = field(default=(), repr=False)
    """Where in `text` each line of the file begins."""

    def line(self, position: int) -> int:
        """Return the line of the file, from 1, at a position of the text."""
        return bisect.bisect_right(self.line_starts, position)

    def places(self, quote: str) -> Iterator[tuple[int, int]]:
        """Yield where a quote stands, as start and end."""
        words = _bare(quote)
        start = self.text.find(words) if words else -1
        while start >= 0:
            yield start, start + len(words)
            start = self.text.find(words, start + 1)

    def differs_at(self, quote: str) -> tuple[str, str]:
        """Return how much of a quote that does not stand in the text does stand there, and how the text goes on."""
        words = _bare(quote)
        length = 0
        while length < len(words) and words[: length + 1] in self.text:
            length += 1
        at = self.text.find(words[:length]) + length
        return words[:length], self.text[at : at + 8]

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences that say something; headings, offices and signatures are passed over."""
        start = 0
        for match in _END.finditer(self.text):
            yield from self._sentence(start, match.end())
            start = match.end()
        tail = _without_offices(self.text[start:])
        if len(tail) > _LONGEST_HEADING and _PUNCTUATION.search(tail):
            yield from self._sentence(start, len(self.text))

    def _sentence(self, start: int, end: int) -> Iterator[Sentence]:
        words = _without_offices(self.text[start:end])
        if words and not _is_heading(words):
            yield Sentence(start, end, words, self.line(end - 1))

    def uncited(self, quotes: Iterable[str]) -> list[Sentence]:
        """Return the sentences that none of the quotes touches."""
        spans = sorted(span for each in quotes for span in self.places(each))
        return [each for each in self.sentences() if not any(a < each.end and b > each.start for a, b in spans)]


def read_source(path: Path) -> SourceText:
    """Read a policy text (UTF-8)."""
    content = path.read_bytes()
    return source_text(content.decode("utf-8", "replace"), path.name, hashlib.sha256(content).hexdigest())


def source_text(text: str, name: str, sha256: str = "") -> SourceText:
    """Return a policy text without what means nothing."""
    kept: list[str] = []
    starts: list[int] = []
    length = 0
    for line in text.split("\n"):
        starts.append(length)
        words = _bare(line)
        kept.append(words)
        length += len(words)
    return SourceText(name, sha256, "".join(kept), tuple(starts))


def _bare(text: str) -> str:
    return _SPACE.sub("", _BOOKMARK.sub("", text))


def _without_offices(text: str) -> str:
    return _OFFICES.sub("", text).strip("。；;！!？?”’」』）)")


def _is_heading(text: str) -> bool:
    """Return whether a text is nothing but numbered headings, each short."""
    first = _NUMBERING.search(text)
    if first is None or first.start() > 0:
        return False
    return all(len(each) <= _LONGEST_HEADING for each in _NUMBERING.split(text)[1:])
