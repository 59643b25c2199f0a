"""Cells as spreadsheets and offices hold them: days, counts, quotation marks, money, formulas; names of files and headers."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from office_lists import FIRM, GIANT, HEADER, WAN, listed, notes, refusal, run, saved
from workbooks import csv_text, xlsx

from zjtx_rules.populations.models import Span

pytestmark = pytest.mark.drawn  # in `make test-long` each list is read as CSV and as a workbook

# -------------------------------------------------------------------------------------------------------------- cells

DAYS: list[tuple[Any, bool | None]] = [
    # Recognised while the plan is in force (True), before it (False), or on a day of which that is not known (None).
    ("2023-07-14", True),
    ("2023/7/14", True),
    ("2023/7/14 0:00", True),
    ("2023.7.14", True),
    ("20230714", True),
    ("20230714.0", True),
    ("2023年7月14日", True),
    ("45121", True),
    ("45121.0", True),
    ("44642", False),  # 2022-03-22, the day before the plan
    ("44643", True),  # 2022-03-23, its first day
    ("2023", None),
    ("2023年", None),
    ("2023年度", None),
    ("2023-07", True),
    ("2023.7", True),
    ("2023年7月", True),
    ("第五批", None),
    ("是", None),
]


@pytest.mark.parametrize(("cell", "known"), DAYS)
def test_days_are_read_as_spreadsheets_and_offices_hold_them(tmp_path: Path, cell: str, *, known: bool | None) -> None:
    found = listed(tmp_path, [HEADER, [*FIRM[:4], cell, "0"]])
    span = {True: GIANT, False: Span(), None: Span(floor=0, ceiling=100 * WAN)}[known]
    assert found.payable.up_to == span


@pytest.mark.parametrize("value", [date(2023, 7, 14), datetime(2023, 7, 14), 45121, 20230714, 45121.0])  # noqa: DTZ001
def test_days_of_a_workbook_are_days(tmp_path: Path, value: Any) -> None:
    found = run(xlsx(tmp_path / "名单.xlsx", {"名单": [HEADER, [*FIRM[:4], value, 0]]}))
    assert found.payable.up_to == GIANT
    assert ("日期序号" in notes(found)) == (value in (45121, 45121.0))


def test_a_serial_number_is_read_with_a_note(tmp_path: Path) -> None:
    found = listed(tmp_path, [HEADER, [*FIRM[:4], "45121", "0"], ["A2", "乙", *FIRM[2:4], "45122", "0"]])
    assert "“小巨人认定日期”有2格是电子表格的日期序号，已换算成日期，如 45121 即 2023-07-14。" in notes(found)


@pytest.mark.parametrize("cell", ["1023-7-14x", "7/14/2023", "23-7-14", "2023-13-01", "123", "99999", "1900-01-00"])
def test_what_may_mean_another_day_is_refused(tmp_path: Path, cell: str) -> None:
    rows = [HEADER, [*FIRM[:4], cell, "0"]]
    [problem] = refusal(saved(tmp_path, csv_text(rows))).problems
    assert (problem.code, problem.place.line, problem.path) == ("wrong-cell", 2, "小巨人认定日期")
    [problem] = refusal(xlsx(tmp_path / "名单.xlsx", {"名单": rows})).problems
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert "E2" in problem.message.zh


@pytest.mark.parametrize("cell", ["290", "290.0", "290 人", "２９０人", "2,90", "1,290"])
def test_counts_are_read_as_programs_and_spreadsheets_write_them(tmp_path: Path, cell: str) -> None:
    rows = [
        ["编号", "所在地", "行业代码", "2022年从业人员（人）", "2022年营业收入（万元）"],
        ["A1", "日照市", "3451", cell, "2,490.50"],
    ]
    path = saved(tmp_path, csv_text(rows))
    if cell == "2,90":
        assert [each.code for each in refusal(path).problems] == ["wrong-cell"]
    else:
        # Industry, 2011: small from 20 persons and 300万元 on, medium from 300 persons and 2000万元 on.
        [document] = run(path).documents
        assert [each.code for each in document.sizes] == ["medium" if cell == "1,290" else "small"]


QUOTED = [
    '"甲"公司',
    '"甲" 公司',
    '"海曲"轴承（日照）有限公司',
    '"甲""乙"公司',
    '甲"乙"公司',
    '"甲,乙"公司',
    '"甲公司" ',
    '"甲""公司"""',
    '"甲\n公司"',
]


