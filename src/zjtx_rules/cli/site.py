"""`zjtx site`: the rule files as pages that need no network: every clause at an address of its own, and the policy map."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.analysis.diffing import read_rules
from zjtx_rules.cli.common import as_of_argument, day
from zjtx_rules.language import combine, load
from zjtx_rules.site.addresses import HOME
from zjtx_rules.site.compendium import compendium
from zjtx_rules.site.folder import check_folder, replace_folder
from zjtx_rules.site.pages import pages
from zjtx_rules.version import __version__
from zjtx_rules.words import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", required=True, metavar="文件夹", help="写到此文件夹；原来由本命令写的整个换掉，别的从不动"
    )
    parser.add_argument(
        "--rules", action="append", metavar="规则", help="内置名、文件、文件夹或 版本:路径，可多次；不写为全部内置规则"
    )
    parser.add_argument(
        "--before",
        action="append",
        default=[],
        metavar="规则",
        help="较早的规则（写法同上）：各条款页列出此后的变化，可多次",
    )
    as_of_argument(parser)


def run(given: argparse.Namespace) -> int:
    target = Path(given.out)
    on = day(given.as_of)
    check_folder(target)
    rules = combine(map(read_rules, given.rules)) if given.rules else load()
    before = [(name, read_rules(name)) for name in given.before]
    book = compendium(rules, on, given.lang, before=before)
    about = {"engine": __version__, "as_of": str(on), "language": given.lang, "rules": rules.content_hash}
    count = replace_folder(target, pages(book), about)
    start = target / HOME
    said = Words(f"写了{count}个文件，从 {start} 看起", f"{count} files written; start at {start}")
    sys.stdout.write(said.say(given.lang) + "\n")
    return 0
