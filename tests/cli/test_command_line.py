"""What is wrong with a command line is said in the caller's language, with the command or option that was meant."""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import zjtx_rules.cli
from zjtx_rules.cli.command_line import Parser, actions_of, language_of, options_of, parsers
from zjtx_rules.cli.commands import COMMANDS as ALL
from zjtx_rules.problems import nearest

Zjtx = Callable[..., tuple[int, str, str]]
FIRM = str(Path(__file__).parents[2] / "examples" / "rizhao-firm.yaml")
COMMANDS = parsers(ALL, "0", "zh")[1]


def slips(word: str) -> list[str]:
    """Return ways to mistype a word: a letter left out, two exchanged, one doubled."""
    middle = len(word) // 2
    exchanged = word[:middle] + word[middle + 1 : middle + 2] + word[middle : middle + 1] + word[middle + 2 :]
    return [word[:middle] + word[middle + 1 :], exchanged, word[:middle] + word[middle] + word[middle:]]


@pytest.mark.parametrize("word", [slip for name in COMMANDS for slip in slips(name) if slip not in COMMANDS])
def test_a_mistyped_command_is_named_with_a_command_that_exists(zjtx: Zjtx, word: str) -> None:
    code, out, err = zjtx(word)
    assert (code, out) == (2, "")
    assert f"错误[unknown-command]: 没有“{word}”这一命令" in err
    meant = nearest(word, COMMANDS)
    assert meant is None or f"是否想写“{meant}”？" in err
    assert "invalid choice" not in err


OPTIONS = sorted({(name, option) for name, each in COMMANDS.items() for option in options_of(each) if len(option) > 4})


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_an_option_written_in_part_is_never_taken_for_the_whole(zjtx: Zjtx, command: str, option: str) -> None:
    code, out, err = zjtx(command, option[:-1] if option[:-1] not in options_of(COMMANDS[command]) else option[:-2])
    assert (code, out) == (2, "")
    assert "错误[unknown-option]" in err
    assert f"是否想写“{option}”？" in err


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        ([], "缺少：命令", "missing: COMMAND"),
        (["evaluate"], "缺少：PROFILE", "missing: PROFILE"),
        (["evaluate", FIRM, "--as-of"], "--as-of后面缺少内容", "--as-of needs a value"),
        (["evaluate", FIRM, "--full=1"], "--full不带内容", "--full takes no value"),
        (["evaluate", FIRM, "more"], "多出来的内容：more", "left over: more"),
        (["evaluate", FIRM, "--format", "jsn"], "没有“jsn”这一选择，可选：text、json、markdown", "no choice 'jsn'"),
        (["population", "--n", "a", "--seed", "1"], "“a”不是整数", "'a' is not a whole number"),
        (["evaluate", FIRM, "-x"], "多出来的内容：-x", "left over: -x"),
        (["schema", "rule"], "是否想写“rules”", "did you mean 'rules'"),
        (["evaluate", FIRM, "--rule", "rizhao"], "是否想写“--rules”", "did you mean '--rules'"),
        (["evalute", FIRM], "是否想写“evaluate”", "did you mean 'evaluate'"),
        (["simulate", FIRM, "--chunk", "0"], "“0”不是正整数", "not a positive whole number"),
    ],
)
def test_every_mistake_is_said_in_both_languages(zjtx: Zjtx, arguments: list[str], zh: str, en: str) -> None:
    code, out, err = zjtx(*arguments)
    assert (code, out) == (2, "")
    assert zh in err
    assert "用法: zjtx" in err
    code, out, err = zjtx(*arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert "error[" in err
    assert en in err
    assert "usage: zjtx" in err


@pytest.mark.parametrize("where", [["--lang", "en", "rules"], ["rules", "--lang", "en"], ["--lang=en", "rules"]])
def test_the_language_may_stand_before_the_command_and_after_it(zjtx: Zjtx, where: list[str]) -> None:
    code, out, _ = zjtx(*where, "--as-of", "2023-09-01")
    assert code == 0
    assert "in force" in out


def test_the_language_after_the_command_counts_where_both_are_given(zjtx: Zjtx) -> None:
    assert "施行中" in zjtx("--lang", "en", "rules", "--lang", "zh", "--as-of", "2023-09-01")[1]


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "en"], "en"),
        (["x", "--lang=en"], "en"),
        (["x", "--", "--lang", "en"], "zh"),
        (["--lang"], "zh"),
        (["--lang", "fr"], "zh"),
        ([], "zh"),
    ],
)
def test_the_language_is_found_in_wrong_command_lines_too(arguments: list[str], language: str) -> None:
    assert language_of(arguments) == language


@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_help_is_shown_for_every_command(zjtx: Zjtx, name: str) -> None:
    code, out, err = zjtx(*filter(None, [name]), "--help")
    assert (code, err) == (0, "")
    assert "zjtx" in out


def test_what_we_ask_of_argparse_beyond_its_documentation_is_there() -> None:
    """cli/command_line.py lists the options of a parser, and translates what argparse says of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--one", choices=("a", "b"))
    assert [each.dest for each in actions_of(parser)] == ["help", "one"]
    assert isinstance(COMMANDS["evaluate"], Parser)


def test_every_file_of_the_room_is_a_command_or_serves_them_all() -> None:
    room = Path(zjtx_rules.cli.__file__).parent
    files = {each.stem for each in room.glob("*.py")} - {"__init__", "main", "commands", "command_line", "common"}
    assert files == {each.name.replace("-", "_") for each in ALL}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["evalute"], []])
def test_what_needs_no_command_imports_none(arguments: list[str]) -> None:
    said = "import sys; from zjtx_rules.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", said, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    loaded = done.stderr.splitlines()[-1].split()
    assert "zjtx_rules.cli.command_line" in loaded
    assert not {"pydantic", "yaml", "zjtx_rules.conditions"} & set(loaded)
    assert not {f"zjtx_rules.cli.{each.name.replace('-', '_')}" for each in ALL} & set(loaded)


def test_the_garbage_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold()
    assert zjtx_rules.cli.main(["--version"]) == 0
    assert zjtx_rules.cli.main(["show", "nowhere"]) == 2
    assert gc.get_threshold() == before
