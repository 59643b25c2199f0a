"""`zjtx test`: runs examples, the bundled ones or those of a folder, and shows what did not come out and why."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.analysis.testing.run_examples import bundled_examples, run_examples
from zjtx_rules.presentation.examples import examples_text, progress_line
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="例子文件或文件夹；不写为内置的例子")


def run(given: argparse.Namespace) -> int:
    paths = [Path(each) for each in given.paths] or [bundled_examples()]
    progress = progress_line(sys.stderr, Words("例子", "examples"), given.lang)
    outcomes = run_examples(paths, progress)
    sys.stdout.write(examples_text(outcomes, given.lang))
    return 1 if any(each.differences for each in outcomes) else 0
