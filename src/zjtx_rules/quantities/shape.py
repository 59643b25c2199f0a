"""What a quantity is made of, found once: its facts, comparisons and whole numbers, and what rests on which fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from zjtx_rules.core import terms as t
from zjtx_rules.core.decide import value
from zjtx_rules.core.world import World
from zjtx_rules.quantities.definitions import Definitions
from zjtx_rules.quantities.known import collections_in, keys_in


@dataclass(frozen=True, slots=True)
class Shape:
    """What a quantity is made of, found once."""

    term: t.Quantity
    variables: Mapping[str, t.Fact]
    tests: tuple[tuple[t.Test, frozenset[str]], ...]
    wholes: tuple[tuple[t.Whole, frozenset[str]], ...]
    resting_on: Mapping[str, frozenset[int]]
    """Of each fact the identities of the terms inside that rest on it."""


def shape_of(definitions: Definitions, term: t.Quantity) -> Shape:
    """Return the facts, comparisons and whole numbers inside a quantity of some definitions."""
    found: Shape | None = definitions.shapes.get(id(term))
    if found is None:
        variables = {each.key: each for each in _variables(term)}
        tests = tuple((each, keys_in(each)) for each in _tests(term) if not collections_in(each))
        wholes = tuple((each, keys_in(each)) for each in _wholes(term))
        found = definitions.shapes[id(term)] = Shape(term, variables, tests, wholes, _resting_on(term))
    return found


def forgotten(world: World, key: str, shape: Shape) -> World:
    """Return a world in which one fact is not known."""
    facts = {name: each for name, each in world.facts.items() if name != key}
    memo = {at: each for at, each in (world.memo or {}).items() if at[1] not in shape.resting_on[key]}
    return replace(world, facts=facts, memo=memo)


def most_of_least(term: t.Quantity, world: World, free: World, resting: frozenset[int]) -> Fraction | None:
    """Return what the least value of a quantity is at most, whatever one fact is; None where no limit is known.

    Of a sum, the parts that do not rest on the fact stay at their least; what rests on it is at most what it can be.
    """
    if id(term) not in resting:
        return value(term, world).low
    if not isinstance(term, t.Sum) or any(weight < 0 for weight, _ in term.parts):
        return value(term, free).high
    ends = [(weight, most_of_least(part, world, free, resting)) for weight, part in term.parts]
    if any(end is None for _, end in ends):
        return None
    return sum((weight * end for weight, end in ends if end is not None), term.constant)


def _walk(part: Any) -> Iterator[Any]:
    yield part
    if isinstance(part, tuple):
        for each in part:
            yield from _walk(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _walk(getattr(part, each.name))


def _variables(term: t.Term) -> Iterator[t.Fact]:
    return (each for each in _walk(term) if isinstance(each, t.Fact))


def _resting_on(term: t.Term) -> dict[str, frozenset[int]]:
    """Return, of each fact, the identities of the terms inside a term that rest on it; a shared part is looked at once."""
    facts: dict[int, frozenset[str]] = {}

    def look(part: Any) -> frozenset[str]:
        if not isinstance(part, tuple) and not is_dataclass(part):
            return frozenset()
        if id(part) not in facts:
            inner = part if isinstance(part, tuple) else [getattr(part, each.name) for each in fields(part)]
            own = {part.key} if isinstance(part, t.Fact) else set[str]()
            facts[id(part)] = frozenset(own).union(*map(look, inner))
        return facts[id(part)]

    look(term)
    return {key: frozenset(at for at, keys in facts.items() if key in keys) for key in facts[id(term)]}


def _tests(term: t.Term) -> list[t.NotNegative]:
    """Return the comparisons inside a quantity that compare nothing which is itself chosen by comparisons."""
    found: Mapping[t.NotNegative, None] = dict.fromkeys(
        each
        for each in _walk(term)
        if isinstance(each, t.NotNegative) and not any(isinstance(inner, t.Choice) for inner in _walk(each.quantity))
    )
    return list(found)


def _wholes(term: t.Term) -> list[t.Whole]:
    return list(dict.fromkeys(each for each in _walk(term) if isinstance(each, t.Whole)))
