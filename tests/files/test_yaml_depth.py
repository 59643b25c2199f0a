"""Nesting beyond the limit is said to be that, at the level that is one too many, whatever the parser says of it.

libyaml has had a limit of its own since 0.2.6 (1,000 levels), and gives up before the reader is told of the levels it read ahead.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zjtx_rules.files import Limits, parse_yaml
from zjtx_rules.problems import InputError

DEPTH = Limits().depth

FLOW = ("[", "{a: ", "[? ", "[a, {乙: ", '["[[[", ')
BEFORE = ("", "名称: 甲\nk: ", "# 〔说明〕😀\nk: {a: '[['}\nx:\n  ", "甲:\n- ", "a: &b [[1]]\nc: ")


def found(text: str, *, pure: bool = False) -> list[tuple[str, int, int]]:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml", pure=pure)
    return [(each.code, each.place.line, each.place.column) for each in caught.value.problems]


@pytest.mark.parametrize("levels", [DEPTH + 1, 999, 1_000, 1_001, 1_100, 30_000])
@pytest.mark.parametrize("before", ["", "名称: 甲\nk: "], ids=["at once", "below a key"])
@pytest.mark.parametrize("opening", ["[", "{a: ", '["[[[", '])
def test_the_first_level_beyond_the_limit_is_named(opening: str, before: str, levels: int) -> None:
    (problem,) = found(before + opening * levels)
    start = before.rsplit("\n", 1)[-1]
    already = 1 if before else 0  # the mapping of the keys is a level too
    bracket = len(start) + (DEPTH - already) * len(opening) + 1
    assert problem == ("yaml-depth", 1 + before.count("\n"), bracket)


@given(st.sampled_from(BEFORE), st.lists(st.sampled_from(FLOW), min_size=1, max_size=3), st.integers(1_001, 1_200))
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_both_parsers_say_the_same_of_deep_texts(before: str, openings: list[str], levels: int) -> None:
    text = before + "".join(openings[at % len(openings)] for at in range(levels))
    assert found(text) == found(text, pure=True)
    assert found(text)[-1][0] == "yaml-depth"


@pytest.mark.parametrize("opening", ["- ", "? ", "- ? "])
def test_both_parsers_say_the_same_of_deep_blocks(opening: str) -> None:
    assert found(opening * 1_100) == found(opening * 1_100, pure=True)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is installed without libyaml")
@pytest.mark.parametrize("said", ["Verschachtelung zu tief", "", "while parsing a node exceeded maximum depth"])
def test_the_words_of_the_parser_do_not_matter(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """A parser that gives up after 99 brackets without a word about any of them, and says so in words that nobody has heard."""
    real = yaml.CSafeLoader

    class Strict:
        def __init__(self, text: str) -> None:
            self.inner = real(text)
            at = text.find("[" * 99)
            self.mark: Any = yaml.Mark("f", at + 98, 0, at + 98, None, None) if at >= 0 else None

        def get_event(self) -> Any:
            if self.mark is not None:
                raise yaml.scanner.ScannerError(None, None, said, self.mark)
            return self.inner.get_event()

        def dispose(self) -> None:
            self.inner.dispose()

    monkeypatch.setattr(yaml, "CSafeLoader", Strict)
    assert found("甲: 乙\nk: " + "[" * 200) == [("yaml-depth", 2, 3 + DEPTH)]


def test_an_ordinary_mistake_inside_brackets_stays_what_it_is() -> None:
    assert found("a: [1, 2\nb: 3\n")[0][0] == "yaml-syntax"
