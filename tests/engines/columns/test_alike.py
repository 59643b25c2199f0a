"""Applicants that differ only in days which no rule tells apart are settled once, and those that differ in more are not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from test_agreement import assert_agreement, moved_to_jinan

from examples_drawn import drawn
from population_tables import in_order
from strategies import Data, as_of_dates, enterprise_data, forgotten, rule_data, without, yaml_of
from zjtx_rules import evaluate_table, load, load_text

AS_OF = date(2023, 9, 1)
WAN = 1_000_000  # 一万元 in 分


@st.composite
def look_alikes(draw: st.DrawFn) -> list[Data]:
    """Draw firms that hardly differ: the same one with recognitions and money received moved by a few days."""
    first = draw(enterprise_data())
    first = without(first, draw(forgotten(first)))
    found = []
    for _ in range(draw(st.integers(2, 6))):
        data = dict(first)
        for name in ("recognitions", "awards_received"):
            if data.get(name):
                data[name] = [draw(moved(each)) for each in data[name]]
        found.append(in_order(data))
    return found


@st.composite
def moved(draw: st.DrawFn, member: Data) -> Data:
    """Draw the same member of a collection some days later or earlier, without its level or kind now and then."""
    by = timedelta(draw(st.sampled_from((0, 0, 1, -1, 2, 3, 30, 365))))
    data = {
        name: (date.fromisoformat(value) + by).isoformat() if _is_day(value) else value
        for name, value in member.items()
    }
    for name in draw(st.sampled_from(((), (), ("level",), ("kind",), ("date",)))):
        data.pop(name, None)
    return data


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == "-"


@drawn(few=5, many=20)
@given(population=look_alikes(), rules=rule_data(), as_of=as_of_dates)
def test_applicants_that_hardly_differ_agree_with_the_reference(
    population: list[Data], rules: Data, as_of: date
) -> None:
    assert_agreement("polars", population, load_text(yaml_of(rules)), as_of)


@drawn(few=3, many=12)
@given(population=look_alikes(), as_of=as_of_dates)
def test_firms_whose_title_was_renewed_several_times_agree(population: list[Data], as_of: date) -> None:
    assert_agreement("polars", moved_to_jinan(population), load("jinan"), as_of)


@drawn(few=3, many=12)
@given(population=look_alikes(), as_of=as_of_dates, upgrade=st.sampled_from(("top_up", "same_year", "nothing")))
def test_applicants_that_hardly_differ_agree_on_the_bundled_rules(
    population: list[Data], as_of: date, upgrade: str
) -> None:
    assert_agreement("polars", population, load("rizhao"), as_of, readings={"upgrade": upgrade})


def ask(days: list[str], received: dict[str, list[Any]] | None = None) -> Any:
    """Ask about firms in 日照 that were given a title of unknown level on these days."""
    firms = [f"甲{number}" for number in range(len(days))]
    held = {"编号": firms, "称号": ["单项冠军企业"] * len(days), "认定方式": ["新认定"] * len(days), "认定日期": days}
    money = received or {"编号": [], "金额": []}
    return evaluate_table(
        pl.DataFrame({"编号": firms, "所属地区": ["日照市"] * len(days)}),
        recognitions=pl.DataFrame(held), awards_received=pl.DataFrame(money), rules=load("rizhao"), as_of=AS_OF,
    )  # fmt: skip


def test_two_days_that_no_rule_tells_apart_are_one_case() -> None:
    # National pays 200万, provincial 50万; the plan has been in force since 2022-03-23.
    answer = ask(["2023-05-10", "2023-06-10"])
    assert (answer.report.referred, answer.report.cases) == (2, 1)
    assert answer.table["payable#up_to_ceiling"].to_list() == [200 * WAN, 200 * WAN]


def test_two_days_in_different_years_are_two_cases() -> None:
    assert ask(["2022-05-10", "2023-06-10"]).report.cases == 2


def test_a_day_before_the_plan_is_no_case_at_all() -> None:
    answer = ask(["2022-03-22", "2022-03-23"])
    assert (answer.report.cases, answer.table["payable#up_to_ceiling"].to_list()) == (1, [0, 200 * WAN])


def test_another_sum_received_is_another_case() -> None:
    received = {
        "编号": ["甲0", "甲1"], "称号": ["瞪羚企业"] * 2, "级别": ["省级"] * 2, "金额": ["30万元", "20万元"],
        "资金性质": ["奖励"] * 2, "发放日期": ["2022-12-01"] * 2, "发放地": ["日照市"] * 2,
    }  # fmt: skip
    answer = ask(["2023-05-10", "2023-05-10"], received)
    assert (answer.report.cases, answer.table["payable#up_to_ceiling"].to_list()) == (2, [170 * WAN, 180 * WAN])
