"""Reads JSON text into plain data: exact numbers, no repeated keys, nothing Python would accept beyond JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from zjtx_rules.files.limits import DEFAULT, Limits
from zjtx_rules.files.tree import Mark, Path, Source
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_HALF = re.compile(r"[\ud800-\udfff]")
_MAY_HAVE_HALF = re.compile(r"\\u[dD]|[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_FULL_WIDTH = {"，": ",", "：": ":", "“": '"', "”": '"', "‘": '"', "’": '"', "［": "[", "］": "]", "【": "[", "】": "]"}
_FULL_WIDTH |= {"｛": "{", "｝": "}", "\u3000": " ", "\u00a0": " "}

_ERRORS = {
    "Expecting value": Words("此处缺少值", "a value is missing here"),
    "Expecting property name enclosed in double quotes": Words(
        "此处应是用双引号括起来的键", "a key in double quotes belongs here"
    ),
    "Illegal trailing comma before end of object": Words(
        "最后一项之后多了逗号", "there is a comma after the last entry"
    ),
    "Illegal trailing comma before end of array": Words("最后一项之后多了逗号", "there is a comma after the last item"),
    "Expecting ':' delimiter": Words("键后缺少冒号“:”", "the colon ':' after the key is missing"),
    "Expecting ',' delimiter": Words(
        "各项之间缺少逗号“,”，或括号没有闭合", "a comma ',' is missing, or a bracket is not closed"
    ),
    "Unterminated string starting at": Words("引号没有闭合", "the quote is not closed"),
    "Invalid control character at": Words(
        "引号内不能有换行或控制字符", "line ends and control characters cannot stand inside quotes"
    ),
    "Invalid \\escape": Words("反斜杠“\\”用法有误", "a backslash is used wrongly"),
    "Invalid \\uXXXX escape": Words(
        "反斜杠“\\u”后须有四位十六进制数字", "'\\u' must be followed by four hexadecimal digits"
    ),
    "Extra data": Words("内容结束之后还有多余的文字", "there is more text after the end of the content"),
}


def parse_json(text: str, name: str, limits: Limits = DEFAULT) -> Source:
    """Read JSON text.

    Args:
        text: The text; a byte order mark at its start is passed over.
        name: How the text is named in problems, usually its file.
        limits: How much the text may ask of the reader.

    Returns:
        The data. JSON gives no places: only the root has a mark, so a problem names its field by its path.

    Raises:
        InputError: If anything is wrong with the text; holds all problems found.
    """
    source = Source(name, text.removeprefix("\ufeff"))
    problem = _size(source, limits) or _empty(source) or _depth(source, limits)
    if problem:
        raise InputError([problem])
    reader = _Reader(source, limits)
    data = reader.read()
    if reader.problems:
        kept = reader.problems[: limits.problems]
        raise InputError(kept, len(reader.problems) - len(kept))
    return replace(source, data=data)


class _Reader:
    """Reads one text with the standard reader, noting what that lets pass."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._limits = limits
        self._repeated: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def read(self) -> Any:
        """Return the data, or None after noting what stopped the reading."""
        try:
            data = json.loads(
                self._source.text,
                parse_int=self._int,
                parse_float=self._decimal,
                parse_constant=self._constant,
                object_pairs_hook=self._mapping,
            )
        except json.JSONDecodeError as error:
            self.problems.append(_syntax(self._source, error))
            return None
        if self._repeated or _MAY_HAVE_HALF.search(self._source.text):
            self._check(data)
        return data

    def _int(self, text: str) -> int:
        if len(text) > self._limits.digits:
            self._bad_number(text)
            return 0
        return int(text)

    def _decimal(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("Infinity")
        if len(text) > self._limits.digits or not value.is_finite() or abs(value.adjusted()) > self._limits.digits:
            self._bad_number(text)
            return Decimal(0)
        return value

    def _constant(self, text: str) -> None:
        self._bad_number(text)

    def _bad_number(self, text: str) -> None:
        short = shown(text)
        message = Words(f"“{short}”不是可用的数字", f"'{short}' is not a usable number")
        usable = Words("位数合理的十进制数", "a decimal number of reasonable length")
        self.problems.append(self._source.problem("json-number", (), message, expected=usable))

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) < len(pairs):
            seen: set[str] = set()
            again = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
            self._repeated[id(mapping)] = (mapping, list(dict.fromkeys(again)))
        return mapping

    def _check(self, data: Any) -> None:
        """Find the paths of repeated keys and of half characters."""
        for path, value in _walk(data):
            if isinstance(value, str):
                if _HALF.search(value):
                    message = Words("文字中有不完整的字符", "the text holds half a character")
                    self.problems.append(self._source.problem("json-character", path, message))
            elif isinstance(value, dict) and id(value) in self._repeated:
                self.problems.extend(self._duplicate((*path, key)) for key in self._repeated[id(value)][1])
        if self._repeated and not self.problems:
            # A repeated key swallowed the mapping in which another key was repeated.
            self.problems.extend(self._duplicate((key,)) for _, keys in self._repeated.values() for key in keys)

    def _duplicate(self, path: Path) -> Problem:
        key = shown(str(path[-1]))
        return self._source.problem(
            "duplicate-key",
            path,
            Words(f"键“{key}”重复", f"the key '{key}' is repeated"),
            expected=Words("同一映射中每个键只写一次", "each key once in a mapping"),
            suggestion=Words("删去其中一个，或改用别的键", "delete one of the two or rename it"),
        )


