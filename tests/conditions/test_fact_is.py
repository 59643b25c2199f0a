"""A fact has a value: 具有独立法人资格, 符合国家中小企业划型标准 (日照 二2)."""

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, clause, codes, missing_of, verdict

SME = "{fact: sme_size, one_of: [micro, small, medium]}"


@pytest.mark.parametrize(("value", "expected"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_a_bare_fact_must_be_true(value: object, expected: object) -> None:
    assert verdict("{fact: independent_legal_person}", independent_legal_person=value) is expected


@pytest.mark.parametrize(("value", "expected"), [(True, NOT_MET), (False, MET), (None, UNKNOWN)])
def test_a_fact_may_have_to_be_false(value: object, expected: object) -> None:
    condition = "{fact: provided_false_information, is: false}"
    assert verdict(condition, provided_false_information=value) is expected


def test_a_choice_is_named_in_either_language() -> None:
    assert verdict("{fact: legal_form, is: 事业单位}", legal_form="public_institution") is MET
    assert verdict("{fact: productivity_grade, one_of: [A类, B类]}", productivity_grade="C") is NOT_MET


@pytest.mark.parametrize(("value", "expected"), [(True, MET), (False, NOT_MET), ("是", MET), ("否", NOT_MET)])
def test_a_declared_fact_is_given_as_true_or_in_chinese(value: object, expected: object) -> None:
    assert verdict("{fact: in_priority_industry}", facts={"in_priority_industry": value}) is expected


def test_a_declared_fact_is_given_by_its_chinese_name_too() -> None:
    assert verdict("{fact: in_priority_industry}", facts={"属于优势产业": True}) is MET


def test_a_declared_fact_that_is_not_given_is_unknown() -> None:
    assert verdict("{fact: in_priority_industry}") is UNKNOWN
    assert missing_of("{fact: in_priority_industry}") == ("facts.in_priority_industry",)


# 工业 (工信部联企业〔2011〕300号 四（二）): medium and small need all their lower bounds: 300 people and 2000万元; 20 and 300万元.
@pytest.mark.parametrize(
    ("people", "revenue", "expected"),
    [(1000, "40000万元", NOT_MET), (999, "40000万元", MET), (1000, "39999万元", MET), (5, "1万元", MET)],
)
def test_industry_is_large_only_with_both_a_thousand_people_and_400_million(
    people: int, revenue: str, expected: object
) -> None:
    accounts = [{"year": 2022, "employees": people, "revenue": revenue}]
    assert verdict(SME, industry="C3670", accounts=accounts) is expected


def test_a_size_that_cannot_be_large_any_more_is_certain() -> None:
    assert verdict(SME, industry="C3670", accounts=[{"year": 2022, "employees": 999}]) is MET


def test_a_size_that_may_still_be_large_is_unknown() -> None:
    given = {"industry": "C3670", "accounts": [{"year": 2022, "employees": 1000}]}
    assert verdict(SME, **given) is UNKNOWN
    assert missing_of(SME, **given) == ("accounts.2022.revenue",)


def test_an_industry_outside_the_standard_goes_to_a_person() -> None:
    # J 金融业 is not among the sixteen.
    assert verdict(SME, industry="J6620", accounts=[{"year": 2022, "employees": 5, "revenue": "1万元"}]) is REVIEW


def test_an_established_size_class_goes_before_the_figures() -> None:
    assert verdict(SME, size_class="中型", industry="J6620") is MET


def test_an_unknown_fact_is_an_error() -> None:
    assert codes(clause("tier", "tier", when="{fact: independant_legal_person}")) == ["unknown-fact"]


def test_a_value_that_the_fact_never_has_is_an_error() -> None:
    assert codes(clause("tier", "tier", when="{fact: sme_size, is: tiny}")) == ["wrong-value"]
    assert codes(clause("tier", "tier", when="{fact: independent_legal_person, is: maybe}")) == ["wrong-value"]


def test_a_quantity_must_be_compared() -> None:
    assert codes(clause("tier", "tier", when="{fact: invention_patents, is: 15}")) == ["wrong-comparison"]


def test_is_and_one_of_exclude_each_other() -> None:
    condition = "{fact: sme_size, is: small, one_of: [micro]}"
    assert codes(clause("tier", "tier", when=condition)) == ["one-too-many"]


def test_without_the_industry_no_figure_tells_that_an_enterprise_is_small() -> None:
    # It may turn out to be outside the sixteen, which goes to a person.
    accounts = [{"year": 2022, "employees": 5, "revenue": "1万元", "total_assets": "1万元"}]
    assert verdict(SME, accounts=accounts) is UNKNOWN
    assert missing_of(SME, accounts=accounts) == ("industry",)
