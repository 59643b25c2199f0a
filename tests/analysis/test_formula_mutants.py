"""Slips in formulas, bands and cases: each is made, and examples at the edges notice every one."""

from __future__ import annotations

from pathlib import Path

import pytest

from zjtx_rules.analysis.testing.examples import read_cases
from zjtx_rules.analysis.testing.formula_operators import formulas_changed, value_changed
from zjtx_rules.analysis.testing.mutation import mutate
from zjtx_rules.language import load

PLAN = """\
jurisdiction: {name: 海曲市, code: "990100"}
places:
- {name: 海曲市, code: "990100"}
facts:
- {id: spent, label: 设备购置额, type: money}
- {id: invested, label: 实际投资额, type: money}
values:
- id: base_rate
  label: 基本比例
  table:
    by: 设备购置额
    bands:
    - {from: 80万元, is: 4%}
    - {from: 200万元, is: 6%}
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - id: subsidy.upgrade
    kind: subsidy
    cite: 三（一）
    quote: 分别按实际投资额的4%、6%给予补助，最高80万元
    title: 技改补助
    to: enterprise
    where: anywhere
    pays: {amount: 实际投资额 × 基本比例, at_most: 80万元}
"""
EXAMPLES = """\
about: 分档和封顶
rules: plan.yaml
as_of: 2025-06-01
profile: {kind: enterprise, region: 海曲市, awards_received: []}
examples:
"""
AT_THE_EDGES = (("79.5", "100", "0元"), ("80", "100", "4万元"), ("199.5", "100", "4万元"), ("200", "100", "6万元"))
BEYOND_THE_CAP = ("200", "2000", "80万元")  # 6 % of 2000万元 is 120万元


def survivors(folder: Path, *examples: tuple[str, str, str]) -> tuple[int, list[str]]:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    text = EXAMPLES + "".join(
        f"- name: 购置{spent}万元，投资{invested}万元\n  because: 分档\n"
        f"  change: {{facts: {{spent: {spent}万元, invested: {invested}万元}}}}\n"
        f"  expect: {{payable: {{fixed: {paid}}}}}\n"
        for spent, invested, paid in examples
    )
    (folder / "examples.yaml").write_text(text, encoding="utf-8")
    report = mutate(load(folder / "plan.yaml"), list(read_cases(folder / "examples.yaml")), processes=1)
    (file,) = report.files
    return file.mutants, [each.text for each in file.survivors]


def test_examples_at_every_edge_and_beyond_the_cap_notice_every_slip(tmp_path: Path) -> None:
    # Two edges and two rates, each up and down and each edge with and without its number; two bands dropped;
    # the cap up, down and dropped; the place asked for.
    count, left = survivors(tmp_path, *AT_THE_EDGES, BEYOND_THE_CAP)
    assert count == 4 * 2 + 2 + 2 + 3 + 1
    assert left == ["where：“anywhere”写成“here”"]


def test_without_the_cap_reached_its_slips_stay_unnoticed(tmp_path: Path) -> None:
    _, left = survivors(tmp_path, *AT_THE_EDGES)
    assert [each for each in left if "where" not in each] == [
        "at_most：“80万元”写成“81万元”",
        "at_most：“80万元”写成“79万元”",
        "去掉“at_most”",
    ]


def test_without_the_edges_only_what_is_far_from_them_is_noticed(tmp_path: Path) -> None:
    # At 200万元, 4 % of 2000万元 is 80万元 too, the cap itself.
    _, left = survivors(tmp_path, ("100", "100", "4万元"), ("300", "100", "6万元"), BEYOND_THE_CAP)
    assert [each for each in left if "where" not in each] == [
        "from：“80万元”写成“81万元”",
        "from：“80万元”写成“79万元”",
        "“from”写成“above”",
        "from：“200万元”写成“201万元”",
        "from：“200万元”写成“199万元”",
        "“from”写成“above”",
    ]


@pytest.mark.parametrize(
    ("formula", "slips"),
    [
        ("1.5% × 产值@上年", {"1.6% × 产值@上年", "1.4% × 产值@上年", "1.5% × 产值@前年"}),
        ("甲 − 乙", {"甲 + 乙"}),
        ("较高(甲，5万元)", {"较高(甲，6万元)", "较高(甲，4万元)", "较低(甲，5万元)"}),
    ],
)
def test_the_slips_of_a_formula(formula: str, slips: set[str]) -> None:
    assert {each["amount"] for _, each, _ in formulas_changed({"amount": formula})} == slips
    assert {each["is"] for _, each, _ in value_changed({"id": "a", "is": formula})} == slips


def test_a_choice_is_taken_for_each_other_way_and_loses_each_case() -> None:
    cases = [{"when": {"fact": "a"}, "is": "2%"}, {"when": {"fact": "b"}, "is": "3%"}]
    found = [each["choose"] for _, each, _ in value_changed({"id": "a", "choose": {"highest": cases}})]
    assert {"first": cases} in found
    assert {"sum": cases} in found
    assert {"highest": cases[:1]} in found
    assert {"highest": cases[1:]} in found
    assert len(found) == 2 + 2 + 4
