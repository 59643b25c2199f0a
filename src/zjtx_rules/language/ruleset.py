"""Loaded rule files: typed, frozen, safe to share between threads, with the place of everything in the text kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from zjtx_rules.files import Source
from zjtx_rules.language.clauses import Clause
from zjtx_rules.language.declared_places import clashing_places, declared_by, together
from zjtx_rules.language.documents import Document, RuleFile
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.profile.facts import Fact, declared_fact, facts_of
from zjtx_rules.terms import Places
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFile:
    """One rule file and the text it came from."""

    name: str
    rules: RuleFile
    source: Source
    sha256: str
    _facts: dict[str, Mapping[str, Fact]] = field(default_factory=dict, init=False, repr=False)
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
    def places(self) -> Places:
        """The places that the file declares."""
        return declared_by(self.rules.places)

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

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Go to another process as the texts of the files; what was prepared stays here."""
        from zjtx_rules.language.loading import set_again  # noqa: PLC0415 - which imports this module

        return set_again, tuple(each.told for each in self.files)

    @property
    def places(self) -> Places:
        """The places that the files declare, which profiles may name; the context in which a profile is validated."""
        return together(self.files)

    @property
    def content_hash(self) -> str:
        """The SHA-256 over the SHA-256 of each text, in ascending order; neither names nor the order of the files count."""
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


@dataclass(frozen=True, slots=True, eq=False)
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


def duplicate_documents(files: Iterable[LoadedFile]) -> list[tuple[LoadedFile, Problem]]:
    """Return every document whose id another file has already (last year's text beside this year's, an edited copy), with its file."""
    first: dict[str, tuple[LoadedFile, int]] = {}
    problems = []
    for loaded in files:
        for index, document in enumerate(loaded.rules.documents):
            other, at = first.setdefault(document.id, (loaded, index))
            if other is not loaded:
                where = other.source.place(("documents", at, "id"))
                problems.append(
                    (loaded, _duplicate(loaded, index, document.id, str(where).rpartition(":")[0] or str(where)))
                )
    return problems


def _duplicate(loaded: LoadedFile, index: int, name: str, where: str) -> Problem:
    return loaded.source.problem(
        "duplicate-id",
        ("documents", index, "id"),
        Words(
            f"文件编号“{name}”已用于{where}：一个编号只能指一份文件，否则同一奖补会算两次",
            f"document id '{name}' is taken in {where}: an id names one document, or awards would count twice",
        ),
        suggestion=Words(
            "两份文本只用其中一份；确是两份不同的文件的，改用不同的编号",
            "use one of the two texts; if they are two documents, give them different ids",
        ),
    )
