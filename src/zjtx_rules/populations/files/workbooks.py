"""The sheets of a workbook (XLSX, XLSM, XLSB, XLS, ODS) as rows of texts, read by python-calamine.

A date is written 2023-07-14, a whole number without its fraction, any other with the 15 digits that spreadsheets keep, yes and
no 是 and 否. Cells that were merged all hold the text of the merged one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from zjtx_rules.populations.files.sheet_layout import SheetRow
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

_MOST_BYTES = 1 << 30
"""A workbook that unpacks to more than this is refused; that is some ten million cells."""
_MOST_MERGED = 1_000_000
"""Of a merged area of more cells than these only the first is filled."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that holds anything."""

    name: str
    rows: tuple[SheetRow, ...]
    hidden: bool
    hidden_rows: frozenset[int] = frozenset()
    """The numbers of the rows that are hidden, or filtered out; only of XLSX files."""


def sheets_of(path: Path) -> list[Sheet] | Problem:
    """Return the sheets of a workbook that hold anything, or why it cannot be read."""
    try:
        import python_calamine as calamine  # noqa: PLC0415 - an extra
    except ImportError:
        message = Words("读取电子表格需要附加组件", "to read a workbook needs an extra")
        hint = Words("pip install 'zjtx-rules[table]'", "pip install 'zjtx-rules[table]'")
        raise InputError([Problem("missing-extra", message, Place(str(path)), suggestion=hint)]) from None
    if not path.stat().st_size:
        return Problem("empty-file", Words("文件是空的", "the file is empty"), Place(str(path)))
    if _unpacked(path) > _MOST_BYTES:
        words = Words("电子表格解开后过大", "the workbook is too large once unpacked")
        hint = Words("另存为 CSV", "save it as CSV")
        return Problem("too-large", words, Place(str(path)), suggestion=hint)
    try:
        marks = _marks(path)
        with _opened(calamine, path) as book:
            found = []
            for each in book.sheets_metadata:
                failed, hidden_rows = marks.get(each.name, _NO_MARKS)
                if each.typ == calamine.SheetTypeEnum.WorkSheet and (
                    rows := tuple(_rows(book.get_sheet_by_name(each.name), failed))
                ):
                    hidden = each.visible != calamine.SheetVisibleEnum.Visible
                    found.append(Sheet(each.name, rows, hidden, hidden_rows))
            return found
    except calamine.PasswordError:
        words = Words("电子表格有密码", "the workbook is protected by a password")
        hint = Words("去掉密码后再用", "save it without a password")
        return Problem("broken-file", words, Place(str(path)), suggestion=hint)
    except BaseException as error:  # a parser that panics raises what is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit)):
            raise
        words = Words(f"不是完整的电子表格（{error}）", f"this is not a whole workbook ({error})")
        hint = Words("用表格软件打开后另存为 XLSX", "open it in a spreadsheet program and save it as XLSX")
        return Problem("broken-file", words, Place(str(path)), suggestion=hint)


_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _opened(calamine: Any, path: Path) -> Any:
    """Return a workbook by its contents, whatever its ending says of them."""
    content = path.read_bytes()
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise calamine.PasswordError
    try:
        return calamine.CalamineWorkbook.from_path(path)
    except calamine.CalamineError:
        try:
            return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        except calamine.CalamineError:
            pass
        raise


def column_letters(number: int) -> str:
    """Return what spreadsheets call a column, from 0: A, B … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _unpacked(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0


_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET = re.compile(r'<Relationship (?=[^>]*?Id="([^"]*)")(?=[^>]*?Target="/?(?:xl/)?([^"]*)")')
_CELL = re.compile(r'<c (?=[^>]*?r="([A-Z]{1,3})([0-9]{1,7})")([^>]*)>(.*?)</c>', re.DOTALL)
_HIDDEN_ROW = re.compile(r'<row (?=[^>]*?hidden="(?:1|true)")[^>]*?r="([0-9]{1,7})"')
_NOT_WORKED_OUT = "#未计算"


Marks = tuple[Mapping[tuple[int, int], str], frozenset[int]]
"""Of a sheet, the cells whose formula failed, by row and column from 0, and the numbers of the hidden rows."""
_NO_MARKS: Marks = ({}, frozenset())


def _marks(path: Path) -> dict[str, Marks]:
    """Return by sheet what the reader does not tell of an XLSX file: failed formulas and hidden rows.

    It gives cells whose formula failed (#DIV/0!) or was never worked out as empty, which would pass for "none".
    """
    found: dict[str, Marks] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
                return {}
            book, links = (
                packed.read(each).decode("utf-8", "replace")
                for each in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
            )
            targets = dict(_TARGET.findall(links))
            for name, link in _SHEET.findall(book):
                member = f"xl/{targets.get(link, '')}"
                text = packed.read(member).decode("utf-8", "replace") if member in names else ""
                failed = dict(_failed_in(text)) if 't="e"' in text or "<f" in text else {}
                hidden = frozenset(map(int, _HIDDEN_ROW.findall(text)))
                found[unescape(name, {"&quot;": '"', "&apos;": "'"})] = (failed, hidden)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return {}
    return found


def _failed_in(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, row, attributes, content in _CELL.findall(text):
        value = re.search(r"<v>(.*?)</v>", content)
        if 't="e"' in attributes:
            yield (int(row) - 1, _column(letters)), unescape(value[1]) if value is not None else "#错误"
        elif "<f" in content and value is None and "<is>" not in content:
            yield (int(row) - 1, _column(letters)), _NOT_WORKED_OUT


def _column(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def _rows(sheet: Any, failed: Mapping[tuple[int, int], str]) -> Iterator[SheetRow]:
    """Yield the rows of a sheet from the first to the last that holds anything."""
    rows = [[_text(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]
    for (at, column), said in failed.items():
        if at < len(rows) and column < len(rows[at]):
            rows[at][column] = said
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) > _MOST_MERGED or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    if any(any(row) for row in rows):
        for number, row in enumerate(rows, start=1):
            yield SheetRow(number, row)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    found = Decimal(f"{value:.15g}")
    if not found.is_finite():
        return str(value)
    return format(found, "f")
