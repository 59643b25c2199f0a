"""File names and arguments that hold line ends and controls: what a command says has none of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAME = "甲\n伪造\x1b[2K\u202e.yaml"


def assert_clean(text: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), text
    assert not any(line.startswith("伪造") for line in text.splitlines()), text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ["evaluate", NAME, "--rules", "rizhao"],
        ["evaluate", "firm.yaml", "--rules", NAME],
        ["evaluate", "firm.yaml", "--rules", "rizhao", "--as-of", NAME],
        ["evaluate", "firm.yaml", "--rules", "rizhao", "--reading", f"x={NAME}"],
        ["evaluate", "firm.yaml", "--rules", "model_city", "--adopting", NAME],
        ["evaluate", "firm.yaml", "--rules", "rizhao", "--format", NAME],
        [NAME],
        ["show", NAME],
        ["check", NAME],
        ["fmt", NAME],
        ["diff", "rizhao", NAME],
        ["diff", "rizhao", "jinan", "--profiles", NAME],
        ["compare", "rizhao", NAME],
        ["coverage", NAME],
        ["coverage", "rizhao", "--examples", NAME],
        ["simulate", NAME, "--rules", "rizhao"],
        ["simulate", "firms.csv", "--rules", "rizhao", "--ignore", NAME],
        ["simulate", "firms.csv", "--rules", "rizhao", "--complete", NAME],
        ["rules", "--rules", NAME],
        ["gap", "firm.yaml", NAME, "--rules", "rizhao"],
        ["remind", NAME],
        ["remind", "firm.yaml", "--since", NAME],
        ["remind", "firm.yaml", "--review-before", NAME],
        ["site", "--rules", NAME, "--out", "site"],
        ["site", "--rules", "rizhao", "--before", NAME, "--out", "site"],
        ["site", "--rules", "rizhao", "--out", "firms.csv", "--as-of", NAME],
        ["site", "--rules", "rizhao", "--out", f"{NAME}/x"],
    ],
)
def test_what_a_command_says_of_a_name_is_clean(
    zjtx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm.yaml").write_text("所在地: 日照市\n", encoding="utf-8")
    (tmp_path / "firms.csv").write_text("编号,所在地\nA1,日照市\n", encoding="utf-8")
    said = zjtx(*command, "--lang", language)
    assert said.code in (1, 2)
    assert_clean(said.out + said.err)


@pytest.mark.parametrize("command", ["check", "rules", "fmt", "show"])
def test_a_rule_file_may_have_any_name(zjtx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    source = (Path(__file__).parents[2] / "rules" / "jinan.yaml").read_text(encoding="utf-8")
    (tmp_path / NAME).write_text(source.replace("kind: ", "kind:   ", 1), encoding="utf-8")
    arguments = {"rules": ["rules", "--rules", NAME], "show": ["show", "award.park", "--rules", NAME]}
    said = zjtx(*arguments.get(command, [command, NAME]))
    assert said.out
    assert_clean(said.out + said.err)
