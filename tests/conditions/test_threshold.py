"""以上 and 以下 include the number named, 超过 and 不足 do not (reading 10)."""

import pytest

from small_rules import MET, NOT_MET, UNKNOWN, clause, codes, missing_of, verdict


@pytest.mark.parametrize(
    ("key", "below", "at", "above"),
    [
        ("at_least", NOT_MET, MET, MET),
        ("more_than", NOT_MET, NOT_MET, MET),
        ("at_most", MET, MET, NOT_MET),
        ("less_than", MET, NOT_MET, NOT_MET),
    ],
)
def test_each_comparison_at_and_beside_its_bound(key: str, below: object, at: object, above: object) -> None:
    condition = f"{{fact: invention_patents, {key}: 15}}"
    assert [verdict(condition, invention_patents=count) for count in (14, 15, 16)] == [below, at, above]


@pytest.mark.parametrize(("amount", "expected"), [("999.999999万元", NOT_MET), ("1000万元", MET)])
def test_money_is_compared_to_the_fen(amount: str, expected: object) -> None:
    condition = "{fact: revenue_last_year, at_least: 1000万元}"
    assert verdict(condition, accounts=[{"year": 2022, "revenue": amount}]) is expected


@pytest.mark.parametrize(("spent", "expected"), [("29.9999万元", NOT_MET), ("30万元", MET)])
def test_a_share_of_revenue_is_exact(spent: str, expected: object) -> None:
    # 3 % of 1000万元 are 30万元.
    accounts = [{"year": 2022, "revenue": "1000万元", "rd_expense": spent}]
    assert verdict("{fact: rd_share_last_year, at_least: 3%}", accounts=accounts) is expected


def test_a_share_of_no_revenue_is_unknown_rather_than_zero() -> None:
    accounts = [{"year": 2022, "revenue": "0元", "rd_expense": "30万元"}]
    assert verdict("{fact: rd_share_last_year, at_least: 3%}", accounts=accounts) is UNKNOWN


def test_a_fall_is_less_growth_than_none() -> None:
    accounts = [{"year": 2022, "revenue": "900万元"}, {"year": 2021, "revenue": "1000万元"}]
    assert verdict("{fact: revenue_growth, at_least: 0%}", accounts=accounts) is NOT_MET


@pytest.mark.parametrize(("count", "expected"), [(4, NOT_MET), (5, MET), (10, MET), (11, NOT_MET)])
def test_two_bounds_enclose(count: int, expected: object) -> None:
    assert verdict("{fact: invention_patents, at_least: 5, at_most: 10}", invention_patents=count) is expected


def test_a_missing_quantity_is_unknown_and_named() -> None:
    assert verdict("{fact: invention_patents, at_least: 0}") is UNKNOWN
    assert missing_of("{fact: rd_share_last_year, at_least: 3%}", accounts=[{"year": 2022}]) == (
        "accounts.2022.rd_expense",
        "accounts.2022.revenue",
    )


@pytest.mark.parametrize(
    "condition",
    [
        "{fact: revenue_last_year, at_least: 3%}",
        "{fact: revenue_last_year, at_least: 1000}",
        "{fact: rd_share_last_year, at_least: 1000万元}",
        "{fact: rd_share_last_year, at_least: 3}",
        "{fact: invention_patents, at_least: 15项}",
    ],
)
def test_a_bound_of_another_kind_is_an_error(condition: str) -> None:
    assert codes(clause("tier", "tier", when=condition)) == ["wrong-unit"]


def test_a_yes_or_no_cannot_be_compared() -> None:
    assert codes(clause("tier", "tier", when="{fact: independent_legal_person, at_least: 1}")) == ["wrong-comparison"]


def test_a_comparison_without_a_bound_is_an_error() -> None:
    assert codes(clause("tier", "tier", when="{fact: invention_patents, at_least: null}")) != []
