"""`zjtx population`: a synthetic population, as the tables that whole populations are read from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.language import load
from zjtx_rules.presentation.examples import progress_line
from zjtx_rules.presentation.synthetic import written_text
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--n", type=int, required=True, metavar="数量", help="多少个申请主体，1至99999999")
    parser.add_argument("--seed", type=int, required=True, metavar="种子", help="同一种子、同样的选项，得到同样的总体")
    parser.add_argument("--out", metavar="FOLDER", help="写入的文件夹；不写为 synthetic-数量-种子")
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet", help="文件格式")
    parser.add_argument(
        "--missing",
        action="append",
        default=[],
        metavar="RATE",
        help="缺失率，如 0.05、5%%、0（无缺失），或只对一组事实：accounts=0.1；可多次，不写各组3%%",
    )
    parser.add_argument("--kind", action="append", default=[], metavar="类型", help="只要这一种申请主体，可多次")
    parser.add_argument("--region", action="append", default=[], metavar="地区", help="只在这一地区，可多次")
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="规则",
        help="取哪些规则文件自定的事实和判断作列；不写为全部内置",
    )
    parser.add_argument("--force", action="store_true", help="覆盖那里已有的合成总体")


def run(given: argparse.Namespace) -> int:
    try:
        from zjtx_rules.populations import synthetic  # noqa: PLC0415 - an extra, needed for this command alone
    except ImportError as error:
        message = Words("合成总体需要 Polars 和 Narwhals", "a synthetic population needs Polars and Narwhals")
        hint = Words("pip install 'zjtx-rules[table]'", "pip install 'zjtx-rules[table]'")
        raise InputError([Problem("missing-extra", message, Place("zjtx population"), suggestion=hint)]) from error
    rules = load(*given.rules)
    question = synthetic.ask(given.n, given.seed, rules, kinds=given.kind, regions=given.region, missing=given.missing)
    folder = Path(given.out or f"synthetic-{given.n}-{given.seed}")
    progress = progress_line(sys.stderr, Words("申请主体", "applicants"), given.lang)
    reached = 0

    def show(done: int, total: int) -> None:
        nonlocal reached
        reached = done
        if progress:
            progress(done, total)

    try:
        written = synthetic.write(
            question, folder, rules.content_hash, form=given.format, force=given.force, progress=show
        )
    except KeyboardInterrupt:
        stopped = Words(
            f"已中断：做到第{reached}个，共{given.n}个；没有留下文件。",
            f"Stopped after {reached} of {given.n}; nothing was left behind.",
        )
        sys.stderr.write("\n" + stopped.say(given.lang))
        raise
    sys.stdout.write(written_text(written.folder, written.rows, written.kinds, given.seed, given.lang))
    return 0
