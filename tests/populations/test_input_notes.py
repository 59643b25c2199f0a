"""What a list holds that can be read and is hardly right is said once for each kind and column, with the line; it changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from zjtx_rules import load
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.terms import make_check_character

AS_OF = date(2023, 9, 1)
HEADER = "统一社会信用代码,企业名称,所在地,行业代码,2022年从业人员,2022年营业收入（万元）,认定已知,瞪羚认定日期,小巨人认定日期,已领奖补（万元）"
ROW = {
    "统一社会信用代码": "91371100MA3C00000X",
    "企业名称": "甲公司",
    "所在地": "日照市",
    "行业代码": "C3451",
    "2022年从业人员": "100",
    "2022年营业收入（万元）": "5000",
    "认定已知": "是",
    "瞪羚认定日期": "",
    "小巨人认定日期": "2023-07-14",
    "已领奖补（万元）": "0",
}


def asked(tmp_path: Path, *rows: dict[str, str], chunk: int = 10) -> list[tuple[str, str, str, int]]:
    """Return code, line, column and number of rows of every note."""
    path = tmp_path / "list.csv"
    lines = [",".join((ROW | row).values()) for row in rows]
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    found = simulate(path, load("rizhao"), AS_OF, chunk=chunk)
    assert found.with_problems == 0
    return [(each.code, each.place.removeprefix(f"{path}:"), each.column, each.rows) for each in found.input_notes]


def plain(number: int) -> dict[str, str]:
    first = f"913711000000{number:05}"
    return {"统一社会信用代码": first + make_check_character(first)}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("行业代码", "C9999", "industry-unknown"),
        ("行业代码", "主营轴承", "industry-unknown"),
        ("行业代码", "412", "industry-ambiguous"),
        ("行业代码", "3451.0", "industry-reread"),
        ("小巨人认定日期", "2033-07-14", "day-ahead"),
        ("瞪羚认定日期", "1023-07-14", "implausible-day"),
        ("瞪羚认定日期", "2023/9/2", "day-ahead"),
        ("2022年从业人员", "99999999", "implausible-count"),
        ("2022年营业收入（万元）", "9999999999", "implausible-amount"),
        ("已领奖补（万元）", "9999999", "implausible-amount"),
        ("统一社会信用代码", "91350203M0002ABC19", "credit-code-check"),
    ],
)
def test_every_kind_is_noted_with_its_line(tmp_path: Path, column: str, value: str, code: str) -> None:
    assert asked(tmp_path, plain(1), plain(2) | {column: value}, plain(3)) == [(code, "3", column, 1)]


def test_what_is_right_is_not_spoken_of(tmp_path: Path) -> None:
    rows = [
        plain(1),
        plain(2) | {"行业代码": "滚动轴承制造", "瞪羚认定日期": "2023-09-01"},
        plain(3) | {"行业代码": ""},
    ]
    assert asked(tmp_path, *rows) == []


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_many_of_a_kind_are_one_note(tmp_path: Path, chunk: int) -> None:
    rows = [plain(number) | {"行业代码": f"C99{number}0" if number > 2 else "34"} for number in range(8)]
    assert asked(tmp_path, *rows, chunk=chunk) == [("industry-unknown", "5", "行业代码", 5)]


def test_the_figures_are_those_of_a_list_that_leaves_the_cell_empty(tmp_path: Path) -> None:
    found = []
    for value in ("C9999", ""):
        path = tmp_path / "list.csv"
        path.write_text(f"{HEADER}\n{','.join((ROW | {'行业代码': value}).values())}\n", encoding="utf-8")
        found.append(simulate(path, load("rizhao"), AS_OF))
    assert found[0].payable == found[1].payable
    assert found[0].clauses == found[1].clauses


def test_tables_in_a_folder_are_noted_in_their_files(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("编号,所在地,行业\nA1,日照市,34\nA2,日照市,412\n", encoding="utf-8")
    titles = pl.DataFrame(
        {
            "编号": ["A1", "A2"],
            "称号": ["小巨人"] * 2,
            "认定方式": ["新认定"] * 2,
            "认定日期": ["2023-01-01", "2043-01-01"],
        }
    )
    titles.write_parquet(tmp_path / "认定.parquet")
    notes = simulate(tmp_path, load("rizhao"), AS_OF).input_notes
    assert {(each.code, Path(each.place).name, each.column) for each in notes} == {
        ("industry-ambiguous", "企业.csv:3", "行业"),
        ("day-ahead", "认定.parquet（第2行）", "认定日期"),
    }
