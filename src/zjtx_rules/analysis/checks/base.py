"""What a check is: a code, how grave its finding is, words, a remedy, and a function over one loaded rule file.

A check is one file in this room that defines `CHECK`. Nothing else needs to know it: the room collects its own files.
`docs/checks/<code>.md` says why it is there, and `tests/errors/<code>/` shows what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from zjtx_rules.analysis.texts import SourceText
from zjtx_rules.files import Path
from zjtx_rules.language import LoadedFile
from zjtx_rules.words import Words


class Severity(Enum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def words(self) -> Words:
        """How it is said."""
        return _SAID[self]


_SAID = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.NOTE: Words("提示", "note"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One rule file, and what may be known beside it."""

    loaded: LoadedFile
    files: tuple[LoadedFile, ...] = ()
    """All files that are checked together, this one among them."""
    exemplified: frozenset[str] | None = None
    """The clauses that the examples beside the file name; None where no examples are kept."""
    sources: Mapping[str, SourceText] | None = field(default=None)
    """The policy texts by file name; None where no folder of them was given."""
    known_checks: frozenset[str] = frozenset()
    """The codes of all checks."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found, at a path of the rule file."""

    path: Path
    message: Words
    key: bool = False
    """Whether the key at the path is meant rather than its value."""
    remedy: Words | None = None
    """What to do, where it is not what the check itself says."""
    line: int = 0
    """The line meant, where it is no value of the file (a comment)."""
    in_labels: bool = False
    """Whether it is found in the file of English labels."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    code: str
    severity: Severity
    title: Words
    """What it looks for."""
    remedy: Words
    find: Callable[[Subject], Iterator[Found]]
