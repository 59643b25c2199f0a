"""How long something takes beside its yardstick: both in turn, so that whatever disturbs the machine disturbs both.

The best of several rounds counts, for what disturbs a measurement only ever adds to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

Round = Callable[[], object]

_LONG = 5.0
"""Seconds; what takes longer needs no warming up, and two rounds will do."""


def race(work: Round, yardstick: Round, seconds: float, rounds: int = 4) -> tuple[float, float]:
    """Return the seconds that each takes, the best of several rounds taken in turn, at least `seconds` of them."""
    fastest, unit = _spent(work), _spent(yardstick)
    if fastest > _LONG:
        rounds = 1
    else:
        fastest = unit = float("inf")
    until, done = time.perf_counter() + seconds, 0
    while done < rounds or time.perf_counter() < until:
        fastest = min(fastest, _spent(work))
        unit = min(unit, _spent(yardstick))
        done += 1
    return fastest, unit


def over(work: Callable[[Any], object], items: Sequence[Any]) -> Round:
    """Return a round that does something with each item in turn."""

    def all_of_them() -> None:
        for item in items:
            work(item)

    return all_of_them


def _spent(work: Round) -> float:
    started = time.perf_counter()
    kept = work()
    spent = time.perf_counter() - started
    del kept  # taking the answer down again is not part of the answer
    return spent
