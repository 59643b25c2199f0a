"""The points of a tier: per indicator, group and in all, with what is unknown; worked by hand from the bands of the toy tier."""

from __future__ import annotations

from typing import Any

import pytest

from small_rules import MET, NOT_MET, UNKNOWN
from toy_tier import AS_OF, firm, toy
from zjtx_rules.answering import Evaluation, evaluate
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.markdown import as_markdown

INDICATORS = ("p_rd", "p_ip", "p_debt", "p_field")
MAXIMA = {"p_rd": "30", "p_ip": "20", "p_debt": "30", "p_field": "20"}

# 研发 10 at 1 %, 20 at 3 %, 30 at 5 %; 知识产权 10 from one, 20 from three; 负债率 30 up to 55 %, 15 up to 75 %, above 0; 领域 20 or 10.
# The points of each as (low, high) where a fact is missing; the verdict on the tier (60 in all, of which 20 of innovation).
WORKED: list[tuple[dict[str, Any], tuple[Any, ...], Any]] = [
    ({}, (10, 10, 15, 10), NOT_MET),  # 45
    ({"rd_expense": "9.99万元"}, (0, 10, 15, 10), NOT_MET),  # 0.999 %: 35
    ({"rd_expense": "10万元"}, (10, 10, 15, 10), NOT_MET),  # 1 % exactly
    ({"rd_expense": "29.99万元"}, (10, 10, 15, 10), NOT_MET),
    ({"rd_expense": "30万元", "patents": 2}, (20, 10, 15, 10), NOT_MET),  # 55
    ({"rd_expense": "50万元"}, (30, 10, 15, 10), MET),  # 65
    ({"patents": 3, "liabilities": "275万元"}, (10, 20, 30, 10), MET),  # 55 % exactly: 70
    ({"liabilities": "275.01万元"}, (10, 10, 15, 10), NOT_MET),
    ({"liabilities": "375万元"}, (10, 10, 15, 10), NOT_MET),  # 75 % exactly
    ({"liabilities": "375.01万元"}, (10, 10, 0, 10), NOT_MET),
    ({"strategic": True, "liabilities": "0元"}, (10, 10, 30, 20), MET),  # 70
    ({"patents": 0, "strategic": True, "liabilities": "0元"}, (10, 0, 30, 20), NOT_MET),  # 60, of innovation only 10
    (
        {"patents": 0, "rd_expense": "30万元", "liabilities": "0元"},
        (20, 0, 30, 10),
        MET,
    ),  # 60, of innovation 20: both exactly
    ({"rd_expense": None}, ((0, 30), 10, 15, 10), UNKNOWN),  # 35 to 65
    ({"rd_expense": None, "liabilities": "400万元"}, ((0, 30), 10, 0, 10), NOT_MET),  # 20 to 50 at most
    (
        {"rd_expense": None, "strategic": True, "liabilities": "0元"},
        ((0, 30), 10, 30, 20),
        UNKNOWN,
    ),  # 60, innovation 10 to 40
    (
        {"patents": None, "strategic": True, "liabilities": "0元", "rd_expense": "50万元"},
        (30, (0, 20), 30, 20),
        MET,
    ),  # 80 or more
    ({"liabilities": None}, (10, 10, (0, 30), 10), UNKNOWN),  # 30 to 60
    ({"revenue": None, "liabilities": "0元"}, ((0, 30), 10, 30, 10), UNKNOWN),
    ({"science_award": True}, (10, 10, 15, 10), MET),  # the way around the points
    ({"science_award": None}, (10, 10, 15, 10), UNKNOWN),  # it may still turn a fail
    (
        {"independent_legal_person": False, "rd_expense": "50万元"},
        (30, 10, 15, 10),
        NOT_MET,
    ),  # a gate, whatever the points
]


def said(changes: dict[str, Any]) -> tuple[Evaluation, dict[str, Any]]:
    answer = evaluate(firm(**changes), toy(), AS_OF)
    return answer, answer.model_dump()["eligibility"][0]["score"]


def ends(value: Any) -> tuple[str, str]:
    low, high = value if isinstance(value, tuple) else (value, value)
    return str(low), str(high)


@pytest.mark.parametrize(("changes", "points", "verdict"), WORKED)
def test_points_are_those_of_the_bands(changes: dict[str, Any], points: tuple[Any, ...], verdict: Any) -> None:
    answer, score = said(changes)
    found = {each["id"]: each for group in score["groups"] for each in group["indicators"]}
    assert tuple(found) == INDICATORS
    assert {name: (each["low"], each["high"]) for name, each in found.items()} == {
        name: ends(each) for name, each in zip(INDICATORS, points, strict=True)
    }
    assert {name: each["maximum"] for name, each in found.items()} == MAXIMA
    lows, highs = ([int(ends(each)[at]) for each in points] for at in (0, 1))
    sums = [(group["points"]["low"], group["points"]["high"], group["points"]["maximum"]) for group in score["groups"]]
    assert sums == [(str(sum(lows[:2])), str(sum(highs[:2])), "50"), (str(sum(lows[2:])), str(sum(highs[2:])), "50")]
    total = score["total"]
    assert (total["low"], total["high"], total["maximum"]) == (str(sum(lows)), str(sum(highs)), "100")
    assert answer.verdict("tier_a") is verdict


def test_each_indicator_says_its_figure_and_its_band() -> None:
    _, score = said({})
    found = {each["id"]: each for group in score["groups"] for each in group["indicators"]}
    assert (found["p_rd"]["figure"], found["p_rd"]["band"]) == ("2%", "1%至3%")
    assert (found["p_debt"]["figure"], found["p_debt"]["band"]) == ("60%", "55%至75%")
    assert (said({"rd_expense": "1万元"})[1]["groups"][0]["indicators"][0]["band"]) == "不足1%"
    assert (said({"rd_expense": "60万元"})[1]["groups"][0]["indicators"][0]["band"]) == "5%以上"
    assert (said({"liabilities": "400万元"})[1]["groups"][1]["indicators"][0]["band"]) == "超过75%"
    assert [
        (each["points"]["label"], each["points"]["asked"], each["points"]["verdict"]) for each in score["groups"]
    ] == [
        ("创新能力", "不低于20", "met"),
        ("成长性", None, None),
    ]
    assert (score["total"]["asked"], score["total"]["verdict"]) == ("不低于60", "not_met")
    assert score["direct"] == [{"text": "近三年获得科技奖励", "verdict": "not_met"}]


def test_the_facts_that_would_decide_are_named_the_weightiest_first() -> None:
    _, score = said({"rd_expense": None, "patents": None})
    assert score["missing"] == ["2025年度研发经费支出", "有效知识产权"]  # 30 points, 20 points
    assert said({})[1]["missing"] == []


def test_points_stand_in_every_form_of_the_answer() -> None:
    answer, _ = said({})
    text, markdown, html = answer.explain(), as_markdown(answer), answer_page(answer)
    assert "研发投入得分：2%，1%至3% → 10分（满分30）" in text
    assert "评价得分 45分（满分100，须不低于60）" in text
    assert "| 研发投入得分 | 2% | 1%至3% | 10分 | 30 |" in markdown
    assert "<td>研发投入得分</td><td>2%</td><td>1%至3%</td><td>10分</td><td>30</td>" in html
    assert "45 points" in answer.explain("en")


def test_a_tier_without_points_has_none() -> None:
    from zjtx_rules.language import load  # noqa: PLC0415 - the bundled file for this one test

    found = evaluate(firm(), load("rizhao"), AS_OF).model_dump()["eligibility"]
    assert found
    assert {each["score"] is None for each in found} == {True}
