"""The rows of a text file of cells: its encoding, what parts its cells, and quotation marks that are not closed where they should be."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zjtx_rules.populations.files.sheet_layout import SheetRow, Vocabulary, plain_header
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

_BLOCK = 1 << 22
_HEAD = 1 << 16
_SNIFFED = 20
_CELLS = 100
"""Of a line these many cells tell what parts them."""

UTF8 = "utf-8-sig"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRADITIONAL = re.compile("編號|企業|名稱|統一|認定|所在|日期|時間|地區|縣|號")
"""Words of a header in traditional characters, which is how a file in Big5 is known."""

DELIMITERS = (",", "\t", ";", "|", "，")
"""What may part the cells of a line; the comma where nothing tells."""


def encoding_of(path: Path, vocabulary: Vocabulary) -> str | Problem:
    """Return the encoding of a text: UTF-8, UTF-16 or UTF-32, or GB 18030, which is what Excel writes in Chinese."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _unmarked_utf16(head)
    if encoding is not None:
        return encoding if _decodes(path, encoding) else _not_text(path, (encoding,))
    if _decodes(path, "utf-8"):
        return UTF8
    sound = _decodes(path, "gb18030")
    if not (sound and _has_header(head, "gb18030", vocabulary)) and _is_big5(head):
        words = Words("文件是 Big5（繁体）编码", "the file is in Big5")
        return Problem("encoding", words, Place(str(path)), suggestion=_AS_UTF8)
    return "gb18030" if sound else _not_text(path, ("utf-8", "gb18030"))


def delimiter_of(path: Path, encoding: str, vocabulary: Vocabulary) -> str:
    """Return what parts the cells: that by which most of the first lines come apart into headers that mean something."""
    with path.open(encoding=encoding, newline="") as file:
        head = [line for line in islice((file.readline(_HEAD) for _ in range(_SNIFFED)), _SNIFFED) if line.strip()]
    bare = [re.sub(r'"(?:[^"]|"")*"', lambda found: found[0].strip('"'), line) for line in head]

    def known(delimiter: str) -> int:
        return max((_known(line.split(delimiter), vocabulary) for line in bare if delimiter in line), default=0)

    return max(DELIMITERS, key=known)


def _known(cells: list[str], vocabulary: Vocabulary) -> int:
    knows = vocabulary.knows
    return sum(1 for each in cells[:_CELLS] if len(each) <= 60 and each.strip() and knows(plain_header(each, knows)))


@dataclass(slots=True)
class CsvRows:
    """The rows of a CSV file one by one; a row that cannot be read is an error, and the next call goes on behind it."""

    readline: Callable[[], str]
    delimiter: str = ","
    line: int = 0
    """The line that was read last."""
    text: str = ""
    """The first line of the row read last, without its end."""
    _raw: str = ""

    def _lines(self) -> Iterator[str]:
        while text := self.readline():
            self.line += 1
            self._raw += text
            self.text = self.text or text.rstrip("\r\n")
            yield text

    def next(self) -> SheetRow | csv.Error | None:
        """Return the next row, None behind the last one."""
        self.text = self._raw = ""
        start = self.line + 1
        try:
            cells = next(csv.reader(self._lines(), strict=True, delimiter=self.delimiter), None)
        except csv.Error as error:
            cells = leniently(self._raw, self.delimiter)
            if cells is None:
                return error
        return None if cells is None else SheetRow(start, cells)


_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')


def leniently(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line of which one begins with a quoted word and goes on ("甲"公司): that one as it stands.

    None where a quotation mark has no other half.
    """
    text = text.rstrip("\r\n")
    cells, at = [], 0
    while True:
        quoted = None
        stop = at
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                return None
            stop = quoted.end()
        end = text.find(delimiter, stop)
        end = len(text) if end < 0 else end
        plain = quoted is not None and not text[stop:end].strip()
        cells.append(quoted[1].replace('""', '"') if quoted is not None and plain else text[at:end])
        if end == len(text):
            return cells
        at = end + len(delimiter)


def in_utf8(path: Path, encoding: str, copy: Path) -> None:
    """Copy a text into UTF-8."""
    with copy.open("w", encoding="utf-8", newline="") as out:
        for text in _decoded(path, encoding):
            out.write(text)


_AS_UTF8 = Words("另存为“CSV UTF-8（逗号分隔）”", "save it as 'CSV UTF-8 (comma delimited)'")


def _not_text(path: Path, encodings: tuple[str, ...]) -> Problem:
    # The encoding that gets further is the one the file was meant to be in.
    line = max(_first_wrong_line(path, each) for each in encodings)
    names = "UTF-8 或 GB 18030" if len(encodings) > 1 else encodings[0].upper()
    words = Words(f"不是 {names} 编码的文字", f"this is not text in {names.replace('或', 'or')}")
    return Problem("encoding", words, Place(str(path), line, 1, 2), suggestion=_AS_UTF8)


def _unmarked_utf16(head: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in: every other byte of its commas, digits and line ends is zero."""
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 < len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_big5(head: bytes) -> bool:
    return _TRADITIONAL.search(_head_text(head, "big5")) is not None


def _has_header(head: bytes, encoding: str, vocabulary: Vocabulary) -> bool:
    lines = _head_text(head, encoding).splitlines()[:_SNIFFED]
    return any(_known(re.split(r"[,;\t|，\"]", line), vocabulary) for line in lines)


def _head_text(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _ in _decoded(path, encoding):
            pass
    except UnicodeError:
        return False
    return True


def _first_wrong_line(path: Path, encoding: str) -> int:
    if encoding.startswith(("utf-16", "utf-32")):
        return 1
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1
