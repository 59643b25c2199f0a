"""What a change of a rule file can reach: the documents and the examples that have to be asked whether they notice it.

A large file has many documents that have nothing to do with one another. A mutant of one is judged by the examples about that
document and by a file cut down to it, so that the others need not be made ready again for every mutant. Documents that give
money stay together, for their awards may compete and are added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zjtx_rules.analysis.testing.coverage import stated
from zjtx_rules.analysis.testing.examples import Case
from zjtx_rules.analysis.testing.mutants import Mutant
from zjtx_rules.analysis.visit import parts
from zjtx_rules.language.clauses import Pays, Recovery
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.money_rules import MoneyRule
from zjtx_rules.quantities.formula import FormulaError, names_in, parse

_ASKS_OF_ALL = ("standing", "not_computed", "missing", "to_others", "to_pay_back", "chosen", "suppressed")
"""What an example may state of all documents together."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a change can reach, by their position in the file."""

    documents: frozenset[int]
    clauses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scopes:
    """What rests on what in a rule file."""

    rules: RuleFile
    referring: Mapping[str, frozenset[str]]
    """By clause, the clauses that hang on it."""
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By value, the clauses that ask for it, themselves or through other values."""

    @classmethod
    def of(cls, rules: RuleFile, referring: Mapping[str, frozenset[str]]) -> Scopes:
        """Return the scopes of a file."""
        above = {each.id: frozenset(_names(each)) for each in rules.values}
        labels = {each.label: each.id for each in rules.values}
        asked = {
            clause.id: frozenset(_names(clause)) | frozenset(name for gate in document.gates for name in _names(gate))
            for document in rules.documents
            for clause in document.clauses
        }
        uses = {}
        for name in above:
            resting = {name}
            while True:
                more = {
                    other
                    for other, names in above.items()
                    if other not in resting and any(labels.get(each, each) in resting for each in names)
                }
                if not more:
                    break
                resting |= more
            uses[name] = frozenset(
                clause for clause, names in asked.items() if any(labels.get(each, each) in resting for each in names)
            )
        return cls(rules, referring, uses)

    def scope(self, mutant: Mutant) -> Scope | None:
        """Return what a mutant can reach; None where it may be anything."""
        documents = self.rules.documents
        kind, index = mutant.at[0], mutant.at[1]
        if kind == "values" and isinstance(index, int):
            direct = self.uses[self.rules.values[index].id]
        elif kind == "documents" and isinstance(index, int):
            direct = frozenset({mutant.clause} if mutant.clause else (each.id for each in documents[index].clauses))
        else:
            return None
        clauses = frozenset(other for each in direct for other in self.referring.get(each, {each}))
        kept = {at for at, each in enumerate(documents) if any(clause.id in clauses for clause in each.clauses)}
        money = {at for at, each in enumerate(documents) if any(isinstance(one, _MONEY) for one in each.clauses)}
        return Scope(frozenset(kept | money), clauses)

    def cut(self, case: Case, scope: Scope) -> Case | None:
        """Return an example with what it states of the documents kept; None if it can say nothing of them."""
        expected = case.example.expect
        if any(getattr(expected, name) is not None and getattr(expected, name) != {} for name in _ASKS_OF_ALL):
            return case
        kept = {
            name for at, each in enumerate(self.rules.documents) if at in scope.documents for name in stated(case, each)
        }
        there = {clause.id for at in scope.documents for clause in self.rules.documents[at].clauses}
        less = expected.model_copy(
            update={
                "clauses": {name: each for name, each in expected.clauses.items() if _bare(name) in there},
                "applies": {name: each for name, each in expected.applies.items() if _bare(name) in there},
            }
        )
        money = any(each is not None for each in (expected.payable, expected.if_adopted, expected.accrued))
        if kept.isdisjoint(scope.clauses) and not less.applies and not less.values and not money:
            return None
        return replace(case, example=case.example.model_copy(update={"expect": less}))


_MONEY = (Pays, Recovery, MoneyRule)


def _bare(name: str) -> str:
    """Return the id of a clause without the document that may stand before it."""
    return name.rpartition(":")[2]


def _names(part: Any) -> Iterator[str]:
    """Yield the names of facts and values that a part of a file asks for, in conditions and in formulas."""
    for _, each in parts(part):
        name = getattr(each, "fact", None)
        if isinstance(name, str):
            yield name
        if isinstance(each, str):
            try:
                yield from (name.name for name in names_in(parse(each)))
            except (FormulaError, ValueError):
                continue


__all__ = ["Scope", "Scopes"]
