"""Where the two sides come from: files, folders, git revisions; and what is said where there is no such thing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from diffing_cases import PLAN

from zjtx_rules.analysis.diffing import diff, read_rules
from zjtx_rules.problems import InputError


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan in two revisions; in the second one the award is higher and a file is gone."""

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603, S607 - git with fixed arguments

    git("init", "-q", "-b", "main")
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "旧.yaml").write_text(PLAN.replace("- id: plan", "- id: former"), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "one")
    (folder / "plan.yaml").write_text(PLAN.replace("{sum: 30万元}", "{sum: 40万元}"), encoding="utf-8")
    (folder / "旧.yaml").unlink()
    git("add", "-A")
    git("commit", "-qm", "two")
    return tmp_path


def code(name: str, git: str | None = None, folder: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_rules(name, git=git, folder=folder)
    return caught.value.problems[0].code


def test_a_file_of_an_earlier_revision_is_read(repository: Path) -> None:
    old = read_rules("HEAD~1:rules/plan.yaml", folder=repository)
    (change,) = diff(old, read_rules("rules/plan.yaml", folder=repository)).changes()
    assert change.code == "amount-raised"
    assert change.old_place is not None
    assert change.old_place.file == "HEAD~1:rules/plan.yaml"


def test_a_path_may_be_given_beside_the_revision_and_from_a_folder_below(repository: Path) -> None:
    found = read_rules("plan.yaml", git="HEAD~1", folder=repository / "rules")
    assert [each.source.name for each in found.files] == ["HEAD~1:plan.yaml"]


def test_a_folder_of_an_earlier_revision_has_the_files_of_then(repository: Path) -> None:
    found = read_rules("HEAD~1:rules", folder=repository)
    assert [document.id for _, document in found.documents()] == ["plan", "former"]
    assert len(read_rules("rules", folder=repository).files) == 1


def test_a_file_that_is_gone_can_still_be_read_from_its_revision(repository: Path) -> None:
    assert len(read_rules("rules/旧.yaml", git="HEAD~1", folder=repository).files) == 1


def test_bundled_names_go_before_files(repository: Path) -> None:
    assert read_rules("rizhao", folder=repository).files[0].name == "rizhao"


@pytest.mark.parametrize(
    ("name", "git", "expected"),
    [
        ("nowhere:rules/plan.yaml", None, "unknown-revision"),
        ("--output=x:rules/plan.yaml", None, "unknown-revision"),
        ("HEAD:rules/none.yaml", None, "not-in-revision"),
        ("rules/旧.yaml", "HEAD", "not-in-revision"),
        ("../elsewhere.yaml", "HEAD", "outside-repository"),
        ("rules/none.yaml", None, "file-missing"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, name: str, git: str | None, expected: str) -> None:
    assert code(name, git, repository) == expected


def test_an_empty_folder_has_no_rules(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert code("empty", folder=tmp_path) == "no-rule-files"


def test_outside_a_repository_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert code("HEAD~1:plan.yaml", folder=tmp_path) == "no-repository"


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert code("HEAD~1:plan.yaml", folder=tmp_path) == "no-git"
