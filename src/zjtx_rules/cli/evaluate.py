"""`zjtx evaluate`: what an applicant is eligible for, what it gets, and why."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.answering import evaluate
from zjtx_rules.cli.common import adoption, day, question_arguments, question_of
from zjtx_rules.engines.durable import Disagreement, EngineFault
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.text import as_text

UNCHECKED = 2
"""The exit code where the second engine disagrees or has no answer."""


def arguments(parser: argparse.ArgumentParser) -> None:
    question_arguments(parser)
    parser.add_argument("--format", choices=("text", "json", "markdown", "html"), default="text", help="输出格式")
    parser.add_argument(
        "--detail",
        choices=("brief", "normal", "full"),
        default="full",
        help="--format json 的详略：brief 金额、责任单位、依据、期限和缺什么；normal 与本主体有关的全部；full 逐条（默认）",
    )
    parser.add_argument(
        "--cross-check", action="store_true", help="由第二引擎（durable-rules）复核，结论不一致即不作答"
    )
    parser.add_argument("--full", action="store_true", help="列出每一条件和全部条款")


def run(given: argparse.Namespace) -> int:
    source, applicant, rules = question_of(given)
    try:
        answer = evaluate(applicant, rules, day(given.as_of), **adoption(given), cross_check=given.cross_check)
    except (Disagreement, EngineFault) as fault:
        # The answer is not known to be right: none is given.
        sys.stderr.write(fault.render(given.lang) + "\n")
        return UNCHECKED
    answer.source = source
    if given.format == "json":
        sys.stdout.write(answer.model_dump_json(given.lang, detail=given.detail) + "\n")
    elif given.format == "markdown":
        sys.stdout.write(as_markdown(answer, given.lang))
    elif given.format == "html":
        sys.stdout.write(answer_page(answer, given.lang))
    else:
        sys.stdout.write(as_text(answer, given.lang, full=given.full))
    return 0
