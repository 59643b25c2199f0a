"""What is wrong with an input, and where: the one form in which every room reports bad input.

A problem has a stable code, a place (file, line, column, or the path of a field), what was found, what was expected and,
where one can be guessed, a suggestion. All problems of an input are collected and raised at once as `InputError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zjtx_rules.nearest import nearest as nearest  # noqa: PLC0414 - told on from here
from zjtx_rules.shown import one_for_one, page
from zjtx_rules.words import Language, Words

_ERROR = Words("错误", "error")


class Place(NamedTuple):
    """Where in a text a problem lies; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, as editors and terminals understand it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    `code` is stable and lower-case with dashes (`unknown-key`); `path` names the field (`documents.0.clauses.3.when`);
    `excerpt` is the offending line of the text, without its line end.
    """

    code: str
    message: Words
    place: Place
    path: str = ""
    expected: Words | None = None
    suggestion: Words | None = None
    excerpt: str = ""

    def render(self, language: Language = "zh", severity: Words = _ERROR) -> str:
        """Return the problem as a person reads it: place, message, the line with a caret, expectation, suggestion."""
        expected, hint = ("expected", "hint") if language == "en" else ("应为", "建议")
        excerpt = one_for_one(self.excerpt)
        lines = [f"{self.place}: {severity.say(language)}[{self.code}]: {self.message.say(language)}"]
        if self.path:
            lines.append(f"  → {self.path}")
        if excerpt and self.place.line:
            gutter = f"{self.place.line:>5} | "
            # Of a very long line, the part around the place is shown.
            start = max(self.place.column - 60, 0) if len(excerpt) > 120 else 0
            part = excerpt[start : start + 120]
            lines.append(gutter + part)
            before = part[: max(self.place.column - 1 - start, 0)]
            marked = part[self.place.column - 1 - start : self.place.end_column - 1 - start]
            width = max(_columns(marked), 1)
            lines.append(" " * (len(gutter) - 2) + "| " + " " * _columns(before) + "^" * width)
        if self.expected:
            lines.append(f"  {expected}: {self.expected.say(language)}")
        if self.suggestion:
            lines.append(f"  {hint}: {self.suggestion.say(language)}")
        return page(lines).rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain data that `json.dumps` takes: the words in both languages, null where there is nothing to say.

        >>> from zjtx_rules import Place, Problem
        >>> from zjtx_rules.words import Words
        >>> Problem("date", Words("没有这一天", "no such day"), Place("a.yaml", 3, 7)).to_dict()["place"]
        {'file': 'a.yaml', 'line': 3, 'column': 7, 'end_column': None}
        """
        place = self.place
        return {
            "code": self.code,
            "message": self.message._asdict(),
            "place": {
                "file": place.file,
                "line": place.line or None,
                "column": place.column or None,
                "end_column": place.end_column or None,
            },
            "path": self.path,
            "excerpt": self.excerpt,
            "expected": self.expected._asdict() if self.expected else None,
            "suggestion": self.suggestion._asdict() if self.suggestion else None,
        }


SHOWN = 100
"""How many problems of one input are shown; the rest are counted."""


@dataclass
class InputError(ValueError):
    """Raised when an input is wrong; holds every problem found, in the order of the text.

    `more` is how many further ones were found and only counted.
    """

    problems: Sequence[Problem] = field(default_factory=tuple)
    more: int = 0

    def __post_init__(self) -> None:
        """Order the problems by place and hand the text to `ValueError`."""
        self.problems = tuple(sorted(self.problems, key=lambda each: (each.place, each.path, each.code)))
        super().__init__(self.render())

    def render(self, language: Language = "zh") -> str:
        """Return the first hundred problems as a person reads them, with a closing count of all."""
        count = len(self.problems) + self.more
        shown = self.problems[:SHOWN]
        closing = Words(f"共{count}处错误", f"{count} problem(s) found")
        if len(shown) < count:
            closing = Words(f"{closing.zh}，以上是前{len(shown)}处", f"{closing.en}; these are the first {len(shown)}")
        return "\n\n".join([*(each.render(language) for each in shown), closing.say(language)])

    def to_dict(self) -> dict[str, Any]:
        """Return the first hundred problems as plain data, and how many there are in all."""
        return {
            "problems": [each.to_dict() for each in self.problems[:SHOWN]],
            "count": len(self.problems) + self.more,
        }


def did_you_mean(word: str, known: Iterable[str]) -> Words | None:
    """Return "did you mean …" for a misspelt word, or None where nothing is close."""
    guess = nearest(word, known)
    return Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?") if guess else None


def _columns(text: str) -> int:
    """Return how many terminal columns `text` takes; a Chinese character takes two."""
    import unicodedata  # noqa: PLC0415 - needed only when a problem is shown

    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
