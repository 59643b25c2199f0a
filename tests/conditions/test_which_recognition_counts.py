"""Which of several recognitions a condition rests on: the latest, of one day the higher, whatever the order of the facts."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from small_rules import answer, applicant, clause, recognition, rules_of

ANY = "{holds: {title: [unicorn, gazelle]}}"

PLAIN = {"title": "unicorn", "level": "provincial", "kind": "new", "date": "2023-05-10", "expires": "never"}
"""The recognition that differs from another in one field."""


def rests_on(given: list[dict[str, Any]]) -> Any:
    """Return the recognition that a condition on standing titles names as what it found."""
    rules = rules_of(clause("tier", "tier", when=ANY))
    return answer(rules, applicant(recognitions=given)).outcomes[0].found["tier"][1]


@pytest.mark.parametrize(
    ("field", "less", "more"),
    [
        ("date", "2023-05-09", "2023-05-10"),
        ("date", "2022-12-31", "2023-01-01"),
        ("level", "city", "provincial"),
        ("level", "provincial", "national"),
        ("title", "gazelle", "unicorn"),
        ("kind", "new", "renewal"),
        ("kind", "new", "re_recognition"),
    ],
)
def test_of_two_that_differ_in_one_thing_the_same_one_counts_in_either_order(field: str, less: str, more: str) -> None:
    one, other = PLAIN | {field: less}, PLAIN | {field: more}
    for given in permutations([one, other]):
        found = rests_on(list(given))
        said = found.level.id if field == "level" else getattr(found, field)
        assert str(getattr(said, "value", said)) == more


@pytest.mark.parametrize("later", [{"level": "city"}, {"title": "gazelle"}, {"kind": "new", "level": "city"}])
def test_the_day_comes_before_everything_else(later: dict[str, Any]) -> None:
    earlier = PLAIN | {"level": "national", "kind": "renewal", "date": "2023-05-09"}
    for given in permutations([earlier, PLAIN | later]):
        assert rests_on(list(given)).date.isoformat() == "2023-05-10"


@pytest.mark.parametrize("field", ["date", "level", "kind"])
def test_one_of_which_less_is_known_comes_last_and_does_not_hide_the_others(field: str) -> None:
    # Without a title asked for by level every level counts, so that what is missing leaves both met.
    condition = "{newly_recognised: {title: unicorn}}" if field == "level" else ANY
    unknown = recognition("unicorn", PLAIN["date"], level="provincial", expires="never") | {field: None}
    known = recognition("unicorn", PLAIN["date"], level="provincial", expires="never")
    rules = rules_of(clause("tier", "tier", when=condition))
    for given in permutations([unknown, known]):
        found = answer(rules, applicant(recognitions=list(given))).outcomes[0].found["tier"][1]
        assert getattr(found, field) is not None


def test_a_recognition_with_a_day_counts_before_one_that_is_met_without() -> None:
    # The other ended before the as-of day, so that it began in time, whenever that was.
    rules = rules_of(clause("tier", "tier", when="{newly_recognised: {title: unicorn}}"))
    undated = recognition("unicorn", None, level="provincial", expires="2023-01-31")
    dated = recognition("unicorn", "2022-05-10", level="provincial", expires="2023-01-31")
    for given in permutations([undated, dated]):
        found = answer(rules, applicant(recognitions=list(given))).outcomes[0].found["tier"][1]
        assert found.date is not None
