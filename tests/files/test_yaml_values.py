from decimal import Decimal

import pytest

from zjtx_rules.files import parse_yaml


def value(text: str) -> object:
    return parse_yaml(f"a: {text}\n", "f.yaml").data["a"]


@pytest.mark.parametrize(
    "text", ["yes", "no", "on", "Off", "True", "NULL", "1:30", "0123", "0x1F", "1_000", "1e5", ".inf"]
)
def test_words_of_other_yaml_readers_stay_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize("text", ["2023-09-01", "+1", "1.", ".5", "-", "00.5", "１２"])
def test_what_only_resembles_a_number_stays_text(text: str) -> None:
    assert value(text) == text if text != "-" else True


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_words_with_a_meaning(text: str, expected: object) -> None:
    assert value(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("0", 0), ("-5", -5), ("20000000", 20_000_000)])
def test_integers(text: str, expected: int) -> None:
    assert value(text) == expected


def test_an_integer_is_an_int() -> None:
    assert type(value("5")) is int


def test_a_decimal_keeps_its_digits() -> None:
    assert str(value("5.10")) == "5.10"


def test_a_decimal_is_exact() -> None:
    assert value("-0.1") == Decimal("-0.1")


@pytest.mark.parametrize("text", ['"1"', "'1'", "|\n  1", ">-\n  1"])
def test_quoted_and_block_scalars_are_text(text: str) -> None:
    assert str(value(text)).strip() == "1"
    assert isinstance(value(text), str)


def test_an_alias_repeats_its_value() -> None:
    assert parse_yaml("a: &x [1]\nb: *x\n", "f").data == {"a": [1], "b": [1]}


def test_a_quoted_merge_key_is_text() -> None:
    assert parse_yaml("'<<': 1\n", "f").data == {"<<": 1}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_yaml("\ufeffa: 1\n", "f").data == {"a": 1}


def test_windows_line_ends() -> None:
    assert parse_yaml("a: 1\r\nb: 2\r\n", "f").data == {"a": 1, "b": 2}


def test_text_with_a_full_width_colon_stays_text() -> None:
    assert value("说明：见附件") == "说明：见附件"


def test_a_list_item_of_chinese_with_a_full_width_colon_stays_text() -> None:
    assert parse_yaml("- 注意：另行通知\n", "f").data == ["注意：另行通知"]


def test_full_width_indentation_inside_a_block_scalar_is_text() -> None:
    assert value("|-\n  　　第一条\n  　　第二条") == "　　第一条\n　　第二条"


def test_an_address_on_its_own_line_is_text() -> None:
    assert value("\n  https://example.org") == "https://example.org"
