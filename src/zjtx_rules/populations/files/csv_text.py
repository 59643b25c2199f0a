"""The text of a CSV file: its encoding, its header, and whether every line has as many fields as the header.

A line that is cut short must not pass for missing facts, so every line is counted before anything is read. Sound files are
counted by Polars; only where a line looks wrong is the file walked through once more, to say which line and where.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

_BLOCK = 1 << 22
_SHOWN = 10
"""How many wrong lines of a file are shown; the others are counted."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file that has been looked through."""

    path: Path
    """Where it can be read as UTF-8: the file itself, or a copy."""
    header: tuple[str, ...]
    lines: int
    """How many lines it has below the header, at most; a text over several lines counts as several."""


def look_through(path: Path, copies: Path) -> CsvText | list[Problem]:
    """Return a CSV file ready to be read, or what is wrong with it.

    Args:
        path: The file, in UTF-8 or GB 18030.
        copies: A folder for a copy in UTF-8, where one is needed.
    """
    readable = _in_utf8(path, copies)
    if isinstance(readable, Problem):
        return [readable]
    header = header_of(readable)
    if header is None:
        return [_problem("empty-file", Words("文件是空的", "the file is empty"), path)]
    problems = _header_problems(path, header)
    if problems:
        return problems
    sound, lines = _counted(readable, len(header))
    if sound:
        return CsvText(readable, tuple(header), lines)
    problems = _walked(path, readable, len(header))
    if problems:
        return problems
    # Texts over several lines and single quotation marks are all right, and read alike by everybody once written plainly.
    plain = _copy_of(path, copies)
    with readable.open(encoding="utf-8-sig", newline="") as file, plain.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(csv.reader(file))
    return CsvText(plain, tuple(header), lines)


