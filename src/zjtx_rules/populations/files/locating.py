"""Where in the files a problem of a table lies: the line and the column of a CSV file, the cell of a sheet, the row of any other.

Tables are checked as columns, which know ids and no lines. Only when there is something to report are the files searched,
once for all problems of a table, for the first row that has each.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.given.kinds import CellError, money_in
from zjtx_rules.engines.columns.given.layout import Named, applicant_columns, meaning_of, table_columns
from zjtx_rules.populations.files.csv_rows import UTF8, CsvRows
from zjtx_rules.populations.files.csv_text import line_of
from zjtx_rules.populations.files.reading import ROW_ID, Piece, Population, TableFiles, scanned
from zjtx_rules.populations.files.workbooks import column_letters
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

Origins = Mapping[tuple[str, str], Sequence[str]]
"""The headers of a list of firms from which the fields of other tables come."""

_OF_HEADERS = {"unknown-column", "named-twice", "wrong-type", "no-id-column", "missing-column"}
_UNIT = re.compile(r"[(（](元|万元|亿元|分)[)）]\s*$")


@dataclass(frozen=True, slots=True)
class _Row:
    piece: Piece
    line: int
    fields: dict[str, str | None]


@dataclass(slots=True)
class _Search:
    """One problem that is looked for in the rows of a table."""

    problem: Problem
    headers: Sequence[str]
    """The columns of the file in which it may stand; none where it is of the whole row."""
    wrong: Callable[[str, str], bool]
    """Whether the cell of a column can be the one that has the problem."""
    times: int = field(default=0)
    """How many rows had it so far."""
    likely: Problem | None = None
    """The problem in the first row of those who have it, where no cell is seen to be wrong by itself."""

    def at(self, row: _Row) -> Problem | None:
        """Return the problem with its place, if this is the row."""
        headers = [each for each in self.headers if self.wrong(each, (row.fields.get(each) or "").strip())]
        if self.headers and not headers:
            if self.likely is None:
                self.likely = _placed(row, self.headers[0], self.problem)
            return None
        self.times += 1
        # Of what stands there twice, the second is the one too many.
        if self.problem.code == "duplicate-id" and self.times < 2:
            return None
        return _placed(row, headers[0] if headers else None, self.problem)


Suspect = Callable[[str, Named, str], str | None]
"""Returns the code of the note on a cell, given its table, what its column means, and its text."""


def located(
    population: Population,
    problems: Sequence[tuple[Problem, Sequence[Any]]],
    origins: Origins | None = None,
    suspect: Suspect | None = None,
) -> list[Problem]:
    """Return problems of tables with their places in the files, each given with the ids of some rows that have it.

    Of notes on the input, `suspect` knows the cell.
    """
    found: list[Problem] = [problem for problem, _ in problems]
    by_table: dict[str, list[int]] = {}
    lines: dict[str, HeaderLine] = {}
    for at, (problem, _) in enumerate(problems):
        name = "applicants" if origins is not None else problem.place.file
        if name not in population.tables:
            continue
        if problem.code in _OF_HEADERS:
            if name not in lines:
                lines[name] = HeaderLine(population.tables[name])
            found[at] = _in_header(lines[name], problem, origins)
        else:
            by_table.setdefault(name, []).append(at)
    for name, places in by_table.items():
        table = population.tables[name]
        searches = {at: _search(population.tables[name], problems[at][0], origins, suspect) for at in places}
        wanted: dict[str | None, list[int]] = {}
        for at in places:
            for each in problems[at][1]:
                wanted.setdefault(None if each is None else str(each), []).append(at)
            found[at] = replace(found[at], place=Place(str(table.pieces[0].path)))
        for identity, row in _rows(table, set(wanted)):
            for at in wanted.get(identity, ()):
                place = searches[at].at(row) if at in searches else None
                if place is not None:
                    found[at] = place
                    del searches[at]
            if not searches:
                break
        for at, search in searches.items():
            found[at] = search.likely or found[at]
    return found


def _search(table: TableFiles, problem: Problem, origins: Origins | None, suspect: Suspect | None) -> _Search:
    name = problem.place.file
    known = applicant_columns() if name == "applicants" else table_columns(name)
    if origins is not None and problem.path not in table.header:
        meaning = meaning_of(problem.path, known)
        headers = list(origins.get((name, meaning.field), ())) if meaning is not None else []
        if headers or name != "applicants":
            return _Search(problem, headers, _test(meaning, problem, suspect))
    header = problem.path if problem.path in table.header else None
    if header is None and problem.path == "applicant" and table.identity != ROW_ID:
        header = table.identity
    meaning = meaning_of(header, known) if header is not None else None
    return _Search(problem, [header] if header is not None else [], _test(meaning, problem, suspect))


def _test(meaning: Named | None, problem: Problem, suspect: Suspect | None) -> Callable[[str, str], bool]:
    """Return whether the cell of a column can be the one that has a problem."""
    code, table = problem.code, problem.place.file
    if suspect is not None and meaning is not None:
        return lambda header, value: suspect(table, _in_unit(header, meaning), value) == code
    if code == "missing-cell":
        return lambda _, value: not value
    if code == "wrong-cell" and meaning is not None:
        return lambda header, value: bool(value) and not _readable(header, meaning, value)
    return lambda _, __: True


def _in_unit(header: str, meaning: Named) -> Named:
    """Return what a column means, in the unit that its header names."""
    unit = _UNIT.search(header)
    return replace(meaning, unit=unit[1]) if unit is not None else meaning


def _readable(header: str, meaning: Named, value: str) -> bool:
    name = _in_unit(header, meaning).unit
    try:
        (meaning.kind.read if name is None else money_in(name, meaning.kind))(value)
    except CellError:
        return False
    return True


def _rows(table: TableFiles, ids: set[str | None]) -> Iterator[tuple[str | None, _Row]]:
    """Yield the rows of some applicants with their ids."""
    identity = table.identity
    several = len({each.sheet for each in table.pieces}) > 1
    for piece in table.pieces:
        if identity is None or (identity != ROW_ID and identity not in piece.header):
            continue
        if piece.plain is not None:
            for line, row in _records(piece):
                if identity == ROW_ID:
                    own: str | None = f"{piece.sheet if several else ''}第{line}行"
                else:
                    own = row[piece.header.index(identity)].strip() or None
                if own in ids:
                    yield own, _Row(piece, line, dict(zip(piece.header, row, strict=False)))
        else:
            scan = scanned(piece, numbered=identity == ROW_ID, several=False)
            own_id = pl.col(identity).cast(pl.String).str.strip_chars()
            mine = own_id.is_in([each for each in ids if each is not None])
            if None in ids:
                mine = mine | own_id.is_null() | (own_id == "")
            for values in scan.with_row_index("~n").filter(mine).head(1000).collect().iter_rows(named=True):
                fields = {key: None if value is None else str(value) for key, value in values.items()}
                yield (fields[identity] or "").strip() or None, _Row(piece, int(values["~n"]) + 1, fields)


def _records(piece: Piece) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a text or a sheet with the lines on which they begin."""
    assert piece.plain is not None  # noqa: S101 - for the type checker: the caller has looked
    width = len(piece.header)
    with piece.readable.open(encoding=UTF8, newline="") as file:
        if piece.plain.copied:
            copied = csv.reader(file)
            next(copied, None)
            for row in copied:
                yield int(row[-1]), row[:-1]
            return
        rows = CsvRows(file.readline)
        rows.next()
        while (found := rows.next()) is not None:
            if not isinstance(found, csv.Error) and len(found.cells) == width:
                yield found.line, list(found.cells)


