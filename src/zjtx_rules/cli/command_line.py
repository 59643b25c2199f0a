"""What is wrong with a command line, said like every other bad input: what was found, what was meant, in the caller's language."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NoReturn

from zjtx_rules.cli.commands import Command
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.version import rules_version
from zjtx_rules.words import Language, Words

BAD_INPUT = 2


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations that reports problems as `InputError` does, and leaves with code 2."""

    language: Language = "zh"
    as_json = False
    """Whether the problems are written to the standard output as JSON, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["allow_abbrev"] = False
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Report a problem that argparse found."""
        self.refuse([Problem("arguments", _translated(message), Place(self.prog))])

    def refuse(self, problems: Sequence[Problem]) -> NoReturn:
        """Report problems with the usage, and leave."""
        if self.as_json:
            sys.stdout.write(json.dumps(InputError(problems).to_dict(), ensure_ascii=False, indent=2) + "\n")
        said = InputError(problems).render(self.language)
        usage = re.sub(r"\x1b\[[0-9;]*m", "", self.format_usage())  # Python 3.14 colours it
        if self.language == "zh":
            usage = usage.replace("usage: ", "用法: ", 1)
        sys.stderr.write(f"{said}\n{usage}")
        raise SystemExit(BAD_INPUT)


def parsers(
    commands: Iterable[Command], version: str, language: Language, only: str | None = None
) -> tuple[Parser, dict[str, Parser]]:
    """Return the parser of the whole command line, and that of each command.

    Args:
        commands: All commands.
        version: What `--version` says.
        language: The language of what is said.
        only: The one command whose options are wanted, so that the files of the others are not imported; None for all.
    """
    top = Parser(prog="zjtx", description="专精特新政策规则：资格、奖补、依据 / rules of policies for specialised SMEs")
    top.language = language
    top.add_argument("--version", action=_Version, version=version, help=argparse.SUPPRESS)
    _language_option(top, "zh")
    below = top.add_subparsers(
        dest="command", metavar="COMMAND" if language == "en" else "命令", required=True, parser_class=Parser
    )
    for command in commands:
        each = below.add_parser(command.name, help=command.help, description=command.help)
        each.language = language
        # Not written here, what was written before the command counts.
        _language_option(each, argparse.SUPPRESS)
        if only in (None, command.name):
            module = command.load()
            module.arguments(each)
            each.set_defaults(run=module.run)
    for one in (top, *below.choices.values()):
        _say_what_is_wrong(one, language)
    return top, below.choices


class _Version(argparse.Action):
    """Says the version of the program and that of the rule files that travel with it, and leaves."""

    def __init__(self, option_strings: Sequence[str], dest: str, *, version: str, help: str) -> None:  # noqa: A002 - as argparse has it
        super().__init__(option_strings, dest, nargs=0, help=help)
        self.version = version

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        sys.stdout.write(f"zjtx-rules {self.version}, rules {rules_version()}\n")
        parser.exit()


def _language_option(parser_: Parser, default: str) -> None:
    parser_.add_argument("--lang", choices=("zh", "en"), default=default, help="输出语言 / language of the output")


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that a command line asks for, wherever it stands there and whatever else is wrong with it."""
    for at, each in enumerate(arguments):
        if each == "--":
            break
        value = (
            list(arguments[at + 1 : at + 2]) if each == "--lang" else [each[7:]] if each.startswith("--lang=") else []
        )
        if value == ["en"]:
            return "en"
    return "zh"


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether a command line asks for JSON, whatever else is wrong with it."""
    pairs = pairwise(arguments)
    return "--format=json" in arguments or ("--format", "json") in pairs


def parse(arguments: Sequence[str], commands: Sequence[Command], version: str) -> argparse.Namespace:
    """Return what a command line says.

    Raises:
        SystemExit: If it is wrong, with code 2, once the problems have been reported; or when help was asked for.
    """
    at = _command_at(arguments)
    top, subparsers = parsers(commands, version, language_of(arguments), "" if at is None else arguments[at])
    for one in (top, *subparsers.values()):
        one.as_json = wants_json(arguments)
    if at is not None and arguments[at] not in subparsers:
        top.refuse([_unknown_command(arguments[at], subparsers)])
    before = arguments if at is None else arguments[:at]
    problems = _unknown_options(before, top)
    if at is not None:
        problems += _unknown_options(arguments[at + 1 :], subparsers[arguments[at]])
    if problems:
        (top if at is None else subparsers[arguments[at]]).refuse(problems)
    return top.parse_args(arguments)


