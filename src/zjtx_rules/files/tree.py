"""What a text says, as plain Python data, and where in the text it says it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeAlias

from zjtx_rules.problems import Place, Problem
from zjtx_rules.shown import one_for_one
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

Path: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int, int, int]
"""Line, column, end line and end column of a piece of text; all count from 1, the end column is one past the end."""

Spelled: TypeAlias = Callable[[str], str]

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Source:
    """A text which has been read.

    `data` holds dict, list, str, bool, int, Decimal and None only; nodes written once and used again through an alias
    are the same object, so `data` is to be read, not changed. `marks` says where the value at a path stands,
    `key_marks` where the key naming it stands; a text whose reader knows no places (JSON) has empty marks.
    """

    name: str
    text: str
    data: Any = None
    marks: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    key_marks: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    origins: tuple[Mapping[Path, Path], ...] = field(default=(), repr=False)
    """Where data that was expanded after reading comes from: paths of `data` with the paths of the text, applied in turn."""
    spelled: Spelled | None = field(default=None, repr=False)
    """Puts the keywords of a message into the spelling of the text, where this is not that of the data."""
    _lines: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def lines(self) -> list[str]:
        """The lines of the text without their ends, split when first asked for."""
        if not self._lines:
            self._lines.extend(_LINE_END.split(self.text))
        return self._lines

    def excerpt(self, line: int) -> str:
        """Return a line (from 1) as it is shown to people: unseen characters replaced one for one, cut when very long."""
        if not 1 <= line <= len(self.lines):
            return ""
        return one_for_one(self.lines[line - 1][:_LONGEST_LINE])

    def expanded(self, data: Any, origins: Mapping[Path, Path], *, spelled: Spelled | None = None) -> Self:
        """Return the same text with data that was expanded from it; `origins` gives the old path of each new one that differs."""
        return replace(self, data=data, origins=(origins, *self.origins), spelled=spelled or self.spelled)

    def below(self, path: Path) -> Self:
        """Return the part of the source at a path, with paths that begin there."""
        data = self.data
        for step in path:
            data = data[step]
        return self.expanded(data, {(): path})

    def written(self, path: Path) -> Path:
        """Return the path in the text of a path in the data."""
        for origins in self.origins:
            for length in range(len(path), -1, -1):
                origin = origins.get(path[:length])
                if origin is not None:
                    path = origin + path[length:]
                    break
        return path

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return where `path` stands, or else its nearest ancestor with a mark, or else the file alone.

        Args:
            path: The keys and indices which lead to the node.
            key: Whether the key is meant rather than its value.
        """
        return self.place_in_text(self.written(path), key=key)

    def place_in_text(self, path: Path, *, key: bool = False) -> Place:
        """Return where a path of the text stands; `place` takes paths of the data."""
        if key and path in self.key_marks:
            return self._at(self.key_marks[path])
        for length in range(len(path), -1, -1):
            mark = self.marks.get(path[:length])
            if mark:
                return self._at(mark)
        return Place(self.name)

    def problem(
        self,
        code: str,
        path: Path,
        message: Words,
        *,
        key: bool = False,
        expected: Words | None = None,
        suggestion: Words | None = None,
    ) -> Problem:
        """Return a problem at `path`, with its place, the line of text there and the path written with dots."""
        place = self.place(path, key=key)
        return self._problem(
            code=code, place=place, path=path, message=message, expected=expected, suggestion=suggestion
        )

    def problem_at(
        self,
        code: str,
        mark: Mark,
        message: Words,
        *,
        path: Path = (),
        expected: Words | None = None,
        suggestion: Words | None = None,
    ) -> Problem:
        """Return a problem at a mark, for what has no path of its own."""
        return self._problem(
            code=code, place=self._at(mark), path=path, message=message, expected=expected, suggestion=suggestion
        )

    def _at(self, mark: Mark) -> Place:
        """Return the place of a mark; what runs over several lines ends with its first line there."""
        line, column, end_line, end_column = mark
        if end_line != line:
            end_column = len(self.lines[line - 1]) + 1 if line <= len(self.lines) else column
        return Place(self.name, line, column, max(end_column, column))

    def _problem(
        self,
        *,
        code: str,
        place: Place,
        path: Path,
        message: Words,
        expected: Words | None,
        suggestion: Words | None,
    ) -> Problem:
        """Return the problem with its excerpt, which is left out where the place lies beyond the part shown."""
        excerpt = self.excerpt(place.line) if place.column <= _LONGEST_LINE else ""
        dotted = ".".join(shown(str(step), 80) for step in self.written(path))
        said = (self._spelled(each) for each in (message, expected, suggestion))
        message, expected, suggestion = next(said) or message, next(said), next(said)
        return Problem(code, message, place, dotted, expected, suggestion, excerpt)

    def _spelled(self, words: Words | None) -> Words | None:
        """Return words about the text with its keywords as the text spells them."""
        return words if words is None or self.spelled is None else Words(self.spelled(words.zh), self.spelled(words.en))
