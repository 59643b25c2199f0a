"""From when drafts and templates are taken to be in force, and so from when a title is new under them (reading 41)."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_rules import MET, NOT_MET, applicant, clause, recognition, rules_of
from zjtx_rules import evaluate, load
from zjtx_rules.analysis.gap.report import gap

DAY = timedelta(days=1)
BEGINS = date(2024, 1, 1)
NEW = "{newly_recognised: {title: little_giant}}"


def document(status: str, around: str = "") -> Any:
    """Return a rule file of one document of a status, with one award."""
    head = f"""\
jurisdiction: {{name: 济南市, code: "370100"}}
documents:
- id: small
  title: 小样
  status: {status}
"""
    return rules_of(clause("award.one", when=NEW, pays="{sum: 200万元}"), around=around, readings="", head=head)


def asked(rules: Any, day: date, **question: Any) -> Any:
    """Ask about a firm that was recognised on a day."""
    profile = applicant(recognitions=[recognition("little_giant", day.isoformat())], awards_received=[])
    return evaluate(profile, rules, date(2024, 6, 30), **question)


@given(begins=st.dates(date(2000, 1, 1), date(2024, 6, 30)), status=st.sampled_from(["draft", "template"]))
def test_a_title_is_new_from_that_day_on(begins: date, status: str) -> None:
    rules = document(status)
    assert asked(rules, begins, adopted_from=begins).verdict("award.one") is MET
    assert asked(rules, begins - DAY, adopted_from=begins).verdict("award.one") is NOT_MET
    assert asked(rules, begins - DAY).verdict("award.one") is MET


def test_it_stands_for_a_first_day_that_the_draft_states() -> None:
    rules = document("draft", "in_force: {from: 2024-03-01}\n")
    assert asked(rules, BEGINS).verdict("award.one") is NOT_MET
    assert asked(rules, BEGINS, adopted_from=BEGINS).verdict("award.one") is MET


def test_a_document_that_was_issued_keeps_its_own_dates() -> None:
    rules = document("issued", "in_force: {from: 2022-01-01, to: 2025-12-31}\n")
    assert asked(rules, BEGINS - DAY, adopted_from=BEGINS).verdict("award.one") is MET


def test_both_questions_may_be_asked_of_one_rule_set() -> None:
    rules = document("draft")
    verdicts = [asked(rules, BEGINS - DAY, adopted_from=each).verdict("award.one") for each in (None, BEGINS, None)]
    assert verdicts == [MET, NOT_MET, MET]


def test_undated_recognitions_are_held_to_it_too() -> None:
    rules = document("draft")
    one = recognition("little_giant", None, expires="2023-12-31")
    profile = applicant(recognitions=[one], awards_received=[])
    assert evaluate(profile, rules, date(2024, 6, 30)).verdict("award.one") is MET
    assert evaluate(profile, rules, date(2024, 6, 30), adopted_from=BEGINS).verdict("award.one") is NOT_MET


@pytest.mark.parametrize("wrong", ["2024-01-01", datetime(2024, 1, 1), 2024])  # noqa: DTZ001 - a moment is refused
def test_what_is_no_day_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="adopted_from is a day"):
        asked(document("draft"), BEGINS, adopted_from=wrong)


def test_an_answer_keeps_it_on_the_way_to_another_process() -> None:
    answer = asked(load("jinan"), BEGINS, adopted_from=BEGINS)
    again = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own
    assert again.adopted_from == BEGINS
    assert again.model_dump_json() == answer.model_dump_json()


def test_the_gap_asks_for_a_title_from_that_day_on() -> None:
    profile = applicant(recognitions=[recognition("little_giant", "2023-12-31")], awards_received=[])
    rules, as_of = document("draft"), date(2024, 6, 30)
    assert gap(profile, rules, "award.one", as_of).verdict is MET
    assert gap(profile, rules, "award.one", as_of, adopted_from=BEGINS).verdict is NOT_MET
