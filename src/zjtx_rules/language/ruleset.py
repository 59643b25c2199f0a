"""Rule sets: one or several rule files, frozen, safe to share between threads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zjtx_rules.language.clashes import clashing_places, duplicate_documents, together
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.documents import Document
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.problems import InputError
from zjtx_rules.terms import Places


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class RuleSet:
    """One or several rule files, asked together. What is made of them is kept outside, by `language.kept`.

    Raises:
        InputError: If a document id stands in more than one of the files: an id names one document. Likewise if a name or a
            code of a declared place means different places.
    """

    files: tuple[LoadedFile, ...]

    def __post_init__(self) -> None:
        """Refuse two documents under one id."""
        if len(self.files) > 1:
            problems = [problem for _, problem in (*duplicate_documents(self.files), *clashing_places(self.files))]
            if problems:
                raise InputError(problems)

    def __repr__(self) -> str:
        """Return the names of the files and how much is in them."""
        documents, clauses = sum(1 for _ in self.documents()), sum(1 for _ in self.clauses())
        return f"<{type(self).__name__} {', '.join(each.name for each in self.files)}: {documents} document(s), {clauses} clauses>"

    @property
    def places(self) -> Places:
        """The places that the files declare, which profiles may name; the context in which a profile is validated."""
        return together(self.files)

    @property
    def content_hash(self) -> str:
        """The SHA-256 over the SHA-256 of what each file says, in ascending order; neither names nor the order of the files count."""
        digest = hashlib.sha256()
        for each in sorted(each.sha256 for each in self.files):
            digest.update(f"{each}\n".encode())
        return digest.hexdigest()

    def documents(self) -> Iterator[tuple[LoadedFile, Document]]:
        """Yield every document with its file, in order."""
        for each in self.files:
            for document in each.rules.documents:
                yield each, document

    def clauses(self) -> Iterator[tuple[LoadedFile, Document, Clause]]:
        """Yield every clause with its document and file, in order."""
        for each, document in self.documents():
            for clause in document.clauses:
                yield each, document, clause


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SideBySide(RuleSet):
    """The files of several rule sets, such as an old and a new plan that are compared: to look names up in, not to be asked."""

    def __post_init__(self) -> None:
        """Let two texts give one id, as an old and a new plan may."""

    @classmethod
    def of(cls, *sets: RuleSet) -> SideBySide:
        """Return the files of all of them."""
        return cls(unique(each for one in sets for each in one.files))


def unique(files: Iterable[LoadedFile]) -> tuple[LoadedFile, ...]:
    """Return the files without those whose text stands among them already: the same text under two names is one file."""
    by_text: dict[str, LoadedFile] = {}
    for each in files:
        by_text.setdefault(each.sha256, each)
    return tuple(by_text.values())
