"""`zjtx simulate`: what rules would cost over a whole population, before anybody signs them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from zjtx_rules.cli.common import (
    adopted_from,
    adoption_arguments,
    as_of_argument,
    day,
    readings,
    workbook_target,
    write_or_print,
)
from zjtx_rules.files.replacing import check_targets
from zjtx_rules.language import RuleSet, load, path_of
from zjtx_rules.presentation.examples import progress_line
from zjtx_rules.presentation.simulation import FORMATS, render_simulation
from zjtx_rules.presentation.workbooks.sheet import write_workbook
from zjtx_rules.presentation.workbooks.simulation_book import simulation_sheets
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

INTERRUPTED = 130


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "population",
        metavar="POPULATION",
        help="文件夹（每张表一个文件），或一份企业名单（XLSX、XLS、ODS、CSV、Parquet、Arrow）",
    )
    parser.add_argument(
        "--rules", action="append", metavar="规则", help="规则文件：内置名或路径，可多次；不写为全部内置规则"
    )
    parser.add_argument("--against", action="append", metavar="规则", help="另一套规则：列出谁得益、谁受损、多少")
    as_of_argument(parser)
    adoption_arguments(parser)
    parser.add_argument("--out", metavar="FILE", help="每个主体的结果写入此文件（.parquet 或 .csv），次序与输入相同")
    parser.add_argument("--format", choices=(*FORMATS, "xlsx"), default="text", help="报告的格式；xlsx 须写 --report")
    parser.add_argument("--report", metavar="FILE", help="报告写入此文件；不写则输出到屏幕")
    parser.add_argument(
        "--on-problem",
        choices=("raise", "report"),
        default="raise",
        help="数据有误时：raise 一律不算（默认）；report 其余照算，有误的计数列出",
    )
    parser.add_argument(
        "--complete",
        action="append",
        default=[],
        metavar="表",
        help="企业名单中，此项已完整（认定、已领奖补、事故与处罚、体系认证）：没有列出的就是没有",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="列名",
        help="企业名单中不看的列：不参与测算，不提示，也不照抄到结果中",
    )
    parser.add_argument("--chunk", type=_chunk, metavar="N", help="一次放入内存的主体数，不影响结果")


def _chunk(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}”不是正整数 / not a positive whole number")
    return int(text)


class _Progress:
    """How far a run has come: shown on a terminal, and said when it is broken off."""

    def __init__(self, show: Callable[[int, int], None] | None) -> None:
        self.show = show
        self.done = self.total = 0

    def __call__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.show is not None:
            self.show(done, total)


def run(given: argparse.Namespace) -> int:
    try:
        from zjtx_rules.populations.files.writing import check_folder  # noqa: PLC0415 - likewise
        from zjtx_rules.populations.simulation.running import CHUNK, simulate  # noqa: PLC0415 - needs an extra
    except ImportError as error:
        if error.name not in ("narwhals", "polars"):
            raise
        message = Words("整表测算需要附加组件", "a simulation needs an extra")
        hint = Words("pip install 'zjtx-rules[table]'", "pip install 'zjtx-rules[table]'")
        raise InputError([Problem("missing-extra", message, Place("zjtx simulate"), suggestion=hint)]) from None
    book = workbook_target(given, given.report, "--report")
    rules, against = load(*given.rules or ()), load(*given.against) if given.against else None
    _check_targets(given, [rules, *([against] if against else [])])
    if given.report:
        check_folder(Path(given.report))
    progress = _Progress(progress_line(sys.stderr, Words("主体", "applicants"), given.lang))
    try:
        result = simulate(
            given.population,
            rules,
            day(given.as_of),
            against=against,
            readings=readings(given.reading),
            adopting=given.adopting,
            adopted_from=adopted_from(given.adopted_from),
            out=Path(given.out) if given.out else None,
            on_problem=given.on_problem,
            complete=given.complete,
            ignore=given.ignore,
            chunk=given.chunk or CHUNK,
            progress=progress,
        )
        if book is not None:
            write_workbook(book, simulation_sheets(result, given.lang))
        else:
            write_or_print(render_simulation(result, given.format, given.lang), given.report)
    except KeyboardInterrupt:
        message = Words(
            f"已中断：算到第{progress.done:,}个主体，共{progress.total:,}个；没有写出任何结果文件",
            f"interrupted after {progress.done:,} of {progress.total:,} applicants; no result file was written",
        )
        sys.stderr.write(f"\n{message.say(given.lang)}\n")
        return INTERRUPTED
    return 0


def _check_targets(given: argparse.Namespace, sets: Sequence[RuleSet]) -> None:
    """Refuse to write over the population, the rule files or the other target."""
    targets = [
        (option, words, Path(path))
        for option, words, path in (
            ("--out", Words("逐户结果", "results"), given.out),
            ("--report", Words("报告", "report"), given.report),
        )
        if path
    ]
    population = ("POPULATION", Words("输入", "input"), Path(given.population))
    rules = [("--rules", Words("规则文件", "rule file"), path_of(file)) for one in sets for file in one.files]
    check_targets(targets, [population, *rules])
