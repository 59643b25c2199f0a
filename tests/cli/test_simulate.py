"""`zjtx simulate` from the command line: formats, files, exit codes, and what is left when it is broken off."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.populations.simulation.totals import Totals

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "firms.csv")
ASKED = ("simulate", EXAMPLE, "--rules", "rizhao", "--as-of", "2023-09-01")

Run = Callable[..., Any]


def test_a_list_of_firms_becomes_a_budget(zjtx: Run) -> None:
    said = zjtx(*ASKED)
    assert said.code == 0
    assert said.err == ""
    assert "现在可得合计：最高" in said.out
    assert "哪个条件挡住最多" in said.out


def test_json_holds_whole_fen(zjtx: Run) -> None:
    found = json.loads(zjtx(*ASKED, "--format", "json").out)
    assert found["format"] == "zjtx-simulation-1"
    assert isinstance(found["payable"]["up_to"]["floor"], int)
    # The text says the same sum in 万元.
    wan = found["payable"]["up_to"]["floor"] // 1_000_000
    assert f"最高{wan}万元" in zjtx(*ASKED).out


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_english_output_has_english_headings(zjtx: Run, form: str) -> None:
    said = zjtx(*ASKED, "--format", form, "--lang", "en")
    assert said.code == 0
    assert "Which condition turns most away" in said.out
    assert "哪个条件" not in said.out


def test_a_report_and_a_table_are_written(zjtx: Run, tmp_path: Path) -> None:
    report, out = tmp_path / "报告.html", tmp_path / "结果.csv"
    said = zjtx(*ASKED, "--format", "html", "--report", str(report), "--out", str(out))
    assert (said.code, said.out) == (0, "")
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("applicant,name,序号,problem,city,size_class,")
    assert [line.split(",")[0] for line in lines[1:]] == [f"SYN-{number:04}" for number in range(1, 51)]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["报告.html", "结果.csv"]


def test_other_rules_are_compared(zjtx: Run) -> None:
    said = zjtx(*ASKED, "--against", "jinan")
    assert said.code == 0
    assert "一律当作已在施行来比较；这不是现在可得的金额" in said.out


def test_what_cannot_be_read_is_refused_with_exit_code_two(zjtx: Run, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("编号,所在地\n甲,日照是\n", encoding="utf-8")
    said = zjtx("simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01", "--out", str(tmp_path / "x.csv"))
    assert (said.code, said.out) == (2, "")
    assert f"{path}:2:3: 错误[wrong-cell]" in said.err
    assert not (tmp_path / "x.csv").exists()


def test_problems_may_be_counted_instead(zjtx: Run, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("编号,所在地\n甲,日照是\n乙,日照市\n", encoding="utf-8")
    asked = ("simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01", "--on-problem", "report")
    said = zjtx(*asked, "--complete", "认定")
    assert said.code == 0
    assert "1个主体的数据有误，未予测算" in said.out
    assert "【数据问题】" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--chunk", "0"),
        ("--format", "pdf"),
        ("--reading", "upgrade"),
        ("--reading", "no_such=thing"),
        ("--as-of", "2023-13-01"),
        ("--out", "x.docx"),
        ("--out", "没有的文件夹/x.csv"),
        ("--report", "没有的文件夹/x.html"),
        ("--adopting", "某地"),
        ("--adopted-from", "2023-13-01"),
        ("--complete", "营业收入"),
        ("--against", "没有的规则"),
    ],
)
def test_wrong_arguments_leave_with_code_two(zjtx: Run, arguments: tuple[str, str]) -> None:
    said = zjtx(*ASKED, *arguments)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err


def test_a_run_that_is_broken_off_says_how_far_it_came_and_leaves_no_file(
    zjtx: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, times = Totals.add, []

    def broken_off(*arguments: Any) -> None:
        times.append(1)
        if len(times) == 3:
            raise KeyboardInterrupt
        whole(*arguments)

    monkeypatch.setattr(Totals, "add", broken_off)
    out, report = tmp_path / "out.parquet", tmp_path / "out.html"
    said = zjtx(*ASKED, "--chunk", "10", "--out", str(out), "--report", str(report), "--format", "html")
    assert said.code == 130
    assert "已中断：算到第" in said.err
    assert "共50个" in said.err
    assert not list(tmp_path.iterdir())


def test_without_the_extra_the_remedy_is_named(zjtx: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("zjtx_rules.populations")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    said = zjtx(*ASKED)
    assert said.code == 2
    assert "pip install 'zjtx-rules[table]'" in said.err


@pytest.mark.parametrize(
    ("more", "sum_", "said_first"),
    [((), "200万元", False), (("--adopted-from", "2024-01-01"), "0元", True)],
)
def test_a_draft_may_be_taken_to_begin_on_a_day(
    zjtx: Run, tmp_path: Path, more: tuple[str, ...], sum_: str, *, said_first: bool
) -> None:
    """济南 一（2）: recognised in 2015, 200万元 without dates; nothing where the draft begins in 2024."""
    firms = tmp_path / "名单.csv"
    firms.write_text(
        "编号,所在地,认定已知,小巨人认定日期,已领奖补（元）\nA1,济南市,是,2015-07-14,0\n", encoding="utf-8"
    )
    said = zjtx("simulate", str(firms), "--rules", "jinan", "--as-of", "2024-06-30", *more)
    assert said.code == 0
    assert ("200万元" in said.out) is (sum_ == "200万元")
    assert ("按自 2024-01-01 起施行计" in said.out) is said_first
