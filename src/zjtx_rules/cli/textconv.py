"""`zjtx textconv`: a rule file clause by clause, for git to compare and show in place of its YAML.

Every clause ends with the digest of what the file says of it, so that no change of a clause is without a line that shows it.
Comments and layout are not shown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from typing import Any

import yaml

from zjtx_rules.files import read
from zjtx_rules.language import load_text
from zjtx_rules.presentation.clause import clause_text
from zjtx_rules.problems import InputError
from zjtx_rules.shown import without_surrogates
from zjtx_rules.words import Words

_DIGEST = Words("校验", "digest")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="规则文件；读不懂的，原样写出")


def run(given: argparse.Namespace) -> int:
    source = read(given.file)
    try:
        (loaded,) = load_text(source.text, given.file).files
    except InputError:
        sys.stdout.write(without_surrogates(source.text))
        return 0
    data = loaded.source.data
    sys.stdout.write(_as_yaml({key: value for key, value in data.items() if key != "documents"}))
    for document, said in zip(loaded.rules.documents, data["documents"], strict=True):
        sys.stdout.write("\n" + _as_yaml({key: value for key, value in said.items() if key != "clauses"}))
        for clause, written in zip(document.clauses, said["clauses"], strict=True):
            text = clause_text(loaded, document, clause, given.lang, place=False, sentence=False)
            sys.stdout.write(f"\n{text}  {_DIGEST.say(given.lang)}：{_digest(written)}\n")
    return 0


def _as_yaml(said: Any) -> str:
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)


def _digest(written: Any) -> str:
    """Return twelve digits that differ wherever the file says anything else of a clause."""
    return hashlib.sha256(json.dumps(written, ensure_ascii=True, default=str).encode()).hexdigest()[:12]
