"""`zjtx compare`: the same question asked of several places: title by city, targets and benchmarks likewise."""

from __future__ import annotations

import argparse
from pathlib import Path

from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing import read_rules
from zjtx_rules.cli.common import workbook_target, write_or_print
from zjtx_rules.files.replacing import check_targets
from zjtx_rules.language import path_of
from zjtx_rules.presentation.diffing import FORMATS, render_comparison
from zjtx_rules.presentation.workbooks.compare_book import comparison_sheets
from zjtx_rules.presentation.workbooks.sheet import write_workbook
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rules", nargs="+", metavar="规则", help="两份或更多：内置名、文件或 版本:路径")
    parser.add_argument("--format", choices=(*FORMATS, "xlsx"), default="text", help="输出格式")
    parser.add_argument("--out", metavar="FILE", help="写入此文件；不写则输出到屏幕；xlsx 必须写")


def run(given: argparse.Namespace) -> int:
    target = workbook_target(given, given.out, "--out")
    sets = [read_rules(each) for each in given.rules]
    if given.out:
        files = [("规则", Words("规则文件", "rule file"), path_of(each)) for one in sets for each in one.files]
        check_targets([("--out", Words("对照", "comparison"), Path(given.out))], files)
    matrix = compare(sets)
    if target is not None:
        write_workbook(target, comparison_sheets(matrix, given.lang))
    else:
        write_or_print(render_comparison(matrix, given.format, given.lang), given.out)
    return 0
