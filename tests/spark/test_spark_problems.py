"""What is wrong with tables on Spark is found as it is elsewhere: the same problems, the same places, nothing dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from drawn import arrow

from zjtx_rules import InputError, evaluate_table, load

AS_OF = date(2023, 9, 1)
FIRMS = {
    "applicant": ["A", "B", "C", "D", "D", None],
    "region": ["371100", "371100", "火星", "371100", "371100", "371100"],
}
HELD = {"applicant": ["A", "B", "Z"], "title": ["little_giant", "gazele", "gazelle"],
        "level": ["national", "provincial", "provincial"], "kind": ["new"] * 3, "date": ["2023-05-10"] * 3}  # fmt: skip


@pytest.fixture(scope="module")
def reported(session: Any) -> Any:
    return ask(session, on_problem="report")


def ask(session: Any, firms: Any = FIRMS, held: Any = HELD, **question: Any) -> Any:
    tables = [session.createDataFrame(arrow(each)) for each in (firms, held)]
    return evaluate_table(
        tables[0], recognitions=tables[1], rules=load("rizhao"), as_of=AS_OF, clauses=["award.*"], **question
    )


def test_rows_with_problems_are_reported_and_not_dropped(reported: Any) -> None:
    wanted = ["applicant", "problem", "`rizhao-2022:award.little_giant`"]
    rows = [tuple(row) for row in reported.table.select(*wanted).collect()]
    assert sorted(rows, key=str) == [
        ("A", None, "met"),
        ("B", "wrong-cell", None),
        ("C", "wrong-cell", None),
        ("D", "duplicate-id", None),
        ("D", "duplicate-id", None),
        (None, "missing-id", None),
    ]


def test_problems_are_counted_with_their_places(reported: Any) -> None:
    found = {
        (each.problem.code, f"{each.problem.place.file}.{each.problem.path}", each.rows)
        for each in reported.report.problems
    }
    assert found == {
        ("wrong-cell", "applicants.region", 1),
        ("wrong-cell", "recognitions.title", 1),
        ("duplicate-id", "applicants.applicant", 1),
        ("missing-id", "applicants.applicant", 1),
        ("orphan", "recognitions.applicant", 1),
    }


def test_a_table_with_problems_is_refused_with_all_of_them(session: Any) -> None:
    with pytest.raises(InputError) as raised:
        ask(session, firms=FIRMS | {"independent_legal_persn": [True] * 6})
    assert {each.code for each in raised.value.problems} == {
        "unknown-column", "wrong-cell", "duplicate-id", "missing-id", "orphan",
    }  # fmt: skip


def test_a_table_of_another_kind_is_refused(session: Any) -> None:
    firms = session.createDataFrame(arrow({"applicant": ["A"]}))
    with pytest.raises(InputError) as raised:
        evaluate_table(firms, recognitions=arrow(HELD), rules=load("rizhao"), as_of=AS_OF)
    assert raised.value.problems[0].code == "mixed-frames"
