from zjtx_rules.analysis.logic import (
    ALWAYS,
    NEVER,
    All,
    Atom,
    OneOf,
    Some,
    Span,
    Values,
    Within,
    can_hold,
    implies,
    negation,
)

SIZES = frozenset(("micro", "small", "medium", "large"))


def size(*values: str) -> Atom:
    return Atom("size", Values(frozenset(values), SIZES))


def at_least(number: int) -> Atom:
    return Atom("patents", Span(low=number, whole=True, least=0))


def less_than(number: int) -> Atom:
    return Atom("patents", Span(high=number, high_in=False, whole=True, least=0))


def titled(*titles: str) -> Atom:
    return Atom("titles", Some((frozenset(titles),)))


def test_nothing_lies_between_three_and_four_whole_things() -> None:
    more_than_three = Atom("patents", Span(low=3, low_in=False, whole=True))
    assert not can_hold(more_than_three, less_than(4))
    assert can_hold(more_than_three, less_than(5))


def test_an_interval_of_one_point_holds_only_if_both_ends_are_included() -> None:
    at = Atom("share", Span(low=3, high=3))
    below = Atom("share", Span(high=3, high_in=False))
    assert can_hold(at)
    assert not can_hold(at, below)


def test_a_count_is_never_below_zero() -> None:
    assert not can_hold(less_than(0))
    assert not can_hold(negation(at_least(0)))


def test_two_sets_of_choices_hold_together_where_they_overlap() -> None:
    assert can_hold(size("micro", "small"), size("small", "medium"))
    assert not can_hold(size("micro"), size("large"))


def test_all_choices_together_always_hold() -> None:
    assert not can_hold(negation(size("micro", "small", "medium", "large")))


def test_a_firm_may_hold_two_titles_but_not_one_that_is_excluded() -> None:
    assert can_hold(titled("gazelle"), titled("unicorn"))
    assert not can_hold(titled("gazelle"), negation(titled("gazelle", "unicorn")))
    assert can_hold(titled("gazelle", "unicorn"), negation(titled("gazelle")))


def test_a_narrower_title_implies_a_wider_list() -> None:
    assert implies(titled("gazelle"), titled("gazelle", "unicorn"))
    assert not implies(titled("gazelle", "unicorn"), titled("gazelle"))


def test_a_city_lies_in_its_province_and_not_in_another_city() -> None:
    def within(code: str) -> Atom:
        return Atom("place", Within(inside=frozenset((code,))))

    assert can_hold(within("371100"), within("370000"))
    assert not can_hold(within("371100"), within("370100"))
    assert implies(within("371100"), within("370000"))


def test_a_choice_is_followed_into_each_of_its_ways() -> None:
    either = OneOf((size("micro"), size("large")))
    assert not can_hold(either, size("small", "medium"))
    assert can_hold(either, size("medium", "large"))


def test_of_no_parts_all_hold_and_none_does() -> None:
    assert can_hold(ALWAYS)
    assert not can_hold(NEVER)
    assert not can_hold(negation(ALWAYS))


def test_a_search_that_would_take_too_long_says_that_it_can_hold() -> None:
    many = [OneOf((Atom(n, Values(frozenset((True,)))), Atom(n + 1, Values(frozenset((False,)))))) for n in range(200)]
    assert can_hold(All(tuple(many)), size("micro"))
