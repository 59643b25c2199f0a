"""`zjtx coverage`: which conditions the examples exercise; with `--mutate`, which mistakes they would notice."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.analysis.testing.coverage import coverage
from zjtx_rules.analysis.testing.mutation import mutate
from zjtx_rules.analysis.testing.run_examples import bundled_examples, read_all
from zjtx_rules.language import load
from zjtx_rules.presentation.examples import coverage_text, mutation_text, progress_line
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rules", nargs="*", metavar="规则", help="内置名或路径；不写为全部内置规则")
    parser.add_argument(
        "--examples", action="append", metavar="PATH", help="例子文件或文件夹，可多次；不写为内置的例子"
    )
    parser.add_argument("--mutate", action="store_true", help="逐处改动规则，列出例子发现不了的改动")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")


def run(given: argparse.Namespace) -> int:
    rules = load(*given.rules)
    cases = read_all([Path(each) for each in given.examples or ()] or [bundled_examples()])
    if given.mutate:
        progress = progress_line(sys.stderr, Words("改动", "changes"), given.lang)
        mutation = mutate(rules, cases, progress)
        text = (
            mutation.model_dump_json(indent=2) + "\n" if given.format == "json" else mutation_text(mutation, given.lang)
        )
        sys.stdout.write(text)
        return 1 if any(each.survivors for each in mutation.files) else 0
    report = coverage(rules, cases, progress_line(sys.stderr, Words("例子", "examples"), given.lang))
    sys.stdout.write(report.as_json() + "\n" if given.format == "json" else coverage_text(report, given.lang))
    return 0 if report.complete else 1
