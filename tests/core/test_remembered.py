"""Terms reckon their hash and their spelling once, and are what they were in every other way."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields
from fractions import Fraction

from zjtx_rules.core import terms as t
from zjtx_rules.core.remembered import Remembering


def some_sum(key: str = "spent") -> t.Quantity:
    fact = t.Fact(key, t.Kind.MONEY, 0, 100)
    return t.total((Fraction(2), fact), t.literal(3, t.Kind.MONEY))


def test_terms_that_are_alike_are_equal_and_found_in_place_of_one_another() -> None:
    one, other = some_sum(), some_sum()
    assert one is not other
    assert (one, hash(one), repr(one)) == (other, hash(other), repr(other))
    assert {one: "found"}[other] == "found"
    assert one != some_sum("earned")


def test_the_spelling_tells_every_field() -> None:
    one = some_sum()
    assert all(f"{each.name}=" in repr(one) for each in fields(one))


def test_copies_and_pickles_begin_anew() -> None:
    one = some_sum()
    hash(one)
    for made in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 - our own bytes
        assert made == one
        assert not hasattr(made, "_hash")
        assert hash(made) == hash(one)


def test_every_term_with_parts_remembers() -> None:
    composite = (
        t.Sum,
        t.Choice,
        t.Least,
        t.Most,
        t.Product,
        t.Ratio,
        t.Whole,
        t.Total,
        t.NotNegative,
        t.Case,
        t.Not,
        t.All,
        t.AnyOf,
        t.Some,
    )
    assert all(issubclass(each, Remembering) for each in composite)
