"""The commonest slips in YAML: the wrong colon, the wrong space, none at all; and where on a line they stand."""

import re

from zjtx_rules.files.tree import Mark, Path, Source
from zjtx_rules.files.yaml_scalars import TIGHT_KEY
from zjtx_rules.problems import Problem
from zjtx_rules.words import Words

INDENT = re.compile(r"[ \t\u00a0\u3000]*")
KEY_ENDS = re.compile(r":(?:[ \t]|$)")
_COLON_WIDE_SPACE = re.compile(r":[\u00a0\u3000]")

QUOTE_IT = Words("若这就是文字本身，请用引号括起来", "if this is meant as text, put it in quotes")
LINE_EXPECTED = Words(
    "每行写成“键: 值”，下一级比上一级多缩进两个空格", "lines 'key: value', each level two spaces deeper than the last"
)
SPACES = Words("只用半角空格缩进", "indent with plain spaces only")


def line_of(source: Source, number: int) -> str:
    """Return a line of the text, or nothing beyond its end."""
    return source.lines[number - 1] if 1 <= number <= len(source.lines) else ""


def whole(source: Source, number: int) -> Mark:
    """Return the mark of what is written on a line, without its indentation."""
    line = line_of(source, number)
    indent = INDENT.match(line)
    start = indent.end() if indent else 0
    return (number, start + 1, number, len(line.rstrip()) + 1)


def syntax(
    source: Source, mark: Mark, message: Words, expected: Words | None = None, hint: Words | None = None
) -> Problem:
    """Return a problem of the code `yaml-syntax`."""
    return source.problem_at("yaml-syntax", mark, message, expected=expected, suggestion=hint)


def wide_space(source: Source, mark: Mark, path: Path = ()) -> Problem:
    """Report a full-width or no-break space where a plain one belongs."""
    message = Words(
        "此处用了全角空格或不间断空格（U+3000、U+00A0），不能作缩进或分隔",
        "a full-width or no-break space (U+3000, U+00A0) cannot indent or separate",
    )
    return source.problem_at(
        "yaml-character",
        mark,
        message,
        path=path,
        expected=SPACES,
        suggestion=Words("改为半角空格", "replace it by plain spaces"),
    )


def full_width_colon(source: Source, mark: Mark, path: Path = ()) -> Problem:
    """Report `：` where the colon after a key belongs."""
    return source.problem_at(
        "yaml-syntax",
        mark,
        Words("键后用了全角冒号“：”", "a full-width colon '：' stands after the key"),
        path=path,
        expected=Words("半角冒号加一个空格：“键: 值”", "a plain colon and a space: 'key: value'"),
        suggestion=Words(
            "把“：”改为“: ”；若这就是文字本身，请用引号括起来",
            "replace '：' by ': '; if this is meant as text, put it in quotes",
        ),
    )


def tight_colon(source: Source, mark: Mark, path: Path = ()) -> Problem:
    """Report a colon without a space behind it."""
    return source.problem_at(
        "yaml-syntax",
        mark,
        Words("冒号后缺少空格", "there is no space after the colon"),
        path=path,
        expected=Words("半角冒号加一个空格：“键: 值”", "a plain colon and a space: 'key: value'"),
        suggestion=Words(
            "在“:”后加一个空格；若这就是文字本身，请用引号括起来",
            "add a space after ':'; if this is meant as text, put it in quotes",
        ),
    )


def bad_key(source: Source, number: int) -> Problem | None:
    """Return what is wrong with the colon after the key of a line which has no proper one."""
    line = line_of(source, number)
    if KEY_ENDS.search(line):
        return None
    wide = _COLON_WIDE_SPACE.search(line)
    if wide:
        return wide_space(source, (number, wide.start() + 2, number, wide.end() + 1))
    column = line.find("：") + 1
    if column:
        return full_width_colon(source, (number, column, number, column + 1))
    tight = TIGHT_KEY.search(line)
    if tight:
        column = tight.end(1) + 1
        return tight_colon(source, (number, column, number, column + 1))
    return None


def missing_colon(source: Source, number: int) -> Problem:
    """Report a line without any colon."""
    return syntax(
        source,
        whole(source, number),
        Words("这一行缺少冒号", "this line has no colon"),
        LINE_EXPECTED,
        Words(
            "在键后加“: ”；若这是上一行的后续文字，请缩进对齐或用引号括起来",
            "add ': ' after the key, or indent or quote it if it continues the line above",
        ),
    )
