"""`zjtx match`: what an applicant may use now, by office or by clause."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.analysis.entitlements import match
from zjtx_rules.cli.common import adoption, day, question_arguments, question_of
from zjtx_rules.presentation.matching import matching_document, matching_markdown, matching_text
from zjtx_rules.reasoning import evaluate


def arguments(parser: argparse.ArgumentParser) -> None:
    question_arguments(parser)
    parser.add_argument("--by", choices=("office", "clause"), default="office", help="office 按部门；clause 按条款")
    parser.add_argument("--every-office", action="store_true", help="多个部门负责的事项，在每个部门下都列出")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="输出格式")


def run(given: argparse.Namespace) -> int:
    _, applicant, rules = question_of(given)
    answer = evaluate(applicant, rules, day(given.as_of), **adoption(given))
    found = match(answer, given.by, every_office=given.every_office)
    if given.format == "json":
        sys.stdout.write(matching_document(found, given.lang).model_dump_json(indent=2) + "\n")
    else:
        sys.stdout.write((matching_text if given.format == "text" else matching_markdown)(found, given.lang))
    return 0
