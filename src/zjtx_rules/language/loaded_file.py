"""One loaded rule file: typed, frozen, safe to share between threads, with the place of everything in the text kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zjtx_rules.conditions.base import Condition, Prepared
from zjtx_rules.files import Source
from zjtx_rules.language.declared_places import declared_by
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.labels import labels_digest
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.facts import Fact, declared_fact, facts_of
from zjtx_rules.quantities.definitions import ReceivedOf
from zjtx_rules.quantities.record_lists import RecordList
from zjtx_rules.quantities.unsayable import unsaid_within
from zjtx_rules.quantities.value_facts import DefinitionsOf, definitions_of, value_facts
from zjtx_rules.quantities.yearly import yearly_of
from zjtx_rules.terms import Places
from zjtx_rules.words import Words

Told = tuple[str, str, str, bool, tuple[str, str] | None, tuple[tuple[str, str], ...]]
"""The text, the name of the file it stands in, what it is called, whether it is JSON, the labels with their file, and the
vocabularies that it uses with theirs."""


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFile:
    """One rule file and the text it came from."""

    name: str
    rules: RuleFile
    source: Source
    sha256: str
    labels: Source | None = None
    """The English labels that stand in a file beside it."""
    used: tuple[tuple[str, str], ...] = ()
    """The texts of the vocabularies that it uses, by their path relative to it."""
    _facts: dict[str, Mapping[str, Fact]] = field(default_factory=dict, init=False, repr=False)
    """The facts of each scope, once they were asked for. Only ever added to, so threads may share it."""

    _digests: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        """Return the name and the digest of the text."""
        return f"<LoadedFile {self.name} sha256 {self.sha256[:12]}>"

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """Return the facts that conditions may ask for in a scope: those of the profile and those this file declares.

        In a list of records, by its name or its id, they are its fields.
        """
        found = self._facts.get(scope)
        if found is None and scope not in APPLICANTS:
            listed = next((each for each in self.lists() if scope in (each.id, each.declared.label)), None)
            if listed is not None:
                return self._facts.setdefault(scope, MappingProxyType(dict(listed.facts)))
        if found is None:
            known = self.known_facts(scope)
            values = value_facts(self.definitions(known, scope), self.rules.values)
            found = self._facts.setdefault(scope, MappingProxyType(values | known))
        return found

    def definitions(
        self,
        facts: Mapping[str, Fact],
        scope: str,
        ready: Callable[[Condition], Prepared] | None = None,
        received: ReceivedOf | None = None,
    ) -> DefinitionsOf:
        """Return what the names of formulas mean over some facts, for each year of a question."""
        return definitions_of(
            facts, self.rules.values, yearly_of(self.rules.facts, scope), ready, self.lists(), received
        )

    def lists(self) -> tuple[RecordList, ...]:
        """Return the lists of records that the file declares."""
        return tuple(map(RecordList, self.rules.records))

    def known_facts(self, scope: str) -> dict[str, Fact]:
        """Return the facts that stand in profiles: without the values that are reckoned from them."""
        declared = {
            each.id: declared_fact(
                each.id,
                Words(each.label, each.english or each.label),
                each.type,
                of_all=each.over_applicants is not None,
            )
            for each in self.rules.facts
            if each.by is None
        }
        return declared | facts_of(scope)

    @property
    def labels_sha256(self) -> str:
        """The digest of its English labels, which are no part of its own."""
        found = self._digests.get("labels")
        return found if found is not None else self._digests.setdefault("labels", labels_digest(self.source.data))

    @property
    def unsayable(self) -> bool:
        """Whether something in the file is said to be beyond rule files (`cannot_say`)."""
        return any(True for _ in unsaid_within(self.rules))

    @property
    def places(self) -> Places:
        """The places that the file declares."""
        return declared_by(self.rules.places)

    @property
    def told(self) -> Told:
        """Enough to load it again."""
        labels = (self.labels.text, self.labels.name) if self.labels is not None else None
        return (self.source.text, self.source.name, self.name, not self.source.marks, labels, self.used)

    @property
    def judgements(self) -> dict[str, Words]:
        """What the file leaves to a person, by id."""
        return {each.id: Words(each.label, each.english or each.label) for each in self.rules.judgements}
