from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from zjtx_rules.files import dump_yaml, parse_yaml


def test_block_style_in_the_order_given() -> None:
    data = {"乙": 1, "甲": ["x", {"k": True, "l": [1, [2]]}], "空": {}, "无": None, "列": []}
    assert dump_yaml(data) == (
        "乙: 1\n甲:\n  - x\n  - k: true\n    l:\n      - 1\n      - - 2\n空: {}\n无: null\n列: []\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "true",
        "null",
        "~",
        "1",
        "0.5",
        "- a",
        "a: b",
        "a #b",
        " a",
        "a ",
        "a:",
        "<<",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "'",
        '"',
        "---",
        "...",
        "#",
        "|",
        "a\tb",
        "\n",
        "a\nb",
        "a\n\nb\n",
        "a\n\n",
        " a\nb",
        "\ud7ff",
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
        "\\",
        "\u3000甲",
        "name：甲",
        "名称：甲",
        "a:b",
        "1e5",
        "yes",
        "0123",
        "2023-09-01",
        "1:30",
        "x" * 5000,
        "[a]",
        "{a}",
        "a, b",
    ],
)
@pytest.mark.parametrize("shape", ["root", "value", "item", "key"])
def test_text_reads_back_as_itself(text: str, shape: str) -> None:
    data = {"root": text, "value": {"k": text}, "item": [text], "key": {text: [1]}}[shape]
    assert parse_yaml(dump_yaml(data), "f").data == data


def test_text_of_several_lines_is_a_block() -> None:
    assert dump_yaml({"a": "一\n二\n"}) == "a: |\n  一\n  二\n"


def test_decimals_are_plain() -> None:
    assert dump_yaml([Decimal("1E+3"), Decimal("0.10")]) == "- 1000\n- 0.10\n"


def test_a_tuple_is_a_list() -> None:
    assert dump_yaml((1, 2)) == "- 1\n- 2\n"


def test_an_enum_is_its_text() -> None:
    class Kind(StrEnum):
        A = "甲"

    assert dump_yaml({"kind": Kind.A}) == "kind: 甲\n"


def test_anything_else_is_its_text() -> None:
    assert dump_yaml({"day": date(2024, 1, 2), "share": 0.5}) == 'day: 2024-01-02\nshare: "0.5"\n'


def test_a_decimal_beyond_numbers_is_text() -> None:
    assert dump_yaml(Decimal("NaN")) == '"NaN"\n'
