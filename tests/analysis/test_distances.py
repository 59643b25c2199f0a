"""How far a profile is from each kind of condition, the figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from small_rules import AS_OF, applicant, clause, rules_of
from zjtx_rules.analysis.gap.apply_steps import changed
from zjtx_rules.analysis.gap.report import Gap, gap
from zjtx_rules.conditions.distance import Step
from zjtx_rules.conditions.levers import Span, cell_of, reach_span
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.facts import facts_of
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Duration, Money, Percentage, SizeClass, latest_start
from zjtx_rules.words import Words


def asked(condition: str, *, as_of: date = AS_OF, around: str = "", **fields: Any) -> Gap:
    rules = rules_of(clause("tier", "tier", when=condition), around=around)
    return gap(applicant(**fields), rules, "tier", as_of)


def only(condition: str, **fields: Any) -> Step:
    (step,) = asked(condition, **fields).steps
    return step


def account(**figures: Any) -> list[dict[str, Any]]:
    return [{"year": 2022, **figures}]


def test_a_threshold_that_includes_its_number_needs_exactly_the_number() -> None:
    step = only("{fact: revenue_last_year, at_least: 1000万元}", accounts=account(revenue="999.9999万元"))
    assert (step.to, step.distance) == (Money.parse("1000万元"), Money.parse("1元"))


def test_more_than_a_sum_needs_one_fen_more() -> None:
    step = only("{fact: revenue_last_year, more_than: 1000万元}", accounts=account(revenue="1000万元"))
    assert step.distance == Money(Decimal("0.01"))


def test_less_than_a_count_needs_one_less() -> None:
    assert only("{fact: invention_patents, less_than: 15}", invention_patents=20).to == 14


def test_of_a_range_the_nearer_bound_is_what_is_missing() -> None:
    step = only("{fact: employees_last_year, more_than: 20, at_most: 300}", accounts=account(employees=312))
    assert (step.to, step.distance) == (300, 12)


def test_a_range_between_which_nothing_lies_is_no_advice() -> None:
    assert not asked("{fact: invention_patents, more_than: 14, less_than: 15}", invention_patents=3).possible


def test_a_share_is_reached_by_its_part() -> None:
    # 3% of 3000万元 are 90万元.
    step = only("{fact: rd_share_last_year, at_least: 3%}", accounts=account(revenue="3000万元", rd_expense="60万元"))
    assert (step.path, step.to, step.distance) == ("accounts.2022.rd_expense", Money(900_000), Money(300_000))


def test_a_share_that_is_no_whole_fen_is_rounded_to_the_side_that_suffices() -> None:
    # 3% of 100.01元 are 3.0003元.
    step = only("{fact: rd_share_last_year, at_least: 3%}", accounts=account(revenue="100.01元", rd_expense="1元"))
    assert step.to == Money(Decimal("3.01"))


def test_two_conditions_on_one_figure_are_solved_together() -> None:
    # The revenue must be 1000万元, and 3% of that are 30万元.
    answer = asked(
        "{all: [{fact: rd_share_last_year, at_least: 3%}, {fact: revenue_last_year, at_least: 1000万元}]}",
        accounts=account(revenue="500万元", rd_expense="15万元"),
    )
    assert {each.path: each.to for each in answer.steps} == {
        "accounts.2022.revenue": Money.parse("1000万元"),
        "accounts.2022.rd_expense": Money.parse("30万元"),
    }


def test_growth_is_reached_by_the_later_year() -> None:
    accounts = [{"year": 2021, "revenue": "1000万元"}, *account(revenue="1050万元")]
    assert only("{fact: revenue_growth, at_least: 10%}", accounts=accounts).to == Money.parse("1100万元")


def test_a_figure_of_a_year_that_has_ended_is_said_to_be_for_a_later_year() -> None:
    step = only("{fact: revenue_last_year, at_least: 1000万元}", accounts=account(revenue="800万元"))
    assert "该年度已结束" in step.words.zh


def test_a_large_enterprise_becomes_medium_by_its_nearest_indicator() -> None:
    # 工业: large from 1000 people and 40000万元; 999 people are enough to be medium, and 1 of 1000 is nearer.
    step = only(
        "{fact: sme_size, one_of: [micro, small, medium]}",
        industry="C3670",
        accounts=account(employees=1000, revenue="80000万元"),
    )
    assert (step.path, step.to) == ("accounts.2022.employees", 999)


def test_an_established_size_class_is_changed_to_the_nearest() -> None:
    step = only("{fact: sme_size, one_of: [micro, small]}", size_class="large")
    assert (step.path, step.to) == ("size_class", SizeClass.SMALL)


def test_an_industry_outside_the_standard_is_for_a_person_to_judge() -> None:
    answer = asked("{fact: sme_size, one_of: [micro, small]}", industry="J6620")
    assert [each.kind for each in answer.judgements] == ["judge"]


def test_a_fact_declared_by_the_file_is_changed_under_facts() -> None:
    assert (
        only("{fact: in_priority_industry}", facts={"in_priority_industry": False}).path == "facts.in_priority_industry"
    )


def test_a_registration_is_waited_for_until_the_anniversary() -> None:
    step = only("{registered: {for_at_least: 2年}}", registrations=[{"region": "日照市", "since": "2022-02-28"}])
    assert (step.kind, step.to) == ("wait", date(2024, 2, 28))


def test_who_is_not_registered_registers_on_the_day_of_the_question_and_waits() -> None:
    steps = asked("{registered: {for_at_least: 2年}}", registrations=[]).steps
    assert [each.kind for each in steps] == ["change", "wait"]
    assert (steps[0].to.since, steps[1].to) == (AS_OF, date(2025, 9, 1))


def test_an_unknown_registration_is_to_be_provided() -> None:
    step = only("{registered: {for_at_least: 2年}}")
    assert (step.kind, step.to[0].since) == ("provide", date(2021, 9, 1))


def test_a_move_counts_from_the_day_of_the_question() -> None:
    steps = asked("{relocated: {operated_for: 1年}}", relocation="none").steps
    assert [(each.kind, each.path) for each in steps] == [("change", "relocation"), ("wait", "as_of")]
    assert steps[1].to == date(2024, 9, 1)


def test_a_move_of_a_part_of_the_enterprise_stays_one() -> None:
    moved = {"into": "日照市", "date": "2022-01-01", "whole": False, "operating_normally": True}
    assert not asked("{relocated: {operated_for: 1年}}", relocation=moved).possible


def test_a_certificate_is_obtained_from_the_day_of_the_question_on() -> None:
    step = only("{certified: quality_management}", certificates=[])
    assert (step.kind, step.to.since) == ("obtain", AS_OF)


def test_a_certificate_that_begins_later_is_waited_for() -> None:
    later = {"kind": "quality_management", "since": "2023-09-20", "expires": "2026-09-19"}
    step = only("{certified: quality_management}", certificates=[later])
    assert (step.kind, step.to) == ("wait", date(2023, 9, 20))


def test_an_accident_leaves_the_period_exactly_when_it_is_over() -> None:
    step = only(
        "{none: [{incident: {of: [safety], within: 2年}}]}", incidents=[{"kind": "safety", "date": "2021-09-02"}]
    )
    assert (step.kind, step.to) == ("wait", date(2023, 9, 2))


def test_an_accident_of_unknown_kind_is_merely_unknown() -> None:
    step = only("{none: [{incident: {of: [safety], within: 2年}}]}", incidents=[{"date": "2023-01-01"}])
    assert (step.kind, step.path) == ("provide", "incidents.0.kind")


def test_an_accident_is_never_aimed_for() -> None:
    assert not asked("{incident: {of: [safety], within: 2年}}", incidents=[]).possible


def test_a_title_that_has_ended_is_renewed_and_not_had_anew() -> None:
    ended = {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2019-01-01", "expires": "2022-12-31"}
    step = only("{holds: {title: gazelle, level: provincial}}", recognitions=[ended])
    assert (step.kind, step.to.kind, step.to.date) == ("obtain", RecognitionKind.RENEWAL, AS_OF)


def test_a_window_that_has_passed_leaves_no_title_to_obtain() -> None:
    around = "in_force: {from: 2022-01-01, to: 2023-06-30}\n"
    assert not asked("{newly_recognised: {title: gazelle}}", recognitions=[], around=around).possible


def test_a_title_of_the_year_before_is_obtained_now_and_counts_next_year() -> None:
    steps = asked("{newly_recognised: {title: gazelle, in: prior_calendar_year}}", recognitions=[]).steps
    assert [(each.kind, each.to if each.kind == "wait" else each.to.date) for each in steps] == [
        ("obtain", AS_OF),
        ("wait", date(2024, 1, 1)),
    ]


def test_a_title_of_unknown_level_is_merely_unknown() -> None:
    held = {"title": "gazelle", "kind": "new", "date": "2023-05-10"}
    step = only("{newly_recognised: {title: gazelle, level: provincial}}", recognitions=[held])
    assert (step.kind, step.path) == ("provide", "recognitions.0.level")


def test_a_title_still_in_force_is_renewed_only_after_it_has_ended() -> None:
    held = {"title": "gazelle", "level": "provincial", "kind": "new", "date": "2021-01-01", "expires": "2023-12-31"}
    steps = asked("{renewed: {title: gazelle}}", recognitions=[held]).steps
    assert [(each.kind, each.to if each.kind == "wait" else each.to.date) for each in steps] == [
        ("obtain", date(2024, 1, 1)),
        ("wait", date(2024, 1, 1)),
    ]


def test_a_title_never_had_cannot_be_renewed() -> None:
    assert not asked("{renewed: {title: gazelle}}", recognitions=[]).possible


def test_of_a_list_as_many_are_turned_as_are_missing() -> None:
    parts = "{fact: bank_credit_good}, {fact: tax_credit_good}, {fact: social_credit_good}"
    answer = asked(
        f"{{at_least_of: {{count: 2, of: [{parts}]}}}}", credit={"bank": True, "tax": False, "social": False}
    )
    assert [len(each.steps) for each in answer.ways] == [1, 1]


def test_a_reading_under_which_a_clause_never_holds_leaves_no_way() -> None:
    assert not asked("{always: false}").possible


def test_conditions_that_exclude_one_another_leave_no_way() -> None:
    answer = asked("{all: [{fact: tax_credit_good}, {none: [{fact: tax_credit_good}]}]}", credit={"tax": False})
    assert not answer.possible
    assert answer.obstacles


@pytest.mark.parametrize(
    ("period", "on", "start"),
    [
        ("2年", date(2023, 9, 1), date(2021, 9, 1)),
        # 民法典 第二百零二条: one year from 2024-02-29 ends on 2025-02-28, and so does one from 2024-02-28.
        ("1年", date(2025, 2, 28), date(2024, 2, 29)),
        # One month from 31 January ends on the last of February.
        ("1个月", date(2023, 2, 28), date(2023, 1, 31)),
        ("12个月", date(2023, 12, 31), date(2022, 12, 31)),
        ("30天", date(2023, 3, 31), date(2023, 3, 1)),
    ],
)
def test_the_latest_beginning_of_a_period_is_found(period: str, on: date, start: date) -> None:
    assert latest_start(Duration.parse(period), on) == start


def test_every_fact_of_an_enterprise_rests_on_a_field_that_can_be_moved() -> None:
    # A fact that is added later and that no field is known for would be advised under `facts`, where nobody reads it.
    situation = Situation.of(EnterpriseProfile(), AS_OF)
    derived = {
        "sme_size",
        "rd_share_last_year",
        "main_business_share_last_year",
        "main_business_growth",
        "revenue_growth",
    }
    for name, fact in facts_of("enterprise").items():
        if name not in derived:
            assert not cell_of(fact, situation, AS_OF).path.startswith("facts."), name


@pytest.mark.parametrize(
    "name",
    sorted(name for name, fact in facts_of("enterprise").items() if fact.type in ("money", "count", "percentage")),
)
def test_moving_the_fields_of_a_quantity_moves_the_quantity(name: str) -> None:
    fact = facts_of("enterprise")[name]
    bounds: dict[str, Any] = {"money": Money(500), "count": 7, "percentage": Percentage(Decimal("0.07"))}
    profile = EnterpriseProfile()
    span = Span(low=bounds[fact.type])
    for way in reach_span(fact, Situation.of(profile, AS_OF), [span], Words("", ""), AS_OF):
        value, _ = fact.read(Situation.of(changed(profile, way), AS_OF))
        assert value == bounds[fact.type]
