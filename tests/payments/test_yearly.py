"""连续三年每年给予1000万: 济南 二（四） (reading 15), counted from the year of recognition, nothing in year 4."""

import pytest

from small_rules import answer, applicant, clause, fixed, recognition, rules_of

WHEN = "{newly_recognised: {title: cultivation_park}}"


def paid(as_of: str, first: str = "year_of_recognition", **fields: object) -> str:
    """Return what a park recognised on 2023-05-10 is paid."""
    pays = f"{{yearly: {{sum: 1000万元, years: 3, first: {first}}}}}"
    known = {"recognitions": [recognition("cultivation_park")], "awards_received": []}
    return fixed(
        answer(
            rules_of(clause("award.park", to="park", when=WHEN, pays=pays)), applicant("park", **known | fields), as_of
        )
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-05-09", "0元"),
        ("2023-05-10", "1000万元"),
        ("2024-01-01", "1000万元"),
        ("2025-12-31", "1000万元"),
        ("2026-01-01", "0元"),
    ],
)
def test_three_years_are_paid_and_then_nothing(as_of: str, expected: str) -> None:
    assert paid(as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2023-12-31", "0元"), ("2024-01-01", "1000万元"), ("2026-12-31", "1000万元"), ("2027-01-01", "0元")],
)
def test_from_the_following_year(as_of: str, expected: str) -> None:
    assert paid(as_of, "following_year") == expected


def test_the_instalment_of_last_year_is_not_taken_off_this_year_s() -> None:
    entry = {"clause": "award.park", "amount": "1000万元", "date": "2023-12-01", "payer": "371100"}
    assert paid("2024-03-01", awards_received=[entry]) == "1000万元"


def test_the_instalment_of_a_year_is_paid_once() -> None:
    entry = {"clause": "award.park", "amount": "1000万元", "occasion": "2024", "payer": "371100"}
    assert paid("2024-03-01", awards_received=[entry]) == "0元"


@pytest.mark.parametrize(
    ("received", "as_of", "expected"),
    [
        # Recognised in 2023: 2023, 2024 and 2025 are due. What does not say for which year is for the earliest first.
        ([("2024-01-15", 1000)], "2024-06-30", "1000万元"),
        ([("2024-01-15", 1000), ("2024-02-15", 1000)], "2024-06-30", "0元"),
        ([("2024-01-15", 1600)], "2024-06-30", "400万元"),
        ([("2025-01-15", 1000)], "2025-06-30", "1000万元"),
        ([("2024-01-15", 2000), ("2025-01-15", 700)], "2025-06-30", "300万元"),
        # Only what arrived by the day counts.
        ([("2024-07-01", 1000), ("2024-07-01", 1000)], "2024-06-30", "1000万元"),
        # An unknown amount is at most one instalment.
        ([("2024-01-15", None)], "2024-06-30", "1000万元"),
        ([("2024-01-15", 1000), ("2024-02-15", None)], "2024-06-30", "0元 to 1000万元"),
    ],
)
def test_money_for_instalments_is_for_the_earliest_that_is_due(
    received: list[tuple[str, int | None]], as_of: str, expected: str
) -> None:
    entries = [
        {"clause": "award.park", "amount": amount and f"{amount}万元", "date": day, "payer": "371100"}
        for day, amount in received
    ]
    assert paid(as_of, awards_received=entries) == expected


def test_an_unknown_day_of_recognition_leaves_it_open() -> None:
    assert paid("2024-03-01", recognitions=[recognition("cultivation_park", None)]) == "0元 to 1000万元"
