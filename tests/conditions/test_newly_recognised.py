"""新获得认定: 日照 三（一）2 and the like; a renewal is never a new recognition (readings 10, 11, 21, 33, 36)."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, recognition, verdict

PROVINCIAL = "{newly_recognised: {title: 专精特新中小企业, level: 省级}}"
VALIDITY = "in_force: {from: 2022-03-23, to: 2025-12-31}\n"


def test_a_new_recognition_of_the_title_at_the_level_is_met() -> None:
    assert verdict(PROVINCIAL, recognitions=[recognition("zjtx_sme", level="provincial")]) is MET


@pytest.mark.parametrize("kind", ["renewal", "re_recognition"])
def test_a_renewal_is_not_a_new_recognition(kind: str) -> None:
    assert verdict(PROVINCIAL, recognitions=[recognition("zjtx_sme", level="provincial", kind=kind)]) is NOT_MET


def test_a_city_level_title_is_not_a_provincial_one() -> None:
    assert verdict(PROVINCIAL, recognitions=[recognition("zjtx_sme", level="city")]) is NOT_MET


def test_a_higher_title_does_not_imply_the_lower() -> None:
    assert verdict(PROVINCIAL, recognitions=[recognition("little_giant", level="national")]) is NOT_MET


def test_an_unknown_list_of_recognitions_leaves_it_unknown() -> None:
    assert verdict(PROVINCIAL) is UNKNOWN


def test_an_empty_list_of_recognitions_is_a_no() -> None:
    assert verdict(PROVINCIAL, recognitions=[]) is NOT_MET


@pytest.mark.parametrize("field", ["level", "kind", "date"])
def test_a_missing_field_leaves_it_unknown_and_is_named(field: str) -> None:
    given = recognition("zjtx_sme", level="provincial") | {field: None}
    assert verdict(PROVINCIAL, recognitions=[given]) is UNKNOWN
    assert missing_of(PROVINCIAL, recognitions=[given]) == (f"recognitions.0.{field}",)


def test_a_title_that_exists_at_one_level_only_needs_no_level() -> None:
    condition = "{newly_recognised: {title: 小巨人, level: 国家级}}"
    assert verdict(condition, recognitions=[recognition("little_giant", level=None)]) is MET


def test_without_a_level_in_the_text_any_level_will_do() -> None:
    assert verdict("{newly_recognised: {title: unicorn}}", recognitions=[recognition("unicorn", level=None)]) is MET


@pytest.mark.parametrize(("level", "expected"), [("city", NOT_MET), ("provincial", MET), ("national", MET)])
def test_provincial_and_above_includes_the_province(level: str, expected: object) -> None:
    condition = "{newly_recognised: {title: champion_enterprise, level_at_least: provincial}}"
    assert verdict(condition, recognitions=[recognition("champion_enterprise", level=level)]) is expected


@pytest.mark.parametrize(("day", "expected"), [("2023-09-01", MET), ("2023-09-02", NOT_MET)])
def test_a_recognition_after_the_as_of_date_does_not_count_yet(day: str, expected: object) -> None:
    assert verdict(PROVINCIAL, recognitions=[recognition("zjtx_sme", day, level="provincial")]) is expected


@pytest.mark.parametrize(("day", "expected"), [("2022-03-22", NOT_MET), ("2022-03-23", MET)])
def test_the_first_day_of_the_validity_counts(day: str, expected: object) -> None:
    given = [recognition("zjtx_sme", day, level="provincial")]
    assert verdict(PROVINCIAL, around=VALIDITY, recognitions=given) is expected


@pytest.mark.parametrize(("day", "expected"), [("2025-12-31", MET), ("2026-01-01", NOT_MET)])
def test_the_last_day_of_the_validity_counts(day: str, expected: object) -> None:
    given = [recognition("zjtx_sme", day, level="provincial")]
    assert verdict(PROVINCIAL, as_of="2026-06-01", around=VALIDITY, recognitions=given) is expected


@pytest.mark.parametrize(("day", "expected"), [("2022-12-31", NOT_MET), ("2023-01-01", MET)])
def test_the_calendar_year_is_that_of_the_as_of_date(day: str, expected: object) -> None:
    condition = "{newly_recognised: {title: 瞪羚, level: 省级, in: calendar_year}}"
    assert verdict(condition, recognitions=[recognition("gazelle", day, level="provincial")]) is expected


@pytest.mark.parametrize(("day", "expected"), [("2021-12-31", NOT_MET), ("2022-12-31", MET), ("2023-01-01", NOT_MET)])
def test_the_prior_calendar_year_ends_with_december(day: str, expected: object) -> None:
    condition = "{newly_recognised: {title: 瞪羚, level: 省级, in: prior_calendar_year}}"
    assert verdict(condition, recognitions=[recognition("gazelle", day, level="provincial")]) is expected


@pytest.mark.parametrize(("by_ministry", "expected"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_a_recognition_by_the_ministry_must_be_by_the_ministry(by_ministry: object, expected: object) -> None:
    condition = "{newly_recognised: {title: cultivation_park, by_ministry: true}}"
    given = recognition("cultivation_park", body_is_ministry=by_ministry)
    assert verdict(condition, kind="park", recognitions=[given]) is expected


def test_one_good_recognition_is_enough_beside_an_unclear_one() -> None:
    given = [recognition("zjtx_sme", level=None), recognition("zjtx_sme", "2023-01-05", level="provincial")]
    assert verdict(PROVINCIAL, recognitions=given) is MET


@pytest.mark.parametrize(("expiry", "expected"), [("2023-05-09", MET), ("2023-05-10", NOT_MET), (None, UNKNOWN)])
def test_where_a_lapse_counts_the_old_title_must_have_ended_the_day_before(expiry: object, expected: object) -> None:
    given = recognition("zjtx_sme", level="provincial", kind="re_recognition", previous_expires=expiry)
    settings = "settings: {lapsed_counts_as_new: true}\n"
    assert verdict(PROVINCIAL, around=settings, recognitions=[given]) is expected


def test_a_confirmation_after_a_lapse_is_not_new_even_where_a_lapse_counts() -> None:
    given = recognition("zjtx_sme", level="provincial", kind="renewal", previous_expires="2020-01-01")
    settings = "settings: {lapsed_counts_as_new: true}\n"
    assert verdict(PROVINCIAL, around=settings, recognitions=[given]) is NOT_MET
