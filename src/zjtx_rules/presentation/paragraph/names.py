"""What ids are called in one document, and which id a name stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.language.documents import ReadingOfText
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.facts import SCOPES, Fact, facts_of
from zjtx_rules.words import Language

_BUILT_IN = frozenset(name for scope in (*APPLICANTS, *SCOPES, "design_payments") for name in facts_of(scope))


@dataclass(eq=False)
class Names:
    """The names of the facts, judgements, readings and clauses of a document."""

    side: Side
    _labels: dict[str, dict[str, str]] = field(default_factory=dict)
    _facts: dict[str, Mapping[str, Fact]] = field(default_factory=dict)

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """Return the facts that a condition may ask for in a scope."""
        found = self._facts.get(scope)
        if found is None:
            found = self._facts[scope] = self.side.facts(scope)
        return found

    def built_in(self, fact: str) -> bool:
        """Return whether a fact is one that every profile has, so that its label needs no quotation marks."""
        return fact in _BUILT_IN

    def fact_labels(self, scope: str) -> dict[str, str]:
        """Return the Chinese label of every fact of a scope, by id."""
        found = self._labels.get(scope)
        if found is None:
            found = self._labels[scope] = {name: fact.label.zh for name, fact in self.facts(scope).items()}
        return found

    def facts_called(self, label: str, scope: str) -> Iterator[str]:
        """Yield the ids of the facts with this label."""
        return (name for name, known in self.fact_labels(scope).items() if known == label)

    @cached_property
    def readings(self) -> dict[str, ReadingOfText]:
        """The readings of the document by id."""
        return {each.id: each for each in self.side.document.readings}

    def option(self, reading: str, option: str) -> tuple[str, bool]:
        """Return what an option is called, and whether no other option of the reading is called so."""
        found = self.readings.get(reading)
        label = found.options.get(option, option) if found is not None else option
        alone = found is None or Counter(found.options.values())[label] == 1
        return label, alone

    def options_called(self, reading: str, label: str) -> list[str]:
        """Return the options of a reading with this label."""
        found = self.readings.get(reading)
        options = [name for name, known in found.options.items() if known == label] if found is not None else []
        return options or [label]

    def default(self, reading: str) -> str | None:
        """Return the default option of a reading."""
        found = self.readings.get(reading)
        return found.default if found is not None else None

    @cached_property
    def judgements(self) -> dict[str, str]:
        """The Chinese label of every judgement, by id."""
        return {name: words.zh for name, words in self.side.loaded.judgements.items()}

    def judgement(self, name: str, language: Language) -> str:
        """Return what a judgement is called."""
        found = self.side.loaded.judgements.get(name)
        return found.say(language) if found is not None else name

    def clause_title(self, name: str, language: Language) -> str:
        """Return the title of another clause of the file."""
        found = self.side.clause(name)
        return found.words.say(language) if found is not None else ""
