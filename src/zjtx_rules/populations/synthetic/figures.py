"""The industry and size class of enterprises, and accounts that agree with them.

The bounds are those of the national standard (terms.size_classes). The size class is drawn, then figures within it: one
indicator at least lies below the bound of the next class, the others may reach beyond it, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from zjtx_rules.populations.synthetic.draws import WHOLE, Draws
from zjtx_rules.populations.synthetic.shares import SHARES
from zjtx_rules.terms import SizeClass, industry_row
from zjtx_rules.terms.classification import section_of

_CLASSES = tuple(SizeClass)
_INDICATORS = ("employees", "revenue", "total_assets")
_WIDTH = 1 << 15
"""Into how many parts the width of a class is divided."""


@dataclass(frozen=True, slots=True)
class Trade:
    """What enterprises do and how large they are: indices of the industries and of the size classes, and the sections."""

    industry: pl.Series
    size: pl.Series
    section: pl.Series


@cache
def industry_codes() -> pl.Series:
    """Return the codes of the industries."""
    return pl.Series([row["code"] for row in SHARES["industries"]], dtype=pl.String)


@cache
def size_ids() -> pl.Series:
    """Return the ids of the size classes, from micro to large."""
    return pl.Series([each.id for each in _CLASSES], dtype=pl.String)


@cache
def _sections() -> pl.Series:
    return pl.Series([section_of(row["code"]) for row in SHARES["industries"]], dtype=pl.String)


def traded(luck: Draws) -> Trade:
    """Return what enterprises do and how large they are."""
    industry = luck.pick("industry", [row["weight"] for row in SHARES["industries"]])
    section = _sections().gather(industry)
    size: pl.Series | None = None
    # The last group is that of all other industries.
    for group in reversed(SHARES["sizes"]):
        drawn = luck.pick(f"size {group['label']}", group["weights"])
        size = drawn if size is None else drawn.zip_with(section.is_in(group["sections"]), size)
    assert size is not None  # noqa: S101 - there is a group
    return Trade(industry, size, section)


@cache  # the indicators
def _ranges(indicator: str) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Return for each industry and size class the least value of an indicator, the width, and whether it is bounded at all."""
    least: list[int] = []
    width: list[int] = []
    bounded: list[bool] = []
    shares = SHARES["figures"]
    for row in SHARES["industries"]:
        standard = industry_row(row["code"])
        bounds: Any = standard.bounds.get(indicator) if standard else None
        for place in range(len(_CLASSES)):
            if bounds is None:
                start, end = 0, 1
            else:
                plain = [each if isinstance(each, int) else int(each.yuan) for each in bounds]
                start = plain[place - 1] if place else shares["least"][indicator]
                end = plain[place] if place < len(plain) else plain[-1] * shares["largest"]
            least.append(start)
            width.append(end - start)
            bounded.append(bounds is not None)
    return pl.Series(least, dtype=pl.Int64), pl.Series(width, dtype=pl.Int64), pl.Series(bounded, dtype=pl.Boolean)


def accounts(luck: Draws, trade: Trade, founded: pl.Series, on_ladder: pl.Series, rate: int) -> pl.DataFrame:
    """Return the accounts of enterprises, one row for each year since they were founded, in yuan.

    Args:
        luck: their streams.
        trade: what they do and how large they are.
        founded: the day each was founded.
        on_ladder: whether each has a title; such firms spend more on research.
        rate: how many of the figures are left out, in ten-thousandths.
    """
    shares = SHARES["figures"]
    cell = trade.industry.cast(pl.Int64) * len(_CLASSES) + trade.size.cast(pl.Int64)
    ranges = {each: tuple(table.gather(cell) for table in _ranges(each)) for each in _INDICATORS}
    beyond = _beyond(luck, ranges, trade)
    per_head = luck.between("per head", *shares["per_head"])
    ratio = luck.between("assets", *shares["assets_to_revenue"])
    start = {each: luck.below(f"level {each}", _WIDTH) for each in _INDICATORS}
    # The indicators of a firm go together: half of each level is its own, half that of the firm.
    common, trend = luck.below("level", _WIDTH), luck.between("trend", *shares["trend"])
    one, two = shares["research"], shares["research_on_ladder"]
    research = luck.between("research on ladder", *two).zip_with(on_ladder, luck.between("research", *one))
    main = luck.between("main business", *shares["main_business"])
    year_founded = founded.cast(pl.Int32).cast(pl.Date).dt.year()
    frames = []
    at = pl.int_range(len(luck), dtype=pl.UInt32, eager=True)
    for year in SHARES["fiscal_years"]:
        mine = luck.members(pl.repeat(year, len(luck), dtype=pl.UInt64, eager=True))
        step = trend * (year - SHARES["size_year"])
        found: dict[str, pl.Series] = {}
        for each in _INDICATORS:
            noise = mine.between(f"noise {each}", -shares["noise"], shares["noise"])
            level = ((start[each] + common) // 2 + step + noise).clip(0, _WIDTH - 1)
            least, width, _ = ranges[each]
            # Squared: more firms stand near the lower bound of a class than near the upper one.
            found[each] = least + (width * beyond[each] * level // _WIDTH) * level // _WIDTH
        employees, revenue, assets = (found[each] for each in _INDICATORS)
        has = {each: ranges[each][2] for each in _INDICATORS}
        revenue = revenue.zip_with(has["revenue"], employees * per_head)
        employees = employees.zip_with(has["employees"], revenue // per_head + 1)
        assets = assets.zip_with(has["total_assets"], revenue // WHOLE * ratio)
        columns = {
            "employees": employees,
            "revenue_yuan": revenue,
            "main_business_revenue_yuan": revenue * main // WHOLE,
            "net_profit_yuan": revenue * mine.between("profit", *shares["net_profit"]) // WHOLE,
            "total_assets_yuan": assets,
            "rd_expense_yuan": revenue * (research + mine.between("research noise", 0, 60)) // WHOLE,
        }
        columns = {each: mine.seldom(each, values, rate) for each, values in columns.items()}
        frame = pl.DataFrame({"~at": at, "year": pl.repeat(year, len(at), dtype=pl.Int64, eager=True)} | columns)
        frames.append(frame.filter(year_founded <= year))
    return pl.concat(frames).sort("~at", maintain_order=True)


def _beyond(luck: Draws, ranges: dict[str, tuple[pl.Series, ...]], trade: Trade) -> dict[str, pl.Series]:
    """Return by how much the width of a class is exceeded: 1, or more for the last of several indicators of some firms.

    That is money, which grows faster than people do. It stays above the lower bound, and another indicator holds the firm
    in its class.
    """
    shares = SHARES["figures"]["beyond"]
    some = luck.chance("beyond", shares["share"]) & (trade.size < len(_CLASSES) - 1)
    others = pl.repeat(value=False, n=len(luck), eager=True)
    last: dict[str, pl.Series] = {}
    for place, each in enumerate(_INDICATORS):
        later = [ranges[other][2] for other in _INDICATORS[place + 1 :]]
        mine = ranges[each][2] & others & some
        for bounded in later:
            mine = mine & ~bounded
        last[each] = mine
        others = others | ranges[each][2]
    return {each: mine.cast(pl.Int64) * (shares["times"] - 1) + 1 for each, mine in last.items()}
