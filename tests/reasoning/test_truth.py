"""The four verdicts: the tables by hand, and the laws they must keep."""

from itertools import permutations, product

import pytest

from zjtx_rules.terms.truth import MET, NEGATED, NOT_MET, REVIEW, UNKNOWN, conjunction, disjunction

ALL = (NOT_MET, REVIEW, UNKNOWN, MET)

# A certain no decides "all"; otherwise a missing fact is named before a matter for a person.
BOTH = {
    (MET, MET): MET,
    (MET, REVIEW): REVIEW,
    (MET, UNKNOWN): UNKNOWN,
    (MET, NOT_MET): NOT_MET,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, REVIEW): UNKNOWN,
    (UNKNOWN, NOT_MET): NOT_MET,
    (REVIEW, REVIEW): REVIEW,
    (REVIEW, NOT_MET): NOT_MET,
    (NOT_MET, NOT_MET): NOT_MET,
}
EITHER = {
    (MET, MET): MET,
    (MET, REVIEW): MET,
    (MET, UNKNOWN): MET,
    (MET, NOT_MET): MET,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, REVIEW): UNKNOWN,
    (UNKNOWN, NOT_MET): UNKNOWN,
    (REVIEW, REVIEW): REVIEW,
    (REVIEW, NOT_MET): REVIEW,
    (NOT_MET, NOT_MET): NOT_MET,
}


@pytest.mark.parametrize(("parts", "expected"), BOTH.items())
def test_both(parts: tuple[int, int], expected: int) -> None:
    assert [conjunction(order) for order in permutations(parts)] == [expected, expected]


@pytest.mark.parametrize(("parts", "expected"), EITHER.items())
def test_either(parts: tuple[int, int], expected: int) -> None:
    assert [disjunction(order) for order in permutations(parts)] == [expected, expected]


def test_all_of_nothing_is_met_and_any_of_nothing_is_not() -> None:
    assert conjunction(()) == MET
    assert disjunction(()) == NOT_MET


def test_what_is_open_stays_open_when_it_is_denied() -> None:
    assert [NEGATED[each] for each in (MET, NOT_MET, UNKNOWN, REVIEW)] == [NOT_MET, MET, UNKNOWN, REVIEW]


@pytest.mark.parametrize("parts", list(product(ALL, repeat=3)))
def test_no_order_and_no_grouping_of_three_matters_and_de_morgan_holds(parts: tuple[int, ...]) -> None:
    first, second, third = parts
    assert {conjunction(order) for order in permutations(parts)} == {conjunction((conjunction((first, second)), third))}
    assert {disjunction(order) for order in permutations(parts)} == {disjunction((disjunction((first, second)), third))}
    assert NEGATED[conjunction(parts)] == disjunction(NEGATED[each] for each in parts)


@pytest.mark.parametrize("parts", list(product(ALL, repeat=3)))
def test_settling_what_is_open_never_reverses_a_certain_answer(parts: tuple[int, ...]) -> None:
    ways = product(*((NOT_MET, REVIEW, MET) if each == UNKNOWN else (each,) for each in parts))
    for settled in ways:
        for join in (conjunction, disjunction):
            if join(parts) in (MET, NOT_MET):
                assert join(settled) == join(parts)
