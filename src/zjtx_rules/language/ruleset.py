"""Loaded rule files: typed, frozen, safe to share between threads, with the place of everything in the text kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from zjtx_rules.files import Source
from zjtx_rules.language.clauses import Clause
from zjtx_rules.language.documents import Document, RuleFile
from zjtx_rules.profile.facts import Fact, declared_fact, facts_of
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFile:
    """One rule file and the text it came from."""

    name: str
    rules: RuleFile
    source: Source
    sha256: str
    _facts: dict[str, Mapping[str, Fact]] = field(default_factory=dict, repr=False)
    """The facts of each scope, once they were asked for. Only ever added to, so threads may share it."""

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """Return the facts that conditions may ask for in a scope: those of the profile and those this file declares."""
        found = self._facts.get(scope)
        if found is None:
            declared = {
                each.id: declared_fact(each.id, Words(each.label, each.english or each.label), each.type)
                for each in self.rules.facts
            }
            found = self._facts.setdefault(scope, MappingProxyType(declared | facts_of(scope)))
        return found

    @property
    def told(self) -> tuple[str, str, str, bool]:
        """The text, the name of the file it stands in, what it is called, and whether it is JSON: enough to load it again."""
        return (self.source.text, self.source.name, self.name, not self.source.marks)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Go to another process as a text, which is understood again there."""
        from zjtx_rules.language.loading import file_again  # noqa: PLC0415 - which imports this module

        return file_again, self.told

    @property
    def judgements(self) -> dict[str, Words]:
        """What the file leaves to a person, by id."""
        return {each.id: Words(each.label, each.english or each.label) for each in self.rules.judgements}


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """One or several rule files, asked together."""

    files: tuple[LoadedFile, ...]
    _prepared: dict[Any, Any] = field(default_factory=dict, repr=False)
    """Programs made ready, by what they were made for. Only ever added to, so threads may share it."""

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Go to another process as the texts of the files; what was prepared stays here."""
        from zjtx_rules.language.loading import set_again  # noqa: PLC0415 - which imports this module

        return set_again, tuple(each.told for each in self.files)

    @property
    def content_hash(self) -> str:
        """The SHA-256 over the names and texts of the files, in order of their names."""
        digest = hashlib.sha256()
        for each in sorted(self.files, key=lambda item: item.name):
            digest.update(f"{each.name}\0{each.sha256}\n".encode())
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
