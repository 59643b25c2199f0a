"""Follows the tutorial: builds its files as it tells a reader to, runs its commands, and puts in what they print.

What to do with a block of the tutorial is said in a comment before it, which a rendered page does not show:

    <!-- 写成 linyi.yaml -->                            the block is the file
    <!-- 接在 linyi.yaml 末尾 -->                        the block goes to the end of the file
    <!-- 插在 linyi.yaml 的“documents:”之前 -->          the block goes before the line that begins so
    <!-- 另存 linyi.yaml 为 new.yaml，“80万元”改成“90万元” -->   a copy with a change (no block)
    <!-- 复制 examples -->                              the finished files beside the tutorial (no block)
    <!-- 显示前 9 行 -->                                 of the next output only so many lines, then …
"""

# A script beside the pages it writes, not a package.
# ruff: noqa: INP001

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from zjtx_rules.cli.commands import COMMANDS
from zjtx_rules.cli.main import main

FINISHED = Path(__file__).parent / "tutorial"
_PIECE = re.compile(
    r"<!-- (?P<order>[^>]*?) -->|^```(?P<kind>yaml|console)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)
_ORDERS = (
    (re.compile(r"写成 (\S+)"), "write"),
    (re.compile(r"接在 (\S+) 末尾"), "append"),
    (re.compile(r"插在 (\S+) 的“(.+)”之前"), "insert"),
    (re.compile(r"另存 (\S+) 为 ([^\s，]+)，(.+)"), "copy"),
    (re.compile(r"复制 (\S+)"), "fetch"),
    (re.compile(r"显示前 (\d+) 行"), "lines"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One command of the tutorial: what is typed, what the page says it prints, what it printed."""

    command: str
    shown: str
    printed: str | None
    """None where there is no such command."""
    span: tuple[int, int]


def follow(text: str, folder: Path, finished: Path = FINISHED) -> Iterator[Run]:
    """Do in an empty folder what a tutorial says, and yield every command once it has run; `finished` holds its files."""
    order: tuple[str, ...] | None = None
    lines = 0
    for piece in _PIECE.finditer(text):
        if piece["order"] is not None:
            found = _order(piece["order"])
            if found[0] in {"copy", "fetch"}:
                _prepare(found, folder, finished)
            elif found[0] == "lines":
                lines = int(found[1])
            else:
                order = found
        elif piece["kind"] == "yaml":
            if order:
                _put(order, piece["body"], folder)
            order = None
        elif piece["body"].startswith("$ zjtx "):
            command, _, shown = piece["body"].partition("\n")
            printed = run(command.removeprefix("$ zjtx ").split(), folder)
            if printed is not None and lines:
                printed = "".join(printed.splitlines(keepends=True)[:lines]) + "…\n"
            yield Run(command, shown, printed, piece.span("body"))
            lines = 0


def _order(words: str) -> tuple[str, ...]:
    for pattern, name in _ORDERS:
        match = pattern.fullmatch(words)
        if match:
            return (name, *match.groups())
    raise ValueError(f"the tutorial asks for what nobody understands: {words}")


def _put(order: tuple[str, ...], body: str, folder: Path) -> None:
    path = folder / order[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    if order[0] == "write":
        path.write_text(body, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8")
    if order[0] == "append":
        path.write_text(before + body, encoding="utf-8")
        return
    at = re.search(rf"^ *{re.escape(order[2])}", before, re.MULTILINE)
    if at is None:
        raise ValueError(f"{order[1]} has no line that begins with {order[2]}")
    path.write_text(before[: at.start()] + body + before[at.start() :], encoding="utf-8")


def _prepare(order: tuple[str, ...], folder: Path, finished: Path) -> None:
    if order[0] == "fetch":
        source, target = finished / order[1], folder / order[1]
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
        return
    text = (folder / order[1]).read_text(encoding="utf-8")
    for old, new in re.findall(r"“(.+?)”改成“(.+?)”", order[3]):
        if old not in text:
            raise ValueError(f"{order[1]} does not say {old}")
        text = text.replace(old, new)
    (folder / order[2]).write_text(text, encoding="utf-8")


def run(arguments: list[str], folder: Path) -> str | None:
    """Return what `zjtx` prints when it is run in a folder; None where there is no such command."""
    if arguments[0] not in {each.name for each in COMMANDS}:
        return None
    printed = io.StringIO()
    with chdir(folder), redirect_stdout(printed), redirect_stderr(printed), patch.dict(os.environ, {"NO_COLOR": "1"}):
        main(arguments)
    return "".join(f"{line.rstrip()}\n" for line in printed.getvalue().strip("\n").splitlines())


def played(text: str, finished: Path = FINISHED) -> str:
    """Return the tutorial with what its commands really print."""
    with tempfile.TemporaryDirectory() as folder:
        runs = list(follow(text, Path(folder), finished))
    for each in reversed(runs):
        if each.printed is not None:
            start, end = each.span
            text = f"{text[:start]}{each.command}\n{each.printed}{text[end:]}"
    return text
