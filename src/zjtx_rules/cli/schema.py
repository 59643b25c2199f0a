"""`zjtx schema`: JSON Schemas with Chinese titles, for editors and for other systems."""

from __future__ import annotations

import argparse
import json
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("evaluation", "example", "profile", "rules", "vocabulary"),
        help="profile 申报资料；evaluation 评估结果；rules 规则文件；vocabulary 词汇文件；example 例子",
    )
    parser.add_argument("--path", action="store_true", help="不写内容，只写安装好的文件在哪里，供编辑器用")


def run(given: argparse.Namespace) -> int:
    from zjtx_rules.schemas import SCHEMAS, schema_path  # noqa: PLC0415 - only this command needs them

    if given.path:
        sys.stdout.write(f"{schema_path(given.what)}\n")
        return 0
    sys.stdout.write(json.dumps(SCHEMAS[given.what](), ensure_ascii=False, indent=2) + "\n")
    return 0
