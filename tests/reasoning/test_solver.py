"""就高不就低 as an exact choice: as good as trying every set, whatever the groups, overlapping ones and ties included."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules.reasoning.solver import Candidate, choose
from zjtx_rules.terms import Money

Groups = list[frozenset[int]]

sums = st.sampled_from([0, 0, 10, 20, 20, 30, 50, 100])
"""Few of them, so that ties are frequent."""


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Candidate], Groups]:
    """Draw some awards and groups, overlapping or not, of which each pays one award only."""
    count = draw(st.integers(0, 8))
    orders = draw(st.permutations(range(count)))
    awards = [Candidate(Money(draw(sums)), Money(draw(sums)), order, draw(st.booleans())) for order in orders]
    some = st.frozensets(st.sampled_from(range(count)), max_size=4) if count else st.just(frozenset[int]())
    return awards, draw(st.lists(some, max_size=4))


def allowed(chosen: frozenset[int], groups: Groups) -> bool:
    """Return whether no group pays twice."""
    return all(len(chosen & group) <= 1 for group in groups)


def by_trying(awards: list[Candidate], groups: Groups) -> frozenset[int]:
    """Try every set: the greatest sum, the greatest worth, the least in ceilings, the places in the text, earlier and more first."""
    every = [frozenset(each) for size in range(len(awards) + 1) for each in combinations(range(len(awards)), size)]

    def merit(chosen: frozenset[int]) -> tuple[Money, Money, Decimal, list[int]]:
        places = sorted(awards[at].order for at in chosen)
        padded = [-place for place in places] + [-len(awards)] * (len(awards) - len(places))
        pays, worth = (Money.total(getattr(awards[at], each) for at in chosen) for each in ("pays", "worth"))
        ceilings = Money.total(awards[at].pays for at in chosen if not awards[at].stated)
        return pays, worth, -ceilings.yuan, padded

    return max((each for each in every if allowed(each, groups)), key=merit)


def solved(awards: list[Candidate], groups: Groups) -> frozenset[int]:
    """Solve, with awards excluding one another where a group has both."""
    return choose(awards, lambda one, other: any({one, other} <= group for group in groups))


@settings(max_examples=400, deadline=None)
@given(problems())
def test_the_choice_equals_trying_every_set(problem: tuple[list[Candidate], Groups]) -> None:
    assert solved(*problem) == by_trying(*problem)


@settings(max_examples=150, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_awards_are_handed_over_does_not_matter(
    problem: tuple[list[Candidate], Groups], shuffle: object
) -> None:
    awards, groups = problem
    order = list(range(len(awards)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]  # a Random
    moved = [awards[at] for at in order]
    renamed = [frozenset(order.index(at) for at in group) for group in groups]
    assert {order[at] for at in solved(moved, renamed)} == solved(awards, groups)


def award(pays: int, order: int, worth: int | None = None, *, stated: bool = True) -> Candidate:
    """Return an award of so many yuan at this place of the text."""
    return Candidate(Money(pays), Money(pays if worth is None else worth), order, stated)


def test_two_smaller_awards_that_do_not_compete_beat_a_greater_one_that_excludes_both() -> None:
    awards = [award(100, 0), award(60, 1), award(60, 2)]
    assert solved(awards, [frozenset({0, 1}), frozenset({0, 2})]) == {1, 2}


def test_a_greater_award_beats_two_smaller_ones_that_it_outweighs() -> None:
    awards = [award(130, 0), award(60, 1), award(60, 2)]
    assert solved(awards, [frozenset({0, 1}), frozenset({0, 2})]) == {0}


def test_of_equal_awards_the_first_in_the_text_is_paid() -> None:
    assert solved([award(50, 1), award(50, 0)], [frozenset({0, 1})]) == {1}


def test_of_equal_payments_the_award_worth_more_as_such_is_paid() -> None:
    assert solved([award(50, 0, worth=50), award(50, 1, worth=70)], [frozenset({0, 1})]) == {1}


@pytest.mark.parametrize("first", [True, False])
def test_of_an_equal_sum_and_ceiling_the_sum_is_paid_wherever_it_stands(*, first: bool) -> None:
    assert solved([award(50, 0, stated=first), award(50, 1, stated=not first)], [frozenset({0, 1})]) == {int(not first)}


def test_what_an_award_is_worth_as_such_comes_before_its_nature() -> None:
    awards = [award(50, 0, worth=50), award(50, 1, worth=70, stated=False)]
    assert solved(awards, [frozenset({0, 1})]) == {1}


def test_of_equal_sets_the_one_with_more_in_stated_sums_is_paid() -> None:
    # 0 excludes 1, 2 excludes 3: each pair ties, so that both stated sums are paid.
    awards = [award(30, 0, stated=False), award(30, 1), award(20, 2), award(20, 3, stated=False)]
    assert solved(awards, [frozenset({0, 1}), frozenset({2, 3})]) == {1, 2}
    # A ceiling of 50 that excludes 30 and 20, one of them a ceiling: 20 of it is stated.
    awards = [award(50, 0, stated=False), award(30, 1, stated=False), award(20, 2)]
    assert solved(awards, [frozenset({0, 1}), frozenset({0, 2})]) == {1, 2}


def test_awards_that_compete_with_none_are_all_paid() -> None:
    assert solved([award(50, 0), award(50, 1), award(0, 2)], []) == {0, 1, 2}


@pytest.mark.parametrize("count", [12, 24])
def test_many_awards_of_one_group_are_settled_at_once(count: int) -> None:
    assert solved([award(10, each) for each in range(count)], [frozenset(range(count))]) == {0}


def test_a_long_chain_of_awards_that_pay_nothing_more_is_settled_at_once() -> None:
    awards = [award(0, each) for each in range(40)]
    chain = [frozenset({at, at + 1}) for at in range(39)]
    assert allowed(solved(awards, chain), chain)


def test_sixty_four_in_a_ring_are_paid_every_other_one_from_the_first() -> None:
    awards = [Candidate(Money(10), Money(10), order) for order in range(64)]
    ring = [frozenset({at, (at + 1) % 64}) for at in range(64)]
    assert solved(awards, ring) == frozenset(range(0, 64, 2))


def test_parts_of_a_fen_and_great_sums_are_compared_exactly() -> None:
    small, great = Decimal("0.001"), Decimal(10) ** 20
    awards = [Candidate(Money(great), Money(0), 0), Candidate(Money(great + small), Money(0), 1)]
    assert solved(awards, [frozenset({0, 1})]) == {1}
