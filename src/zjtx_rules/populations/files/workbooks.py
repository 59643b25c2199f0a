"""The sheets of a workbook (XLSX, XLSM, XLSB, XLS, ODS) as rows of texts, read by python-calamine.

A date is written 2023-07-14, a whole number without its fraction, any other with the 15 digits that spreadsheets keep, yes and
no 是 and 否. Cells that were merged all hold the text of the merged one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

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
        with calamine.CalamineWorkbook.from_path(path) as book:
            return [
                Sheet(each.name, rows, hidden=each.visible != calamine.SheetVisibleEnum.Visible)
                for each in book.sheets_metadata
                if each.typ == calamine.SheetTypeEnum.WorkSheet
                if (rows := tuple(_rows(book.get_sheet_by_name(each.name))))
            ]
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


def _rows(sheet: Any) -> Iterator[SheetRow]:
    """Yield the rows of a sheet from the first to the last that holds anything."""
    rows = [[_text(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]
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
