"""The ladder of ranks: where a firm stands, what the texts require, what a rank would bring."""

from __future__ import annotations

from datetime import date

from rizhao_firm import AS_OF, ZJTX_SME, firm

from zjtx_rules.analysis.gap.ladder import Rung, ladder
from zjtx_rules.language import load
from zjtx_rules.profile import Applicant, ServicePlatformProfile
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms import Level, Money


def rungs(profile: Applicant, *rules: str, as_of: date = AS_OF) -> dict[str, Rung]:
    found = ladder(evaluate(profile, load(*rules or ("rizhao",)), as_of))
    return {each.title or each.requirements[0].prepared.clause.id: each for each in found}


def test_the_ranks_stand_in_the_order_of_the_ladder_and_the_pools_after_them() -> None:
    assert list(rungs(firm())) == [
        "innovative_sme",
        "zjtx_sme",
        "little_giant",
        "gazelle",
        "unicorn",
        "champion_enterprise",
        "champion_product",
        "pool",
    ]


def test_a_title_in_force_is_held_with_level_and_validity() -> None:
    rung = rungs(firm(recognitions=[ZJTX_SME]))["zjtx_sme"]
    assert rung.standing == "held"
    assert rung.held is not None
    assert (rung.held.level, rung.held.date, rung.held.expires) == (
        Level.PROVINCIAL,
        date(2023, 5, 10),
        date(2026, 5, 9),
    )


def test_of_two_levels_the_higher_is_what_is_held() -> None:
    city = {**ZJTX_SME, "level": "city", "date": "2023-08-01", "expires": "2026-07-31"}
    rung = rungs(firm(recognitions=[ZJTX_SME, city]))["zjtx_sme"]
    assert rung.held is not None
    assert rung.held.level is Level.PROVINCIAL


def test_the_last_day_of_a_validity_counts_and_the_day_after_does_not() -> None:
    holder = firm(recognitions=[ZJTX_SME])
    assert rungs(holder, as_of=date(2026, 5, 9))["zjtx_sme"].held is not None
    after = rungs(holder, as_of=date(2026, 5, 10))["zjtx_sme"]
    assert (after.held, after.lapsed and after.lapsed.date) == (None, date(2023, 5, 10))


def test_where_the_texts_state_no_condition_the_ladder_invents_none() -> None:
    # 山东 二（三） names 小巨人 as a rung and states no threshold for it.
    rung = rungs(firm(), "shandong")["little_giant"]
    assert (rung.standing, rung.requirements, rung.gap) == ("not_stated", (), None)


def test_titles_of_which_nothing_is_known_are_unknown() -> None:
    assert rungs(firm(recognitions=None))["gazelle"].standing == "unknown"
    some = rungs(firm(recognitions=[ZJTX_SME], recognitions_complete=False))
    assert (some["zjtx_sme"].standing, some["gazelle"].standing) == ("held", "unknown")


def test_a_title_brings_the_difference_to_the_award_there_is() -> None:
    # 三（一）2 and 末段: 最高100万元 for 小巨人 in place of 最高20万元 for 省级专精特新.
    (brings,) = rungs(firm(recognitions=[ZJTX_SME]))["little_giant"].brings
    assert brings.level is Level.NATIONAL
    assert [each.up_to.floor for each in brings.gains] == [Money(800_000)]


def test_a_level_that_the_texts_do_not_pay_brings_nothing() -> None:
    # 日照 pays 省级瞪羚, not 市级瞪羚.
    assert [each.level for each in rungs(firm())["gazelle"].brings] == [Level.PROVINCIAL]


def test_a_title_held_brings_nothing_more() -> None:
    assert rungs(firm(recognitions=[ZJTX_SME]))["zjtx_sme"].brings == ()


def test_the_awards_that_name_a_title_are_listed() -> None:
    named = {each.prepared.clause.id for each in rungs(firm())["gazelle"].named_in}
    assert "award.gazelle" in named


def test_a_firm_that_meets_the_pool_is_eligible() -> None:
    assert rungs(firm())["pool"].standing == "eligible"


def test_a_firm_short_of_the_pool_is_told_what_is_missing() -> None:
    rung = rungs(firm(credit={"bank": True, "tax": False, "social": True}))["pool"]
    assert rung.standing == "gap"
    assert rung.gap is not None
    assert [each.path for each in rung.gap.steps] == ["credit.tax"]


def test_the_parts_of_a_pool_are_no_rungs_of_their_own() -> None:
    # 二1 and 二2 are the two halves of 二.
    assert not {"pool.fields", "pool.conditions"} & rungs(firm()).keys()


def test_a_service_platform_has_no_rank_of_an_enterprise() -> None:
    assert not rungs(ServicePlatformProfile(kind="service_platform"))
