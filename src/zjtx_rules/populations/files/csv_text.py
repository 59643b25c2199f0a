"""A CSV file made ready: read as it stands where it is a plain table, else through a copy that is one.

A line that is cut short must not pass for missing facts, so every line is looked at before anything is read. Plain files, which
may be large, are looked at by Polars; a file with anything unusual (another delimiter, a title, subtotals, quotation marks within
cells) is gone through row by row and copied.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from zjtx_rules.populations.files.csv_rows import UTF8, CsvRows, delimiter_of, encoding_of, in_utf8
from zjtx_rules.populations.files.plain_table import PlainTable, Unreadable, plain_table
from zjtx_rules.populations.files.sheet_layout import LOOKED_AT, SUSPECT, SheetRow, Vocabulary, laid_out
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words


def look_through(path: Path, copies: Path, vocabulary: Vocabulary) -> PlainTable | list[Problem]:
    """Return a CSV file ready to be read, or what is wrong with it.

    Args:
        path: The file, in UTF-8, GB 18030, UTF-16 or UTF-32.
        copies: A folder for a copy, where one is needed.
        vocabulary: The headers that it can have.
    """
    if not path.stat().st_size:
        return [Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path)))]
    encoding = encoding_of(path, vocabulary)
    if isinstance(encoding, Problem):
        return [encoding]
    delimiter = delimiter_of(path, encoding, vocabulary)
    header = _plain_header(path, encoding, vocabulary) if delimiter == "," else None
    if header is not None:
        readable = path
        if encoding != UTF8:
            readable = copy_of(path, copies)
            in_utf8(path, encoding, readable)
        rows = _counted(readable, header, bare=vocabulary.records_may_be_bare)
        if rows is not None:
            return PlainTable(readable, header, rows, tuple(range(len(header))), encoding=encoding)
    with path.open(encoding=encoding, newline="") as file:
        rows_of_file = _rows(path, CsvRows(file.readline, delimiter))
        target = copy_of(path, copies)
        found = plain_table(rows_of_file, vocabulary, path, target, name=path.name, ragged=True)
    if isinstance(found, PlainTable):
        found.encoding, found.delimiter = encoding, delimiter
    return found


def copy_of(path: Path, copies: Path) -> Path:
    """Return a path for a copy of a file."""
    return copies / f"{len(list(copies.iterdir()))}-{path.stem}.csv"


def line_of(path: Path, encoding: str, line: int) -> str:
    """Return one line of a text file, without its end."""
    with path.open(encoding=encoding, newline="") as file:
        return next(islice(file, line - 1, line), "").rstrip("\r\n")


def _rows(path: Path, rows: CsvRows) -> Iterator[SheetRow | Unreadable]:
    while True:
        start = rows.line + 1
        row = rows.next()
        if row is None:
            return
        if isinstance(row, csv.Error):
            words = Words("引号不成对，此行无法读取", "the quotation marks are not paired: the line cannot be read")
            at = max(rows.text.find('"'), 0) + 1
            place = Place(str(path), start, at, at + 1)
            yield Unreadable(start, Problem("broken-quote", words, place, excerpt=rows.text))
        else:
            yield row


def _plain_header(path: Path, encoding: str, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Return the header of a file whose first line it is, written as it is meant; None where it needs a closer look."""
    with path.open(encoding=encoding, newline="") as file:
        if file.readline().endswith("\r"):  # lines that end so are not parted by Polars
            return None
        file.seek(0)
        rows = CsvRows(file.readline)
        head = []
        for _ in range(LOOKED_AT):
            row = rows.next()
            if row is None or isinstance(row, csv.Error):
                break
            head.append(row)
    layout = laid_out(head, vocabulary) if head else None
    if layout is None or (layout.first, layout.last) != (1, 1):
        return None
    cells = list(head[0].cells)
    if list(layout.header) != cells or any('"' in each for each in cells):
        return None
    return layout.header if any(each in vocabulary.identities for each in cells) else None


def _counted(path: Path, header: tuple[str, ...], *, bare: bool) -> int | None:
    """Return how many lines a plain file has below its header, at most; None where some line is not plain.

    Every line of a plain one has as many fields as the header, its quotation marks stand around whole cells, and none can be
    anything but a record.
    """
    line, fields = pl.col("line"), len(header)
    quoted = line.str.contains('"', literal=True)
    cell = r'(?:"[^"]*(?:""[^"]*)*"|[^",]*)'
    # What stands between quotation marks separates nothing.
    outside = pl.when(quoted).then(line.str.replace_all(r'"[^"]*"', "")).otherwise(line)
    few = r"^,*[^,]+,*$" if bare or fields < 4 else r"^,*(?:[^,]+,+)?[^,]+,*$"
    sound = [
        outside.str.count_matches(",", literal=True) == fields - 1,
        ~quoted | line.str.contains(rf"^{cell}(?:,{cell})*\r?$"),
        ~line.str.contains(r"\r[^\n]"),
        line.str.strip_chars_end("\r") != ",".join(header),
        ~line.str.contains(SUSPECT),
        ~line.str.contains(r"^\s*[0-9]*[\s,]*$"),
    ]
    if fields > 1:
        sound.append(~line.str.contains(few))
    rows = pl.scan_csv(
        path,
        has_header=False,
        separator="\x1f",
        quote_char=None,
        new_columns=["line"],
        infer_schema=False,
        truncate_ragged_lines=True,
        empty_string_is_null=False,
        glob=False,
        skip_rows=1,
    ).select(pl.len().alias("lines"), pl.all_horizontal(sound).all().alias("sound"))
    try:
        looked = rows.collect(engine="streaming")
    except pl.exceptions.NoDataError:
        return 0
    return int(looked["lines"][0]) if looked["sound"][0] else None
