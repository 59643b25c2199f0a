"""Sheets of a workbook, and the workbook made of them; needs the extra `xlsx`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from zjtx_rules.files.replacing import replacing
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import shown, shown_lines
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

Cell = str | int | Money | None
"""A text, a count, a sum (shown in 万元), or nothing."""

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_EXACT_DIGITS = 15
"""Spreadsheets keep numbers to 15 digits; a longer sum is written as text."""
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same report is the same file
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a row of heads, and rows below."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_workbook(target: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook to a file, whole or not at all.

    Raises:
        InputError: If the extra is not installed.
    """
    data = workbook(sheets)
    with replacing(target) as path:
        path.write_bytes(data)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook, the same bytes for the same sheets.

    Raises:
        InputError: If the extra is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - needs an extra, and has no types
    except ImportError:
        message = Words("写 XLSX 需要附加组件", "writing XLSX needs an extra")
        hint = Words("pip install 'zjtx-rules[xlsx]'", "pip install 'zjtx-rules[xlsx]'")
        raise InputError([Problem("missing-extra", message, Place("xlsx"), suggestion=hint)]) from None
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        count = book.add_format({"num_format": "#,##0", "valign": "top"})
        money = book.add_format({"num_format": "#,##0.######", "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name))
            page.freeze_panes(1, 0)
            page.set_landscape()
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
            for column, label in enumerate(sheet.heads):
                page.write_string(0, column, plain(label), head)
            for row, cells in enumerate(sheet.rows, 1):
                for column, cell in enumerate(cells):
                    value = _value(cell)
                    if isinstance(value, str):
                        page.write_string(row, column, value, text)
                    elif value is not None:
                        page.write_number(row, column, value, count if isinstance(cell, int) else money)
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    return file.getvalue()


def _value(cell: Cell) -> str | int | float | None:
    """Return what is written for a cell."""
    if isinstance(cell, Money):
        return wan(cell)
    return plain(cell) if isinstance(cell, str) else cell


def wan(money: Money) -> float | str:
    """Return a sum in 万元: a number that a spreadsheet shows exactly, or else a text."""
    figure = Decimal(money.yuan) / 10_000
    exact = figure * 10_000 == money.yuan and len(figure.normalize().as_tuple().digits) <= _EXACT_DIGITS
    # Written with up to 16 digits, which give back each decimal of 15.
    return float(figure) if exact else str(money)


def plain(text: str) -> str:
    """Return a text that is none but a text, also once a reader saves the sheet as CSV and opens it again."""
    text = shown_lines(text)[: _LONGEST_TEXT - 1]
    return f"'{text}" if _FORMULA.match(text) else text


def sheet_name(text: str) -> str:
    """Return a name that a sheet can have."""
    return re.sub(r"[\[\]:*?/\\']", "·", shown(text))[:_LONGEST_NAME] or "表"


def _widths(sheet: Sheet) -> list[int]:
    def width(text: str) -> int:
        return sum(2 if ord(each) > 0x2E80 else 1 for each in text.split("\n", maxsplit=1)[0])

    columns: Sequence[Sequence[Cell]] = list(zip(*sheet.rows, strict=True)) if sheet.rows else [()] * len(sheet.heads)
    return [
        min(max([width(head) + 2, _NARROWEST, *(width(each) + 2 for each in cells if isinstance(each, str))]), _WIDEST)
        for head, cells in zip(sheet.heads, columns, strict=True)
    ]
