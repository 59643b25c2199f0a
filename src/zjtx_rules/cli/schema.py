"""`zjtx schema`: JSON Schemas with Chinese titles, for editors and for other systems."""

from __future__ import annotations

import argparse
import json
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("evaluation", "example", "profile", "rules"),
        help="profile 申报资料；evaluation 评估结果；rules 规则文件；example 例子",
    )


def run(given: argparse.Namespace) -> int:
    from zjtx_rules.schemas import SCHEMAS  # noqa: PLC0415 - only this command needs them

    sys.stdout.write(json.dumps(SCHEMAS[given.what](), ensure_ascii=False, indent=2) + "\n")
    return 0
