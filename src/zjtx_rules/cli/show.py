"""`zjtx show`: one clause, its words, its machine reading and the readings it hangs on; found by id or by number."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.language import load
from zjtx_rules.presentation.clause import clause_text, find_clauses
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "clause", metavar="条款", nargs="+", help="编号（award.little_giant）或条款号（三（一）2），可在前面写规则名"
    )
    parser.add_argument("--rules", action="append", metavar="规则", help="内置名或路径，可多次；不写为全部内置规则")


def run(given: argparse.Namespace) -> int:
    words = list(given.clause)
    rules = load(*(given.rules or ()))
    names = {each.name for each in rules.files}
    only = words.pop(0) if len(words) > 1 and words[0] in names else None
    query = "".join(words)
    found = find_clauses(rules, query, only)
    if not found:
        message = Words(f"没有找到条款“{query}”", f"no clause '{query}'")
        known = [clause.id for _, _, clause in rules.clauses()] + [clause.cite for _, _, clause in rules.clauses()]
        hint = did_you_mean(query, known)
        raise InputError([Problem("unknown-clause", message, Place("zjtx show"), suggestion=hint)])
    texts = [clause_text(loaded, document, clause, given.lang) for loaded, document, clause in found]
    sys.stdout.write("\n".join(texts))
    return 0