def _command_at(arguments: Sequence[str]) -> int | None:
    """Return where the command stands: the first word that is no option, nor the value of `--lang`."""
    skip = False
    for at, each in enumerate(arguments):
        if skip:
            skip = False
        elif each == "--lang":
            skip = True
        elif not each.startswith("-"):
            return at
    return None


def _unknown_command(word: str, known: Iterable[str]) -> Problem:
    names = list(known)
    said = shown(word)
    return Problem(
        "unknown-command",
        Words(f"没有“{said}”这一命令", f"there is no command '{said}'"),
        Place("zjtx"),
        expected=Words("、".join(names), ", ".join(names)),
        suggestion=did_you_mean(word, names),
    )


def _unknown_options(arguments: Sequence[str], parser_: Parser) -> list[Problem]:
    """Return a problem for every option that a parser does not have."""
    known = sorted(option for option in options_of(parser_) if option.startswith("--"))
    problems = []
    for each in arguments:
        if each == "--":
            break
        name = each.partition("=")[0]
        if not name.startswith("--") or name in known:
            continue
        said = shown(name)
        # Of an option that is written in part (`--rule`), the whole; otherwise the nearest.
        whole = [option for option in known if option.startswith(name)]
        guess = Words(f"是否想写“{whole[0]}”？", f"did you mean '{whole[0]}'?") if len(whole) == 1 else None
        problems.append(
            Problem(
                "unknown-option",
                Words(f"没有“{said}”这一选项", f"there is no option '{said}'"),
                Place(parser_.prog),
                expected=Words("、".join(known), ", ".join(known)),
                suggestion=guess or did_you_mean(name, known),
            )
        )
    return problems


def actions_of(parser_: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the options and arguments of a parser."""
    return parser_._actions  # noqa: SLF001 - argparse has no public list of them; tests/test_library_parts.py holds it


def options_of(parser_: argparse.ArgumentParser) -> list[str]:
    """Return every option of a parser as it is written."""
    return [option for action in actions_of(parser_) for option in action.option_strings]


def _say_what_is_wrong(parser_: Parser, language: Language) -> None:
    """Let choices and numbers be read by functions of ours, so that what is wrong with them is said in our words."""
    for action in actions_of(parser_):
        if isinstance(action.choices, (tuple, list)) and action.type is None:
            action.type = _one_of(tuple(map(str, action.choices)), language)
        elif action.type is int:
            action.type = _whole_number(language)


def _one_of(choices: tuple[str, ...], language: Language) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text in choices:
            return text
        message = Words(
            f"没有“{shown(text)}”这一选择，可选：{'、'.join(choices)}",
            f"there is no choice '{shown(text)}', only {', '.join(choices)}",
        ).say(language)
        hint = did_you_mean(text, choices)
        raise argparse.ArgumentTypeError(message + (f"；{hint.say(language)}" if hint else ""))

    return read


def _whole_number(language: Language) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
            return int(text)
        said = shown(text)
        message = Words(f"“{said}”不是整数", f"'{said}' is not a whole number")
        raise argparse.ArgumentTypeError(message.say(language))

    return read


_SAID = (
    (r"the following arguments are required: (.*)", "缺少：{0}", "missing: {0}"),
    (r"argument (.*?): expected one argument", "{0}后面缺少内容", "{0} needs a value"),
    (r"argument (.*?): expected at least one argument", "{0}后面缺少内容", "{0} needs a value"),
    (r"argument (.*?): ignored explicit argument (.*)", "{0}不带内容，写了{1}", "{0} takes no value, but has {1}"),
    (r"unrecognized arguments: (.*)", "多出来的内容：{0}", "left over: {0}"),
    (r"argument (.*?): (.*)", "{0}：{1}", "{0}: {1}"),
)
"""What argparse says, and how it is said here; anything else is passed on as it is."""


def _translated(message: str) -> Words:
    for pattern, zh, en in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = [shown(each, 200) for each in found.groups()]
            return Words(zh.format(*parts), en.format(*parts))
    said = shown(message, 200)
    return Words(f"命令行有误（{said}）", f"the command line is wrong ({said})")
