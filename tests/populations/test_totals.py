"""The sums over a population are those of `evaluate`, asked of one applicant after the other."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_disk import declared_only, on_disk, populations

from examples_drawn import drawn
from strategies import Data, as_of_dates, dates_outside, profile_of
from zjtx_rules import RuleSet, evaluate, load
from zjtx_rules.populations.models import Simulation, Span
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.terms.truth import Verdict

NATURES = ("fixed", "up_to")


class Sum:
    """A sum of bounds of which one may have no limit."""

    def __init__(self) -> None:
        self.floor, self.ceiling, self.unlimited = 0, 0, 0

    def add(self, bounds: Any) -> None:
        self.floor += math.floor(bounds.floor.yuan * 100)
        if bounds.ceiling is None:
            self.unlimited += 1
        else:
            self.ceiling += math.ceil(bounds.ceiling.yuan * 100)

    @property
    def span(self) -> Span:
        if self.unlimited:
            return Span(floor=self.floor, ceiling=None, without_limit=self.unlimited, others=self.ceiling)
        return Span(floor=self.floor, ceiling=self.ceiling)


def assert_the_same_sums(found: Simulation, population: list[Data], rules: RuleSet, as_of: date) -> None:
    answers = [evaluate(profile_of(data), rules, as_of) for data in population]
    payable = {nature: Sum() for nature in NATURES}
    for answer in answers:
        for nature in NATURES:
            payable[nature].add(getattr(answer.awards.payable.total, nature))
    assert {nature: getattr(found.payable, nature) for nature in NATURES} == {
        nature: each.span for nature, each in payable.items()
    }
    for at, document in enumerate(found.documents):
        outcomes = [answer.outcomes[at] for answer in answers]
        sums = {nature: Sum() for nature in NATURES}
        for outcome in outcomes:
            for nature in NATURES:
                sums[nature].add(getattr(outcome.totals, nature))
        assert document.section == outcomes[0].section
        assert (document.money.fixed, document.money.up_to) == (sums["fixed"].span, sums["up_to"].span)
        lines = [outcome.settlement.lines for outcome in outcomes]
        assert document.heads.paid == sum(any(line.chosen for line in each) for each in lines)
        gives_way = [any(line.gives_way for line in each) for each in lines]
        assert document.heads.suppressed == sum(gives_way)
        assert document.heads.undetermined == sum(not outcome.totals.certain for outcome in outcomes)
        assert sum(each.heads.applicants for each in document.regions) == len(population)
        assert sum(each.money.up_to.floor for each in document.regions) == sums["up_to"].floor
        assert sum(each.money.fixed.floor for each in document.sizes) == sums["fixed"].floor
    verdicts = Counter(
        (outcome.program.document.id, clause, outcome.verdict(clause))
        for answer in answers
        for outcome in answer.outcomes
        for clause in outcome.found
    )
    for clause in found.clauses:
        counted = {verdict: verdicts[clause.document, clause.clause, verdict] for verdict in Verdict}
        assert (clause.met, clause.unknown, clause.review, clause.not_met) == (
            counted[Verdict.MET],
            counted[Verdict.UNKNOWN],
            counted[Verdict.REVIEW],
            counted[Verdict.NOT_MET],
        )
    chosen = Counter(
        (outcome.program.document.id, clause)
        for answer in answers
        for outcome in answer.outcomes
        for clause in {line.claim.key for line in outcome.settlement.lines if line.chosen}
    )
    assert {(each.document, each.clause): each.paid for each in found.clauses if each.paid} == dict(chosen)
    floors = Counter[tuple[str, str]]()
    for answer in answers:
        for outcome in answer.outcomes:
            for name, comes_to in outcome.settlement.by_clause.items():
                floors[outcome.program.document.id, name] += math.floor(comes_to.bounds.floor.yuan * 100)
    assert {(each.document, each.clause): each.money.floor for each in found.clauses if each.money.floor} == {
        key: floor for key, floor in floors.items() if floor
    }


@pytest.mark.parametrize("name", ["rizhao", "jinan", "shandong", "model_city"])
@drawn(few=2, many=6)
@given(population=populations(), as_of=st.one_of(as_of_dates, dates_outside), chunk=st.integers(1, 12))
def test_totals_are_the_sums_of_the_single_answers(name: str, population: list[Data], as_of: date, chunk: int) -> None:
    rules = load(name)
    declared_only(population, rules)
    with on_disk(population) as folder:
        found = simulate(folder, rules, as_of, chunk=chunk)
    assert found.applicants == len(population)
    assert found.with_problems == 0
    assert_the_same_sums(found, population, rules, as_of)
