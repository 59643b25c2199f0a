"""Where in the files a problem of a table lies: the line and the column of a CSV file, the row of any other.

Tables are checked as columns, which know ids and no lines. Only when there is something to report are the files searched,
once for all problems of a table, for the first row that has each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.given.kinds import CellError, money_in
from zjtx_rules.engines.columns.given.layout import Named, applicant_columns, meaning_of, table_columns
from zjtx_rules.populations.files.csv_text import rows_with_lines
from zjtx_rules.populations.files.reading import Piece, Population, TableFiles
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
    text: str
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

    def at(self, row: _Row) -> Problem | None:
        """Return the problem with its place, if this is the row."""
        headers = [each for each in self.headers if self.wrong(each, (row.fields.get(each) or "").strip())]
        if self.headers and not headers:
            return None
        self.times += 1
        # Of what stands there twice, the second is the one too many.
        if self.problem.code == "duplicate-id" and self.times < 2:
            return None
        return _placed(row, headers[0] if headers else None, self.problem)


def located(
    population: Population, problems: Sequence[tuple[Problem, Sequence[Any]]], origins: Origins | None = None
) -> list[Problem]:
    """Return problems of tables with their places in the files, each given with the ids of some rows that have it."""
    found: list[Problem] = [problem for problem, _ in problems]
    by_table: dict[str, list[int]] = {}
    for at, (problem, _) in enumerate(problems):
        name = "applicants" if origins is not None else problem.place.file
        if name not in population.tables:
            continue
        if problem.code in _OF_HEADERS:
            found[at] = _in_header(population.tables[name].pieces[0], problem)
        else:
            by_table.setdefault(name, []).append(at)
    for name, places in by_table.items():
        table = population.tables[name]
        searches = {at: _search(population.tables[name], problems[at][0], origins) for at in places}
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
    return found


def _search(table: TableFiles, problem: Problem, origins: Origins | None) -> _Search:
    name = problem.place.file
    known = applicant_columns() if name == "applicants" else table_columns(name)
    if origins is not None and name != "applicants":
        meaning = meaning_of(problem.path, known)
        headers = list(origins.get((name, meaning.field), ())) if meaning is not None else []
        return _Search(problem, headers, _test(meaning, problem.code))
    header = problem.path if problem.path in table.header else None
    if header is None and problem.path == "applicant":
        header = table.identity
    meaning = meaning_of(header, known) if header is not None else None
    return _Search(problem, [header] if header is not None else [], _test(meaning, problem.code))


def _test(meaning: Named | None, code: str) -> Callable[[str, str], bool]:
    """Return whether the cell of a column can be the one that has a problem."""
    if code == "missing-cell":
        return lambda _, value: not value
    if code == "wrong-cell" and meaning is not None:
        return lambda header, value: bool(value) and not _readable(header, meaning, value)
    return lambda _, __: True


def _readable(header: str, meaning: Named, value: str) -> bool:
    unit = _UNIT.search(header)
    name = unit[1] if unit is not None else meaning.unit
    try:
        (meaning.kind.read if name is None else money_in(name, meaning.kind))(value)
    except CellError:
        return False
    return True


def _rows(table: TableFiles, ids: set[str | None]) -> Iterator[tuple[str | None, _Row]]:
    """Yield the rows of some applicants with their ids."""
    identity = table.identity
    for piece in table.pieces:
        if identity is None or identity not in piece.header:
            continue
        if piece.format == "csv":
            at = piece.header.index(identity)
            for line, text, row in rows_with_lines(piece.path):
                own = row[at] or None if at < len(row) else None
                if own in ids:
                    yield own, _Row(piece, line, text, dict(zip(piece.header, row, strict=False)))
        else:
            scan = pl.scan_parquet(piece.path) if piece.format == "parquet" else pl.scan_ipc(piece.path)
            mine = pl.col(identity).cast(pl.String).is_in([each for each in ids if each is not None])
            if None in ids:
                mine = mine | pl.col(identity).is_null()
            for values in scan.with_row_index("~n").filter(mine).head(1000).collect().iter_rows(named=True):
                fields = {key: None if value is None else str(value) for key, value in values.items()}
                yield fields[identity], _Row(piece, int(values["~n"]) + 1, "", fields)


def _placed(row: _Row, header: str | None, problem: Problem) -> Problem:
    problem = replace(problem, path=header or problem.path)
    if row.piece.format != "csv":
        message = Words(f"{problem.message.zh}（第{row.line}行）", f"{problem.message.en} (row {row.line})")
        return replace(problem, message=message, place=Place(str(row.piece.path)))
    column, end = 1, 1
    if header is not None:
        column, end = _span_of(row.text, row.piece.header.index(header))
    return replace(problem, place=Place(str(row.piece.path), row.line, column, end), excerpt=row.text)


def _in_header(piece: Piece, problem: Problem) -> Problem:
    if piece.format != "csv":
        return replace(problem, place=Place(str(piece.path)))
    if problem.path not in piece.header:
        return replace(problem, place=Place(str(piece.path), 1, 1))
    text = ",".join(piece.header)
    column, end = _span_of(text, piece.header.index(problem.path))
    return replace(problem, place=Place(str(piece.path), 1, column, end), excerpt=text)


def _span_of(text: str, number: int) -> tuple[int, int]:
    """Return where in a line a field begins and ends, counted from 1; commas within quotation marks part nothing."""
    field_number, quoted, start = 0, False, 0
    for at, each in enumerate(text):
        if each == '"':
            quoted = not quoted
        elif each == "," and not quoted:
            if field_number == number:
                return start + 1, at + 1
            field_number += 1
            start = at + 1
    return start + 1, len(text) + 1 if field_number == number else start + 2
