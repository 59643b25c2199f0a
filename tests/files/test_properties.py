"""What holds for any text and any data."""

import tempfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules.files import Source, dump_yaml, parse_json, parse_text, parse_yaml, read_file
from zjtx_rules.problems import InputError

TEXTS = st.text() | st.text("ab：: -\n\"'[]{}#|>&*!?,\\~01.\t", max_size=12)
NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
PIECES = st.sampled_from(
    [
        "a",
        "键",
        "：",
        ": ",
        ":",
        "- ",
        "\n",
        "\n  ",
        "\n\t",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "|",
        ">",
        " # ",
        "&a ",
        "*a ",
        "!x ",
        "! ",
        "? ",
        "%",
        "@",
        "\t",
        "\u3000",
        "<<: ",
        "1",
        "0.5",
        "~",
        "---",
        "\n---\n",
        "\\",
        "\r\n",
        "x: ",
        "y: 1\n",
        "�",
        "\x00",
    ]
)
LIKELY = st.lists(PIECES, max_size=20).map("".join)
ANY_TEXT = st.text(st.characters()) | LIKELY
PARSERS: list[Callable[[str, str], Source]] = [parse_yaml, partial(parse_yaml, pure=True), parse_json, parse_text]


@given(DATA)
def test_dumped_data_reads_back_the_same(data: Any) -> None:
    assert parse_yaml(dump_yaml(data), "f").data == data


@given(DATA)
def test_both_parsers_agree_on_dumped_data(data: Any) -> None:
    text = dump_yaml(data)
    fast, pure = parse_yaml(text, "f"), parse_yaml(text, "f", pure=True)
    assert (fast.data, fast.marks, fast.key_marks) == (pure.data, pure.marks, pure.key_marks)


@given(LIKELY)
def test_both_parsers_agree_on_what_can_be_read(text: str) -> None:
    assert outcome(text, pure=False) == outcome(text, pure=True)


def outcome(text: str, *, pure: bool) -> Any:
    try:
        source = parse_yaml(text, "f", pure=pure)
    except InputError:
        return None
    return source.data, source.marks, source.key_marks


@given(DATA)
def test_every_node_has_a_mark(data: Any) -> None:
    source = parse_yaml(dump_yaml(data), "f")
    assert set(source.marks) == set(paths(data, ()))


def paths(data: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(each for step, inner in steps for each in paths(inner, (*path, step)))]


@pytest.mark.parametrize("parser", PARSERS, ids=["libyaml", "pure", "json", "any"])
@given(text=ANY_TEXT)
def test_any_text_is_read_or_reported(parser: Callable[[str, str], Source], text: str) -> None:
    try:
        parser(text, "f")
    except InputError as error:
        for language in ("zh", "en"):
            assert error.render(language)  # noqa: PT017 - whether it is raised depends on the text


@pytest.mark.parametrize("name", ["f.yaml", "f.json", "f"])
@given(content=st.binary())
def test_any_bytes_are_read_or_reported(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            read_file(path)
        except InputError as error:
            assert error.problems  # noqa: PT017 - whether it is raised depends on the bytes


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_decimal_keeps_its_value(number: Decimal) -> None:
    assert parse_yaml(dump_yaml([number]), "f").data == [number]


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner), max_leaves=8)
)
def test_json_is_read_as_written(data: Any) -> None:
    import json  # noqa: PLC0415 - only to write what is read

    assert parse_json(json.dumps(data), "f").data == data
