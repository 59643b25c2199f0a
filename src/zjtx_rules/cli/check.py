"""`zjtx check`: everything that can be known to be wrong or doubtful in rule files without running a profile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules import __version__
from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.checks.base import Severity
from zjtx_rules.cli.common import print_text
from zjtx_rules.presentation.checking import as_json, as_markdown, as_page, as_sarif, as_text


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="规则文件、文件夹或内置名；不写为全部内置规则")
    parser.add_argument("--sources", metavar="DIR", help="政策文本所在文件夹：核对引文，并列出没有条款引用的句子")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown", "html", "sarif"), default="text", help="输出格式"
    )
    parser.add_argument("--strict", action="store_true", help="有警告也算不通过")


def run(given: argparse.Namespace) -> int:
    report = check(given.paths, sources=Path(given.sources) if given.sources else None)
    if given.format == "json":
        sys.stdout.write(as_json(report) + "\n")
    elif given.format == "sarif":
        sys.stdout.write(as_sarif(report, given.lang, __version__) + "\n")
    elif given.format == "markdown":
        sys.stdout.write(as_markdown(report, given.lang))
    elif given.format == "html":
        sys.stdout.write(as_page(report, given.lang))
    else:
        print_text(as_text(report, given.lang) + "\n")
    doubtful = given.strict and any(each.severity is not Severity.NOTE for each in report.findings)
    return 1 if report.has_errors or doubtful else 0
