"""What a profile says of the facts and records that quantities look at, and the range in which a quantity lies over the rest."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.core import terms as t
from zjtx_rules.core.bounds import bounds
from zjtx_rules.core.decide import value
from zjtx_rules.core.world import Record, World
from zjtx_rules.profile.facts import Missing
from zjtx_rules.profile.situation import Situation

BUDGET = 2_000
"""Boxes that the search for one end of an amount looks at."""
RECORDS = "records."
"""Begins the name of a list of records, in the core as in the paths of a profile."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a quantity comes to; both ends alike where it is certain."""

    low: Fraction | None
    high: Fraction | None
    missing: Missing = ()
    """The facts that would tell, as paths of the profile."""

    @property
    def exact(self) -> Fraction | None:
        """The figure, where it is certain."""
        return self.low if self.low == self.high else None


class Readable(Protocol):
    """A fact of the core that can be read from a profile."""

    def read(self, situation: Situation, /) -> tuple[Fraction | None, Missing]:
        """Return it in units of the core, and what is missing of it."""


class Listed(Protocol):
    """A list of records that can be read from a profile."""

    def read(self, situation: Situation, /) -> tuple[tuple[Record, ...] | None, bool]:
        """Return the records that are stated, and whether they are all there are."""


class Readers(Protocol):
    """What reads the facts and lists of terms."""

    @property
    def leaves(self) -> Mapping[str, Any]:
        """The facts by key."""

    @property
    def unsaid(self) -> Mapping[str, CannotSay]:
        """What rule files cannot say, by the key of the fact that stands for it."""

    @property
    def collections(self) -> Mapping[str, Listed]:
        """The lists by the name that the core has for them."""


class _Facts(Mapping[str, Fraction]):
    """The facts that are known, each read when it is looked at."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def get(self, key: str, default: Any = None) -> Any:
        """Return a fact in units of the core."""
        found = self._known.read(key)[0]
        return default if found is None else found

    def __getitem__(self, key: str) -> Fraction:
        """Return a fact that is known."""
        found = self._known.read(key)[0]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the facts that are known."""
        return (key for key in self._known.readers.leaves if self._known.read(key)[0] is not None)

    def __len__(self) -> int:
        """Return how many are known."""
        return sum(1 for _ in self)


class _Lists(Mapping[str, tuple[Record, ...]]):
    """The records that are stated, each list read when it is looked at."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __getitem__(self, collection: str) -> tuple[Record, ...]:
        """Return the records of a list that is stated."""
        records, _ = self._known.listed(collection)
        if records is None:
            raise KeyError(collection)
        return records

    def __iter__(self) -> Iterator[str]:
        """Yield the lists that are stated."""
        return (name for name in self._known.readers.collections if self._known.listed(name)[0] is not None)

    def __len__(self) -> int:
        """Return how many are stated."""
        return sum(1 for _ in self)


class _Incomplete(Container[str]):
    """The lists that may hold more records than are stated."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __contains__(self, collection: object) -> bool:
        """Return whether a list may hold more."""
        return not self._known.listed(str(collection))[1]


class Known:
    """What a profile says of the facts of some definitions."""

    def __init__(self, readers: Readers, situation: Situation) -> None:
        """Read each fact once, when it is asked for."""
        self.readers, self.situation = readers, situation
        self._read: dict[str, tuple[Fraction | None, Missing]] = {}
        self._listed: dict[str, tuple[tuple[Record, ...] | None, bool]] = {}
        self._ranges: dict[t.Quantity, Range] = {}
        self._named: dict[str, Fraction | None] = {}
        self.everything = World(_Facts(self), _Lists(self), _Incomplete(self), memo={})
        """All that is known, read when it is looked at; for truths and values, not for searches."""

    def read(self, key: str) -> tuple[Fraction | None, Missing]:
        """Return a fact in units of the core, and what is missing of it."""
        if key not in self._read:
            self._read[key] = self.readers.leaves[key].read(self.situation)
        return self._read[key]

    def listed(self, collection: str) -> tuple[tuple[Record, ...] | None, bool]:
        """Return the records of a list that are stated, in units of the core, and whether they are all there are."""
        if collection not in self._listed:
            self._listed[collection] = self.readers.collections[collection].read(self.situation)
        return self._listed[collection]

    def world(self, term: t.Term) -> World:
        """Return what is known of the facts in a term."""
        found = {key: self.read(key)[0] for key in keys_in(term)}
        known = {key: each for key, each in found.items() if each is not None}
        collections = collections_in(term)
        if not collections:
            return World(known, {})
        lists = {name: self.listed(name) for name in collections}
        stated = {name: records for name, (records, _) in lists.items() if records is not None}
        return World(known, stated, frozenset(name for name, (_, whole) in lists.items() if not whole))

    def exact(self, term: t.Quantity) -> Fraction | None:
        """Return a quantity where it is certain without a search."""
        found = value(term, self.everything)
        return found.low if found.low == found.high else None

    def value_named(self, name: str, term: t.Quantity) -> Fraction | None:
        """Return what a named value comes to where that is certain without a search; it is reckoned once."""
        if name not in self._named:
            self._named[name] = self.exact(term)
        return self._named[name]

    def range(self, term: t.Quantity, budget: int = BUDGET) -> Range:
        """Return what a quantity comes to over all that is not known."""
        if term not in self._ranges:
            self._ranges[term] = self._range(term, budget)
        return self._ranges[term]

    def _range(self, term: t.Quantity, budget: int) -> Range:
        world = self.world(term)
        found = value(term, world)
        if found.low is not None and found.low == found.high:
            return Range(found.low, found.high)
        ends = bounds(term, world, budget)
        if ends.low.value is not None and ends.low.value == ends.high.value:
            return Range(ends.low.value, ends.high.value)
        return Range(ends.low.value, ends.high.value, self.missing(term))

    def missing(self, term: t.Quantity) -> Missing:
        """Return the facts that are missing of a quantity, as paths of the profile."""
        return self.paths(value(term, self.everything).missing)

    def unsaid(self, term: t.Quantity) -> tuple[CannotSay, ...]:
        """Return what rule files cannot say and leaves a quantity open."""
        unsaid = self.readers.unsaid
        if not unsaid:
            return ()
        return tuple(unsaid[key] for key in sorted(value(term, self.everything).missing & unsaid.keys()))

    def paths(self, keys: frozenset[str]) -> Missing:
        """Return the paths of the profile for facts and fields of records that the core names."""
        found: dict[str, None] = {}
        for key in sorted(keys - self.readers.unsaid.keys()):
            found |= dict.fromkeys((key.removesuffix("?"),) if key.startswith(RECORDS) else self.read(key)[1])
        return tuple(found)


@lru_cache(maxsize=4096)
def keys_in(term: t.Term) -> frozenset[str]:
    """Return the keys of the facts in a term."""
    return frozenset(part.key for part in _parts(term) if isinstance(part, t.Fact))


@lru_cache(maxsize=4096)
def collections_in(term: t.Term) -> frozenset[str]:
    """Return the names of the lists of records that a term looks at."""
    return frozenset(part.collection for part in _parts(term) if isinstance(part, (t.Total, t.Some)))


def _parts(part: Any) -> Iterator[Any]:
    """Yield every form inside a term, itself first."""
    if isinstance(part, tuple):
        for each in part:
            yield from _parts(each)
    elif is_dataclass(part):
        yield part
        for each in fields(part):
            yield from _parts(getattr(part, each.name))
