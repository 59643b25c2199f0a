"""`zjtx compare`: the same question asked of several places: title by city, targets and benchmarks likewise."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing import read_rules
from zjtx_rules.presentation.diffing import FORMATS, render_comparison


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rules", nargs="+", metavar="规则", help="两份或更多：内置名、文件或 版本:路径")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")


def run(given: argparse.Namespace) -> int:
    matrix = compare([read_rules(each) for each in given.rules])
    sys.stdout.write(render_comparison(matrix, given.format, given.lang))
    return 0
