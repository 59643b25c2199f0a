"""The glossary names things that exist, each word once."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import zjtx_rules

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| 中文"))
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[3])})


@cache
def known() -> frozenset[str]:
    """Return every name that the package defines: classes, functions, fields, constants, keys and their values, and modules."""
    found: set[str] = set()
    root = Path(zjtx_rules.__file__).parent
    for path in root.rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        found |= {".".join(parts), ".".join(parts).removesuffix(".__init__")}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.Name):
                found.add(node.id)
    return frozenset(found)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_glossary_names_exists(name: str) -> None:
    assert name.partition(":")[0] in known()


def test_every_word_has_one_row() -> None:
    for column in (0, 1):
        words = [row[column] for row in ROWS]
        assert len(words) == len(set(words))


def test_every_row_is_whole() -> None:
    assert len(ROWS) > 40
    assert all(len(row) == 4 and all(row[:3]) for row in ROWS)
