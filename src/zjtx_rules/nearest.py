"""Which known word a misspelt one was most likely meant to be, found in time that hardly depends on how many are known.

The answer is that of `difflib.get_close_matches`: the word with the highest ratio of at least 0.6, in names with underscores in
every part. Most known words are ruled
out by the letters they share, looked up and not compared, as wrong words come by the thousand and places by the thousands.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

CUTOFF = 0.6
OF_A_PART = 0.4
"""The least ratio of a part of a name that is written with underscores, which may have two letters only."""
_LONGEST = 100
"""Nobody means a known word by more characters than these."""
_COMPARED = 40
"""How many known words are compared letter by letter, those first that share the most letters."""
SUGGESTED = 150
"""How many wrong words of one input are compared; no more than a hundred are shown."""

_LEFT: ContextVar[list[int] | None] = ContextVar("suggestions left", default=None)


@contextmanager
def one_input() -> Iterator[None]:
    """Make suggestions for the first wrong words inside, somewhat more than are shown, and no others: those of one input."""
    if _LEFT.get() is not None:
        yield
        return
    token = _LEFT.set([SUGGESTED])
    try:
        yield
    finally:
        _LEFT.reset(token)


def may_suggest() -> bool:
    """Return whether another wrong word of this input may be looked for, and count it."""
    left = _LEFT.get()
    if left is None:
        return True
    if left[0] > 0:
        left[0] -= 1
        return True
    return False


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None."""
    if not word or len(word) > _LONGEST or not may_suggest():
        return None
    index = _index(known if isinstance(known, frozenset) else frozenset(known))
    best: tuple[float, str] | None = None
    matcher = difflib.SequenceMatcher(None, "", word)
    for bound, each in index.alike(word)[:_COMPARED]:
        if best is not None and bound < best[0]:
            break
        matcher.set_seq1(each)
        ratio = matcher.ratio()
        if ratio >= CUTOFF and (best is None or (ratio, each) > best) and _part_by_part(word, each):
            best = (ratio, each)
    return best[1] if best is not None else None


def _part_by_part(word: str, known: str) -> bool:
    """Return whether each part of a name is like a part of the other: `rd_growth` is no slip of the pen for `rd_share`."""
    parts, others = word.split("_"), known.split("_")
    if 1 in (len(parts), len(others)):
        return True
    return all(
        one in others or any(difflib.SequenceMatcher(None, other, one).ratio() >= OF_A_PART for other in others)
        for one in parts
    )


class _Index:
    """The letters of known words."""

    def __init__(self, known: frozenset[str]) -> None:
        self.words = sorted(known)
        self.lengths = [len(each) for each in self.words]
        self.having: dict[str, list[tuple[int, int]]] = {}
        for at, each in enumerate(self.words):
            for letter, times in Counter(each).items():
                self.having.setdefault(letter, []).append((at, times))

    def alike(self, word: str) -> list[tuple[float, str]]:
        """Return the words that share enough letters to be meant, with the highest ratio they can have, the highest first."""
        shared: dict[int, int] = {}
        for letter, times in Counter(word).items():
            for at, others in self.having.get(letter, ()):
                shared[at] = shared.get(at, 0) + min(times, others)
        length = len(word)
        bounds = ((2 * count / (length + self.lengths[at]), self.words[at]) for at, count in shared.items())
        return sorted((each for each in bounds if each[0] >= CUTOFF), reverse=True)


@lru_cache(maxsize=16)
def _index(known: frozenset[str]) -> _Index:
    return _Index(known)
