"""Places that a rule file declares: zones, which have no code of GB/T 2260, and made-up ones for examples (codes 99…).

Inside, such a place is the place it lies in and its name (371100/日照高新区), so that where it lies and what it is called can be
seen without the rule file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

EXAMPLES = "99"
"""Codes that begin so are reserved for places of examples, which are not real."""


@dataclass(frozen=True, slots=True)
class DeclaredPlace:
    """One place of a rule file."""

    place: str
    """What it is inside, as it stands in a profile."""
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places that the rule files of a question declare."""

    declared: tuple[DeclaredPlace, ...] = ()
    _by_word: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The places by each word that means one."""

    @classmethod
    def of(cls, declared: Iterable[DeclaredPlace]) -> Places:
        """Return the places, each once."""
        unique = tuple({each.place: each for each in declared}.values())
        words = {word: each.place for each in unique for word in (each.place, each.code, each.name)}
        return cls(unique, words)

    def find(self, word: str) -> str | None:
        """Return the place that a code or a name means."""
        return self._by_word.get(word)

    def code(self, place: str) -> str:
        """Return the code of a place; of one that is not declared what it is inside."""
        return next((each.code for each in self.declared if each.place == place), place)

    def __iter__(self) -> Iterator[DeclaredPlace]:
        return iter(self.declared)

    def __bool__(self) -> bool:
        return bool(self.declared)


NO_PLACES = Places()
"""What a question without rule files of its own knows."""
