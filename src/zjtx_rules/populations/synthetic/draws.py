"""Luck that belongs to a row: what is drawn for a firm depends on the seed, its number and what is drawn, on nothing else.

A counter is hashed (the finaliser of SplitMix64: Steele, Lea and Flood, 2014) instead of a generator being advanced. So a
firm is the same whichever chunk it is drawn in and whatever is drawn for others, and all of it is whole numbers, which
are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate

import polars as pl

WHOLE = 10_000
"""Shares are counted in ten-thousandths (万分之一)."""
_HALF = 1 << 32
_GOLDEN = 0x9E3779B97F4A7C15
_PLACES = 16


def _mix(state: pl.Series) -> pl.Series:
    """Return 64-bit numbers in which every bit depends on every bit of the numbers given; multiplication wraps around."""
    state = (state ^ (state // (1 << 30))) * 0xBF58476D1CE4E5B9
    state = (state ^ (state // (1 << 27))) * 0x94D049BB133111EB
    return state ^ (state // (1 << 31))


@lru_cache(maxsize=4_096)
def _number_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=4_096)
def _wheel(weights: tuple[int, ...]) -> pl.Series:
    """Return a table of 65,536 places that gives each index its share of them."""
    ends = [round_half_up(each << _PLACES, sum(weights)) for each in accumulate(weights)]
    places = [
        index for index, (end, before) in enumerate(zip(ends, [0, *ends], strict=False)) for _ in range(end - before)
    ]
    return pl.Series(places, dtype=pl.UInt32)


def round_half_up(number: int, divisor: int) -> int:
    """Return a quotient of whole numbers, rounded."""
    return (2 * number + divisor) // (2 * divisor)


@dataclass(frozen=True, slots=True)
class Draws:
    """The streams of some rows, one number each."""

    keys: pl.Series

    @classmethod
    def of(cls, seed: int, start: int, stop: int) -> Draws:
        """Return the streams of the rows numbered from `start` up to `stop`, that one excluded."""
        numbers = pl.int_range(start, stop, dtype=pl.UInt64, eager=True)
        return cls(_mix(numbers * _GOLDEN + _number_of(f"seed {seed}")))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.keys)

    def bits(self, name: str) -> pl.Series:
        """Return 64 bits for each row; the same name gives the same bits."""
        return _mix(self.keys + _number_of(name))

    def at(self, rows: pl.Series) -> Draws:
        """Return the streams of some of the rows."""
        return Draws(self.keys.gather(rows))

    def where(self, mask: pl.Series) -> Draws:
        """Return the streams of the rows for which the mask holds."""
        return Draws(self.keys.filter(mask))

    def members(self, places: pl.Series) -> Draws:
        """Return streams for the members of collections; the rows are those of the owners, `places` counts within one."""
        return Draws(_mix(self.keys ^ (places.cast(pl.UInt64) * _GOLDEN + _GOLDEN)))

    def chance(self, name: str, share: int | pl.Series) -> pl.Series:
        """Return whether something holds, with a share in ten-thousandths, one for all or one for each row."""
        if isinstance(share, int):
            return self.bits(name) // _HALF < share * _HALF // WHOLE
        return self.bits(name) // _HALF * WHOLE < share.cast(pl.UInt64) * _HALF

    def below(self, name: str, span: int | pl.Series) -> pl.Series:
        """Return a whole number from 0 up to `span`, that one excluded; `span` lies between 1 and 2³¹."""
        wide = span if isinstance(span, int) else span.cast(pl.UInt64)
        return (self.bits(name) // _HALF * wide // _HALF).cast(pl.Int64)

    def between(self, name: str, least: int, most: int) -> pl.Series:
        """Return a whole number from `least` to `most`, both included."""
        return self.below(name, most - least + 1) + least

    def pick(self, name: str, weights: Sequence[int]) -> pl.Series:
        """Return the place of a choice among several with these weights."""
        return _wheel(tuple(weights)).gather(self.bits(name) // (1 << (64 - _PLACES)))

    def known(self, name: str, rate: int) -> pl.Series:
        """Return whether a fact is known, where it is left out at a rate in ten-thousandths."""
        return ~self.chance(f"missing {name}", rate)

    def seldom(self, name: str, values: pl.Series, rate: int) -> pl.Series:
        """Return the values with gaps at a rate in ten-thousandths."""
        if not rate:
            return values
        return values.zip_with(self.known(name, rate), pl.Series([None], dtype=values.dtype))

    def judged(self, name: str, share: int, rate: int) -> pl.Series:
        """Return yes in a share of the rows and no in the others, with gaps at a rate; one draw gives both."""
        bits = self.bits(name)
        yes = bits // _HALF < share * _HALF // WHOLE
        if not rate:
            return yes
        return yes.zip_with(bits % _HALF >= rate * _HALF // WHOLE, pl.Series([None], dtype=pl.Boolean))
