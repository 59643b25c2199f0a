"""The industries of the size classes: which row of the standard a code of GB/T 4754-2017 falls under.

A code is a section (a letter), a division (two digits), a group (three) or a class (four), digits with or without the
letter before them. The table is `data/size_classes.yaml`.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from zjtx_rules.terms.money import Money
from zjtx_rules.terms.tables import load_table

INDICATORS = ("employees", "revenue", "total_assets")
"""The indicators of the standard: 从业人员, 营业收入, 资产总额."""

_CODE = re.compile(r"([A-T])?([0-9]{2,4})?")


@dataclass(frozen=True, slots=True, eq=False)
class SizeIndustry:
    """A row of the standard.

    Attributes:
        number: its place in the standard, from 1 to 16.
        label: its name in Chinese.
        english: its name in English.
        codes: the sections, divisions, groups and classes that it covers.
        bounds: for each indicator the least value of a small, a medium and a large enterprise, as people or Money.
        scales: the same for the machine: the position of the indicator in `INDICATORS`, and plain numbers (money in yuan).
    """

    number: int
    label: str
    english: str
    codes: tuple[str, ...]
    bounds: dict[str, tuple[int | Money, int | Money, int | Money]] = field(repr=False)
    scales: tuple[tuple[int, tuple[int | Decimal, ...]], ...] = field(repr=False)


class Candidates(NamedTuple):
    """The rows that an industry may fall under; `beyond`: it may also, or only, fall under none of them."""

    rows: tuple[SizeIndustry, ...]
    beyond: bool


def _read_row(number: int, row: dict[str, Any]) -> SizeIndustry:
    """Return a row of the table."""
    bounds: Any = {
        name: tuple(Money.parse(value) if isinstance(value, str) else value for value in row[name])
        for name in INDICATORS
        if name in row
    }
    scales = tuple(
        (INDICATORS.index(name), tuple(value.yuan if isinstance(value, Money) else value for value in values))
        for name, values in bounds.items()
    )
    return SizeIndustry(number, row["label"], row["english"], tuple(row["codes"]), bounds, scales)


_TABLE = load_table("size_classes")

SIZE_INDUSTRIES: tuple[SizeIndustry, ...] = tuple(
    _read_row(number, row) for number, row in enumerate(_TABLE["industries"], start=1)
)
"""The 16 rows of the standard, in its order."""

# B: 06-12 means the divisions 06 to 12.
_DIVISIONS: dict[str, tuple[str, ...]] = {
    section: tuple(f"{division:02}" for division in range(int(span[:2]), int(span[-2:]) + 1))
    for section, span in _TABLE["sections"].items()
}
_SECTION_OF = {division: section for section, divisions in _DIVISIONS.items() for division in divisions}

# A section in the table stands for all of its divisions, so that only digits have to be looked up.
_BY_DIGITS = {digits: row for row in SIZE_INDUSTRIES for code in row.codes for digits in _DIVISIONS.get(code, (code,))}


@lru_cache(maxsize=4096)
def candidate_rows(code: str | None) -> Candidates:
    """Return the rows that an industry may fall under, all of them when the industry is not known (None)."""
    if code is None:
        return Candidates(SIZE_INDUSTRIES, beyond=True)
    found = _CODE.fullmatch(code)
    section, digits = found.groups() if found else (None, None)
    if digits:
        # A letter that contradicts the digits leaves no way to tell which of the two is meant.
        right = digits[:2] in _SECTION_OF and section in {None, _SECTION_OF[digits[:2]]}
        return _of_digits(digits) if right else Candidates((), beyond=True)
    parts = [_of_digits(division) for division in _DIVISIONS[section]] if section else []
    return _joined(parts) if parts else Candidates((), beyond=True)


def industry_row(code: str) -> SizeIndustry | None:
    """Return the row of the standard for a code of GB/T 4754-2017, or None.

    None means that the standard does not divide the industry (finance, education …), that the code is too short to tell
    between several rows (F, 70), or that there is no such code.
    """
    candidates = candidate_rows(code)
    return candidates.rows[0] if len(candidates.rows) == 1 and not candidates.beyond else None


def _of_digits(digits: str) -> Candidates:
    """Return the rows for a division, group or class: the row with the longest code that covers it."""
    for length in range(len(digits), 1, -1):
        row = _BY_DIGITS.get(digits[:length])
        if row:
            return Candidates((row,), beyond=False)
    # Shorter than every code of the table that begins with it: it splits (70 房地产业).
    below = [Candidates((row,), beyond=True) for code, row in _BY_DIGITS.items() if code.startswith(digits)]
    return _joined(below) if below else Candidates((), beyond=True)


def _joined(parts: list[Candidates]) -> Candidates:
    """Return what several codes may fall under together, each row once, in the order of the standard."""
    rows = {row.number: row for part in parts for row in part.rows}
    return Candidates(tuple(rows[number] for number in sorted(rows)), beyond=any(part.beyond for part in parts))
