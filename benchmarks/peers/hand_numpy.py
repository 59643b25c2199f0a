"""The workload in NumPy by hand: over long arrays that must be gathered, and over arrays already flat.

Texts are numbers beforehand, for NumPy is made for numbers: titles, levels and kinds of the long arrays are codes. That
work is not timed. No missing value, no bounds, no suppressed award, no citation.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from workload import (
    AS_OF,
    AWARDS,
    CITY,
    IN_FORCE,
    LAST_DAY,
    MET,
    NEW_FIELDS,
    NOT_MET,
    REVENUE,
    REVIEW,
    TWO_YEARS_AGO,
    YES_NO,
    Answers,
)

Arrays = dict[str, Any]
Found = tuple[Any, list[Any], Any]
"""The verdicts on 二2, for each award whether it is met, and what is paid."""


def coded(given: Any, flattened: Any) -> dict[str, Arrays]:
    """Return the long tables as arrays of numbers; days as 20230901."""
    import polars as pl  # noqa: PLC0415 - only to prepare; the timed code is NumPy alone

    def numbers(frame: Any) -> Arrays:
        made = {}
        for name in frame.columns:
            column = frame[name]
            if column.dtype == pl.Date:
                column = column.dt.strftime("%Y%m%d").cast(pl.Int32)
            elif column.dtype == pl.String:
                column = (
                    column.replace_strict(_CODES[name], return_dtype=pl.Int32)
                    if name in _CODES
                    else column.cast(pl.Int32)
                )
            made[name] = column.to_numpy()
        return made

    tables = {name: numbers(frame) for name, frame in given.items() if name not in ("applicants", "awards_received")}
    wanted = ("region", "size", "provided_false_information", *YES_NO)
    return tables | {"applicants": {name: flattened[name].to_numpy() for name in wanted}}


_TITLES = ("unicorn", "champion_enterprise", "champion_product", "little_giant", "gazelle", "zjtx_sme")
_LEVELS = ("city", "provincial", "national")
_KINDS = (
    "quality_management",
    "environmental_management",
    "safety",
    "quality",
    "environment",
    "other",
    "new",
    "renewal",
)
_CODES = {
    "title": {name: code for code, name in enumerate(_TITLES)},
    "level": {name: code for code, name in enumerate(_LEVELS)},
    "kind": {name: code for code, name in enumerate(_KINDS)},
}
_AWARD_OF = np.full(len(_TITLES) * len(_LEVELS), len(AWARDS), np.int8)
"""The award for each title and level; one past the last for none."""
for _place, (_, _title, _levels, _) in enumerate(AWARDS):
    for _level in _levels:
        _AWARD_OF[_TITLES.index(_title) * len(_LEVELS) + _LEVELS.index(_level)] = _place


def _decided(met: Any, revenue: Any, awards: list[Any]) -> Found:
    pool = np.where(met, np.where(revenue == REVENUE, np.int8(MET), np.int8(REVIEW)), np.int8(NOT_MET))
    amount = np.zeros(len(pool), np.int64)
    for each, (*_, most) in zip(awards, AWARDS, strict=True):
        np.maximum(amount, each * np.int64(most), out=amount)
    return pool, awards, amount


def long(given: dict[str, Arrays]) -> Found:
    """Decide over the long arrays: what is dated is scattered to its firm."""
    firms = given["applicants"]
    count = len(firms["region"])
    here = firms["region"] // 100 == CITY
    met = here & (firms["size"] != 3) & ~firms["provided_false_information"]
    for name in YES_NO:
        met &= firms[name]

    def somebody(table: Arrays, which: Any) -> Any:
        found = np.zeros(count, bool)
        found[table["applicant"][which]] = True
        return found

    rows = given["registrations"]
    met &= somebody(rows, (rows["region"] // 100 == CITY) & (rows["since"] <= TWO_YEARS_AGO))
    rows = given["certificates"]
    met &= somebody(rows, (rows["kind"] == 0) & (rows["since"] <= AS_OF) & (rows["expires"] >= AS_OF))
    rows = given["incidents"]
    counted = (rows["kind"] >= 2) & (rows["kind"] <= 4)
    met &= ~somebody(rows, counted & (rows["date"] > TWO_YEARS_AGO) & (rows["date"] <= AS_OF))
    rows = given["accounts"]
    year = rows["year"] == AS_OF // 10_000 - 1
    revenue = np.zeros(count, np.int64)
    revenue[rows["applicant"][year]] = rows["revenue_yuan"][year]
    rows = given["recognitions"]
    new = (rows["kind"] == 6) & (rows["date"] >= IN_FORCE[0]) & (rows["date"] <= LAST_DAY)
    award = _AWARD_OF[rows["title"][new] * len(_LEVELS) + rows["level"][new]]
    holder = rows["applicant"][new]
    held = np.zeros((len(AWARDS) + 1, count), bool)
    held[award, holder] = True
    return _decided(met, revenue, [held[place] & here for place in range(len(AWARDS))])


def flat(given: Arrays) -> Found:
    """Decide over flat arrays: nothing to gather."""
    here = given["region"] // 100 == CITY
    met = here & (given["size"] != 3) & ~given["provided_false_information"]
    for name in YES_NO:
        met &= given[name]
    met &= (given["registered_in"] // 100 == CITY) & (given["registered_since"] <= TWO_YEARS_AGO)
    met &= (given["certified_since"] <= AS_OF) & (given["certified_until"] >= AS_OF)
    met &= given["last_incident"] <= TWO_YEARS_AGO
    awards = [(given[name] >= IN_FORCE[0]) & (given[name] <= LAST_DAY) & here for name in NEW_FIELDS]
    return _decided(met, given["revenue"], awards)


def answers(found: Found) -> Answers:
    """Return what the arrays say, in the shape in which answers are compared."""
    pool, awards, amount = found
    bits = np.zeros(len(pool), np.int64)
    for bit, each in enumerate(awards):
        bits |= each.astype(np.int64) << bit
    return Answers(pool.astype(np.int64).tolist(), bits.tolist(), amount.tolist())
