"""A limit over several clauses (限额), made ready for one kind of applicant and one choice of readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction

from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.choice import resolve
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, Recovery, Subsidy
from zjtx_rules.language.money_rules import Limit
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.formula import Number, parse
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.quantities.value_facts import DefinitionsOf
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.terms import Money

TakenBack = tuple[PreparedClause, frozenset[str]]
"""A clause that takes money back, and the clauses under which it was received."""


@dataclass(frozen=True, slots=True)
class PreparedLimit:
    """What some clauses pay together at most."""

    clause: Limit
    members: frozenset[str]
    this_year: bool
    """Whether it is what is paid in one year; otherwise ever."""
    definitions: DefinitionsOf

    @property
    def stated(self) -> bool:
        """Whether the limit is a figure of the text, so that it hangs on no fact."""
        return isinstance(parse(self.clause.at_most or "0元"), Number)

    def ends(self, situation: Situation) -> tuple[Money, Money | None, tuple[str, ...]]:
        """Return the least and the most that the limit can be (None: no limit is known), and what would tell."""
        definitions = self.definitions(situation.as_of.year)
        found = Known(definitions, situation).range(definitions.formula(self.clause.at_most or "0元").term)
        low = money_of(max(found.low or Fraction(0), Fraction(0)))[0]
        high = None if found.high is None else money_of(max(found.high, Fraction(0)))[0]
        return low, high, found.missing if low != high else ()


def limits_in(clauses: Sequence[Clause], context: Context) -> Iterator[PreparedLimit]:
    """Yield the limits that a document sets under the readings chosen; those that cannot be said are not among them."""
    for each in clauses:
        if isinstance(each, Limit) and each.at_most is not None and resolve(each.applies, context):
            window = resolve(each.window, context)
            yield PreparedLimit(
                each, members_of(resolve(each.among, context), clauses), window == "calendar_year", context.definitions
            )


def members_of(patterns: Sequence[str], clauses: Sequence[Clause]) -> frozenset[str]:
    """Return the ids of the paying clauses that some patterns name."""
    return frozenset(
        each.id
        for each in clauses
        if isinstance(each, (Award, Subsidy)) and any(fnmatchcase(each.id, pattern) for pattern in patterns)
    )


def taken_back(clauses: Sequence[PreparedClause], every: Sequence[Clause], context: Context) -> Iterator[TakenBack]:
    """Yield the clauses that take money back, each with those under which it was received."""
    for each in clauses:
        if isinstance(each.clause, Recovery):
            yield each, members_of(resolve(each.clause.of, context), every)
