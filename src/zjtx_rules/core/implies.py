"""Interpreter: whether one test implies another over every completion, with a completion that shows where it does not.

The question is the one of bounds: is there a completion in which the first holds and the second does not? What a person judges is
completed both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zjtx_rules.core.bounds import BUDGET, bounds
from zjtx_rules.core.terms import Kind, Literal, Test, all_of, choice, negation
from zjtx_rules.core.world import World

_ONE, _ZERO = Literal(Fraction(1), Kind.NUMBER), Literal(Fraction(0), Kind.NUMBER)
ANY_WORLD = World()


@dataclass(frozen=True, slots=True)
class Implication:
    """Whether an implication holds."""

    holds: bool | None
    """None: not proven either way within the budget."""
    witness: Mapping[str, int] | None = None
    """A completion in which the first holds and the second does not."""


def satisfiable(test: Test, world: World = ANY_WORLD, budget: int = BUDGET) -> Implication:
    """Return whether there is a completion in which the test holds; the witness is such a one."""
    high = bounds(choice([(test, _ONE)], _ZERO), world, budget).high
    if high.kind == "outer":
        return Implication(None)
    return Implication(high.value == 1, high.completion if high.value == 1 else None)


def implies(one: Test, other: Test, world: World = ANY_WORLD, budget: int = BUDGET) -> Implication:
    """Return whether the second holds wherever the first does."""
    found = satisfiable(all_of(one, negation(other)), world, budget)
    return Implication(None if found.holds is None else not found.holds, found.witness)


def equivalent(one: Test, other: Test, world: World = ANY_WORLD, budget: int = BUDGET) -> Implication:
    """Return whether two tests hold in the same completions."""
    there = implies(one, other, world, budget)
    return there if there.holds is not True else implies(other, one, world, budget)


def always(test: Test, world: World = ANY_WORLD, budget: int = BUDGET) -> Implication:
    """Return whether a test holds in every completion; the witness is one in which it does not."""
    found = satisfiable(negation(test), world, budget)
    return Implication(None if found.holds is None else not found.holds, found.witness)
