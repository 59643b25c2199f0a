"""What rule files hold, document by document and clause by clause, as plain data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.documents import Document
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.clause import clause_text
from zjtx_rules.presentation.paragraph import clause_paragraph
from zjtx_rules.words import Language


def document_rows(rules: RuleSet, on: date, language: Language = "zh") -> list[dict[str, Any]]:
    """Return every document of some rule files, with its standing on a day."""
    rows = []
    for loaded, document in rules.documents():
        window = document.in_force
        rows.append(
            {
                "rules": loaded.name,
                "document": document.id,
                "title": document.words.say(language),
                "number": document.number,
                "place": loaded.rules.jurisdiction.name,
                "status": document.status,
                "standing": document.standing(on).value,
                "from": window.from_.isoformat() if window.from_ else None,
                "to": window.to.isoformat() if window.to else None,
                "clauses": dict(Counter(str(each.kind) for each in document.clauses)),
                "sha256": loaded.sha256,
            }
        )
    return rows


def clause_row(loaded: LoadedFile, document: Document, clause: Clause, language: Language = "zh") -> dict[str, Any]:
    """Return one clause: where it stands, its words, the paragraph of its terms, and its machine reading as text."""
    return {
        "rules": loaded.name,
        "document": document.id,
        "id": clause.id,
        "kind": str(clause.kind),  # type: ignore[attr-defined]  # every kind of clause has it
        "cite": clause.cite,
        "title": clause.words.say(language),
        "quote": list(clause.quote),
        "offices": list(clause.by),
        "paragraph": clause_paragraph(loaded, document, clause, language),
        "text": clause_text(loaded, document, clause, language, place=False),
    }
