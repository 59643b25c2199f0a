"""Money: exact, with its unit, never rounded."""

import copy
import pickle
from contextlib import suppress
from decimal import Context, Decimal, Inexact, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import Money, MoneyError, Percentage

fen = st.integers(min_value=0, max_value=10**18)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("200万元", 2_000_000),
        ("0.5亿元", 50_000_000),
        ("3000元", 3000),
        ("1,234.56元", Decimal("1234.56")),
        ("1,000万元", 10_000_000),
        ("200 万元", 2_000_000),
        (" 40万元 ", 400_000),
        ("0元", 0),
    ],
)
def test_an_amount_is_read_as_policies_write_it(text: str, yuan: int) -> None:
    assert Money.parse(text) == Money(yuan)


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (2_000_000, "200万元"),
        (100_000_000, "1亿元"),
        (123_450_000, "1.2345亿元"),
        (123_456_789, "12345.6789万元"),
        (15_000, "1.5万元"),
        (10_000, "1万元"),
        (9_999, "9999元"),
        (Decimal("10000.01"), "10000.01元"),
        (Decimal("2E+6"), "200万元"),
        (0, "0元"),
        (-50_000, "-5万元"),
    ],
)
def test_an_amount_is_written_in_the_largest_unit_that_fits(yuan: int | Decimal, text: str) -> None:
    assert str(Money(yuan)) == text


@pytest.mark.parametrize(
    ("yuan", "text"),
    [(2_000_000, "CNY 2,000,000"), (Decimal("1234.5"), "CNY 1,234.50"), (Decimal("0.05"), "CNY 0.05"), (0, "CNY 0")],
)
def test_an_amount_in_english_has_a_currency_and_separators(yuan: int | Decimal, text: str) -> None:
    assert Money(yuan).english() == text


