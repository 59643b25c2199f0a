"""Verdicts and other small numbers packed into integers, so that rows with the same of all of them are told by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from zjtx_rules.conditions.columns import Column
from zjtx_rules.engines.columns.cells import NO, YES, Cell

_BITS = 60
_NARROW = 32
"""How many bits a UInt32 has room for."""
_SMALL, _BYTE = 2, 6
"""How many bits a number within a byte takes at most, and all of them together."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A small number: a sum of yes-no columns and of numbers, each counted so many times."""

    name: str
    bits: int
    weighed: tuple[tuple[nw.Expr, int], ...]
    least: int = 0
    """What everybody has of it."""


@dataclass(slots=True)
class Packed:
    """Small numbers packed side by side into integers."""

    parts: list[_Part] = field(default_factory=list)
    fixed: dict[str, int] = field(default_factory=dict)
    """The numbers that are the same for everybody, and take no room."""

    def add(self, name: str, expr: nw.Expr, bits: int) -> None:
        """Add a number."""
        self.parts.append(_Part(name, bits, ((expr, 1),)))

    def truth(self, name: str, truth: Column) -> None:
        """Add a verdict."""
        cells, least = _weighed(truth)
        if cells:
            self.parts.append(_Part(name, 2, tuple((cell.expr, weight) for cell, weight in cells), least))
        else:
            self.fixed[name] = least

    def yes(self, name: str, cell: Cell) -> None:
        """Add a yes or no."""
        if cell.constant:
            self.fixed[name] = int(cell is YES)
        else:
            self.add(name, cell.expr, 1)

    def columns(self, prefix: str, *, narrow: bool = False) -> tuple[list[nw.Expr], list[list[tuple[str, int]]]]:
        """Return the packed columns, and for each the names and bits in it, lowest first.

        `narrow`: one column alone is of UInt32 where that has room, which is quicker to move.
        """
        groups: list[list[_Part]] = [[]]
        used = 0
        for part in self.parts:
            if used + part.bits > _BITS:
                groups.append([])
                used = 0
            groups[-1].append(part)
            used += part.bits
        small = narrow and len(groups) == 1 and used <= _NARROW
        dtypes = (nw.UInt32, nw.UInt8) if small else (nw.Int64, nw.Int8)
        exprs = [_packed(group, *dtypes).alias(f"{prefix}{number}") for number, group in enumerate(groups)]
        return exprs, [[(part.name, part.bits) for part in group] for group in groups]


def _packed(group: Sequence[_Part], dtype: Any, small: Any) -> nw.Expr:
    """Return one packed column; small numbers are put together within a byte first, which is quicker to move."""
    total, byte = _Sum(dtype), _Sum(small)
    shift = begun = 0
    for part in group:
        if part.bits > _SMALL or shift + part.bits - begun > _BYTE:
            total.add(byte.expr, 1 << begun)
            byte, begun = _Sum(small), shift
        if part.bits > _SMALL:
            total.add_part(part, shift)
            begun = shift + part.bits
        else:
            byte.add_part(part, shift - begun)
        shift += part.bits
    total.add(byte.expr, 1 << begun)
    return nw.lit(0, dtype) if total.expr is None else total.expr


class _Sum:
    """A sum of weighed expressions, without what adds nothing."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        self.expr: Any = None

    def add(self, expr: Any, weight: int) -> None:
        """Add an expression so many times."""
        if expr is None:
            return
        number = expr.cast(self.dtype)
        weighed = number if weight == 1 else number * nw.lit(weight, self.dtype)
        self.expr = weighed if self.expr is None else self.expr + weighed

    def add_part(self, part: _Part, shift: int) -> None:
        """Add a small number at its place."""
        if part.least:
            self.add(nw.lit(part.least << shift, self.dtype), 1)
        for expr, weight in part.weighed:
            self.add(expr, weight << shift)


def truth_code(truth: Column) -> nw.Expr:
    """Return the verdict as an Int8, in the order of the reference: not met 0, review 1, unknown 2, met 3."""
    cells, least = _weighed(truth)
    total = _Sum(nw.Int8)
    total.add_part(_Part("", 2, tuple((cell.expr, weight) for cell, weight in cells), least), 0)
    return nw.lit(0, nw.Int8) if total.expr is None else total.expr


def _weighed(truth: Column) -> tuple[list[tuple[Cell, int]], int]:
    """Return the cells that make up the number of a verdict, each with what it counts, and the number without them."""
    cells = [(truth.met, 2), (truth.unknown, 1), (~truth.no, 1)]
    if truth.unknown is NO and truth.no.key == (~truth.met).key:
        cells = [(truth.met, 3)]
    least = sum(weight for cell, weight in cells if cell is YES)
    return [(cell, weight) for cell, weight in cells if not cell.constant], least
