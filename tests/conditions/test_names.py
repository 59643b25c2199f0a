"""Whatever a condition names must exist, and be known of the applicants that the clause addresses."""

import pytest

from small_rules import clause, codes


@pytest.mark.parametrize(
    "condition",
    [
        "{registered: {for_at_least: 2年}}",
        "{relocated: {operated_for: 1年}}",
        "{certified: quality_management}",
        "{incident: {of: [safety], within: 2年}}",
    ],
)
def test_what_only_an_enterprise_has_cannot_be_asked_of_a_base(condition: str) -> None:
    assert codes(clause("tier", "tier", to="startup_base", when=condition)) == ["wrong-scope"]


def test_trainees_hold_no_titles() -> None:
    pays = "{per_item: {of: trainees, when: {holds: {title: gazelle}}, sum: 1万元}}"
    assert codes(clause("award.one", to="training_body", pays=pays)) == ["wrong-scope"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{holds: {title: 小巨仁}}", "title"),
        ("{holds: {title: 小巨人, level: 省级}}", "no-such-level"),
        ("{holds: {title: gazelle, level: 州级}}", "level"),
        ("{holds: {title: gazelle, level: city, level_at_least: city}}", "one-too-many"),
        ("{holds: {title: gazelle, levle: city}}", "unknown-key"),
        ("{located_in: 日召市}", "unknown-region"),
        ("{registered: {in: 日召市, for_at_least: 2年}}", "unknown-region"),
        ("{registered: {for_at_least: 两年}}", "duration"),
        ("{registered: {for_at_least: 2}}", "duration"),
        ("{incident: {of: [weather], within: 2年}}", "choice"),
        ("{certified: iso9001}", "choice"),
        ("{always: 是}", "wrong-type"),
        ("{has: gazelle}", "unknown-condition"),
    ],
)
def test_a_name_that_does_not_exist_is_an_error(condition: str, expected: str) -> None:
    assert codes(clause("tier", "tier", when=condition)) == [expected]


def test_two_kinds_of_condition_in_one_place_are_an_error() -> None:
    assert "unknown-key" in codes(clause("tier", "tier", when="{always: true, certified: aeo}"))
