"""`zjtx show`: one clause, its words, its machine reading and the readings it hangs on; found by id or by number."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from zjtx_rules.language import load
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.documents import Document
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.presentation.clause import clause_text, find_clauses
from zjtx_rules.presentation.paragraph import clause_paragraph
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.shown import shown_lines
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "clause", metavar="条款", nargs="+", help="编号（award.little_giant）或条款号（三（一）2），可在前面写规则名"
    )
    parser.add_argument("--rules", action="append", metavar="规则", help="内置名或路径，可多次；不写为全部内置规则")

    parser.add_argument("--sentence", action="store_true", help="只给条文：改过的可以用 zjtx read 读回规则")


def run(given: argparse.Namespace) -> int:
    found = chosen(given.clause, given.rules, "zjtx show")
    if given.sentence:
        texts = [f"{shown_lines(clause_paragraph(*each, given.lang))}\n" for each in found]
    else:
        texts = [clause_text(*each, given.lang) for each in found]
    sys.stdout.write("\n".join(texts))
    return 0


def chosen(
    clause: Sequence[str], names_of_rules: Sequence[str] | None, command: str
) -> list[tuple[LoadedFile, Document, Clause]]:
    """Return the clauses that the words of a command line name.

    Raises:
        InputError: where there is none.
    """
    words = list(clause)
    rules = load(*(names_of_rules or ()))
    names = {each.name for each in rules.files}
    only = words.pop(0) if len(words) > 1 and words[0] in names else None
    query = "".join(words)
    found = find_clauses(rules, query, only)
    if not found:
        message = Words(f"没有找到条款“{query}”", f"no clause '{query}'")
        known = [each.id for _, _, each in rules.clauses()] + [each.cite for _, _, each in rules.clauses()]
        hint = did_you_mean(query, known)
        raise InputError([Problem("unknown-clause", message, Place(command), suggestion=hint)])
    return found
