"""`zjtx match`: what an applicant may use now, by office or by clause."""

from __future__ import annotations

import argparse
from pathlib import Path

from zjtx_rules.analysis.entitlements import match
from zjtx_rules.cli.common import (
    adoption,
    day,
    print_text,
    question_arguments,
    question_of,
    workbook_target,
    write_or_print,
)
from zjtx_rules.files.replacing import check_targets
from zjtx_rules.language import path_of
from zjtx_rules.presentation.labels import about_of
from zjtx_rules.presentation.matching import matching_document, matching_markdown, matching_page, matching_text
from zjtx_rules.presentation.workbooks.match_book import matching_sheets
from zjtx_rules.presentation.workbooks.sheet import write_workbook
from zjtx_rules.reasoning import evaluate
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    question_arguments(parser)
    parser.add_argument("--by", choices=("office", "clause"), default="office", help="office 按部门；clause 按条款")
    parser.add_argument("--every-office", action="store_true", help="多个部门负责的事项，在每个部门下都列出")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown", "html", "xlsx"), default="text", help="输出格式"
    )
    parser.add_argument("--out", metavar="FILE", help="写入此文件；不写则输出到屏幕；xlsx 必须写")


def run(given: argparse.Namespace) -> int:
    target = workbook_target(given, given.out, "--out")
    _, applicant, rules = question_of(given)
    if given.out:
        profile = ("PROFILE", Words("申报资料", "profile"), Path(given.profile))
        files = [("--rules", Words("规则文件", "rule file"), path_of(each)) for each in rules.files]
        check_targets([("--out", Words("结果", "result"), Path(given.out))], [profile, *files])
    answer = evaluate(applicant, rules, day(given.as_of), **adoption(given))
    found = match(answer, given.by, every_office=given.every_office)
    if target is not None:
        write_workbook(target, matching_sheets(found, given.lang))
    elif given.format == "json":
        write_or_print(matching_document(found, given.lang).model_dump_json(indent=2) + "\n", given.out)
    elif given.format == "html":
        write_or_print(matching_page(found, given.lang, about_of(answer, given.lang)), given.out)
    elif given.format == "markdown" or given.out:
        write_or_print((matching_text if given.format == "text" else matching_markdown)(found, given.lang), given.out)
    else:
        print_text(matching_text(found, given.lang))
    return 0
