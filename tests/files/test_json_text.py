from decimal import Decimal

import pytest

from zjtx_rules.files import Limits, parse_json
from zjtx_rules.problems import InputError, Place, Problem


def problems(text: str, limits: Limits | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse_json(text, "f.json", limits or Limits())
    return tuple(caught.value.problems)


def test_values() -> None:
    assert parse_json('{"a": [1, true, null, "x"]}', "f").data == {"a": [1, True, None, "x"]}


def test_decimals_are_exact() -> None:
    assert parse_json("[0.10, 1e2]", "f").data == [Decimal("0.10"), Decimal(100)]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_json("\ufeff{}", "f").data == {}


def test_there_are_no_places() -> None:
    assert parse_json('{"a": 1}', "f.json").place(("a",)) == Place("f.json")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"a": 1,\n "b" 2}', "json-syntax", (2, 6)),
        ('{"a": 1', "json-syntax", (1, 8)),
        ('{"a": "x', "json-syntax", (1, 7)),
        ("{'a': 1}", "json-syntax", (1, 2)),
        ('{"a"：1}', "json-syntax", (1, 5)),
        ('{"a": 1} x', "json-syntax", (1, 10)),
        ('"a\x00b"', "json-syntax", (1, 3)),
        ('"\\x"', "json-syntax", (1, 2)),
        ("[1,]", "json-syntax", None),
        ("", "json-empty", (1, 1)),
        (" \n", "json-empty", (1, 1)),
        ("[" * 100_000, "json-depth", (1, 61)),
        ('{"a": "[[[[' + "[" * 100 + '"', "json-syntax", (1, 113)),
        ('{"a": 1, "a": 2}', "duplicate-key", (0, 0)),
        ("[NaN]", "json-number", (0, 0)),
        ("[-Infinity]", "json-number", (0, 0)),
        ("[1e99999999]", "json-number", (0, 0)),
        ("[1e9999999999999999999999]", "json-number", (0, 0)),
        ("[" + "9" * 5_000 + "]", "json-number", (0, 0)),
        ('["\\ud800"]', "json-character", (0, 0)),
        ('["\ud800"]', "json-character", (0, 0)),
    ],
)
def test_code_and_place(text: str, code: str, place: tuple[int, int] | None) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    if place:
        assert problem.place[1:3] == place


def test_a_repeated_key_has_its_path() -> None:
    (problem,) = problems('{"r": [{"a": 1, "a": 2}]}')
    assert problem.path == "r.0.a"


def test_a_repeated_key_inside_what_another_swallowed() -> None:
    assert {each.path for each in problems('{"a": {"b": 1, "b": 2}, "a": 1}')} == {"a"}


def test_a_full_width_colon_as_shown() -> None:
    (problem,) = problems('{"a"：1}')
    assert problem.render() == (
        "f.json:1:5: 错误[json-syntax]: 键后缺少冒号“:”\n"
        '    1 | {"a"：1}\n'
        "      |     ^^\n"
        "  建议: 把全角“：”改为半角“:”"
    )


def test_too_long_a_text() -> None:
    (problem,) = problems("[1, 2]", Limits(characters=5))
    assert problem.message.zh == "文本有6个字符，超过上限5个字符"


def test_quotes_in_great_number_take_no_time() -> None:
    assert problems('"\\' * 400_000)[0].code == "json-syntax"