def rows_with_lines(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Yield every row below the header of a sound file, with the line on which it begins and that line's text."""
    encoding = "utf-8-sig" if _decodes(path, "utf-8") else "gb18030"
    with path.open(encoding=encoding, newline="") as file:
        rows = _Rows(file.readline)
        first = True
        while True:
            start = rows.line + 1
            row = rows.next()
            if row is None:
                return
            if not first and isinstance(row, list):
                yield start, rows.text, row
            first = False


def header_of(path: Path) -> list[str] | None:
    """Return the first line's fields; None where there is none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.reader(file), None)
    return row if row and any(each.strip() for each in row) else None


def _copy_of(path: Path, copies: Path) -> Path:
    return copies / f"{len(list(copies.iterdir()))}-{path.name}"


def _problem(code: str, words: Words, path: Path, suggestion: Words | None = None) -> Problem:
    return Problem(code, words, Place(str(path)), suggestion=suggestion)


def _in_utf8(path: Path, copies: Path) -> Path | Problem:
    """Return where the text can be read as UTF-8; what Excel writes in Chinese (GB 18030) is copied."""
    with path.open("rb") as file:
        if file.read(2) in _UTF16:
            hint = Words("另存为“CSV UTF-8（逗号分隔）”", "save it as 'CSV UTF-8 (comma delimited)'")
            return _problem("encoding", Words("文件是 UTF-16 编码", "the file is in UTF-16"), path, hint)
    if _decodes(path, "utf-8"):
        return path
    copy = _copy_of(path, copies)
    try:
        with copy.open("w", encoding="utf-8", newline="") as out:
            for text in _decoded(path, "gb18030"):
                out.write(text)
    except UnicodeDecodeError:
        # The encoding that gets further is the one the file was meant to be in.
        line = max(_first_wrong_line(path, encoding) for encoding in ("utf-8", "gb18030"))
        words = Words("不是 UTF-8 或 GB 18030 编码的文字", "this is text neither in UTF-8 nor in GB 18030")
        hint = Words("另存为“CSV UTF-8（逗号分隔）”", "save it as 'CSV UTF-8 (comma delimited)'")
        return Problem("encoding", words, Place(str(path), line, 1, 2), suggestion=hint)
    return copy


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
    except UnicodeDecodeError:
        return False
    return True


def _first_wrong_line(path: Path, encoding: str) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1


def _header_problems(path: Path, header: list[str]) -> list[Problem]:
    problems = []
    excerpt = ",".join(header)
    at = 1
    for number, name in enumerate(header):
        place = Place(str(path), 1, at, at + max(len(name), 1))
        if not name.strip():
            words = Words(f"第{number + 1}列没有列名", f"column {number + 1} has no header")
            problems.append(Problem("no-header", words, place, excerpt=excerpt))
        elif name in header[:number]:
            words = Words(f"“{name}”一列出现两次", f"the column '{name}' stands there twice")
            problems.append(Problem("named-twice", words, place, excerpt=excerpt))
        at += len(name) + 1
    return problems


def _counted(path: Path, fields: int) -> tuple[bool, int]:
    """Return whether every line has as many fields as the header, and how many lines there are below it."""
    line = pl.col("line")
    # What stands between quotation marks separates nothing; a mark without its other half needs the longer way.
    bare = pl.when(line.str.contains('"', literal=True)).then(line.str.replace_all('"[^"]*"', "")).otherwise(line)
    looked = (
        pl.scan_csv(
            path,
            has_header=False,
            separator="\x1f",
            quote_char=None,
            new_columns=["line"],
            infer_schema=False,
            truncate_ragged_lines=True,
            empty_string_is_null=False,
        )
        .select(bare.alias("line"))
        .select(
            pl.len().alias("lines"),
            pl.all_horizontal(
                line.str.count_matches(",", literal=True) == fields - 1, ~line.str.contains('"', literal=True)
            )
            .all()
            .alias("sound"),
        )
        .collect(engine="streaming")
    )
    return bool(looked["sound"][0]), max(int(looked["lines"][0]) - 1, 0)


def _walked(path: Path, readable: Path, fields: int) -> list[Problem]:
    """Return the lines that are wrong, by going through the file row by row."""
    problems: list[Problem] = []
    more = 0
    with readable.open(encoding="utf-8-sig", newline="") as file:
        rows = _Rows(file.readline)
        while True:
            start = rows.line + 1
            row = rows.next()
            if row is None:
                break
            if isinstance(row, list) and (len(row) == fields or not any(each.strip() for each in row)):
                continue
            if len(problems) == _SHOWN:
                more += 1
                continue
            problems.append(_wrong_row(path, start, row, fields, rows.text))
    if more:
        words = Words(f"另有{more}行字段数不符", f"{more} more lines have the wrong number of fields")
        problems.append(_problem("wrong-fields", words, path))
    return problems


class _Rows:
    """The rows of a CSV file, with the line and the text of each; lives while one file is walked through."""

    def __init__(self, readline: Callable[[], str]) -> None:
        self.readline = readline
        self.line = 0
        self.text = ""

    def _lines(self) -> Iterator[str]:
        while text := self.readline():
            self.line += 1
            self.text = self.text or text.rstrip("\r\n")
            yield text

    def next(self) -> list[str] | csv.Error | None:
        self.text = ""
        try:
            return next(csv.reader(self._lines(), strict=True), None)
        except csv.Error as error:
            return error


def _wrong_row(path: Path, line: int, row: list[str] | csv.Error, fields: int, text: str) -> Problem:
    expected = Words(f"{fields}个字段，与表头一致", f"{fields} fields, as in the header")
    if isinstance(row, csv.Error):
        words = Words("引号不成对，此行无法读取", "the quotation marks are not paired: the line cannot be read")
        at = max(text.find('"'), 0) + 1
        return Problem("broken-quote", words, Place(str(path), line, at, at + 1), expected=expected, excerpt=text)
    words = Words(f"此行有{len(row)}个字段", f"this line has {len(row)} field(s)")
    # The caret stands where the first field too many begins, or behind the last one of a line cut short.
    at = len(",".join(row[:fields])) + 2 if len(row) > fields else len(text) + 1
    hint = None
    if len(row) > fields:
        hint = Words("含逗号的内容须加引号", "put quotation marks around a text with a comma in it")
    return Problem(
        "wrong-fields", words, Place(str(path), line, at, at + 1), expected=expected, suggestion=hint, excerpt=text
    )
