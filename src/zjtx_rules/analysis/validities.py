"""The validities of the issued documents of one place, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zjtx_rules.files import Path
from zjtx_rules.language import Document, LoadedFile


def issued(loaded: LoadedFile) -> Iterator[tuple[Path, Document]]:
    """Yield the documents of a file that have been issued and state from when they are in force."""
    for index, document in enumerate(loaded.rules.documents):
        if document.status == "issued" and document.in_force.from_ is not None:
            yield ("documents", index, "in_force"), document


def others(loaded: LoadedFile, files: tuple[LoadedFile, ...], document: Document) -> list[Document]:
    """Return the other issued documents of the same place, in this file or another."""
    place = loaded.rules.jurisdiction
    return [
        each
        for file in files
        if (file.rules.jurisdiction.code or file.rules.jurisdiction.name) == (place.code or place.name)
        for _, each in issued(file)
        if each is not document and not (file is not loaded and each.id == document.id)
    ]


def starts(document: Document) -> date:
    """Return the first day of a document's validity."""
    return document.in_force.from_ or date.min


def ends(document: Document) -> date:
    """Return the last day of a document's validity; one without an end never ends."""
    return document.in_force.to or date.max
