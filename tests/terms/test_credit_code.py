"""统一社会信用代码: GB 32100-2015, one code worked by hand.

91350100M000100Y4: values 9 1 3 5 0 1 0 0 21 0 0 0 1 0 0 30 4, weights 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
9 + 3 + 27 + 135 + 26 + 420 + 8 + 900 + 112 = 1640 = 52 * 31 + 28; 31 - 28 = 3, so the check character is 3.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zjtx_rules.terms import CreditCode, CreditCodeError, check_credit_code, doubt_credit_code, make_check_character

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


# 登记管理部门, 机构类别 and the provinces of GB/T 2260, 10 for the nation.
PROVINCES = [
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "21",
    "22",
    "23",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
    "50",
    "51",
    "52",
    "53",
    "54",
    "61",
    "62",
    "63",
    "64",
    "65",
    "71",
    "81",
    "82",
]
firsts = st.builds(
    "{}{}{}{:04}{}".format,
    st.sampled_from("9ANY"),
    st.sampled_from("123459"),
    st.sampled_from(PROVINCES),
    st.integers(0, 9999),
    st.text(ALPHABET, min_size=9, max_size=9),
)
codes = firsts.map(lambda first: first + make_check_character(first))


@given(codes)
def test_a_code_with_its_check_character_is_right(code: str) -> None:
    assert check_credit_code(code) is None


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_changing_one_character_is_always_noticed(code: str, place: int, char: str) -> None:
    if code[place] != char:
        changed = code[:place] + char + code[place + 1 :]
        assert check_credit_code(changed) is not None
        # Either the code cannot be one, or it is taken and spoken of.
        assert _refused(changed) is (doubt_credit_code(changed) is None)


def _refused(code: str) -> bool:
    try:
        Firm(code=code)
    except ValidationError:
        return True
    return False


@given(firsts, st.sampled_from(ALPHABET))
def test_a_code_whose_check_character_does_not_fit_is_kept_and_spoken_of(first: str, last: str) -> None:
    code = first + last
    assert Firm(code=code).code == code
    assert (doubt_credit_code(code) is None) is (last == make_check_character(first))


def test_a_code_of_xiamen_from_before_2016() -> None:
    """Made up after real ones: issued with another check character."""
    assert Firm(code="91350203M0002ABC19").code == "91350203M0002ABC19"
    words = doubt_credit_code("91350203M0002ABC19")
    assert words is not None
    assert "第" not in words.zh
    assert "“6”" in words.zh


days = st.dates(date(1920, 1, 1), date(2020, 12, 31))


def identity_number(division: str, born: date, number: int) -> str:
    """Return a number made like that of an identity card: GB 11643-1999, the check by ISO 7064, MOD 11-2."""
    first = f"{division}{born:%Y%m%d}{number:03}"
    rest = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first)) % 11
    return first + "10X98765432"[rest]


@given(st.sampled_from([each for each in PROVINCES if each < "80"]), st.integers(0, 9999), days, st.integers(0, 999))
def test_the_number_of_an_identity_card_is_no_credit_code(province: str, rest: int, born: date, number: int) -> None:
    text = identity_number(f"{province}{rest:04}", born, number)
    # One in 31 satisfies the check of a credit code as well; with a division in its third to eighth place it is only doubted.
    assert _refused(text) or (doubt_credit_code(text) is not None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("110105194912310018", "identity card"),
        ("913701A0MA3C00000X", "characters 3 to 8"),
        ("91990100M000100Y40", "characters 3 to 8"),
        ("91010519M000100Y40", "characters 3 to 8"),
        ("97350100M000100Y43", "registering authority"),
        ("B1350100M000100Y43", "registering authority"),
    ],
)
def test_a_code_that_none_can_have_been_given_is_refused(text: str, reason: str) -> None:
    assert _refused(text)
    words = check_credit_code(text)
    assert words is not None
    assert reason in words.en


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


def test_a_number_is_told_to_be_quoted() -> None:
    with pytest.raises(ValidationError) as caught:
        Firm.model_validate({"code": 913501000001000043})
    (error,) = caught.value.errors()
    assert error["ctx"]["suggest_zh"] == '请加引号，写作 "913501000001000043"'
