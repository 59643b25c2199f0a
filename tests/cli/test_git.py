"""Rule files in git: `git diff` by meaning, the text that `git log -p` compares, hooks, and what is written in recipes for CI."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCS = Path(__file__).parents[2] / "docs"
ROOT = DOCS.parent
Zjtx = Callable[..., Any]

PLAN = """\
jurisdiction: {name: 日照市, code: "371100"}

documents:
- id: plan
  title: 试行方案
  status: issued
  in_force: {from: 2022-03-23, to: 2025-12-31}
  clauses:
  - id: award.little_giant
    kind: award
    cite: 一（1）
    quote: 给予30万元一次性奖励
    title: 小巨人企业奖励
    to: enterprise
    when:
      newly_recognised: {title: little_giant, level: national}
    pays: {sum: 30万元}
    frequency: once
"""
EXAMPLE = """\
about: 试行方案的奖励
rules: ../plan.yaml
as_of: 2024-06-01
profile:
  kind: enterprise
  region: 日照市
  recognitions: [{title: little_giant, level: national, kind: new, date: 2024-03-01}]
  awards_received: []
examples:
- name: 小巨人
  because: 一（1），2024年3月新认定
  expect:
    clauses:
      award.little_giant: met
"""
RAISED = PLAN.replace("{sum: 30万元}", "{sum: 40万元}").replace("给予30万元", "给予40万元")
HEX, MODE = "0" * 40, "100644"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    found = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603, S607 - git with fixed arguments
    return found.stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that is set up as docs/git.md says, with a raised award in its second commit."""
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "-q", "-b", "main")
    page = (DOCS / "git.md").read_text(encoding="utf-8")
    (attributes,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    (folder / ".gitattributes").write_text(attributes, encoding="utf-8")
    run = "import sys; from zjtx_rules.cli import main; sys.exit(main(sys.argv[1:]))"
    here = f"{shlex.quote(sys.executable)} -c {shlex.quote(run)}"
    settings = re.findall(r'^git config (\S+) "zjtx (.*)"$', page, re.MULTILINE)
    assert [name for name, _ in settings] == ["diff.zjtx.command", "diff.zjtx.textconv"]
    for name, command in settings:
        git(folder, "config", name, f"{here} {command}")
    (folder / "rules" / "examples").mkdir(parents=True)
    (folder / "rules" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "rules" / "examples" / "plan.yaml").write_text(EXAMPLE, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "rules" / "plan.yaml").write_text(RAISED, encoding="utf-8")
    git(folder, "commit", "-qam", "two")
    return folder


def test_git_tells_a_change_by_meaning(repository: Path) -> None:
    said = git(repository, "diff", "HEAD~1")
    assert re.search(r"金额提高 +30万元 → 40万元（\+10万元）", said)
    assert "a/rules/plan.yaml:17 → b/rules/plan.yaml:17" in said
    assert git(repository, "log", "-1", "-p", "--ext-diff").endswith(said)


def test_git_compares_the_clauses_line_by_line_in_its_history(repository: Path) -> None:
    changed = [line for line in git(repository, "log", "-1", "-p").splitlines() if re.match(r"[-+] ", line)]
    assert [re.sub("[0-9a-f]{12}", "*", line) for line in changed] == [
        "-  原文：“给予30万元一次性奖励”",
        "+  原文：“给予40万元一次性奖励”",
        "-  给付：30万元",
        "-  校验：*",
        "+  给付：40万元",
        "+  校验：*",
    ]


def sides(folder: Path, old: str | None, new: str | None) -> list[str]:
    """Return the arguments that git gives, for two texts of which one may not exist."""
    files = []
    for name, text in (("old", old), ("new", new)):
        path = folder / name
        if text is not None:
            path.write_text(text, encoding="utf-8")
        files.append("/dev/null" if text is None else str(path))
    return ["rules/plan.yaml", files[0], HEX, MODE, files[1], HEX, MODE]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, PLAN, "rules/plan.yaml: 新增的规则文件"),
        (PLAN, None, "rules/plan.yaml: 删去的规则文件"),
        (PLAN, PLAN + "\n# 注释\n", "没有含义上的差别"),
        (PLAN, RAISED, "+10万元"),
    ],
)
def test_git_is_always_answered_with_zero(
    old: str | None, new: str | None, said: str, tmp_path: Path, zjtx: Zjtx
) -> None:
    code, out, err = zjtx("git-diff", *sides(tmp_path, old, new))
    assert (code, err) == (0, "")
    assert said in out


