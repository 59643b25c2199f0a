"""Lists of records that a rule file declares: counted, added, asked about; known, known in part, not known at all."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules import EnterpriseProfile, Verdict, evaluate
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.problems import InputError
from zjtx_rules.terms import Money

HEAD = """
jurisdiction: {name: 海曲市, code: "990100"}
places: [{name: 海曲市, code: "990100"}]
facts:
- {id: rate, label: 比例, type: percentage}
records:
- id: equipment
  label: 设备
  fields:
  - {id: price, label: 单价, type: money}
  - {id: appraisal, label: 评估价, type: money, may_be_absent: true}
  - {id: bought, label: 购置日期, type: date}
  - {id: year, label: 所属年度, type: year}
  - {id: imported, label: 进口, type: yes_no}
  - {id: use, label: 用途, type: choice, of: [生产, 研发, 检测]}
  - {id: note, label: 说明, type: text}
"""
CLAUSE = """
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - {{id: award.a, kind: award, cite: 一, quote: 给予补助, title: 奖补, to: enterprise, {when}pays: {pays}}}
"""
AS_OF = date(2025, 6, 1)
SOME = [
    {"单价": "60万元", "购置日期": "2025-03-01", "所属年度": 2025, "进口": "是", "用途": "研发", "评估价": "50万元"},
    {"单价": "38万元", "购置日期": "2024-04-12", "所属年度": 2024, "进口": "否", "用途": "生产", "评估价": "无"},
    {"单价": "4万元", "购置日期": "2022-06-01", "所属年度": 2022, "进口": "否", "用途": "检测", "评估价": "5万元"},
]


@cache
def rules(value: str = "", pays: str = "{amount: 甲}", when: str = "") -> RuleSet:
    values = f"values:\n- {{id: one, label: 甲, {value}}}\n" if value else ""
    return load_text(HEAD + values + CLAUSE.format(pays=pays, when=f"when: {when}, " if when else ""))


def firm(records: dict[str, Any], facts: dict[str, Any] | None = None) -> EnterpriseProfile:
    known = {"region": "海曲市", "recognitions": [], "awards_received": [], "facts": facts or {}, "records": records}
    return EnterpriseProfile.model_validate(known, context=rules(when="{records: 设备}", pays="{sum: 1元}").places)


def paid(value: str, records: Any, facts: dict[str, Any] | None = None) -> tuple[str, str | None]:
    lists = records if isinstance(records, dict) else {"设备": records}
    total = evaluate(firm(lists, facts), rules(value), AS_OF).awards.payable.total.fixed
    return str(total.floor), None if total.ceiling is None else str(total.ceiling)


def verdict(when: str, records: Any) -> Verdict:
    lists = records if isinstance(records, dict) else {"设备": records}
    return evaluate(firm(lists), rules(when=when, pays="{sum: 1万元}"), AS_OF).verdict("award.a")


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        ("sum: {of: 设备, is: 单价}", "102万元"),
        ("sum: {of: equipment, is: price}", "102万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 单价, at_least: 38万元}}", "98万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 单价, more_than: 38万元}}", "60万元"),
        ("sum: {of: 设备, is: 单价, top: 2}", "98万元"),
        ("sum: {of: 设备, is: 单价, top: 9}", "102万元"),
        ("sum: {of: 设备, is: 单价 × 50%, where: {fact: 用途, one_of: [研发, 检测]}}", "32万元"),
        ("sum: {of: 设备, is: 单价, where: {none: [{fact: 进口}, {fact: 用途, is: 检测}]}}", "38万元"),
        ("sum: {of: 设备, is: 单价, where: {any: [{fact: 进口}, {fact: 用途, is: 检测}]}}", "64万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, in_year: 上年}}", "38万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, in_year: 近三年}}", "42万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 所属年度, in_year: 近三年}}", "42万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 所属年度, at_least: 2024}}", "98万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, within: 3年}}", "98万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, within: 3年, last_day: included}}", "102万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, lasted: 3年}}", "4万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, at_most: 2024-04-12}}", "42万元"),
        ("sum: {of: 设备, is: 评估价}", "55万元"),
        ("sum: {of: 设备, is: 较低(单价，评估价)}", "92万元"),
        ("sum: {of: 设备, is: 较高(单价，评估价)}", "103万元"),
        ("sum: {of: 设备, is: 合计(单价，评估价)}", "157万元"),
        ("sum: {of: 设备, is: 单价, where: {fact: 评估价, at_least: 1元}}", "64万元"),
        ("highest: {of: 设备, is: 单价}", "60万元"),
        ("lowest: {of: 设备, is: 单价}", "4万元"),
        ("lowest: {of: 设备, is: 单价, where: {fact: 单价, at_least: 5万元}}", "38万元"),
        ("highest: {of: 设备, is: 单价, where: {fact: 单价, at_least: 1亿元}}", "0元"),
        ("lowest: {of: 设备, is: 单价, where: {fact: 单价, at_least: 1亿元}}", "0元"),
    ],
)
def test_what_the_records_come_to(value: str, yuan: str) -> None:
    assert paid(value, SOME) == (yuan, yuan)


def test_a_count_is_a_number_and_a_record_may_use_facts_of_the_firm() -> None:
    assert paid("sum: {of: 设备, is: 单价 × 比例}", SOME, {"比例": "10%"}) == ("10.2万元", "10.2万元")
    counted = rules("count: {of: 设备, where: {fact: 进口, is: false}}", pays="{amount: 甲 × 3万元}")
    assert evaluate(firm({"设备": SOME}), counted, AS_OF).awards.payable.total.fixed.floor == Money.parse("6万元")


@pytest.mark.parametrize(
    ("value", "records", "ends"),
    [
        ("sum: {of: 设备, is: 单价}", {}, ("0元", None)),
        ("sum: {of: 设备, is: 单价}", [], ("0元", "0元")),
        ("sum: {of: 设备, is: 单价}", [{"单价": "5万元"}, {"进口": "是"}], ("5万元", None)),
        ("sum: {of: 设备, is: 单价}", {"设备": [{"单价": "5万元"}], "设备齐全": "否"}, ("5万元", None)),
        ("sum: {of: 设备, is: 单价}", {"equipment": [{"单价": "5万元"}], "equipment_complete": True}, ("5万元", "5万元")),
        ("sum: {of: 设备, is: 单价}\n  at_most: 8万元", {}, ("0元", "8万元")),
        ("sum: {of: 设备, is: 单价, where: {fact: 进口}}", [{"单价": "5万元"}, {"单价": "2万元", "进口": "是"}], ("2万元", "7万元")),
        ("sum: {of: 设备, is: 评估价}", [{"评估价": "无"}, {"评估价": "3万元"}], ("3万元", "3万元")),
        ("sum: {of: 设备, is: 较低(单价，评估价)}", [{"单价": "5万元"}], ("0元", "5万元")),
        ("highest: {of: 设备, is: 单价}", [{"单价": "5万元"}, {"单价": "9万元", "进口": "是"}], ("9万元", "9万元")),
        ("highest: {of: 设备, is: 单价, where: {fact: 进口}}", [{"单价": "5万元"}, {"单价": "9万元", "进口": "否"}], ("0元", "5万元")),
        ("lowest: {of: 设备, is: 单价, where: {fact: 进口}}", [{"单价": "5万元"}, {"单价": "9万元", "进口": "是"}], ("5万元", "9万元")),
    ],
)  # fmt: skip
def test_what_is_not_known_is_a_range(value: str, records: Any, ends: tuple[str, str | None]) -> None:
    assert paid(value.replace("\n ", ","), records) == ends


@pytest.mark.parametrize(
    ("when", "records", "truth"),
    [
        ("{records: 设备}", SOME, "met"),
        ("{records: 设备}", [], "not_met"),
        ("{records: 设备}", {}, "unknown"),
        ("{records: 设备, at_least: 3}", SOME, "met"),
        ("{records: 设备, more_than: 3}", SOME, "not_met"),
        ("{records: 设备, at_least: 1, at_most: 2}", SOME, "not_met"),
        ("{records: 设备, where: {fact: 进口, is: false}, at_least: 2}", SOME, "met"),
        ("{records: 设备, where: {fact: 进口}, less_than: 1}", SOME, "not_met"),
        ("{records: 设备, every: {fact: 单价, at_least: 4万元}}", SOME, "met"),
        ("{records: 设备, every: {fact: 单价, more_than: 4万元}}", SOME, "not_met"),
        ("{records: 设备, where: {fact: 进口}, every: {fact: 用途, is: 研发}}", SOME, "met"),
        ("{records: 设备, every: {fact: 进口}}", [], "met"),
        ("{records: 设备, where: {fact: 进口}}", [{"用途": "研发"}], "unknown"),
        ("{records: 设备, where: {fact: 进口}}", [{"用途": "研发"}, {"进口": "是"}], "met"),
        ("{records: 设备, where: {all: [{fact: 进口}, {fact: 用途, is: 生产}]}}", [{"用途": "研发"}], "not_met"),
        ("{records: 设备, at_most: 1}", {"设备": [{}], "设备齐全": "否"}, "unknown"),
        ("{records: 设备, at_most: 1}", {"设备": [{}, {}], "设备齐全": "否"}, "not_met"),
        ("{records: 设备, at_least: 2}", {"设备": [{}, {}], "设备齐全": "否"}, "met"),
    ],
)
def test_what_is_asked_of_a_list(when: str, records: Any, truth: str) -> None:
    assert verdict(when, records).value == truth


def test_the_explanation_names_the_records_and_what_is_missing_their_fields() -> None:
    asked = rules("sum: {of: 设备, is: 单价, where: {fact: 进口}}")
    answer = evaluate(firm({"设备": [*SOME, {"单价": "2万元"}]}), asked, AS_OF)
    said = answer.explain()
    assert "甲60万元至62万元（设备，进口：共4条，计入1条，待定1条（60万元））" in said
    assert "设备·第4条·进口" in said


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ({"设备": [{"单价": "六十万"}]}, "money"),
        ({"设备": [{"用途": "办公"}]}, "wrong-value"),
        ({"设备": [{"进口": "也许"}]}, "wrong-value"),
        ({"设备": [{"所属年度": "去年"}]}, "wrong-value"),
        ({"设备": [{"单阶": "6万元"}]}, "unknown-field"),
        ({"设备": [{"单价": "无"}]}, "money"),
    ],
)
def test_a_wrong_record_is_named(records: Any, code: str) -> None:
    with pytest.raises(InputError) as raised:
        evaluate(firm(records), rules("sum: {of: 设备, is: 单价}"), AS_OF)
    (problem,) = raised.value.problems
    assert problem.code.startswith(code)
    assert problem.path.startswith("records.设备.0.")


@pytest.mark.parametrize(
    ("records", "code"),
    [({"设备": [], "equipment": []}, "named-twice"), ({"设备齐全": "是"}, "complete-without-list")],
)
def test_a_list_is_given_once_and_is_there_where_it_is_complete(records: Any, code: str) -> None:
    with pytest.raises(InputError) as raised:
        evaluate(firm(records), rules("sum: {of: 设备, is: 单价}"), AS_OF)
    assert [each.code for each in raised.value.problems] == [code]


@pytest.mark.parametrize(
    "records", [{"设备": "三台"}, {"设备": ["三台"]}, {"设备": [{"单价": ["6万元"]}]}, {"设备": [{"单价": 1.5}]}]
)
def test_what_is_no_list_of_records_is_refused(records: Any) -> None:
    with pytest.raises(ValueError, match=r"列表|每项一个值|一个值|浮点数"):
        firm(records)


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("sum: {of: 设备清单, is: 单价}", "unknown-records", "设备"),
        ("sum: {of: 设备, is: 单阶}", "formula", "单价"),
        ("sum: {of: 设备, is: 用途}", "formula", "不是数量"),
        ("sum: {of: 设备, is: 评估价 × 2}", "formula", "较低"),
        ("sum: {of: 设备, is: 单价, where: {fact: 单阶}}", "unknown-fact", "单价"),
        ("sum: {of: 设备, is: 单价, where: {fact: 说明, is: 新}}", "wrong-comparison", "只供人看"),
        ("sum: {of: 设备, is: 单价, where: {fact: 用途, is: 办公}}", "wrong-value", "生产"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, at_least: 5万元}}", "wrong-unit", "2023-09-01"),
        ("sum: {of: 设备, is: 单价, where: {fact: 单价, within: 3年}}", "wrong-comparison", "不是日期"),
        ("sum: {of: 设备, is: 单价, where: {fact: 购置日期, in_year: 去年}}", "wrong-value", "上年"),
        ("sum: {of: 设备, is: 单价, where: {holds: {title: little_giant}}}", "record-condition", "字段"),
        ("count: {of: 设备, is: 单价}", "unknown-key", "is"),
        ("sum: {of: 设备, is: 单价}, count: {of: 设备}", "value-form", "之一"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named(value: str, code: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        rules.__wrapped__(value)
    problem = raised.value.problems[0]
    assert (problem.code, said in str(problem)) == (code, True), str(problem)


ASKED = [
    "sum: {of: 设备, is: 单价, where: {all: [{fact: 进口}, {fact: 用途, one_of: [研发, 检测]}]}}",
    "sum: {of: 设备, is: 单价, where: {any: [{fact: 进口}, {fact: 用途, is: 研发}]}, top: 1}",
    "highest: {of: 设备, is: 单价, where: {none: [{fact: 进口}, {fact: 用途, is: 研发}]}}",
    "lowest: {of: 设备, is: 单价, where: {fact: 进口}}",
]
PART = st.fixed_dictionaries(
    {"单价": st.sampled_from(["1万元", "2万元", "5万元"])},
    optional={"进口": st.sampled_from(["是", "否"]), "用途": st.sampled_from(["生产", "研发", "检测"])},
)


@given(records=st.lists(PART, max_size=3), value=st.sampled_from(ASKED))
@settings(max_examples=40)
def test_the_range_is_that_of_all_completions(records: list[dict[str, str]], value: str) -> None:
    every = []
    for record in records:
        ways = [
            record | {"进口": imported, "用途": use}
            for imported, use in product(["是", "否"], ["生产", "研发", "检测"])
            if record.get("进口", imported) == imported and record.get("用途", use) == use
        ]
        every.append(ways)
    sums = [Money.parse(paid(value, list(done))[0]) for done in product(*every)]
    assert paid(value, records) == (str(min(sums)), str(max(sums)))
