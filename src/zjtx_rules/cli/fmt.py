"""`zjtx fmt`: rule files and examples in the canonical layout; comments and meaning stay."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.analysis.editing.formatting import format_text, stored_like
from zjtx_rules.files import read_file
from zjtx_rules.files.replacing import is_stream, replace_text
from zjtx_rules.language import bundled_folder
from zjtx_rules.shown import shown
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="文件或文件夹；不写为内置规则及其例子")
    parser.add_argument(
        "--keywords", choices=("zh", "en"), help="规则文件的键和选项改写成中文（zh）或英文（en）；不写则照旧"
    )
    parser.add_argument("--check", action="store_true", help="只检查，不改写；有待整理的文件时退出码为1")


def run(given: argparse.Namespace) -> int:
    changed = 0
    for path in _files([Path(each) for each in given.paths] or [bundled_folder()]):
        source = read_file(path)
        # As it stands on the disk, with a byte order mark and line ends of its own, which stay.
        text = source.text if is_stream(path) else path.read_bytes().decode("utf-8")
        formatted = stored_like(format_text(source.text, str(path), given.keywords), text)
        if formatted == text:
            continue
        changed += 1
        if not given.check:
            replace_text(path, formatted)
        done = Words("待整理", "needs formatting") if given.check else Words("已整理", "formatted")
        sys.stdout.write(f"{done.say(given.lang)} {shown(str(path))}\n")
    return 1 if given.check and changed else 0


def _files(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.yaml")) if path.is_dir() else [path])]
