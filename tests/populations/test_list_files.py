"""Lists under the ending of another kind of file, with a password, with hidden sheets, with cells that have no header."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from workbooks import Rows, csv_text, ods, xlsx

from zjtx_rules import InputError, load
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
RULES = load("rizhao")
ROWS = [["编号", "所在地", "小巨人认定日期"], ["A1", "日照市", "2023-07-14"]]
GIANT = Span(floor=100_000_000, ceiling=100_000_000)


def run(path: Path) -> Simulation:
    return simulate(path, RULES, AS_OF, complete=["认定", "已领奖补"])


def notes(found: Simulation) -> str:
    return "\n".join(each.zh for each in found.notes)


def contents(folder: Path) -> dict[str, bytes]:
    frame = pl.DataFrame(ROWS[1:], schema=ROWS[0], orient="row")
    arrow = io.BytesIO()
    frame.write_ipc(arrow)
    parquet = io.BytesIO()
    frame.write_parquet(parquet)
    return {
        "xlsx": xlsx(folder / "a.xlsx", {"名单": ROWS}).read_bytes(),
        "ods": ods(folder / "a.ods", {"名单": ROWS}).read_bytes(),
        "csv": csv_text(ROWS).encode(),
        "csv in GB 18030": csv_text(ROWS).encode("gb18030"),
        "tabs": csv_text(ROWS, "\t").encode("utf-16"),
        "parquet": parquet.getvalue(),
        "arrow": arrow.getvalue(),
    }


FITTING = {
    "xlsx": (".xlsx", ".xlsm", ".xls", ".ods", ".et"),
    "ods": (".ods", ".xlsx", ".xls"),
    "csv": (".csv", ".txt"),
    "csv in GB 18030": (".csv", ".txt"),
    "tabs": (".csv", ".txt"),
    "parquet": (".parquet", ".pq"),
    "arrow": (".arrow", ".feather"),
}


@pytest.mark.parametrize("kind", FITTING)
def test_a_file_is_read_by_what_it_holds_and_not_by_its_ending(tmp_path: Path, kind: str) -> None:
    content = contents(tmp_path)[kind]
    text = "csv" in kind or kind == "tabs"
    endings = (".csv", ".xls", ".xlsx", ".ods") if text else (".csv", ".xls", ".xlsx", ".parquet", ".arrow")
    for ending in (*FITTING[kind], *endings):
        path = tmp_path / f"名单{ending}"
        path.write_bytes(content)
        found = run(path)
        assert found.payable.up_to == GIANT, ending
        # A workbook is one whatever kind of workbook the ending names.
        assert ("内容是" in notes(found)) == (ending not in FITTING[kind]), ending


OTHERS = {
    "网页（HTML）": b"<html><table><tr><td>1</td></tr></table></html>",
    "PDF 文件": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "XML 文件": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "图片": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "RAR 压缩包": b"Rar!\x1a\x07\0",
    "gzip 压缩包": b"\x1f\x8b\x08\0\0\0",
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_table_is_named_and_not_counted(tmp_path: Path, what: str) -> None:
    for ending in (".csv", ".xls", ".xlsx", ".parquet", ".txt"):
        path = tmp_path / f"名单{ending}"
        for mark in (b"", b"\xef\xbb\xbf") if OTHERS[what].startswith(b"<") else (b"",):
            path.write_bytes(mark + OTHERS[what])
            with pytest.raises(InputError) as raised:
                run(path)
            (problem,) = raised.value.problems
            assert (problem.code, problem.message.zh) == ("other-format", f"这是{what}，不能这样读取")
            assert problem.suggestion is not None


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv"])
def test_a_workbook_with_a_password_is_said_to_have_one(tmp_path: Path, ending: str) -> None:
    """MS-OFFCRYPTO 2.3.4: an encrypted workbook is a compound file with a stream that is called EncryptedPackage."""
    path = tmp_path / f"名单{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(InputError) as raised:
        run(path)
    assert raised.value.problems[0].message.zh == "电子表格有密码"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    for ending in (".csv", ".xlsx", ".xls"):
        path = tmp_path / f"名单{ending}"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("word/document.xml", "<w/>")
        with pytest.raises(InputError) as raised:
            run(path)
        assert raised.value.problems[0].code == "broken-file"


def hidden(path: Path, sheets: dict[str, tuple[Rows, int]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, (rows, how) in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if how:
                (sheet.hide if how == 1 else sheet.very_hidden)()
    return path


def test_hidden_sheets_are_named_and_not_counted(tmp_path: Path) -> None:
    others = [ROWS[0], ["A9", "日照市", "2023-07-14"]]
    path = hidden(tmp_path / "名单.xlsx", {"名单": (ROWS, 0), "去年": (others, 1), "字典": ([["区县"], ["东港区"]], 2)})
    found = run(path)
    assert (found.applicants, found.payable.up_to) == (1, GIANT)
    assert "没有读取名单.xlsx的工作表“去年”：它是隐藏的" in notes(found)
    assert "“字典”" in notes(found)


def test_hidden_rows_are_counted_and_said(tmp_path: Path) -> None:
    """Of five rows one in the middle and a blank one are hidden, as a filter hides them; the row of the header is no row of the list."""
    path = tmp_path / "名单.xlsx"
    rows: list[list[str]] = [ROWS[0], *([f"A{number}", "日照市", "2023-07-14"] for number in range(4)), ["", "", ""]]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名单")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for at in (0, 2, 4, 5):
            sheet.set_row(at, None, None, {"hidden": True})
    found = run(path)
    assert found.applicants == 4
    assert "名单.xlsx：有2行是隐藏（或筛选掉）的，照样读取，如第3行。" in notes(found)


@pytest.mark.parametrize("behind", [1, 3])
def test_cells_behind_the_last_header_are_named(tmp_path: Path, behind: int) -> None:
    rows = [[*ROWS[0], *[""] * behind], [*ROWS[1], "某备注", *[""] * (behind - 1)]]
    path = tmp_path / "名单.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    found = run(path)
    assert found.payable.up_to == GIANT
    assert "第4列没有列名" in notes(found)
    # One cell more than the header has is a comma too many, and refused.
    path.write_text(csv_text([rows[0], [*rows[1], "x"]]), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        run(path)
    assert [(each.code, each.place.line) for each in raised.value.problems] == [("wrong-fields", 2)]
