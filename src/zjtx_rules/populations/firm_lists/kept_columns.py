"""The columns of a list that play no part, such as 批次: copied into the result, so that whoever keeps the list finds its rows again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from zjtx_rules.engines.columns.frames import ID
from zjtx_rules.populations.files.sheet_layout import AGAIN

_BETWEEN = "；"
"""Stands between the texts of several rows of one firm."""


def kept_columns(rows: pl.DataFrame, headers: Sequence[str], identity: str, firms: pl.DataFrame) -> pl.DataFrame:
    """Return the columns that play no part for each firm, in its order; columns of lists and records are left out.

    Where several rows make up one firm, what they say differently stands one after the other, each once.

    Args:
        rows: The rows of the list.
        headers: The headers of the columns.
        identity: The column of the ids.
        firms: The firms that the rows make up.
    """
    headers = [each for each in headers if not rows.schema[each].is_nested() and rows.schema[each] != pl.Binary]
    if not headers:
        return pl.DataFrame()
    if rows.height == firms.height:
        return rows.select(headers)
    texts = [
        pl.col(each).cast(pl.String).drop_nulls().unique(maintain_order=True).str.join(_BETWEEN, ignore_nulls=True)
        for each in headers
    ]
    key = pl.col(identity).cast(pl.String).str.strip_chars().alias(ID)
    grouped = rows.group_by(key, maintain_order=True).agg(texts)
    ids = firms.select(pl.col(ID).cast(pl.String).str.strip_chars())
    return ids.join(grouped, on=ID, how="left", maintain_order="left").select(pl.col(headers).replace("", None))


def result_headers(headers: Sequence[str], taken: Collection[str]) -> list[str]:
    """Return under which name each kept column stands in the result: its own, with a number where that is taken."""
    used, names = set(taken), []
    for header in headers:
        plain = AGAIN.sub(r"\1", header)
        name, number = plain, 1
        while name in used:
            number += 1
            name = f"{plain}（{number}）"
        used.add(name)
        names.append(name)
    return names
