"""What the two first pages show is what the program prints, and what they name exists."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from zjtx_rules import Money, evaluate, load, read_profile
from zjtx_rules.cli import main
from zjtx_rules.cli.commands import COMMANDS as ALL
from zjtx_rules.files import parse_yaml

ROOT = Path(__file__).parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")}


@pytest.mark.parametrize("name", PAGES)
def test_the_example_is_what_the_program_prints(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ((command, shown),) = re.findall(r"```console\n\$ zjtx ([^\n]*)\n(.*?)…\n```", PAGES[name], re.DOTALL)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out.startswith(shown)
    assert len(shown.splitlines()) > 10


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_linked_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGES[name])
    assert [each for each in links if "://" not in each and not (ROOT / each).exists()] == []
    assert len(links) > 8


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"zjtx ([a-z][a-z-]*)", PAGES[name]))
    assert named - {each.name for each in ALL} == set()
    assert len(named) > 8


def test_the_profile_in_chinese_is_paid_what_the_example_is_paid() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", PAGES["README.zh.md"], re.DOTALL)
    total = evaluate(
        read_profile(parse_yaml(shown, "资料.yaml")), load("rizhao"), as_of=date(2023, 9, 1)
    ).awards.payable.total
    assert total.up_to.floor == total.up_to.ceiling == Money.parse("100万元")


def test_the_python_of_the_first_page_runs() -> None:
    (shown,) = re.findall(r"```python\n(.*?)```", PAGES["README.md"], re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(shown, "README.md", "exec"), names)  # noqa: S102 - the page's own example
    answer = names["answer"]
    assert answer.awards.payable.total.up_to.floor == Money.parse("100万元")  # type: ignore[attr-defined]
