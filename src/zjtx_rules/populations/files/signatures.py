"""What a file really holds, by its first bytes: lists are saved under the ending of another kind, and sent as web pages or PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

Format = Literal["csv", "sheet", "parquet", "arrow"]

_HEAD = 4096
_BINARY: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", "sheet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sheet"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
)
_OPEN = Words("用表格软件打开后另存为 XLSX", "open it in a spreadsheet program and save it as XLSX")
_COPY = Words("把其中的表格复制到电子表格，存为 XLSX", "copy its table into a spreadsheet and save that as XLSX")
_UNPACK = Words("解压后给出其中的表格文件", "unpack it and give the file of the table in it")
_OTHERS: tuple[tuple[bytes, Words, Words], ...] = (
    (b"%PDF", Words("PDF 文件", "a PDF file"), _COPY),
    (b"{\\rtf", Words("RTF 文件", "an RTF file"), _COPY),
    (b"\x89PNG", Words("图片", "an image"), _COPY),
    (b"\xff\xd8\xff", Words("图片", "an image"), _COPY),
    (b"Rar!", Words("RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf", Words("7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b", Words("gzip 压缩包", "a gzip archive"), _UNPACK),
)
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NAMES = {"csv": "CSV 文本", "sheet": "电子表格", "parquet": "Parquet", "arrow": "Arrow"}
_ENGLISH = {"csv": "text", "sheet": "a workbook", "parquet": "Parquet", "arrow": "Arrow"}


def format_of(path: Path, by_ending: Format) -> tuple[Format, Words | None] | Problem:
    """Return the kind of a file, with a note where it is not that of its ending; or why it is none that can be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    mark = next((each for each in _MARKS if head.startswith(each)), b"")
    plain = head.removeprefix(mark).replace(b"\0", b"")
    found = next((kind for first, kind in _BINARY if head.startswith(first)), None)
    other = next(((words, hint) for first, words, hint in _OTHERS if head.startswith(first)), None)
    if other is None and found is None and _PAGE.match(plain):
        other = Words("网页（HTML）", "a web page (HTML)"), _OPEN
    if other is None and found is None and _XML.match(plain):
        other = Words("XML 文件", "an XML file"), _OPEN
    if other is not None:
        what, hint = other
        words = Words(f"这是{what.zh}，不能这样读取", f"this is {what.en}, which cannot be read as it is")
        return Problem("other-format", words, Place(str(path)), suggestion=hint)
    if found is None:
        # A text under the ending of a workbook; anything else that is broken is said by the reader of its kind.
        found = "csv" if by_ending == "sheet" and _is_text(plain, mark) else by_ending
    if found == by_ending:
        return found, None
    note = Words(
        f"{path.name}：内容是{_NAMES[found]}，不是“{path.suffix}”，按{_NAMES[found]}读取。",
        f"{path.name}: it holds {_ENGLISH[found]} and no '{path.suffix}', and was read as such.",
    )
    return found, note


def _is_text(head: bytes, mark: bytes) -> bool:
    """Return whether a file is a text whose first line comes apart into cells."""
    first = next((line for line in head.splitlines() if line.strip()), b"")
    binary = any(each < 9 or 14 <= each < 27 for each in head)
    return any(each in first for each in (b",", b"\t", b";", b"|")) and (bool(mark) or not binary)
