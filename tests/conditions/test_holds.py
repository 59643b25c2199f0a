"""A title in force on the as-of date: 山东 2022, 日照 三（二）4, the template 三（一）4; both ends of a validity count."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, recognition, verdict

HOLDS = "{holds: {title: [zjtx_sme, little_giant], level_at_least: provincial}}"


@pytest.mark.parametrize(("expires", "expected"), [("2023-09-01", MET), ("2023-08-31", NOT_MET), ("never", MET)])
def test_the_last_day_counts(expires: str, expected: object) -> None:
    given = [recognition("zjtx_sme", level="provincial", expires=expires)]
    assert verdict(HOLDS, recognitions=given) is expected


@pytest.mark.parametrize(("day", "expected"), [("2023-09-01", MET), ("2023-09-02", NOT_MET)])
def test_the_first_day_counts(day: str, expected: object) -> None:
    assert verdict(HOLDS, recognitions=[recognition("little_giant", day, expires="never")]) is expected


def test_a_renewed_title_is_held() -> None:
    given = [recognition("zjtx_sme", level="provincial", kind="renewal", expires="2026-05-09")]
    assert verdict(HOLDS, recognitions=given) is MET


@pytest.mark.parametrize("field", ["expires", "level", "date"])
def test_a_missing_field_leaves_it_unknown(field: str) -> None:
    given = recognition("zjtx_sme", level="provincial", expires="2026-05-09") | {field: None}
    assert verdict(HOLDS, recognitions=[given]) is UNKNOWN
    assert missing_of(HOLDS, recognitions=[given]) == (f"recognitions.0.{field}",)


def test_an_expired_title_is_not_held_whatever_its_level() -> None:
    given = recognition("zjtx_sme", level=None, expires="2023-08-31")
    assert verdict(HOLDS, recognitions=[given]) is NOT_MET


def test_a_city_level_title_is_not_enough() -> None:
    assert verdict(HOLDS, recognitions=[recognition("zjtx_sme", level="city", expires="never")]) is NOT_MET
