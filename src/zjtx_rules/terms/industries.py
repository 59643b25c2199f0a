"""The industries of the size classes: which rows of the standard a code of GB/T 4754-2017 falls under.

The table is `data/size_classes.yaml`; what a code is, `classification` knows.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from zjtx_rules.terms.classification import classes_of, find_industry, section_of
from zjtx_rules.terms.money import Money
from zjtx_rules.terms.tables import load_table

INDICATORS = ("employees", "revenue", "total_assets")
"""The indicators of the standard: 从业人员, 营业收入, 资产总额."""


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

_BY_CODE = {code: row for row in SIZE_INDUSTRIES for code in row.codes}


@lru_cache(maxsize=4096)
def _row_of(code: str) -> SizeIndustry | None:
    """Return the row that a class (小类) falls under: the one with the longest code that covers it."""
    for length in range(len(code), 1, -1):
        row = _BY_CODE.get(code[:length])
        if row:
            return row
    return _BY_CODE.get(section_of(code))


@lru_cache(maxsize=16384)
def candidate_rows(industry: str | None) -> Candidates:
    """Return the rows that an industry may fall under: those of every class that lies in what was written.

    All of them when the industry is not known: None, or what is neither a code nor a name of the classification.
    """
    codes = find_industry(industry).codes if industry is not None else ()
    if not codes:
        return Candidates(SIZE_INDUSTRIES, beyond=True)
    rows = {_row_of(each) for code in codes for each in classes_of(code)}
    ordered = sorted((row for row in rows if row is not None), key=lambda row: row.number)
    return Candidates(tuple(ordered), beyond=None in rows)


def industry_row(code: str) -> SizeIndustry | None:
    """Return the row of the standard for a code or name of GB/T 4754-2017, or None.

    None means that the standard does not divide the industry (finance, education …), that the code is too short to tell
    between several rows (F, 59, 70), or that there is no such code.
    """
    candidates = candidate_rows(code)
    return candidates.rows[0] if len(candidates.rows) == 1 and not candidates.beyond else None
