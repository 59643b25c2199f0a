"""The policy texts beside the rule files: which words stand in them, and which of their sentences no clause cites.

Texts come out of word processors and scanners, so white space and the marks they leave behind (`[bookmark: …]`) mean
nothing, and a line may end in mid-sentence. A sentence ends at 。；！？; numbered headings, the offices in brackets behind a
clause and signatures are none.
"""

from __future__ import annotations

import bisect
import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_RESTATED = re.compile(r"【(/?)重述】")
"""Marks between which a file tells what a text says in words that are not the text's own."""
_GAP = "\ue000"
"""Stands where something was left out of a text, so that no quote reaches across."""
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_END = re.compile(r"[。；;！!？?]+[”’」』）)]*|\ue000+")
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
    whole: str = field(default="", repr=False)
    """Every character of it, with line ends of one kind; nothing where the encoding is not known."""

    def has_checksum(self, sha256: str) -> bool:
        r"""Return whether a checksum is that of this text, saved with whatever line ends, byte order mark and encoding.

        Git on Windows turns `\n` into `\r\n`, an editor adds a mark or a last line end: the words are the same.
        """
        return sha256 == self.sha256 or (bool(self.whole) and sha256 in _checksums(self.whole))

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
        return words[:length], self.text[at : at + 8].replace(_GAP, "…")

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences that say something; headings, offices and signatures are passed over."""
        start = 0
        for match in _END.finditer(self.text):
            yield from self._sentence(start, match.end())
            start = match.end()
        tail = _without_offices(self.text[start:].strip(_GAP))
        if len(tail) > _LONGEST_HEADING and _PUNCTUATION.search(tail):
            yield from self._sentence(start, len(self.text))

    def _sentence(self, start: int, end: int) -> Iterator[Sentence]:
        words = _without_offices(self.text[start:end].strip(_GAP))
        if words and not _is_heading(words):
            yield Sentence(start, end, words, self.line(end - 1))

    def uncited(self, quotes: Iterable[str]) -> list[Sentence]:
        """Return the sentences that none of the quotes touches."""
        spans = sorted(span for each in quotes for span in self.places(each))
        return [each for each in self.sentences() if not any(a < each.end and b > each.start for a, b in spans)]


def read_source(path: Path) -> SourceText:
    """Read a policy text in UTF-8, GB 18030 or UTF-16."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    text = _decoded(content)
    if text is None:
        return source_text(content.decode("utf-8", "replace"), path.name, sha256, known=False)
    return source_text(text, path.name, sha256)


def _decoded(content: bytes) -> str | None:
    """Return what bytes say; None where they are in none of the encodings in which such texts are saved."""
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    marked = [encoding for mark, encoding in marks if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _checksums(text: str) -> set[str]:
    """Return the checksums of every form in which one text may be saved."""
    plain = text.rstrip("\n")
    forms = {body.replace("\n", end) for body in (plain, plain + "\n", text) for end in ("\n", "\r\n", "\r")}
    found = set()
    for form in forms:
        utf_16 = [codecs.BOM_UTF16_LE + form.encode("utf-16-le"), codecs.BOM_UTF16_BE + form.encode("utf-16-be")]
        for content in (form.encode(), form.encode("utf-8-sig"), form.encode("gb18030"), *utf_16):
            found.add(hashlib.sha256(content).hexdigest())
    return found


def source_text(text: str, name: str, sha256: str = "", *, known: bool = True) -> SourceText:
    """Return a policy text without what means nothing; `known` is whether its encoding is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    starts: list[int] = []
    length = 0
    restated = False
    for line in text.split("\n"):
        starts.append(length)
        words, restated = _verbatim(line, restated=restated)
        kept.append(words)
        length += len(words)
    return SourceText(name, sha256, "".join(kept), tuple(starts), text if known else "")


def _verbatim(line: str, *, restated: bool) -> tuple[str, bool]:
    """Return the words of a line that are the text's own, and whether what follows is restated.

    Lines that begin with # are notes of whoever keeps the file; what stands between 【重述】 and 【/重述】 is restated.
    """
    if line.startswith("#"):
        return _GAP, restated
    kept: list[str] = []
    parts = _RESTATED.split(line)
    for at in range(0, len(parts), 2):
        if at:
            restated = not parts[at - 1]
            kept.append(_GAP)
        if not restated:
            kept.append(_bare(parts[at]))
    return "".join(kept) or (_GAP if restated else ""), restated


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
