"""Dated facts in columns of the applicants' own table mean what they mean as rows of a table of their own."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import polars as pl
import pytest
from flat_rows import gathered, without_empty
from frames_of import MAKERS, ROWS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_agreement import declared_only, moved_to_jinan, populations

from examples_drawn import drawn
from population_tables import Tables, columns_of, tables_of
from small_rules import clause, rules_of
from strategies import Data, applicants_data, as_of_dates, enterprise_data, rule_data, yaml_of
from zjtx_rules import InputError, RuleSet, evaluate_table, load, load_text
from zjtx_rules.engines.columns import InRow
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.terms import Level

AS_OF = date(2023, 9, 1)
WAN = 1_000_000  # 一万元 in 分
FIRMS = {
    "编号": ["甲", "乙", "丙"],
    "所在地": ["日照市", "日照市", "济南市"],
    "小巨人认定日期": ["2023-05-10", None, "2023-05-10"],
    "瞪羚日期": ["2022年7月1日", "2023-05-10", None],
}
LITTLE_GIANT = InRow(
    says={"title": "little_giant", "level": "national", "kind": "new"}, columns={"date": "小巨人认定日期"}
)
GAZELLE = InRow(says={"称号": "瞪羚", "级别": "省级", "认定方式": "新认定"}, columns={"认定日期": "瞪羚日期"})
MONEY = "payable#up_to_ceiling"


def ask(firms: Data | None = None, engine: str = "polars", rules: RuleSet | None = None, **given: Any) -> list[Data]:
    question: Data = {"recognitions": [LITTLE_GIANT, GAZELLE], "awards_received": []} | given
    described = [each for held in question.values() if isinstance(held, list) for each in held]
    spare = set(FIRMS) - {"编号", "所在地"} - {header for each in described for header in each.columns.values()}
    frame = MAKERS[engine]({name: values for name, values in (firms or FIRMS).items() if name not in spare})
    return ROWS[engine](evaluate_table(frame, rules=rules or load("rizhao"), as_of=AS_OF, **question).table)


def problems(firms: Data | None = None, **given: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as raised:
        ask(firms, **given)
    return [
        (each.code, f"{each.place.file}.{each.path}", each.suggestion.en if each.suggestion else "")
        for each in raised.value.problems
    ]


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_the_highest_award_alone_is_paid_on_every_kind_of_frame(engine: str) -> None:
    found = {row["applicant"]: (row[MONEY], row["rizhao-2022#suppressed"]) for row in ask(engine=engine)}
    # 最高100万元 for a little giant, 最高30万元 for a gazelle of the province; 济南 is elsewhere.
    assert found == {"甲": (100 * WAN, "award.gazelle"), "乙": (30 * WAN, ""), "丙": (0, "")}


def test_an_empty_list_says_that_nobody_has_any() -> None:
    assert [row["rizhao-2022:award.little_giant"] for row in ask(recognitions=[])] == ["not_met"] * 3


def test_a_collection_that_is_not_given_is_unknown() -> None:
    assert ask(recognitions=None)[0]["rizhao-2022:award.little_giant"] == "unknown"


def test_a_collection_may_be_unknown_for_single_applicants() -> None:
    firms = {**FIRMS, "小巨人认定日期": [None, None, None], "瞪羚日期": [None] * 3, "认定已知": [True, False, None]}
    assert [row["rizhao-2022:award.little_giant"] for row in ask(firms)] == ["not_met", "unknown", "not_met"]


def test_a_member_is_there_if_any_of_its_columns_has_a_value() -> None:
    firms = {**FIRMS, "小巨人认定日期": [None] * 3, "有效期": ["2026-05-09", None, None]}
    held = InRow(says=LITTLE_GIANT.says, columns={"date": "小巨人认定日期", "expires": "有效期"})
    first, second, _ = ask(firms, recognitions=[held])
    assert (first["rizhao-2022:award.little_giant"], second["rizhao-2022:award.little_giant"]) == ("unknown", "not_met")


def test_what_is_said_may_be_a_value_of_a_profile() -> None:
    says = {"title": "little_giant", "level": Level.NATIONAL, "kind": RecognitionKind.NEW, "expires": date(2026, 5, 9)}
    held = InRow(says=says, columns={"date": "小巨人认定日期"})
    assert ask(recognitions=[held])[0]["rizhao-2022:award.little_giant"] == "met"


def test_a_column_may_be_a_fact_of_its_own_too() -> None:
    rules = rules_of(clause("old", "tier", when="{registered: {in: '371100', for_at_least: 2年}}"))
    firms = {**FIRMS, "登记日期": ["2021-09-01", "2021-09-02", "2021-09-01"]}
    held = [InRow(columns={"region": "所在地", "since": "登记日期"})]
    found = ask(firms, rules=rules, recognitions=[], registrations=held)
    assert [row["small:old"] for row in found] == ["met", "not_met", "not_met"]


@pytest.mark.parametrize(
    ("field", "header", "values"),
    [
        ("revenue", "2022年营业收入（万元）", [1000, 999, None]),
        ("revenue", "2022_revenue_yuan", [10_000_000, 9_999_999, None]),
        ("revenue_yuan", "2022", [10_000_000, 9_999_999, None]),
        ("营业收入（万元）", "2022", ["1000", "999.99", None]),
        ("营业收入", "2022", ["1000万元", "999.9999万元", None]),
    ],
)
def test_money_names_its_unit_in_the_header_in_the_field_or_in_the_cell(
    field: str, header: str, values: list[Any]
) -> None:
    rules = rules_of(clause("big", "tier", when="{fact: revenue_last_year, at_least: 1000万元}"))
    found = ask({**FIRMS, header: values}, rules=rules, accounts=[InRow(says={"year": 2022}, columns={field: header})])
    assert [row["small:big"] for row in found] == ["met", "not_met", "unknown"]


def test_an_amount_without_its_unit_is_refused() -> None:
    found = problems({**FIRMS, "收入": [1, 2, 3]}, accounts=[InRow(says={"year": 2022}, columns={"revenue": "收入"})])
    assert [each[:2] for each in found] == [("wrong-type", "applicants.收入")]


def test_two_units_for_one_column_are_refused() -> None:
    said = [InRow(says={"year": 2022}, columns={"revenue_yuan": "收入（万元）"})]
    assert problems({**FIRMS, "收入（万元）": [1, 2, 3]}, accounts=said)[0][:2] == (
        "unknown-column",
        "accounts.0.revenue_yuan",
    )


def test_money_received_is_taken_off() -> None:
    says = {"title": "gazelle", "level": "provincial", "kind": "award", "payer": "日照市", "date": date(2022, 12, 1)}
    firms = {**FIRMS, "已领（万元）": [30, None, None]}
    assert ask(firms, awards_received=[InRow(says=says, columns={"amount": "已领（万元）"})])[0][MONEY] == 70 * WAN


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (InRow(says={**LITTLE_GIANT.says, "title": "little_giat"}, columns=LITTLE_GIANT.columns),
         ("wrong-cell", "recognitions.0.title", "did you mean 'little_giant'?")),
        (InRow(says={**LITTLE_GIANT.says, "levle": "national"}, columns=LITTLE_GIANT.columns),
         ("unknown-column", "recognitions.0.levle", "did you mean 'level'?")),
        (InRow(says=LITTLE_GIANT.says, columns={"date": "瞪羚日"}),
         ("unknown-column", "recognitions.0.date", "did you mean '瞪羚日期'?")),
        (InRow(says={**LITTLE_GIANT.says, "level": "city"}, columns=LITTLE_GIANT.columns),
         ("no-such-level", "recognitions.0.level", "")),
        (InRow(says={"level": "national"}, columns=LITTLE_GIANT.columns),
         ("missing-column", "recognitions.0.title", "")),
        (InRow(says={**LITTLE_GIANT.says, "认定日期": "2023-05-10"}, columns=LITTLE_GIANT.columns),
         ("named-twice", "recognitions.0.date", "")),
        (InRow(says={**LITTLE_GIANT.says, "date": 20230510}, columns={"expires": "小巨人认定日期"}),
         ("wrong-cell", "recognitions.0.date", "")),
        (InRow(says=LITTLE_GIANT.says), ("no-columns", "recognitions.0", "name them in columns")),
    ],
)  # fmt: skip
def test_a_wrong_description_is_refused(held: InRow, expected: tuple[str, str, str]) -> None:
    assert expected in problems(recognitions=[held, GAZELLE])


def test_a_wrong_cell_is_shown_with_its_header() -> None:
    firms = {**FIRMS, "小巨人认定日期": ["2023-05-10", "2023-02-30", None]}
    assert [each[:2] for each in problems(firms)] == [("wrong-cell", "applicants.小巨人认定日期")]


def test_an_applicant_with_a_wrong_cell_is_reported_and_not_dropped() -> None:
    firms = {**FIRMS, "小巨人认定日期": ["2023-05-10", "2023-02-30", None]}
    assert [row["problem"] for row in ask(firms, on_problem="report")] == [None, "wrong-cell", None]


@pytest.mark.parametrize(
    ("more", "given", "expected"),
    [
        ({"止": ["2023-05-09", None, None]},
         {"recognitions": [InRow(says=LITTLE_GIANT.says, columns={**LITTLE_GIANT.columns, "expires": "止"}), GAZELLE]},
         ("dates-reversed", "applicants.止")),
        ({"级": ["国家级", None, "市级"]},
         {"recognitions": [InRow(says={"title": "little_giant"}, columns={"date": "小巨人认定日期", "level": "级"}),
                           GAZELLE]},
         ("no-such-level", "applicants.级")),
        ({"称号": ["小巨人", None, None]},
         {"recognitions": [InRow(columns={"title": "称号", "date": "小巨人认定日期"}), GAZELLE]},
         ("missing-cell", "applicants.称号")),
        ({"A（元）": [1, None, 1], "B（元）": [1, 1, None], "年": [2022, 2021, None]},
         {"accounts": [InRow(says={"year": 2022}, columns={"revenue": "A（元）"}),
                       InRow(columns={"year": "年", "revenue": "B（元）"})]},
         ("year-twice", "applicants.年")),
        ({"A（元）": [1, None, 1], "年": [1066, 2021, 2021]},
         {"accounts": [InRow(columns={"year": "年", "revenue": "A（元）"})]}, ("wrong-year", "applicants.年")),
    ],
)  # fmt: skip
def test_what_cannot_be_true_together_is_refused(more: Data, given: Data, expected: tuple[str, str]) -> None:
    assert [each[:2] for each in problems({**FIRMS, **more}, **given)] == [expected]


def test_what_needs_rows_of_its_own_is_refused() -> None:
    assert problems(tenants=[InRow(columns={"entered": "瞪羚日期"})])[0][:2] == ("needs-rows", "tenants.")


# ------------------------------------------------------------------------------------------- the same as long tables


def made(engine: str, tables: Tables) -> dict[str, Any]:
    frames = {}
    for name, rows in tables.items():
        columns = columns_of(rows)
        if not rows:
            columns = {each: [] for each in columns if each == "applicant" or meaning_of(each, table_columns(name))}
        frames[name] = MAKERS[engine](columns)
    return frames


def assert_same(engine: str, population: list[Data], rules: RuleSet, as_of: date, seed: int, **question: Any) -> None:
    tables = without_empty(tables_of(declared_only(population, rules)))
    rest, described = gathered(tables, random.Random(seed))  # noqa: S311 - which fields are said
    one = evaluate_table(rules=rules, as_of=as_of, **made(engine, tables), **question)
    other = evaluate_table(rules=rules, as_of=as_of, **made(engine, rest), **described, **question)
    answers = [{row["applicant"]: row for row in ROWS[engine](each.table)} for each in (one, other)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("engine", [each for each in sorted(MAKERS) if each != "duckdb"])
@drawn(few=2, many=6)
@given(population=populations(enterprise_data()), rules=rule_data(), as_of=as_of_dates, seed=st.integers(0, 99))
def test_any_rules_say_the_same(engine: str, population: list[Data], rules: Data, as_of: date, seed: int) -> None:
    assert_same(engine, population, load_text(yaml_of(rules)), as_of, seed, conditions=["*"])


@pytest.mark.parametrize("name", ["rizhao", "jinan", "shandong", "model_city"])
@drawn(few=3, many=10)
@given(population=populations(applicants_data()), as_of=as_of_dates, seed=st.integers(0, 99))
def test_the_bundled_rules_say_the_same(name: str, population: list[Data], as_of: date, seed: int) -> None:
    assert_same("polars", moved_to_jinan(population) if name == "jinan" else population, load(name), as_of, seed)


@pytest.mark.long
@settings(max_examples=1)
@given(population=populations(enterprise_data()), as_of=as_of_dates, seed=st.integers(0, 99))
def test_the_bundled_rules_say_the_same_in_sql(population: list[Data], as_of: date, seed: int) -> None:
    assert_same("duckdb", population, load("jinan"), as_of, seed)


def test_a_chunk_without_rows_is_answered_for() -> None:
    empty = pl.DataFrame({name: [] for name in FIRMS}, schema=dict.fromkeys(FIRMS, pl.String))
    answer = evaluate_table(empty, rules=load("rizhao"), as_of=AS_OF, recognitions=[LITTLE_GIANT, GAZELLE])
    assert answer.table.height == 0


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_one_column_may_say_two_things_of_a_member(engine: str) -> None:
    # Both periods end on the day that stands there; the title itself is dated by the other column.
    says = {"title": "little_giant", "level": "national", "kind": "new"}
    columns = {"date": "小巨人认定日期", "expires": "至", "previous_expires": "至"}
    firms = FIRMS | {"至": [date(2026, 5, 9), None, None]}
    found = ask(
        {name: firms[name] for name in firms if name != "瞪羚日期"}, engine, recognitions=[InRow(says, columns)]
    )
    assert [row["rizhao-2022:award.little_giant"] for row in sorted(found, key=lambda row: row["applicant"])] == [
        "not_met",
        "not_met",
        "met",
    ]
