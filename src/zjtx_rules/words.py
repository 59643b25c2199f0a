"""Words shown to people: each in Chinese, the language of the texts, and in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

Language = Literal["zh", "en"]


class Words(NamedTuple):
    """One thing said in both languages of the output."""

    zh: str
    en: str

    def say(self, language: Language = "zh") -> str:
        """Return the wording in the given language."""
        return self.en if language == "en" else self.zh


class WordsLater:
    """Words that are made when somebody reads them: an explanation costs nothing where only the answer is wanted."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Words]) -> None:
        """Keep how they are made."""
        self._make = make
        self._made: Words | None = None

    @property
    def words(self) -> Words:
        """The words, the same each time."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def zh(self) -> str:
        """The Chinese wording."""
        return self.words.zh

    @property
    def en(self) -> str:
        """The English wording."""
        return self.words.en

    def say(self, language: Language = "zh") -> str:
        """Return the wording in the given language."""
        return self.words.say(language)

    def __eq__(self, other: object) -> bool:
        """Return whether the words are the same."""
        return self.words == (other.words if isinstance(other, WordsLater) else other)

    def __hash__(self) -> int:
        """Return the hash of the words."""
        return hash(self.words)

    def __reduce__(self) -> tuple[Any, tuple[str, ...]]:
        """Go to another process as plain words."""
        return Words, tuple(self.words)

    def __repr__(self) -> str:
        """Return them as plain words are shown."""
        return repr(self.words)