@pytest.mark.parametrize("name", QUOTED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_quotation_marks_in_cells_are_read(tmp_path: Path, name: str, end: str) -> None:
    text = end.join([",".join(HEADER), f"A1,{name},日照市,是,2023-07-14,0", "A2,乙公司,日照市,是,2023-07-14,0", ""])
    found = run(saved(tmp_path, text))
    assert (found.applicants, found.payable.up_to) == (2, Span(floor=200 * WAN, ceiling=200 * WAN))


def test_a_quotation_mark_without_its_other_half_is_an_error_with_its_place(tmp_path: Path) -> None:
    [problem] = refusal(saved(tmp_path, f'{",".join(HEADER)}\nA1,"甲公司,日照市,是,2023-07-14,0\n')).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("broken-quote", 2, 4)


NAMES = ["企业名单[1].csv", "[终稿]名单.csv", "名单*.csv", "名单{1,2}?.csv", "#名单%20.csv"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "gb18030", "parquet", "arrow", "xlsx", "folder", "folder of parquet"])
def test_a_file_name_is_no_pattern(tmp_path: Path, name: str, form: str) -> None:
    stem = name.removesuffix(".csv")
    text = csv_text([HEADER, FIRM])
    frame = pl.DataFrame([FIRM], schema=HEADER, orient="row")
    if form == "parquet":
        frame.write_parquet(path := tmp_path / f"{stem}.parquet")
    elif form == "arrow":
        frame.write_ipc(path := tmp_path / f"{stem}.arrow")
    elif form == "xlsx":
        path = xlsx(tmp_path / f"{stem}.xlsx", {"名单": [HEADER, FIRM]})
    elif form.startswith("folder"):
        path = tmp_path / stem
        path.mkdir()
        firms = pl.DataFrame({"编号": ["A1"], "所在地": ["日照市"], "已领奖补已知": [True]})
        titles = pl.DataFrame({"编号": ["A1"], "称号": ["小巨人"], "认定方式": ["新认定"], "认定日期": ["2023-07-14"]})
        received = pl.DataFrame({"编号": ["A1"], "金额": ["0元"]}).head(0)
        for table, rows in {"企业": firms, "认定": titles, "已领奖补": received}.items():
            rows.write_csv(path / f"{table}.csv") if form == "folder" else rows.write_parquet(path / f"{table}.parquet")
    else:
        path = saved(tmp_path, text.encode("gb18030" if form == "gb18030" else "utf-8"), name)
    (tmp_path / "out").mkdir()
    assert run(path, out=tmp_path / "out" / f"{stem}.csv").payable.up_to == GIANT


ODD_HEADERS = [
    "*",
    "^.*$",
    "^编号$",
    "~at",
    "~line",
    "a.b",
    '"',
    "{}",
    "%s",
    "企业名称\n",
    "=1+1",
    "`",
    "$",
    "\\",
    "𠮷",
    "〔第1列〕",
]


@pytest.mark.parametrize("header", ODD_HEADERS)
def test_a_header_is_no_expression(tmp_path: Path, header: str) -> None:
    found = listed(tmp_path, [[*HEADER, header], [*FIRM, "x"]])
    assert (found.applicants, found.payable.up_to) == (1, GIANT)
    if header.strip() == header and not header.startswith("~"):
        pl.DataFrame([[*FIRM, "x"]], schema=[*HEADER, header], orient="row").write_parquet(tmp_path / "a.parquet")
        assert run(tmp_path / "a.parquet").payable.up_to == GIANT


@pytest.mark.parametrize("text", ["編號,企業名稱,所在地\nA1,甲公司,日照市\n", "企業名稱,認定日期\n甲公司,2023-07-14\n"])
def test_a_file_in_big5_is_told_so(tmp_path: Path, text: str) -> None:
    [problem] = refusal(saved(tmp_path, text.encode("big5"))).problems
    assert problem.code == "encoding"
    assert "Big5" in problem.message.zh
    assert "UTF-8" in str(problem.suggestion)


