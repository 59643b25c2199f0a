"""Workbooks and CSV files as an office saves them, written for tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, sheets: Mapping[str, Rows], merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """Write a workbook; `merged`: areas of every sheet by first row, first column, last row and last column, from 0."""
    with xlsxwriter.Workbook(str(path)) as book:
        days = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            inside = {(row, column) for area in merged for row, column in _cells(area)}
            for area in merged:
                sheet.merge_range(*area, rows[area[0]][area[1]])
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if (at, column) in inside or value in ("", None):
                        continue
                    if isinstance(value, (date, datetime)):
                        sheet.write_datetime(at, column, value, days)
                    elif isinstance(value, str):
                        sheet.write_string(at, column, value)
                    else:
                        sheet.write(at, column, value)
    return path


def _cells(area: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    top, left, bottom, right = area
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write an OpenDocument spreadsheet, as small as one can be."""
    tables = []
    for name, rows in sheets.items():
        lines = []
        for row in rows:
            cells = "".join(f"<table:table-cell {_typed(each)}</table:table-cell>" for each in row)
            lines.append(f"<table:table-row>{cells}</table:table-row>")
        tables.append(f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>')
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{"".join(tables)}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
    return path


def _typed(value: Any) -> str:
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value}</text:p>'
    if isinstance(value, (int, float)):
        return f'office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
    return f'office:value-type="string"><text:p>{escape(str(value or ""))}</text:p>'


def csv_text(rows: Rows, delimiter: str = ",", end: str = "\r\n") -> str:
    """Return rows as a spreadsheet saves them as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()
