r"""Text that others wrote, made fit to stand in an output: names, titles, cells, file names, whatever they hold.

Nothing in it can begin a line of its own, steer a terminal, turn the direction of reading or be taken for markup. What
cannot be seen is written out: a line end as ⏎, a control character as `\x1b`, a mark of direction as `\u202e`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Control characters, line ends of every kind, marks of direction, characters without a shape, lone surrogates."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKUP = re.compile(r"([\\`*_{}\[\]#|~!])")


def shown(text: str) -> str:
    """Return a text on one line, with what cannot be seen written out."""
    return _UNSEEN.sub(_written_out, _LINE_END.sub("⏎", text.replace("\t", " ")))


def shown_short(text: str, longest: int = 40) -> str:
    """Return a text fit to stand inside a message: short, on one line, without control characters."""
    return shown(text if len(text) <= longest else text[:longest] + "…")


def shown_lines(text: str) -> str:
    """Return a text of several lines whose line ends are meant, each line as `shown`."""
    return "\n".join(map(shown, text.split("\n")))


def one_for_one(text: str) -> str:
    """Return a line of a file with every character that cannot be seen replaced by one that can, so that columns stay."""
    return _UNSEEN.sub("�", text.replace("\t", "→").replace("\u3000", "□"))


def without_surrogates(text: str) -> str:
    """Return a text that can be written: halves of characters, which no encoding has, are written out."""
    return _SURROGATE.sub(_written_out, text)


def page(lines: Iterable[str]) -> str:
    """Return lines as one text that ends with a line end; none of them can hold another."""
    return "".join(f"{shown(line)}\n" for line in lines)


def in_markdown(text: str) -> str:
    """Return a text on one line that Markdown shows as it is: no markup, no HTML, no end of a table's cell."""
    plain = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)


def in_code(text: str) -> str:
    """Return a text fit to stand between backticks in Markdown."""
    return shown(text).replace("`", "'").replace("|", "¦")


def everywhere(value: T, change: Callable[[str], str] = shown, lines: frozenset[str] = frozenset()) -> T:
    """Return models, dataclasses and collections with every text in them changed.

    Args:
        value: What is to be shown.
        change: Makes a text fit.
        lines: The fields of text in which line ends are meant, and stay.
    """
    found: Any = value
    if isinstance(value, str):
        found = change(value)
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        found = type(value)(*(everywhere(each, change, lines) for each in value))
    elif isinstance(value, (list, tuple)):
        found = type(value)(everywhere(each, change, lines) for each in value)
    elif isinstance(value, dict):
        found = {everywhere(key, change, lines): everywhere(each, change, lines) for key, each in value.items()}
    elif hasattr(type(value), "model_fields"):
        found = found.model_copy(update={name: _field(value, name, change, lines) for name in type(found).model_fields})
    elif is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value) if each.init]
        found = replace(value, **{name: _field(value, name, change, lines) for name in names})
    return found  # type: ignore[no-any-return]


def _field(holder: Any, name: str, change: Callable[[str], str], lines: frozenset[str]) -> Any:
    value = getattr(holder, name)
    meant = name in lines and isinstance(value, (str, tuple))
    return everywhere(value, shown_lines if meant else change, lines)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
