"""`zjtx git-diff`: what git calls to show a change of a rule file, so that `git diff` tells it by meaning."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.files import read
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.presentation.diffing import render_diff
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import page, shown
from zjtx_rules.words import Language, Words

_NOTHING = ("/dev/null", "nul")
"""What git names where a file did not exist before, or is gone."""
_ADDED = Words("新增的规则文件", "a new rule file")
_GONE = Words("删去的规则文件", "a rule file taken away")
_RENAMED = Words("改名为", "renamed to")
_UNMERGED = Words("有冲突，尚未合并", "in conflict, not merged yet")
_UNREAD = Words("不能按含义比较，以下按文字比较", "cannot be compared by meaning; by its text instead")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "given",
        metavar="PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE",
        nargs="+",
        help="git 给的参数：路径、旧文件、旧编号、旧权限、新文件、新编号、新权限；改名的还有新路径和说明",
    )


def run(given: argparse.Namespace) -> int:
    words = list(given.given)
    if len(words) not in {1, 7, 8, 9}:
        message = Words(
            "参数不是 git 给外部比较程序的那些", "these are not the arguments that git gives to a diff driver"
        )
        hint = Words('git config diff.zjtx.command "zjtx git-diff"', 'git config diff.zjtx.command "zjtx git-diff"')
        raise InputError([Problem("git-arguments", message, Place("zjtx git-diff"), suggestion=hint)])
    path = words[0]
    if len(words) == 1:
        _say(path, _UNMERGED, given.lang)
        return 0
    old, new = words[1], words[4]
    now = words[7] if len(words) > 7 else path
    if now != path:
        _say(path, Words(f"{_RENAMED.zh} {now}", f"{_RENAMED.en} {now}"), given.lang)
    if old.lower() in _NOTHING or new.lower() in _NOTHING:
        _say(path, _ADDED if old.lower() in _NOTHING else _GONE, given.lang)
    _compare((old, f"a/{path}"), (new, f"b/{now}"), given.lang)
    return 0


def _say(path: str, words: Words, language: Language) -> None:
    sys.stdout.write(page([f"{path}: {words.say(language)}"]))


def _compare(old: tuple[str, str], new: tuple[str, str], language: Language) -> None:
    try:
        found = diff(_rules(*old), _rules(*new))
    except InputError as error:
        sys.stdout.write(page([_UNREAD.say(language), *error.render(language).split("\n"), ""]))
        sys.stdout.writelines(f"{shown(line)}\n" for line in _by_text(old, new))
        return
    sys.stdout.write(render_diff(found, "text", language, colour=sys.stdout.isatty()))


def _rules(file: str, name: str) -> RuleSet:
    """Return the rules of a file under the name that it has in the repository."""
    if file.lower() in _NOTHING:
        return RuleSet(())
    return load_text(read(Path(file)).text, name)


def _by_text(old: tuple[str, str], new: tuple[str, str]) -> Iterator[str]:
    one, other = (
        [] if file.lower() in _NOTHING else Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
        for file, _ in (old, new)
    )
    yield from difflib.unified_diff(one, other, old[1], new[1], lineterm="")