def _placed(row: _Row, header: str | None, problem: Problem) -> Problem:
    piece = row.piece
    problem = replace(problem, path=header or problem.path)
    if piece.plain is None:
        message = Words(f"{problem.message.zh}（第{row.line}行）", f"{problem.message.en} (row {row.line})")
        return replace(problem, message=message, place=Place(str(piece.path)))
    return _in_line(piece, row.line, piece.header.index(header) if header is not None else None, problem)


def _in_line(piece: Piece, line: int, column: int | None, problem: Problem) -> Problem:
    """Return a problem with its place in a line of a text, or in a row of a sheet."""
    assert piece.plain is not None  # noqa: S101 - for the type checker: the caller has looked
    number = piece.plain.columns[column] if column is not None else None
    if piece.format == "sheet":
        cell = f"{column_letters(number)}{line}" if number is not None else f"{line}"
        sheet = f"“{piece.sheet}”"
        where = Words(
            f"{problem.message.zh}（工作表{sheet}{cell}）", f"{problem.message.en} (sheet '{piece.sheet}', {cell})"
        )
        return replace(problem, message=where, place=Place(str(piece.path), line, (number or 0) + 1))
    text = line_of(piece.path, piece.plain.encoding, line)
    start, end = _span(_spans_of(text, piece.plain.delimiter), number) if number is not None else (1, 1)
    return replace(problem, place=Place(str(piece.path), line, start, end), excerpt=text)


class HeaderLine:
    """The line of headers of a table, looked through once for all problems in it: there may be thousands."""

    def __init__(self, table: TableFiles) -> None:
        """Take the headers of the first of its files."""
        self.piece = table.pieces[0]
        self._position = {header: at for at, header in reversed(list(enumerate(self.piece.header)))}
        self._text = ""
        self._spans: list[tuple[int, int]] = []

    def __contains__(self, header: str) -> bool:
        return header in self._position

    def placed(self, header: str | None, problem: Problem) -> Problem:
        """Return a problem with the place of a header, or of the whole line."""
        piece = self.piece
        if piece.plain is None:
            return replace(problem, place=Place(str(piece.path)))
        if header is None:
            return replace(problem, place=Place(str(piece.path), piece.plain.header_line, 1))
        column = self._position[header]
        if piece.format == "sheet":
            return _in_line(piece, piece.plain.header_line, column, problem)
        if not self._spans:
            self._text = line_of(piece.path, piece.plain.encoding, piece.plain.header_line)
            self._spans = _spans_of(self._text, piece.plain.delimiter)
        start, end = _span(self._spans, piece.plain.columns[column])
        return replace(problem, place=Place(str(piece.path), piece.plain.header_line, start, end), excerpt=self._text)


def _in_header(line: HeaderLine, problem: Problem, origins: Origins | None) -> Problem:
    header = problem.path
    if header not in line and origins is not None:
        field = header.partition("（")[0]
        header = next(iter(origins.get((problem.place.file, field), ())), header)
    return line.placed(header, replace(problem, path=header)) if header in line else line.placed(None, problem)


def _span(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Return where a field of a line stands; one that it has not, behind its end."""
    return spans[at] if at < len(spans) else (spans[-1][1] + 1, spans[-1][1] + 2)


def _spans_of(text: str, delimiter: str) -> list[tuple[int, int]]:
    """Return where the fields of a line begin and end, counted from 1; what stands within quotation marks parts nothing."""
    found: list[tuple[int, int]] = []
    quoted, start = False, 0
    for at, each in enumerate(text):
        if each == '"':
            quoted = not quoted
        elif each == delimiter and not quoted:
            found.append((start + 1, at + 1))
            start = at + 1
    found.append((start + 1, len(text) + 1))
    return found
