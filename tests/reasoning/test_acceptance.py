"""What a user will try first, worked out by hand from the texts: 日照 三（一）2 and 末段, 济南 一（2）."""

from datetime import date
from typing import Any

import pytest

from small_rules import recognition, span
from zjtx_rules.language import load
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reasoning import Evaluation, evaluate
from zjtx_rules.terms.truth import Verdict

LITTLE_GIANT = recognition("little_giant", "2023-07-14", level="national", expires="2026-07-13")
SPECIALISED = recognition("zjtx_sme", "2023-06-01", level="provincial", expires="2026-05-31")
GAZELLE = recognition("gazelle", "2023-05-01", level="provincial", expires="2026-04-30")


def asked(rules: str, as_of: str, readings: dict[str, str] | None = None, **facts: Any) -> Evaluation:
    """Ask the bundled rules about a firm of their city that has received nothing yet."""
    region = {"rizhao": "日照市", "jinan": "济南市"}.get(rules, "日照市")
    firm = EnterpriseProfile.model_validate({"region": region, "awards_received": []} | facts)
    return evaluate(firm, load(rules), date.fromisoformat(as_of), readings=readings)


def payable(evaluation: Evaluation) -> tuple[str, str]:
    """Return fixed sums and ceilings payable now."""
    return span(evaluation.awards.payable.total)


PAID_2022 = {
    "title": "zjtx_sme",
    "level": "provincial",
    "kind": "award",
    "amount": "20万元",
    "date": "2022-11-01",
    "payer": "日照市",
}


@pytest.mark.parametrize(("reading", "expected"), [("top_up", "80万元"), ("same_year", "100万元"), ("nothing", "0元")])
def test_200000_paid_in_2022_and_a_little_giant_in_2023(reading: str, expected: str) -> None:
    # 小巨人 最高100万元; 20万元 received in an earlier year: the difference, the whole, or nothing more.
    earlier = recognition("zjtx_sme", "2022-09-01", level="provincial", expires="2025-08-31")
    facts = {"recognitions": [earlier, LITTLE_GIANT], "awards_received": [PAID_2022]}
    assert payable(asked("rizhao", "2023-09-01", {"upgrade": reading}, **facts)) == ("0元", expected)


def test_the_difference_is_what_is_paid_where_the_caller_says_nothing() -> None:
    facts = {"recognitions": [LITTLE_GIANT], "awards_received": [PAID_2022]}
    assert payable(asked("rizhao", "2023-09-01", **facts)) == ("0元", "80万元")


def test_an_unknown_ledger_leaves_a_range() -> None:
    evaluation = asked("rizhao", "2023-09-01", recognitions=[LITTLE_GIANT], awards_received=None)
    assert payable(evaluation) == ("0元", "0元 to 100万元")
    assert evaluation.missing == ("awards_received",)


def test_of_three_titles_in_one_year_only_the_highest_is_paid() -> None:
    evaluation = asked("rizhao", "2023-09-01", recognitions=[GAZELLE, SPECIALISED, LITTLE_GIANT])
    assert payable(evaluation) == ("0元", "100万元")
    assert evaluation.awards.payable.chosen == ("award.little_giant",)
    assert set(evaluation.awards.payable.suppressed) == {"award.gazelle", "award.zjtx_sme"}


def test_read_per_matter_different_titles_add_up() -> None:
    evaluation = asked(
        "rizhao", "2023-09-01", {"matter": "per_matter"}, recognitions=[GAZELLE, SPECIALISED, LITTLE_GIANT]
    )
    assert payable(evaluation) == ("0元", "150万元")  # 100 + 30 + 20


@pytest.mark.parametrize(("as_of", "expected"), [("2025-12-31", "100万元"), ("2026-01-01", "0元")])
def test_the_last_day_of_the_plan_is_the_last_on_which_it_pays(as_of: str, expected: str) -> None:
    assert payable(asked("rizhao", as_of, recognitions=[LITTLE_GIANT])) == ("0元", expected)


def test_after_the_end_what_may_have_accrued_stands_beside_it() -> None:
    evaluation = asked("rizhao", "2026-01-01", recognitions=[LITTLE_GIANT])
    assert span(evaluation.awards.accrued.total) == ("0元", "100万元")


