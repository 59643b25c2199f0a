"""Bounds are reached and never passed: compared with every completion written out, on small ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.generated import FACTS, FIELDS, LIST, QUESTION, Generator
from core.oracle import Complete, amount, completions, true
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
    return list(completions(world, FACTS, {LIST: FIELDS}, [QUESTION], more=looks))


@given(SEEDS)
def test_bounds_are_the_least_and_the_greatest_value_of_all_completions(seed: int) -> None:
    generator = Generator(seed)
    quantity = generator.quantity(3)
    world = generator.world(quantity)
    expected = [amount(quantity, done) for done in all_of_them(world, quantity)]
    found = bounds(quantity, world)
    if not expected:
        assert found.low.kind == found.high.kind == "impossible"
        return
    assert (found.low.kind, found.high.kind) == ("closed", "closed")
    assert (found.low.value, found.high.value) == (min(expected), max(expected))


@given(SEEDS)
def test_a_verdict_that_is_certain_holds_of_every_completion(seed: int) -> None:
    generator = Generator(seed)
    test = generator.test(3)
    world = generator.world(test)
    truths = {true(test, done) for done in all_of_them(world, test)}
    found = decide(test, world)
    assert found not in {MET, NOT_MET} or truths <= {found == MET}


@given(SEEDS)
def test_a_value_lies_in_its_interval_and_is_exact_where_nothing_is_missing(seed: int) -> None:
    generator = Generator(seed)
    quantity = generator.quantity(3)
    world = generator.world(quantity)
    found = value(quantity, world)
    for done in all_of_them(world, quantity)[::7]:
        exact = amount(quantity, done)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= exact <= found.high
        complete = World(done[0], {LIST: tuple(done[1][LIST])}, frozenset(), done[2])
        assert value(quantity, complete).low == value(quantity, complete).high == exact


@given(SEEDS)
def test_implication_equivalence_and_always_are_those_of_all_completions(seed: int) -> None:
    generator = Generator(seed)
    one, other = generator.test(2), generator.test(2)
    world = generator.world(one, other)
    pairs = [(true(one, done), true(other, done)) for done in all_of_them(world, one, other)]
    assert satisfiable(one, world).holds == any(a for a, _ in pairs)
    assert implies(one, other, world).holds == all(b for a, b in pairs if a)
    assert equivalent(one, other, world).holds == all(a == b for a, b in pairs)
    assert always(other, world).holds == all(b for _, b in pairs)
