"""What is known: the facts, the records of each collection, and the judgements that a person has made."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zjtx_rules.core.terms import NotNegative

Value = int | Fraction
Record = Mapping[str, int | None]
"""A record by field; a field that is absent or None is unknown."""


@dataclass(frozen=True)
class World:
    """What is known of one applicant; whatever is not here is unknown, never zero, false or empty."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    """The records known of each collection; a collection that is absent is unknown as a whole."""
    incomplete: Container[str] = frozenset()
    """Collections that may hold more records than those known."""
    judgements: Mapping[str, bool] = field(default_factory=dict)
    relations: tuple[NotNegative, ...] = ()
    """What holds of every applicant: a part is at most its whole. Linear, over facts."""
    memo: dict[tuple[str, int], tuple[object, Any]] | None = field(default=None, compare=False, repr=False)
    """Results by kind and identity of the term, each with the term itself so that the identity stays its own; None keeps nothing."""

    def may_hold_more(self, collection: str) -> bool:
        """Return whether there may be records that are not known."""
        return collection not in self.records or collection in self.incomplete
