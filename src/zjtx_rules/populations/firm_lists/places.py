"""The place of a firm where a list says it in several columns: province, city, county."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zjtx_rules.terms import TermError, find_region

_APART = "\x1f"


def joined_places(firms: pl.DataFrame, columns: Sequence[tuple[str, str]]) -> pl.Series:
    """Return one place for every firm: the path through all columns that are filled in, else the narrowest of them.

    Args:
        firms: The list.
        columns: The columns with their breadth, the widest first.
    """
    cells = [pl.col(header).cast(pl.String).str.strip_chars().fill_null("") for _, header in columns]
    texts = firms.select(pl.concat_str(cells, separator=_APART).alias("~"))["~"]
    different = texts.unique().to_list()
    return texts.replace_strict(different, [_joined(each.split(_APART)) for each in different], return_dtype=pl.String)


def _joined(parts: Sequence[str]) -> str | None:
    """Return the path of places, as far as there is such a place; else the narrowest that is named."""
    filled = [each for each in dict.fromkeys(parts) if each]
    for first in range(len(filled) - 1):
        path = "".join(filled[first:])
        if _exists(path):
            return path
    return filled[-1] if filled else None


def _exists(place: str) -> bool:
    try:
        return find_region(place) is not None
    except TermError:
        return False
