"""入驻基地满12个月且上年度新被认定: 济南 二（五） (readings 13, 14)."""

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, answer, applicant, clause, codes, recognition, rules_of
from zjtx_rules.terms.truth import Verdict


def cultivated(resident_at: str = "recognition", around: str = "", **tenant: object) -> Verdict:
    """Return the verdict on one tenant as of 2024-05-01: a provincial gazelle recognised on 2023-05-10."""
    condition = (
        "{cultivated: {title: gazelle, level: provincial, in: prior_calendar_year, "
        f"resident_for: 12个月, resident_at: {resident_at}}}}}"
    )
    pays = f"{{per_item: {{of: tenants, when: {condition}, sum: 10万元}}}}"
    base = {"entered": "2022-01-01", "recognitions": [recognition("gazelle", level="provincial")]}
    rules = rules_of(clause("award.base", to="startup_base", pays=pays), around=around)
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


@pytest.mark.parametrize(("around", "counts"), [("settings: {lapsed_counts_as_new: true}\n", MET), ("", NOT_MET)])
def test_new_means_the_same_for_a_tenant_as_for_a_firm(around: str, counts: object) -> None:
    again = recognition("gazelle", level="provincial", kind="re_recognition", previous_expires="2023-05-09")
    assert cultivated(around=around, recognitions=[again]) is counts
    in_time = again | {"previous_expires": "2023-05-10"}
    assert cultivated(around=around, recognitions=[in_time]) is NOT_MET
    unknown = again | {"previous_expires": None}
    assert cultivated(around=around, recognitions=[unknown]) is (UNKNOWN if counts is MET else NOT_MET)


@pytest.mark.parametrize(("entered", "expected"), [("2019-01-01", UNKNOWN), ("2023-06-01", NOT_MET)])
def test_an_undated_recognition_after_a_lapse_is_looked_at_on_every_day_it_may_have_been_given(
    entered: str, expected: object
) -> None:
    # Given again at some time in 2023, after 2022-05-31; whoever came in June 2023 cannot have been there for a year.
    first = recognition("gazelle", "2019-06-01", level="provincial", expires="2022-05-31")
    again = recognition("gazelle", None, level="provincial", kind="re_recognition", previous_expires="2022-05-31")
    around = "settings: {lapsed_counts_as_new: true}\n"
    assert cultivated(around=around, entered=entered, recognitions=[first, again]) is expected
