"""`zjtx diff`: what changed between two rule files by meaning, for whom, and by how much."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.analysis.diffing import diff, impact, read_rules
from zjtx_rules.cli.common import as_of_argument, day, profile_of
from zjtx_rules.presentation.diffing import FORMATS, render_diff
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.terms import Places
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", metavar="OLD", help="旧规则：内置名、文件、文件夹，或 版本:路径（HEAD~1:rules/jinan.yaml）"
    )
    parser.add_argument("new", metavar="NEW", nargs="?", help="新规则；与 --git 同用时不写")
    parser.add_argument("--git", metavar="REV", help="与该 git 版本中的同一文件比较：zjtx diff --git REV PATH")
    parser.add_argument("--profiles", nargs="+", metavar="FILE", help="申报资料：列出谁多得、谁少得、多少、因哪一条")
    as_of_argument(parser)
    parser.add_argument(
        "--old-as-of", metavar="DATE", help="旧规则按此日评估；不写的，被取代且已到期的文件按其最后一日"
    )
    parser.add_argument("--if-issued", action="store_true", help="把草案和模板当作已施行，比较金额")
    parser.add_argument("--full", action="store_true", help="措辞、编号和位置的变化也逐处列出")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")


def run(given: argparse.Namespace) -> int:
    if given.git is not None:
        old, new = read_rules(given.old, git=given.git), read_rules(given.old)
    elif given.new is None:
        message = Words("缺少新规则", "the new rules are missing")
        hint = Words("zjtx diff OLD NEW，或 zjtx diff --git REV PATH", "zjtx diff OLD NEW, or zjtx diff --git REV PATH")
        raise InputError([Problem("missing-argument", message, Place("zjtx diff"), suggestion=hint)])
    else:
        old, new = read_rules(given.old), read_rules(given.new)
    found = diff(old, new)
    who = None
    if given.profiles:
        places = Places.of([*old.places, *new.places])
        profiles = [profile_of(each, places) for each in given.profiles]
        old_day = day(given.old_as_of) if given.old_as_of else None
        who = impact(
            profiles, old, new, day(given.as_of), if_issued=given.if_issued, difference=found, old_as_of=old_day
        )
    colour = given.format == "text" and sys.stdout.isatty()
    sys.stdout.write(render_diff(found, given.format, given.lang, colour=colour, impact=who, full=given.full))
    return 0 if found.same else 1
