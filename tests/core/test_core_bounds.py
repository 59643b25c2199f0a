"""Bounds are reached and never passed: compared with every completion written out, on small ranges."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.generated import FACTS, FIELDS, LIST, QUESTION, Generator
from core.oracle import Complete, amounts, completions, questions_in, truths_of
from examples_drawn import drawn
from zjtx_rules.core.bounds import bounds
from zjtx_rules.core.decide import decide, value
from zjtx_rules.core.ground import looks_of
from zjtx_rules.core.implies import always, equivalent, implies, satisfiable
from zjtx_rules.core.terms import Term
from zjtx_rules.core.world import World
from zjtx_rules.terms.truth import MET, NOT_MET

SEEDS = st.integers(0, 2**40)


def all_of_them(world: World, *terms: Term) -> list[Complete]:
    """Every completion; as many further records as there are looks at the list can make whatever is possible true."""
    looks = len({look.body for term in terms for look in looks_of(term)})
    questions = sorted({QUESTION} | questions_in(terms))
    return list(completions(world, FACTS, {LIST: FIELDS}, questions, more=looks))


def may_be_unproven(*terms: Term) -> bool:
    """Whether the terms hold what the search may leave unproven: a ratio to what may be nothing, a sum over open lists."""
    return "Ratio(" in repr(terms) or "Total(" in repr(terms)


@drawn(few=20, many=80)
@given(SEEDS)
def test_bounds_are_the_least_and_the_greatest_value_of_all_completions(seed: int) -> None:
    generator = Generator(seed)
    quantity = generator.quantity(3)
    world = generator.world(quantity)
    every = [amounts(quantity, done) for done in all_of_them(world, quantity)]
    expected = [value for values in every for value in values]
    found = bounds(quantity, world, budget=500)
    if not every:
        assert found.low.kind == found.high.kind == "impossible"
        return
    if "outer" in (found.low.kind, found.high.kind) or not expected:
        assert may_be_unproven(quantity)
    everywhere = all(every)  # a ratio to nothing has no value, whatever it is multiplied with
    for end, best, sign in ((found.low, min, 1), (found.high, max, -1)):
        assert end.kind in {"closed", "outer"} or may_be_unproven(quantity)
        if expected and end.value is not None:
            assert sign * end.value <= sign * best(expected)
            assert end.value == best(expected) or end.kind == "outer" or not everywhere


@drawn(few=10, many=40)
@given(SEEDS)
def test_a_verdict_that_is_certain_holds_of_every_completion(seed: int) -> None:
    generator = Generator(seed)
    test = generator.test(2)
    world = generator.world(test)
    said = [truths_of(test, done) for done in all_of_them(world, test)]
    truths = {truth for each in said for truth in each if len(each) == 1}  # where a person chooses, either may be said
    found = decide(test, world)
    assert found not in {MET, NOT_MET} or truths <= {found == MET}


@given(SEEDS)
def test_a_value_lies_in_its_interval_and_is_exact_where_nothing_is_missing(seed: int) -> None:
    generator = Generator(seed)
    quantity = generator.quantity(3)
    world = generator.world(quantity)
    found = value(quantity, world)
    for done in all_of_them(world, quantity)[::7]:
        answers = amounts(quantity, done)
        if len(answers) != 1:
            continue
        assert found.low is None or found.low <= min(answers)
        assert found.high is None or found.high >= max(answers)
        complete = World(done[0], {LIST: tuple(done[1][LIST])}, frozenset(), done[2])
        again = value(quantity, complete)
        assert {again.low, again.high} == answers or may_be_unproven(quantity)


@drawn(few=10, many=40)
@given(SEEDS)
def test_implication_equivalence_and_always_are_those_of_all_completions(seed: int) -> None:
    generator = Generator(seed)
    one, other = generator.test(2), generator.test(2)
    world = generator.world(one, other)
    every = all_of_them(world, one, other)
    pairs = [pair for done in every for pair in product(truths_of(one, done), truths_of(other, done))]
    if may_be_unproven(one, other):
        assert implies(one, other, world).holds is not True or not any(a and not b for a, b in pairs)
        assert always(other, world).holds is not True or not any(not b for _, b in pairs)
        return
    assert satisfiable(one, world).holds == any(a for a, _ in pairs)
    assert implies(one, other, world).holds == all(b for a, b in pairs if a)
    assert equivalent(one, other, world).holds == all(a == b for a, b in pairs)
    assert always(other, world).holds == all(b for _, b in pairs)
