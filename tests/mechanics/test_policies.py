"""Whole policies as rule files, with firms whose sums were worked out by hand: five that are made up, three extracts of real ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from zjtx_rules.analysis.testing.examples import Case, example_files, read_cases, run_case

FOLDER = Path(__file__).parents[2] / "examples" / "policies"
POLICIES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for path in example_files(FOLDER / "examples") for case in read_cases(path))


def test_every_policy_has_firms() -> None:
    assert len(POLICIES) == 8
    assert {Path(case.file).parent.name for case in cases()} == set(POLICIES)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_what_was_worked_out_comes_out(case: Case) -> None:
    assert run_case(case).differences == ()
