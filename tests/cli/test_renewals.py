"""济南 一（2） 延续性奖励: payable at each renewal; the answer does not pass over those that it does not reckon."""

from __future__ import annotations

from pathlib import Path

TWO = """
region: 济南市
recognitions:
- {title: gazelle, level: provincial, kind: renewal, date: 2021-05-01, previous_expires: 2021-04-20}
- {title: gazelle, level: provincial, kind: renewal, date: 2024-05-20, previous_expires: 2024-04-30}
awards_received: []
"""


def test_a_second_unclaimed_renewal_is_not_passed_over_in_silence(zjtx, tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text(TWO, encoding="utf-8")
    arguments = ("evaluate", str(firm), "--rules", "jinan", "--as-of", "2024-12-01")
    assert "有2次延续认定，所列金额只计最近一次" in zjtx(*arguments).out
    assert "次延续认定" not in zjtx(*arguments, "--reading", "renewal_times=first").out
