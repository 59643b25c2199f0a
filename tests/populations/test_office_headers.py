"""Titles above lists, headers of several rows, headers in use, and which column names the firms."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from office_lists import FIRM, GIANT, HEADER, OPEN, WAN, ids, listed, notes, refusal, run, saved
from workbooks import Rows, csv_text, xlsx

from zjtx_rules.populations.models import Span

pytestmark = pytest.mark.drawn  # in `make test-long` each list is read as CSV and as a workbook

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
