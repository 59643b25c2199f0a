"""Values as facts that conditions compare: 总分 不低于 30 is judged from what the value is reckoned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from zjtx_rules.conditions.base import Condition, Found, Prepared
from zjtx_rules.conditions.distance import Way
from zjtx_rules.conditions.threshold import COMPARISONS, Threshold, quantity
from zjtx_rules.core.decide import decide, facts_missing
from zjtx_rules.core.terms import Test
from zjtx_rules.profile.facts import Fact, FactType, Reading
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.definitions import Definitions, ReceivedOf
from zjtx_rules.quantities.formula import FormulaError
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.lowering import Unit
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.reach import Aim, ways_to
from zjtx_rules.quantities.reckoning import FARTHEST, decimal_near, money_of
from zjtx_rules.quantities.record_lists import RecordList
from zjtx_rules.quantities.rests import readings_of
from zjtx_rules.quantities.units import in_units
from zjtx_rules.quantities.yearly import Yearly
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN
from zjtx_rules.words import Words

DefinitionsOf = Callable[[int], Definitions]
TYPES: dict[Unit, FactType] = {"money": "money", "share": "percentage", "number": "number"}
ANY_YEAR = 2000
"""For what does not hang on the year: which names and units there are."""


def definitions_of(
    facts: Mapping[str, Fact],
    values: Sequence[NamedValue],
    yearly: Mapping[str, Yearly],
    ready: Callable[[Condition], Prepared] | None = None,
    lists: Sequence[RecordList] = (),
    received: ReceivedOf | None = None,
) -> DefinitionsOf:
    """Return the definitions for each year of a question, made once for each."""

    @cache  # the years that questions are asked for
    def of(year: int) -> Definitions:
        return Definitions(facts, values, yearly, year, ready, lists, received)

    return of


def value_facts(of: DefinitionsOf, values: Sequence[NamedValue]) -> dict[str, Fact]:
    """Return the values as facts that can be compared, by id; those that are wrong are left out, as they are reported."""
    found: dict[str, Fact] = {}
    rests = readings_of(values)
    for value in values:
        try:
            unit = of(ANY_YEAR).value(value).unit
        except FormulaError:
            continue
        kind = TYPES.get(unit)
        if kind is not None:
            label = Words(value.label, value.english or value.label)
            readings = rests[value.id]
            found[value.id] = Fact(
                value.id,
                label,
                kind,
                _reader(of, value),
                compared=_judge(of, value),
                reached=_reached(of, value),
                rests=readings,
            )
    return found


def with_conditions(facts: Mapping[str, Fact], of: DefinitionsOf, values: Sequence[NamedValue]) -> dict[str, Fact]:
    """Return the facts that are values as they are reckoned with the conditions of one document."""
    return {
        value.id: replace(
            facts[value.id], read=_reader(of, value), compared=_judge(of, value), reached=_reached(of, value)
        )
        for value in values
        if value.id in facts and facts[value.id].compared is not None
    }


def _reader(of: DefinitionsOf, value: NamedValue) -> Callable[[Situation], Reading]:
    def read(situation: Situation) -> Reading:
        definitions = of(situation.as_of.year)
        typed = definitions.value(value)
        known = known_of(definitions, situation)
        exact = known.value_named(value.id, typed.term)
        return (None, known.missing(typed.term)) if exact is None else (shown_value(exact, typed.unit), ())

    return read


def _judge(of: DefinitionsOf, value: NamedValue) -> Callable[[Situation, Any], Found]:
    tests: dict[Any, tuple[Test, tuple[tuple[str, Fraction], ...]]] = {}
    """The comparisons made so far, by year and bounds: those that clauses make, in the years that are asked about."""

    def judge(situation: Situation, condition: Threshold) -> Found:
        definitions = of(situation.as_of.year)
        typed = definitions.value(value)
        known = known_of(definitions, situation)
        asked = tuple(condition.bounds().items())
        if (situation.as_of.year, asked) not in tests:
            edges = tuple((key, in_units(quantity_of(typed.unit, bound), 1)) for key, bound in asked)
            tests[situation.as_of.year, asked] = definitions.compared(condition, typed, TYPES[typed.unit]), edges
        test, edges = tests[situation.as_of.year, asked]
        exact = known.value_named(value.id, typed.term)
        if exact is not None:
            met = all(COMPARISONS[key][0](exact, edge) for key, edge in edges)
            return (MET if met else NOT_MET), shown_value(exact, typed.unit), ()
        truth = decide(test, known.everything)
        missing = facts_missing(test, known.everything) if truth == UNKNOWN else frozenset()
        if missing and missing <= definitions.unsaid.keys():
            truth = REVIEW  # no fact would tell: it hangs on what rule files cannot say
        return truth, None, known.paths(missing)

    return judge


def known_of(definitions: Definitions, situation: Situation) -> Known:
    """Return what a profile says of the facts of some definitions; the same object for all conditions of one question."""
    found = situation.memo.get((Known, id(definitions)))
    if not isinstance(found, Known) or found.readers is not definitions:
        found = situation.memo[Known, id(definitions)] = Known(definitions, situation)
    return found


def _reached(of: DefinitionsOf, value: NamedValue) -> Callable[[Situation, Any, bool, date], tuple[Way, ...]]:
    def reached(situation: Situation, condition: Threshold, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
        definitions = of(situation.as_of.year)
        typed = definitions.value(value)
        asked = [(key, in_units(quantity_of(typed.unit, bound), 1)) for key, bound in condition.bounds().items()]
        label = Words(value.label, value.english or value.label)
        return ways_to(definitions, situation, Aim(typed.term, tuple(asked), want, label), today)

    return reached


def quantity_of(unit: Unit, bound: Any) -> Any:
    """Return a bound of a condition as a value of the unit."""
    like = Fact("", Words("", ""), TYPES[unit], lambda situation: (None, ()))  # noqa: ARG005 - never read
    return quantity(like, bound)


def shown_value(number: Fraction, unit: Unit) -> Any:
    """Return a figure as facts of its type have it; what no decimal number holds is rounded, for display alone."""
    if abs(number) > FARTHEST:
        return None
    if unit == "money":
        return money_of(number)[0] if number >= 0 else Money(-money_of(-number)[0].yuan)
    near = decimal_near(number, 6)
    return Percentage(near) if unit == "share" else near
