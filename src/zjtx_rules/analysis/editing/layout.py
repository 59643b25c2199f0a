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

_LINE_END = re.compile(r"\r\n|\n|\r")
_FAR = 1_000_000

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
    raw: list[str] = field(default_factory=list)
    """Of a text below a `|` or `>`: its lines as they are written, the sign first, without indentation of their own."""


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
    for each in _scalars(root):
        if each.style in ("|", ">"):
            each.raw = _raw(each, lines)
    sheet = Sheet(root, [], [])
    _tie(sheet, entries, lines, _covered(_scalars(root)))
    return sheet


class _Composer:
    """Puts the events of a text together."""

    def __init__(self, text: str) -> None:
        loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else PureParser
        self._parser = loader(text.removeprefix("\ufeff"))
        self._anchors: dict[str, Node] = {}

    def root(self) -> Node:
        """Return the node of the document."""
        while not isinstance(self._parser.get_event(), yaml.DocumentStartEvent):
            pass
        return self._node(self._parser.get_event())

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._anchors[str(event.anchor)]
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


def _raw(scalar: Scalar, lines: list[str]) -> list[str]:
    """Return a block of text as it is written; nothing where moving it could change what it says."""
    (first, column), (last, end) = scalar.start, scalar.end
    sign = lines[first][column:].partition(" ")[0]
    body = lines[first + 1 : last + 1 if end else last]
    while body and not body[-1].strip():
        body.pop()
    if sign not in ("|", "|-", ">", ">-") or not body or not body[0].strip():
        return []
    indent = len(body[0]) - len(body[0].lstrip(" "))
    if any(line.strip() and not line.startswith(" " * indent) for line in body):
        return []
    return [sign, *(line[indent:].rstrip() if not line.strip() else line[indent:] for line in body)]


def _flows(node: Node, owner: Entry | None = None) -> Iterator[tuple[Box, Entry | None]]:
    """Yield every outermost pair of brackets with the entry whose value it is."""
    if isinstance(node, Box):
        if node.flow:
            yield node, owner
            return
        for each in node.entries:
            yield from _flows(each.value, each)


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    alone: bool
    """Whether nothing but a list's dash stands before it on its line."""


def _tie(sheet: Sheet, entries: list[Entry], lines: list[str], covered: dict[int, list[tuple[int, int]]]) -> None:
    """Tie every comment and every blank line to an entry, or to the head or the foot of the text."""
    starts = [each.start for each in entries]
    owners = [(box, owner) for box, owner in _flows(sheet.root) if owner is not None]
    waiting: list[str] = []
    for number, line in enumerate(lines):
        comment = _comment(number, line, covered.get(number, []))
        if comment and comment.alone:
            waiting.append(comment.text)
            continue
        first = bisect.bisect_left(starts, (number, 0))
        if first < len(entries) and starts[first][0] == number and waiting:
            entries[first].before, waiting = waiting, []
        if comment:
            at = (number, comment.column)
            around = next((owner for box, owner in owners if box.end <= at and box.end[0] == number), None)
            (around or entries[max(bisect.bisect_left(starts, at) - 1, 0)]).beside.append(comment.text)
        elif not line.strip() and number not in covered:
            waiting.append("")
    if entries:
        sheet.head, entries[0].before = entries[0].before, []
    sheet.foot = waiting


def _comment(number: int, line: str, spans: list[tuple[int, int]]) -> _Comment | None:
    """Return the comment on a line, if there is one outside its scalars."""
    for match in re.finditer(r"(?:(?<=\s)|^)#", line):
        column = match.start()
        if not any(start <= column < end for start, end in spans):
            alone = not line[:column].strip("- \t") and not any(start < column for start, _ in spans)
            return _Comment(number, column, line[column:].rstrip(), alone)
    return None


def _covered(scalars: Iterator[Scalar]) -> dict[int, list[tuple[int, int]]]:
    """Return the columns that scalars take up, by line; in them `#` is no comment and an empty line no blank."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for each in scalars:
        if each.start == each.end:
            continue
        (first, column), (last, end) = each.start, each.end
        skipped = 1 if each.style in ("|", ">") else 0  # a comment may stand behind the sign that opens it
        if skipped and end == 0:
            last -= 1
            end = _FAR
        for number in range(first + skipped, last + 1):
            covered.setdefault(number, []).append((column if number == first else 0, end if number == last else _FAR))
    return covered