@pytest.mark.parametrize(
    ("delimiter", "end", "encoding"),
    [
        *((",", end, encoding) for end in ("\n", "\r\n", "\r") for encoding in ("utf-8", "gb18030", "utf-16")),
        *((delimiter, "\r\n", "gb18030") for delimiter in (";", "\t", "|", "，")),
        *((delimiter, "\r", "utf-16") for delimiter in (";", "\t")),
    ],
)
def test_cells_may_be_parted_and_lines_end_in_any_way(tmp_path: Path, delimiter: str, end: str, encoding: str) -> None:
    path = saved(tmp_path, csv_text([HEADER, FIRM], delimiter, end).encode(encoding))
    assert run(path).payable.up_to == GIANT
    rows = [HEADER, [*FIRM[:2], "日照是", *FIRM[3:]]]
    [problem] = refusal(saved(tmp_path, csv_text(rows, delimiter, end).encode(encoding))).problems
    assert (problem.place.line, problem.place.column, problem.path) == (2, 8, "所在地")


@pytest.mark.parametrize(("unit", "factor"), [("元", "0000"), ("万元", "")])
@pytest.mark.parametrize("title", ["单位：{}", "金额单位: 人民币{}", "（单位：{}）"])
def test_a_unit_above_the_header_is_that_of_all_money_without_one(
    tmp_path: Path, title: str, unit: str, factor: str
) -> None:
    header = ["编号", "所在地", "行业代码", "从业人员", "2022年营业收入", "2021年营业收入（万元）"]
    rows = [["名单", "", "", "", "", title.format(unit)], header, ["A1", "日照市", "3451", "25", f"2490{factor}", "1"]]
    found = listed(tmp_path, rows)
    # Industry, 2011: small from 20 persons and 300万元 on.
    assert [each.code for each in found.documents[0].sizes] == ["small"]
    assert f"“2022年营业收入”按表头上方的“单位：{unit}”读" in notes(found)
    # A cell that names its unit is read in that.
    rows[2][4] = "2490万元"
    assert [each.code for each in listed(tmp_path, rows).documents[0].sizes] == ["small"]
    rows[2][4] = "2490万"
    [problem] = refusal(saved(tmp_path, csv_text(rows))).problems
    assert (problem.code, problem.place.line) == ("wrong-cell", 3)


def test_money_that_names_no_unit_anywhere_is_refused(tmp_path: Path) -> None:
    [problem] = refusal(saved(tmp_path, csv_text([["编号", "2022年营业收入"], ["A1", "2490"]]))).problems
    assert (problem.code, problem.place.line) == ("wrong-cell", 2)


def test_two_firms_of_one_name_are_noted(tmp_path: Path) -> None:
    found = listed(tmp_path, [HEADER, FIRM, ["A2", *FIRM[1:]], ["A3", "乙公司", *FIRM[2:]]])
    assert found.applicants == 3
    assert "“企业名称”有重复：甲公司，各行仍分别计算" in notes(found)


@pytest.mark.parametrize(
    ("value", "said"), [("#DIV/0!", "#DIV/0!"), ("#N/A", "#N/A"), ("#REF!", "#REF!"), (None, "#未计算")]
)
def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path, value: str | None, said: str) -> None:
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("说明").write(0, 0, "x")
        sheet = book.add_worksheet("名 & 单")
        for column, (header, cell) in enumerate(zip(HEADER, FIRM, strict=True)):
            sheet.write(0, column, header)
            sheet.write(1, column, cell)
        sheet.write_formula(1, 4, "=B9", None, value if value is not None else "~")
    if value is None:
        _without_results(path)
    [problem] = refusal(path).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("wrong-cell", 2, 5)
    assert said in problem.message.zh


def _without_results(path: Path) -> None:
    """Take the results of formulas out of a workbook, as programs write it that work none out."""
    with zipfile.ZipFile(path) as packed:
        members = {each: packed.read(each) for each in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content.replace(b' t="str"', b"").replace(b"<v>~</v>", b""))
