"""The blocks of a report. Their texts are of one language already, and may be hostile: every renderer neutralises them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["", "good", "bad", "mixed", "off"]
"""How a line is meant: good, bad, open, of no consequence; "" where it is neither."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 begins a part, 3 a part of it."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of its own."""

    text: str
    soft: bool = False
    """Whether it only explains."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list."""

    text: str
    tag: str = ""
    """A short word before it."""
    note: str = ""
    """The source and what belongs to it, behind it."""
    tone: Tone = ""
    mark: str = ""
    """What stands for the tone in a terminal, such as ✓."""
    below: tuple[str, ...] = ()
    """Further lines of it."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first columns are text and the others figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    """How many columns, from the first, are text."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Details: folded on a page, below everything else in a terminal."""

    summary: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Items | Facts | Table | Fold


@dataclass(frozen=True, slots=True)
class Report:
    """A whole answer."""

    title: str
    blocks: tuple[Block, ...]
    about: tuple[str, ...] = field(default=())
    """Who and what is asked about, and as of which day."""
