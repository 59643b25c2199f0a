"""What else than its own words makes a clause pay otherwise: the values it is reckoned from, and the rules that hold it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zjtx_rules.analysis.diffing.effects import NEUTRAL
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.core.decide import Interval, value
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.rests import names_below, reached_by
from zjtx_rules.quantities.value_facts import known_of
from zjtx_rules.reasoning import Outcome
from zjtx_rules.words import Words


@dataclass(slots=True)
class Behind:
    """One document asked about one applicant."""

    outcome: Outcome
    applicant: Any
    as_of: Any
    _ranges: dict[str, Interval] = field(default_factory=dict)
    _known: Any = None

    @property
    def loaded(self) -> LoadedFile:
        """The file that the document stands in."""
        return self.outcome.program.file

    def values(self, clause: str) -> frozenset[str]:
        """Return the ids of the values that a clause is reckoned from, whether it asks for them or pays by them."""
        prepared = next((each for each in self.outcome.program.clauses if each.clause.id == clause), None)
        return frozenset() if prepared is None else reached_by(self.loaded.rules.values, names_below(prepared.clause))

    def range_of(self, name: str) -> Interval | None:
        """Return what a value comes to for the applicant; None where the file has none of the name."""
        declared = next((each for each in self.loaded.rules.values if each.id == name), None)
        make = self.outcome.program.definitions
        if declared is None or make is None:
            return None
        if name not in self._ranges:
            definitions = make(self.as_of.year)
            if self._known is None:
                self._known = known_of(definitions, Situation.of(self.applicant, self.as_of))
            self._ranges[name] = value(definitions.value(declared).term, self._known.everything)
        return self._ranges[name]

    def rules(self, clause: str) -> Iterator[str]:
        """Yield the rules of no duplication under which a clause is paid less than it would be by itself."""
        for line in self.outcome.settlement.lines:
            if line.claim.key == clause:
                yield from (group.clause.id for _, group in line.suppressed_by if group.clause is not None)

    def limits(self) -> Iterator[str]:
        """Yield the limits over several clauses that take something off, or may."""
        yield from (each.room.limit.clause.id for each in self.outcome.settlement.limited if each.binds)


Side = tuple[Behind | None, str]
"""A document asked about the applicant, and the clause by the name that it has there."""

_Key = tuple[str, str]


def value_changes(
    changes: Sequence[Change], old: tuple[Behind | None, str], new: tuple[Behind | None, str]
) -> list[Change]:
    """Return the changes of values on which a clause rests and which come to something else for this applicant."""
    found: list[Change] = []
    for each in changes:
        sides = [(behind, clause, place) for (behind, clause), place in ((old, each.old_place), (new, each.new_place))]
        rests = any(
            behind is not None
            and place is not None
            and place.file == behind.loaded.source.place(()).file
            and each.of in behind.values(clause)
            for behind, clause, place in sides
        )
        if rests:
            before, after = (None if behind is None else behind.range_of(each.of) for behind, _, _ in sides)
            if before is None or after is None or before != after or before.low != before.high:
                found.append(each)
    return found


def rule_changes(changed: Mapping[_Key, Any], names: Mapping[_Key, _Key], sides: Sequence[Side]) -> list[Change]:
    """Return the changes of the rules that hold a clause back on either side; a rule that is gone keeps its old name."""
    held = [(behind, name) for behind, clause in sides if behind is not None for name in behind.rules(clause)]
    return [change for each in _changed(changed, names, held) for change in each.changes if change.effect != NEUTRAL]


def limit_changes(changed: Mapping[_Key, Any], names: Mapping[_Key, _Key], sides: Sequence[Behind]) -> list[Words]:
    """Say the changes of the limits over several clauses that bind on either side, each with the title of its limit."""
    binding = [(behind, name) for behind in sides for name in behind.limits()]
    return [
        Words(f"{each.view.title.zh}：{change.say('zh')}", f"{each.view.title.en}: {change.say('en')}")
        for each in _changed(changed, names, binding)
        for change in each.changes
        if change.effect != NEUTRAL
    ]


def _changed(changed: Mapping[_Key, Any], names: Mapping[_Key, _Key], rules: Sequence[tuple[Behind, str]]) -> list[Any]:
    """Return what became of some rules, each once, by its new name or, where it is gone, its old one."""
    keys = [(behind.outcome.program.document.id, name) for behind, name in rules]
    return [changed[key] for key in dict.fromkeys(names.get(each, each) for each in keys) if key in changed]