def test_a_new_name_is_said(tmp_path: Path, zjtx: Zjtx) -> None:
    code, out, _ = zjtx("git-diff", *sides(tmp_path, PLAN, RAISED), "rules/方案.yaml", "similarity index 98%\n")
    assert code == 0
    assert out.startswith("rules/plan.yaml: 改名为 rules/方案.yaml\n")
    assert "b/rules/方案.yaml:17" in out


@pytest.mark.parametrize("broken", ["old", "new"])
def test_a_side_that_cannot_be_read_is_named_and_both_are_compared_by_their_text(
    broken: str, tmp_path: Path, zjtx: Zjtx
) -> None:
    wrong = PLAN.replace("sum:", "smu:")
    code, out, _ = zjtx("git-diff", *sides(tmp_path, *((wrong, PLAN) if broken == "old" else (PLAN, wrong))))
    assert code == 0
    assert f"{'a' if broken == 'old' else 'b'}/rules/plan.yaml:17" in out
    assert "是否想写“sum”" in out
    signs = "-+" if broken == "old" else "+-"
    assert f"\n{signs[0]}    pays: {{smu: 30万元}}\n" in out
    assert f"\n{signs[1]}    pays: {{sum: 30万元}}\n" in out


def test_a_file_in_conflict_is_said_to_be_so(zjtx: Zjtx) -> None:
    assert zjtx("git-diff", "rules/plan.yaml") == (0, "rules/plan.yaml: 有冲突，尚未合并\n", "")


def test_arguments_that_git_does_not_give_are_an_error(zjtx: Zjtx) -> None:
    code, _, err = zjtx("git-diff", "a", "b")
    assert code == 2
    assert "git-arguments" in err


def test_the_text_of_a_file_that_cannot_be_read_is_the_file(tmp_path: Path, zjtx: Zjtx) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("kind: award", "kind: reward"), encoding="utf-8")
    assert zjtx("textconv", str(path)) == (0, path.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("award.little_giant", "award.other"),
        ("sum: 30万元", "up_to: 30万元"),
        ("frequency: once", "frequency: yearly"),
        ("level: national", "level_at_least: provincial"),
        ("title: 试行方案", "title: 方案"),
        ("to: 2025-12-31", "to: 2026-12-31"),
        ("status: issued", "status: draft"),
        ('"371100"', '"371200"'),
    ],
)
def test_every_change_of_a_file_changes_its_text(old: str, new: str, tmp_path: Path, zjtx: Zjtx) -> None:
    texts = []
    for name, text in (("old.yaml", PLAN), ("new.yaml", PLAN.replace(old, new))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        texts.append(zjtx("textconv", str(tmp_path / name)).out)
    assert texts[0] != texts[1]


RECIPES = sorted((DOCS / "ci").iterdir())


def commands(node: Any) -> list[str]:
    """Return every command of a recipe that runs zjtx."""
    if isinstance(node, dict):
        return [each for value in node.values() for each in commands(value)]
    if isinstance(node, list):
        return [each for value in node for each in commands(value)]
    return [node] if isinstance(node, str) and node.startswith("zjtx ") else []


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_the_commands_of_a_recipe_run(
    recipe: Path, repository: Path, zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    found = commands(yaml.safe_load(recipe.read_text(encoding="utf-8")))
    assert [each.split()[1] for each in found] == ["fmt", "check", "test", "diff"]
    for line in found:
        words = shlex.split(re.split(r" > | \|\| ", re.sub(r'"[^"]*:rules"', "HEAD~1:rules", line))[0])
        said = zjtx(*words[1:])
        assert said.code == (1 if words[1] == "diff" else 0), said
    assert "金额提高" in said.out


def test_the_page_names_every_recipe_and_every_hook() -> None:
    page = (DOCS / "git.md").read_text(encoding="utf-8")
    assert [path.name for path in RECIPES if f"(ci/{path.name})" not in page] == []
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in hooks] == re.findall(r"^  - id: (\S+)$", page, re.MULTILINE)


def test_the_hooks_run(repository: Path, zjtx: Zjtx, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        given = [name for name in ("rules/plan.yaml",) if re.search(hook["files"], name)]
        assert given
        words = [*shlex.split(hook["entry"])[1:], *(given if hook.get("pass_filenames", True) else ())]
        assert zjtx(*words).code == 0
    assert git(repository, "status", "--short") == ""
