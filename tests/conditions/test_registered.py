"""在我市登记注册两年以上: 日照 二2 (reading 19). The anniversary day counts, a day less does not."""

from datetime import date

import polars as pl
import pytest

from small_rules import MET, NOT_MET, UNKNOWN, clause, missing_of, rules_of, verdict
from zjtx_rules import evaluate_table

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


def registered(region: str, since: str, until: str | None = None) -> dict[str, str]:
    return {"region": region, "since": since} | ({"until": until} if until else {})


IN_JINAN = "{registered: {in: 济南市, for_at_least: 2年}}"
MOVED = [
    # 莱芜 became part of 济南 at the end of 2018: whether the years before count the text does not say.
    ("莱芜市", "2010-01-01", "2018-06-30", UNKNOWN),
    ("莱芜市", "2010-01-01", "2020-12-31", UNKNOWN),
    ("莱芜市", "2010-01-01", "2021-01-01", MET),
    ("莱芜区", "2010-01-01", "2020-12-31", UNKNOWN),
    ("370117", "2010-01-01", "2021-01-01", MET),
    ("莱芜市", "2019-01-01", "2020-12-31", NOT_MET),
    ("莱芜市", "2017-06-01", "2019-05-31", NOT_MET),
    ("莱芜市", "2017-06-01", "2019-06-01", UNKNOWN),
    # 章丘 has been part of 济南 under either code.
    ("章丘市", "2010-01-01", "2012-01-01", MET),
    ("章丘区", "2010-01-01", "2012-01-01", MET),
]


@pytest.mark.parametrize(("region", "since", "as_of", "expected"), MOVED)
def test_years_before_a_place_came_to_the_city_are_left_to_the_text(
    region: str, since: str, as_of: str, expected: object
) -> None:
    assert verdict(IN_JINAN, as_of=as_of, registrations=[registered(region, since)]) is expected


def test_what_such_years_wait_for_is_the_place() -> None:
    assert missing_of(IN_JINAN.replace("2年", "10年"), registrations=[registered("莱芜市", "2010-01-01")]) == (
        "registrations.0.region",
    )


def test_years_in_the_old_city_count_for_it() -> None:
    old = "{registered: {in: '371200', for_at_least: 2年}}"
    assert verdict(old, as_of="2015-01-01", registrations=[registered("莱芜市", "2010-01-01")]) is MET
    assert verdict(old, as_of="2015-01-01", registrations=[registered("日照市", "2010-01-01")]) is NOT_MET


def test_a_move_within_what_is_now_the_city_does_not_begin_anew() -> None:
    given = [registered("莱芜市", "2010-01-01", "2020-06-30"), registered("历下区", "2020-07-01")]
    assert verdict(IN_JINAN, as_of="2021-01-01", registrations=given) is MET
    assert verdict(IN_JINAN, as_of="2020-12-31", registrations=given) is UNKNOWN


@pytest.mark.parametrize("region", ["山东省", "日照经济技术开发区", "日照市"])
def test_a_place_too_coarse_to_tell_is_unknown(region: str) -> None:
    county = "{registered: {in: 东港区, for_at_least: 2年}}"
    assert verdict(county, registrations=[registered(region, "2010-01-01")]) is UNKNOWN
    assert missing_of(county, registrations=[registered(region, "2010-01-01")]) == ("registrations.0.region",)


def test_tables_say_the_same_of_places_that_have_moved() -> None:
    rules = rules_of(clause("tier", "tier", when=IN_JINAN))
    for region, since, as_of, expected in MOVED:
        frame = pl.DataFrame({"applicant": ["A"]})
        rows = pl.DataFrame({"applicant": ["A"], "region": [region], "since": [since]})
        found = evaluate_table(
            frame, rules=rules, as_of=date.fromisoformat(as_of), registrations=rows, clauses=("tier",)
        )
        assert found.table["small:tier"].to_list() == [expected.value], (region, since, as_of)
