"""Where applicants stand among one another: totals, numbers and ranks, as ranges where something of some of them is open.

Of every applicant it is known whether it certainly counts or may count, between which ends its figure lies, and between which ends
what it is ranked by lies. What comes out contains every way in which that could turn out, and is one figure where none is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from typing import Any, Literal

End = Fraction | None
"""An end of a range; None: there is none."""


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most that a figure can be.

    >>> Span(Fraction(1), Fraction(1)).exact
    True
    """

    low: End = Fraction(0)
    high: End = Fraction(0)

    @property
    def exact(self) -> bool:
        """Whether it is one figure."""
        return self.low is not None and self.low == self.high

    def plus(self, other: Span) -> Span:
        """Return the range of the sum."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(low, high)

    def or_nothing(self) -> Span:
        """Return the range of a figure that may not count at all."""
        low = None if self.low is None else min(self.low, Fraction(0))
        return Span(low, None if self.high is None else max(self.high, Fraction(0)))

    def turned(self) -> Span:
        """Return the range of the negative."""
        return Span(None if self.high is None else -self.high, None if self.low is None else -self.low)


ONE = Span(Fraction(1), Fraction(1))
"""What an applicant adds to a number or to a rank."""
NOTHING = Span()

Key = tuple[Span, ...]
"""What an applicant is ranked by, the greater ahead."""


@dataclass(frozen=True, slots=True)
class Member:
    """An applicant that counts, or may count."""

    id: Any
    certain: bool
    """Whether it certainly meets the conditions."""
    figure: Span
    key: Key = ()
    group: Any = None
    """What it shares with those that count for it."""
    grouped: bool = True
    """Whether that is known."""

    @property
    def ranked(self) -> bool:
        """Whether it certainly counts and its place in the order is known."""
        return self.certain and self.grouped and all(each.exact for each in self.key)


Order = Literal["ahead", "behind", "tied", "open"]


def order_of(one: Key, other: Key) -> Order:
    """Return where one stands to another."""
    for mine, its in zip(one, other, strict=True):
        if mine.low is not None and its.high is not None and mine.low > its.high:
            return "ahead"
        if mine.high is not None and its.low is not None and mine.high < its.low:
            return "behind"
        if not (mine.exact and its.exact):
            return "open"
    return "tied"


def total(members: Iterable[Member]) -> Span:
    """Return what members come to together."""
    found = NOTHING
    for each in members:
        found = found.plus(each.figure if each.certain and each.grouped else each.figure.or_nothing())
    return found


@dataclass(slots=True)
class Ranking:
    """The members of one group, put in order once and asked of each."""

    members: Sequence[Member]
    """All that are in the group, or may be."""
    shared: bool
    """Whether those who tie stand side by side, so that none is ahead of the other."""
    _keys: list[tuple[Fraction, ...]] = field(default_factory=list)
    _open: list[Member] = field(default_factory=list)
    _backwards: list[Span] = field(default_factory=list)
    """What the last so many of them come to."""
    _known: list[Member] = field(default_factory=list)
    _groups: dict[int, tuple[dict[int, int], list[Span], list[Span]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put those whose place is known in order, the least first."""
        known = sorted(((_exact(each.key), each) for each in self.members if each.ranked), key=lambda pair: pair[0])
        self._keys = [key for key, _ in known]
        self._backwards = list(accumulate((each.figure for _, each in reversed(known)), Span.plus, initial=NOTHING))
        self._known = [each for _, each in known]
        self._open = [each for each in self.members if not each.ranked]

    def ahead(self, member: Member) -> Span:
        """Return what those ahead of a member come to."""
        if not all(each.exact for each in member.key):
            return self._one_by_one(member, [each for each in self.members if each is not member])
        key = _exact(member.key)
        first, last = bisect_left(self._keys, key), bisect_right(self._keys, key)
        found = self._backwards[len(self._keys) - last]
        if not self.shared:
            found = found.plus(self._tied(first, last, member))
        return found.plus(self._one_by_one(member, [each for each in self._open if each is not member]))

    def _tied(self, first: int, last: int, member: Member) -> Span:
        """Return what those who tie with a member may come to, each of them reckoned once for all that ask."""
        if first == last:
            return NOTHING
        if first not in self._groups:
            figures = [each.figure.or_nothing() for each in self._known[first:last]]
            before = list(accumulate(figures, Span.plus, initial=NOTHING))
            after = list(accumulate(reversed(figures), Span.plus, initial=NOTHING))
            places = {id(each): at for at, each in enumerate(self._known[first:last])}
            self._groups[first] = places, before, after
        places, before, after = self._groups[first]
        at = places.get(id(member))
        return before[-1] if at is None else before[at].plus(after[len(places) - at - 1])

    def _one_by_one(self, member: Member, others: Iterable[Member]) -> Span:
        found = NOTHING
        for each in others:
            order = order_of(each.key, member.key)
            if order == "behind" or (order == "tied" and self.shared):
                continue
            certain = order == "ahead" and each.certain and each.grouped
            found = found.plus(each.figure if certain else each.figure.or_nothing())
        return found

    def ties(self) -> list[tuple[Any, ...]]:
        """Return those that nothing puts in order, group by group."""
        found: list[tuple[Any, ...]] = []
        at = 0
        while at < len(self._keys):
            end = bisect_right(self._keys, self._keys[at])
            if end - at > 1:
                found.append(tuple(each.id for each in self._known[at:end]))
            at = end
        return found


def _exact(key: Key) -> tuple[Fraction, ...]:
    return tuple(each.low for each in key if each.low is not None)


__all__ = ["NOTHING", "ONE", "Member", "Ranking", "Span", "order_of", "total"]
