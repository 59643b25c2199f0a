"""The entry of `zjtx`: finds the command, runs it, and turns every bad input into a message and exit code 2."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from zjtx_rules import __version__
from zjtx_rules.cli.common import Command
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in Chinese and English, and leaves with code 2."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"zjtx: 命令行有误（{message}）\n{self.format_usage()}")
        raise SystemExit(BAD_INPUT)


def commands() -> list[Command]:
    """Return every command of this room, one file each, in the order in which a newcomer needs them."""
    found = [
        importlib.import_module(f"zjtx_rules.cli.{module.name}").COMMAND
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if module.name not in {"main", "common"}
    ]
    return sorted(found, key=lambda each: each.order)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="zjtx", description="专精特新政策规则：资格、奖补、依据 / rules of policies for specialised SMEs"
    )
    top.add_argument("--version", action="version", version=f"zjtx-rules {__version__}")
    below = top.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)
    for command in commands():
        each = below.add_parser(command.name, help=command.help, description=command.help)
        each.add_argument("--lang", choices=("zh", "en"), default="zh", help="输出语言 / language of the output")
        command.arguments(each)
        each.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `zjtx` and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        given = parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        code = int(given.run(given))
        sys.stdout.flush()
    except InputError as error:
        sys.stderr.write(error.render(given.lang) + "\n")
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has closed it (`zjtx … | head`): no more can be said, and none is wanted.
        _say_no_more()
        return 0
    except OSError as error:
        # A full disk, a file that went away while it was read.
        try:
            sys.stdout.flush()
        except OSError:
            _say_no_more()
        where = Place(str(error.filename or "zjtx"))
        why = error.strerror or str(error)
        problem = Problem("cannot-write-or-read", Words(f"读写失败：{why}", f"reading or writing failed: {why}"), where)
        sys.stderr.write(InputError([problem]).render(given.lang) + "\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
    return code


def _say_no_more() -> None:
    """Let nothing be written to the output any more, also not when Python closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
