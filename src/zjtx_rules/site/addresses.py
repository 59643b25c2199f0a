"""Addresses of pages: they hang on the ids of documents and clauses alone, so that a link stays good when the text around it changes."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import quote

from zjtx_rules.presentation.clause import number_of
from zjtx_rules.shown import shown

HOME, MAP, OFFICES, SEARCH, SCRIPT, MANIFEST = (
    "index.html",
    "map.html",
    "offices.html",
    "search.html",
    "search.js",
    "site.json",
)
"""The files at the top; those of documents lie in folders, and no folder has a dot in its name."""

_LONGEST = 100
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789")}
)
"""Names that Windows keeps for devices, whatever follows the first dot."""


def document_page(document: str) -> str:
    """Return the file of a document's page."""
    return f"{_folder(document)}/index.html"


def clause_page(document: str, clause: str) -> str:
    """Return the file of a clause's page."""
    return f"{_folder(document)}/{_fit(clause, '-')}.html"


def section_anchor(cite: str) -> str:
    """Return the place of a section (条) on the page of its document."""
    return "c-" + re.sub(r"\s", "", shown(number_of(cite)))


def link(start: str, target: str, anchor: str = "") -> str:
    """Return a link from one page to another, relative, so that the folder can lie anywhere."""
    path = "" if start == target and anchor else posixpath.relpath(target, posixpath.dirname(start) or ".")
    return quote(path) + (f"#{quote(anchor)}" if anchor else "")


def _folder(document: str) -> str:
    return _fit(document, "_")


def _fit(name: str, mark: str) -> str:
    """Return an id as a file name that every system takes; `mark` is a character that no such id holds, so that none is taken twice."""
    if len(name) > _LONGEST:
        return f"{name[:_LONGEST]}{mark}{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    first, dot, rest = name.partition(".")
    return f"{first}{mark}{dot}{rest}" if first in _RESERVED or name == "index" else name