@pytest.mark.parametrize(("day", "expected"), [("2022-03-22", "0元"), ("2022-03-23", "100万元")])
def test_a_recognition_counts_from_the_first_day_of_the_plan(day: str, expected: str) -> None:
    given = recognition("little_giant", day, level="national")
    assert payable(asked("rizhao", "2022-03-23", recognitions=[given])) == ("0元", expected)


@pytest.mark.parametrize(("since", "expected"), [("2021-09-01", Verdict.MET), ("2021-09-02", Verdict.NOT_MET)])
def test_two_years_in_the_city_to_the_day(since: str, expected: Verdict) -> None:
    # Everything else that 二2 asks for holds, so that the registration alone decides.
    good: dict[str, Any] = {
        "registrations": [{"region": "日照市", "since": since}],
        "independent_legal_person": True,
        "size_class": "small",
        "attested": {"good_prospects": True, "good_benefits": True, "stable_quality": True},
        "meets_energy_rules": True,
        "meets_environment_rules": True,
        "meets_safety_rules": True,
        "accounts": [{"year": 2022, "revenue": "1000万元"}],
        "certificates": [{"kind": "quality_management", "since": "2020-01-01", "expires": "2026-01-01"}],
        "credit": {"bank": True, "tax": True, "social": True},
        "provided_false_information": False,
        "incidents": [],
    }
    assert asked("rizhao", "2023-09-01", **good).verdict("pool.conditions") is expected
    in_review = good | {
        "accounts": [{"year": 2022, "revenue": "980万元"}],
        "registrations": [{"region": "日照市", "since": "2015-01-01"}],
    }
    assert asked("rizhao", "2023-09-01", **in_review).verdict("pool.conditions") is Verdict.REVIEW


def test_a_missing_level_leaves_the_floor_at_nothing() -> None:
    evaluation = asked("rizhao", "2023-09-01", recognitions=[GAZELLE | {"level": None}])
    assert evaluation.verdict("award.gazelle") is Verdict.UNKNOWN
    assert payable(evaluation) == ("0元", "0元 to 30万元")
    assert evaluation.missing == ("recognitions.0.level",)


def test_a_level_cannot_turn_out_two_ways_at_once() -> None:
    # A champion is national (200万元) or provincial (50万元) or of the city (nothing), never two of them.
    given = recognition("champion_enterprise", "2023-05-01")
    assert payable(asked("rizhao", "2023-09-01", {"matter": "per_matter"}, recognitions=[given])) == (
        "0元",
        "0元 to 200万元",
    )


def test_the_jinan_draft_pays_nothing_now_and_2_million_if_adopted() -> None:
    given = [
        recognition("gazelle", "2025-03-01", level="provincial"),
        recognition("little_giant", "2025-09-01", level="national"),
    ]
    evaluation = asked("jinan", "2025-10-01", recognitions=given)
    assert payable(evaluation) == ("0元", "0元")
    (adopted,) = evaluation.awards.if_adopted
    assert span(adopted.total) == ("200万元", "0元")
    written = asked("jinan", "2025-10-01", {"silent": "as_written"}, recognitions=given)
    assert span(written.awards.if_adopted[0].total) == ("250万元", "0元")  # 200 + 50


KEY = {"title": "重点小巨人企业", "kind": "new", "date": "2023-05-10", "expires": "2026-05-09"}
FIRST = {"title": "小巨人", "kind": "new", "date": "2021-07-14", "expires": "2024-07-13"}


@pytest.mark.parametrize("titles", [[KEY], [FIRST, KEY], [KEY, FIRST]])
@pytest.mark.parametrize("rules", ["rizhao", "jinan", "model_city"])
def test_to_be_chosen_among_the_little_giants_is_no_new_title(rules: str, titles: list[dict[str, str]]) -> None:
    """重点“小巨人” is chosen from “小巨人” (财建〔2021〕2号, 财建〔2024〕148号): it pays what the “小巨人” alone would be paid, or nothing."""
    without = [each for each in titles if each is not KEY]

    def sections(some: list[dict[str, str]]) -> list[object]:
        found = asked(rules, "2023-09-01", recognitions=some).awards
        return [found.payable.total, [each.total for each in found.if_adopted]]

    assert sections(titles) == sections(without)
