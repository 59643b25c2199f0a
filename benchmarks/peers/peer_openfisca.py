"""OpenFisca-Core: a tax and benefit system of one entity, the firm, with vectorised formulas; one firm, and columns.

Facts are input variables, sums are parameters, the awards' formulas begin and end with the document. The table is flat, for
that is how OpenFisca takes facts of one entity. What it cannot say: that a fact is missing (it becomes 0 or no), floor and
ceiling, what gave way, on which sentence an answer rests (a reference is text beside a variable). Money is float32 as a
rule (120,000,001 becomes 120,000,000); here whole yuan as int32, which ends at 2.1 billion. `trace` keeps what each variable
was computed from and when, not why.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import hand_numpy
import hand_python
from protocol import FLAT, ONE, REASONS, Course, Data, serve
from timing import over
from workload import (
    AS_OF,
    AWARDS,
    CITY,
    IN_FORCE,
    LAST_DAY,
    MET,
    NEW_FIELDS,
    NOT_MET,
    REVENUE,
    REVIEW,
    TWO_YEARS_AGO,
    YES_NO,
    Answers,
    agree,
)

DAY = "2023-09-01"
YEAR = "2022"
FIRM = build_entity(key="firm", plural="firms", label="企业", is_person=True)
_NUMBERS = (
    "region",
    "size",
    "registered_in",
    "registered_since",
    "certified_since",
    "certified_until",
    "last_incident",
    *NEW_FIELDS,
)
_FLAGS = (*YES_NO, "provided_false_information")


def _input(name: str, kind: type, period: str) -> type[Variable]:
    return type(name, (Variable,), {"value_type": kind, "entity": FIRM, "definition_period": period, "label": name})


def _within(firm: Any, period: Any) -> Any:
    return firm("region", period) // 100 == CITY


def _pool(firm: Any, period: Any) -> Any:
    met = (
        _within(firm, period) & (firm("size", period) != 3) & np.logical_not(firm("provided_false_information", period))
    )
    for name in YES_NO:
        met = met & firm(name, period)
    met = met & (firm("registered_in", period) // 100 == CITY) & (firm("registered_since", period) <= TWO_YEARS_AGO)
    met = met & (firm("certified_since", period) <= AS_OF) & (firm("certified_until", period) >= AS_OF)
    met = met & (firm("last_incident", period) <= TWO_YEARS_AGO)
    return np.where(met, np.where(firm("revenue", period.last_year) == REVENUE, MET, REVIEW), NOT_MET)


def _award(field: str) -> Any:
    def formula(firm: Any, period: Any) -> Any:
        day = firm(field, period)
        return (day >= IN_FORCE[0]) & (day <= LAST_DAY) & _within(firm, period)

    return formula


def _amount(firm: Any, period: Any, parameters: Any) -> Any:
    sums = parameters(period).awards
    highest = firm("award_0", period) * sums["award_0"]
    for bit in range(1, len(AWARDS)):
        highest = np.maximum(highest, firm(f"award_{bit}", period) * sums[f"award_{bit}"])
    return highest


def system() -> TaxBenefitSystem:
    """Return the rules as OpenFisca has them: variables with formulas, and parameters."""
    made = TaxBenefitSystem([FIRM])
    for name in _NUMBERS:
        made.add_variable(_input(name, int, periods.ETERNITY))
    for name in _FLAGS:
        made.add_variable(_input(name, bool, periods.ETERNITY))
    made.add_variable(_input("revenue", int, periods.YEAR))
    computed = {"entity": FIRM, "definition_period": periods.DAY, "end": "2025-12-31"}
    made.add_variable(type("pool", (Variable,), {"value_type": int, "formula_2022_03_23": _pool, **computed}))
    for bit, field in enumerate(NEW_FIELDS):
        body = {"value_type": bool, "formula_2022_03_23": _award(field), **computed}
        made.add_variable(type(f"award_{bit}", (Variable,), body))
    made.add_variable(type("amount", (Variable,), {"value_type": int, "formula_2022_03_23": _amount, **computed}))
    sums = {f"award_{bit}": {"values": {"2022-03-23": {"value": award[3]}}} for bit, award in enumerate(AWARDS)}
    made.parameters = ParameterNode("", data={"awards": sums})
    return made


def _ask(rules: TaxBenefitSystem, facts: dict[str, Any], *, trace: bool = False) -> tuple[Any, list[Any], Any]:
    """Answer for one firm or for many: a simulation is made, given its facts, and calculates."""
    simulation = SimulationBuilder().build_default_simulation(rules, count=len(facts["region"]))
    simulation.trace = trace
    for name in (*_NUMBERS, *_FLAGS):
        simulation.set_input(name, periods.ETERNITY, facts[name])
    simulation.set_input("revenue", YEAR, facts["revenue"])
    awards = [simulation.calculate(f"award_{bit}", DAY) for bit in range(len(AWARDS))]
    return simulation.calculate("pool", DAY), awards, simulation.calculate("amount", DAY)


def _answers(found: tuple[Any, list[Any], Any]) -> Answers:
    pool, awards, amount = found
    bits = sum(each.astype(np.int64) << bit for bit, each in enumerate(awards))
    return Answers(pool.tolist(), bits.tolist(), amount.tolist())


def measure(data: Data, course: Course) -> None:
    """Hold OpenFisca's answers against ours, then time them."""
    rules = system()
    with np.load(data.folder / "flat.npz") as file:
        table = {name: file[name] for name in file.files}
    course.yardstick(FLAT, [lambda: hand_numpy.flat(table)], len(table["region"]))
    facts = table | {name: table[name].astype(np.int32) for name in (*_NUMBERS, "revenue")}
    expected = data.answers
    count = agree("OpenFisca, columns", _answers(_ask(rules, facts)), expected)
    ones = [{name: values[at : at + 1] for name, values in facts.items()} for at in range(min(1000, count))]
    for trace in (False, True):
        parts = [_answers(_ask(rules, each, trace=trace)) for each in ones]
        single = Answers.of((part.pool[0], part.awards[0], part.amount[0]) for part in parts)
        agree("OpenFisca, one firm", single, expected.first(len(ones)))
    documents, fewer = data.documents[:1000], ones[:200]
    course.yardstick(ONE, over(hand_python.plain, documents), len(documents))
    course.yardstick(REASONS, over(hand_python.traced, documents), len(documents))
    course.measure(ONE, "OpenFisca", over(lambda each: _ask(rules, each), fewer), len(fewer))
    work = over(lambda each: _ask(rules, each, trace=True), fewer)
    course.measure(REASONS, "OpenFisca trace", work, len(fewer))
    course.measure(FLAT, "OpenFisca", [lambda: _ask(rules, facts)], count, at_once=True)


if __name__ == "__main__":
    serve(version("openfisca-core"), measure)
