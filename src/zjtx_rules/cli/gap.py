"""`zjtx gap`: what would have to change for a clause or a title, how far it is, what it would bring; without `--for`, the ladder."""

from __future__ import annotations

import argparse
import json
import sys

from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import gaps
from zjtx_rules.cli.common import adoption, day, print_text, question_arguments, question_of
from zjtx_rules.presentation.gap_page import gap_page, ladder_page
from zjtx_rules.presentation.gaps import gap_document, gap_markdown, gap_text
from zjtx_rules.presentation.labels import about_of
from zjtx_rules.presentation.ladder import ladder_document, ladder_markdown, ladder_text
from zjtx_rules.reasoning import evaluate


def arguments(parser: argparse.ArgumentParser) -> None:
    question_arguments(parser)
    parser.add_argument(
        "--for", dest="target", metavar="条款|称号", help="条款编号、条款号或称号；不写则列出各级称号的阶梯"
    )
    parser.add_argument("--format", choices=("text", "json", "markdown", "html"), default="text", help="输出格式")
    parser.add_argument("--full", action="store_true", help="列出每一种途径")


def run(given: argparse.Namespace) -> int:
    _, applicant, rules = question_of(given)
    question = adoption(given)
    on = day(given.as_of)
    if given.target is None:
        answer = evaluate(applicant, rules, on, **question)
        rungs = ladder(answer)
        if given.format == "html":
            sys.stdout.write(ladder_page(rungs, given.lang, about_of(answer, given.lang)))
        elif given.format == "json":
            sys.stdout.write(ladder_document(rungs, given.lang).model_dump_json(indent=2) + "\n")
        elif given.format == "markdown":
            sys.stdout.write(ladder_markdown(rungs, given.lang))
        else:
            print_text(ladder_text(rungs, given.lang))
        return 0
    found = gaps(applicant, rules, given.target, on, **question)
    if given.format == "json":
        documents = [gap_document(each, given.lang).model_dump(mode="json") for each in found]
        sys.stdout.write(json.dumps(documents, ensure_ascii=False, indent=2) + "\n")
    elif given.format == "html":
        about = about_of(evaluate(applicant, rules, on, **question), given.lang)
        sys.stdout.write(gap_page(found, given.lang, about))
    elif given.format == "markdown":
        sys.stdout.write(gap_markdown(found, given.lang))
    else:
        print_text(gap_text(found, given.lang, full=given.full))
    return 0
