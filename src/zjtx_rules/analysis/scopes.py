"""Where conditions stand in a rule file, and whose facts they look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.visit import clauses
from zjtx_rules.conditions import Condition
from zjtx_rules.files import Path
from zjtx_rules.language import Document, LoadedFile
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.profile.facts import SCOPES

_COLLECTIONS = frozenset(SCOPES) | {"design_payments"}


def judged(loaded: LoadedFile) -> Iterator[tuple[Path, Condition, Document, str]]:
    """Yield every outermost condition with its path, its document and the scope of the facts it asks for."""
    for index, document in enumerate(loaded.rules.documents):
        for number, gate in enumerate(document.gates):
            yield ("documents", index, "gates", number, "when"), gate.when, document, gate.to[0]
    for path, document, clause in clauses(loaded):
        if not isinstance(clause, ForApplicants):
            continue
        if clause.when is not None:
            yield (*path, "when"), clause.when, document, clause.to[0]
        pays = getattr(clause, "pays", None)
        if pays is not None:
            for where, condition, scope in _inside(pays, (*path, "pays"), clause.to[0]):
                yield where, condition, document, scope


def _inside(value: Any, path: Path, scope: str) -> Iterator[tuple[Path, Condition, str]]:
    """Yield the conditions inside a payment; `of` names the collection whose members they judge."""
    if isinstance(value, Condition):
        yield path, value, scope
    elif isinstance(value, BaseModel):
        of = getattr(value, "of", None)
        inner = of if isinstance(of, str) and of in _COLLECTIONS else scope
        for name, field in type(value).model_fields.items():
            yield from _inside(getattr(value, name), (*path, field.alias or name), inner)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _inside(each, (*path, index), scope)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _inside(each, (*path, key), scope)
