"""在我市登记注册两年以上: 日照 二2 (reading 19). The anniversary day counts, a day less does not."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict

TWO_YEARS = "{registered: {in: here, for_at_least: 2年}}"
BY_READING = (
    "{registered: {for_at_least: 2年, "
    "since: {by_reading: since, options: {here: registration_here, founding: founding}}}}"
)


@pytest.mark.parametrize(("since", "expected"), [("2021-09-01", MET), ("2021-09-02", NOT_MET)])
def test_two_years_to_the_day_are_met_a_day_less_is_not(since: str, expected: object) -> None:
    assert verdict(TWO_YEARS, registrations=[{"region": "日照市", "since": since}]) is expected


@pytest.mark.parametrize(("as_of", "expected"), [("2022-02-27", NOT_MET), ("2022-02-28", MET)])
def test_two_years_from_29_february_end_on_28_february(as_of: str, expected: object) -> None:
    assert verdict(TWO_YEARS, as_of=as_of, registrations=[{"region": "日照市", "since": "2020-02-29"}]) is expected


def test_a_district_of_the_city_lies_in_the_city() -> None:
    assert verdict(TWO_YEARS, registrations=[{"region": "371102", "since": "2015-01-01"}]) is MET


def test_years_elsewhere_do_not_count() -> None:
    given = [
        {"region": "济南市", "since": "2010-01-01", "until": "2022-12-31"},
        {"region": "日照市", "since": "2023-01-01"},
    ]
    assert verdict(TWO_YEARS, registrations=given) is NOT_MET


def test_a_move_inside_the_city_does_not_begin_anew() -> None:
    given = [
        {"region": "371102", "since": "2015-01-01", "until": "2022-12-31"},
        {"region": "371103", "since": "2023-01-01"},
    ]
    assert verdict(TWO_YEARS, registrations=given) is MET


def test_a_gap_begins_anew() -> None:
    given = [
        {"region": "371102", "since": "2015-01-01", "until": "2022-12-30"},
        {"region": "371103", "since": "2023-01-01"},
    ]
    assert verdict(TWO_YEARS, registrations=given) is NOT_MET


@pytest.mark.parametrize(("until", "expected"), [("2023-08-31", NOT_MET), ("2023-09-01", MET)])
def test_one_who_has_left_is_no_longer_registered(until: str, expected: object) -> None:
    assert verdict(TWO_YEARS, registrations=[{"region": "日照市", "since": "2010-01-01", "until": until}]) is expected


def test_no_registration_at_all_is_a_no_and_an_unknown_one_is_unknown() -> None:
    assert verdict(TWO_YEARS, registrations=[]) is NOT_MET
    assert verdict(TWO_YEARS) is UNKNOWN


@pytest.mark.parametrize("field", ["region", "since"])
def test_a_missing_field_leaves_it_unknown(field: str) -> None:
    given = {"region": "371100", "since": "2010-01-01"} | {field: None}
    assert verdict(TWO_YEARS, registrations=[given]) is UNKNOWN
    assert missing_of(TWO_YEARS, registrations=[given]) == (f"registrations.0.{field}",)


@pytest.mark.parametrize("field", ["region", "since"])
def test_an_earlier_registration_that_could_complete_the_years_leaves_it_unknown(field: str) -> None:
    earlier = {"region": "371102", "since": "2015-01-01", "until": "2022-12-31"} | {field: None}
    given = [earlier, {"region": "371103", "since": "2023-01-01"}]
    assert verdict(TWO_YEARS, registrations=given) is UNKNOWN
    assert missing_of(TWO_YEARS, registrations=given) == (f"registrations.0.{field}",)


def test_read_from_the_founding_the_years_elsewhere_count() -> None:
    given = [{"region": "日照市", "since": "2023-01-01"}]
    readings = {"since": "founding"}
    assert verdict(BY_READING, founded="2021-09-01", registrations=given) is NOT_MET
    assert verdict(BY_READING, founded="2021-09-01", registrations=given, readings=readings) is MET
    assert verdict(BY_READING, founded="2021-09-02", registrations=given, readings=readings) is NOT_MET


def test_read_from_the_founding_its_day_must_be_known() -> None:
    given = [{"region": "日照市", "since": "2010-01-01"}]
    assert verdict(BY_READING, registrations=given, readings={"since": "founding"}) is UNKNOWN
