"""A title given within so many months: 近18个月内获得认定. Exactly so many months ago lies outside, the as-of day inside."""

from datetime import date

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, clause, missing_of, one_award, recognition, rules_of, verdict
from zjtx_rules import EnterpriseProfile, diff, evaluate, load_text
from zjtx_rules.analysis.checking import Subject, examine
from zjtx_rules.analysis.checks import CHECKS
from zjtx_rules.analysis.gap.report import gap

WITHIN = "{recognised_within: {title: gazelle, level: provincial, months: 18}}"


def held(day: str | None, **more: object) -> list[dict[str, object]]:
    return [recognition("gazelle", day, level="provincial") | more]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-03-01", NOT_MET),  # 18 months before 2023-09-01
        ("2022-03-02", MET),
        ("2023-09-01", MET),
        ("2023-09-02", NOT_MET),
        ("2022-02", NOT_MET),
        ("2022-03", UNKNOWN),
        ("2022-04", MET),
    ],
)
def test_the_period_ends_as_the_law_counts_it(day: str, expected: object) -> None:
    assert verdict(WITHIN, recognitions=held(day)) is expected


def test_a_period_from_a_day_that_its_last_month_does_not_have_ends_on_the_last_of_that_month() -> None:
    # 民法典 第二百零二条: six months from 2023-02-28 end on 2023-08-28, from 2023-03-01 on 2023-09-01.
    half = "{recognised_within: {title: gazelle, months: 6}}"
    assert verdict(half, as_of=date(2023, 8, 31), recognitions=held("2023-02-28")) is NOT_MET
    assert verdict(half, as_of=date(2023, 8, 31), recognitions=held("2023-03-01")) is MET


def test_every_kind_of_recognition_counts_and_other_levels_do_not() -> None:
    assert verdict(WITHIN, recognitions=held("2023-01-01", kind="renewal")) is MET
    assert verdict(WITHIN, recognitions=held("2023-01-01", level="city")) is NOT_MET


@pytest.mark.parametrize("field", ["date", "level"])
def test_a_missing_field_leaves_it_unknown(field: str) -> None:
    given = held("2023-01-01", **{field: None})
    assert verdict(WITHIN, recognitions=given) is UNKNOWN
    assert missing_of(WITHIN, recognitions=given) == (f"recognitions.0.{field}",)


def test_the_award_of_a_title_of_unknown_day_is_a_range() -> None:
    rules = load_text(one_award("10万元", when="{recognised_within: {title: gazelle, months: 12}}"))
    given = {"region": "日照市", "recognitions": held(None), "awards_received": []}
    found = evaluate(EnterpriseProfile.model_validate(given), rules, date(2023, 9, 1)).awards.payable.total.fixed
    assert (str(found.floor), str(found.ceiling)) == ("0元", "10万元")


def test_a_longer_period_lets_more_in() -> None:
    old, new = (
        load_text(one_award("10万元", when=f"{{recognised_within: {{title: gazelle, months: {months}}}}}"), name)
        for months, name in ((12, "old.yaml"), (18, "new.yaml"))
    )
    assert [(each.code, each.effect.access) for each in diff(old, new).changes()] == [("period-lengthened", "wider")]
    assert [(each.code, each.effect.access) for each in diff(new, old).changes()] == [("period-shortened", "narrower")]


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [(12, 24, ["never-holds"]), (24, 12, [])],
)
def test_what_is_within_a_shorter_period_is_within_a_longer_one(inner: int, outer: int, expected: list[str]) -> None:
    when = (
        f"{{all: [{{recognised_within: {{title: gazelle, months: {inner}}}}}, "
        f"{{none: [{{recognised_within: {{title: gazelle, months: {outer}}}}}]}}]}}"
    )
    loaded = rules_of(clause("tier", "tier", when=when)).files[0]
    assert [each.code for each in examine(Subject(loaded, (loaded,)), [CHECKS["never-holds"]])] == expected


def test_the_way_there_is_to_obtain_the_title_and_the_way_back_is_time() -> None:
    rules = rules_of(clause("tier", "tier", when=WITHIN), clause("none", "tier", when=f"{{none: [{WITHIN}]}}"))
    enterprise = EnterpriseProfile.model_validate({"region": "日照市", "recognitions": []})
    (step,) = gap(enterprise, rules, "tier", date(2023, 9, 1)).steps
    assert (step.kind, step.to.title, step.to.date) == ("obtain", "gazelle", date(2023, 9, 1))
    enterprise = EnterpriseProfile.model_validate({"region": "日照市", "recognitions": held("2023-01-31")})
    (step,) = gap(enterprise, rules, "none", date(2023, 9, 1)).steps
    # 18 months from 2023-01-31 end on 2024-07-31, which no longer counts.
    assert (step.kind, step.to) == ("wait", date(2024, 7, 31))
