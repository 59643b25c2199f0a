"""Columns say what the reference says, or are open."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.generated import FACTS, FIELDS, LIST, Generator
from zjtx_rules.core import terms as t
from zjtx_rules.core.columns import NoColumn, with_columns
from zjtx_rules.core.decide import decide, value
from zjtx_rules.core.world import World
from zjtx_rules.terms.truth import MET, NOT_MET

FACT_TYPES = {fact.key: pl.Int64 for fact in FACTS}
RECORD_TYPES = {"row": pl.Int64, **{each.name: pl.Int64 for each in FIELDS}}


def tables(worlds: list[World]) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [
        {"row": at, "more": world.may_hold_more(LIST), **{fact.key: world.facts.get(fact.key) for fact in FACTS}}
        for at, world in enumerate(worlds)
    ]
    records = [
        {"row": at, **{each.name: record.get(each.name) for each in FIELDS}}
        for at, world in enumerate(worlds)
        for record in world.records.get(LIST, ())
    ]
    schema = {"row": pl.Int64, "more": pl.Boolean, **FACT_TYPES}
    return pl.DataFrame(rows, schema=schema), pl.DataFrame(records, schema=RECORD_TYPES)


def plain(term: t.Term) -> t.Term:
    """The term where it can be a column, else one that can."""
    try:
        with_columns(tables([World()])[0], {"x": term}, {LIST: tables([World()])[1]}, {LIST: "more"})
    except NoColumn:
        return (
            t.at_least(FACTS[0], FACTS[1])
            if isinstance(term, t.NotNegative | t.Not | t.All | t.AnyOf | t.Some)
            else FACTS[0]
        )
    return term


@given(st.integers(0, 2**40))
def test_a_table_decides_what_the_reference_decides_row_by_row(seed: int) -> None:
    generator = Generator(seed)
    terms: dict[str, t.Term] = {"amount": generator.quantity(3), "test": generator.test(3)}
    if "Ratio(" in repr(terms) or "Total(" in repr(terms):
        terms = {name: plain(term) for name, term in terms.items()}
    worlds = [generator.world(*terms.values()) for _ in range(12)]
    worlds = [World(each.facts, each.records, each.incomplete) for each in worlds]
    frame, records = tables(worlds)
    answer, denominators = with_columns(frame, terms, {LIST: records}, {LIST: "more"})
    for row, world in zip(answer.sort("row").iter_rows(named=True), worlds, strict=True):
        truth, found = decide(terms["test"], world), value(terms["amount"], world)  # type: ignore[arg-type] # by their names
        assert row["test"] in ({MET: True, NOT_MET: False}.get(truth), None)
        if row["amount"] is not None:
            assert found.low == found.high == Fraction(row["amount"], denominators["amount"])
        if not found.missing and found.low == found.high and len(world.facts) == len(FACTS):
            complete = not world.may_hold_more(LIST) and all(None not in r.values() for r in world.records[LIST])
            assert row["amount"] is not None or not complete or "Judgement" in repr(terms)


def test_an_amount_that_could_pass_the_widest_whole_number_is_left_to_the_reference() -> None:
    money = t.Fact("invested", t.Kind.MONEY, 0, 2**62)
    fits = t.total((Fraction(1), money))
    passes = t.total((Fraction(2), money))
    frame = pl.DataFrame({"row": [0], "invested": [2**62]})
    assert with_columns(frame, {"x": fits})[0]["x"].to_list() == [2**62]
    with pytest.raises(NoColumn):
        with_columns(frame, {"x": passes})


def test_a_look_into_records_keeps_a_record_that_is_not_complete_open() -> None:
    day = t.Field("day", t.Kind.DAY, 0, 9)
    within = t.some(
        "titles", t.all_of(t.at_least(day, t.literal(3, t.Kind.DAY)), t.at_least(t.literal(5, t.Kind.DAY), day))
    )
    frame = pl.DataFrame({"row": [0, 1, 2, 3, 4], "more": [False, False, False, False, True]})
    records = pl.DataFrame({"row": [0, 1, 2, 2], "day": [4, 6, None, 9]}, schema={"row": pl.Int64, "day": pl.Int64})
    answer, _ = with_columns(frame, {"within": within}, {"titles": records}, {"titles": "more"})
    assert answer.sort("row")["within"].to_list() == [True, False, None, False, None]
