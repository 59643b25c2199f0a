"""Every form has an arm in every interpreter; sentences of policies come out as they are said."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import polars as pl
import pytest

from core.oracle import amounts, truths_of
from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.core.bounds import bounds
from zjtx_rules.core.columns import NoColumn, with_columns
from zjtx_rules.core.decide import decide, facts_missing, value
from zjtx_rules.core.implies import satisfiable
from zjtx_rules.core.world import World

MONEY, NUMBER, SHARE = t.Kind.MONEY, t.Kind.NUMBER, t.Kind.SHARE
SPENT, STAFF = t.Fact("spent", MONEY, 0, 100, open_above=True), t.Fact("staff", NUMBER, 0, 9)
PRICE = t.Field("price", MONEY, 0, 9)
TEST = t.at_least(SPENT, t.literal(5, MONEY))
FORMS: list[t.Term] = [
    t.literal(1, MONEY),
    SPENT,
    sentences.total_over("items", PRICE),
    t.total(SPENT, SPENT),
    t.choice([(TEST, SPENT)], t.literal(0, MONEY)),
    t.least(SPENT, t.literal(3, MONEY)),
    t.most(SPENT, t.literal(3, MONEY)),
    t.times(SPENT, STAFF),
    t.ratio(SPENT, STAFF),
    t.whole(t.ratio(SPENT, STAFF)),
    TEST,
    t.negation(TEST),
    t.all_of(TEST, t.at_least(STAFF, t.literal(1, NUMBER))),
    t.any_of(TEST, t.at_least(STAFF, t.literal(1, NUMBER))),
    t.some("items", t.at_least(PRICE, t.literal(2, MONEY))),
    t.Judgement("is it fit"),
]
WORLD = World({"staff": 2}, {"items": ({"price": 4},)})
DONE = ({"spent": 7, "staff": 2}, {"items": [{"price": 4}]}, {"is it fit": True})


@pytest.mark.parametrize("term", FORMS, ids=lambda term: type(term).__name__)
def test_every_form_has_an_arm_in_every_interpreter(term: t.Term) -> None:
    tested = isinstance(term, get_args(t.Test))
    table, items = pl.DataFrame({"row": [0], "spent": [7], "staff": [2]}), pl.DataFrame({"row": [0], "price": [4]})
    try:
        column = with_columns(table, {"x": term}, {"items": items})[0]["x"][0]
    except NoColumn:
        column = "left to the reference"
    if tested:
        assert decide(term, WORLD) is not None
        assert facts_missing(term, WORLD) <= {"spent"}
        assert satisfiable(term, WORLD).holds is True
        assert column in {*truths_of(term, DONE), None, "left to the reference"}
    else:
        low, high = value(term, WORLD).low, bounds(term, WORLD).high.value
        (exact,) = amounts(term, DONE)
        assert low is not None
        assert low <= exact
        assert high is None or bounds(term, WORLD).low.value <= exact
        assert column in {exact, "left to the reference"}


def test_no_form_is_forgotten() -> None:
    every = {*get_args(t.Quantity), *get_args(t.Test)} - {*get_args(t.RecordTest)}
    assert {type(term) for term in FORMS} | {t.Field} == every


def of(quantity: t.Quantity, **facts: int) -> Fraction | None:
    found = value(quantity, World(facts))
    assert found.low == found.high
    return found.low


X = t.Fact("x", MONEY, 0, 10**6, open_above=True)


def money(amount: int) -> t.Quantity:
    return t.literal(amount, MONEY)


def share(percent: int) -> t.Quantity:
    return t.literal(Fraction(percent, 100), SHARE)


BRACKETS = t.least(
    money(30), sentences.brackets(X, [(money(0), share(50)), (money(20), share(30)), (money(60), share(10))])
)
STEPS = t.least(
    money(40), t.total(money(8), t.times(sentences.full_steps(t.difference(X, money(50)), money(30)), money(4)))
)


@pytest.mark.parametrize(
    ("quantity", "x", "expected"),
    [
        (BRACKETS, 45, Fraction(35, 2)),  # 20 at 50 %, 25 at 30 %
        (BRACKETS, 60, 22),
        (BRACKETS, 180, 30),
        (STEPS, 125, 16),  # two full steps of 30 above 50
        (STEPS, 79, 8),
        (STEPS, 80, 12),
        (t.times(share(2), sentences.excess(X, money(800))), 1800, 20),
        (t.times(share(2), sentences.excess(X, money(800))), 800, 0),
        (sentences.growth(X, money(80)), 100, Fraction(1, 4)),
        (sentences.mean(X, money(10)), 20, 15),
    ],
)
def test_what_policies_say_comes_out(quantity: t.Quantity, x: int, expected: int | Fraction) -> None:
    assert of(quantity, x=x) == expected
    assert bounds(quantity, World({"x": x})).high.value == expected
    assert bounds(quantity, World()).low.kind == "closed"


def test_of_several_cases_the_highest_or_all() -> None:
    flags = [t.Fact(name, NUMBER, 0, 1) for name in "ab"]
    holds = [t.at_least(flag, t.literal(1, NUMBER)) for flag in flags]
    cases = [(holds[0], share(10)), (holds[1], share(12))]
    replaced, added = sentences.highest(cases, share(8)), sentences.summed(cases, share(8))
    assert of(replaced, a=1, b=1) == Fraction(12, 100)
    assert of(added, a=1, b=1) == Fraction(30, 100)
    known = bounds(replaced, World({"b": 1}))
    assert (known.low.value, known.high.value) == (Fraction(12, 100), Fraction(12, 100))


def test_what_a_person_decides_within_a_range_is_not_missing() -> None:
    rate = t.Fact("rate", SHARE, 3, 8, decided=True)
    amount = t.times(t.times(t.literal(Fraction(1, 100), NUMBER), rate), money(4000))
    found = value(amount, World())
    assert (found.low, found.high, found.missing) == (120, 320, frozenset())


@pytest.mark.parametrize(
    "wrong", [lambda: t.times(X, money(2)), lambda: t.ratio(STAFF, X), lambda: t.ratio(X, money(0))]
)
def test_what_cannot_be_multiplied_or_divided_is_refused(wrong: object) -> None:
    with pytest.raises(t.KindError):
        wrong()  # type: ignore[operator]
