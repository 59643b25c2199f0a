"""The text of a rule file as a tree that still knows how it was written: styles, comments, blank lines.

Comments are no part of YAML's own tree. They are found in the text, and each is tied to the entry (of a mapping or a list)
that follows it, or beside which it stands.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from zjtx_rules.files.yaml_pure import PureParser

_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*$")
_LINE_END = re.compile(r"\r\n|\n|\r")

Position: TypeAlias = tuple[int, int]
"""Line and column, from 0."""


@dataclass(slots=True)
class Scalar:
    """A single value, as its text spells it."""

    value: str
    style: str
    """How it is written: empty for plain, else the sign that opens it."""
    start: Position
    end: Position


@dataclass(slots=True)
class Entry:
    """An entry of a mapping (with its key) or an item of a list, and the comments tied to it."""

    key: Scalar | None
    value: Node
    start: Position
    before: list[str] = field(default_factory=list)
    """Comments on lines of their own, and blank lines (as empty texts), before the entry."""
    beside: list[str] = field(default_factory=list)
    """Comments at the end of its line."""


@dataclass(slots=True)
class Box:
    """A mapping or a list."""

    is_mapping: bool
    flow: bool
    """Whether it is written in brackets."""
    entries: list[Entry]
    start: Position
    end: Position


Node: TypeAlias = Scalar | Box


@dataclass(slots=True)
class Sheet:
    """A whole text: what it says, the comment at its head and the one at its foot."""

    root: Node
    head: list[str]
    foot: list[str]


def read_sheet(text: str) -> Sheet:
    """Return the tree of a text that is known to be good YAML; aliases are written out."""
    root = _Composer(text).root()
    entries = sorted(_entries(root), key=lambda each: each.start)
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    sheet = Sheet(root, [], [])
    _tie(sheet, entries, lines, list(_scalars(root)))
    return sheet


class _Composer:
    """Puts the events of a text together."""

    def __init__(self, text: str) -> None:
        loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else PureParser
        self._parser = loader(text.removeprefix("\ufeff"))
        self._anchors: dict[str, Node] = {}

    def root(self) -> Node:
        """Return the node of the document."""
        while not isinstance(event := self._parser.get_event(), yaml.DocumentStartEvent):
            pass
        return self._node(self._parser.get_event())

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._anchors[event.anchor]
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style and event.style in "'\"|>" else ""
            node = Scalar(event.value, style, _position(event.start_mark), _position(event.end_mark))
        elif isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event)
        else:
            node = self._list(event)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _mapping(self, event: Any) -> Box:
        box = Box(True, bool(event.flow_style), [], _position(event.start_mark), (0, 0))  # noqa: FBT003 - a field
        while not isinstance(following := self._parser.get_event(), yaml.MappingEndEvent):
            key = self._node(following)
            value = self._node(self._parser.get_event())
            assert isinstance(key, Scalar)  # noqa: S101 - the reader of files lets no other key through
            box.entries.append(Entry(key, value, key.start))
        box.end = _position(following.end_mark)
        return box

    def _list(self, event: Any) -> Box:
        box = Box(False, bool(event.flow_style), [], _position(event.start_mark), (0, 0))  # noqa: FBT003 - a field
        while not isinstance(following := self._parser.get_event(), yaml.SequenceEndEvent):
            value = self._node(following)
            box.entries.append(Entry(None, value, value.start))
        box.end = _position(following.end_mark)
        return box


def _position(mark: Any) -> Position:
    return mark.line, mark.column


def _entries(node: Node) -> Iterator[Entry]:
    """Yield every entry, an outer one before those inside it."""
    if isinstance(node, Box):
        for each in node.entries:
            yield each
            yield from _entries(each.value)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for each in node.entries:
            if each.key:
                yield each.key
            yield from _scalars(each.value)


def _tie(sheet: Sheet, entries: list[Entry], lines: list[str], scalars: list[Scalar]) -> None:
    """Tie every comment and every blank line to an entry, or to the head or the foot of the text."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for scalar in scalars:
        (first, column), (last, end) = scalar.start, scalar.end
        head = 1 if scalar.style in ("|", ">") and scalar.style else 0  # its first line may end in a comment
        for number in range(first + head, last + 1):
            covered.setdefault(number, []).append((column if number == first else 0, end if number == last else 10**6))
    starts = [each.start for each in entries]
    waiting: list[str] = []
    pending_from = 0
    seen_entry = False
    for number, line in enumerate(lines):
        spans = covered.get(number, [])
        match = next((each for each in _COMMENT.finditer(line) if not _inside(each.start(), spans)), None)
        match = match or _later_comment(line, spans)
        before = line[: match.start()] if match else line
        own_line = not before.strip() and not any(start < end for start, end in spans if end)
        first_here = bisect.bisect_left(starts, (number, 0))
        begins = first_here < len(entries) and entries[first_here].start[0] == number
        if begins and waiting:
            entries[first_here].before = [*waiting, *entries[first_here].before]
            waiting = []
        seen_entry = seen_entry or begins
        if match and own_line:
            waiting.append(match[0].rstrip())
        elif match:
            last = bisect.bisect_left(starts, (number, match.start())) - 1
            entries[max(last, 0)].beside.append(match[0].rstrip())
        elif not line.strip() and not spans:
            waiting.append("")
        if not seen_entry and number >= pending_from:
            continue
    sheet.foot = waiting


def _inside(column: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= column < end for start, end in spans)


def _later_comment(line: str, spans: list[tuple[int, int]]) -> re.Match[str] | None:
    """Return the comment behind a scalar that itself holds what looks like one (`"a # b"  # c`)."""
    for match in re.finditer(r"(?:(?<=\s)|^)#", line):
        if not _inside(match.start(), spans):
            return re.compile(r"#.*$").match(line, match.start())
    return None
