"""Whatever rule files can say, `zjtx show` and the site have words for it: every rule file of the tests and the documentation is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from zjtx_rules.language import load
from zjtx_rules.presentation.clause import clause_parts

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("tests/mechanics", "docs/tutorial")
    for path in (ROOT / folder).glob("*.yaml")
    if path.read_text(encoding="utf-8").find("\ndocuments:") >= 0
)


def test_there_are_files() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_clause_of_a_file_is_shown(path: Path) -> None:
    for loaded, document, clause in load(path).clauses():
        for language in ("zh", "en"):
            parts = {part.key: part for part in clause_parts(loaded, document, clause, language)}
            assert {"source", "words", "sentence"} <= set(parts) or not clause.quote
            # Of a sum that rests on named values each stands on a line.
            assert all(text and "\n" not in text for _, text in parts["values"].lines) if "values" in parts else True
