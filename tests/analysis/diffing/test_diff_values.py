"""Values and reckoned sums compared line by line: by how much, and whether it means more money for an applicant."""

from __future__ import annotations

import pytest

from zjtx_rules.analysis.diffing import Change, diff
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.presentation.clause import clause_text

PLAN = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: spent, label: 设备购置额, type: money}
- {id: invested, label: 实际投资额, type: money}
- {id: subsidies, label: 已获上级补助, type: money}
- {id: first_time, label: 首次入规, type: yes_no}
- {id: imported, label: 进口设备, type: yes_no}
values:
- id: base_rate
  label: 基本比例
  table:
    by: 设备购置额
    bands:
    - {from: 80万元, is: 4%}
    - {from: 200万元, is: 6%}
- id: bonus
  label: 加点
  choose:
    sum:
    - when: {fact: first_time}
      is: 2个百分点
    - when: {fact: imported}
      is: 1个百分点
- id: rate
  label: 补助比例
  is: 基本比例 + 加点
  at_most: 9%
- id: own_share
  label: 扣除比例
  is: 10%
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - id: subsidy.upgrade
    kind: subsidy
    cite: 三（一）
    quote: 按设备购置额分档给予补助
    title: 技改补助
    to: enterprise
    pays: {amount: 实际投资额 × (补助比例 − 扣除比例), at_most: 80万元}
"""


def rules(*replaced: tuple[str, str]) -> RuleSet:
    text = PLAN
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load_text(text, "plan.yaml")


def changes(*replaced: tuple[str, str]) -> list[Change]:
    return list(diff(rules(), rules(*replaced)).changes())


@pytest.mark.parametrize(
    ("old", "new", "label", "sides", "by", "money"),
    [
        ("is: 4%", "is: 5%", "基本比例·80万元以上不足200万元", ("4%", "5%"), "+1个百分点", "more"),
        ("is: 6%", "is: 5.5%", "基本比例·200万元起", ("6%", "5.5%"), "−0.5个百分点", "less"),
        ("is: 1个百分点", "is: 3个百分点", "加点·进口设备：是", ("1个百分点", "3个百分点"), "+2个百分点", "more"),
        ("at_most: 9%", "at_most: 8%", "补助比例·最高", ("9%", "8%"), "−1个百分点", "less"),
        # What is taken off the rate: less of it is more money.
        ("is: 10%", "is: 8%", "扣除比例·为", ("10%", "8%"), "−2个百分点", "more"),
        ("at_most: 80万元", "at_most: 120万元", "最高", ("80万元", "120万元"), "+40万元", "more"),
    ],
)
def test_a_figure_that_changed_is_told_alone(
    old: str, new: str, label: str, sides: tuple[str, str], by: str, money: str
) -> None:
    (change,) = changes((old, new))
    assert change.label.zh.removesuffix("：是") == label.removesuffix("：是")
    assert change.old is not None
    assert change.new is not None
    assert (change.old.zh, change.new.zh) == sides
    assert change.by is not None
    assert (change.by.zh, change.money) == (by, money)
    assert change.old_place is not None
    line = next(at for at, text in enumerate(PLAN.splitlines(), 1) if old in text)
    assert change.old_place.line == line


def test_a_band_more_is_a_line_of_its_own() -> None:
    (change,) = changes(
        ("    - {from: 200万元, is: 6%}\n", "    - {from: 200万元, is: 6%}\n    - {from: 500万元, is: 8%}\n")
    )
    sides = [side and side.zh for side in (change.old, change.new)]
    assert (change.label.zh, sides, change.money) == ("基本比例·500万元起", ["6%", "8%"], "more")


def test_a_ceiling_that_comes_is_less_money_and_a_floor_is_more() -> None:
    (change,) = changes((", at_most: 80万元", ""))
    assert (change.label.zh, change.new, change.money) == ("最高", None, "more")
    (change,) = changes(("at_most: 80万元", "at_most: 80万元, at_least: 1万元"))
    assert (change.label.zh, change.old, change.money) == ("最低", None, "more")


def test_another_spelling_of_a_formula_is_no_change_of_meaning() -> None:
    assert changes(("实际投资额 × (补助比例 − 扣除比例)", "实际投资额*（补助比例-扣除比例）")) == []


def test_another_formula_is_told_whole_and_without_a_direction() -> None:
    (change,) = changes(("实际投资额 × (补助比例 − 扣除比例)", "(实际投资额 − 已获上级补助) × (补助比例 − 扣除比例)"))
    assert (change.code, change.money, change.by) == ("formula-changed", "both", None)


def test_the_order_of_cases_that_are_added_carries_no_meaning() -> None:
    first = "    - when: {fact: first_time}\n      is: 2个百分点\n"
    second = "    - when: {fact: imported}\n      is: 1个百分点\n"
    assert changes((first + second, second + first)) == []


def test_the_order_of_cases_of_which_the_first_counts_does() -> None:
    one, other = "{fact: first_time}\n      is: 2个百分点", "{fact: imported}\n      is: 1个百分点"
    old = load_text(PLAN.replace("    sum:", "    first:"), "plan.yaml")
    turned = PLAN.replace("    sum:", "    first:").replace(one, "~").replace(other, one).replace("~", other)
    assert [each.label.zh for each in diff(old, load_text(turned, "plan.yaml")).changes()] == ["加点·先后"]


def test_the_page_of_a_clause_gives_the_values_that_its_sum_rests_on() -> None:
    loaded, document, clause = next(iter(rules().clauses()))
    page = clause_text(loaded, document, clause)
    for line in (
        "    基本比例：按设备购置额分档，80万元起4%，200万元起6%",
        "    补助比例：基本比例 + 加点，最高9%",
        "    扣除比例：10%",
    ):
        assert line in page.splitlines()
    assert "首次入规：2个百分点" in page.replace("：是：", "：")
