"""The names of formulas while one document is prepared: facts as they are read or assumed, values with the document's conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from zjtx_rules.conditions.assuming import Assumptions
from zjtx_rules.conditions.base import Condition, Prepared
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.profile.facts import Fact, Missing
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import ReceivedOf
from zjtx_rules.quantities.value_facts import DefinitionsOf, with_conditions


class Quantities:
    """Makes facts and definitions once for each kind of applicant or member."""

    def __init__(
        self, loaded: LoadedFile, ready: Callable[[str, Condition], Prepared], *, assuming: bool = False
    ) -> None:
        """Keep the file, how a condition is prepared in a scope, and whether open facts take assumed answers."""
        self.loaded, self.ready, self.assuming = loaded, ready, assuming
        self.received: ReceivedOf | None = None
        """Reads the ledger of an applicant for the document, once it is known what entries may refer to."""
        self._made: dict[str, DefinitionsOf] = {}
        self._facts: dict[str, Mapping[str, Fact]] = {}

    def definitions(self, scope: str) -> DefinitionsOf:
        """Return what the names of formulas mean, for each year of a question."""
        if scope not in self._made:
            known = self.loaded.known_facts(scope)
            facts = Assumptions(known) if self.assuming else known
            self._made[scope] = self.loaded.definitions(
                facts, scope, lambda one: self.ready(scope, one), self._received
            )
        return self._made[scope]

    def _received(
        self, situation: Situation, under: Sequence[str], arrived_in: str | None
    ) -> tuple[Fraction, Fraction | None, Missing]:
        if self.received is None:
            return Fraction(0), None, ("awards_received",)
        return self.received(situation, under, arrived_in)

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """Return the facts of a scope, and the values as they are reckoned with the conditions of the document."""
        if scope not in self._facts:
            facts, values = self.loaded.facts(scope), self.loaded.rules.values
            if values:
                facts = {**facts, **with_conditions(facts, self.definitions(scope), values)}
            self._facts[scope] = Assumptions(facts) if self.assuming else facts
        return self._facts[scope]
