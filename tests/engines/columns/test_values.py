"""What does not occur in a column is asked of no row of it, and whoever has it after all is answered as ever."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import pytest
from frames_of import MAKERS, ROWS

from zjtx_rules import InputError, evaluate_table, load
from zjtx_rules.engines.columns import InRow
from zjtx_rules.engines.columns.cells import NO, YES, Cell, FieldCell
from zjtx_rules.engines.columns.given import reading
from zjtx_rules.engines.columns.slots import Said
from zjtx_rules.profile.choices import RecognitionKind

AS_OF = date(2023, 9, 1)
IN_MEMORY = ("polars", "pandas", "pyarrow")
AWARD = "rizhao-2022:award.little_giant"
GIANT = {"title": "little_giant", "level": "national", "kind": "new"}


def place(*codes: int, full: bool = True) -> FieldCell:
    """Return a column of regions in which only some occur."""
    return FieldCell(nw.col("region"), "region", "region", full=full, values=frozenset(codes))


def same(one: Cell, other: Cell) -> bool:
    return one.key == other.key


def test_a_value_that_does_not_occur_is_nowhere_and_the_only_one_everywhere() -> None:
    assert place(371102, 371103).is_(370102) is NO
    assert place(371102).is_(371102) is YES
    assert same(place(371102, full=False).is_(371102), ~place(full=False).absent)


def test_of_no_value_at_all_everything_is_missing_and_nothing_holds() -> None:
    nobody = place(full=False)
    assert nobody.is_(371102) is NO
    assert nobody.is_in([371102, 371103]) is NO
    assert not nobody.absent.constant


def test_what_all_or_none_of_the_values_pass_is_asked_of_no_row() -> None:
    assert place(371102, 371121).within("371100") is YES
    assert place(371102, 371121).within("370000") is YES
    assert place(371102, 371121).within("370100") is NO
    assert not place(371102, 370102).within("371100").constant
    assert place(3, 5).before(6) is YES
    assert place(3, 5).before(3) is NO
    assert not place(3, 5).before(5).constant
    assert place(3, 5).after(2) is YES
    assert place(3, 5).after(5) is NO
    assert not place(3, 5).after(3).constant


def test_of_most_values_the_few_others_are_asked_for_where_nothing_is_missing() -> None:
    assert same(place(1, 2, 3, 4).is_in([1, 2, 3]), ~place(1, 2, 3, 4).is_(4))
    # Where something is missing, "not the other one" would count it too.
    assert not same(place(1, 2, 3, 4, full=False).is_in([1, 2, 3]), ~place(1, 2, 3, 4, full=False).is_(4))


def test_what_is_said_of_all_is_known_of_all() -> None:
    kind = Said(1, "RecognitionKind")
    assert kind.is_(RecognitionKind.NEW) is YES
    assert kind.is_in([RecognitionKind.RENEWAL, RecognitionKind.RE_RECOGNITION]) is NO
    assert Said(2022, "count").before(2023) is YES
    assert Said(2022, "count").after(2022) is NO
    assert Said(371102, "region").within("371100") is YES


def verdicts(engine: str, firms: dict[str, list[Any]], **given: Any) -> dict[Any, str]:
    question: dict[str, Any] = {"awards_received": []} | given
    answer = evaluate_table(MAKERS[engine](firms), rules=load("rizhao"), as_of=AS_OF, **question)
    return {row["applicant"]: row[AWARD] for row in ROWS[engine](answer.table)}


PLACES = [("日照市", "met"), ("济南市", "not_met"), ("山东省", "unknown"), (None, "unknown")]
# DuckDB takes seconds to plan a query, and is asked the same whatever occurs in a column: one place stands for all.
ON_DUCKDB = [pytest.param("duckdb", *each, marks=pytest.mark.long if at else ()) for at, each in enumerate(PLACES)]


@pytest.mark.parametrize(
    ("engine", "region", "verdict"),
    [*((engine, *each) for engine in sorted(MAKERS) if engine != "duckdb" for each in PLACES), *ON_DUCKDB],
)
def test_firms_of_one_place_are_answered_like_firms_of_many(engine: str, region: str | None, verdict: str) -> None:
    # 三（一）2: a national little giant recognised within the validity, in 日照; of 山东 at large it is not known.
    make = MAKERS[engine]
    held = {
        "applicant": ["甲", "乙"],
        **{name: [value] * 2 for name, value in GIANT.items()},
        "date": ["2023-05-10"] * 2,
    }
    alone = {"applicant": ["甲", "乙"], "region": [region] * 2}
    assert verdicts(engine, alone, recognitions=make(held)) == {"甲": verdict, "乙": verdict}
    among = {"applicant": ["甲", "乙", "丙"], "region": [region, region, "371121"]}
    assert verdicts(engine, among, recognitions=make(held)) == {"甲": verdict, "乙": verdict, "丙": "not_met"}


@pytest.mark.parametrize("engine", IN_MEMORY)
@pytest.mark.parametrize(
    "regions",
    [
        [371102, 371103, 370102, 371121, 370000, 370102],
        ["371102", "日照市", "济南市", "五莲县", None, "370102"],
    ],
)
def test_a_place_beyond_the_first_rows_is_seen(
    engine: str, regions: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MANY", 3)
    monkeypatch.setattr(reading, "_FIRST", 2)
    firms = {"applicant": [1, 2, 3, 4, 5, 6], "region": regions, "day": [date(2023, 5, 10)] * 6}
    held = [InRow(says=GIANT, columns={"date": "day"})]
    found = list(verdicts(engine, firms, recognitions=held).values())
    assert found == ["met", "met", "not_met", "met", "unknown", "not_met"]


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_very_many_days_beyond_the_first_rows_are_seen(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of 400 days one after another from 2022-01-01 on, those from 2022-03-23 on are of the right time: the last 319.
    monkeypatch.setattr(reading, "_MANY", 100)
    monkeypatch.setattr(reading, "_FIRST", 20)
    days = [str(date(2022, 1, 1) + timedelta(days=number)) for number in range(400)]
    held = [InRow(says=GIANT, columns={"date": "day"})]
    firms = {"applicant": list(range(400)), "region": ["371102"] * 400, "day": days}
    found = verdicts(engine, firms, recognitions=held)
    assert [each for each in range(400) if found[each] == "met"] == list(range(81, 400))


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_a_wrong_place_beyond_the_first_rows_is_said(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", 3)
    monkeypatch.setattr(reading, "_FIRST", 2)
    firms = {"applicant": [1, 2, 3, 4, 5], "region": [371102, 371103, 999999, 371102, 371102]}
    with pytest.raises(InputError) as raised:
        verdicts(engine, firms)
    assert [(each.code, each.path) for each in raised.value.problems] == [("wrong-cell", "region")]


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_columns_with_their_gaps_in_the_same_rows_are_never_missing_one_by_one(engine: str) -> None:
    # 乙 has no such title at all. A level alone, without the day, leaves it open whether 丙's is of the right time.
    held = [InRow(says={"title": "little_giant", "kind": "new"}, columns={"date": "day", "level": "rank"})]
    firms = {"applicant": ["甲", "乙"], "region": ["371102"] * 2, "day": ["2023-05-10", None], "rank": ["国家级", None]}
    assert verdicts(engine, firms, recognitions=held) == {"甲": "met", "乙": "not_met"}
    firms = {
        "applicant": ["甲", "乙", "丙"],
        "region": ["371102"] * 3,
        "day": ["2023-05-10", None, None],
        "rank": ["国家级", None, "国家级"],
    }
    assert verdicts(engine, firms, recognitions=held) == {"甲": "met", "乙": "not_met", "丙": "unknown"}


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_days_of_a_row_are_days_of_the_calendar_to_its_ends(engine: str) -> None:
    held = [InRow(says=GIANT, columns={"date": "day"})]
    days = [date(1, 1, 2), date(2022, 3, 22), date(2022, 3, 23), date(2023, 9, 1), date(2023, 9, 2), date(9999, 12, 31)]
    firms = {"applicant": [1, 2, 3, 4, 5, 6], "region": ["371102"] * 6, "day": days}
    found = verdicts(engine, firms, recognitions=held)
    assert found == {1: "not_met", 2: "not_met", 3: "met", 4: "met", 5: "not_met", 6: "not_met"}


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_ids_in_any_order_are_told_apart(engine: str) -> None:
    assert set(verdicts(engine, {"applicant": [3, 1, 2], "region": ["371102"] * 3})) == {1, 2, 3}
    for twice in ([1, 2, 2], [2, 1, 2]):
        with pytest.raises(InputError) as raised:
            verdicts(engine, {"applicant": twice, "region": ["371102"] * 3})
        assert [each.code for each in raised.value.problems] == ["duplicate-id"]
