"""Whose a row is, and what a text stands for, is found without a search where it can be: the answers are the same.

The award asked for is 日政办字〔2022〕10号 三（一）2, for a new national 专精特新“小巨人”企业 in 日照.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from frames_of import MAKERS, ROWS

from zjtx_rules import InputError, evaluate_table, load
from zjtx_rules.engines.columns.given import reading

AS_OF = date(2023, 9, 1)
AWARD = "rizhao-2022:award.little_giant"
COUNT = 40
IN_MEMORY = ("polars", "pandas", "pyarrow")


def asked(ids: list[Any], held_by: list[Any], kind: str = "polars", **more: Any) -> dict[Any, Any]:
    """Ask about firms in 日照; those in `held_by` hold the title, and some others one that is not asked for."""
    make = MAKERS[kind]
    firms = {"applicant": ids, "region": ["371100"] * len(ids)}
    owners = [*held_by, *(each for each in ids if each not in set(held_by))]
    titles = ["little_giant"] * len(held_by) + ["gazelle"] * (len(owners) - len(held_by))
    levels = ["national"] * len(held_by) + ["provincial"] * (len(owners) - len(held_by))
    held = {
        "applicant": owners,
        "title": titles,
        "level": levels,
        "kind": ["new"] * len(owners),
        "date": ["2023-05-10"] * len(owners),
    }
    answer = evaluate_table(make(firms), recognitions=make(held), rules=load("rizhao"), as_of=AS_OF, **more)
    return {row["applicant"]: row[AWARD] for row in ROWS[kind](answer.table)}


@pytest.mark.parametrize("kind", IN_MEMORY)
@pytest.mark.parametrize(
    "ids",
    [
        list(range(COUNT)),
        list(range(1000, 1000 + COUNT)),
        [7 + each * 17 % COUNT for each in range(COUNT)],
        [each**7 for each in range(COUNT)],
        [f"firm {number}" for number in range(COUNT)],
        [-1, 1, 0, 2],
    ],
    ids=["from nought", "from a thousand", "in another order", "with gaps", "texts", "below nought"],
)
def test_rows_belong_to_whom_they_name(ids: list[Any], kind: str) -> None:
    holders = ids[1::3]
    assert asked(ids, holders, kind) == {each: "met" if each in set(holders) else "not_met" for each in ids}


@pytest.mark.parametrize("kind", IN_MEMORY)
def test_several_rows_of_one_firm_count_together(kind: str) -> None:
    # The first two each have the title twice, and the third once.
    assert asked([3, 4, 5, 6], [5, 3, 4, 3, 4], kind) == {3: "met", 4: "met", 5: "met", 6: "not_met"}


@pytest.mark.parametrize("stranger", [999, -5])
def test_a_number_beyond_the_firms_is_nobodys(stranger: int) -> None:
    with pytest.raises(InputError) as raised:
        asked([0, 1, 2], [1, stranger])
    assert [each.code for each in raised.value.problems] == ["orphan"]


@pytest.mark.parametrize("kind", IN_MEMORY)
def test_a_text_beyond_the_first_rows_is_read_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", 3)
    monkeypatch.setattr(reading, "_FIRST", 2)
    ids = list(range(COUNT))
    # The titles that are asked for stand first, so that the others turn up late.
    assert asked(ids, ids[:5], kind) == {each: "met" if each < 5 else "not_met" for each in ids}


@pytest.mark.parametrize("kind", IN_MEMORY)
def test_a_wrong_text_beyond_the_first_rows_is_said_once(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MANY", 3)
    monkeypatch.setattr(reading, "_FIRST", 2)
    firms = {"applicant": [0, 1, 2, 3, 4], "region": ["371100", "日照是", None, " ", "济南是"]}
    with pytest.raises(InputError) as raised:
        evaluate_table(MAKERS[kind](firms), rules=load("rizhao"), as_of=AS_OF)
    assert [each.message.en for each in raised.value.problems] == [
        "'日照是' is not a region: 1 row(s), such as 1",
        "'济南是' is not a region: 1 row(s), such as 4",
    ]


@pytest.mark.parametrize("kind", IN_MEMORY)
def test_very_many_different_texts_keep_everybodys_facts_together(kind: str) -> None:
    # More different texts than are written into one expression are looked up by a join.
    ids = [f"firm {number}" for number in range(2000)]
    days = [None if number % 5 == 0 else str(date(2000, 1, 1) + timedelta(days=number)) for number in range(2000)]
    holders = ids[1::3]
    firms = {"applicant": ids, "region": ["371100"] * 2000, "founded": days}
    held = {
        "applicant": holders,
        "title": ["little_giant"] * len(holders),
        "level": ["national"] * len(holders),
        "kind": ["new"] * len(holders),
        "date": ["2023-05-10"] * len(holders),
    }
    make = MAKERS[kind]
    answer = evaluate_table(make(firms), recognitions=make(held), rules=load("rizhao"), as_of=AS_OF)
    found = [(row["applicant"], row[AWARD]) for row in ROWS[kind](answer.table)]
    expected = [(each, "met" if each in set(holders) else "not_met") for each in ids]
    assert found == expected
    firms["region"][1000] = "日照是"
    answer = evaluate_table(
        make(firms), recognitions=make(held), rules=load("rizhao"), as_of=AS_OF, on_problem="report"
    )
    expected[1000] = (ids[1000], None)
    assert [(row["applicant"], row[AWARD]) for row in ROWS[kind](answer.table)] == expected
