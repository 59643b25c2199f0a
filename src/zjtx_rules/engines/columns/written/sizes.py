"""The size class of every enterprise, as the reference derives it, asked once for every combination that differs.

The figures are cut at the bounds of the standard: two firms of one industry between the same bounds are of one class.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import narwhals as nw

from zjtx_rules.engines.columns.cells import whole
from zjtx_rules.engines.columns.frames import Home, distinct, lookup
from zjtx_rules.engines.columns.given.kinds import MONEY, fen_of
from zjtx_rules.profile.applicants import EnterpriseProfile
from zjtx_rules.profile.facts import Possible, Undetermined, facts_of
from zjtx_rules.profile.records import Account
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, SizeClass
from zjtx_rules.terms.industries import INDICATORS, SIZE_INDUSTRIES, candidate_rows

if TYPE_CHECKING:
    from zjtx_rules.engines.columns.written.plan import Plan

UNDETERMINED = 16
"""The bit for an industry outside the standard; below it one bit for every class that is possible."""
_STEPS = 64
"""More than there are bounds of an indicator, or classes."""
MISSING = 32
"""The first bit for a missing fact: industry, then the three indicators, in their order."""


@cache  # the indicators
def bounds_of(indicator: str) -> list[int]:
    """Return every bound of an indicator in the standard, as people or 分."""
    found = {
        fen_of(value) if isinstance(value, Money) else value
        for row in SIZE_INDUSTRIES
        for value in row.bounds.get(indicator, ())
    }
    return sorted(found)


def with_size(frame: nw.LazyFrame[Any], plan: Plan, home: Home) -> nw.LazyFrame[Any]:
    """Return the applicants with a code of the size classes that each may have, and of what is missing."""
    year = plan.as_of.year - 1
    has = "size_class" in plan.shape.columns
    frame = frame.with_columns((nw.col("size_class") if has else nw.lit(None, nw.Int64)).alias("~class"))
    industries = "industry" in plan.shape.columns
    alike: dict[Any, str] = {}
    if industries:
        codes = [each for each in distinct(frame, "industry")["industry"] if each is not None]
        for code in sorted(codes):
            alike.setdefault(candidate_rows(code), code)
        numbers = {rows: number for number, rows in enumerate(alike, start=1)}
        mapping = {code: numbers[candidate_rows(code)] for code in codes}
        frame = lookup(frame, home, "industry", mapping, "~industry", nw.Int64)
    else:
        frame = frame.with_columns(nw.lit(None, nw.Int64).alias("~industry"))
    stand_for = list(alike.values())
    packed: Any = nw.col("~industry").fill_null(0)
    columns = plan_columns(plan)
    for indicator in INDICATORS:
        step: Any = whole(0)
        if f"~account.{indicator}" in columns:
            figure = nw.col(columns[f"~account.{indicator}"])
            step = whole(1)
            for bound in bounds_of(indicator):
                step = step + (figure >= whole(bound)).cast(nw.Int64)
            step = step.fill_null(0)
        packed = packed * whole(_STEPS) + step
    packed = packed * whole(_STEPS) + nw.col("~class").fill_null(0)
    frame = home.settled(frame.with_columns(packed.alias("~sized")))
    sized = {each: _code_of(each, year, stand_for) for each in distinct(frame, "~sized")["~sized"]}
    frame = lookup(frame, home, "~sized", sized, "~size", nw.Int64, nw.Int64)
    return frame.drop("~sized", "~industry", "~class")


def plan_columns(plan: Plan) -> dict[str, str]:
    """Return the columns that hold last year's indicators, as far as there are any."""
    of_slots = {
        f"~account.{indicator}": plan.numbers[key][0]
        for indicator in INDICATORS
        if (key := f"size.{indicator}") in plan.numbers
    }
    return of_slots | {
        f"~account.{indicator}": column
        for indicator in INDICATORS
        for (table, key, _), (column, _) in plan.wanted.items()
        if table == "accounts" and key == f"size.{indicator}"
    }


def _code_of(sized: int, year: int, stand_for: list[str]) -> int:
    """Return the code of one combination, unpacked."""
    sized, established = divmod(sized, _STEPS)
    steps: list[int] = []
    for _ in INDICATORS:
        sized, step = divmod(sized, _STEPS)
        steps.insert(0, step)
    return _code(stand_for[sized - 1] if sized else None, tuple(steps), established, year)


@lru_cache(maxsize=100_000)
def _code(industry: str | None, steps: tuple[int, ...], established: int, year: int) -> int:
    """Return the code of one combination: the reference is asked about a firm that stands for all of them."""
    values: dict[str, Any] = {}
    for indicator, step in zip(INDICATORS, steps, strict=True):
        if step:
            least = ([0, *bounds_of(indicator)])[step - 1]
            values[indicator] = least if indicator == "employees" else MONEY.restore(least)
    firm = EnterpriseProfile.model_construct(
        kind="enterprise",
        industry=industry,
        size_class=SizeClass(established) if established else None,
        accounts=(Account.model_construct(year=year, **values),),
    )
    value, missing = facts_of("enterprise")["sme_size"].read(Situation.of(firm, date(year + 1, 1, 1)))
    code = 0
    for position, name in enumerate(("industry", *INDICATORS)):
        if any(path == name or path.endswith(f".{name}") for path in missing):
            code += MISSING << position
    if isinstance(value, Undetermined):
        return code + UNDETERMINED
    names = value if isinstance(value, Possible) else {value}
    return code + sum(1 << (each - 1) for each in SizeClass if each.id in names)
