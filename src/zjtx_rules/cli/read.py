"""`zjtx read`: the paragraph of a clause, perhaps changed by hand, read back and written as YAML."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.cli.show import chosen
from zjtx_rules.files import read
from zjtx_rules.presentation.paragraph import ParagraphError, read_paragraph
from zjtx_rules.presentation.paragraph.clause_yaml import clause_yaml, says_the_same
from zjtx_rules.presentation.paragraph.writing import side_of
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.shown import without_surrogates
from zjtx_rules.words import Words

_SAME = Words("# 与规则文件含义相同", "# means the same as the rule file")
_OTHER = Words(
    "# 含义与规则文件不同，改规则时用下面的写法", "# means something else than the rule file, which would say it so:"
)
_AROUND = Words(
    "# 施行期、设定、前置条件、竞合等也改了：那是文件规定的，不在这一条里改",
    "# what the document says for the clause was changed too (validity, settings, gates, competition); that is no part of the clause",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paragraph", metavar="FILE", help="条文，由 zjtx show --sentence 写出，可以改过")
    parser.add_argument(
        "clause", metavar="条款", nargs="+", help="它是哪一条：编号或条款号，可在前面写规则名；编号和引文取自那里"
    )
    parser.add_argument("--rules", action="append", metavar="规则", help="内置名或路径，可多次；不写为全部内置规则")


def run(given: argparse.Namespace) -> int:
    source = read(given.paragraph)
    found = chosen(given.clause, given.rules, "zjtx read")
    if len(found) > 1:
        names = "、".join(f"{document.id}:{clause.id}" for _, document, clause in found)
        message = Words(f"这样的条款不止一条：{names}", f"there is more than one such clause: {names}")
        hint = Words("写编号，如 rizhao-2022:award.unicorn", "write the id, such as rizhao-2022:award.unicorn")
        raise InputError([Problem("several-clauses", message, Place("zjtx read"), suggestion=hint)])
    ((loaded, document, clause),) = found
    side = side_of(loaded, document)
    try:
        terms = read_paragraph(source.text, side)
    except ParagraphError as error:
        hint = Words("用 zjtx show --sentence 看这一条的条文怎样写", "see how it is written: zjtx show --sentence")
        raise InputError([Problem("paragraph", error.words, Place(source.name), suggestion=hint)]) from None
    own, around = says_the_same(terms, clause, side)
    lines = [(_SAME if own else _OTHER).say(given.lang), *([] if around else [_AROUND.say(given.lang)])]
    sys.stdout.write(without_surrogates("\n".join(lines) + "\n" + clause_yaml(terms, clause)))
    return 0 if own and around else 1
