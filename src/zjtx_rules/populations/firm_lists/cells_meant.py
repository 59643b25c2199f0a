"""Yes and no, counts and sums as the cells of a list hold them: ticks and crosses, full-width digits, a unit behind the number.

What is not understood stays as it stands, so that the reader of the column says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import polars as pl

from zjtx_rules.engines.columns.given.kinds import UNITS
from zjtx_rules.terms import Money, TermError

NO_DAY = ("", "无", "/", "-", "—")
"""What stands in a cell of a title, a certificate or an incident for none at all."""

_SAYS_NOTHING = frozenset({"", "/", "-", "—", "--", "——", "／", "\\", "－", "–"})
"""What stands in a cell of a fact for nothing: it is unknown."""

YES = frozenset({"是", "√", "✓", "✔", "☑", "对", "是的", "有", "y", "yes", "v", "true"})
NO = frozenset({"否", "×", "✗", "✘", "☒", "✕", "错", "不是", "非", "无", "没有", "n", "no", "x", "false"})
"""What a cell says for yes and no, in small letters."""
_ONE, _ZERO = frozenset({"1", "1.0"}), frozenset({"0", "0.0"})

_COUNTED = re.compile(r"([0-9][0-9,.]*)\s*(?:人次|人|名|家|户|个|项|件|位)")
PLAIN_NUMBER = r"^[+-]?[0-9][0-9,]*(?:\.[0-9]*)?$"
"""A number that needs no other reading."""
_WITH_UNIT = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(元|万元|亿元)")


def says(text: str) -> bool | None:
    """Return whether a cell says yes or no; nothing where it says neither."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in YES or plain in _ONE:
        return True
    return False if plain in NO or plain in _ZERO else None


def yes_no_meant(text: str) -> str | None:
    """Return 是 or 否 for a cell of a column that asks whether; nothing where it says nothing."""
    if text in _SAYS_NOTHING:
        return None
    said = says(text)
    return text if said is None else "是" if said else "否"


def count_meant(text: str) -> str | None:
    """Return the number in a cell of something counted (290人, ２９０)."""
    if text in _SAYS_NOTHING:
        return None
    plain = unicodedata.normalize("NFKC", text)
    found = _COUNTED.fullmatch(plain)
    return found[1] if found is not None else plain


def sum_meant(unit: str | None) -> Callable[[str], str | None]:
    """Return how the cells of a column of money are meant whose header names this unit, or none.

    A cell with a unit of its own is read in that one, and brought into that of the column.
    """

    def meant(text: str) -> str | None:
        if text in _SAYS_NOTHING:
            return None
        plain = unicodedata.normalize("NFKC", text).removeprefix("¥").strip()
        found = _WITH_UNIT.fullmatch(plain) if unit is not None else None
        if found is None or unit is None:
            return plain
        try:
            yuan = Money.parse(f"{found[1]}{found[2]}").yuan
        except TermError:
            return plain
        return format(Decimal(yuan) * 100 / UNITS[unit], "f")

    return meant


def read_as_meant(column: pl.Series, meant: Callable[[str], str | None], *, numbers: bool) -> pl.Series:
    """Return a column with its cells as they are meant; `numbers`: most of them need no other reading."""
    if column.dtype != pl.String:
        return column
    texts = column.str.strip_chars()
    odd = texts.filter(~texts.str.contains(PLAIN_NUMBER)) if numbers else texts
    mapping = {text: found for text in odd.drop_nulls().unique() if (found := meant(text)) != text}
    if not mapping:
        return column
    return texts.replace_strict(list(mapping), list(mapping.values()), default=texts, return_dtype=pl.String)
