"""`zjtx replay`: an answer made again from its audit record, and whether it is the one that was given."""

from __future__ import annotations

import argparse
import sys

from zjtx_rules.files import read
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.replay import read_record, replay


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", help="审计记录（JSON），或服务返回的整个答复；- 为标准输入")
    parser.add_argument(
        "--rules", action="append", default=[], metavar="路径", help="当时的规则文件或其文件夹，按内容辨认，可多次"
    )


def run(given: argparse.Namespace) -> int:
    catalogue = Catalogue.of(given.rules)
    found = replay(read_record(read(given.record)), catalogue)
    sys.stdout.write(found.answer + "\n")
    for each in found.notes:
        sys.stderr.write(each.say(given.lang) + "\n")
    return 0 if found.same else 1
