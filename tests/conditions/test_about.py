"""上年度营业收入1000万元左右: 日照 二2 (reading 18); never a hard bound."""

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, verdict

ABOUT = "{fact: revenue_last_year, about: 1000万元, band: band}"


def revenue(amount: str | None) -> list[dict[str, object]]:
    """Return the accounts of the year before the as-of date."""
    return [{"year": 2022, "revenue": amount}]


@pytest.mark.parametrize("amount", ["980万元", "999.999999万元", "1000.000001万元", "5000万元"])
def test_any_other_figure_goes_to_a_person(amount: str) -> None:
    assert verdict(ABOUT, accounts=revenue(amount)) is REVIEW


def test_exactly_the_figure_meets_it() -> None:
    assert verdict(ABOUT, accounts=revenue("1000万元")) is MET


def test_a_missing_figure_is_unknown_and_not_for_a_person() -> None:
    assert verdict(ABOUT, accounts=revenue(None)) is UNKNOWN
    assert verdict(ABOUT) is UNKNOWN


def test_the_figure_of_another_year_does_not_tell() -> None:
    assert verdict(ABOUT, accounts=[{"year": 2021, "revenue": "1000万元"}]) is UNKNOWN


@pytest.mark.parametrize(
    ("amount", "expected"), [("799.9999万元", NOT_MET), ("800万元", MET), ("1200万元", MET), ("1200.0001万元", NOT_MET)]
)
def test_within_a_band_both_ends_count(amount: str, expected: object) -> None:
    assert verdict(ABOUT, accounts=revenue(amount), readings={"band": "band:20%"}) is expected
