"""近2年未发生过…事故及受到处罚: 日照 二2 (reading 20)."""

from datetime import date, timedelta

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, missing_of, verdict

WITHIN = "{incident: {of: [safety, quality, environment], within: 2年}}"


@pytest.mark.parametrize(("day", "expected"), [("2021-09-01", NOT_MET), ("2021-09-02", MET), ("2023-09-01", MET)])
def test_exactly_two_years_ago_lies_outside(day: str, expected: object) -> None:
    assert verdict(WITHIN, incidents=[{"kind": "safety", "date": day}]) is expected


def test_what_is_still_to_come_has_not_happened() -> None:
    assert verdict(WITHIN, incidents=[{"kind": "safety", "date": "2023-09-02"}]) is NOT_MET


def test_other_kinds_do_not_count() -> None:
    assert verdict(WITHIN, incidents=[{"kind": "other", "date": "2023-01-01"}]) is NOT_MET


@pytest.mark.parametrize(
    ("within", "as_of", "first"),
    [
        ("2年", "2023-09-01", "2022-01-01"),
        ("2年", "2023-01-01", "2022-01-01"),
        ("2年", "2023-12-31", "2022-01-01"),
        ("24个月", "2023-12-31", "2022-01-01"),
        ("1年", "2023-06-30", "2023-01-01"),
        ("3年", "2024-02-29", "2022-01-01"),
        ("18个月", "2023-06-30", "2022-01-01"),
    ],
)
def test_by_calendar_years_the_as_of_year_is_the_last_and_both_edges_count(within: str, as_of: str, first: str) -> None:
    condition = f"{{incident: {{of: [safety], within: {within}, counted: calendar_years}}}}"
    edge, today = date.fromisoformat(first), date.fromisoformat(as_of)
    day = timedelta(days=1)
    for when, expected in ((edge - day, NOT_MET), (edge, MET), (today, MET), (today + day, NOT_MET)):
        given = [{"kind": "safety", "date": when.isoformat()}]
        assert verdict(condition, as_of=as_of, incidents=given) is expected, when


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
