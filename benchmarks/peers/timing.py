"""How long something takes beside its yardstick: both in turn, so that whatever disturbs the machine disturbs both.

What is done many times over is cut into short pieces, and of each piece the best of several rounds counts: what disturbs a
measurement only ever adds to it, and a short piece is more often left in peace than a long one. Processor time is kept
beside wall time: on a busy machine it is the steadier of the two, while only wall time shows what several cores are worth.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Piece = Callable[[], object]

_LONG = 5.0
"""Seconds; what takes longer needs no warming up, and two rounds will do."""
_PIECE = 50


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of all cores together."""

    wall: float
    cpu: float

    def per(self, count: int) -> Spent:
        """Return what falls to one of so many."""
        return Spent(self.wall / count, self.cpu / count)


def race(work: Sequence[Piece], yardstick: Sequence[Piece], seconds: float, rounds: int = 4) -> tuple[Spent, Spent]:
    """Return what each takes, all its pieces together: the best of several rounds taken in turn, at least `seconds` of them."""
    first, unit = _round(work), _round(yardstick)
    best, best_unit = list(first), list(unit)
    slow = sum(each.wall for each in first) > _LONG
    until, done = time.perf_counter() + seconds, 0
    while done < (1 if slow else rounds) or time.perf_counter() < until:
        best = [_better(*pair) for pair in zip(best, _round(work), strict=True)]
        best_unit = [_better(*pair) for pair in zip(best_unit, _round(yardstick), strict=True)]
        done += 1
    return _sum(best), _sum(best_unit)


def over(work: Callable[[Any], object], items: Sequence[Any]) -> list[Piece]:
    """Return pieces that do something with each item in turn."""

    def piece(some: Sequence[Any]) -> Piece:
        def do() -> None:
            for item in some:
                work(item)

        return do

    return [piece(items[start : start + _PIECE]) for start in range(0, len(items), _PIECE)]


def _round(pieces: Sequence[Piece]) -> list[Spent]:
    return [_spent(each) for each in pieces]


def _spent(work: Piece) -> Spent:
    computed, started = time.process_time(), time.perf_counter()
    kept = work()
    spent = Spent(time.perf_counter() - started, time.process_time() - computed)
    del kept  # taking the answer down again is not part of the answer
    return spent


def _better(one: Spent, other: Spent) -> Spent:
    return Spent(min(one.wall, other.wall), min(one.cpu, other.cpu))


def _sum(pieces: Sequence[Spent]) -> Spent:
    return Spent(sum(each.wall for each in pieces), sum(each.cpu for each in pieces))
