"""What a table of answers says, worked out by hand from 日政办字〔2022〕10号 三（一）2 and 末段（就高不就低）."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from frames_of import MAKERS, ROWS

from small_rules import clause, rules_of
from zjtx_rules import InputError, conditions, evaluate_table, load, payments
from zjtx_rules.conditions import Condition
from zjtx_rules.engines.columns import condition_columns
from zjtx_rules.payments import Payment

AS_OF = date(2023, 9, 1)
WAN = 1_000_000  # 一万元 in 分
FIRMS = {
    "编号": ["甲", "乙", "丙"],
    "所属地区": ["日照市", "371102", "济南市"],
    "企业划型": ["小型", "微型", "小型"],
}
TITLES = {
    "编号": ["甲", "甲", "乙", "丙"],
    "称号": ["小巨人", "瞪羚", "专精特新中小企业", "小巨人"],
    "级别": ["国家级", "省级", "省级", "国家级"],
    "认定方式": ["新认定", "新认定", "复核", "新认定"],
    "认定日期": ["2023-05-10", "2022年7月1日", "2023-05-10", "2023-05-10"],
}
NOTHING_RECEIVED = {"编号": [], "金额": []}


def ask(engine: str = "polars", **tables: Any) -> list[dict[str, Any]]:
    make = MAKERS[engine]
    given = {"awards_received": NOTHING_RECEIVED, **tables}
    frames = {name: make(columns) for name, columns in given.items() if columns is not None}
    answer = evaluate_table(make(FIRMS), recognitions=make(TITLES), rules=load("rizhao"), as_of=AS_OF, **frames)
    return ROWS[engine](answer.table)


@pytest.mark.parametrize("engine", sorted(MAKERS))
def test_the_highest_award_alone_is_paid_on_every_kind_of_frame(engine: str) -> None:
    [first] = [row for row in ask(engine) if row["applicant"] == "甲"]
    assert (first["payable#up_to_floor"], first["payable#up_to_ceiling"]) == (100 * WAN, 100 * WAN)


def test_the_lower_award_is_suppressed() -> None:
    assert (ask()[0]["rizhao-2022#chosen"], ask()[0]["rizhao-2022#suppressed"]) == (
        "award.little_giant",
        "award.gazelle",
    )


def test_a_ceiling_is_no_stated_sum() -> None:
    assert (ask()[0]["payable#fixed_floor"], ask()[0]["payable#fixed_ceiling"]) == (0, 0)


def test_a_renewal_is_not_a_new_recognition() -> None:
    assert ask()[1]["rizhao-2022:award.zjtx_sme"] == "not_met"


def test_a_firm_of_another_city_gets_nothing() -> None:
    assert ask()[2]["payable#up_to_ceiling"] == 0


def test_a_table_that_is_not_given_is_unknown_for_everybody() -> None:
    [first, _, _] = ask(awards_received=None)
    assert (first["payable#up_to_floor"], first["rizhao-2022#deciding"]) == (0, "awards_received")


def test_money_received_before_is_taken_off() -> None:
    received = {"编号": ["甲"], "称号": ["瞪羚企业"], "级别": ["省级"], "金额": ["30万元"], "资金性质": ["奖励"],
                "发放日期": ["2022-12-01"], "发放地": ["日照市"]}  # fmt: skip
    assert ask(awards_received=received)[0]["payable#up_to_ceiling"] == 70 * WAN


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("营业收入（万元）", [1000, 999, 1001]),
        ("营业收入（元）", [10_000_000, 9_999_999, 10_000_001]),
        ("revenue_fen", [1_000_000_000, 999_999_999, 1_000_000_001]),
        ("营业收入", ["1000万元", "999.9999万元", "0.10000001亿元"]),
    ],
)
def test_money_is_read_by_the_unit_of_its_header_or_its_cell(header: str, values: list[Any]) -> None:
    rules = rules_of(clause("big", "tier", when="{fact: revenue_last_year, at_least: 1000万元}"))
    accounts = pl.DataFrame({"编号": FIRMS["编号"], "年度": [2022] * 3, header: values})
    answer = evaluate_table(pl.DataFrame(FIRMS), accounts=accounts, rules=rules, as_of=AS_OF)
    assert answer.table["small:big"].to_list() == ["met", "not_met", "met"]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("净利润（万元）", [0, -50, 1]),
        ("net_profit_yuan", [0.0, -1.0, 1.0]),
        ("净利润", ["0元", "-50万元", "0.01元"]),
        ("净利润（万元）", ["0", "-0.01", "3"]),
    ],
)
def test_a_loss_is_a_profit_below_zero(header: str, values: list[Any]) -> None:
    rules = rules_of(clause("no_loss", "tier", when="{fact: net_profit_last_year, at_least: 0元}"))
    accounts = pl.DataFrame({"编号": FIRMS["编号"], "年度": [2022] * 3, header: values})
    answer = evaluate_table(pl.DataFrame(FIRMS), accounts=accounts, rules=rules, as_of=AS_OF)
    assert answer.table["small:no_loss"].to_list() == ["met", "not_met", "met"]


def test_only_a_profit_may_be_below_zero() -> None:
    accounts = pl.DataFrame({"编号": FIRMS["编号"], "年度": [2022] * 3, "营业收入（万元）": [1, -1, 2]})
    with pytest.raises(InputError) as caught:
        evaluate_table(pl.DataFrame(FIRMS), accounts=accounts, rules=load("rizhao"), as_of=AS_OF)
    assert [each.code for each in caught.value.problems] == ["wrong-cell"]


def test_the_order_of_rows_in_memory_is_kept() -> None:
    assert [row["applicant"] for row in ask()] == ["甲", "乙", "丙"]


def test_a_clause_for_other_applicants_has_no_verdict() -> None:
    assert ask()[0]["rizhao-2022:award.district"] is None


def test_verdicts_as_codes_take_less_room() -> None:
    answer = evaluate_table(
        pl.DataFrame(FIRMS), recognitions=pl.DataFrame(TITLES), rules=load("rizhao"), as_of=AS_OF,
        clauses=["award.little_giant"], verdicts="code",
    )  # fmt: skip
    assert answer.table["rizhao-2022:award.little_giant"].to_list() == [3, 0, 0]


POOLED = rules_of(
    clause("pool", "tier", where="here",
           when="{all: [{fact: revenue_last_year, at_least: 1000万元}, {attested: good_prospects}]}"),
    clause("either", "tier", when="{any: [{fact: independent_legal_person}, {attested: good_prospects}]}"),
)  # fmt: skip


def test_the_conditions_of_a_clause_have_verdicts_of_their_own() -> None:
    # 甲 in 日照 with 1000万元, 乙 in 日照 with less, 丙 in 济南 with 1001万元; what nobody has attested is for a person.
    accounts = pl.DataFrame({"编号": FIRMS["编号"], "年度": [2022] * 3, "营业收入（万元）": [1000, 999, 1001]})
    firms = pl.DataFrame(FIRMS)
    answer = evaluate_table(firms, accounts=accounts, rules=POOLED, as_of=AS_OF, conditions=["pool"])
    found = {name: answer.table[f"small:pool/{name}"].to_list() for name in (1, 2, 3)}
    assert found == {
        1: ["met", "met", "not_met"],
        2: ["met", "not_met", "met"],
        3: ["review", "review", "review"],
    }


def test_a_clause_that_is_no_conjunction_has_one_condition() -> None:
    assert [each.name for each in condition_columns(POOLED, "enterprise", conditions=["either"])] == ["small:either/1"]


def test_conditions_are_listed_in_the_words_of_the_rule_file() -> None:
    listed = condition_columns(POOLED, "enterprise", conditions=["pool"])
    assert [(each.name, each.clause) for each in listed] == [(f"small:pool/{number}", "pool") for number in (1, 2, 3)]
    assert "1000万元" in listed[1].words.zh


def test_rows_decided_by_the_reference_are_counted() -> None:
    doubtful = {**TITLES, "级别": [None, "省级", "省级", "国家级"], "称号": ["单项冠军企业", *TITLES["称号"][1:]]}
    answer = evaluate_table(pl.DataFrame(FIRMS), recognitions=pl.DataFrame(doubtful), rules=load("rizhao"), as_of=AS_OF)
    assert (answer.report.referred, list(answer.report.by_reference)) == (
        1,
        ["an open recognition"],
    )


def test_every_kind_of_condition_and_payment_is_written_for_columns() -> None:
    kinds: list[Any] = [*conditions.KINDS.values(), *payments.KINDS.values()]
    lowered = {each for each in conditions.KINDS.values() if each.lower is not Condition.lower}
    by_hand = [each for each in kinds if each.column not in (Condition.column, Payment.column)]
    assert {each.__name__ for each in kinds} - {each.__name__ for each in (*by_hand, *lowered)} == set()
    # What is a term of the core is written from the term alone.
    assert [each.__name__ for each in by_hand if each in lowered] == []


def test_a_recognition_without_a_date_cannot_be_new_before_the_plan_began() -> None:
    # 本实施方案有效期自2022年3月23日: on a day before that, no recognition both lies inside it and has been given.
    undated = {name: values[:1] for name, values in TITLES.items()} | {"认定日期": [None]}
    answer = evaluate_table(
        pl.DataFrame(FIRMS), recognitions=pl.DataFrame(undated), rules=load("rizhao"), as_of=date(2015, 10, 6)
    )
    assert answer.table["rizhao-2022#up_to_ceiling"].to_list() == [0, 0, 0]
