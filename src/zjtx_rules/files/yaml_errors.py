"""Says in plain words what a YAML parser could not read: what was found, what belongs there, what to do."""

import re
from typing import NamedTuple

import yaml

from zjtx_rules.files import yaml_limits as limits
from zjtx_rules.files.tree import Mark, Source
from zjtx_rules.files.yaml_checks import tag
from zjtx_rules.files.yaml_colons import (
    INDENT,
    KEY_ENDS,
    LINE_EXPECTED,
    bad_key,
    line_of,
    missing_colon,
    syntax,
    tight_colon,
    whole,
    wide_space,
)
from zjtx_rules.files.yaml_scalars import WIDE_SPACES
from zjtx_rules.problems import Problem
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

WIDE_BRACKET = re.compile(r"(?<=: )[｛［【]")
"""A full-width bracket where a value begins: a mapping or list was evidently meant."""


class _Told(NamedTuple):
    """What the parser said: its words in lower case and the marks it gave."""

    words: str
    at: Mark
    since: Mark


def syntax_problem(error: yaml.MarkedYAMLError, source: Source, opened: Mark | None) -> Problem:
    """Return the problem which stopped the parser.

    Args:
        error: What the parser raised.
        source: The text being read.
        opened: Where the innermost bracket stands which is still open.
    """
    at = _mark(error.problem_mark)
    since = _mark(error.context_mark) if error.context_mark else at
    told = _Told(f"{error.context or ''} {error.problem or ''}".lower(), at, since)
    return (
        _indentation_characters(told, source)
        or _unclosed(told, source, opened)
        or _colon(told, source)
        or _special(told, source)
        or _placement(told, source)
        or _other(told, source)
    )


def _mark(mark: yaml.Mark | None) -> Mark:
    """Return a parser's mark as one of ours, one character long."""
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return (line, column, line, column + 1)


def _indentation_characters(told: _Told, source: Source) -> Problem | None:
    """Look for tabs and wide spaces at the start of the lines concerned."""
    for number in dict.fromkeys((told.at[0], told.since[0])):
        line = line_of(source, number)
        found = INDENT.match(line)
        indent = found[0] if found else ""
        tab = indent.find("\t")
        if tab >= 0 and "quoted" not in told.words:
            return syntax(
                source,
                (number, tab + 1, number, len(indent) + 1),
                Words("缩进用了制表符（Tab）", "a tab is used for indentation"),
                Words("只用半角空格缩进", "indent with plain spaces only"),
                Words("把每个制表符改为两个空格", "replace each tab by two spaces"),
            )
        wide = [indent.find(space) for space in WIDE_SPACES if space in indent]
        if wide:
            return wide_space(source, (number, min(wide) + 1, number, len(indent) + 1))
    return None


def _unclosed(told: _Told, source: Source, opened: Mark | None) -> Problem | None:
    """Look for a quote or bracket which nothing closes."""
    if "quoted scalar" in told.words and ("end of stream" in told.words or "document indicator" in told.words):
        return syntax(
            source,
            told.since,
            Words("引号没有闭合", "the quote is not closed"),
            hint=Words(
                "在文字末尾补上同样的引号；文件也可能被截断",
                "add the same quote at the end of the text; the file may also be cut off",
            ),
        )
    if opened is None or "unexpected ':'" in told.words or "escape" in told.words or "tag" in told.words:
        return None
    bracket = line_of(source, opened[0])[opened[1] - 1 : opened[1]]
    closing = "]" if bracket == "[" else "}"
    rest = source.lines[told.at[0] - 1 :]
    at_end = not rest or (not rest[0][told.at[1] - 1 :].strip() and not any(line.strip() for line in rest[1:]))
    if at_end:
        return syntax(
            source,
            opened,
            Words(
                f"括号“{bracket}”没有闭合，文件到此为止", f"the bracket '{bracket}' is not closed before the file ends"
            ),
            Words(f"与之成对的“{closing}”", f"the matching '{closing}'"),
            Words(f"补上“{closing}”；文件也可能被截断", f"add '{closing}'; the file may also be cut off"),
        )
    return syntax(
        source,
        told.at,
        Words(
            f"第{opened[0]}行的括号“{bracket}”没有闭合，或其中有误",
            f"the bracket '{bracket}' of line {opened[0]} is not closed, or its content is wrong",
        ),
        Words(f"逗号或“{closing}”", f"a comma or '{closing}'"),
        Words(
            "各项之间用半角逗号分隔，含特殊符号的文字加引号",
            "separate the items by plain commas and quote texts with special signs",
        ),
    )


