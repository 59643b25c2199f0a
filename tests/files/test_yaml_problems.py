"""Bad inputs which are well-formed YAML, or no YAML at all: each has its code and place."""

import time

import pytest

from zjtx_rules.files import Limits, parse_yaml
from zjtx_rules.problems import InputError, Problem


def problems(text: str, limits: Limits | None = None, *, pure: bool = False) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml", limits or Limits(), pure=pure)
    return tuple(caught.value.problems)


def found(text: str, limits: Limits | None = None, *, pure: bool = False) -> list[tuple[str, int, int]]:
    return [(each.code, each.place.line, each.place.column) for each in problems(text, limits, pure=pure)]


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 5)}]\n" for n in range(1, 20)
)


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!python/object:os.system x\n", [("yaml-tag", 1, 4)]),
        ("a: !x\n  b: !y [1]\n", [("yaml-tag", 1, 4), ("yaml-tag", 2, 6)]),
        ("a: ! x\n", [("yaml-tag", 1, 4)]),
        ("a: &b ! x\n", [("yaml-tag", 1, 4)]),
        ("<<: {a: 1}\n", [("yaml-merge-key", 1, 1)]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("- {a: 1, 'a': 2}\n", [("duplicate-key", 1, 10)]),
        ("1: x\n", [("yaml-key", 1, 1)]),
        ("true: x\n", [("yaml-key", 1, 1)]),
        ("~: x\n", [("yaml-key", 1, 1)]),
        ("? [a]\n: b\n", [("yaml-key", 1, 3)]),
        ("{a: 1}: b\n", [("yaml-key", 1, 1)]),
        ("a: &x 1\n*x : 2\n", [("yaml-key", 2, 1)]),
        ("a: 1\n---\nb: 2\n", [("yaml-documents", 2, 1)]),
        ("", [("yaml-empty", 1, 1)]),
        ("# 只有注释\n\n", [("yaml-empty", 1, 1)]),
        ("---\n", [("yaml-empty", 1, 1)]),
        ("%YAML 1.1\n---\na: 1\n", [("yaml-directive", 1, 1)]),
        ("a: x\0y\n\x07", [("yaml-character", 1, 5), ("yaml-character", 2, 1)]),
        ("a: \ud800\n", [("yaml-character", 1, 4)]),
        ("a: x\u2028\n", [("yaml-character", 1, 5)]),
        ("a: \ufeff\n", [("yaml-character", 1, 4)]),
        ("a: *x\n", [("yaml-alias", 1, 4)]),
        ("a: &x [*x]\n", [("yaml-alias", 1, 8)]),
        ("a: " + "9" * 5_000 + "\n", [("yaml-number", 1, 4)]),
        ("a: -" + "9" * 5_000 + ".5\n", [("yaml-number", 1, 4)]),
        ("[" * 100_000, [("yaml-depth", 1, 61)]),
        ("{a: " * 100_000, [("yaml-depth", 1, 241)]),
        ("- " * 1_000, [("yaml-depth", 1, 121)]),
        (BOMB, [("yaml-alias-limit", 7, 30)]),
    ],
)
def test_code_and_place(text: str, expected: list[tuple[str, int, int]], pure: bool) -> None:  # noqa: FBT001 - a parameter
    assert found(text, pure=pure) == expected


def test_half_a_character_from_an_escape() -> None:
    assert problems('a: "\\ud800"\n')[0].place.line == 1


def test_half_a_character_from_an_escape_without_libyaml() -> None:
    assert found('a: "\\ud800"\n', pure=True) == [("yaml-character", 1, 4)]


def test_an_escape_beyond_unicode_without_libyaml() -> None:
    assert [each.code for each in problems('a: "\\UFFFFFFFF"\n', pure=True)] == ["yaml-syntax"]


def test_a_repeated_key_names_the_first_line() -> None:
    (problem,) = problems("甲: 1\nb: 2\n甲: 3\n")
    assert problem.message.zh == "键“甲”重复，第1行已写过"


def test_a_repeated_key_has_its_path() -> None:
    (problem,) = problems("r:\n  - a: 1\n    a: 2\n")
    assert problem.path == "r.0.a"


def test_10_mb_of_keys_are_refused_unread() -> None:
    text = "".join(f"key{n}: 1\n" for n in range(800_000))
    start = time.perf_counter()
    (problem,) = problems(text)
    assert time.perf_counter() - start < 0.5
    assert problem.message.zh == f"文本有{len(text):,}个字符，超过上限2,000,000个字符"


def test_more_values_than_allowed() -> None:
    assert found("- 1\n" * 5, Limits(nodes=4)) == [("yaml-size", 4, 3)]


def test_an_alias_counts_all_it_repeats() -> None:
    assert found("a: &x [1, 2, 3, 4]\nb: *x\n", Limits(nodes=10)) == [("yaml-alias-limit", 2, 4)]


def test_aliases_within_their_bounds_are_read() -> None:
    assert parse_yaml("a: &x 1\n" + "".join(f"k{n}: *x\n" for n in range(50)), "f").data["k49"] == 1


def test_one_alias_too_many() -> None:
    assert found("a: &x 1\n" + "".join(f"k{n}: *x\n" for n in range(51))) == [("yaml-alias-limit", 52, 6)]


def test_depth_counts_what_an_alias_repeats() -> None:
    assert found("a: &x [[[1]]]\nb: [[*x]]\n", Limits(depth=5)) == [("yaml-depth", 2, 6)]


def test_depth_within_its_bound_is_read() -> None:
    assert parse_yaml("a: &x [[[1]]]\nb: [[*x]]\n", "f", Limits(depth=6)).data["b"] == [[[[[1]]]]]


def test_no_more_problems_than_useful() -> None:
    assert len(problems("".join("a: 1\n" for _ in range(10_000)))) == 100


def test_all_problems_are_reported_together() -> None:
    text = "a: !x 1\na: 2\n3: 4\n<<: 5\nb: *y\n"
    assert [code for code, *_ in found(text)] == [
        "yaml-tag",
        "duplicate-key",
        "yaml-key",
        "yaml-merge-key",
        "yaml-alias",
    ]


def test_a_tag_as_shown() -> None:
    (problem,) = problems("a: !money 5\n")
    assert problem.render() == (
        "f.yaml:1:4: 错误[yaml-tag]: 不允许使用类型标签“!money”\n"
        "    1 | a: !money 5\n"
        "      |    ^^^^^^^^\n"
        "  应为: 只有文字、数字、真假、空值、列表和映射\n"
        "  建议: 删去以“!”开头的标签；若“!”属于文字，请用引号括起来"
    )
