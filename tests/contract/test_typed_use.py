"""The natural way to use the library, with every type stated: mypy --strict checks this file, and it runs."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_type

import pytest

import zjtx_rules as zjtx

DAY = date(2023, 9, 1)
FIRM: dict[str, Any] = {
    "region": "日照市",
    "recognitions": [{"title": "little_giant", "level": "national", "kind": "new", "date": "2023-07-14"}],
    "awards_received": [],
}


@pytest.fixture(scope="module")
def rules() -> zjtx.RuleSet:
    return zjtx.load("rizhao")


def test_a_question_and_its_answer(rules: zjtx.RuleSet) -> None:
    firm = zjtx.read_applicant(FIRM)
    assert_type(firm, zjtx.Applicant)
    answer = zjtx.evaluate(firm, rules, DAY)
    assert_type(answer, zjtx.Evaluation)
    assert_type(answer.awards, zjtx.Awards)
    assert_type(answer.awards.payable, zjtx.Section)
    assert_type(answer.awards.payable.total, zjtx.Totals)
    assert_type(answer.awards.payable.total.up_to.floor, zjtx.Money)
    assert_type(answer.verdict("award.little_giant"), zjtx.Verdict)
    assert_type(answer.document(), zjtx.Answer)
    assert_type(answer.document("en", detail="normal"), zjtx.NormalAnswer)
    assert_type(answer.document(detail="brief"), zjtx.BriefAnswer)
    assert_type(answer.model_dump(detail="brief"), dict[str, Any])
    assert_type(answer.model_dump_json(detail="brief"), str)
    assert_type(answer.explain(), str)
    assert answer.document(detail="brief").payable.total.text == "最高100万元"
    assert answer.document(detail="brief").model_dump(mode="json") == answer.model_dump(detail="brief")


def test_what_else_is_asked_of_a_firm(rules: zjtx.RuleSet) -> None:
    firm = zjtx.EnterpriseProfile.model_validate(FIRM)
    answer = zjtx.evaluate(firm, rules, as_of=DAY)
    assert_type(zjtx.match(answer, "clause"), zjtx.Matching)
    found = zjtx.gap(firm, rules, "unicorn", DAY)
    assert_type(found, zjtx.Gap)
    assert found.possible
    assert zjtx.match(answer).groups


def test_what_is_asked_of_rules(rules: zjtx.RuleSet) -> None:
    other = zjtx.load("jinan")
    assert_type(zjtx.check(["rizhao"]), zjtx.Report)
    assert_type(zjtx.diff(rules, other), zjtx.RuleDiff)
    assert_type(zjtx.compare([rules, other]), zjtx.Matrix)
    assert_type(zjtx.schema("profile"), dict[str, Any])
    firm = zjtx.EnterpriseProfile(name="某公司")
    assert_type(zjtx.impact([firm], rules, rules, DAY), zjtx.Impact)
    assert zjtx.impact([firm], rules, rules, DAY).same == 1


def test_bad_input_is_data() -> None:
    with pytest.raises(zjtx.InputError) as raised:
        zjtx.read_applicant({"regoin": "日照市"})
    assert_type(raised.value, zjtx.InputError)
    assert_type(raised.value.to_dict(), dict[str, Any])
    assert [each.code for each in raised.value.problems] == ["unknown-key"]
