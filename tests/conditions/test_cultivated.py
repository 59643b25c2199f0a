"""入驻基地满12个月且上年度新被认定: 济南 二（五） (readings 13, 14)."""

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, answer, applicant, clause, codes, recognition, rules_of
from zjtx_rules.terms.truth import Verdict


def cultivated(resident_at: str = "recognition", **tenant: object) -> Verdict:
    """Return the verdict on one tenant as of 2024-05-01: a provincial gazelle recognised on 2023-05-10."""
    condition = (
        "{cultivated: {title: gazelle, level: provincial, in: prior_calendar_year, "
        f"resident_for: 12个月, resident_at: {resident_at}}}}}"
    )
    pays = f"{{per_item: {{of: tenants, when: {condition}, sum: 10万元}}}}"
    base = {"entered": "2022-01-01", "recognitions": [recognition("gazelle", level="provincial")]}
    rules = rules_of(clause("award.base", to="startup_base", pays=pays))
    return answer(rules, applicant("startup_base", tenants=[base | tenant]), "2024-05-01").verdict("award.base")


@pytest.mark.parametrize(("entered", "expected"), [("2022-05-10", MET), ("2022-05-11", REVIEW)])
def test_twelve_months_to_the_day_count_and_reached_only_later_a_person_judges(entered: str, expected: object) -> None:
    assert cultivated(entered=entered) is expected


@pytest.mark.parametrize(("entered", "expected"), [("2023-05-01", REVIEW), ("2023-05-02", NOT_MET)])
def test_not_reached_even_at_the_application_it_is_not_met(entered: str, expected: object) -> None:
    assert cultivated(entered=entered) is expected


@pytest.mark.parametrize(
    ("resident_at", "entered", "expected"),
    [
        ("year_end", "2022-12-31", MET),
        ("year_end", "2023-01-01", NOT_MET),
        ("application", "2023-05-01", MET),
        ("application", "2023-05-02", NOT_MET),
    ],
)
def test_the_other_readings_take_another_day(resident_at: str, entered: str, expected: object) -> None:
    assert cultivated(resident_at, entered=entered) is expected


@pytest.mark.parametrize(("left", "expected"), [("2023-05-09", NOT_MET), ("2023-05-10", MET)])
def test_one_who_had_left_before_the_recognition_was_not_cultivated_here(left: str, expected: object) -> None:
    assert cultivated(left=left) is expected


@pytest.mark.parametrize(("day", "expected"), [("2022-12-31", NOT_MET), ("2023-12-31", MET), ("2024-01-01", NOT_MET)])
def test_the_recognition_lies_in_the_calendar_year_before_the_application(day: str, expected: object) -> None:
    assert cultivated(entered="2015-01-01", recognitions=[recognition("gazelle", day, level="provincial")]) is expected


def test_a_renewal_was_not_cultivated() -> None:
    given = [recognition("gazelle", level="provincial", kind="renewal")]
    assert cultivated(recognitions=given) is NOT_MET


@pytest.mark.parametrize("field", ["level", "kind", "date"])
def test_a_missing_field_of_the_recognition_leaves_it_unknown(field: str) -> None:
    assert cultivated(recognitions=[recognition("gazelle", level="provincial") | {field: None}]) is UNKNOWN


def test_an_unknown_day_of_entry_leaves_it_unknown() -> None:
    assert cultivated(entered=None) is UNKNOWN
    assert cultivated(recognitions=None) is UNKNOWN


def test_it_is_for_enterprises_in_a_base_only() -> None:
    condition = "{cultivated: {title: gazelle, resident_for: 12个月}}"
    assert "wrong-scope" in codes(clause("tier", "tier", when=condition))
