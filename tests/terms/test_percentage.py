"""Percentages: exact, with their sign, never mixed with money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import Money, Percentage, PercentageError


@pytest.mark.parametrize(
    ("text", "ratio"), [("50%", "0.5"), ("12.5%", "0.125"), ("100 %", "1"), ("0%", "0"), ("150%", "1.5")]
)
def test_a_percentage_is_read_with_its_sign(text: str, ratio: str) -> None:
    assert Percentage.parse(text).ratio == Decimal(ratio)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_percentage_survives_being_written_and_read(thousandths: int) -> None:
    percentage = Percentage(Decimal(thousandths).scaleb(-5))
    assert Percentage.parse(str(percentage)) == percentage


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("0.5", "write '50%'"),
        ("50", "write '50%'"),
        ("５０%", "write '50%'"),
        ("50％", "write '50%'"),
        ("百分之50", "write '50%'"),
    ],
)
def test_a_misspelt_percentage_is_refused_with_a_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(PercentageError) as caught:
        Percentage.parse(text)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.en == suggestion


@pytest.mark.parametrize("text", ["", "-5%", "5‰", "200万元", "NaN%", "1e2%", "9" * 41 + "%"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(PercentageError):
        Percentage.parse(text)


def test_percentages_add_up_in_points() -> None:
    assert Percentage.parse("50%") + Percentage.parse("10%") == Percentage.parse("60%")
    assert Percentage.parse("50%") - Percentage.parse("10%") == Percentage.parse("40%")


def test_a_percentage_is_never_added_to_money() -> None:
    with pytest.raises(TypeError):
        Percentage.parse("50%") + Money(1)  # type: ignore[operator]


def test_percentages_are_ordered_among_themselves_only() -> None:
    assert Percentage.parse("3%") < Percentage.parse("7%")
    assert Percentage.parse("50%") != Decimal("0.5")
    with pytest.raises(TypeError):
        Percentage.parse("50%") > Decimal("0.1")  # type: ignore[operator]  # noqa: B015


@pytest.mark.parametrize("wrong", [0.5, True, "50%"])
def test_a_ratio_is_an_exact_number(wrong: object) -> None:
    with pytest.raises(TypeError):
        Percentage(wrong)  # type: ignore[arg-type]


class Rate(BaseModel):
    rate: Percentage


def test_a_field_takes_the_spelling_and_writes_it() -> None:
    assert Rate.model_validate({"rate": "50%"}).model_dump_json() == '{"rate":"50%"}'


@pytest.mark.parametrize("wrong", [0.5, 50, None, True])
def test_a_field_refuses_a_bare_number(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Rate.model_validate({"rate": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["percentage"]
