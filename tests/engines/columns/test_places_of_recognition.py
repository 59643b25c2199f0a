"""Where firms were registered when they were recognised: in tables as in single answers, however the facts stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from frames_of import MAKERS

from population_tables import columns_of, expected, in_order, said, tables_of
from zjtx_rules import InRow, RuleSet, evaluate_table, load

AS_OF = date(2023, 9, 1)
RIZHAO = load("rizhao")
HERE, ELSEWHERE = "371102", "370102"
GIANT = {"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14", "expires": "2026-07-13"}


def firm(**facts: Any) -> dict[str, Any]:
    """Return a firm in 日照 that became 小巨人 on 2023-07-14."""
    return {"kind": "enterprise", "region": "371100", "recognitions": [GIANT], "awards_received": []} | facts


def stay(region: str, since: str | None = None, until: str | None = None) -> dict[str, Any]:
    """Return one registration."""
    return {"region": region, "since": since, "until": until}


LEVEL_OPEN = {"title": "zjtx_sme", "level": None, "kind": "new", "date": "2023-03-10", "expires": None}
PAID = {"title": "little_giant", "level": "national", "kind": "award", "amount": "20万元", "date": "2022-01-01"}
FIRMS = [
    firm(),
    firm(registrations=[]),
    firm(registrations=[stay(HERE, "2015-03-01")]),
    firm(registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(registrations=[stay(ELSEWHERE, "2015-03-01", "2023-08-30"), stay(HERE, "2023-08-31")]),
    firm(registrations=[stay(ELSEWHERE, "2015-03-01", "2023-07-13"), stay(HERE, "2023-07-14")]),
    firm(registrations=[stay(HERE, "2015-03-01", "2023-07-13"), stay(HERE, "2023-07-14")]),
    firm(registrations=[stay(HERE)]),
    firm(registrations=[stay("370000", "2015-03-01")]),
    firm(relocation="none"),
    firm(relocation={"into": HERE, "date": "2023-08-31"}),
    firm(relocation={"into": HERE, "date": "2023-07-14"}),
    firm(relocation={"into": HERE}),
    firm(relocation={"into": ELSEWHERE, "date": "2015-01-01"}),
    firm(relocation={"into": HERE, "date": "2023-08-31"}, registrations=[stay(HERE, "2015-03-01")]),
    # Alike in all but the place: what one comes to must not be taken for the other.
    firm(recognitions=[LEVEL_OPEN], registrations=[stay(HERE, "2015-03-01")]),
    firm(recognitions=[LEVEL_OPEN], registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(awards_received=[PAID], registrations=[stay(HERE, "2015-03-01")]),
    firm(awards_received=[PAID], registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(recognitions=[GIANT | {"date": None}], registrations=[stay(HERE, "2015-03-01")]),
    firm(recognitions=[GIANT | {"date": None}], registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(registrations=[stay(HERE, "2015-03-01")], registrations_complete=False),
    firm(registrations=[stay(ELSEWHERE, "2015-03-01")], registrations_complete=False),
    firm(recognitions_complete=False, registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(recognitions=[LEVEL_OPEN], recognitions_complete=False, registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(recognitions_complete=False, registrations=[stay(HERE, "2015-03-01")]),
    firm(recognitions=None, registrations=[stay(ELSEWHERE, "2015-03-01")]),
    firm(recognitions=[], registrations=[stay(ELSEWHERE, "2015-03-01", "2023-08-30"), stay(HERE, "2023-08-31")]),
]


def frames(firms: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the firms as long tables; one without rows says that nobody has any, where somebody is known to have none."""
    tables = {name: rows for name, rows in tables_of(firms).items() if name in _COLUMNS or rows}
    return {name: MAKERS["polars"](columns_of(rows) if rows else _COLUMNS[name]) for name, rows in tables.items()}


