"""Where among the conditions of a clause those on recognitions stand: each a way of positions, from part to part."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.none_of import NoneOf

Way = tuple[int, ...]


def way_to_occasions(prepared: Prepared) -> Way | None:
    """Return the way to the one condition that makes every recognition an occasion; it leads through conjunctions only."""
    if prepared.each_time:
        return ()
    if not isinstance(prepared.condition, AllOf):
        return None
    ways = [(at, *way) for at, part in enumerate(prepared.parts) for way in [way_to_occasions(part)] if way is not None]
    return ways[0] if len(ways) == 1 else None


def recognising(prepared: Prepared) -> Iterator[Prepared]:
    """Yield every condition on recognitions, wherever it stands."""
    if prepared.recognition is not None:
        yield prepared
    for part in prepared.parts:
        yield from recognising(part)


def may_rest_on_recognition(prepared: Prepared) -> bool:
    """Return whether a claim can be for a recognition: a condition asks for one, rather than for there being none."""
    if isinstance(prepared.condition, NoneOf):
        return False
    return prepared.recognition is not None or any(map(may_rest_on_recognition, prepared.parts))


def way_to_recognition(whole: Prepared) -> Way | None:
    """Return the way to the only condition on recognitions; None where there are several, or where not only conjunctions lead."""
    ways = list(_ways(whole, ()))
    way = ways[0] if len(ways) == 1 else None
    return way if way is not None and _at(whole, way) else None


def _ways(prepared: Prepared, way: Way) -> Iterator[Way]:
    if prepared.recognition is not None:
        yield way
    for at, part in enumerate(prepared.parts):
        yield from _ways(part, (*way, at))


def _at(prepared: Prepared, way: Way) -> bool:
    """Return whether only conjunctions stand on a way."""
    return not way or (isinstance(prepared.condition, AllOf) and _at(prepared.parts[way[0]], way[1:]))
