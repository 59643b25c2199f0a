"""What hangs on a fact by which a sum is reckoned: what it can move, not the whole sum."""

from __future__ import annotations

from datetime import date

from small_rules import applicant, clause
from zjtx_rules import evaluate
from zjtx_rules.language import load_text
from zjtx_rules.terms import Money

HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
facts:
- {id: equipment, label: 设备额, type: money}
- {id: listed, label: 列入省级重点项目, type: yes_no}
values:
- id: rate
  label: 补助比例
  choose:
    first:
    - when: {fact: listed}
      is: 15%
    otherwise: 8%
documents:
- id: small
  title: 小样
  status: issued
  clauses:
"""
RULES = load_text(
    HEAD + clause("subsidy.equipment", "subsidy", pays="{amount: 设备额 × 补助比例, at_most: 150万元}"), "small.yaml"
)


def test_what_hangs_on_a_fact_is_what_it_can_move() -> None:
    found = evaluate(applicant(awards_received=[], facts={"equipment": "700万元"}), RULES, as_of=date(2025, 1, 1))
    total = found.awards.payable.total.fixed
    # 8 % and 15 % of 700万元.
    assert (total.floor, total.ceiling) == (Money.parse("56万元"), Money.parse("105万元"))
    assert "  ? 列入省级重点项目：涉及49万元\n" in found.explain()
