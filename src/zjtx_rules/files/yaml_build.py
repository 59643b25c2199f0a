"""Builds plain data and marks from YAML events, one event at a time."""

from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from zjtx_rules.files import yaml_checks as checks
from zjtx_rules.files import yaml_limits as limit
from zjtx_rules.files.limits import Limits
from zjtx_rules.files.tree import Mark, Path, Source
from zjtx_rules.files.yaml_scalars import resolve
from zjtx_rules.problems import Problem

_Handler: TypeAlias = Callable[[Any], None]
_Box: TypeAlias = dict[str, Any] | list[Any] | None
_Frame: TypeAlias = tuple[_Box, Path, str | None, int, Any, int, int]


class Stop(Exception):  # noqa: N818 - the signal to stop reading, not an error anyone sees
    """Ends the reading of a text where going on would be unsafe or pointless."""


class Builder:
    """Takes the events of one text in turn and holds what they amount to."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.more = 0
        """How many problems were found beyond those that are kept."""
        self.data: Any = None
        self.last: Mark = (1, 1, 1, 1)
        self.handlers: dict[type[Any], _Handler] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.SequenceStartEvent: self._start_sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._pass,
            yaml.StreamStartEvent: self._pass,
        }
        self.limits = limits
        self._marks: Any = source.marks
        self._key_marks: Any = source.key_marks
        self._box: _Box = None
        self._path: Path = ()
        self._key: str | None = None
        self._key_line = 0
        self._stack: list[_Frame] = []
        self._nodes = 0
        self._aliases = 0
        self._deepest = 0
        self._anchors: dict[str, tuple[Any, int, int] | None] = {}
        self._documents = 0
        self._empty = False
        self._has_tags = "!" in source.text
        self._has_escapes = "\\" in source.text

    def finish(self) -> None:
        """Note a text which says nothing at all."""
        if self._empty or not self._documents:
            self._report(limit.empty(self.source))

    def opened(self) -> Mark | None:
        """Return where the innermost bracket stands which has been opened and not yet closed, if one is open."""
        if self._stack and self._stack[-1][4].flow_style:
            return checks.bracket(self.source.text, self._stack[-1][4].start_mark)
        return None

    def stop_at(self, problem: Problem) -> None:
        """Add the problem which stopped the parser, in place of what was already found to be the cause of it."""
        place = problem.place
        self.problems = [
            each for each in self.problems if (each.place.line, each.message) != (place.line, problem.message)
        ]
        self.problems.append(problem)

    def _report(self, problem: Problem) -> None:
        if len(self.problems) < self.limits.problems:
            self.problems.append(problem)
        else:
            self.more += 1

    def _stop(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise Stop

    def _pass(self, event: Any) -> None:
        """Let an event go by which carries nothing."""

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(limit.second_document(self.source, checks.mark_of(event)))
        if self.source.text.startswith("%", event.start_mark.index):
            self._report(limit.directive(self.source, checks.mark_of(event)))

    def _scalar(self, event: Any) -> None:
        text: Any = event.value
        start, end = event.start_mark, event.end_mark
        mark: Mark = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        box = self._box
        is_key = box.__class__ is dict and self._key is None
        plain = event.implicit[0]
        if not text and plain and self._key is not None:
            mark = (*self.last[2:], *self.last[2:])  # the parsers differ on where nothing stands: right behind its key
        self.last = mark
        if (event.tag is not None or self._has_tags) and self._tag(event, mark):
            plain = False
        value: Any = self._resolve(text, mark) if plain else text
        if self._has_escapes and checks.has_surrogate(text):
            self._report(checks.surrogate(self.source, mark))
        if event.anchor:
            self._anchors[event.anchor] = (value, 1, 0)
        if is_key:
            self._set_key(text, value, mark, plain=plain)
            return
        path = self._put(value, mark)
        if plain and value.__class__ is str:
            self._check_plain(path, mark, text, box)
        elif box is None and plain and not text:
            self._empty = True

    def _check_plain(self, path: Path, mark: Mark, text: str, box: Any) -> None:
        """Report a text without quotation marks that YAML reads otherwise than a person does."""
        on_next_line = box is None or (box.__class__ is dict and mark[0] > self._key_line)
        found = checks.plain_text(self.source, path, mark, text, alone=on_next_line, item=box.__class__ is list)
        if found:
            self._report(found)

    def _resolve(self, text: str, mark: Mark) -> Any:
        """Return the value of a plain scalar."""
        if len(text) > self.limits.digits and checks.is_number(text):
            self._report(limit.long_number(self.source, mark, len(text)))
            return 0
        return resolve(text)

    def _put(self, value: Any, mark: Mark) -> Path:
        """Put a value where the next one belongs and return its path."""
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            self._stop(limit.too_many_nodes(self.source, mark, self.limits))
        box = self._box
        path: Path
        if box is None:
            self.data = value
            path = ()
        elif isinstance(box, list):
            path = (*self._path, len(box))
            box.append(value)
        else:
            key = self._key or ""
            path = (*self._path, key)
            box[key] = value
            self._key = None
        self._marks[path] = mark
        return path

    def _set_key(self, text: str, value: Any, mark: Mark, *, plain: bool) -> None:
        path = (*self._path, text)
        key = self._key = text
        self._key_line = mark[2]
        found = None
        if plain:
            found = checks.plain_key(self.source, path, mark, text, is_text=value.__class__ is str)
        if found:
            self._report(found)
        elif key in (self._box or ()):
            self._report(checks.duplicate(self.source, path, mark, self._key_marks.get(path, mark)[0]))
            return
        self._key_marks[path] = mark

    def _start_mapping(self, event: Any) -> None:
        self._start(event, {})

    def _start_sequence(self, event: Any) -> None:
        self._start(event, [])

    def _start(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        mark = checks.mark_of(event)
        self._tag(event, mark)
        if len(self._stack) >= self.limits.depth:
            self._stop(limit.too_deep(self.source, mark, self.limits))
        key = self._key
        if self._box.__class__ is dict and key is None:
            self._report(checks.complex_key(self.source, self._path, mark))
            path: Path = (*self._path, "?")
        else:
            path = self._put(value, mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append((self._box, self._path, key, self._key_line, event, self._nodes, self._deepest))
        self._box, self._path, self._key, self._deepest = value, path, None, len(self._stack)

    def _end(self, event: Any) -> None:
        value, path, deepest = self._box, self._path, self._deepest
        self._box, self._path, key, self._key_line, opening, nodes, before = self._stack.pop()
        if self._box.__class__ is dict:
            self._key = "?" if key is None else None
        start = opening.start_mark
        if opening.flow_style:
            end_line, end_column = event.end_mark.line + 1, event.end_mark.column + 1
        else:
            end_line, end_column = self.last[2:]
        mark = self.last = (start.line + 1, start.column + 1, end_line, end_column)
        if path in self._marks:
            self._marks[path] = mark
        self._deepest = max(before, deepest)
        if opening.anchor:
            self._anchors[opening.anchor] = (value, self._nodes - nodes + 1, deepest - len(self._stack))

    def _alias(self, event: Any) -> None:
        mark = self.last = checks.mark_of(event)
        if self._box.__class__ is dict and self._key is None:
            self._report(checks.complex_key(self.source, self._path, mark))
            self._key = "?"
            return
        known = self._anchors.get(event.anchor)
        if known is None:
            self._report(checks.unknown_alias(self.source, mark, event.anchor, inside=event.anchor in self._anchors))
            self._put(None, mark)
            return
        value, nodes, height = known
        self._aliases += 1
        self._nodes += nodes - 1
        if self._aliases > self.limits.aliases or self._nodes >= self.limits.nodes:
            self._stop(limit.too_many_aliases(self.source, mark, self.limits))
        if len(self._stack) + height > self.limits.depth:
            self._stop(limit.too_deep(self.source, mark, self.limits))
        self._deepest = max(self._deepest, len(self._stack) + height)
        self._put(value, mark)

    def _tag(self, event: Any, mark: Mark) -> bool:
        """Report an explicit tag and return whether there is one; libyaml passes over a lone `!`, which is therefore looked for in the text."""
        if event.tag is not None or (self._has_tags and checks.lone_tag(self.source.text, event.start_mark.index)):
            self._report(checks.tag(self.source, mark, event.tag or "!"))
            return True
        return False
