"""34.6: a coefficient that one firm alone cannot know is computed from the population, for each of its firms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zjtx_rules import load, simulate
from zjtx_rules.presentation.simulation import simulation_text

RULES = Path(__file__).parent / "34-budget-over-a-population.yaml"
FIRMS = """\
编号,所在地,研发投入,已领奖补
甲,海曲市,3000万元,0
乙,海曲市,5000万元,0
丙,海曲市,1600万元,0
丁,海曲市,400万元,0
"""


def test_four_applicants_share_three_million(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(FIRMS, encoding="utf-8")
    simulation = simulate(tmp_path / "名单.csv", load(RULES), date(2025, 6, 1))
    found = simulation.together
    assert found is not None
    # 3 %: 90 → 60, 150 → 60, 48, 12; 120万 of the 300万 are left over and not shared out.
    yuan = {each.applicant: each.after.fixed.floor // 100 for each in found.applicants}
    assert yuan == {"甲": 600_000, "乙": 600_000, "丙": 480_000, "丁": 120_000}
    assert found.after.fixed.certain
    assert "预算300万元，award.a 支付180万元，余120万元，规则没有再分配" in simulation_text(simulation, "zh")
