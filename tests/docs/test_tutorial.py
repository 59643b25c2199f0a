"""The tutorial, followed to the letter: its files come about, its commands print what it shows, its city is complete."""

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
from zjtx_rules.profile import read_profile
from zjtx_rules.reasoning import evaluate

TEXT = (DOCS / "tutorial.md").read_text(encoding="utf-8")
CITY = DOCS / "tutorial"
CASES = read_all([CITY / "examples"])


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Run]]:
    folder = tmp_path_factory.mktemp("tutorial")
    return folder, list(follow(TEXT, folder))


def test_every_command_prints_what_the_tutorial_shows(followed: tuple[Path, list[Run]]) -> None:
    for each in followed[1]:
        assert each.printed == each.shown, each.command


def test_every_command_that_the_tutorial_shows_is_run(followed: tuple[Path, list[Run]]) -> None:
    assert len(followed[1]) == TEXT.count("```console") == TEXT.count("\n$ zjtx ")


@pytest.mark.parametrize("name", ["linyi.yaml", "firm.yaml"])
def test_following_the_steps_gives_the_finished_file(name: str, followed: tuple[Path, list[Run]]) -> None:
    assert (followed[0] / name).read_text(encoding="utf-8") == (CITY / name).read_text(encoding="utf-8")


def test_the_tutorial_shows_the_whole_policy() -> None:
    assert (CITY / "policy.txt").read_text(encoding="utf-8") in TEXT


def test_the_tutorial_says_that_the_policy_is_made_up() -> None:
    assert "这份政策是编造的" in TEXT
    assert "为教程编造" in (CITY / "policy.txt").read_text(encoding="utf-8")


def test_the_city_pays_the_higher_of_two_awards() -> None:
    # 三（四）: 80万元 for the little giant, 20万元 gives way
    answer = evaluate(read_profile(read(str(CITY / "firm.yaml"))), load(CITY / "linyi.yaml"), date(2024, 9, 1))
    assert str(answer.awards.payable.total.up_to.floor) == "80万元"
    assert answer.awards.payable.suppressed == ("award.zjtx_sme",)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_example_of_the_city(case: Case) -> None:
    outcome = run_case(case)
    assert not outcome.differences, failure_text(outcome)


def test_the_examples_exercise_all_of_the_city() -> None:
    report = coverage(load(CITY / "linyi.yaml"), CASES)
    assert report.complete, coverage_text(report)


def test_every_sentence_of_the_policy_is_cited_and_every_quote_is_exact() -> None:
    assert check([CITY / "linyi.yaml"], CITY).findings == ()


def test_the_city_is_kept_formatted() -> None:
    assert main(["fmt", "--check", str(CITY / "linyi.yaml"), str(CITY / "examples")]) == 0


def test_the_city_needs_no_python() -> None:
    assert {each.suffix for each in CITY.rglob("*") if each.is_file()} == {".txt", ".yaml"}