_COLUMNS: dict[str, dict[str, list[Any]]] = {
    "recognitions": {"applicant": [], "title": []},
    "awards_received": {"applicant": [], "amount": []},
    "registrations": {"applicant": [], "region": []},
}


@pytest.mark.parametrize("place", ["here", "anywhere"])
@pytest.mark.parametrize("part", [FIRMS, *([each] for each in FIRMS)], ids=lambda part: str(len(part)))
def test_tables_say_what_single_answers_say(part: list[dict[str, Any]], place: str) -> None:
    readings = {"place": place}
    part = [in_order(each) for each in part]
    answer = evaluate_table(rules=RIZHAO, as_of=AS_OF, readings=readings, conditions=["award.*"], **frames(part))
    wanted = expected(part, RIZHAO, AS_OF, conditions=True, readings=readings)
    for row in answer.table.rows(named=True):
        names = [name for name in row if name in wanted[row["applicant"]]]
        assert said(row, names) == {name: wanted[row["applicant"]][name] for name in names}
        assert any("/" in name for name in names)


def test_only_those_whose_place_changed_or_is_open_are_left_to_the_reference() -> None:
    settled = [FIRMS[at] for at in (0, 1, 2, 3, 5, 6, 9, 27)]
    assert (
        "registered in several places"
        not in evaluate_table(rules=RIZHAO, as_of=AS_OF, **frames(settled)).report.by_reference
    )
    moved = [FIRMS[at] for at in (4, 7, 8, 10, 11, 12, 13)]
    report = evaluate_table(rules=RIZHAO, as_of=AS_OF, **frames(moved)).report
    assert report.by_reference["registered in several places"] == len(moved)


@pytest.mark.parametrize(("region", "since", "most"), [(HERE, "2015-03-01", 100), (ELSEWHERE, "2015-03-01", 0)])
def test_registrations_in_the_rows_of_firms_count_likewise(region: str, since: str, most: int) -> None:
    rows = pl.DataFrame(
        {"applicant": ["A"], "region": ["371100"], "given": [date(2023, 7, 14)], "where": [region], "from": [since]}
    )
    held = [InRow({"title": "little_giant", "level": "national", "kind": "new"}, {"date": "given"})]
    stays = [InRow({}, {"region": "where", "since": "from"})]
    answer = evaluate_table(rows, rules=RIZHAO, as_of=AS_OF, recognitions=held, registrations=stays, awards_received=[])
    assert answer.table["payable#up_to_ceiling"].to_list() == [most * 1_000_000]


def test_a_draft_may_be_taken_to_begin_on_a_day() -> None:
    jinan: RuleSet = load("jinan")
    rows = pl.DataFrame({"applicant": ["A", "B"], "region": ["370100", "370100"]})
    held = pl.DataFrame(
        {
            "applicant": ["A", "B"],
            "title": ["little_giant"] * 2,
            "kind": ["new"] * 2,
            "date": [date(2023, 12, 31), date(2024, 1, 1)],
        }
    )
    none = pl.DataFrame({"applicant": [], "amount": []}, schema={"applicant": pl.String, "amount": pl.String})
    sums = {}
    for begins in (None, date(2024, 1, 1)):
        answer = evaluate_table(
            rows,
            rules=jinan,
            as_of=date(2024, 6, 30),
            recognitions=held,
            awards_received=none,
            adopted_from=begins,
        )
        sums[begins] = answer.table["jinan-draft#fixed_floor"].to_list()
    assert sums == {None: [200_000_000] * 2, date(2024, 1, 1): [0, 200_000_000]}


@pytest.mark.parametrize("begins", ["2024-01-01", 20240101])
def test_the_first_day_is_a_day(begins: Any) -> None:
    rows = pl.DataFrame({"applicant": ["A"], "region": ["370100"]})
    with pytest.raises(TypeError, match="adopted_from is a day"):
        evaluate_table(rows, rules=load("jinan"), as_of=AS_OF, adopted_from=begins)
