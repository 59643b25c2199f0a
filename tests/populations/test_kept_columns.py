"""What a list holds and nobody asked for comes back in the results, so that a clerk finds his rows again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import csv_text, xlsx

from zjtx_rules import load
from zjtx_rules.populations.models import Simulation
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
RULES = load("rizhao")


def run(
    folder: Path, rows: list[list[Any]], *, name: str = "名单.csv", **options: Any
) -> tuple[Simulation, pl.DataFrame]:
    path, out = folder / name, folder / "out.csv"
    if path.suffix == ".xlsx":
        xlsx(path, {"Sheet1": rows})
    else:
        path.write_text(csv_text(rows), encoding="utf-8")
    found = simulate(path, RULES, AS_OF, out=out, **options)
    return found, pl.read_csv(out, infer_schema=False)


def notes(found: Simulation) -> list[str]:
    return [each.zh for each in found.notes]


@pytest.mark.parametrize("name", ["名单.csv", "名单.xlsx"])
def test_columns_that_play_no_part_are_copied_and_named_once(tmp_path: Path, name: str) -> None:
    rows = [
        ["2023年专精特新企业名单", "", "", "", "", "", ""],
        ["序号", "企业名称", "所属区县", "批次", "专精特新认定时间", "备注", "批次"],
        ["1", "甲公司", "东港区", "第一批", "2023-03-10", "a,b", "x"],
        ["2", "乙公司", "莒县", "", "2023-03-10", "=1+1", "y"],
        ["合计", "2家", "", "", "", "", ""],
    ]
    found, out = run(tmp_path, rows, name=name)
    assert out.columns[:7] == ["applicant", "name", "序号", "批次", "备注", "批次（2）", "problem"]
    assert out.select("name", "序号", "批次", "备注", "批次（2）").rows() == [
        ("甲公司", "1", "第一批", "a,b", "x"),
        ("乙公司", "2", None, "'=1+1", "y"),
    ]
    assert sum("批次" in each for each in notes(found)) == 1


def test_a_column_called_like_one_of_the_results_does_not_take_its_place(tmp_path: Path) -> None:
    rows = [["编号", "所在地", "problem", "city", "=1+1"], ["A1", "日照市", "甲", "乙", "丙"]]
    _, out = run(tmp_path, rows)
    assert out.columns[:5] == ["applicant", "name", "problem（2）", "city（2）", "'=1+1"]
    assert out.row(0)[2:5] == ("甲", "乙", "丙")
    assert out["city"].to_list() == ["371100"]


def test_what_is_ignored_is_not_copied(tmp_path: Path) -> None:
    rows = [["编号", "所在地", "联系电话", "批次"], ["A1", "日照市", "123", "一"]]
    found, out = run(tmp_path, rows, ignore=["联系电话"])
    assert "联系电话" not in out.columns
    assert out["批次"].to_list() == ["一"]
    assert not any("联系电话" in each for each in notes(found))


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["小巨人", "瞪羚"]), st.sampled_from(["一", "二", ""])),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=12)
def test_the_rows_of_a_firm_keep_what_each_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, str]]
) -> None:
    """Each firm's own texts, each once and in the order of the rows; a firm stands where its first row stands."""
    rows = [["企业名称", "所在地", "称号", "批次"], *([name, "日照市", title, batch] for name, title, batch in drawn)]
    _, out = run(tmp_path_factory.mktemp("list"), rows)
    expected = {
        name: "；".join(dict.fromkeys(batch for other, _, batch in drawn if other == name and batch)) or None
        for name in dict.fromkeys(name for name, _, _ in drawn)
    }
    assert dict(out.select("name", "批次").rows()) == expected
    assert out["name"].to_list() == list(expected)


@pytest.mark.parametrize(
    ("header", "cell", "written"),
    [
        ("专精特新认定时间", "2023-03-10", "省级专精特新中小企业认定日期"),
        ("瞪羚企业有效期", "2026-03-10", "省级瞪羚企业有效期至"),
        ("是否独角兽企业", "是", "国家级独角兽企业"),
        ("专精特新复核时间", "2023-03-10", "省级专精特新中小企业复核日期"),
    ],
)
def test_a_title_without_its_level_is_said_once_and_the_header_offered_is_read(
    tmp_path: Path, header: str, cell: str, written: str
) -> None:
    found, _ = run(tmp_path, [["企业名称", "所在地", header], ["甲公司", "日照市", cell]])
    said = [each for each in notes(found) if "哪一级" in each]
    assert len(said) == 1
    assert f"“{header}”" in said[0]
    offered = said[0].rpartition("写作“")[2].partition("”")[0]
    assert offered.endswith(written.removeprefix("省级").removeprefix("国家级"))
    found, _ = run(tmp_path, [["企业名称", "所在地", offered], ["甲公司", "日照市", cell]])
    assert not any("哪一级" in each or "不参与" in each for each in notes(found))


def test_rows_whose_titles_have_no_level_are_counted(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "所在地", "称号"],
        ["甲公司", "日照市", "专精特新"],
        ["乙公司", "日照市", "省级专精特新"],
        ["丙公司", "日照市", "小巨人"],
    ]
    found, _ = run(tmp_path, rows)
    assert [each for each in notes(found) if "哪一级" in each] == [
        "1行没有写称号是哪一级，级别按未知处理；请写作“省级专精特新中小企业”这样，或加一列“级别”。"
    ]
