"""Verdicts and other small numbers packed into integers, so that rows with the same of all of them are told by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from zjtx_rules.conditions.columns import Column
from zjtx_rules.engines.columns.cells import NO, YES, Cell, whole

_BITS = 60
_NARROW = 30
"""How many bits an Int32 has room for."""
_SMALL, _BYTE = 2, 6
"""How many bits a number within a byte takes at most, and all of them together."""


@dataclass(slots=True)
class Packed:
    """Small numbers packed side by side into integers."""

    parts: list[tuple[str, Any, int, int]] = field(default_factory=list)
    """Each with its name, its expression, how many bits it takes and by what it is still to be multiplied."""
    fixed: dict[str, int] = field(default_factory=dict)
    """The numbers that are the same for everybody, and take no room."""

    def add(self, name: str, expr: nw.Expr, bits: int) -> None:
        """Add a number; of one that takes at most two bits the expression is an Int8."""
        self.parts.append((name, expr, bits, 1))

    def truth(self, name: str, truth: Column) -> None:
        """Add a verdict."""
        cells, least = _weighed(truth)
        if not cells:
            self.fixed[name] = least
        elif len(cells) == 1 and not least:
            ((cell, weight),) = cells
            self.parts.append((name, cell.expr.cast(nw.Int8), 2, weight))
        else:
            self.add(name, truth_code(truth), 2)

    def yes(self, name: str, cell: Cell) -> None:
        """Add a yes or no."""
        if cell.constant:
            self.fixed[name] = int(cell is YES)
        else:
            self.add(name, cell.expr.cast(nw.Int8), 1)

    def columns(self, prefix: str, *, narrow: bool = False) -> tuple[list[nw.Expr], list[list[tuple[str, int]]]]:
        """Return the packed columns, and for each the names and bits in it, lowest first.

        `narrow`: one column alone is of Int32 where that has room, which is quicker to move.
        """
        groups: list[list[tuple[str, Any, int, int]]] = [[]]
        used = 0
        for part in self.parts:
            if used + part[2] > _BITS:
                groups.append([])
                used = 0
            groups[-1].append(part)
            used += part[2]
        dtype = nw.Int32 if narrow and len(groups) == 1 and used <= _NARROW else nw.Int64
        exprs = [_packed(group, dtype).alias(f"{prefix}{number}") for number, group in enumerate(groups)]
        return exprs, [[(name, bits) for name, _, bits, _ in group] for group in groups]


def _packed(group: Sequence[tuple[str, Any, int, int]], dtype: Any) -> nw.Expr:
    """Return one packed column; small numbers are put together within a byte first, which is quicker to move."""
    total, byte = _Sum(dtype), _Sum(nw.Int8)
    shift = begun = 0
    for _, expr, bits, weight in group:
        if bits > _SMALL or shift + bits - begun > _BYTE:
            total.add(byte.expr, 1 << begun)
            byte, begun = _Sum(nw.Int8), shift
        if bits > _SMALL:
            total.add(expr, weight << shift)
            begun = shift + bits
        else:
            byte.add(expr, weight << (shift - begun))
        shift += bits
    total.add(byte.expr, 1 << begun)
    return whole(0) if total.expr is None else total.expr


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


def truth_code(truth: Column) -> nw.Expr:
    """Return the verdict as an Int8, in the order of the reference: not met 0, review 1, unknown 2, met 3."""
    cells, least = _weighed(truth)
    total = _Sum(nw.Int8)
    if least or not cells:
        total.add(nw.lit(least, nw.Int8), 1)
    for cell, weight in cells:
        total.add(cell.expr, weight)
    made: nw.Expr = total.expr
    return made


def _weighed(truth: Column) -> tuple[list[tuple[Cell, int]], int]:
    """Return the cells that make up the number of a verdict, each with what it counts, and the number without them."""
    cells, least = [(truth.met, 2), (truth.unknown, 1), (truth.no, -1)], 1
    if truth.unknown is NO and truth.no.key == (~truth.met).key:
        cells, least = [(truth.met, 3)], 0
    least += sum(weight for cell, weight in cells if cell is YES)
    return [(cell, weight) for cell, weight in cells if not cell.constant], least