def _colon(told: _Told, source: Source) -> Problem | None:
    """Look for a colon which is missing, full-width, or one too many."""
    if "could not find expected ':'" in told.words:
        return bad_key(source, told.since[0]) or missing_colon(source, told.since[0])
    if "unexpected ':'" in told.words:
        return tight_colon(source, told.at)
    if "mapping values are not allowed" not in told.words:
        return None
    number = told.at[0]
    before = line_of(source, number)[: told.at[1] - 1]
    wide = WIDE_BRACKET.search(before)
    if wide:
        return syntax(
            source,
            (number, wide.start() + 1, number, wide.end() + 1),
            Words(f"用了全角括号“{wide[0]}”", f"'{wide[0]}' is a full-width bracket"),
            hint=Words("改用半角的 {} 和 []", "use plain {} and []"),
        )
    if KEY_ENDS.search(before):
        return syntax(
            source,
            told.at,
            Words("值中又出现了“: ”", "the value holds another ': '"),
            hint=Words("用引号把整个值括起来", "put the whole value in quotes"),
        )
    return _deeper_line(source, number)


def _deeper_line(source: Source, number: int) -> Problem:
    """Report a line which stands deeper than the one above it, or what is wrong with that one."""
    above = next((each for each in range(number - 1, 0, -1) if _is_content(line_of(source, each))), 0)
    if above:
        found = bad_key(source, above)
        if found:
            return found
        if not KEY_ENDS.search(line_of(source, above)):
            return missing_colon(source, above)
    return syntax(
        source,
        whole(source, number),
        Words(
            "缩进不对：上一行已经有值，这一行不能再作它的下一级",
            "bad indentation: the line above has a value and cannot have lines below it",
        ),
        LINE_EXPECTED,
        Words("让这一行与同级的键左边对齐", "align this line with the other keys of its level"),
    )


def _is_content(line: str) -> bool:
    """Return whether a line says something."""
    text = line.strip()
    return bool(text) and not text.startswith("#")


def _special(told: _Told, source: Source) -> Problem | None:
    """Look for signs which mean something to YAML and were meant as text."""
    if "tag" in told.words:
        return tag(source, told.at, "!")
    sign = shown(line_of(source, told.at[0])[told.at[1] - 1 : told.at[1]])
    if "escape" in told.words:
        line, column = told.at[:2]
        column = line_of(source, line).rfind("\\", 0, column) + 1 or column
        return syntax(
            source,
            (line, column, line, column + 1),
            Words("双引号内的反斜杠“\\”用法有误", "a backslash is used wrongly inside double quotes"),
            hint=Words("写成“\\\\”，或改用单引号", "write '\\\\' or use single quotes"),
        )
    if "alias" in told.words or "anchor" in told.words:
        sign = shown(line_of(source, told.since[0])[told.since[1] - 1 : told.since[1]])
        return _quote_it(source, told.since, sign)
    if "cannot start any token" in told.words:
        return _quote_it(source, told.at, sign)
    if "directive" in told.words:
        return limits.directive(source, told.since)
    if "block scalar" in told.words:
        return syntax(
            source,
            told.at,
            Words("“|”或“>”后的多行文字写法有误", "the text after '|' or '>' is written wrongly"),
            Words("“|”后换行，文字从下一行开始并缩进", "a line end after '|', the text below it and indented"),
        )
    return None


def _quote_it(source: Source, mark: Mark, sign: str) -> Problem:
    """Report a sign which may not start a text."""
    message = Words(f"文字不能以“{sign}”开头", f"a text cannot start with '{sign}'")
    return syntax(source, mark, message, hint=Words("用引号把文字括起来", "put the text in quotes"))


def _placement(told: _Told, source: Source) -> Problem | None:
    """Look for lines which do not fit those above them."""
    if "sequence entries are not allowed" in told.words:
        return syntax(
            source,
            told.at,
            Words("列表项“- ”不能写在这里", "a list item '- ' cannot stand here"),
            Words("每个“- ”各占一行，位于键的下一行", "each '- ' on a line of its own, below its key"),
            Words(
                "从“- ”处换行；若这是文字，请用引号括起来", "start a new line before '- ', or put the text in quotes"
            ),
        )
    if "block" not in told.words and "document start" not in told.words:
        return None
    mark = whole(source, told.at[0])
    if told.at[1] > mark[1]:
        return syntax(
            source,
            told.at,
            Words("值后面有多余的内容", "there is something more after the value"),
            hint=Words(
                "用引号把整个值括起来，或删去多余的内容", "put the whole value in quotes or delete what is left over"
            ),
        )
    found = bad_key(source, told.at[0])
    if found:
        return found
    return syntax(
        source,
        mark,
        Words("缩进不对：这一行与上面的内容不对齐", "bad indentation: this line does not align with those above"),
        LINE_EXPECTED,
        Words("让同级的行左边对齐", "align the lines of one level"),
    )


def _other(told: _Told, source: Source) -> Problem:
    """Pass on what the parser said, where no plainer words are known."""
    words = shown(told.words.strip(), 120)
    return syntax(source, told.at, Words(f"无法解析：{words}", f"cannot be read: {words}"), LINE_EXPECTED)
