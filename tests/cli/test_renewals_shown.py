"""济南 一（2） 延续性奖励: payable at each renewal, and each is shown with its day."""

from __future__ import annotations

from pathlib import Path

TWO = """
region: 济南市
recognitions:
- {title: gazelle, level: provincial, kind: renewal, date: 2021-05-01, previous_expires: 2021-04-20}
- {title: gazelle, level: provincial, kind: renewal, date: 2024-05-20, previous_expires: 2024-04-30}
awards_received: []
"""


def test_each_renewal_is_a_line_of_its_own_with_its_day(zjtx, tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text(TWO, encoding="utf-8")
    arguments = ("evaluate", str(firm), "--rules", "jinan", "--as-of", "2024-12-01")
    page = zjtx(*arguments).out
    assert page.count("省级瞪羚企业延续性奖励：20万元") == 2
    assert "认定日期 2021-05-01" in page
    assert "认定日期 2024-05-20" in page
    assert "40万元" in page
    assert zjtx(*arguments, "--reading", "renewal_times=first").out.count("省级瞪羚企业延续性奖励：20万元") == 1
