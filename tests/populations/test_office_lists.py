"""Lists as offices have them go through as they are: title, merged headers, totals, signatures, no id, and every form of file.

The sums are worked out from 日政办字〔2022〕10号 三（一）2: “小巨人” up to 100万元, 省级“瞪羚” up to 30万元, 省级“专精特新” up to
20万元, recognised newly from 2022-03-23 on, the highest only; 独角兽 (300万元) is what a firm of unknown titles can be due at most.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_lists import FIRM, GIANT, HEADER, WAN, ids, listed, notes, refusal, run, saved
from workbooks import Rows, csv_text, ods, xlsx

from zjtx_rules.populations.models import Span

pytestmark = pytest.mark.drawn  # in `make test-long` each list is read as CSV and as a workbook

# -------------------------------------------------------------------------------------------------- the acceptance

OFFICE: list[list[Any]] = [
    ["2023年度专精特新企业名单", "", "", "", "", ""],
    ["序号", "企业名称", "所属区县", "认定情况", "", ""],
    ["", "", "", "批次", "专精特新认定时间", "有效期"],
    [1, "甲公司", "东港区", "第五批", "2023-03-10", "2026-03-09"],
    [2, "乙公司", "岚山区", "第五批", date(2023, 7, 14), "2023年7月14日至2026年7月13日"],
    [3, "丙公司", "莒县", "第四批", 45121, "三年"],
    ["合计", "3家", "", "", "", ""],
    ["填表人：张三", "", "审核：李四", "", "2023年8月1日", ""],
]
MERGED = [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5)]


def office_files(folder: Path) -> dict[str, Path]:
    text = [[each.isoformat() if isinstance(each, date) else each for each in row] for row in OFFICE]
    return {
        "xlsx": xlsx(folder / "名单.xlsx", {"名单": OFFICE}, MERGED),
        "xlsx without merged cells": xlsx(folder / "名单2.xlsx", {"名单": OFFICE}),
        "ods": ods(folder / "名单.ods", {"名单": OFFICE}),
        "csv": saved(folder, csv_text(text).encode("gb18030")),
        "csv utf-8": saved(folder, csv_text(text).encode("utf-8-sig"), "名单2.csv"),
        "unicode text": saved(folder, csv_text(text, "\t").encode("utf-16"), "名单.txt"),
        "semicolons": saved(folder, csv_text(text, ";"), "名单3.csv"),
        "old macintosh": saved(folder, csv_text(text, end="\r"), "名单4.csv"),
    }


@pytest.mark.parametrize(
    "form",
    ["xlsx", "xlsx without merged cells", "ods", "csv", "csv utf-8", "unicode text", "semicolons", "old macintosh"],
)
def test_a_list_from_a_spreadsheet_goes_through_without_being_touched(tmp_path: Path, form: str) -> None:
    path = office_files(tmp_path)[form]
    found = run(path, complete=["认定", "已领奖补"])
    said = notes(found)
    assert found.applicants == 3
    # Of which level the titles are is not said: 市级 is not paid, 省级 up to 20万元.
    assert found.payable.up_to == Span(floor=0, ceiling=3 * 20 * WAN)
    for each in (
        "表头在第2至3行",
        "2023年度专精特新企业名单",
        "第7行“合计”",
        "第8行“填表人：张三”",
        "批次",
        "45121 即 2023-07-14",
        "“三年”",
    ):
        assert each in said, each
    assert ids(path, tmp_path) == ["甲公司", "乙公司", "丙公司"]


def test_a_workbook_of_the_old_format_is_read() -> None:
    found = run(Path(__file__).parent / "data" / "list.xls", complete=["认定", "已领奖补"])
    assert found.applicants == 2
    assert found.payable.up_to == Span(floor=120 * WAN, ceiling=120 * WAN)
    assert "第5行“合计”" in notes(found)


# --------------------------------------------------------------------------------------- lines that are no applicants

NO_FIRMS: list[list[str]] = [
    ["合计", "", "", "", "", "20"],
    ["小计", "", "东港区", "", "", ""],
    ["总计", "", "", "", "", "20"],
    ["合    计", "1家", "", "", "", "20"],
    ["合　计", "", "", "", "", ""],
    ["", "合计", "", "", "", "20"],
    ["共计：", "1", "", "", "", ""],
    ["东港区小计", "", "", "", "", "20"],
    ["本页合计", "", "", "", "", "20"],
    ["Total", "", "", "", "", "20"],
    ["以上共1家", "", "", "", "", ""],
    ["平均", "", "", "", "", "20"],
    ["填表人：张三", "", "", "", "", ""],
    ["填表人:张三", "", "审核人:李四", "", "", ""],
    ["审核：李四　日期：2023年8月", "", "", "", "", ""],
    ["制表人 张三", "", "", "", "", ""],
    ["填报单位（盖章）：日照市工业和信息化局", "", "", "", "", ""],
    ["联系电话：0633-1234567", "", "", "", "", ""],
    ["单位负责人：", "", "", "填表日期：2023年8月1日", "", ""],
    ["备注", "", "", "", "", ""],
    ["备注：以上数据来自企业填报", "", "", "", "", ""],
    ["注：1. 有效期三年", "", "", "", "", ""],
    ["说明：本表一式两份", "", "", "", "", ""],
    ["数据来源：市统计局", "", "", "", "", ""],
    ["以上名单截至2023年8月底", "", "", "", "", ""],
    ["（以下空白）", "", "", "", "", ""],
    ["", "", "", "", "日照市工业和信息化局", ""],
    ["", "", "", "", "2023年8月1日", ""],
    ["A9", "", "", "", "", ""],
    HEADER,
]


@pytest.mark.parametrize("line", NO_FIRMS, ids=lambda line: next(each for each in line if each))
def test_a_line_that_is_no_applicant_is_not_counted_and_is_named(tmp_path: Path, line: list[str]) -> None:
    found = listed(tmp_path, [HEADER, line, FIRM, line])
    assert (found.applicants, found.payable.up_to) == (1, GIANT)
    first = next(" ".join(each.split()) for each in line if each.strip())
    assert f"第2行“{first}”、第4行“{first}”" in notes(found)


@pytest.mark.parametrize("line", [["", "", "", "", "", ""], ["2", "", "", "", "", ""]])
def test_blank_lines_and_numbers_without_a_firm_are_passed_over(tmp_path: Path, line: list[str]) -> None:
    rows = [["序号", *HEADER[1:]], ["1", *FIRM[1:]], line, ["3", "乙公司", *FIRM[2:]], line]
    assert listed(tmp_path, rows).payable.up_to == Span(floor=200 * WAN, ceiling=200 * WAN)


@pytest.mark.parametrize(
    "name",
    [
        "总计算机有限公司",
        "合计科技有限公司",
        "共创（日照）有限公司",
        "附马营机械厂",
        "注塑机厂",
        "审核认证服务有限公司",
        "小计量仪器厂",
        "A1",
    ],
)
def test_a_firm_that_is_called_nearly_so_is_one(tmp_path: Path, name: str) -> None:
    for rows in ([HEADER, FIRM, ["A2", name, *FIRM[2:]]], [HEADER[1:], ["甲", *FIRM[2:]], [name, *FIRM[2:]]]):
        assert listed(tmp_path, rows).applicants == 2


def test_a_row_without_an_id_is_a_problem_of_that_line(tmp_path: Path) -> None:
    rows = [["编号", "所在地", "行业代码"], ["A1", "日照市", "3451"], ["", "莒县", "3451"]]
    [problem] = refusal(saved(tmp_path, csv_text(rows))).problems
    assert (problem.code, problem.place.line) == ("missing-id", 3)


# ------------------------------------------------------------------------------------------------- sheets and folders


def test_sheets_with_the_same_columns_are_one_list_and_others_are_named(tmp_path: Path) -> None:
    other = ["A2", "乙公司", *FIRM[2:]]
    turned = [list(reversed(HEADER)), list(reversed(["A3", "丙公司", *FIRM[2:]]))]
    sheets: dict[str, Rows] = {
        "东港区": [["东港区", "", "", "", "", ""], HEADER, FIRM],
        "岚山区": [HEADER, other],
        "莒县": turned,
        "填表说明": [["请如实填写", "x"], ["第二行", "y"]],
        "空表": [],
    }
    found = run(xlsx(tmp_path / "名单.xlsx", sheets))
    assert (found.applicants, found.payable.up_to) == (3, Span(floor=300 * WAN, ceiling=300 * WAN))
    assert "一并读取了3张工作表：东港区、岚山区、莒县" in notes(found)
    assert "没有读取名单.xlsx的工作表“填表说明”" in notes(found)
    sheets["岚山区"] = [HEADER, ["A2", "乙公司", "日照是", *FIRM[3:]]]
    [problem] = refusal(xlsx(tmp_path / "名单.xlsx", sheets)).problems
    assert (problem.place.line, problem.place.column) == (2, 3)
    assert "岚山区" in problem.message.zh
    assert "C2" in problem.message.zh


def test_a_workbook_with_a_sheet_for_each_table_is_like_a_folder(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "企业": [["编号", "所在地"], ["A1", "日照市"], ["A2", "日照市"]],
        "认定": [["编号", "称号", "认定方式", "认定日期"], ["A1", "小巨人", "新认定", date(2023, 7, 14)]],
        "已领奖补": [["编号", "金额（元）"]],
        "说明": [["随便写写", "x"]],
    }
    found = run(xlsx(tmp_path / "总表.xlsx", sheets))
    assert (found.applicants, found.payable.up_to) == (2, GIANT)
    assert "没有读取总表.xlsx的工作表“说明”" in notes(found)


def test_every_file_of_a_folder_is_read_refused_or_named(tmp_path: Path) -> None:
    saved(tmp_path, "编号,所在地\nA1,日照市\n", "企业.csv")
    xlsx(
        tmp_path / "认定.xlsx",
        {"Sheet1": [["编号", "称号", "认定方式", "认定日期"], ["A1", "小巨人", "新认定", date(2023, 7, 14)]]},
    )
    saved(tmp_path, "说明", "说明.docx")
    saved(tmp_path, "说明", "说明.txt")
    (tmp_path / "旧").mkdir()
    found = run(tmp_path)
    assert found.payable.up_to == Span(floor=0, ceiling=100 * WAN)
    for each in ("说明.docx", "说明.txt", "旧"):
        assert f"没有读取{each}" in notes(found)
    saved(tmp_path, "编号", "认定.xlsx")
    assert [each.code for each in refusal(tmp_path).problems] == ["broken-file"]
    (tmp_path / "认定.xlsx").rename(tmp_path / "认定.doc")
    assert [each.code for each in refusal(tmp_path).problems] == ["unknown-format"]


BROKEN: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda _: b"",
    "text": lambda _: "编号,所在地\n".encode(),
    "a page": lambda _: b"<html><table><tr><td>1</td></tr></table></html>",
    "the beginning": lambda folder: xlsx(folder / "x.xlsx", {"名单": [HEADER, FIRM]}).read_bytes()[:900],
    "the end": lambda folder: xlsx(folder / "x.xlsx", {"名单": [HEADER, FIRM]}).read_bytes()[900:],
    "no sheets": lambda folder: xlsx(folder / "x.xlsx", {"名单": []}).read_bytes(),
    "an old one cut short": lambda _: (Path(__file__).parent / "data" / "list.xls").read_bytes()[:3000],
}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".xlsb"])
def test_a_workbook_that_is_none_is_refused_without_a_traceback(
    tmp_path: Path, make: Callable[[Path], bytes], ending: str
) -> None:
    content = make(tmp_path)
    path = saved(tmp_path, content, f"名单{ending}")
    assert {each.code for each in refusal(path).problems} <= {"empty-file", "broken-file", "other-format", "no-rows"}


def test_merged_cells_of_the_records_hold_for_all_of_them(tmp_path: Path) -> None:
    rows = [HEADER, FIRM, ["A2", "乙公司", "", *FIRM[3:]], ["A3", "丙公司", "", *FIRM[3:]]]
    path = xlsx(tmp_path / "名单.xlsx", {"名单": rows}, [(1, 2, 3, 2)])
    assert run(path).payable.up_to == Span(floor=300 * WAN, ceiling=300 * WAN)


def test_a_list_of_very_many_columns_is_read_in_time(tmp_path: Path) -> None:
    many = [f"列{number}" for number in range(20_000)]
    found = run(saved(tmp_path, csv_text([[*HEADER, *many], [*FIRM, *("1" for _ in many)]])))
    assert found.payable.up_to == GIANT
    assert "等20000列" in notes(found)


# ------------------------------------------------------------------------------------------------------------ drawn

FILLERS: list[list[list[str]]] = [
    [],
    [["", "", "", "", "", ""]],
    [["名单", "", "", "", "", ""]],
    [["附件", "", "", "", "", ""], ["", "", "", "", "", ""]],
]


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_stands_around_the_firms_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    count = data.draw(st.integers(1, 4))
    firms = [[f"A{number}", f"公司{number}", *FIRM[2:]] for number in range(count)]
    lines = data.draw(st.lists(st.sampled_from([*NO_FIRMS, [""] * 6]), max_size=4))
    body = data.draw(st.permutations([*firms, *lines]))
    order = data.draw(st.permutations(range(6)))
    rows = [*data.draw(st.sampled_from(FILLERS)), HEADER, *body]
    # The columns may stand in any order, as long as the one with the labels stays in front.
    front = [0, *(each for each in order if each)]
    rows = [[row[each] for each in front] for row in rows]
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
    path = saved(folder, csv_text(rows, delimiter, data.draw(st.sampled_from(["\n", "\r\n", "\r"]))).encode(encoding))
    if data.draw(st.booleans()):
        path = xlsx(folder / "名单.xlsx", {"名单": rows})
    out = folder / "out.parquet"
    found = run(path, out=out, chunk=data.draw(st.sampled_from([1, 2, 100])))
    assert found.payable.up_to == Span(floor=count * 100 * WAN, ceiling=count * 100 * WAN)
    assert list(pl.read_parquet(out)["applicant"]) == [row[0] for row in body if row in firms]
    said = notes(found)
    for line in lines:
        first = next(chain((" ".join(each.split()) for each in line if each.strip()), [""]))
        assert first in said
