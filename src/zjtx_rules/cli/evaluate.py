"""`zjtx evaluate`: what an applicant is eligible for, what it gets, and why."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.answering import evaluate
from zjtx_rules.batch import evaluate_lines
from zjtx_rules.cli.common import adoption, day, print_text, question_arguments, question_of
from zjtx_rules.engines.durable import Disagreement, EngineFault
from zjtx_rules.files.reading import open_lines
from zjtx_rules.language import load
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.text import as_text
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

UNCHECKED = 2
"""The exit code where the second engine disagrees or has no answer."""


def arguments(parser: argparse.ArgumentParser) -> None:
    question_arguments(parser)
    parser.add_argument("--format", choices=("text", "json", "markdown", "html"), default="text", help="输出格式")
    parser.add_argument(
        "--detail",
        choices=("brief", "normal", "full"),
        help="--format json 的详略：brief 金额、责任单位、依据、期限和缺什么；normal 与本主体有关的全部；full 逐条（默认；--batch 时默认 brief）",
    )
    parser.add_argument(
        "--cross-check", action="store_true", help="由第二引擎（durable-rules）复核，结论不一致即不作答"
    )
    parser.add_argument(
        "--batch",
        action="store_true",
        help="PROFILE 每行一份申报资料（JSON Lines），每行一个答复或错误；不用 --format、--full、--cross-check",
    )
    parser.add_argument("--full", action="store_true", help="列出每一条件和全部条款")


def run(given: argparse.Namespace) -> int:
    if given.batch:
        return _batch(given)
    source, applicant, rules = question_of(given)
    try:
        answer = evaluate(applicant, rules, day(given.as_of), **adoption(given), cross_check=given.cross_check)
    except (Disagreement, EngineFault) as fault:
        # The answer is not known to be right: none is given.
        sys.stderr.write(fault.render(given.lang) + "\n")
        return UNCHECKED
    answer.source = source
    if given.format == "json":
        sys.stdout.write(answer.model_dump_json(given.lang, detail=given.detail or "full") + "\n")
    elif given.format == "markdown":
        sys.stdout.write(as_markdown(answer, given.lang))
    elif given.format == "html":
        sys.stdout.write(answer_page(answer, given.lang))
    else:
        print_text(as_text(answer, given.lang, full=given.full))
    return 0


def _batch(given: argparse.Namespace) -> int:
    """Answer line by line; the exit code is 2 if any line could not be answered."""
    _refuse_with_batch(given)
    rules = load(*given.rules) if given.rules else None
    question = adoption(given) | {"detail": given.detail or "brief", "language": given.lang}
    failed = total = 0
    with open_lines(given.profile) as lines:
        for each in evaluate_lines(lines, day(given.as_of), rules, **question, source=given.profile):
            sys.stdout.write(each.to_json() + "\n")
            total += 1
            failed += each.error is not None
    if failed:
        message = Words(f"{total}行中有{failed}行没有答复", f"{failed} of {total} lines have no answer")
        sys.stderr.write(message.say(given.lang) + "\n")
    return UNCHECKED if failed else 0


def _refuse_with_batch(given: argparse.Namespace) -> None:
    others = {
        "--format": given.format not in ("text", "json"),
        "--full": given.full,
        "--cross-check": given.cross_check,
    }
    problems = [
        Problem(
            "arguments", Words(f"{name}不能与--batch同用", f"{name} cannot go with --batch"), Place("zjtx evaluate")
        )
        for name, is_given in others.items()
        if is_given
    ]
    if problems:
        raise InputError(problems)
