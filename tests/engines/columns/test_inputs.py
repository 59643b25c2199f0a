"""What is wrong with a caller's tables: refused with the place and a suggestion, or counted and reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from zjtx_rules import InputError, evaluate_table, load

AS_OF = date(2023, 9, 1)
FIRMS = {"applicant": ["A", "B", "C"], "region": ["371100", "371100", "371100"]}
HELD = {"applicant": ["A", "B"], "title": ["little_giant", "gazelle"], "level": ["national", "provincial"],
        "kind": ["new", "new"], "date": ["2023-05-10", "2023-05-10"]}  # fmt: skip


def ask(firms: dict[str, Any] | None = None, held: dict[str, Any] | None = None, **question: Any) -> Any:
    frames = pl.DataFrame(firms or FIRMS), pl.DataFrame(held or HELD)
    return evaluate_table(frames[0], recognitions=frames[1], rules=load("rizhao"), as_of=AS_OF, **question)


def problem(firms: dict[str, Any] | None = None, held: dict[str, Any] | None = None) -> tuple[str, str, str, str]:
    with pytest.raises(InputError) as raised:
        ask(firms, held)
    [first] = raised.value.problems
    suggestion = first.suggestion.en if first.suggestion else ""
    return first.code, f"{first.place.file}.{first.path}", first.message.en, suggestion


def test_an_unknown_column_is_refused_with_a_suggestion() -> None:
    found = problem({**FIRMS, "independent_legal_persn": [True, True, True]})
    assert (found[0], found[3]) == ("unknown-column", "did you mean 'independent_legal_person'?")


def test_a_column_that_another_places_rules_declare_is_passed_over() -> None:
    answer = ask({**FIRMS, "facts.listed_or_quoted": [True, False, None]})
    assert answer.table["rizhao-2022:award.little_giant"].to_list() == ["met", "not_met", "not_met"]


def test_a_column_named_twice_is_refused() -> None:
    assert problem({**FIRMS, "所在地": ["371100"] * 3})[0] == "named-twice"


def test_a_wrong_cell_is_shown_with_the_rows_that_have_it() -> None:
    found = problem(held={**HELD, "title": ["little_giant", "gazele"]})
    assert found == (
        "wrong-cell",
        "recognitions.title",
        "'gazele' is not a title: 1 row(s), such as B",
        "did you mean 'gazelle'?",
    )


def test_a_level_at_which_a_title_does_not_exist_is_refused() -> None:
    assert problem(held={**HELD, "level": ["city", "provincial"]})[0] == "no-such-level"


def test_a_duplicate_id_is_refused() -> None:
    assert problem({**FIRMS, "applicant": ["A", "B", "B"]}) == (
        "duplicate-id",
        "applicants.applicant",
        "the same applicant has more than one row: 1 row(s), such as B",
        "",
    )


def test_a_recognition_of_nobody_is_refused() -> None:
    assert problem(held={**HELD, "applicant": ["A", "Z"]})[:2] == ("orphan", "recognitions.applicant")


def test_an_amount_without_its_unit_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        ask(accounts=pl.DataFrame({"applicant": ["A"], "year": [2022], "revenue": [1000]}))
    assert raised.value.problems[0].code == "wrong-type"


def test_a_fraction_as_a_float_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        ask(accounts=pl.DataFrame({"applicant": ["A"], "year": [2022], "revenue_wan": [999.5]}))
    assert raised.value.problems[0].code == "wrong-cell"


def test_a_code_read_as_a_number_is_refused_where_it_may_have_lost_a_zero() -> None:
    assert problem({**FIRMS, "industry": [111, 3670, 3670]})[0] == "wrong-type"


def test_a_table_without_ids_is_refused() -> None:
    assert problem({"region": ["371100"]})[0] == "no-id-column"


def test_all_problems_are_found_at_once() -> None:
    with pytest.raises(InputError) as raised:
        ask({**FIRMS, "region": ["日照", "火星", "371100"]}, {**HELD, "applicant": ["A", "Z"]})
    assert sorted(each.code for each in raised.value.problems) == ["orphan", "wrong-cell"]


def test_an_applicant_with_a_problem_is_reported_and_not_dropped() -> None:
    answer = ask(held={**HELD, "title": ["little_giant", "gazele"]}, on_problem="report")
    assert answer.table.select("applicant", "problem", "rizhao-2022:award.little_giant").rows() == [
        ("A", None, "met"),
        ("B", "wrong-cell", None),
        ("C", None, "not_met"),
    ]


def test_a_problem_that_is_reported_is_counted() -> None:
    answer = ask(held={**HELD, "applicant": ["A", "Z"]}, on_problem="report")
    assert [(each.problem.code, each.rows) for each in answer.report.problems] == [("orphan", 1)]


def test_both_rows_of_a_duplicate_id_stay_in_the_answer() -> None:
    answer = ask({**FIRMS, "applicant": ["A", "B", "B"]}, on_problem="report")
    assert answer.table["problem"].to_list() == [None, "duplicate-id", "duplicate-id"]


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(InputError):
        ask(readings={"upgrad": "nothing"})


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        evaluate_table([1, 2], rules=load("rizhao"), as_of=AS_OF)
    assert raised.value.problems[0].code == "unknown-frame"


def test_an_empty_list_of_clauses_leaves_the_money() -> None:
    answer = ask(clauses=[])
    assert [name for name in answer.table.columns if ":" in name] == []
    # 最高100万元 for a little giant, 最高30万元 for a provincial gazelle, in 分.
    assert answer.table["payable#up_to_ceiling"].to_list() == [100_000_000, 30_000_000, 0]


def test_what_is_wrong_with_several_tables_is_said_at_once() -> None:
    with pytest.raises(InputError) as raised:
        evaluate_table(
            pl.DataFrame({**FIRMS, "kind": ["企业", "工厂", "作坊"]}),
            recognitions=pl.DataFrame({"applicant": ["A"], "level": ["national"]}),
            accounts=pl.DataFrame({"year": [2022]}),
            incidents=pl.DataFrame({"applicant": [1], "kind": ["safety"]}),
            rules=load("rizhao"),
            as_of=AS_OF,
        )
    found = {(each.code, each.place.file, each.message.zh.partition("：")[0]) for each in raised.value.problems}
    assert {(code, table) for code, table, _ in found} == {
        ("unknown-kind", "applicants"),
        ("missing-column", "recognitions"),
        ("no-id-column", "accounts"),
        ("id-type", "incidents"),
    }
    assert {message for code, _, message in found if code == "unknown-kind"} == {
        "没有“工厂”这一主体类型",
        "没有“作坊”这一主体类型",
    }
