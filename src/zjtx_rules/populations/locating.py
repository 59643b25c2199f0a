"""Where in the files a problem of a table lies: the line and the column of a CSV file, the row of any other.

Tables are checked as columns, which know ids and no lines. Only when there is something to report are the files searched
for the first row that has the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.kinds import CellError, money_in
from zjtx_rules.engines.columns.layout import Named, applicant_columns, meaning_of, table_columns
from zjtx_rules.populations.csv_text import rows_with_lines
from zjtx_rules.populations.reading import Piece, Population
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

_UNIT = re.compile(r"[(（](元|万元|亿元|分)[)）]\s*$")


@dataclass(frozen=True, slots=True)
class _Row:
    piece: Piece
    line: int
    text: str
    fields: dict[str, str | None]


Origins = Mapping[tuple[str, str], Sequence[str]]
"""The headers of a list of firms from which the fields of other tables come."""


def located(population: Population, problem: Problem, some: tuple[Any, ...], origins: Origins | None = None) -> Problem:
    """Return a problem of a table with its place in the files; `some` are the ids of rows that have it."""
    name = problem.place.file
    if origins is not None and name != "applicants":
        return _unfolded(population, problem, some, origins)
    table = population.tables.get(name)
    if table is None:
        return problem
    header = next((each for each in table.header if each == problem.path), None)
    if header is None and problem.path == "applicant":
        header = table.identity
    if problem.code in ("unknown-column", "named-twice", "wrong-type", "no-id-column", "missing-column"):
        return _in_header(table.pieces[0], header, problem)
    ids = {None if each is None else str(each) for each in some}
    wrong = _test(name, header, problem.code)
    times = 0
    for row in _rows(table.pieces, ids, table.identity):
        value = row.fields.get(header) if header is not None else None
        if not wrong(value):
            continue
        times += 1
        # Of what stands there twice, the second is the one too many.
        if problem.code == "duplicate-id" and times < 2:
            continue
        return _at(row, header, problem)
    return replace(problem, place=Place(str(table.pieces[0].path)))


def _unfolded(population: Population, problem: Problem, some: tuple[Any, ...], origins: Origins) -> Problem:
    """Return a problem of a table that was unfolded from a list of firms, with its place in the list."""
    table, name = population.applicants, problem.place.file
    meaning = meaning_of(problem.path, table_columns(name))
    headers = origins.get((name, meaning.field), ()) if meaning is not None else ()
    ids = {None if each is None else str(each) for each in some}
    for row in _rows(table.pieces, ids, table.identity):
        for header in headers:
            value = (row.fields.get(header) or "").strip()
            unit = _UNIT.search(header)
            if problem.code == "wrong-cell" and meaning is not None and unit is not None:
                wrong = bool(value) and not readable(Named(meaning.field, meaning.kind, unit[1]), value)
            elif problem.code == "wrong-cell":
                wrong = _test(name, problem.path, problem.code)(value)
            else:
                wrong = bool(value)
            if wrong:
                return replace(_at(row, header, problem), path=header)
    return replace(problem, place=Place(str(table.pieces[0].path)), path=headers[0] if headers else problem.path)


def _in_header(piece: Piece, header: str | None, problem: Problem) -> Problem:
    if piece.format != "csv" or header is None:
        return replace(problem, place=Place(str(piece.path), *((1, 1) if piece.format == "csv" else ())))
    at = len(",".join(piece.header[: piece.header.index(header)])) + (2 if piece.header.index(header) else 1)
    place = Place(str(piece.path), 1, at, at + len(header))
    return replace(problem, place=place, excerpt=",".join(piece.header))


def _test(table: str, header: str | None, code: str) -> Callable[[str | None], bool]:
    """Return whether a cell can be the one that has the problem."""
    known = applicant_columns() if table == "applicants" else table_columns(table)
    meaning = meaning_of(header, known) if header is not None else None
    if code == "missing-cell":
        return lambda value: not (value or "").strip()
    if code != "wrong-cell" or meaning is None:
        return lambda _: True
    return lambda value: bool((value or "").strip()) and not readable(meaning, str(value))


def readable(meaning: Named, value: str) -> bool:
    """Return whether a cell can be read."""
    read = meaning.kind.read if meaning.unit is None else money_in(meaning.unit)
    try:
        read(value.strip())
    except CellError:
        return False
    return True


def _rows(pieces: tuple[Piece, ...], ids: set[str | None], identity: str | None) -> Iterator[_Row]:
    for piece in pieces:
        if piece.format == "csv":
            at = piece.header.index(identity) if identity in piece.header else None
            for line, text, row in rows_with_lines(piece.path):
                if at is None or at >= len(row) or (row[at] or None) in ids:
                    yield _Row(piece, line, text, dict(zip(piece.header, row, strict=False)))
        elif identity in piece.header:
            scan = pl.scan_parquet(piece.path) if piece.format == "parquet" else pl.scan_ipc(piece.path)
            mine = pl.col(identity).cast(pl.String).is_in([each for each in ids if each is not None])
            if None in ids:
                mine = mine | pl.col(identity).is_null()
            found = scan.with_row_index("~n").filter(mine).head(1000).collect()
            for values in found.iter_rows(named=True):
                fields = {key: None if value is None else str(value) for key, value in values.items()}
                yield _Row(piece, int(values["~n"]) + 1, "", fields)


def _at(row: _Row, header: str | None, problem: Problem) -> Problem:
    if row.piece.format != "csv":
        message = Words(f"{problem.message.zh}（第{row.line}行）", f"{problem.message.en} (row {row.line})")
        return replace(problem, message=message, place=Place(str(row.piece.path)))
    column, end = 1, 1
    if header is not None:
        column, end = _span_of(row.text, row.piece.header.index(header))
    return replace(problem, place=Place(str(row.piece.path), row.line, column, end), excerpt=row.text)


def _span_of(text: str, number: int) -> tuple[int, int]:
    """Return where in a line a field begins and ends, counted from 1; quotation marks are passed over."""
    at, field, quoted, start = 0, 0, False, 0
    for at, each in enumerate(text):
        if each == '"':
            quoted = not quoted
        elif each == "," and not quoted:
            if field == number:
                return start + 1, at + 1
            field += 1
            start = at + 1
    return start + 1, (at + 2 if text else 1)
