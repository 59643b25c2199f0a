"""近2年未发生过…事故及受到处罚: 日照 二2 (reading 20)."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict

WITHIN = "{incident: {of: [safety, quality, environment], within: 2年}}"
BY_YEAR = "{incident: {of: [生产安全], within: 2年, counted: calendar_years}}"


@pytest.mark.parametrize(("day", "expected"), [("2021-09-01", NOT_MET), ("2021-09-02", MET), ("2023-09-01", MET)])
def test_exactly_two_years_ago_lies_outside(day: str, expected: object) -> None:
    assert verdict(WITHIN, incidents=[{"kind": "safety", "date": day}]) is expected


def test_what_is_still_to_come_has_not_happened() -> None:
    assert verdict(WITHIN, incidents=[{"kind": "safety", "date": "2023-09-02"}]) is NOT_MET


def test_other_kinds_do_not_count() -> None:
    assert verdict(WITHIN, incidents=[{"kind": "other", "date": "2023-01-01"}]) is NOT_MET


@pytest.mark.parametrize(("day", "expected"), [("2020-12-31", NOT_MET), ("2021-01-01", MET)])
def test_counted_by_calendar_years_two_whole_years_before_count(day: str, expected: object) -> None:
    # As of 2023-09-01 the two calendar years before are 2021 and 2022.
    assert verdict(BY_YEAR, incidents=[{"kind": "safety", "date": day}]) is expected


def test_none_is_not_unknown() -> None:
    assert verdict(WITHIN, incidents=[]) is NOT_MET
    assert verdict(WITHIN) is UNKNOWN


@pytest.mark.parametrize("field", ["kind", "date"])
def test_a_missing_field_leaves_it_unknown(field: str) -> None:
    given = {"kind": "safety", "date": "2023-01-01"} | {field: None}
    assert verdict(WITHIN, incidents=[given]) is UNKNOWN
    assert missing_of(WITHIN, incidents=[given]) == (f"incidents.0.{field}",)


def test_an_old_incident_of_unknown_kind_does_not_matter() -> None:
    assert verdict(WITHIN, incidents=[{"kind": None, "date": "2010-01-01"}]) is NOT_MET
