"""The tutorial of reckoned amounts, followed to the letter: its files come about, its commands print what it shows."""

from datetime import date
from pathlib import Path

import pytest
from generate import DOCS
from walkthrough import Run, follow

from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.testing.coverage import coverage
from zjtx_rules.analysis.testing.examples import Case, run_case
from zjtx_rules.analysis.testing.run_examples import read_all
from zjtx_rules.cli.main import main
from zjtx_rules.files import read
from zjtx_rules.language import load
from zjtx_rules.presentation.examples import coverage_text, failure_text
from zjtx_rules.profile import read_applicant
from zjtx_rules.reasoning import evaluate

TEXT = (DOCS / "tutorial-amounts.md").read_text(encoding="utf-8")
FINISHED = DOCS / "tutorial-amounts"
CASES = read_all([FINISHED / "examples"])


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Run]]:
    folder = tmp_path_factory.mktemp("tutorial-amounts")
    return folder, list(follow(TEXT, folder, FINISHED))


def test_every_command_is_run_and_prints_what_the_tutorial_shows(followed: tuple[Path, list[Run]]) -> None:
    assert len(followed[1]) == TEXT.count("```console") == TEXT.count("\n$ zjtx ")
    for each in followed[1]:
        assert each.printed == each.shown, each.command


@pytest.mark.parametrize("name", ["haiqu.yaml", "firm.yaml", "examples/haiqu/amounts.yaml"])
def test_following_the_steps_gives_the_finished_file(name: str, followed: tuple[Path, list[Run]]) -> None:
    assert (followed[0] / name).read_text(encoding="utf-8") == (FINISHED / name).read_text(encoding="utf-8")


def test_the_tutorial_shows_the_whole_policy_and_says_that_it_is_made_up() -> None:
    policy = (FINISHED / "policy.txt").read_text(encoding="utf-8")
    assert policy in TEXT
    assert "为教程编造" in policy
    assert "这份政策是编造的" in TEXT


def test_band_growth_project_and_limit_come_to_what_the_policy_says() -> None:
    # 5 % × 320万 = 16万; 8 % × 900万 = 72万, at most 60万; 6 % × (1200万 − 1000万) = 12万.
    rules = load(FINISHED / "haiqu.yaml")
    firm = read_applicant(dict(read(str(FINISHED / "firm.yaml")).data), rules.places)
    assert str(evaluate(firm, rules, date(2025, 9, 1)).awards.payable.total.fixed.floor) == "88万元"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_example_of_the_policy(case: Case) -> None:
    outcome = run_case(case)
    assert not outcome.differences, failure_text(outcome)


def test_the_file_is_whole_checked_and_kept_formatted() -> None:
    report = coverage(load(FINISHED / "haiqu.yaml"), CASES)
    assert report.complete, coverage_text(report)
    assert check([FINISHED / "haiqu.yaml"], FINISHED).findings == ()
    assert main(["fmt", "--check", str(FINISHED / "haiqu.yaml"), str(FINISHED / "examples")]) == 0
