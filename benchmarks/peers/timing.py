"""How long something takes: the best of several rounds, for what disturbs a measurement only ever adds to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

_LONG = 5.0
"""Seconds."""


def each_of(work: Callable[[Any], object], items: Sequence[Any], seconds: float = 1.5, rounds: int = 3) -> float:
    """Return the seconds that one call takes, over all items in turn; the best of several rounds."""
    fastest, until, done = float("inf"), time.perf_counter() + seconds, 0
    while done < rounds or time.perf_counter() < until:
        started = time.perf_counter()
        for item in items:
            work(item)
        fastest = min(fastest, (time.perf_counter() - started) / len(items))
        done += 1
    return fastest


def whole(work: Callable[[], object], seconds: float = 1.5, rounds: int = 3) -> float:
    """Return the seconds that a call takes; the best of several rounds, after one to warm up.

    What takes long needs no warming up: that round counts, and one more is enough.
    """
    started = time.perf_counter()
    work()
    warming = time.perf_counter() - started
    slow = warming > _LONG
    fastest, until, done = warming if slow else float("inf"), time.perf_counter() + seconds, rounds - 1 if slow else 0
    while done < rounds or time.perf_counter() < until:
        started = time.perf_counter()
        kept = work()
        fastest = min(fastest, time.perf_counter() - started)
        del kept
        done += 1
    return fastest
