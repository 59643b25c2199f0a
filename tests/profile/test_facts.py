"""Facts that are derived from the profile: the last fiscal year, credit, the section of an industry, declared facts."""

from decimal import Decimal
from typing import Any

import pytest

from small_rules import AS_OF, MET, NOT_MET, UNKNOWN, applicant, verdict
from zjtx_rules.problems import InputError
from zjtx_rules.profile.facts import facts_of, section_of
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, Percentage


def read(name: str, kind: str = "enterprise", **fields: Any) -> Any:
    """Return value and missing paths of a fact."""
    return facts_of(kind)[name].read(Situation.of(applicant(kind, **fields), AS_OF))


def test_last_year_is_the_calendar_year_before_the_as_of_date() -> None:
    accounts = [
        {"year": 2021, "revenue": "1万元"},
        {"year": 2022, "revenue": "2万元"},
        {"year": 2023, "revenue": "3万元"},
    ]
    assert read("revenue_last_year", accounts=accounts) == (Money.parse("2万元"), ())


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, "accounts"),
        ({"accounts": [{"year": 2021}]}, "accounts.2022"),
        ({"accounts": [{"year": 2022}]}, "accounts.2022.revenue"),
    ],
)
def test_what_is_missing_of_the_accounts_is_named_as_exactly_as_known(fields: dict[str, Any], missing: str) -> None:
    assert read("revenue_last_year", **fields) == (None, (missing,))


def test_growth_is_over_the_year_before() -> None:
    accounts = [{"year": 2021, "revenue": "800万元"}, {"year": 2022, "revenue": "1000万元"}]
    assert read("revenue_growth", accounts=accounts) == (Percentage(Decimal("0.25")), ())


def test_growth_over_nothing_is_unknown() -> None:
    accounts = [{"year": 2021, "revenue": "0元"}, {"year": 2022, "revenue": "1000万元"}]
    assert read("revenue_growth", accounts=accounts)[0] is None


@pytest.mark.parametrize(("credit", "expected"), [({"bank": True}, MET), ({"bank": False}, NOT_MET), ({}, UNKNOWN)])
def test_credit_is_a_matter_of_three_offices(credit: dict[str, bool], expected: object) -> None:
    assert verdict("{fact: bank_credit_good}", credit=credit) is expected


# GB/T 4754-2017: section C is divisions 13 to 43.
@pytest.mark.parametrize(
    ("code", "section"), [("C3670", "C"), ("1310", "C"), ("4390", "C"), ("4410", "D"), ("0111", "A"), ("6513", "I")]
)
def test_the_section_of_an_industry(code: str, section: str) -> None:
    assert section_of(code) == section


def test_a_declared_fact_of_the_wrong_kind_is_an_error() -> None:
    with pytest.raises(InputError):
        verdict("{fact: in_priority_industry}", facts={"in_priority_industry": "也许"})