@given(fen)
def test_an_amount_survives_being_written_and_read(amount: int) -> None:
    money = Money(Decimal(amount).scaleb(-2))
    assert Money.parse(str(money)) == money
    assert money.fen == amount


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("200", "请写作“200万元”或“200元”"),
        ("200万", "请写作“200万元”"),
        ("0.5亿", "请写作“0.5亿元”"),
        ("3千万元", "请写作“3000万元”"),
        ("200万块", "请写作“200万元”"),
        ("２００万元", "请写作“200万元”"),
        ("２００万", "请写作“200万元”"),
        ("12,34元", "请写作“1234元”"),
    ],
)
def test_a_misspelt_amount_is_refused_with_a_suggestion(text: str, suggestion: str) -> None:
    with pytest.raises(MoneyError) as caught:
        Money.parse(text)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.zh == suggestion


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-200万元", "an amount cannot be negative"),
        ("50%", "is a percentage, not an amount"),
        ("50％", "is a percentage, not an amount"),
        ("NaN元", "is not a finite number"),
        ("inf", "is not a finite number"),
        ("1e5元", "is not an amount"),
        ("一百万元", "is not an amount"),
        ("200万美元", "is not an amount"),
        ("", "is not an amount"),
        ("٣元", "is not an amount"),
        ("9" * 41 + "元", "too long"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(MoneyError) as caught:
        Money.parse(text)
    assert reason in caught.value.words.en


@given(st.text(max_size=50))
def test_any_text_is_an_amount_or_a_money_error(text: str) -> None:
    with suppress(MoneyError):
        assert Money.parse(text) >= Money.ZERO


@pytest.mark.parametrize("wrong", [0.5, True, "200", None])
def test_money_is_made_of_an_exact_number_only(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+1000")])
def test_money_is_finite(wrong: Decimal) -> None:
    with pytest.raises(ValueError, match="Money"):
        Money(wrong)


def test_sums_and_differences() -> None:
    assert Money(500_000) + Money(2_000_000) == Money(2_500_000)
    assert Money(1_000_000) - Money(200_000) == Money(800_000)
    assert Money.total([Money(1), Money(2), Money(3)]) == Money(6)
    assert Money.total([]) == Money.ZERO


def test_multiples() -> None:
    assert Money(400_000) * 3 == Money(1_200_000)
    assert 3 * Money(400_000) == Money(1_200_000)
    assert Money(1_000_000) * Decimal("0.5") == Money(500_000)


def test_a_share_is_exact() -> None:
    assert Money.parse("1,234.56元").share(Percentage.parse("12.5%")) == Money(Decimal("154.32"))


def test_the_ambient_context_cannot_round_a_sum() -> None:
    with localcontext(Context(prec=3)):
        assert Money(123_456) + Money(1) == Money(123_457)
        assert Money(123_456) * 3 == Money(370_368)
        assert str(Money(123_456_789)) == "12345.6789万元"


def test_what_cannot_be_exact_raises() -> None:
    precise = Decimal("1." + "3" * 70)
    with pytest.raises(Inexact):
        Money(precise) * precise


@pytest.mark.parametrize("other", [1, 1.5, Decimal(1), Percentage.parse("50%"), "1元"])
def test_nothing_but_money_is_added_to_money(other: object) -> None:
    with pytest.raises(TypeError):
        Money(1) + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        other + Money(1)  # type: ignore[operator]


@pytest.mark.parametrize("factor", [1.5, True, Money(2), "2"])
def test_money_is_multiplied_by_exact_numbers_only(factor: object) -> None:
    with pytest.raises(TypeError):
        Money(1) * factor  # type: ignore[operator]


def test_money_is_ordered_among_itself_only() -> None:
    assert Money(1) < Money(2) <= Money(2)
    assert Money(3) > Money(2) >= Money(2)
    with pytest.raises(TypeError):
        Money(1) < 2  # type: ignore[operator]  # noqa: B015


def test_money_is_no_number() -> None:
    assert Money(1) != 1
    assert Money(1) != Decimal(1)


def test_equal_sums_are_one_key() -> None:
    assert len({Money(2_000_000), Money.parse("200万元"), Money(Decimal("2000000.00"))}) == 1


def test_a_fraction_of_a_fen_has_no_whole_fen() -> None:
    with pytest.raises(ValueError, match="整数分"):
        _ = Money(Decimal("0.005")).fen


def test_money_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Money(1).yuan = Decimal(2)


def test_money_can_be_copied_and_pickled() -> None:
    money = Money(Decimal("1.5"))
    assert copy.deepcopy(money) == money
    assert pickle.loads(pickle.dumps(money)) == money  # noqa: S301


class Award(BaseModel):
    ceiling: Money
    by_kind: dict[str, Money] = {}


def test_a_field_takes_money_or_its_spelling_and_writes_its_spelling() -> None:
    award = Award.model_validate({"ceiling": "100万元", "by_kind": {"a": Money(1)}})
    assert award.ceiling == Money(1_000_000)
    assert award.model_dump_json() == '{"ceiling":"100万元","by_kind":{"a":"1元"}}'
    assert Award.model_validate_json(award.model_dump_json()) == award


def test_a_field_reports_in_both_languages() -> None:
    with pytest.raises(ValidationError) as caught:
        Award.model_validate({"ceiling": 100})
    (error,) = caught.value.errors()
    assert error["type"] == "money"
    assert error["msg"] == "金额“100”没有单位"
    assert error["ctx"] == {
        "zh": "金额“100”没有单位",
        "en": "the amount '100' has no unit",
        "suggest_zh": "请写作“100万元”或“100元”",
        "suggest_en": "write '100万元' or '100元'",
    }


@pytest.mark.parametrize("wrong", [True, None, [], 1.5, float("nan"), float("inf"), -1, Decimal("NaN")])
def test_a_field_refuses_what_is_no_text(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Award.model_validate({"ceiling": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["money"]


def test_a_field_describes_itself() -> None:
    schema = Award.model_json_schema()["properties"]["ceiling"]
    assert schema == {"type": "string", "title": "金额", "examples": ["200万元"]}
