"""What a condition leans on to be written as columns: the vocabulary of an engine that decides millions of rows at once.

A condition says in this vocabulary what it means; which frames and expressions stand behind it is the engine's business,
so that this room needs none of them. A `Yes` is a yes-no column without gaps and knows `&`, `|` and `~`; a `Field` is a
column in which a gap means "unknown", and every test of a gap is a no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from zjtx_rules.terms.places import NO_PLACES, Places
from zjtx_rules.terms.truth import Truth
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions.base import Condition, Context
    from zjtx_rules.profile.facts import Fact


class Yes(Protocol):
    """A yes-no column without gaps."""

    def __and__(self, other: Any) -> Yes:
        """Return where both hold."""

    def __or__(self, other: Any) -> Yes:
        """Return where either holds."""

    def __invert__(self) -> Yes:
        """Return where it does not hold."""


class Field(Protocol):
    """A column with gaps, each of which is a missing fact; a test of a missing fact never holds."""

    @property
    def absent(self) -> Yes:
        """Where the fact is missing."""

    def is_(self, value: Any) -> Yes:
        """Return where it has the value."""

    def is_in(self, values: Iterable[Any]) -> Yes:
        """Return where it has one of the values."""

    def before(self, value: Any) -> Yes:
        """Return where it is earlier, or less."""

    def after(self, value: Any) -> Yes:
        """Return where it is later, or more."""

    def within(self, code: str, places: Places = NO_PLACES) -> Yes:
        """Return where a region lies in the region with this code; `places` are those that rule files declare."""


class Members(Protocol):
    """The rows of a dated collection (recognitions, incidents); every applicant has any number of them."""

    @property
    def known(self) -> Yes:
        """The applicants whose collection is known to be complete; the others may have more than is listed."""

    @property
    def some(self) -> Yes:
        """The applicants of whom at least one member is listed."""

    def __getitem__(self, name: str) -> Field:
        """Return a field of the members.

        Of recognitions also `previous_last_day`, the end of the title that each follows upon, and `end_of_undated`: the
        last day of those whose first day is missing.
        """

    def any(self, test: Any) -> Yes:
        """Return the applicants one of whose members passes the test."""

    def least(self, name: str, where: Any) -> Field:
        """Return for each applicant the least value of a field among the members that pass the test."""

    def greatest(self, name: str, where: Any) -> Field:
        """Return for each applicant the greatest value of a field among the members that pass the test."""


@dataclass(frozen=True, slots=True)
class Column:
    """The truth of a condition for every applicant: at most one of three holds, and where none does a person must judge."""

    met: Any
    unknown: Any
    no: Any
    missing: Mapping[str, Any] = field(default_factory=dict)
    """The paths of the missing facts, each with the applicants for whom it leaves the condition unknown."""
    recognition: Any = None
    """For conditions on recognitions: which one the finding rests on."""


class Columns(Protocol):
    """The engine that a condition is written for."""

    @property
    def context(self) -> Context:
        """What the conditions may lean on."""

    @property
    def as_of(self) -> date:
        """The day the question is asked for."""

    def part(self, condition: Condition) -> Column:
        """Return the column of a condition inside this one."""

    def clause(self, name: str) -> Column:
        """Return the column of the conditions of another clause."""

    def constant(self, truth: Truth, *missing: str) -> Column:
        """Return the same truth for everybody."""

    def of(self, met: Any, unknown: Any, missing: Mapping[str, Any], no: Any = None) -> Column:
        """Return a column from where it is met and where unknown (None: nowhere).

        Without `no` it is not met anywhere else; with it, what is left is for a person.
        """

    def every(self, parts: Sequence[Column]) -> Column:
        """Return the conjunction."""

    def either(self, parts: Sequence[Column]) -> Column:
        """Return the disjunction."""

    def neither(self, parts: Sequence[Column]) -> Column:
        """Return the negated disjunction."""

    def at_least(self, count: int, parts: Sequence[Column]) -> Column:
        """Return whether at least so many of the parts are met."""

    def for_a_person(self, part: Column, *, where: Truth) -> Column:
        """Return the part with one of its truths (met, or not met) left to a person."""

    def fact_in(self, fact: Fact, wanted: frozenset[Any]) -> Column:
        """Return whether a fact has one of the values."""

    def compare(self, fact: Fact, bounds: Sequence[tuple[str, Any]]) -> Column:
        """Return whether a quantity keeps every bound, given as `at_least`, `more_than`, `at_most` or `less_than`."""

    def attested(self, name: str, label: Words) -> Field:
        """Return what persons attest."""

    def field(self, name: str) -> Field:
        """Return a field of the applicant."""

    def members(self, collection: str) -> Members:
        """Return the members of a collection."""

    def exists(self, each: Any, no: Any, missing: Mapping[str, Any]) -> Column:
        """Return whether a member passes: it is not ruled out, and nothing about it is missing."""

    def last_day(self, test: Callable[[date], bool]) -> date:
        """Return the last day that passes a test which the first day passes and no day after one that fails it."""

    def payment(self, clause: str) -> frozenset[str] | None:
        """Return what of a recognition the payment of another clause hangs on."""

    def beside(self, where: Any) -> None:
        """Note what a finding on recognitions hangs on besides them, where money hangs on it."""

    def several(self, where: Any, why: str) -> None:
        """Leave applicants to the reference whose claim may be more than one, where money hangs on it."""

    def refer(self, where: Any, why: str) -> None:
        """Leave applicants to the reference, because their case is beyond what columns can say."""
