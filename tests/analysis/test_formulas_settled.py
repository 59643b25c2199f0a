"""`fmt` writes formulas in one spelling: everywhere a formula may stand, without a change of meaning, and no second time."""

from __future__ import annotations

import pytest

from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.files import parse_yaml
from zjtx_rules.quantities.formula import parse

FILE = """\
jurisdiction: {{name: 海曲市, code: "990100"}}

places:
- {{name: 海曲市, code: "990100"}}

facts:
- {{id: a, label: 甲额, type: money}}
- {{id: n, label: 件数, type: count}}

records:
- {{id: machines, label: 机器, fields: [{{id: price, label: 单价, type: money}}]}}

values:
- {{id: v, label: 总数, {value}}}

documents:
- id: demo
  title: 示例
  status: issued
  clauses:
  - {{id: award.a, kind: award, cite: 一, quote: 给予, title: 奖, to: enterprise, pays: {{{pays}}}}}
"""
PLAIN = "is: 甲额", "amount: 总数"


@pytest.mark.parametrize(
    ("value", "settled"),
    [
        ('is: "较低(甲额*2 , 800万元)-件数＊3万元"', "is: 较低(甲额 × 2，800万元) − 件数 × 3万元"),
        ("is: 甲额/2", "is: 甲额 ÷ 2"),
        ("is: （甲额＋3万元）×5％", "is: (甲额 + 3万元) × 5%"),
        ("is: -5", "is: -5"),
        ("is: 1.50", "is: 1.50"),
        (
            "table: {by: 甲额-1万元, bands: [{from: 1万元, is: 甲额*5%}, {above: 2*4万元, is: 3万元}]}",
            "table: {by: 甲额 − 1万元, bands: [{from: 1万元, is: 甲额 × 5%}, {above: 2 × 4万元, is: 3万元}]}",
        ),
        (
            "choose: {sum: [{when: {fact: n, at_least: 3}, is: 件数*1万元}], otherwise: 0-甲额}",
            "choose: {sum: [{when: {fact: n, at_least: 3}, is: 件数 × 1万元}], otherwise: 0 − 甲额}",
        ),
        ("sum: {of: 机器, is: 单价*5%}, at_most: 2*3万元", "sum: {of: 机器, is: 单价 × 5%}, at_most: 2 × 3万元"),
    ],
)
def test_a_value_is_written_in_one_spelling(value: str, settled: str) -> None:
    found = format_text(FILE.format(value=value, pays=PLAIN[1]))
    assert found == FILE.format(value=settled, pays=PLAIN[1])
    assert format_text(found) == found


def test_a_payment_is_written_in_one_spelling() -> None:
    found = format_text(
        FILE.format(value=PLAIN[0], pays='amount: 总数*2, at_most: "较高（甲额，3万元）", at_least: 1万元')
    )
    assert "pays: {amount: 总数 × 2, at_most: 较高(甲额，3万元), at_least: 1万元}" in found
    assert format_text(found) == found


def test_what_is_no_formula_stays_as_it_is_and_the_tree_is_the_same() -> None:
    text = FILE.format(value='is: "甲额*(件数-2)"', pays=PLAIN[1]).replace("quote: 给予", 'quote: "按2*3计算"')
    found = format_text(text)
    assert "按2*3计算" in found
    before, after = (parse_yaml(each, "x.yaml").data["values"][0]["is"] for each in (text, found))
    assert parse(before) == parse(after)
