"""Text in columns on a terminal, where a Chinese character takes two places; and its colours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

Tone = Literal["good", "bad", "mixed", "plain", "dim", "bold"]

_CODES: dict[Tone, str] = {"good": "32", "bad": "31", "mixed": "33", "plain": "", "dim": "2", "bold": "1"}


def width(text: str) -> int:
    """Return how many places a text takes on a terminal; quotation marks and dashes count as narrow there."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, places: int) -> str:
    """Return a text filled up with spaces."""
    return text + " " * max(places - width(text), 0)


def painted(text: str, tone: Tone, *, colour: bool) -> str:
    """Return a text in a colour of the terminal."""
    code = _CODES[tone]
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


_NOT_FIRST = "，。；：、？！）》」』”’%…,.;:)]"
"""What may not begin a line (避头)."""


_NOT_LAST = "（“‘《〈「『【〔([{"
"""What may not end a line."""


def wrapped(text: str, places: int) -> list[str]:
    """Return a text in lines of at most so many places; words of Latin letters stay whole where they fit."""
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in _words(paragraph):
            size = width(word)
            if used + size > places and line and word not in _NOT_FIRST:
                # An opening bracket goes with what it opens.
                carried = line[-1] if line[-1] in _NOT_LAST and len(line) > 1 else ""
                lines.append(line.removesuffix(carried).rstrip())
                line, used = carried, width(carried)
                if word == " ":
                    continue
            line, used = line + word, used + size
        lines.append(line.rstrip())
    return lines


_WORD = re.compile(r"[!-~]*[0-9](?:万元|亿元|元|万|亿)|[!-~]+|.", re.DOTALL)
"""Letters and digits stay together, and a figure with its unit."""


def _words(text: str) -> Iterator[str]:
    return (each[0] for each in _WORD.finditer(text))


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], between: str = "  ") -> list[str]:
    """Return rows as lines of aligned columns; a cell that does not fit runs over several lines."""
    lines = []
    for row in rows:
        cells = [wrapped(cell, places) for cell, places in zip(row, widths, strict=True)]
        if len(cells[0]) > 1:
            # What runs on at the margin stands in, so that it is not taken for a line of its own.
            first, *rest = wrapped(row[0], widths[0] - 2)
            cells[0] = [first, *(f"  {each}" for each in rest)]
        for at in range(max(len(cell) for cell in cells)):
            parts = [
                padded(cell[at] if at < len(cell) else "", places) for cell, places in zip(cells, widths, strict=True)
            ]
            lines.append(between.join(parts).rstrip())
    return lines


def fitted(text: str, places: int) -> str:
    """Return a text for a terminal of so many columns: longer lines run on below themselves, indented, and nothing is cut."""
    out: list[str] = []
    for line in text.splitlines():
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        first = wrapped(body, max(places - indent, 20)) if width(line) > places else [body]
        if len(first) > 1:
            # What runs on stands two columns further in than the line that it belongs to.
            rest = wrapped(body[len(first[0]) :].lstrip(), max(places - indent - 2, 18))
            first = [first[0], *(f"  {each}" for each in rest)]
        out += [" " * indent + each for each in first]
    return "\n".join(out) + ("\n" if text.endswith("\n") else "")
