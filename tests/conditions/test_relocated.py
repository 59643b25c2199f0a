"""整体迁入本市且正常经营一年: the template 三（一）4 (reading 26)."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict

RELOCATED = "{relocated: {operated_for: 1年}}"


def move(**fields: object) -> dict[str, object]:
    """Return a whole move into 日照 more than a year ago, in normal operation since."""
    return {"into": "371100", "date": "2022-01-01", "whole": True, "operating_normally": True, **fields}


@pytest.mark.parametrize(("day", "expected"), [("2022-09-01", MET), ("2022-09-02", NOT_MET)])
def test_the_anniversary_of_the_move_counts(day: str, expected: object) -> None:
    assert verdict(RELOCATED, relocation=move(date=day)) is expected


@pytest.mark.parametrize("field", ["whole", "operating_normally"])
def test_a_move_in_part_or_without_operation_does_not_count(field: str) -> None:
    assert verdict(RELOCATED, relocation=move(**{field: False})) is NOT_MET


def test_a_move_into_another_city_does_not_count() -> None:
    assert verdict(RELOCATED, relocation=move(into="济南市")) is NOT_MET


def test_one_who_never_moved_is_not_met_and_one_of_whom_nothing_is_known_is_unknown() -> None:
    assert verdict(RELOCATED, relocation="none") is NOT_MET
    assert verdict(RELOCATED) is UNKNOWN


@pytest.mark.parametrize("field", ["into", "date", "whole", "operating_normally"])
def test_a_missing_field_leaves_it_unknown(field: str) -> None:
    assert verdict(RELOCATED, relocation=move(**{field: None})) is UNKNOWN
    assert missing_of(RELOCATED, relocation=move(**{field: None})) == (f"relocation.{field}",)


def test_where_the_text_does_not_ask_for_a_whole_move_a_part_will_do() -> None:
    assert verdict("{relocated: {operated_for: 1年, whole: false}}", relocation=move(whole=None)) is MET
