"""The problems a well-formed YAML text may still have: one function for each, called where it is met."""

import re
from typing import Any

from zjtx_rules.files.tree import Mark, Path, Source
from zjtx_rules.files.yaml_colons import QUOTE_IT, full_width_colon, tight_colon, wide_space
from zjtx_rules.files.yaml_scalars import FULL_WIDTH_KEY, FULL_WIDTH_NAME, TIGHT_KEY, WIDE_SPACES
from zjtx_rules.problems import Problem
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONE_TAG = re.compile(r"(?:&[^\s,\[\]{}]+(?:\s|#[^\r\n]*+[\r\n])*+)?!")
_BRACKET = re.compile(r"[\[{]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_YEAR_KEY = re.compile(r"(19|20)[0-9]{2}")
"""A year, which may be a key as it is: what stands behind it is the figure of that year."""
_KEY_EXPECTED = Words("键须是文字", "a key must be text")


def mark_of(event: Any) -> Mark:
    """Return where an event stands."""
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def bracket(text: str, start: Any) -> Mark:
    """Return where the bracket stands which opens the node at `start`, behind its anchor and tag if it has such."""
    found = _BRACKET.search(text, start.index)
    index = found.start() if found else start.index
    line = start.line + 1 + len(_LINE_END.findall(text, start.index, index))
    column = index - max(text.rfind("\n", 0, index), text.rfind("\r", 0, index))
    return (line, column, line, column + 1)


def bad_characters(source: Source, most: int) -> list[Problem]:
    """Return a problem for each character which may not stand in a text, up to `most`."""
    if not _FORBIDDEN.search(source.text):
        return []
    found: list[Problem] = []
    for number, line in enumerate(source.lines, 1):
        for match in _FORBIDDEN.finditer(line):
            name = f"U+{ord(match[0]):04X}"
            found.append(
                source.problem_at(
                    "yaml-character",
                    (number, match.start() + 1, number, match.end() + 1),
                    Words(f"文本中有不可见的控制字符 {name}", f"the text holds the control character {name}"),
                    suggestion=Words("删去这个字符", "delete this character"),
                )
            )
            if len(found) >= most:
                return found
    return found


def has_surrogate(text: str) -> bool:
    r"""Return whether a text holds half a character, which an escape such as `\ud800` can make."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def surrogate(source: Source, mark: Mark) -> Problem:
    """Report half a character."""
    message = Words("转义序列写出的不是完整的字符", "the escape sequence does not make a whole character")
    return source.problem_at(
        "yaml-character", mark, message, suggestion=Words("直接写出这个字符", "write the character itself")
    )


def is_number(text: str) -> bool:
    """Return whether a plain scalar would be read as a number."""
    return _NUMBER.fullmatch(text) is not None


def lone_tag(text: str, index: int) -> bool:
    """Return whether the node which starts at `index` has the tag `!`."""
    return text[index : index + 1] in ("!", "&") and _LONE_TAG.match(text, index) is not None


def tag(source: Source, mark: Mark, name: str) -> Problem:
    """Report an explicit tag."""
    short = shown(name)
    return source.problem_at(
        "yaml-tag",
        mark,
        Words(f"不允许使用类型标签“{short}”", f"the tag '{short}' is not allowed"),
        expected=Words(
            "只有文字、数字、真假、空值、列表和映射", "only text, numbers, booleans, null, lists and mappings"
        ),
        suggestion=Words(
            "删去以“!”开头的标签；若“!”属于文字，请用引号括起来",
            "delete the tag, or quote the text if '!' is part of it",
        ),
    )


def plain_text(source: Source, path: Path, mark: Mark, text: str, *, alone: bool, item: bool) -> Problem | None:
    """Return what is wrong with an unquoted text, if it was evidently meant as something else.

    Args:
        source: The text read.
        path: The path of the value.
        mark: The place of the value.
        text: The value.
        alone: Whether it stands alone on its line, where the lines of a mapping would stand.
        item: Whether it is an item of a list.
    """
    if text.startswith(WIDE_SPACES):
        return wide_space(source, mark, path)
    if "：" in text and ((alone and FULL_WIDTH_KEY.match(text)) or (item and FULL_WIDTH_NAME.match(text))):
        return full_width_colon(source, mark, path)
    if alone and ":" in text and TIGHT_KEY.match(text):
        return tight_colon(source, mark, path)
    return None


def plain_key(source: Source, path: Path, mark: Mark, text: str, *, is_text: bool) -> Problem | None:
    """Return what is wrong with an unquoted key, if anything is."""
    if text == "<<":
        return source.problem_at(
            "yaml-merge-key",
            mark,
            Words("不允许使用合并键“<<”", "the merge key '<<' is not allowed"),
            path=path,
            suggestion=Words("把要合并的内容逐项写出", "write out the entries to be merged"),
        )
    if not is_text and not _YEAR_KEY.fullmatch(text):
        short = shown(text)
        return source.problem_at(
            "yaml-key",
            mark,
            Words(f"键“{short}”不是文字", f"the key '{short}' is not text")
            if text
            else Words("冒号前没有键", "there is no key before the colon"),
            path=path,
            expected=_KEY_EXPECTED,
            suggestion=Words(f'给键加上引号："{short}"', f'put the key in quotes: "{short}"') if text else None,
        )
    if text.startswith(WIDE_SPACES):
        return wide_space(source, mark, path)
    if "：" in text and FULL_WIDTH_NAME.match(text):
        return full_width_colon(source, mark, path)
    return None


def complex_key(source: Source, path: Path, mark: Mark) -> Problem:
    """Report a list, mapping or alias used as a key."""
    return source.problem_at(
        "yaml-key",
        mark,
        Words("列表、映射或引用不能作键", "a list, a mapping or an alias cannot be a key"),
        path=path,
        expected=_KEY_EXPECTED,
        suggestion=QUOTE_IT,
    )


def duplicate(source: Source, path: Path, mark: Mark, first: int) -> Problem:
    """Report a key written twice in one mapping."""
    key = shown(str(path[-1]))
    return source.problem_at(
        "duplicate-key",
        mark,
        Words(
            f"键“{key}”重复，第{first}行已写过", f"the key '{key}' is repeated; it was first written on line {first}"
        ),
        path=path,
        expected=Words("同一映射中每个键只写一次", "each key once in a mapping"),
        suggestion=Words("删去其中一个，或改用别的键", "delete one of the two or rename it"),
    )


def unknown_alias(source: Source, mark: Mark, name: str, *, inside: bool) -> Problem:
    """Report an alias of what does not exist, or of the very node it stands in."""
    if inside:
        message = Words(f"引用“*{name}”指向了包含它自己的内容", f"the alias '*{name}' stands inside what it refers to")
    else:
        message = Words(f"引用“*{name}”之前没有定义“&{name}”", f"the alias '*{name}' has no anchor '&{name}' before it")
    return source.problem_at("yaml-alias", mark, message, suggestion=QUOTE_IT)
