"""Lists with a row for each title, or a sheet for each: the rows of one firm make up one firm.

日政办字〔2022〕10号 三（一）2: “小巨人” up to 100万元, 省级“瞪羚” up to 30万元, 省级“专精特新” up to 20万元, recognised newly from
2022-03-23 on, the highest only.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import csv_text, xlsx

from examples_drawn import drawn
from zjtx_rules import InputError, load
from zjtx_rules.populations.firm_lists.row_by_row import titles_of
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
RULES = load("rizhao")
HEADER = ["编号", "企业名称", "所在地", "称号", "级别", "认定日期"]
GIANT = ["小巨人", "国家级", "2023-07-14"]
GAZELLE = ["瞪羚", "省级", "2022-12-01"]
SME = ["专精特新", "省级", "2023-03-10"]
OLD = ["小巨人", "国家级", "2021-07-14"]


def saved(folder: Path, rows: list[list[Any]]) -> Path:
    path = folder / "名单.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def run(path: Path, **options: Any) -> Simulation:
    return simulate(path, RULES, AS_OF, **{"complete": ["认定", "已领奖补"], **options})


def up_to(found: Simulation) -> tuple[int, int | None]:
    span: Span = found.payable.up_to
    return span.floor // 10**6, span.ceiling // 10**6 if span.ceiling is not None else None


def notes(found: Simulation) -> str:
    return "\n".join(each.zh for each in found.notes)


def firm(number: int, title: list[str]) -> list[str]:
    return [f"A{number}", f"公司{number}", "日照市", *title]


@pytest.mark.parametrize(
    ("rows", "firms", "expected"),
    [
        ([firm(1, GIANT)], 1, 100),
        ([firm(1, GIANT), firm(1, SME)], 1, 100),
        ([firm(1, SME), firm(2, GIANT), firm(1, GAZELLE)], 2, 130),
        ([firm(1, OLD), firm(1, SME)], 1, 20),
        ([firm(1, OLD)], 1, 0),
        ([firm(1, GIANT), firm(1, GIANT)], 1, 100),
    ],
)
def test_the_rows_of_a_firm_make_up_one_firm(tmp_path: Path, rows: list[list[str]], firms: int, expected: int) -> None:
    path = saved(tmp_path, [HEADER, *rows])
    found = run(path, out=tmp_path / "out.parquet")
    assert (found.applicants, up_to(found)) == (firms, (expected, expected))
    assert list(pl.read_parquet(tmp_path / "out.parquet")["applicant"]) == list(dict.fromkeys(row[0] for row in rows))
    assert "称号按“称号”一列逐行读" in notes(found)


@drawn(few=4, many=16)
@given(data=st.data())
def test_a_list_by_rows_is_the_list_with_columns(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("rows")
    titles = {"国家级小巨人": GIANT, "省级瞪羚": GAZELLE, "省级专精特新": SME}
    held = data.draw(st.lists(st.sets(st.sampled_from(sorted(titles)), min_size=1), min_size=1, max_size=4))
    long = [firm(at, titles[each]) for at, mine in enumerate(held) for each in sorted(mine)]
    if data.draw(st.booleans()):  # the level in one cell with the title
        long = [[*row[:3], f"{row[4]}{row[3]}", "", row[5]] for row in long]
    wide = [["编号", "企业名称", "所在地", *(f"{each}认定日期" for each in titles)]]
    wide += [
        [f"A{at}", f"公司{at}", "日照市", *(titles[each][2] if each in mine else "" for each in titles)]
        for at, mine in enumerate(held)
    ]
    chunk = data.draw(st.sampled_from([1, 100]))
    by_row = run(saved(folder, [HEADER, *data.draw(st.permutations(long))]), chunk=chunk)
    by_column = run(saved(folder, wide))
    assert up_to(by_row) == up_to(by_column)
    assert by_row.applicants == by_column.applicants == len(held)


@pytest.mark.parametrize("header", ["称号", "称号名称", "获得称号", "荣誉称号", "认定类型", "类别", "荣誉"])
def test_the_column_of_the_titles_has_many_names(tmp_path: Path, header: str) -> None:
    rows = [
        ["企业名称", "所在地", header, "认定级别", "认定时间"],
        ["甲公司", "日照市", *GIANT],
        ["乙公司", "日照市", *SME],
    ]
    assert up_to(run(saved(tmp_path, rows))) == (120, 120)


def test_a_column_of_that_name_with_other_contents_plays_no_part(tmp_path: Path) -> None:
    rows = [["企业名称", "所在地", "类别", "小巨人认定日期"], ["甲公司", "日照市", "制造业", "2023-07-14"]]
    found = run(saved(tmp_path, rows))
    assert up_to(found) == (100, 100)
    assert "：类别" in notes(found)


def test_a_renewal_is_no_new_recognition(tmp_path: Path) -> None:
    """三（一）2 pays what is newly recognised: a 复核 brings nothing, whichever way the list says it."""
    of_kind = [[*HEADER, "认定方式"]]
    of_kind += [[*firm(1, GIANT), "新认定"], [*firm(2, GIANT), "复核通过"], [*firm(3, GIANT), ""]]
    assert up_to(run(saved(tmp_path, of_kind))) == (200, 200)
    beside = [[*HEADER, "复核日期"], [*firm(1, OLD), "2023-07-20"], [*firm(2, GIANT), ""]]
    assert up_to(run(saved(tmp_path, beside))) == (100, 100)


def test_a_kind_of_recognition_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, [[*HEADER, "认定方式"], [*firm(1, GIANT), "待定"]]))
    assert [(each.code, each.place.line, each.path) for each in raised.value.problems] == [
        ("wrong-cell", 2, "认定方式")
    ]


def test_several_titles_in_a_cell_are_several_titles_whose_days_are_unknown(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "所在地", "获得称号", "认定日期"],
        ["甲公司", "日照市", "国家级小巨人、省级瞪羚企业", "2023-07-14"],
    ]
    found = run(saved(tmp_path, rows))
    assert up_to(found) == (0, 100)
    assert "写了几项称号" in notes(found)


def test_titles_that_no_rule_knows_are_named_and_slips_are_errors(tmp_path: Path) -> None:
    rows = [HEADER, firm(1, GIANT), firm(1, ["文明单位", "国家级", "2023-01-01"])]
    found = run(saved(tmp_path, rows))
    assert up_to(found) == (100, 100)
    assert "1格写的不是规则所知的称号，没有采用：文明单位" in notes(found)
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, [HEADER, firm(1, ["小具人", "国家级", "2023-07-14"])]))
    assert [(each.code, each.place.line) for each in raised.value.problems] == [("wrong-cell", 2)]
    assert raised.value.problems[0].suggestion is not None


@pytest.mark.parametrize(
    ("extra", "first", "second"),
    [
        (["所在地"], ["日照市"], ["济南市"]),
        (["所在地", "具有独立法人资格"], ["日照市", "是"], ["日照市", "否"]),
        (["所在地", "已领奖补（万元）"], ["日照市", "20"], ["日照市", "20"]),
    ],
)
def test_rows_of_a_firm_that_contradict_each_other_are_refused_with_a_way_out(
    tmp_path: Path, extra: list[str], first: list[str], second: list[str]
) -> None:
    header = ["企业名称", *extra, "称号", "级别", "认定日期"]
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, [header, ["甲公司", *first, *GIANT], ["甲公司", *second, *SME]]), complete=["认定"])
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.line) == ("duplicate-id", 3)
    assert problem.suggestion is not None
    assert "须相同" in problem.suggestion.zh


def test_money_named_in_one_row_of_a_firm_counts_once(tmp_path: Path) -> None:
    header = [*HEADER, "已领奖补（万元）"]
    wide = ["编号", "所在地", "国家级小巨人认定日期", "省级专精特新认定日期", "已领奖补（万元）"]
    once = up_to(run(saved(tmp_path, [wide, ["A1", "日照市", GIANT[2], SME[2], "20"]]), complete=["认定"]))
    assert once != (100, 100)  # the money counts
    for received in (["20", ""], ["", "20"], ["0", "20"], ["20", "0"]):
        rows = [header, [*firm(1, GIANT), received[0]], [*firm(1, SME), received[1]]]
        assert up_to(run(saved(tmp_path, rows), complete=["认定"])) == once, received


# ------------------------------------------------------------------------------------------------------------- sheets


def test_sheets_named_after_titles_hold_those_titles(tmp_path: Path) -> None:
    header = ["序号", "企业名称", "所在地", "认定日期"]
    sheets = {
        "小巨人": [header, [1, "甲公司", "日照市", "2023-07-14"]],
        "省级瞪羚企业": [header, [1, "乙公司", "日照市", "2023-05-14"], [2, "甲公司", "日照市", "2023-05-14"]],
    }
    found = run(xlsx(tmp_path / "名单.xlsx", sheets))
    assert (found.applicants, up_to(found)) == (2, (130, 130))
    assert "称号按工作表的名称逐行读" in notes(found)


def test_sheets_of_which_one_names_no_title_leave_the_days_unused(tmp_path: Path) -> None:
    header = ["企业名称", "所在地", "认定日期"]
    sheets = {
        "小巨人": [header, ["甲公司", "日照市", "2023-07-14"]],
        "其他": [header, ["乙公司", "日照市", "2023-05-14"]],
    }
    found = run(xlsx(tmp_path / "名单.xlsx", sheets), complete=["已领奖补"])
    assert up_to(found)[0] == 0
    assert "“认定日期”没有写明是哪一称号的，没有采用" in notes(found)


def test_sheets_of_one_title_are_read_as_that_title(tmp_path: Path) -> None:
    header = ["企业名称", "所在地", "认定日期"]
    sheets = {
        "小巨人第四批": [header, ["甲公司", "日照市", "2022-08-14"]],
        "小巨人第五批": [header, ["乙公司", "日照市", "2023-07-14"]],
    }
    assert up_to(run(xlsx(tmp_path / "名单.xlsx", sheets))) == (200, 200)


# -------------------------------------------------------------------------------------------------------- ways out


def test_doubled_ids_are_said_with_a_way_out_that_works(tmp_path: Path) -> None:
    header = ["编号", "企业名称", "所在地", "小巨人认定日期"]
    rows = [header, ["1", "甲公司", "日照市", "2023-07-14"], ["1", "乙公司", "日照市", "2023-07-14"]]
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, rows))
    (problem,) = raised.value.problems
    assert problem.suggestion is not None
    assert "去掉这一列，改以企业名称指明主体" in problem.suggestion.zh
    assert up_to(run(saved(tmp_path, [row[1:] for row in rows]))) == (200, 200)
    named = [[row[1], *row[2:]] for row in [rows[0], rows[1], rows[1]]]
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, named))
    assert "用“称号”一列写明" in raised.value.render("zh")


def test_a_list_called_after_a_title_says_that_it_does_not_tell_who_holds_it(tmp_path: Path) -> None:
    rows = [["日照市省级瞪羚企业名单", "", ""], ["序号", "企业名称", "所在区县"], ["1", "甲公司", "东港区"]]
    found = run(saved(tmp_path, rows))
    assert up_to(found) == (0, 0)  # the caller says that the list is complete
    assert "加一列“省级瞪羚企业认定日期”，不知道日期的写“是”" in notes(found)
    followed = [[*rows[0], ""], [*rows[1], "省级瞪羚企业认定日期"], [*rows[2], "是"]]
    assert up_to(run(saved(tmp_path, followed))) == (0, 30)


def test_codes_turned_into_powers_of_ten_are_told_to_be_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        run(saved(tmp_path, [["统一社会信用代码", "所在地"], ["9.13711E+17", "日照市"]]))
    assert "设为文本格式" in raised.value.render("zh")


def test_cells_name_titles_in_many_ways() -> None:
    giant, gazelle, sme = ("little_giant", "national"), ("gazelle", "provincial"), ("zjtx_sme", None)
    assert titles_of("国家级专精特新“小巨人”企业") == ([giant], [])
    assert titles_of("专精特新小巨人企业、省级瞪羚企业") == ([giant, gazelle], [])
    assert titles_of("专精特新中小企业/文明单位") == ([sme], ["文明单位"])
    assert titles_of("第五批国家级专精特新小巨人企业（2023年）") == ([giant], [])
