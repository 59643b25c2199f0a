"""Everything that the pages show, gathered from rule files: clauses with what is said of them, examples, changes, relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from zjtx_rules.analysis.compare import compare
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.diffing.matrix import Matrix
from zjtx_rules.analysis.diffing.models import Change, ClauseDiff
from zjtx_rules.analysis.testing.examples import Case, example_files, read_cases
from zjtx_rules.analysis.visit import parts
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.language import path_of
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.money_rules import NoDuplication
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.payments.same_as import SameAs
from zjtx_rules.presentation.clause import Part, clause_parts, place_of
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.site.addresses import clause_page
from zjtx_rules.words import Language

Key = tuple[str, str]
"""The ids of a document and of a clause of it."""


@dataclass(frozen=True)
class Past:
    """What changed in a clause since an earlier state of the rule files."""

    since: str
    """The earlier state as the caller named it."""
    new: bool
    """Whether the clause is not there."""
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Entry:
    """One clause with everything that its page shows."""

    loaded: LoadedFile
    document: Document
    clause: Clause
    parts: tuple[Part, ...]
    place: str
    """File, line and column of the rule file."""
    examples: tuple[Case, ...] = ()
    past: tuple[Past, ...] = ()
    uses: tuple[Key, ...] = ()
    """Clauses on which this one rests."""
    used_by: tuple[Key, ...] = ()
    """Clauses that rest on this one."""
    settled_by: tuple[Key, ...] = ()
    """Rules by which this one gives way to others, or others to it."""

    @property
    def key(self) -> Key:
        """The ids of the document and of the clause."""
        return self.document.id, self.clause.id

    @property
    def page(self) -> str:
        """The file of the clause's page."""
        return clause_page(*self.key)

    @property
    def kind(self) -> str:
        """The kind of the clause, as rule files have it."""
        return str(self.clause.kind)  # type: ignore[attr-defined]  # every kind of clause has it

    def said(self, key: str) -> str:
        """Return what stands in a part; empty where there is none."""
        return next((part.text or "" for part in self.parts if part.key == key), "")


@dataclass(frozen=True)
class Compendium:
    """Rule files on a day, made ready for pages."""

    rules: RuleSet
    as_of: date
    language: Language
    entries: Mapping[Key, Entry]
    gone: tuple[tuple[str, str, ClauseDiff], ...] = field(default=())
    """Clauses that an earlier state had and this one has not: since when, of which document, and what they were."""

    def of_document(self, document: str) -> list[Entry]:
        """Return the clauses of a document in the order of the text."""
        return [each for key, each in self.entries.items() if key[0] == document]

    def standing(self, document: Document) -> Standing:
        """Return where a document stands on the day, an end that hangs on a reading taken by its default."""
        return document.standing(self.as_of, read_end(document))

    @cached_property
    def matrix(self) -> Matrix:
        """What each document pays for which title."""
        return compare([self.rules])


def read_end(document: Document) -> date | None:
    """Return the last day of a document that the text leaves to a reading, by the reading's default."""
    end = document.in_force.to_as_read
    if end is None:
        return None
    default = next(each.default for each in document.readings if each.id == end.by_reading)
    found = end.options[default]
    return found if isinstance(found, date) else None


def compendium(
    rules: RuleSet, as_of: date, language: Language = "zh", *, before: Sequence[tuple[str, RuleSet]] = ()
) -> Compendium:
    """Gather what the pages of rule files show.

    Args:
        rules: The rule files.
        as_of: The day on which the standing of documents is said.
        language: The language of the pages.
        before: Earlier states of the rule files, each under the name that the pages give it, the latest first.

    Raises:
        InputError: With every problem of the example files that lie beside the rule files.
    """
    examples = _examples(rules)
    past, gone = _past(rules, before)
    uses = {(document.id, clause.id): _uses(loaded, clause) for loaded, document, clause in rules.clauses()}
    settled = _settled(rules)
    entries = {}
    for loaded, document, clause in rules.clauses():
        key = (document.id, clause.id)
        entries[key] = Entry(
            loaded,
            document,
            clause,
            tuple(clause_parts(loaded, document, clause, language)),
            str(place_of(loaded, clause)),
            tuple(examples.get(key, ())),
            tuple(past.get(key, ())),
            uses[key],
            tuple(other for other, on in uses.items() if key in on),
            tuple(settled.get(key, ())),
        )
    return Compendium(rules, as_of, language, entries, tuple(gone))


def _uses(loaded: LoadedFile, clause: Clause) -> tuple[Key, ...]:
    """Return the clauses of its file on which one rests: what it asks to hold, what it is paid like."""
    documents = {each.id: document.id for document in loaded.rules.documents for each in document.clauses}
    names = [
        part.clause if isinstance(part, ClauseHolds) else part.same_as
        for _, part in parts(clause)
        if isinstance(part, ClauseHolds | SameAs)
    ]
    return tuple((documents[each], each) for each in dict.fromkeys(names))


def _settled(rules: RuleSet) -> dict[Key, list[Key]]:
    """Return for every clause the rules against double payment that speak of it, under whatever reading."""
    found: dict[Key, list[Key]] = {}
    for _, document, rule in rules.clauses():
        if not isinstance(rule, NoDuplication):
            continue
        among = rule.among.options.values() if isinstance(rule.among, ByReading) else (rule.among,)
        patterns = {pattern for each in among for pattern in each}
        for clause in document.clauses:
            if any(fnmatchcase(clause.id, each) for each in patterns) and clause is not rule:
                found.setdefault((document.id, clause.id), []).append((document.id, rule.id))
    return found


def _examples(rules: RuleSet) -> dict[Key, list[Case]]:
    """Return the examples of every clause that state something of it."""
    found: dict[Key, list[Case]] = {}
    problems: list[Problem] = []
    for loaded in rules.files:
        folder = path_of(loaded).parent / "examples" / loaded.name
        if not folder.is_dir():
            continue
        for path in example_files(folder):
            try:
                for case in read_cases(path):
                    for key in _speaks_of(case, loaded):
                        found.setdefault(key, []).append(case)
            except InputError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _speaks_of(case: Case, loaded: LoadedFile) -> Iterable[Key]:
    expected = case.example.expect
    names = [*expected.clauses, *(expected.chosen or ()), *(expected.suppressed or ())]
    for name in dict.fromkeys(names):
        wanted, _, clause = name.rpartition(":")
        for document in loaded.rules.documents:
            if wanted in ("", document.id) and any(each.id == clause for each in document.clauses):
                yield document.id, clause


def _past(
    rules: RuleSet, before: Sequence[tuple[str, RuleSet]]
) -> tuple[dict[Key, list[Past]], list[tuple[str, str, ClauseDiff]]]:
    found: dict[Key, list[Past]] = {}
    gone = []
    for since, old in before:
        for document in diff(old, rules).documents:
            for clause in document.clauses:
                if clause.new is None:
                    gone.append((since, document.id, clause))
                    continue
                key = (clause.new.document, clause.new.id)
                found.setdefault(key, []).append(Past(since, clause.old is None, clause.changes))
    return found, gone
