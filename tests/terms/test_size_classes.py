"""Size classes: 工信部联企业〔2011〕300号, the examples worked by hand from its table."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import Money, SizeClass, SizeClassField, industry_row, possible_size_classes
from zjtx_rules.terms.classification import classes_of, find_industry, industries, section_of
from zjtx_rules.terms.industries import SIZE_INDUSTRIES, candidate_rows

MICRO, SMALL, MEDIUM, LARGE = SizeClass


def wan(amount: str | None) -> Money | None:
    """Return so many 万元."""
    return None if amount is None else Money.parse(f"{amount}万元")


@pytest.mark.parametrize(
    ("industry", "employees", "revenue", "assets", "size"),
    [
        ("C3670", 1000, "40000", None, LARGE),
        ("C3670", 999, "50000", None, MEDIUM),
        ("C3670", 1200, "39999", None, MEDIUM),
        ("C3670", 300, "2000", None, MEDIUM),
        ("C3670", 299, "100000", None, SMALL),
        ("C3670", 300, "1999", None, SMALL),
        ("C3670", 20, "300", None, SMALL),
        ("C3670", 19, "100000", None, MICRO),
        ("C3670", 5000, "299", None, MICRO),
        ("A", None, "50", None, SMALL),
        ("A", None, "49.99", None, MICRO),
        ("47", None, "80000", "80000", LARGE),
        ("47", None, "80000", "4999", SMALL),
        ("51", 20, "5000", None, MEDIUM),
        ("52", 9, "20000", None, MICRO),
        ("7010", None, "300000", "9999", MEDIUM),
        ("7010", None, "300000", "1999", MICRO),
        ("72", 300, None, "119999", MEDIUM),
        ("M", 300, None, None, LARGE),
        ("M", 100, None, None, MEDIUM),
        ("M", 10, None, None, SMALL),
        ("M", 9, None, None, MICRO),
    ],
)
def test_an_enterprise_has_the_lowest_class_of_its_indicators(
    industry: str, employees: int | None, revenue: str | None, assets: str | None, size: SizeClass
) -> None:
    finding = possible_size_classes(industry, employees, wan(revenue), wan(assets))
    assert finding.classes == {size}
    assert finding.missing == ()
    assert not finding.undetermined


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("A", "农、林、牧、渔业"),
        ("05", "农、林、牧、渔业"),
        ("B06", "工业"),
        ("C3670", "工业"),
        ("3670", "工业"),
        ("D", "工业"),
        ("46", "工业"),
        ("E47", "建筑业"),
        ("51", "批发业"),
        ("F52", "零售业"),
        ("54", "交通运输业"),
        ("58", "交通运输业"),
        ("5910", "交通运输业"),
        ("592", "仓储业"),
        ("60", "邮政业"),
        ("61", "住宿业"),
        ("62", "餐饮业"),
        ("64", "信息传输业"),
        ("65", "软件和信息技术服务业"),
        ("7010", "房地产开发经营"),
        ("K7020", "物业管理"),
        ("L", "租赁和商务服务业"),
        ("703", "其他未列明行业"),
        ("7090", "其他未列明行业"),
        ("73", "其他未列明行业"),
        ("79", "其他未列明行业"),
        ("82", "其他未列明行业"),
        ("Q85", "其他未列明行业"),
        ("90", "其他未列明行业"),
    ],
)
def test_a_code_falls_under_its_row(code: str, label: str) -> None:
    row = industry_row(code)
    assert row is not None
    assert row.label == label


@pytest.mark.parametrize("code", ["J", "66", "P83", "Q84", "84", "S", "T97", "53", "G53", "704", "教育", "8310"])
def test_an_industry_outside_the_standard_is_for_a_person_and_not_micro(code: str) -> None:
    finding = possible_size_classes(code, 1, Money(1), Money(1))
    assert industry_row(code) is None
    assert finding.undetermined
    assert finding.classes == set(SizeClass)
    assert finding.missing == ()


@pytest.mark.parametrize("code", ["00", "98", "B36", "", "X", "C9999", "主营轴承"])
def test_what_is_no_industry_is_as_good_as_none(code: str) -> None:
    assert industry_row(code) is None
    assert possible_size_classes(code, 1, Money(1), Money(1)) == possible_size_classes(None, 1, Money(1), Money(1))


# By hand from the table of 国统字〔2017〕213号 and the divisions of the sections. Beyond: 53 铁路, 704, 84, which have no row.
ROWS_OF = {
    "A": ({1}, False),
    "B": ({2}, False),
    "C": ({2}, False),
    "D": ({2}, False),
    "E": ({3}, False),
    "F": ({4, 5}, False),
    "G": ({6, 7, 8}, True),
    "H": ({9, 10}, False),
    "I": ({11, 12}, False),
    "J": (set(), True),
    "K": ({13, 14, 16}, True),
    "L": ({15}, False),
    "M": ({16}, False),
    "N": ({16}, False),
    "O": ({16}, False),
    "P": (set(), True),
    "Q": ({16}, True),
    "R": ({16}, False),
    "S": (set(), True),
    "T": (set(), True),
    "51": ({4}, False),
    "58": ({6}, False),
    "59": ({6, 7}, False),
    "591": ({6}, False),
    "594": ({7}, False),
    "70": ({13, 14, 16}, True),
    "703": ({16}, False),
    "704": (set(), True),
    "84": (set(), True),
    "85": ({16}, False),
    "412": ({1, 2}, False),  # 412 核辐射加工 or 0412 内陆养殖
    "711": ({2, 15}, False),  # 711 机械设备经营租赁 or 0711 陆地石油开采
}


@pytest.mark.parametrize(("code", "rows"), ROWS_OF.items())
def test_the_rows_of_a_code_are_those_of_all_that_lies_in_it(code: str, rows: tuple[set[int], bool]) -> None:
    found, beyond = candidate_rows(code)
    assert ({row.number for row in found}, beyond) == rows


def test_every_code_has_the_rows_of_its_classes() -> None:
    """Of every section, division and group: what its classes have together, and each class one row at most."""
    for code in industries():
        written = code if code.isalpha() else section_of(code) + code
        parts = [candidate_rows(section_of(each) + each) for each in classes_of(code)]
        found = candidate_rows(written)
        assert set(found.rows) == {row for part in parts for row in part.rows}, code
        assert found.beyond == any(part.beyond for part in parts), code
        assert all(len(part.rows) + part.beyond == 1 for part in parts), code


@given(
    st.sampled_from([code if code.isalpha() else section_of(code) + code for code in industries() if len(code) < 4]),
    st.tuples(st.integers(0, 2500), st.integers(0, 250_000), st.integers(0, 130_000)),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_a_short_code_leaves_open_just_what_its_classes_leave_open(
    code: str, figures: tuple[int, int, int], hide: list[bool]
) -> None:
    people, revenue, assets = figures
    known: list[Any] = [
        None if hidden else value
        for hidden, value in zip(hide, (people, wan(str(revenue)), wan(str(assets))), strict=True)
    ]
    found = possible_size_classes(code, *known)
    parts = [
        possible_size_classes(section_of(each) + each, *known) for each in classes_of(find_industry(code).codes[0])
    ]
    assert found.classes == frozenset[SizeClass]().union(*(part.classes for part in parts))
    assert found.undetermined == all(part.undetermined for part in parts)


def test_a_split_section_leaves_open_what_its_rows_leave_open() -> None:
    # 批发 with 9 people and 1000万元: small; 零售: micro.
    finding = possible_size_classes("F", 9, wan("1000"), None)
    assert finding.classes == {MICRO, SMALL}
    assert finding.missing == ("industry",)


def test_a_missing_indicator_can_only_lower_the_class() -> None:
    finding = possible_size_classes("C3670", 300, None, None)
    assert finding.classes == {MICRO, SMALL, MEDIUM}
    assert finding.missing == ("revenue",)


def test_a_micro_enterprise_needs_no_other_indicator() -> None:
    finding = possible_size_classes("C3670", 19, None, None)
    assert finding.classes == {MICRO}
    assert finding.missing == ()


def test_an_indicator_that_the_row_does_not_use_is_not_missing() -> None:
    assert possible_size_classes("M", None, None, None).missing == ("employees",)
    assert possible_size_classes("A", None, None, None).missing == ("revenue",)
    assert possible_size_classes("L", None, None, None).missing == ("employees", "total_assets")


def test_an_unknown_industry_is_missing_and_not_undetermined() -> None:
    finding = possible_size_classes(None, None, None, None)
    assert finding.classes == set(SizeClass)
    assert finding.missing == ("industry", "employees", "revenue", "total_assets")
    assert not finding.undetermined


def test_an_unknown_industry_leaves_open_what_some_industry_leaves_open() -> None:
    # 5000 people, 299万元, 299万元: small in 农林 (Y 50), micro in 工业; large only where people alone decide (其他).
    finding = possible_size_classes(None, 5000, wan("299"), wan("299"))
    assert finding.classes == {MICRO, SMALL, LARGE}
    assert finding.missing == ("industry",)


amounts = st.one_of(
    st.sampled_from([wan(str(bound)) for bound in (0, 50, 100, 300, 1000, 1999, 2000, 8000, 40000, 80000, 120000)]),
    st.integers(0, 3 * 10**9).map(Money),
)
people = st.one_of(st.sampled_from([0, 5, 9, 10, 19, 20, 99, 100, 299, 300, 999, 1000, 2000]), st.integers(0, 5000))
rows = st.sampled_from(SIZE_INDUSTRIES)


@given(
    st.one_of(st.none(), st.sampled_from(["A", "C36", "E", "51", "F", "G", "7010", "70", "L", "M", "J", "Q"])),
    people,
    amounts,
    amounts,
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_filling_in_a_missing_indicator_lands_in_the_open_classes(
    industry: str | None, employees: int, revenue: Money, assets: Money, hide: list[bool]
) -> None:
    known = [None if hidden else value for hidden, value in zip(hide, (employees, revenue, assets), strict=True)]
    before = possible_size_classes(industry, *known)  # type: ignore[arg-type]
    after = possible_size_classes(industry, employees, revenue, assets)
    assert after.classes <= before.classes
    if before.row and not before.missing:
        assert after == before


@given(rows, people, amounts, amounts, st.lists(st.booleans(), min_size=3, max_size=3))
def test_every_open_class_is_reached_by_some_value_of_what_is_missing(
    row: object, employees: int, revenue: Money, assets: Money, hide: list[bool]
) -> None:
    code = {1: "A", 2: "C", 3: "E", 15: "L", 16: "M"}.get(row.number, row.codes[0])  # type: ignore[attr-defined]
    values = (employees, revenue, assets)
    known = [None if hidden else value for hidden, value in zip(hide, values, strict=True)]
    finding = possible_size_classes(code, *known)  # type: ignore[arg-type]
    every: tuple[list[Any], ...] = (
        [0, 5, 10, 20, 50, 100, 200, 300, 1000, 2000],
        *[[Money(0), *map(Money, _BOUNDS)]] * 2,
    )
    tried: list[list[Any]] = [
        [value] if value is not None else choices for value, choices in zip(known, every, strict=True)
    ]
    reached = {size for filled in product(*tried) for size in possible_size_classes(code, *filled).classes}
    assert reached == finding.classes


# Every bound of the standard for revenue and total assets, in 元.
_BOUNDS = [
    amount * 10_000
    for amount in (
        *(50, 100, 300, 500, 1000, 2000, 3000, 5000, 6000, 8000),
        *(10000, 20000, 30000, 40000, 80000, 100000, 120000, 200000),
    )
]


class Firm(BaseModel):
    size: SizeClassField


def test_a_size_field_is_its_id_in_json() -> None:
    assert Firm.model_validate({"size": "小型"}).size is SMALL
    assert Firm(size=SMALL).model_dump_json() == '{"size":"small"}'


@pytest.mark.parametrize("wrong", [2, True, None, "tiny"])
def test_a_size_field_refuses_numbers_and_other_words(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Firm.model_validate({"size": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["size-class"]
