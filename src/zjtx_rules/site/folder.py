"""A folder of pages written whole or not at all; nothing that stands there and was not written by this program is ever touched.

The new folder is written beside the old one and takes its name when it is whole; the old one is then taken away, file by
file, as its list of files says. A folder that holds anything else, or a page that somebody changed, is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.site.addresses import MANIFEST
from zjtx_rules.words import Words

FORMAT = "zjtx-site-1"
_SHOWN = 5
"""How many files are named that stand in the way."""


def check_folder(target: Path) -> dict[str, str]:
    """Return the files that an earlier run left in a folder, with their SHA-256; none where it is not there or empty.

    Raises:
        InputError: If the folder above is not there, or if anything would be lost by replacing this one.
    """
    if not target.absolute().parent.is_dir():
        raise _refused("missing-folder", target.parent, Words("没有这一文件夹", "there is no such folder"))
    if not target.exists() and not target.is_symlink():
        return {}
    if not target.is_dir():
        raise _refused("not-a-folder", target, Words("这不是文件夹", "this is no folder"))
    present = {each.relative_to(target).as_posix(): each for each in _files(target)}
    if not present:
        return {}
    written = _written(target)
    foreign = [name for name, path in present.items() if name != MANIFEST and written.get(name, "") != _digest(path)]
    if MANIFEST not in present or foreign:
        raise _in_the_way(target, foreign)
    return written


def replace_folder(target: Path, files: Iterable[tuple[str, str]], about: Mapping[str, Any]) -> int:
    """Write a folder of pages in place of one that was written before, and return how many files it has.

    Args:
        target: The folder.
        files: Paths inside the folder with their texts.
        about: What the list of files says besides, such as versions.

    Raises:
        InputError: If anything would be lost (see `check_folder`).
        OSError: If it cannot be written; the target is then as it was.
    """
    target = target.resolve() if target.is_symlink() else target.absolute()
    before = check_folder(target)
    with _beside(target, "partial") as fresh:
        digests = {name: _write(fresh / name, text) for name, text in files}
        manifest = {"format": FORMAT, **about, "files": dict(sorted(digests.items()))}
        _write(fresh / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        if target.exists():
            with _beside(target, "old") as old:
                os.rmdir(old)  # noqa: PTH106 - a folder is renamed to where nothing is
                target.rename(old)
                try:
                    fresh.rename(target)
                except BaseException:
                    old.rename(target)
                    raise
                _remove(old, before)
        else:
            fresh.rename(target)
    return len(digests)


@contextmanager
def _beside(target: Path, what: str) -> Iterator[Path]:
    """Give an empty folder beside the target; what is left of it in the end is taken away if it is of our writing."""
    folder = target.with_name(f".zjtx-{os.getpid()}-{secrets.token_hex(4)}.{what}")
    folder.mkdir()
    try:
        yield folder
    finally:
        if what == "partial" and folder.exists():
            _remove(folder, {path.relative_to(folder).as_posix(): "" for path in _files(folder)})


def _write(path: Path, text: str) -> str:
    data = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Take away the files named and the folders that are empty then; what cannot be taken away stays."""
    with suppress(OSError):
        (folder / MANIFEST).unlink(missing_ok=True)
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    below = sorted((each for each in folder.rglob("*") if each.is_dir()), key=lambda each: -len(each.parts))
    for each in (*below, folder):
        with suppress(OSError):
            each.rmdir()


def _files(folder: Path) -> list[Path]:
    """Return everything in a folder but the folders that hold something: files, links, empty folders."""
    return sorted(
        each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir() or not any(each.iterdir())
    )


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file; none of what is no plain file."""
    return None if path.is_symlink() or not path.is_file() else hashlib.sha256(path.read_bytes()).hexdigest()


def _written(target: Path) -> dict[str, str]:
    """Return what the list of files in a folder says; nothing where it is none of ours."""
    try:
        found = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        files = found["files"] if found["format"] == FORMAT else {}
        return {name: digest for name, digest in files.items() if _inside(name) and isinstance(digest, str)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _inside(name: object) -> bool:
    """Return whether a path stays inside the folder."""
    return isinstance(name, str) and not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts


def _in_the_way(target: Path, foreign: list[str]) -> InputError:
    names = [shown(each, 100) for each in foreign[:_SHOWN]]
    more_zh, more_en = (
        (f"等{len(foreign)}个", f" and {len(foreign) - _SHOWN} more") if len(foreign) > _SHOWN else ("", "")
    )
    zh = f"文件夹中有不是本命令写的、或写后改过的文件：{'、'.join(names)}{more_zh}" if names else "文件夹不是本命令写的"
    en = (
        f"the folder holds files that this command did not write, or that were changed since: {', '.join(names)}{more_en}"
        if names
        else "the folder was not written by this command"
    )
    hint = Words("另写一个文件夹，或先把这些文件移走", "give another folder, or move these files away first")
    return _refused("folder-in-use", target, Words(zh, en), hint)


def _refused(code: str, path: Path, message: Words, hint: Words | None = None) -> InputError:
    return InputError([Problem(code, message, Place(str(path)), suggestion=hint)])
