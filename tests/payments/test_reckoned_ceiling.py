"""A ceiling that is reckoned (按不超过实际缴纳额的60%返还): printed and summed as a ceiling, never as a stated sum."""

from __future__ import annotations

from datetime import date

import pytest

from zjtx_rules import evaluate
from zjtx_rules.language import load_text
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.terms import Money

RULES = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: paid, label: 缴纳额, type: money, by: year}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - id: subsidy.return
    kind: subsidy
    cite: 一
    quote: 按不超过实际缴纳额的60%返还
    title: 返还
    to: enterprise
    pays: {amount: 60% × 缴纳额@大前年, ceiling: CEILING}
"""


@pytest.mark.parametrize(
    ("ceiling", "paid", "fixed", "up_to"),
    [
        ("true", {"2022": "12万元"}, (0, 0), (72_000, 72_000)),
        ("false", {"2022": "12万元"}, (72_000, 72_000), (0, 0)),
        ("true", {"2023": "12万元"}, (0, 0), (0, None)),
    ],
)
def test_what_is_reckoned_is_a_ceiling_or_a_stated_sum(
    ceiling: str, paid: dict[str, str], fixed: tuple[int, int], up_to: tuple[int, int | None]
) -> None:
    rules = load_text(RULES.replace("CEILING", ceiling))
    firm = EnterpriseProfile.model_validate(
        {"region": "海曲市", "awards_received": [], "facts": {"paid": paid}}, context=rules.places
    )
    total = evaluate(firm, rules, as_of=date(2025, 6, 1)).awards.payable.total
    ends = [None if end is None else Money(end) for end in (*fixed, *up_to)]
    assert [total.fixed.floor, total.fixed.ceiling, total.up_to.floor, total.up_to.ceiling] == ends


def test_a_ceiling_is_said_as_one() -> None:
    rules = load_text(RULES.replace("CEILING", "true"))
    firm = EnterpriseProfile.model_validate(
        {"region": "海曲市", "awards_received": [], "facts": {"paid": {"2022": "12万元"}}}, context=rules.places
    )
    assert "返还：最高7.2万元" in evaluate(firm, rules, as_of=date(2025, 6, 1)).explain()
