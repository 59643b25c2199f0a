"""What a person is told when a YAML text cannot be parsed."""

import pytest

from zjtx_rules.files import parse_yaml
from zjtx_rules.problems import InputError, Problem


def problem(text: str, *, pure: bool = False) -> Problem:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml", pure=pure)
    (only,) = caught.value.problems
    return only


CASES = {
    "tab indentation": ("a:\n\tb: 2\n", (2, 1), "缩进用了制表符（Tab）"),
    "tab after spaces": ("a:\n  - b\n  \t- c\n", (3, 3), "缩进用了制表符（Tab）"),
    "no colon on the first line": ("a 1\nb: 2\n", (1, 1), "这一行缺少冒号"),
    "no colon on a later line": ("a: 1\nb 2\nc: 3\n", (2, 1), "这一行缺少冒号"),
    "no space after the colon": ("a: 1\nb:2\nc: 3\n", (2, 2), "冒号后缺少空格"),
    "no space after the first colon": ("a:1\nb: 2\n", (1, 2), "冒号后缺少空格"),
    "no space after the only colon": ("a:1", (1, 1), "冒号后缺少空格"),
    "no space in brackets": ("{a:}", (1, 3), "冒号后缺少空格"),
    "full-width colon": ("a: 1\n名称：乙\nc: 3\n", (2, 3), "键后用了全角冒号“：”"),
    "full-width colon first": ("名称：乙\nb: 2\n", (1, 3), "键后用了全角冒号“：”"),
    "full-width colon only": ("名称：乙", (1, 1), "键后用了全角冒号“：”"),
    "full-width colon one level down": ("a:\n  名称：乙\n", (2, 3), "键后用了全角冒号“：”"),
    "full-width colon in an item": ("- name：乙\n", (1, 3), "键后用了全角冒号“：”"),
    "full-width colon in brackets": ("{name：乙}\n", (1, 2), "键后用了全角冒号“：”"),
    "line below a value": ("a: 1\n  b: 2\n", (2, 3), "缩进不对：上一行已经有值，这一行不能再作它的下一级"),
    "line between levels": ("a:\n    b: 1\n  c: 2\n", (3, 3), "缩进不对：这一行与上面的内容不对齐"),
    "line left of the first": ("  a: 1\nb: 2\n", (2, 1), "缩进不对：这一行与上面的内容不对齐"),
    "open single quote": ("a: 'x\nb: 2\n", (1, 4), "引号没有闭合"),
    "open double quote": ('a: "x', (1, 4), "引号没有闭合"),
    "open bracket": ("b: 1\na: [1, 2", (2, 4), "括号“[”没有闭合，文件到此为止"),
    "open brace": ("a: &x {x: 1\n\n", (1, 7), "括号“{”没有闭合，文件到此为止"),
    "wrong bracket": ("a: [1, 2}\n", (1, 9), "第1行的括号“[”没有闭合，或其中有误"),
    "backslash": ('a: "\\d"', (1, 5), "双引号内的反斜杠“\\”用法有误"),
    "at sign": ("a: @x", (1, 4), "文字不能以“@”开头"),
    "percent sign": ("a: %x", (1, 4), "文字不能以“%”开头"),
    "asterisk": ("a: * x", (1, 4), "文字不能以“*”开头"),
    "two colons": ("a: x: y", (1, 5), "值中又出现了“: ”"),
    "item behind a key": ("a: - b", (1, 4), "列表项“- ”不能写在这里"),
    "block scalar header": ("a: |x\n  y", (1, 5), "“|”或“>”后的多行文字写法有误"),
    "text behind a quote": ("a: 'x' y", (1, 8), "值后面有多余的内容"),
}


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("case", CASES)
def test_message_and_place(case: str, pure: bool) -> None:  # noqa: FBT001 - a parameter of the test
    text, place, message = CASES[case]
    found = problem(text, pure=pure)
    assert (found.code, found.message.zh, found.place[1:3]) == ("yaml-syntax", message, place)


def test_a_full_width_colon_as_shown() -> None:
    assert problem("a: 1\n名称：乙\nc: 3\n").render() == (
        "f.yaml:2:3: 错误[yaml-syntax]: 键后用了全角冒号“：”\n"
        "    2 | 名称：乙\n"
        "      |     ^^\n"
        "  应为: 半角冒号加一个空格：“键: 值”\n"
        "  建议: 把“：”改为“: ”；若这就是文字本身，请用引号括起来"
    )


def test_a_tab_as_shown_in_english() -> None:
    assert problem("a:\n\tb: 2\n").render("en") == (
        "f.yaml:2:1: error[yaml-syntax]: a tab is used for indentation\n"
        "    2 | →b: 2\n"
        "      | ^\n"
        "  expected: indent with plain spaces only\n"
        "  hint: replace each tab by two spaces"
    )


@pytest.mark.parametrize("text", ["a:\n　b: 1\n", "a:\n\u00a0\u00a0b: 1\n", "a:　b\nc: 1\n", "-\n  　x\n"])
def test_wide_spaces(text: str) -> None:
    assert problem(text).code == "yaml-character"


def test_problems_before_a_syntax_error_are_reported_with_it() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 1\na: !x 2\nb: [\n", "f")
    assert [each.code for each in caught.value.problems] == ["duplicate-key", "yaml-tag", "yaml-syntax"]


def test_every_cut_of_a_text_reads_or_says_why() -> None:
    text = "rules:\n  - id: 'x'\n    when: {all: [a, \"b\"]}\n    note: |\n      一\n"
    for end in range(len(text)):
        try:
            parse_yaml(text[:end], "f")
        except InputError as error:
            assert error.problems[0].place.line  # noqa: PT017 - whether it is raised depends on the cut
