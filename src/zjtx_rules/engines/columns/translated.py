"""Expressions that are asked again and again and remember how Polars writes them.

Narwhals translates an expression whenever a frame is asked it: some twenty microseconds for each step of it, several times
what Polars itself takes to write it down. Of a table of a few thousand rows that was most of the work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import narwhals as nw


class Translated(nw.Expr):
    """An expression that keeps its translation for Polars; every other engine translates it each time.

    Expressions never change, and neither do those of Polars. Should Narwhals come to translate in another way, this one is not
    asked, and nothing but time is lost.
    """

    def __init__(self, *nodes: Any) -> None:
        """Keep the steps."""
        super().__init__(*nodes)
        self._kept: Any = None

    def _to_compliant_expr(self, ns: Any) -> Any:
        if not ns._implementation.is_polars():  # noqa: SLF001 - as Narwhals asks it itself
            return super()._to_compliant_expr(ns)
        if self._kept is None:
            self._kept = super()._to_compliant_expr(ns)
        return self._kept


KEPT = 4_096
"""How many expressions of one kind are kept, of those that tables have in common."""


@lru_cache(maxsize=KEPT)
def renamed(source: str, target: str) -> nw.Expr:
    """Return a column under another name."""
    return translated(nw.col(source).alias(target))


def translated(expr: nw.Expr) -> nw.Expr:
    """Return the same expression, which keeps its translation from now on."""
    nodes = getattr(expr, "_nodes", None)
    return expr if nodes is None else Translated(*nodes)
