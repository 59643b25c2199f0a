"""Files written whole or not at all: beside their place first, then renamed into it. Everything that is written goes this way."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

Named = tuple[str, Words, Path]
"""The option or argument that names a file, what the file is, and its path."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write to; what stands there takes the place of the target once all of it is written.

    Whatever happens before (a full disk, an error, Ctrl-C, a kill), the target is as it was. Its permissions stay; a
    symbolic link stays and what it leads to is replaced. A device or a pipe (`/dev/stdout`) is written to itself.
    """
    if is_stream(target):
        yield target
        return
    target = target.resolve() if target.is_symlink() else target
    # Not named after the target, whose name may be as long as the file system allows.
    beside = target.with_name(f".zjtx-{os.getpid()}-{secrets.token_hex(4)}.partial")
    try:
        yield beside
        _settle(beside, target)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def replace_text(target: Path, text: str) -> None:
    """Write a text to its target at once, in UTF-8 and with the line ends that it has."""
    with replacing(target) as path, path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)


def is_stream(target: Path) -> bool:
    """Return whether a path is a device or a pipe, which is written to and never replaced."""
    system = not {"/dev", "/proc"}.isdisjoint(map(str, target.absolute().parents))
    return system or (target.exists() and not target.is_file() and not target.is_dir())


def _settle(written: Path, target: Path) -> None:
    """Bring a file that was written to the disk, with the permissions of the one that it replaces."""
    with suppress(FileNotFoundError):
        before = target.stat()
        written.chmod(stat.S_IMODE(before.st_mode))
        if hasattr(os, "chown"):
            with suppress(OSError):  # only an administrator may give files away; the file is then the writer's own
                os.chown(written, before.st_uid, before.st_gid)
    with written.open("rb+") as file:
        os.fsync(file.fileno())


def check_targets(targets: Iterable[Named], inputs: Iterable[Named] = ()) -> None:
    """Refuse targets that are one of the inputs, or that are one file, under whatever names.

    Raises:
        InputError: With every such target.
    """
    problems: list[Problem] = []
    seen = list(inputs)
    for option, words, path in targets:
        if not is_stream(path):
            for other_option, other, where in seen:
                if _same(path, where):
                    problems.append(_overwrites(option, path, other_option, other))
                    break
        seen.append((option, words, path))
    if problems:
        raise InputError(problems)


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, or one of them to a file inside the other as a folder."""
    with suppress(OSError):
        if one.samefile(other):
            return True
    try:
        here, there = one.resolve(), other.resolve()
        return here == there or (there.is_dir() and here.parent == there and here.exists())
    except (OSError, RuntimeError):  # a circle of links, or a path that no file system can hold
        return False


def _overwrites(option: str, path: Path, other_option: str, other: Words) -> Problem:
    return Problem(
        "target-is-input",
        Words(
            f"{option} {shown(str(path), 200)} 就是{other_option}的{other.zh}，写入会把它覆盖",
            f"{option} {shown(str(path), 200)} is the {other.en} of {other_option}, which would be overwritten",
        ),
        Place(str(path)),
        suggestion=Words(f"给{option}另起一个文件名", f"give {option} another name"),
    )
