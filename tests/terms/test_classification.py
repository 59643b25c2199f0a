"""GB/T 4754-2017: every code of the classification in every spelling, and what is in it not."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules.terms.classification import classes_of, find_industry, industries, section_of, within
from zjtx_rules.terms.industries import candidate_rows

# 门类 and their 大类, as the standard prints them at the head of each section (本门类包括01～05大类 …).
DIVISIONS = {
    "A": (1, 5),
    "B": (6, 12),
    "C": (13, 43),
    "D": (44, 46),
    "E": (47, 50),
    "F": (51, 52),
    "G": (53, 60),
    "H": (61, 62),
    "I": (63, 65),
    "J": (66, 69),
    "K": (70, 70),
    "L": (71, 72),
    "M": (73, 75),
    "N": (76, 79),
    "O": (80, 82),
    "P": (83, 83),
    "Q": (84, 85),
    "R": (86, 90),
    "S": (91, 96),
    "T": (97, 97),
}
CODES = list(industries())
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def section(code: str) -> str:
    """Return the section of a code by the printed ranges."""
    if code.isalpha():
        return code
    return next(letter for letter, (first, last) in DIVISIONS.items() if first <= int(code[:2]) <= last)


def with_letter(code: str) -> str:
    return code if code.isalpha() else section(code) + code


def test_the_classification_is_whole() -> None:
    lengths = Counter("section" if code.isalpha() else len(code) for code in CODES)
    assert lengths == {"section": 20, 2: 97, 3: 473, 4: 1381}
    assert [int(code) for code in CODES if len(code) == 2 and code.isdecimal()] == list(range(1, 98))
    assert all(code[:-1] in industries() for code in CODES if len(code) > 2)


def test_every_code_lies_in_its_section() -> None:
    assert {code: section_of(code) for code in CODES} == {code: section(code) for code in CODES}


def test_every_code_with_its_letter_in_any_spelling_is_itself() -> None:
    for code in CODES:
        written = with_letter(code)
        spellings = [written, written.lower(), f" {written} ", written.translate(FULL_WIDTH)]
        spellings += [f"{written}{industries()[code]}", f"{written} {industries()[code]}"]
        assert {find_industry(each).codes for each in spellings} == {(code,)}, code
        assert all(find_industry(each).doubt is None for each in spellings), code


def test_without_the_letter_a_group_may_be_a_class_that_lost_its_zero() -> None:
    """Spreadsheets write 0412 内陆养殖 as 412, which is the group 核辐射加工."""
    for code in (each for each in CODES if each.isdecimal()):
        found = find_industry(code)
        other = "0" + code
        if len(code) == 3 and other in industries():
            assert found.codes == (code, other)
            assert found.doubt is not None
            assert found.doubt.code == "industry-ambiguous"
            assert with_letter(code) in found.doubt.words.zh
            assert with_letter(other) in found.doubt.suggestion.zh
        else:
            assert found == ((code,), None)


def test_a_code_without_its_zero_that_can_be_no_other_is_read_and_reported() -> None:
    for code in (each for each in CODES if each.startswith("0")):
        short = code[1:]
        if len(short) == 2:  # 041 as 41: two digits are a division
            assert find_industry(short).codes == (short,)
        elif short not in industries():
            found = find_industry(short)
            assert found.codes == (code,)
            assert found.doubt is not None
            assert found.doubt.code == "industry-reread"
        assert find_industry(section(code) + short).codes == (code,)


def test_every_name_is_the_widest_code_that_has_it() -> None:
    for code, name in industries().items():
        (found,) = find_industry(name).codes
        assert industries()[found] == name
        assert within(code, found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3451.0", "3451"),
        ("34.0", "34"),
        ("3450", "345"),
        ("C3400", "34"),
        ("J6620", "662"),
        ("软件和信息技术服务", "65"),
        ("制造业/通用设备制造业/轴承、齿轮和传动部件制造", "345"),
        ("制造业-通用设备制造业", "34"),
        ("C 通用设备制造业", "34"),
        ("C-3451", "3451"),
        ("其他金融业", "69"),
    ],
)
def test_what_lists_hold(text: str, code: str) -> None:
    assert find_industry(text).codes == (code,)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "无",
            "U",
            "Z9",
            "00",
            "98",
            "99",
            "000",
            "999",
            "9999",
            "C9999",
            "C99",
            "B3451",
            "C8310",
            "A412B",
        ),
        *(
            "34512",
            "345100",
            "3451.5",
            "0.3451",
            "-3451",
            "+34",
            "3451e0",
            "三四五一",
            "主营轴承",
            "业",
        ),
        *(
            "6513 滚动轴承制造",
            "采矿业/滚动轴承制造",
            "3451、3452",
            "C/D",
            "C" * 200,
            "٣٤",
            "\x00",
            "C\n3451 滚动轴承制造\nC",
        ),
    ],
)
def test_what_is_not_in_the_classification_is_unknown_and_reported(text: str) -> None:
    found = find_industry(text)
    assert found.codes == ()
    assert found.doubt is not None
    assert found.doubt.code == "industry-unknown"
    assert candidate_rows(text) == candidate_rows(None)


@pytest.mark.parametrize(("text", "write"), [("B3451", "C3451"), ("3450", "345"), ("C3400", "34"), ("412", "A0412")])
def test_what_is_suggested_is_understood(text: str, write: str) -> None:
    doubt = find_industry(text).doubt
    assert doubt is not None
    assert f"“{write}”" in doubt.suggestion.zh
    assert find_industry(write).doubt is None


@given(st.text(max_size=12) | st.text(st.sampled_from("0123456789ABCDTUｃ３.、业制造 -/"), max_size=8))
def test_any_text_is_something_of_the_classification_or_reported(text: str) -> None:
    found = find_industry(text)
    assert all(code in industries() for code in found.codes)
    assert found.doubt is not None or len(found.codes) == 1


def test_the_classes_of_a_code_are_those_that_lie_in_it() -> None:
    for code in CODES:
        assert set(classes_of(code)) == {each for each in CODES if len(each) == 4 and within(each, code)}
