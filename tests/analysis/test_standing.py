"""An example can state where a document stands: 日照's plan is in force from 2022-03-23 to 2025-12-31, both days included."""

from __future__ import annotations

from pathlib import Path

import pytest

from zjtx_rules.analysis.testing.examples import read_cases, run_case

FILE = """
about: 施行期
rules: rizhao
as_of: {day}
profile: {{kind: enterprise, region: 日照市}}
examples:
- name: 施行期
  because: 末段
  expect: {{standing: {{rizhao-2022: {standing}}}}}
"""


@pytest.mark.parametrize(
    ("day", "standing", "agrees"),
    [
        ("2022-03-22", "not_yet_in_force", True),
        ("2022-03-23", "in_force", True),
        ("2025-12-31", "in_force", True),
        ("2026-01-01", "ended", True),
        ("2026-01-01", "in_force", False),
    ],
)
def test_a_stated_standing_is_compared(tmp_path: Path, day: str, standing: str, agrees: bool) -> None:  # noqa: FBT001 - a parameter of the test
    path = tmp_path / "example.yaml"
    path.write_text(FILE.format(day=day, standing=standing), encoding="utf-8")
    (case,) = read_cases(path)
    assert (not run_case(case).differences) is agrees
