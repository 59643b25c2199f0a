"""统一社会信用代码: GB 32100-2015, one code worked by hand.

91350100M000100Y4: values 9 1 3 5 0 1 0 0 21 0 0 0 1 0 0 30 4, weights 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
9 + 3 + 27 + 135 + 26 + 420 + 8 + 900 + 112 = 1640 = 52 * 31 + 28; 31 - 28 = 3, so the check character is 3.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import CreditCode, CreditCodeError, check_credit_code, make_check_character

RIGHT = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_check_character_worked_by_hand() -> None:
    assert make_check_character("91350100M000100Y4") == "3"


def test_a_sum_that_31_divides_has_the_check_character_0() -> None:
    # W is 28 with weight 1, Y is 30 with weight 28: 28 + 840 = 868 = 28 * 31.
    assert make_check_character("W" + "0" * 15 + "Y") == "0"


def test_a_right_code_has_no_problem() -> None:
    assert check_credit_code(RIGHT) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (RIGHT[:-1], "a credit code has 18 characters, this has 17"),
        ("", "a credit code has 18 characters, this has 0"),
        (RIGHT.replace("M", "I"), "character 9 of the credit code, 'I', is not allowed"),
        (RIGHT.replace("M", "-"), "character 9 of the credit code, '-', is not allowed"),
        (RIGHT.lower(), "lower-case letters"),
        ("９" + RIGHT[1:], "full-width characters"),
        (RIGHT[:8] + " " + RIGHT[8:], "white space"),
        (RIGHT[:-1] + "4", "the first 17 call for '3', not '4'"),
    ],
)
def test_a_wrong_code_is_refused_with_the_reason(text: str, reason: str) -> None:
    words = check_credit_code(text)
    assert words is not None
    assert reason in words.en


codes = st.text(ALPHABET, min_size=17, max_size=17).map(lambda first: first + make_check_character(first))


@given(codes)
def test_a_code_with_its_check_character_is_right(code: str) -> None:
    assert check_credit_code(code) is None


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_changing_one_character_is_always_noticed(code: str, place: int, char: str) -> None:
    if code[place] != char:
        assert check_credit_code(code[:place] + char + code[place + 1 :]) is not None


@pytest.mark.parametrize("first", ["", "9" * 16, "I" * 17])
def test_a_check_character_needs_seventeen_characters_of_the_code(first: str) -> None:
    with pytest.raises(CreditCodeError):
        make_check_character(first)


class Firm(BaseModel):
    code: CreditCode


def test_a_field_takes_a_right_code() -> None:
    assert Firm(code=RIGHT).code == RIGHT


@pytest.mark.parametrize("wrong", [RIGHT.lower(), RIGHT.replace("0", "O"), RIGHT + " "])
def test_a_field_suggests_the_right_code(wrong: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Firm.model_validate({"code": wrong})
    (error,) = caught.value.errors()
    assert error["type"] == "credit-code"
    assert error["ctx"]["suggest_zh"] == f"请写作“{RIGHT}”"


@pytest.mark.parametrize("wrong", [None, 913501000001000043, True])
def test_a_field_refuses_what_is_no_text(wrong: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Firm.model_validate({"code": wrong})
    assert [error["type"] for error in caught.value.errors()] == ["credit-code"]
