"""A sheet or a CSV file as a table with one header line and nothing but records, whatever stands around them in the original.

What is left out (titles, subtotals, who filled it in) and every column without a header is noted with its line; a row that
cannot be read is a problem. The copy keeps the line on which each record begins.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from zjtx_rules.populations.files.sheet_layout import LOOKED_AT, Records, SheetLayout, SheetRow, Vocabulary, laid_out
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

LINE = "~line"
"""The column of a copy that keeps the line of each record."""

_SHOWN = 10
"""How many wrong lines of a file are shown; the others are counted."""
_EXAMPLES = 5


@dataclass(slots=True)
class PlainTable:
    """A file or a sheet that has been looked through."""

    readable: Path
    """Where it can be read as UTF-8 with one header line: the file itself, or a copy with the column of the lines."""
    header: tuple[str, ...]
    rows: int
    """How many rows it has below the header; of a file that is read as it stands, at most."""
    columns: tuple[int, ...]
    """For each header the number of the column in the original, from 0."""
    header_line: int = 1
    copied: bool = False
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    title: tuple[str, ...] = ()
    """The texts above the header."""
    notes: list[Words] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Unreadable:
    """A row that cannot be taken apart."""

    line: int
    problem: Problem


@dataclass(slots=True)
class _LeftOut:
    """The lines that are no records, by why they are none."""

    lines: dict[Words, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, why: Words, row: SheetRow) -> None:
        if why.zh:
            text = next(each.strip() for each in row.cells if each.strip())
            self.lines.setdefault(why, []).append((row.line, text))

    def notes(self, name: str) -> Iterator[Words]:
        for why, lines in self.lines.items():
            some = "、".join(f"第{line}行“{_short(text)}”" for line, text in lines[:_EXAMPLES])
            english = ", ".join(f"line {line} '{_short(text)}'" for line, text in lines[:_EXAMPLES])
            more, others = (
                (f"等{len(lines)}行", f" and {len(lines) - _EXAMPLES} more") if len(lines) > _EXAMPLES else ("", "")
            )
            yield Words(
                f"{name}：{some}{more}不是申请主体（{why.zh}），没有计入。",
                f"{name}: no applicant, and not counted ({why.en}): {english}{others}.",
            )


def plain_table(
    rows: Iterable[SheetRow | Unreadable], vocabulary: Vocabulary, path: Path, target: Path, *, name: str, ragged: bool
) -> PlainTable | list[Problem]:
    """Write the records of a sheet to a copy, and return how they can be read, or why there are none.

    Args:
        rows: The rows of the sheet.
        vocabulary: The headers that it can have.
        path: The file in which it is, for problems.
        target: Where the copy is written.
        name: What notes call it: the file, or the sheet.
        ragged: Whether a row with more or fewer cells than the header is a problem, as in a text file.
    """
    source = iter(rows)
    head = list(islice(source, LOOKED_AT))
    layout = laid_out([each for each in head if isinstance(each, SheetRow)], vocabulary)
    if layout is None:
        return [Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path)))]
    found = PlainTable(target, layout.header, 0, layout.columns, layout.last, copied=True, title=layout.title)
    records = Records(layout)
    aside, wrong, unnamed = _LeftOut(), _Wrong(path, layout), set[int]()
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*layout.header, LINE])
        for row in chain(head, source):
            if row.line <= layout.last:
                continue
            if isinstance(row, Unreadable):
                wrong.add(row.problem)
                continue
            why = records.why_none(row.cells)
            if why is not None:
                aside.add(why, row)
            elif ragged and not _fits(row.cells, layout):
                wrong.row(row)
            else:
                cells = [row.cells[at].strip() if at < len(row.cells) else "" for at in layout.columns]
                writer.writerow([*cells, row.line])
                found.rows += 1
                _look(row, layout, unnamed)
    found.problems = wrong.problems()
    found.notes = [*_about_layout(name, layout), *aside.notes(name), *_without_header(name, unnamed)]
    return found


def _look(row: SheetRow, layout: SheetLayout, unnamed: set[int]) -> None:
    if len(layout.columns) < len(row.cells):
        named = set(layout.columns)
        unnamed.update(at for at, each in enumerate(row.cells) if at not in named and each.strip())


def _fits(cells: Sequence[str], layout: SheetLayout) -> bool:
    return len(cells) >= layout.width and not any(each.strip() for each in cells[layout.spanned :])


class _Wrong:
    """The rows that do not fit, the first of them shown."""

    def __init__(self, path: Path, layout: SheetLayout) -> None:
        self.path, self.layout = path, layout
        self.shown: list[Problem] = []
        self.more = 0

    def add(self, problem: Problem) -> None:
        if len(self.shown) < _SHOWN:
            self.shown.append(problem)
        else:
            self.more += 1

    def row(self, row: SheetRow) -> None:
        width, count = self.layout.width, len(row.cells)
        if count > width:
            width = self.layout.spanned
        expected = Words(f"{width}个字段，与表头一致", f"{width} fields, as in the header")
        words = Words(f"此行有{count}个字段", f"this line has {count} field(s)")
        hint = None
        if count > width:
            hint = Words("含逗号的内容须加引号", "put quotation marks around a text with a comma in it")
        text = ",".join(row.cells)
        # The caret stands where the first field too many begins, or behind the last one of a line cut short.
        at = len(",".join(row.cells[:width])) + 2 if count > width else len(text) + 1
        place = Place(str(self.path), row.line, at, at + 1)
        self.add(Problem("wrong-fields", words, place, expected=expected, suggestion=hint, excerpt=text))

    def problems(self) -> list[Problem]:
        if not self.more:
            return self.shown
        words = Words(f"另有{self.more}行字段数不符", f"{self.more} more lines have the wrong number of fields")
        return [*self.shown, Problem("wrong-fields", words, Place(str(self.path)))]


def _about_layout(name: str, layout: SheetLayout) -> Iterator[Words]:
    if layout.first == layout.last == 1:
        return
    rows = f"第{layout.first}行" if layout.first == layout.last else f"第{layout.first}至{layout.last}行"
    lines = f"line {layout.first}" if layout.first == layout.last else f"lines {layout.first} to {layout.last}"
    above = f"，以上是标题：{'；'.join(_short(each) for each in layout.title[:2])}" if layout.title else ""
    title = f", under the title {'; '.join(_short(each) for each in layout.title[:2])}" if layout.title else ""
    yield Words(f"{name}：表头在{rows}{above}。", f"{name}: the header is on {lines}{title}.")


def _without_header(name: str, columns: set[int]) -> Iterator[Words]:
    if columns:
        numbers = "、".join(f"第{each + 1}列" for each in sorted(columns)[:_EXAMPLES])
        english = ", ".join(str(each + 1) for each in sorted(columns)[:_EXAMPLES])
        yield Words(
            f"{name}：{numbers}没有列名，不参与测算；要用的请写上列名。",
            f"{name}: no header over column {english}, which plays no part; write one if it should.",
        )


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= 30 else f"{joined[:29]}…"
