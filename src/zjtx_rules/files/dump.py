"""Writes plain data as YAML which people can read and `parse_yaml` reads back as the same data."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zjtx_rules.files.limits import DEFAULT
from zjtx_rules.files.yaml_scalars import FULL_WIDTH_KEY, resolve

_PLAIN = re.compile(r"[\w《（“「【][^\n\r\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST_KEY = 1_000


def dump_yaml(data: Any) -> str:
    """Return `data` as YAML in block style, keys in the order given.

    Mappings, lists, booleans, integers, finite Decimals and None are written as what they are; anything else is written
    as the text `str` makes of it.
    """
    return "\n".join(_lines(data, root=True)) + "\n"


def _lines(value: Any, *, root: bool = False) -> list[str]:
    """Return the lines of a value, without indentation of their own."""
    if isinstance(value, Mapping) and value:
        return [line for key, each in value.items() for line in _entry(str(key), each)]
    if _is_list(value) and value:
        return [line for each in value for line in _item(each)]
    if isinstance(value, str) and not root and _fits_block(value):
        return _block(value)
    return [_scalar(value, root=root)]


def _entry(key: str, value: Any) -> list[str]:
    """Return the lines of one entry of a mapping."""
    name = _text(key)
    head = [f"{name}:"] if len(name) <= _LONGEST_KEY else [f"? {name}", ":"]
    return head + _indented(_lines(value)) if _is_box(value) else _joined(head, _lines(value))


def _item(value: Any) -> list[str]:
    """Return the lines of one item of a list."""
    lines = _lines(value)
    return ["- " + lines[0], *_indented(lines[1:])]


def _joined(head: list[str], lines: list[str]) -> list[str]:
    """Return the lines with the first on the line of the key."""
    return [*head[:-1], f"{head[-1]} {lines[0]}", *_indented(lines[1:])]


def _indented(lines: list[str]) -> list[str]:
    return ["  " + line if line else line for line in lines]


def _is_list(value: Any) -> bool:
    return isinstance(value, list) or type(value) is tuple


def _is_box(value: Any) -> bool:
    return bool(value) and (isinstance(value, Mapping) or _is_list(value))


def _scalar(value: Any, *, root: bool) -> str:
    """Return a value which fits on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < DEFAULT.digits // 2:
        return format(value, "f")
    if isinstance(value, Mapping):
        return "{}"
    if _is_list(value):
        return "[]"
    return _quoted(str(value)) if root else _text(str(value))


def _text(text: str) -> str:
    """Return a text on one line, in quotes where it would otherwise be read as something else."""
    plain = (
        _PLAIN.fullmatch(text)
        and text.isprintable()
        and not _NOT_PLAIN.search(text)
        and not FULL_WIDTH_KEY.match(text)
        and (text[0] not in "-0123456789" or len(text) < _LONGEST_KEY)
        and isinstance(resolve(text), str)
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")


def _fits_block(text: str) -> bool:
    """Return whether a text of several lines reads well, and reads back the same, below a `|`."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    return (
        len(lines) > 1
        and all(line.isprintable() and line == line.rstrip() for line in lines)
        and bool(lines[0] and lines[-1])
        and not lines[0].startswith(" ")
    )


def _block(text: str) -> list[str]:
    return ["|" if text.endswith("\n") else "|-", *text.removesuffix("\n").split("\n")]
