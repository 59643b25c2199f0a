"""A figure of a year, of the accounts or declared by a rule file, in every spelling of its header: one meaning, or said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zjtx_rules.language import load_text
from zjtx_rules.populations.firm_lists.years_in_headers import Dated, dated
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2026, 9, 1)
WAN = 1_000_000
TEXT = """\
jurisdiction: {name: 日照市, code: "371100"}
facts:
- {id: output, label: 产值, type: money, by: year}
- {id: researchers, label: 研发人员, type: count, by: year}
documents:
- id: d
  title: 甲办法
  status: issued
  in_force: {from: 2022-01-01}
  clauses:
  - {id: award.output, kind: award, cite: 一, quote: 按产值的1%, title: 产值奖, to: enterprise, where: anywhere,
     frequency: yearly, pays: {amount: 1% × 产值@上年}}
  - {id: award.revenue, kind: award, cite: 二, quote: 按营业收入的1%, title: 收入奖, to: enterprise, where: anywhere,
     frequency: yearly, pays: {amount: 1% × 营业收入@上年}}
  - {id: award.people, kind: award, cite: 三, quote: 每人1万元, title: 人员奖, to: enterprise, where: anywhere,
     frequency: yearly, pays: {amount: 1万元 × 研发人员@上年}}
"""
RULES = load_text(TEXT, "甲.yaml")
SPELLINGS = [
    *(
        "{}@2025（万元）",
        "{}@2025年（万元）",
        "2025年{}（万元）",
        "2025年度{}（万元）",
        "2025年末{}（万元）",
    ),
    *(
        "{}（2025）（万元）",
        "{}（2025年，万元）",
        "{}(万元、2025年度)",
        "{}（万元）（2025）",
        "{}2025（万元）",
        "{}2025年（万元）",
    ),
    *("上年度{}（万元）", "{}（上年，万元）", "{}@上年（万元）", "去年{}（万元）"),
]
OTHER_YEARS = [
    "{}@2024（万元）",
    "2024年{}（万元）",
    "{}（2024，万元）",
    "{}2024（万元）",
    "前年{}（万元）",
    "当年{}（万元）",
]


def _of(folder: Path, header: str, cell: str = "300") -> Simulation:
    path = folder / "名单.csv"
    path.write_text(f'企业名称,所在地,已领奖补齐全,"{header}"\n甲公司,日照市,是,{cell}\n', encoding="utf-8")
    return simulate(path, RULES, AS_OF)


def _paid(found: Simulation, clause: str) -> Span:
    return next(each.money for each in found.clauses if each.clause == clause)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("name", "clause"), [("产值", "award.output"), ("营业收入", "award.revenue")])
def test_each_spelling_of_the_year_is_the_same_figure(tmp_path: Path, name: str, clause: str, spelling: str) -> None:
    found = _of(tmp_path, spelling.format(name))
    assert _paid(found, clause) == Span(floor=3 * WAN, ceiling=3 * WAN)  # 300万元 × 1%


@pytest.mark.parametrize("spelling", OTHER_YEARS)
@pytest.mark.parametrize(("name", "clause"), [("产值", "award.output"), ("营业收入", "award.revenue")])
def test_no_figure_of_another_year_is_taken(tmp_path: Path, name: str, clause: str, spelling: str) -> None:
    found = _of(tmp_path, spelling.format(name))
    assert _paid(found, clause) != Span(floor=3 * WAN, ceiling=3 * WAN)
    assert "没有采用" not in "".join(each.zh for each in found.notes)


@pytest.mark.parametrize("period", ["2025年1-6月", "上半年", "2025年一季度", "截至2025年6月累计"])
def test_a_figure_of_part_of_a_year_is_not_taken_for_one_of_the_year(tmp_path: Path, period: str) -> None:
    found = _of(tmp_path, f"营业收入（{period}）", "300万元")
    assert _paid(found, "award.revenue") != Span(floor=3 * WAN, ceiling=3 * WAN)
    assert f"营业收入（{period}）" in "".join(each.zh for each in found.notes)


@pytest.mark.parametrize(
    "header", ["研发人员@2025（人）", "2025年研发人员（人）", "研发人员（2025年，人）", "研发人员2025"]
)
def test_what_is_counted_may_name_its_unit(tmp_path: Path, header: str) -> None:
    assert _paid(_of(tmp_path, header, "7"), "award.people") == Span(floor=7 * WAN, ceiling=7 * WAN)


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("研发人园@2025", "研发人员@2025"),
        ("营业收人@2025（万元）", "2025年营业收入（万元）"),
        ("营业收人（2025，万元）", "2025年营业收入（万元）"),
        ("产值（万元）", "产值@2025（万元）"),
        ("研发人员", "研发人员@2025"),
    ],
)
def test_what_looks_like_a_figure_of_a_year_is_suggested(tmp_path: Path, header: str, meant: str) -> None:
    notes = "".join(each.zh for each in _of(tmp_path, header).notes)
    assert f"没有名为“{header}”的列，没有采用；是否想写“{meant}”？" in notes


@pytest.mark.parametrize("header", ["产值@2099（万元）", "2025年产值（人）", "2024年产值@2025（万元）"])
def test_what_no_column_can_say_is_named_without_another_year(tmp_path: Path, header: str) -> None:
    notes = "".join(each.zh for each in _of(tmp_path, header).notes)
    assert header in notes
    assert "2059" not in notes


def test_two_years_or_units_are_none() -> None:
    assert dated("2024年产值（2025）", 2025) is None
    assert dated("产值（万元）（元）", 2025) is None
    assert dated("产值（含税）", 2025) == Dated("产值（含税）", None)