def _walk(data: Any) -> Iterator[tuple[Path, Any]]:
    """Yield every value and every key with its path."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        if isinstance(value, dict):
            for key, each in value.items():
                yield (*path, key), key
                waiting.append(((*path, key), each))
        elif isinstance(value, list):
            waiting.extend(((*path, index), each) for index, each in enumerate(value))


def _size(source: Source, limits: Limits) -> Problem | None:
    size = len(source.text)
    if size <= limits.characters:
        return None
    message = Words(
        f"文本有{size:,}个字符，超过上限{limits.characters:,}个字符",
        f"the text has {size:,} characters, more than the limit of {limits.characters:,}",
    )
    return Problem("json-size", message, source.place(()))


def _empty(source: Source) -> Problem | None:
    if source.text.strip():
        return None
    return source.problem_at("json-empty", (1, 1, 1, 1), Words("文件没有内容", "the file has no content"))


def _depth(source: Source, limits: Limits) -> Problem | None:
    depth = 0
    for token in _TOKEN.finditer(source.text):
        sign = token[0]
        if sign in "[{":
            depth += 1
            if depth > limits.depth:
                message = Words(f"嵌套超过{limits.depth}层", f"nested more than {limits.depth} levels deep")
                return source.problem_at("json-depth", _mark(source.text, token.start()), message)
        elif sign in "]}":
            depth -= 1
    return None


def _mark(text: str, position: int) -> Mark:
    """Return the mark of one character."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, position):
        line, start = line + 1, end.end()
    return (line, position - start + 1, line, position - start + 2)


def _syntax(source: Source, error: json.JSONDecodeError) -> Problem:
    """Return the problem which stopped the standard reader, in words of our own."""
    found = source.text[error.pos : error.pos + 1]
    message = _ERRORS.get(error.msg.removesuffix(": "), Words(f"无法解析：{error.msg}", f"cannot be read: {error.msg}"))
    hint = None
    if found in _FULL_WIDTH:
        plain = _FULL_WIDTH[found]
        hint = Words(f"把全角“{found}”改为半角“{plain}”", f"replace the full-width '{found}' by '{plain}'")
    elif found == "'":
        hint = Words("JSON 只用双引号", "JSON uses double quotes only")
    elif not found:
        hint = Words("文件可能被截断", "the file may be cut off")
    return source.problem_at("json-syntax", _mark(source.text, error.pos), message, suggestion=hint)
