"""`zjtx rules`: the documents that are bundled, with status and validity."""

from __future__ import annotations

import argparse
import json
import sys

from zjtx_rules.cli.common import as_of_argument, day
from zjtx_rules.language import load
from zjtx_rules.presentation.labels import KIND
from zjtx_rules.presentation.rule_list import document_rows
from zjtx_rules.shown import page
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    as_of_argument(parser)
    parser.add_argument("--rules", action="append", metavar="规则", help="内置名或路径，可多次；不写为全部内置规则")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")


def run(given: argparse.Namespace) -> int:
    rules = load(*(given.rules or ()))
    on = day(given.as_of)
    rows = document_rows(rules, on, given.lang)
    if given.format == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return 0
    for row, (loaded, document) in zip(rows, rules.documents(), strict=True):
        number = f" {document.number}" if document.number else ""
        start, end = row["from"] or "—", row["to"] or Words("未写明", "not stated").say(given.lang)
        counts = "，".join(f"{KIND[kind].say(given.lang)}{count}" for kind, count in row["clauses"].items())
        lines = (
            f"{loaded.name:<11} {document.id}",
            f"  《{document.words.say(given.lang)}》{number}",
            f"  {loaded.rules.jurisdiction.name}，{document.standing(on).words.say(given.lang)}（{on}），{start} 至 {end}",
            f"  {counts}",
        )
        sys.stdout.write(page(lines))
    return 0
