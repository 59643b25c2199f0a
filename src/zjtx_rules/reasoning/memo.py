"""What was worked out for the same objects, kept while one question is answered that asks for it again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_KEPT = 50_000
"""So many results are kept at most; what is beyond is worked out each time."""


class Memo(Generic[T]):
    """Results by the identity of what they were worked out from, which is kept with them so that no other takes its place.

    For objects that do not change and whose comparison would cost more than it saves. It lives as long as one question.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        """Begin with nothing kept.

        Args:
            most: How many results are kept.
        """
        self._most = most
        self._kept: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

    def get(self, things: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what was worked out for these very objects, or work it out.

        >>> memo, day = Memo[int](), object()
        >>> memo.get((day,), lambda: 1), memo.get((day,), lambda: 2), memo.get((object(),), lambda: 3)
        (1, 1, 3)
        """
        key = tuple(map(id, things))
        found = self._kept.get(key)
        if found is not None:
            return found[1]
        made = make()
        if len(self._kept) < self._most:
            self._kept[key] = things, made
        return made

    def __len__(self) -> int:
        """Return how many results are kept."""
        return len(self._kept)
