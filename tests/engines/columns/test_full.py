"""What is known to have no gap is asked less, and answers the same: as soon as one cell is empty, and whatever days are written as."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from frames_of import MAKERS, ROWS
from hypothesis import given
from hypothesis import strategies as st
from test_agreement import assert_agreement, declared_only, frames, moved_to_jinan

from examples_drawn import drawn
from population_tables import columns_of, expected, in_order, said, tables_of
from strategies import Data, as_of_dates, enterprise_data, forgettable, rule_data, without, yaml_of
from zjtx_rules import InputError, evaluate_table, load, load_text
from zjtx_rules.engines.columns.cells import NO, YES, Cell, FieldCell, day_code, year_of
from zjtx_rules.terms import SizeClass

ENGINES = sorted(MAKERS)
AS_OF = date(2023, 9, 1)
_DAYS = ("date", "expires", "previous_expires", "since", "until", "founded", "relocation.date")


@st.composite
def full_and_one_gap(draw: st.DrawFn) -> tuple[list[Data], list[Data]]:
    """Draw a population of which everything is known, and the same with one thing less."""
    first = draw(enterprise_data())
    if draw(st.booleans()):
        first["size_class"] = draw(st.sampled_from([each.id for each in SizeClass]))
    population = [first]
    for _ in range(draw(st.integers(0, 3))):
        other = copy.deepcopy(first)
        fresh = draw(enterprise_data())
        for name in draw(st.lists(st.sampled_from(sorted(first.keys() & fresh.keys() - {"kind"})), max_size=5)):
            other[name] = fresh[name]
        population.append(other)
    at = draw(st.integers(0, len(population) - 1))
    path = draw(st.sampled_from(forgettable(population[at])))
    less = [without(each, [path]) if place == at else each for place, each in enumerate(population)]
    return [in_order(each) for each in population], [in_order(each) for each in less]


@drawn(few=6, many=20)
@given(both=full_and_one_gap(), rules=rule_data(), as_of=as_of_dates)
def test_one_gap_agrees_with_the_reference_as_none_does_on_any_rules(
    both: tuple[list[Data], list[Data]], rules: Data, as_of: date
) -> None:
    # One rule set for both: what is kept with it of the one may not be taken for the other.
    loaded = load_text(yaml_of(rules))
    for population in both:
        assert_agreement("polars", population, loaded, as_of, conditions=True)


@pytest.mark.parametrize("name", ["rizhao", "jinan", "model_city"])
@drawn(few=3, many=10)
@given(both=full_and_one_gap(), as_of=as_of_dates)
def test_one_gap_agrees_with_the_reference_as_none_does_on_the_bundled_rules(
    name: str, both: tuple[list[Data], list[Data]], as_of: date
) -> None:
    rules = load(name)
    for population in both:
        assert_agreement("polars", moved_to_jinan(population) if name == "jinan" else population, rules, as_of)


@pytest.mark.parametrize("engine", ["pandas", "pyarrow"])
@drawn(few=2, many=6)
@given(both=full_and_one_gap(), as_of=as_of_dates)
def test_one_gap_agrees_with_the_reference_as_none_does_in_other_frames(
    engine: str, both: tuple[list[Data], list[Data]], as_of: date
) -> None:
    rules = load("rizhao")
    for population in both:
        assert_agreement(engine, population, rules, as_of)


def written_as(how: str, value: str | None) -> Any:
    """Return a day as frames may hold it."""
    if value is None or how == "text":
        return value
    day = date.fromisoformat(value)
    return day if how == "date" else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


@pytest.mark.parametrize("engine", ENGINES)
@drawn(few=1, many=3)
@given(firms=st.lists(enterprise_data(), min_size=1, max_size=3), as_of=as_of_dates, data=st.data())
def test_days_mean_the_same_as_dates_moments_and_texts(
    engine: str, firms: list[Data], as_of: date, data: st.DataObject
) -> None:
    rules = load("rizhao")
    population = declared_only([in_order(each) for each in firms], rules)
    tables = {}
    for name, rows in tables_of(population).items():
        columns = columns_of(rows)
        if not rows:
            tables[name] = frames(engine, population)[name]
            continue
        for column in _DAYS:
            # One that never ends can only be written as a text.
            if column in columns and "never" not in columns[column]:
                how = data.draw(st.sampled_from(["date", "moment", "text"]))
                columns[column] = [written_as(how, each) for each in columns[column]]
        tables[name] = MAKERS[engine](columns)
    answer = evaluate_table(rules=rules, as_of=as_of, **tables)
    found = {row["applicant"]: row for row in ROWS[engine](answer.table)}
    for identity, row in expected(population, rules, as_of).items():
        assert said(found[identity], list(row)) == row


@pytest.mark.parametrize("engine", ENGINES)
def test_a_moment_within_a_day_is_no_day(engine: str) -> None:
    firms = {"applicant": ["A", "B"], "region": ["371100", "371100"],
             "founded": [datetime(2020, 1, 1), datetime(2020, 1, 1, 8)]}  # noqa: DTZ001  # fmt: skip
    with pytest.raises(InputError) as raised:
        evaluate_table(MAKERS[engine](firms), rules=load("rizhao"), as_of=AS_OF)
    assert [each.code for each in raised.value.problems] == ["wrong-cell"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_first_and_last_days_of_years_are_told_apart(engine: str) -> None:
    rules = load("rizhao")
    days = [date(999, 12, 31), date(1900, 3, 1), date(2022, 3, 22), date(2022, 3, 23), date(2022, 12, 31),
            date(2023, 1, 1), date(2023, 9, 1), date(2023, 9, 2), date(2300, 1, 1)]  # fmt: skip
    ids = [f"A{number}" for number in range(len(days))]
    held = {"applicant": ids, "title": ["little_giant"] * len(days), "level": ["national"] * len(days),
            "kind": ["new"] * len(days), "date": days}  # fmt: skip
    answer = evaluate_table(
        MAKERS[engine]({"applicant": ids, "region": ["371102"] * len(days)}),
        recognitions=MAKERS[engine](held),
        rules=rules,
        as_of=AS_OF,
        clauses=["award.little_giant"],
        conditions=["award.little_giant"],
    )
    rows = {row["applicant"]: row for row in ROWS[engine](answer.table)}
    met = [any(rows[each][name] == "met" for name in rows[each] if name.endswith("little_giant/2")) for each in ids]
    assert met == [False, False, False, True, True, True, True, False, False]


def test_years_are_read_off_days() -> None:
    days = [date(year, month, day) for year in (1, 4, 100, 400, 1900, 2000, 2023, 2024, 9999)
            for month, day in ((1, 1), (12, 31))]  # fmt: skip
    frame = nw.from_native(pl.DataFrame({"day": [0, *map(day_code, days)]}))
    years = frame.select(year_of(nw.col("day")))["day"].to_list()
    assert years == [0, *(each.year for each in days)]


def field(*, full: bool) -> FieldCell:
    return FieldCell(nw.col("a"), "a", "yes_no", full=full)


def test_what_has_no_gap_is_missing_nowhere() -> None:
    assert field(full=True).absent is NO
    assert not field(full=False).absent.constant


def test_what_has_no_gap_is_yes_or_no() -> None:
    one = field(full=True)
    assert one.is_(value=True) | one.is_(value=False) is YES
    two = field(full=False)
    assert not (two.is_(value=True) | two.is_(value=False)).constant


def test_opposites_fold_away() -> None:
    cell = Cell(nw.col("a"), "a")
    assert cell & ~cell is NO
    assert ~cell | cell is YES
    assert ~~cell is cell


def test_of_one_thing_the_least_is_not_before_the_greatest() -> None:
    assert field(full=False).before(field(full=False)) is NO
    assert field(full=True).after(field(full=True)) is NO
