"""Interpreter: the least and the greatest value of a quantity over every completion of what is not known.

Judgements that are left to a person are completed both ways. Where an end is reached by a completion it is `closed`; where there is no
greatest value it has none; where the search came to the end of its budget it is `outer`: sound, and not proven to be reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from zjtx_rules.core.ground import Grounder, Problem
from zjtx_rules.core.search import Found, greatest
from zjtx_rules.core.terms import Quantity
from zjtx_rules.core.values import (
    Added,
    Box,
    Chosen,
    Divided,
    Floored,
    Joined,
    Linear,
    Multiplied,
    Nearer,
    Threshold,
    Truth,
    Value,
    add,
    integral,
    scaled,
)
from zjtx_rules.core.world import World

BUDGET = 20_000
"""Boxes that the search for one end looks at."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range."""

    value: Fraction | None
    """None: there is no such end."""
    kind: Literal["closed", "unbounded", "outer", "impossible"]
    """`impossible`: what is known contradicts what holds of every applicant."""
    completion: Mapping[str, int] | None
    """What the unknown facts are where the end is reached."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value over all completions."""

    low: End
    high: End


def bounds(quantity: Quantity, world: World, budget: int = BUDGET) -> Bounds:
    """Return the least and the greatest value of a quantity over every completion of the world."""
    grounder = Grounder(world, [quantity])
    value = grounder.value(quantity)
    low = _end(scaled(value, -1), grounder.problem, budget)
    return Bounds(
        End(None if low.value is None else -low.value, low.kind, low.completion), _end(value, grounder.problem, budget)
    )


def _end(value: Value, problem: Problem, budget: int) -> End:
    """Return the greatest value: the parts that share no variable are searched apart, and added."""
    if not problem.possible:
        return End(None, "impossible", None)
    result, proven, completion = Fraction(0), True, dict[str, int]()
    for part, used in _independent(value, problem):
        whole, denominator = integral(part)
        found, unbounded = _search(whole, used, problem, budget)
        if found.limit is None:
            return End(None, "impossible", None)
        if unbounded:
            return End(None, "unbounded", None)
        result += Fraction(found.limit, denominator)
        proven = proven and found.proven and not used & problem.guessed
        if found.completion is not None:
            completion |= {problem.names[at]: found.completion[at] for at in used}
    return End(result, "closed", completion) if proven else End(result, "outer", None)


def _search(value: Value, used: frozenset[int], problem: Problem, budget: int) -> tuple[Found, bool]:
    """Search within the ranges at which the search begins, and in wider ones to see whether there is a greatest value at all."""
    box: Box = tuple(ends if at in used else (ends[0], ends[0]) for at, ends in enumerate(problem.box))
    relations = {
        atom: truth for atom, truth in problem.relations.items() if used.issuperset(at for at, _ in atom.weights)
    }
    found = greatest(value, box, relations, budget)
    wide = used & problem.open_above
    if not wide or found.value is None:
        return found, False
    wider: Box = tuple((low, high * 2 + 1) if at in wide else (low, high) for at, (low, high) in enumerate(box))
    again = greatest(value, wider, relations, budget)
    return again, again.value is not None and again.value > found.value


def _independent(value: Value, problem: Problem) -> list[tuple[Value, frozenset[int]]]:
    """Return the parts of a sum that share no variable, with the variables of each and those tied to them."""
    parts = value.parts if isinstance(value, Added) else (value,)
    groups = [(variables(part), [part]) for part in parts]
    groups += [(frozenset(at for at, _ in atom.weights), []) for atom in problem.relations]
    done: list[tuple[frozenset[int], list[Value]]] = []
    for used, mine in groups:
        apart = [group for group in done if not group[0] & used]
        for other, its in done:
            if other & used:
                used, mine = used | other, mine + its  # noqa: PLW2901 - what is tied together is one group
        done = [*apart, (used, mine)]
    return [(add([(1, part) for part in mine]), used) for used, mine in done]


def variables(value: Value) -> frozenset[int]:
    """Return the variables of a value."""
    match value:
        case Linear(weights=weights):
            return frozenset(at for at, _ in weights)
        case Added(parts=parts):
            return frozenset[int]().union(*map(variables, parts))
        case Chosen(cases=cases, otherwise=otherwise):
            tests = (_tested(truth) | variables(inner) for truth, inner in cases)
            return variables(otherwise).union(*tests)
        case Nearer(one=one, other=other):
            return variables(one) | variables(other)
        case Multiplied(one=one, other=other) | Divided(part=one, whole=other):
            return variables(one) | variables(other)
        case Floored(inner=inner):
            return variables(inner)


def _tested(truth: Truth) -> frozenset[int]:
    if isinstance(truth, bool):
        return frozenset()
    if isinstance(truth, Joined):
        return frozenset[int]().union(*map(_tested, truth.parts))
    if isinstance(truth, Threshold):
        return variables(truth.quantity)
    return frozenset(at for at, _ in truth.atom.weights)
