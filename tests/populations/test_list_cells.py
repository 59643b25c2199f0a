"""Cells of a list as people fill them in: ticks, full-width digits, units behind numbers, every spelling of a day.

日政办字〔2022〕10号 三（一）2 pays a “小巨人” recognised while it is in force up to 100万元; one whose day is unknown may be due it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from workbooks import csv_text

from zjtx_rules import InputError, load
from zjtx_rules.populations.firm_lists.cells_meant import NO, YES, count_meant, says, sum_meant, yes_no_meant
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
RULES = load("rizhao")
MAYBE, ALL = (Span(floor=low * 10**6, ceiling=100 * 10**6) for low in (0, 100))


def run(folder: Path, rows: list[list[str]], out: Path | None = None) -> Simulation:
    path = folder / "名单.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    return simulate(path, RULES, AS_OF, complete=["认定", "已领奖补"], out=out)


def refused(folder: Path, rows: list[list[str]]) -> InputError:
    with pytest.raises(InputError) as raised:
        run(folder, rows)
    return raised.value


TICKS = ["√", "✓", "✔", "☑", "是", "有", "Y", "y", "Yes", "V", "v", "TRUE", "1", "1.0", "１", "对"]
CROSSES = ["×", "✗", "☒", "否", "无", "没有", "N", "No", "X", "x", "FALSE", "0", "0.0", "０", "错", "非"]
NEITHER = ["○", "●", "□", "合格", "拟认定", "申报中", "已撤销", "复核未通过", "国家级", "?"]


def test_whether_a_title_is_held_is_told_from_ticks_crosses_and_batches(tmp_path: Path) -> None:
    def due(cells: list[str], header: str = "小巨人") -> list[bool]:
        """Return who may be due anything at all."""
        out = tmp_path / "out.parquet"
        run(
            tmp_path,
            [["编号", "所在地", header], *([f"A{at}", "日照市", each] for at, each in enumerate(cells))],
            out=out,
        )
        return [each > 0 for each in pl.read_parquet(out)["payable#up_to_ceiling"]]

    yes = [*TICKS, "第五批", "2023年", "小巨人", "国家级专精特新“小巨人”企业"]
    assert due(yes) == [True] * len(yes)
    no = [*CROSSES, "—", "/", ""]
    assert due(no) == [False] * len(no)
    # What a batch is called nobody can list.
    assert due(["2023-5（补）", "否"], "小巨人批次") == [True, False]


def test_a_cell_that_says_neither_is_an_error_with_what_to_write(tmp_path: Path) -> None:
    rows = [["编号", "所在地", "小巨人"], *([f"A{at}", "日照市", each] for at, each in enumerate(NEITHER))]
    found = refused(tmp_path, rows).problems
    assert [each.place.line for each in found] == list(range(2, 2 + len(NEITHER)))
    assert {each.path for each in found} == {"小巨人"}
    assert all(each.suggestion is not None and "写“是”" in each.suggestion.zh for each in found)


def test_a_day_in_a_column_that_asks_whether_is_said(tmp_path: Path) -> None:
    found = run(tmp_path, [["编号", "所在地", "小巨人"], ["A1", "日照市", "2023-07-14"]])
    assert found.payable.up_to == MAYBE
    assert any("没有采用" in each.zh and "2023-07-14" in each.zh for each in found.notes)


@pytest.mark.parametrize(
    "spelling",
    [
        *("2023-07-14", "2023/7/14", "2023.07.14", "20230714", "2023年7月14日", "2023年7月14", "2023 年 7 月 14 日"),
        *("２０２３年７月１４日", "2023—07—14", "2023－7－14", "二〇二三年七月十四日", "二○二三年七月十四日"),
        *("2023-07-14T00:00:00", "2023/7/14 0:00", "2023-07-14 00:00:00.000", "45121", "2023年7月14号"),
    ],
)
def test_a_day_is_read_in_every_spelling_that_can_mean_no_other(tmp_path: Path, spelling: str) -> None:
    day = run(tmp_path, [["编号", "所在地", "小巨人认定日期"], ["A1", "日照市", spelling]])
    assert day.payable.up_to == ALL


@pytest.mark.parametrize("spelling", ["2023-07-1 00:00", "2023-7-1 0:00:00"])
def test_the_hour_behind_a_day_is_none_of_its_digits(tmp_path: Path, spelling: str) -> None:
    """A firm founded on the 1st is no surprise on the 5th; one founded on the 10th would be noted."""
    rows = [["编号", "所在地", "成立日期"], ["A1", "日照市", spelling]]
    path = tmp_path / "名单.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    noted = simulate(path, RULES, date(2023, 7, 5), complete=["认定", "已领奖补"]).input_notes
    assert not noted  # a day behind that of the question would be noted


@pytest.mark.parametrize(
    "spelling", ["14/07/2023", "7/14/23", "23.7.14", "2023-02-30", "2023-07-14T08:00:00", "2012-06-17T16:00:00.000Z"]
)
def test_a_day_that_may_mean_another_is_refused(tmp_path: Path, spelling: str) -> None:
    found = refused(tmp_path, [["编号", "所在地", "小巨人认定日期"], ["A1", "日照市", spelling]]).problems
    assert [(each.code, each.place.line) for each in found] == [("wrong-cell", 2)]


def test_yes_and_no_are_read_in_facts_and_what_says_nothing_is_unknown() -> None:
    assert [yes_no_meant(each) for each in TICKS] == ["是"] * len(TICKS)
    assert [yes_no_meant(each) for each in CROSSES] == ["否"] * len(CROSSES)
    assert [yes_no_meant(each) for each in ("", "/", "—", "--")] == [None] * 4
    assert [yes_no_meant(each) for each in NEITHER] == NEITHER
    assert not YES & NO
    assert all(says(each) is None for each in NEITHER)


def test_facts_of_firms_are_read_in_ticks(tmp_path: Path) -> None:
    """三（一）2 asks for an independent legal person where the caller reads it so; here the report counts who fails it."""
    rows = [
        ["编号", "所在地", "具有独立法人资格", "银行信用良好"],
        ["A1", "日照市", "√", "1"],
        ["A2", "日照市", "×", "0"],
    ]
    out = tmp_path / "out.parquet"
    path = tmp_path / "名单.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    simulate(path, RULES, AS_OF, out=out)
    assert list(pl.read_parquet(out)["rizhao-2022:pool.conditions"]) == ["unknown", "not_met"]


@pytest.mark.parametrize(
    ("unit", "cell", "meant"),
    [
        ("万元", "12,000", "12,000"),
        ("万元", "12000万元", "12000"),
        ("万元", "5000元", "0.5"),
        ("万元", "2亿元", "20000"),
        ("元", "1.5万元", "15000"),
        ("亿元", "2亿元", "2"),
        ("万元", "１２３", "123"),
        ("万元", "1，234", "1,234"),
        ("万元", "¥5,000.00", "5,000.00"),
        (None, "200万元", "200万元"),
        ("万元", "12万", "12万"),
        ("万元", "约5", "约5"),
        ("万元", "—", None),
    ],
)
def test_a_sum_may_name_its_unit(unit: str | None, cell: str, meant: str | None) -> None:
    found = sum_meant(unit)(cell)
    assert (
        found == meant
        if found is None or meant is None or "." not in found
        else float(found.replace(",", "")) == float(meant.replace(",", ""))
    )


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("290人", "290"), ("２９０", "290"), ("2,900人", "2,900"), ("约300", "约300"), ("/", None), ("12件", "12")],
)
def test_a_count_may_name_what_it_counts(cell: str, meant: str | None) -> None:
    assert count_meant(cell) == meant


def test_a_unit_is_written_once_in_what_is_said_of_a_sum(tmp_path: Path) -> None:
    rows = [["编号", "所在地", "上年末资产总额（亿元）", "营业收入（万元）"], ["A1", "日照市", "0.5亿", "12万"]]
    said = refused(tmp_path, rows).render("zh")
    assert "0.5亿元" in said
    assert "亿亿元" not in said
    assert "只写数字，单位是万元" in said
