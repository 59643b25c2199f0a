"""On which readings and on which other values a value rests, told from its words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from zjtx_rules.quantities.formula import FormulaError, names_in, parse
from zjtx_rules.quantities.models import NamedValue, formulas_of

_READINGS = ("by_reading", "band")
"""The keys that name a reading, whatever the kind of condition."""


def readings_of(values: Sequence[NamedValue]) -> dict[str, frozenset[str]]:
    """Return the readings that each value rests on, by its id, those of the values that it is reckoned from included."""
    own = {value.id: frozenset(_named_below(value, _READINGS)) for value in values}
    towards = _towards(values)
    return {name: frozenset().union(*(own[each] for each in _reached(name, towards))) for name in own}


def reached_by(values: Sequence[NamedValue], names: Iterable[str]) -> frozenset[str]:
    """Return the ids of the values that some names mean, and of those that they are reckoned from."""
    named = {name: value.id for value in values for name in (value.label, value.id)}
    towards = _towards(values)
    return frozenset(each for name in names if name in named for each in _reached(named[name], towards))


def _towards(values: Sequence[NamedValue]) -> dict[str, set[str]]:
    named = {name: value.id for value in values for name in (value.label, value.id)}
    return {value.id: {named[name] for name in names_within(value) if name in named} for value in values}


def names_within(value: NamedValue) -> Iterator[str]:
    """Yield every name in the formulas and in the conditions of a value; a formula that cannot be read names nothing."""
    yield from _named_below(value, ("fact",))
    for _, text in formulas_of(value):
        yield from names_of(text)


def names_below(node: Any) -> Iterator[str]:
    """Yield every name in the conditions and in the formulas of payments anywhere below a clause or a gate."""
    yield from _named_below(node, ("fact",))
    for text in _named_below(node, ("amount", "at_most", "at_least")):
        yield from names_of(text)


def names_of(text: str) -> tuple[str, ...]:
    """Return the names in a formula; one that cannot be read names nothing."""
    try:
        return tuple(name.name for name in names_in(parse(text)))
    except FormulaError:
        return ()


def _reached(start: str, towards: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        further = towards[waiting.pop()] - reached
        reached |= further
        waiting += further
    return reached


def _named_below(node: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under some keys anywhere below."""
    if isinstance(node, BaseModel):
        for key, value in node:
            if key in keys and isinstance(value, str):
                yield value
            yield from _named_below(value, keys)
    elif isinstance(node, dict):
        for value in node.values():
            yield from _named_below(value, keys)
    elif isinstance(node, tuple):
        for value in node:
            yield from _named_below(value, keys)


__all__ = ["names_below", "names_of", "names_within", "reached_by", "readings_of"]
