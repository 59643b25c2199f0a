"""Lists as offices have them go through as they are: title, merged headers, totals, signatures, no id, and every form of file.

The sums are worked out from 日政办字〔2022〕10号 三（一）2: “小巨人” up to 100万元, 省级“瞪羚” up to 30万元, 省级“专精特新” up to
20万元, recognised newly from 2022-03-23 on, the highest only; 独角兽 (300万元) is what a firm of unknown titles can be due at most.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import Rows, csv_text, ods, xlsx

from zjtx_rules import InputError, load
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
WAN = 1_000_000
RULES = load("rizhao")
HEADER = ["编号", "企业名称", "所在地", "认定已知", "小巨人认定日期", "已领奖补（万元）"]
FIRM = ["A1", "甲公司", "日照市", "是", "2023-07-14", "0"]
GIANT = Span(floor=100 * WAN, ceiling=100 * WAN)
OPEN = Span(floor=0, ceiling=300 * WAN)


def saved(folder: Path, text: str | bytes, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(path: Path, **options: Any) -> Simulation:
    return simulate(path, RULES, AS_OF, **options)


def listed(folder: Path, rows: Rows, **options: Any) -> Simulation:
    """Return what comes of a list, the same as CSV and as a workbook."""
    (folder / "csv").mkdir(exist_ok=True)
    (folder / "xlsx").mkdir(exist_ok=True)
    found = [
        run(saved(folder / "csv", csv_text(rows)), **options),
        run(xlsx(folder / "xlsx" / "名单.xlsx", {"名单": rows}), **options),
    ]
    plain = [each.model_copy(update={"population": "", "notes": ()}) for each in found]
    assert plain[0] == plain[1]
    assert [each.zh.replace("名单.xlsx", "名单.csv") for each in found[1].notes] == [each.zh for each in found[0].notes]
    return found[0]


def ids(path: Path, folder: Path, **options: Any) -> list[str]:
    run(path, out=folder / "out.parquet", **options)
    return list(pl.read_parquet(folder / "out.parquet")["applicant"])


def notes(found: Simulation) -> str:
    return "\n".join(each.zh for each in found.notes)


def refusal(path: Path, **options: Any) -> InputError:
    with pytest.raises(InputError) as raised:
        run(path, **options)
    assert raised.value.render("zh") != raised.value.render("en")
    return raised.value


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


# ------------------------------------------------------------------------------------------------- titles and headers

TITLES: list[Rows] = [
    [["名单"]],
    [["名单", "", "", "", "", ""]],
    [["2023年企业名单", "", "", "", "", ""]],
    [["附件1", "", "", "", "", ""], ["日照市专精特新企业名单", "", "", "", "", ""], ["", "", "", "", "", ""]],
    [["附件1", "", "", "", "", "单位：万元"], ["填报单位：市工信局", "", "", "填报日期：2023年8月", "", ""]],
]


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_title_above_the_header_is_passed_over_and_named(tmp_path: Path, title: Rows) -> None:
    found = listed(tmp_path, [*title, HEADER, FIRM])
    assert (found.applicants, found.payable.up_to) == (1, GIANT)
    assert f"表头在第{len(title) + 1}行" in notes(found)


HEADERS: dict[str, list[list[str]]] = {
    "groups": [
        ["编号", "企业基本情况", "", "认定情况", "", "已领奖补（万元）"],
        ["", "企业名称", "所在地", "认定已知", "小巨人认定日期", ""],
    ],
    "halves of a header": [
        ["编号", "企业名称", "所在地", "认定已知", "小巨人", "已领奖补（万元）"],
        ["", "", "", "", "认定日期", ""],
    ],
    "three rows": [
        ["编号", "基本情况", "", "认定情况", "", "资金"],
        ["", "企业名称", "所在地", "认定已知", "小巨人", "已领奖补（万元）"],
        ["", "", "", "", "认定日期", ""],
    ],
    "line breaks": [
        ["编 号", "企业\n名称", "所在地\n（县区）", "认定\n已知", "小巨人\r\n认定日期", "已领奖补\n（万元）"]
    ],
    "asterisks": [["*编号", "*企业名称", "所在地（必填）", "认定已知*", "＊小巨人认定日期", "已领奖补(万元)"]],
    "blanks around": [[f" {each}　" for each in HEADER]],
    "quotes": [["编号", "企业名称", "所在地", "认定已知", '国家级专精特新"小巨人"企业认定日期', "已领奖补（万元）"]],
    "full width": [["编号", "企业名称", "所在地", "认定已知", "小巨人认定日期（年月日）", "已领奖补（万元）"]],
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("title", [[], [["2023年名单", "", "", "", "", ""]]], ids=["", "title"])
def test_headers_of_several_rows_and_in_any_dress_are_read(tmp_path: Path, header: Rows, title: Rows) -> None:
    found = listed(tmp_path, [*title, *header, FIRM])
    assert (found.applicants, found.payable.up_to) == (1, GIANT)


@pytest.mark.parametrize(
    "word",
    [
        *("企业名称", "公司名称", "单位名称", "企业全称", "申报单位", "机构名称", "企业名称（盖章）"),
    ],
)
def test_a_name_may_be_the_id(tmp_path: Path, word: str) -> None:
    path = saved(
        tmp_path, csv_text([["序号", word, "所在地"], ["1", "甲公司", "日照市"], ["2", " 乙公司　", "日照市"]])
    )
    assert ids(path, tmp_path) == ["甲公司", "乙公司"]
    names = pl.read_parquet(tmp_path / "out.parquet")["name"].to_list()
    assert [each.strip() for each in names] == ["甲公司", "乙公司"]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "所在地",
            "所属区县",
            "所在区县",
            "区县",
            "县区",
            "地区",
            "所属地区",
            "城市",
            "所在市",
            "县（市、区）",
            "区（县、市）",
            "所属县（市、区）",
        ),
        *("属地", "地市", "注册地", "所在地（县区）"),
    ],
)
def test_the_place_has_many_names(tmp_path: Path, word: str) -> None:
    rows = [["编号", word, *HEADER[3:]], ["A1", *FIRM[2:]]]
    assert listed(tmp_path, rows).payable.up_to == GIANT


def test_a_place_in_several_columns_is_one(tmp_path: Path) -> None:
    header = ["编号", "省份", "城市", "区县", *HEADER[3:]]
    rows = [
        header,
        ["A1", "山东省", "日照市", "东港区", *FIRM[3:]],
        ["A2", "山东省", "日照市", "", *FIRM[3:]],
        ["A3", "", "济南市", "历下区", *FIRM[3:]],
    ]
    assert listed(tmp_path, rows).payable.up_to == Span(floor=200 * WAN, ceiling=200 * WAN)


DAYS_OF = ["认定日期", "认定时间", "认定年度", "获批时间", "发证时间", "公布日期", "首次认定时间"]
ENDS_OF = ["有效期至", "有效期", "有效期限", "有效期截止日期", "到期时间"]


@pytest.mark.parametrize(
    ("day", "end", "between"),
    [
        *((day, "有效期", []) for day in DAYS_OF),
        *(("认定时间", end, ["批次"]) for end in ENDS_OF),
    ],
)
def test_a_validity_beside_a_title_is_that_of_the_title(tmp_path: Path, day: str, end: str, between: list[str]) -> None:
    header = [
        "编号",
        "所在地",
        f"小巨人{day}",
        *between,
        end,
        f"省级瞪羚企业{day}",
        end,
        "认定已知",
        "已领奖补（万元）",
    ]
    # Neither validity is over, or the first is: what was recognised newly while the plan was in force is paid all the same.
    row = ["A1", "日照市", "2023-07-14", *between, "2023年7月14日至2026年7月13日", "", "", "是", "0"]
    found = listed(tmp_path, [header, row])
    assert found.payable.up_to == GIANT
    wrong = ["A1", "日照市", "2023-07-14", *between, "2020-07-13", "", "", "是", "0"]
    [problem] = refusal(saved(tmp_path, csv_text([header, wrong]))).problems
    assert (problem.code, problem.path) == ("dates-reversed", end)


def test_days_whose_title_only_the_title_line_says_are_of_that_title(tmp_path: Path) -> None:
    rows = [
        ["日照市省级瞪羚企业名单", "", "", ""],
        ["企业名称", "所属区县", "认定时间", "有效期"],
        ["甲公司", "东港区", "2023-05-01", "2026-04-30"],
    ]
    found = listed(tmp_path, rows, complete=["认定", "已领奖补"])
    assert found.payable.up_to == Span(floor=30 * WAN, ceiling=30 * WAN)
    assert "“认定时间”按“省级瞪羚企业”的读" in notes(found)


def test_days_of_which_nothing_says_the_title_are_named_and_not_used(tmp_path: Path) -> None:
    rows = [["企业名称", "所属区县", "认定时间", "有效期"], ["甲公司", "东港区", "2023-05-01", "2026-04-30"]]
    found = listed(tmp_path, rows, complete=["已领奖补"])
    assert found.payable.up_to == OPEN
    assert "“认定时间、有效期”没有写明是哪一称号的" in notes(found)
    assert "省级专精特新中小企业认定日期" in notes(found)


@pytest.mark.parametrize("header", ["小巨人", "是否小巨人", "是否为国家级专精特新“小巨人”企业", "小巨人批次"])
@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("是", True),
        ("√", True),
        ("第五批", True),
        ("2023", True),
        ("否", False),
        ("", False),
        ("×", False),
        ("无", False),
    ],
)
def test_a_column_may_say_that_a_title_is_held_and_not_since_when(
    tmp_path: Path, header: str, cell: str, *, held: bool
) -> None:
    rows = [["编号", "所在地", header, "认定已知", "已领奖补（万元）"], ["A1", "日照市", cell, "是", "0"]]
    # Without its day the title may have been given before the plan.
    assert listed(tmp_path, rows).payable.up_to == Span(floor=0, ceiling=100 * WAN if held else 0)


def test_columns_that_nobody_asks_for_stay_and_are_named_once(tmp_path: Path) -> None:
    more = ["联系人", "联系电话", "主导产品", "注册资本", "法定代表人", "批次", "备注", "备注", "员工满意度"]
    found = listed(tmp_path, [[*HEADER, *more], [*FIRM, *("某" for _ in more)]])
    assert found.payable.up_to == GIANT
    [note] = [each.zh for each in found.notes if "联系人" in each.zh]
    assert all(each in note for each in more)


def test_a_column_without_a_header_is_named(tmp_path: Path) -> None:
    found = listed(tmp_path, [[*HEADER[:2], "", *HEADER[2:], ""], [*FIRM[:2], "某", *FIRM[2:], ""]])
    assert found.payable.up_to == GIANT
    assert "第3列没有列名" in notes(found)


def test_a_header_that_looks_like_a_slip_is_said_with_its_place(tmp_path: Path) -> None:
    rows = [[*HEADER, "2022年营业收人（万元）"], [*FIRM, "1"]]
    said = "没有名为“2022年营业收人（万元）”的列，没有采用；是否想写“2022年营业收入（万元）”？"
    # The header before it has 34 characters with their commas; in a sheet it is the seventh column.
    assert f"名单.csv:1:35：{said}" in notes(run(saved(tmp_path, csv_text(rows))))
    assert f"名单.xlsx:1:7：{said}" in notes(run(xlsx(tmp_path / "名单.xlsx", {"名单": rows})))


def test_all_faults_of_a_list_are_said_in_one_round(tmp_path: Path) -> None:
    text = (
        "2023年名单,,,,,\n序号,企业名称,所属区县,小巨人认定日期,2022年从业人员,认定日期已知\n"
        "1,甲公司,日照是,2023-07-14,290,x\n2,乙公司,日照市,2023-13-01,2x9,x\n3,丙公司,日照市,2023-07-14\n4,甲公司,日照市,,,\n"
        '5,"丁公司,日照市,,,\n'
    )
    found = refusal(saved(tmp_path, text))
    assert sorted((each.code, each.place.line) for each in found.problems) == [
        ("broken-quote", 7),
        ("duplicate-id", 6),
        ("wrong-cell", 3),
        ("wrong-cell", 4),
        ("wrong-cell", 4),
        ("wrong-fields", 5),
    ]


# ---------------------------------------------------------------------------------------------------------------- ids

CODES = ["91371100MA3C1T5U0J", "91371100MA3CQ7W21C"]


def test_the_best_column_that_names_every_firm_names_them(tmp_path: Path) -> None:
    full = [["编号", "企业名称", "所在地"], ["A1", "甲公司", "日照市"], ["A2", "乙公司", "日照市"]]
    assert ids(saved(tmp_path, csv_text(full)), tmp_path) == ["A1", "A2"]
    gap = [["编号", "企业名称", "所在地"], ["A1", "甲公司", "日照市"], ["", "乙公司", "日照市"]]
    assert ids(saved(tmp_path, csv_text(gap)), tmp_path) == ["甲公司", "乙公司"]
    assert "“编号”有1行为空，改以“企业名称”指明主体" in notes(run(tmp_path / "名单.csv"))
    pl.DataFrame(gap[1:], schema=gap[0], orient="row").with_columns(pl.col("编号").replace("", None)).write_parquet(
        tmp_path / "名单.parquet"
    )
    assert ids(tmp_path / "名单.parquet", tmp_path) == ["甲公司", "乙公司"]


def test_rows_are_named_by_their_lines_where_nothing_else_names_them(tmp_path: Path) -> None:
    rows = [["名单", ""], ["序号", "所属区县"], ["1", "东港区"], ["2", "岚山区"]]
    path = saved(tmp_path, csv_text(rows))
    assert ids(path, tmp_path) == ["第3行", "第4行"]
    assert "以行号指明主体" in notes(run(path))
    assert ids(xlsx(tmp_path / "a.xlsx", {"一": rows, "二": rows}), tmp_path) == [
        "一第3行",
        "一第4行",
        "二第3行",
        "二第4行",
    ]
    rows[3][1] = "日照是"
    [problem] = refusal(saved(tmp_path, csv_text(rows))).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("wrong-cell", 4, 3)
    pl.DataFrame({"所属区县": ["东港区", "岚山区"]}).write_parquet(tmp_path / "名单.parquet")
    assert ids(tmp_path / "名单.parquet", tmp_path) == ["第1行", "第2行"]


def test_a_doubled_name_is_a_problem_and_not_one_firm(tmp_path: Path) -> None:
    rows = [["企业名称", "所在地"], ["甲公司", "日照市"], ["乙公司", "日照市"], ["甲公司 ", "济南市"]]
    [problem] = refusal(saved(tmp_path, csv_text(rows))).problems
    assert (problem.code, problem.place.line, problem.path) == ("duplicate-id", 4, "企业名称")


@pytest.mark.parametrize("blank", [" ", "　", "\t", "\u00a0"])
def test_blanks_around_ids_and_their_header_are_none(tmp_path: Path, blank: str) -> None:
    saved(tmp_path, csv_text([[f"编号{blank}", "所在地"], [f"A1{blank}", "日照市"]]), "企业.csv")
    titles = [["编号", "称号", "认定方式", "认定日期"], [f"{blank}A1", "小巨人", "新认定", "2023-07-14"]]
    saved(tmp_path, csv_text(titles), "认定.csv")
    assert run(tmp_path).payable.up_to == Span(floor=0, ceiling=100 * WAN)
    twice = csv_text([[f"编号{blank}", "所在地"], [f"A1{blank}", "日照市"], ["A1", "日照市"]])
    assert [each.code for each in refusal(saved(tmp_path, twice)).problems] == ["duplicate-id"]


# -------------------------------------------------------------------------------------------------------------- cells

DAYS: list[tuple[Any, bool | None]] = [
    # Recognised while the plan is in force (True), before it (False), or on an unknown day (None).
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
    ("2023-07", None),
    ("2023.7", None),
    ("2023年7月", None),
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


@pytest.mark.parametrize("cell", ["290", "290.0", "2,90", "1,290"])
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
