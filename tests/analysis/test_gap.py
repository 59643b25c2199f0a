"""The gap under the texts themselves: 日照 日政办字〔2022〕10号, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from rizhao_firm import AS_OF, ZJTX_SME, firm, revenue

from zjtx_rules.analysis.gap.report import Gap, apply, gap, gaps
from zjtx_rules.analysis.gap.targets import named_title
from zjtx_rules.language import load
from zjtx_rules.problems import InputError
from zjtx_rules.profile import Applicant, ServicePlatformProfile
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms import Level, Money
from zjtx_rules.terms.truth import Verdict

RULES = load("rizhao")
BAND = {"revenue_band": "band:20%"}
"""1000万元左右 read as 800万元 to 1200万元."""


def asked(profile: Applicant, target: str, as_of: date = AS_OF, **more: object) -> Gap:
    return gap(profile, RULES, target, as_of, **more)  # type: ignore[arg-type] # readings


def paths(answer: Gap) -> set[str]:
    return {each.path for each in answer.steps}


def wan(amount: int) -> Money:
    return Money(amount * 10_000)


def two_short() -> Applicant:
    # 二2: two years in 日照 end on 2023-11-01; 700万元 lies 100万元 below the band.
    return firm(registrations=[{"region": "日照市", "since": "2021-11-01"}], accounts=revenue("700万元"))


def test_a_firm_short_of_two_conditions_is_told_exactly_these_two() -> None:
    assert paths(asked(two_short(), "二2", readings=BAND)) == {"as_of", "accounts.2022.revenue"}


def test_the_revenue_that_is_missing_is_named_to_the_yuan() -> None:
    step = next(each for each in asked(two_short(), "二2", readings=BAND).steps if each.kind == "change")
    assert (step.before, step.to, step.distance) == (wan(700), wan(800), wan(100))


def test_the_days_that_are_missing_are_counted_to_the_anniversary() -> None:
    step = next(each for each in asked(two_short(), "二2", readings=BAND).steps if each.kind == "wait")
    assert (step.to, step.distance) == (date(2023, 11, 1), 30 + 31)


def test_after_the_two_steps_the_clause_is_met() -> None:
    answer = asked(two_short(), "二2", readings=BAND)
    after = evaluate(apply(answer, two_short()), RULES, answer.ends_on, readings=BAND)
    assert after.verdict("pool.conditions") is Verdict.MET


def test_a_firm_that_meets_everything_needs_nothing() -> None:
    answer = asked(firm(), "pool")
    assert (answer.verdict, answer.steps, answer.ends_on) == (Verdict.MET, (), AS_OF)


def test_a_revenue_beside_the_figure_is_left_to_a_person_who_is_told_the_distance() -> None:
    answer = asked(firm(accounts=revenue("800万元")), "二2")
    assert not answer.steps
    assert [each.distance for each in answer.judgements] == [wan(200)]


def test_a_judgement_made_against_the_firm_is_a_step_of_its_own() -> None:
    answer = asked(firm(attested={"good_prospects": False, "good_benefits": True, "stable_quality": True}), "二2")
    assert [(each.kind, each.path) for each in answer.steps] == [("judge", "attested.good_prospects")]
    assert answer.ways[0].verdict is Verdict.REVIEW


def test_false_information_once_provided_cannot_be_undone() -> None:
    answer = asked(firm(provided_false_information=True), "二2")
    assert not answer.possible
    assert [each.path for each in answer.obstacles] == ["provided_false_information"]


def test_an_accident_is_outlived_on_the_second_anniversary() -> None:
    # 近2年: exactly two years ago lies outside.
    answer = asked(firm(incidents=[{"kind": "safety", "date": "2021-12-15"}]), "二2")
    assert answer.ends_on == date(2023, 12, 15)


def test_what_holds_only_after_the_plan_has_ended_is_no_way() -> None:
    # Two years from 2024-06-01 end on 2026-06-01; the plan is in force until 2025-12-31.
    newcomer = firm(registrations=[{"region": "日照市", "since": "2024-06-01"}])
    answer = asked(newcomer, "二2", date(2025, 9, 1))
    assert not answer.possible
    assert any("2026-06-01" in each.words.zh for each in answer.obstacles)


def test_figures_of_a_later_year_are_to_be_provided_when_the_wait_crosses_new_year() -> None:
    # 二2 asks for last year's revenue: in 2024 that of 2023, which nobody knows in 2023.
    answer = asked(firm(registrations=[{"region": "日照市", "since": "2022-03-01"}]), "二2")
    assert [each.path for each in answer.ways[0].unknown] == ["accounts.2023.revenue"]
    assert answer.ends_on == date(2024, 3, 1)


def test_an_unknown_fact_is_to_be_provided_and_not_changed() -> None:
    answer = asked(firm(meets_safety_rules=None, credit={"bank": True, "tax": False, "social": True}), "二2")
    assert [each.path for each in answer.ways[0].unknown] == ["meets_safety_rules"]
    assert [each.path for each in answer.ways[0].changes] == ["credit.tax"]


def test_of_three_alternatives_those_with_one_change_come_first() -> None:
    # 二1: catalogue and niche; or new growth drivers; or pillar industry and first set. Only the niche is missing of the first.
    answer = asked(firm(facts={"niche_in_four_bases": False}), "二1")
    found = [frozenset(each.path for each in way.steps) for way in answer.ways]
    assert set(found[:2]) == {
        frozenset({"facts.niche_in_four_bases"}),
        frozenset({"facts.product_of_new_growth_drivers"}),
    }
    assert found[2] == {"facts.in_pillar_industry", "facts.main_product_first_set"}


def test_a_title_is_to_be_obtained_not_before_the_day_of_the_question() -> None:
    # 三（一）2: 省级“瞪羚” 最高30万元.
    (step,) = asked(firm(), "瞪羚").steps
    assert (step.kind, step.to.title, step.to.level.id, step.to.date) == ("obtain", "gazelle", "provincial", AS_OF)


def test_a_title_gains_the_ceiling_of_its_award() -> None:
    (gain,) = asked(firm(), "瞪羚").ways[0].gains
    assert (gain.section, gain.up_to.floor, gain.up_to.ceiling) == ("payable", wan(30), wan(30))
    assert (gain.fixed.floor, gain.fixed.ceiling) == (Money.ZERO, Money.ZERO)


def test_beside_a_lower_award_a_title_gains_only_the_difference() -> None:
    # 末段 就高不就低: 20万元 for 省级专精特新 give way to 30万元 for 瞪羚.
    (gain,) = asked(firm(recognitions=[ZJTX_SME]), "瞪羚").ways[0].gains
    assert gain.up_to.floor == wan(10)


def test_a_title_had_before_the_plan_cannot_be_newly_recognised() -> None:
    earlier = {
        "title": "little_giant",
        "level": "national",
        "kind": "new",
        "date": "2021-07-01",
        "expires": "2024-06-30",
    }
    assert not asked(firm(recognitions=[earlier]), "award.little_giant").possible


def test_a_firm_of_another_city_is_told_so() -> None:
    # The pool is open to firms of the city (我市): here the place alone is wrong for the service that asks for the size only.
    elsewhere = firm(region="济南市")
    assert paths(asked(elsewhere, "service.daily")) == {"region"}


def test_a_number_of_the_text_means_each_of_its_clauses() -> None:
    found = {each.clause.id for each in gaps(firm(), RULES, "三（一）2", AS_OF)}
    assert {"right.class_a", "award.unicorn", "award.little_giant", "award.gazelle", "award.zjtx_sme"} <= found


def test_a_clause_is_found_with_its_document() -> None:
    assert asked(firm(), "rizhao-2022:pool").clause.id == "pool"


def problem(profile: Applicant, target: str) -> str:
    with pytest.raises(InputError) as raised:
        asked(profile, target)
    return raised.value.problems[0].code


def test_a_clause_that_does_not_exist_is_an_error() -> None:
    assert problem(firm(), "三（九）99") == "unknown-target"


def test_a_duty_of_the_offices_is_nothing_to_reach() -> None:
    assert problem(firm(), "duty.site_visits") == "not-addressed"


def test_a_clause_for_enterprises_is_nothing_for_a_platform_to_reach() -> None:
    assert problem(ServicePlatformProfile(kind="service_platform"), "pool") == "not-addressed"


def test_a_template_that_no_place_has_adopted_cannot_be_reached() -> None:
    answer = gaps(firm(), load("model_city"), "小巨人", AS_OF)
    assert any(step.path == "adopting" for each in answer for step in each.obstacles)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("创新型", ("innovative_sme", None)),
        ("科技型", ("tech_sme", None)),
        ("科技和创新型", ("tech_innovative_sme", None)),
        ("省级创新型", ("innovative_sme", Level.PROVINCIAL)),
        ("专精特新", ("zjtx_sme", None)),
        ("小巨人", ("little_giant", None)),
        ("创新", None),
        ("中小企业", None),
    ],
)
def test_a_tier_may_be_named_without_the_word_for_the_firm(word: str, meant: object) -> None:
    assert named_title(word) == meant
