"""The workload in Polars by hand: over the long tables that ours takes, and over a table already flat.

Lazy queries, so that Polars plans them whole. Two-valued but for the one verdict left to a person; an empty cell would pass
for "no" without a word. No bounds, no suppressed award, no citation.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from workload import (
    AS_OF,
    AWARDS,
    CITY,
    COUNTED_INCIDENTS,
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

_ATTESTED = ("good_prospects", "good_benefits", "stable_quality")
_CREDIT = ("bank_credit", "tax_credit", "social_credit")


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _verdict(met: pl.Expr) -> pl.Expr:
    revenue = pl.when(pl.col("revenue") == REVENUE).then(pl.lit(MET, pl.Int8)).otherwise(pl.lit(REVIEW, pl.Int8))
    return pl.when(met).then(revenue).otherwise(pl.lit(NOT_MET, pl.Int8)).alias("pool")


def _paid() -> pl.Expr:
    sums = [
        pl.when(pl.col(clause)).then(pl.lit(amount, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
        for clause, _, _, amount in AWARDS
    ]
    return pl.max_horizontal(sums).alias("amount")


def long(given: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Decide over the long tables: the dated facts are gathered for each firm, then joined."""
    lazy = {name: frame.lazy() for name, frame in given.items()}
    within = pl.col("region").str.starts_with(str(CITY))
    registered = (
        lazy["registrations"]
        .filter(within & (pl.col("since") <= _day(TWO_YEARS_AGO)))
        .select("applicant", registered=pl.lit(True))  # noqa: FBT003 - Polars' own way to write a value
        .unique()
    )
    certified = (
        lazy["certificates"]
        .filter(
            (pl.col("kind") == "quality_management")
            & (pl.col("since") <= _day(AS_OF))
            & (pl.col("expires") >= _day(AS_OF))
        )
        .select("applicant", certified=pl.lit(True))  # noqa: FBT003 - likewise
        .unique()
    )
    incident = (
        lazy["incidents"]
        .filter(
            pl.col("kind").is_in(COUNTED_INCIDENTS)
            & (pl.col("date") > _day(TWO_YEARS_AGO))
            & (pl.col("date") <= _day(AS_OF))
        )
        .select("applicant", incident=pl.lit(True))  # noqa: FBT003 - likewise
        .unique()
    )
    revenue = (
        lazy["accounts"]
        .filter(pl.col("year") == AS_OF // 10_000 - 1)
        .select("applicant", pl.col("revenue_yuan").alias("revenue"))
    )
    held = [
        ((pl.col("title") == title) & pl.col("level").is_in(levels)).any().alias(clause)
        for clause, title, levels, _ in AWARDS
    ]
    awards = (
        lazy["recognitions"]
        .filter((pl.col("kind") == "new") & pl.col("date").is_between(_day(IN_FORCE[0]), _day(LAST_DAY)))
        .group_by("applicant")
        .agg(held)
    )
    yes = [pl.col(name) for name in YES_NO if name not in _ATTESTED + _CREDIT]
    yes += [pl.col(f"attested.{name}") for name in _ATTESTED]
    yes += [pl.col(f"credit.{name.removesuffix('_credit')}") for name in _CREDIT]
    own = pl.all_horizontal(within, *yes, pl.col("size_class") != "large", ~pl.col("provided_false_information"))
    # What a firm's own row says is decided first: joins carry two columns then, not fourteen.
    joined = lazy["applicants"].select("applicant", own.alias("own"), within.alias("within"))
    for part in (registered, certified, incident, revenue, awards):
        joined = joined.join(part, on="applicant", how="left")
    met = pl.all_horizontal(
        "own",
        pl.col("registered").is_not_null(),
        pl.col("certified").is_not_null(),
        pl.col("incident").is_null(),
    )
    clauses = [
        (pl.col(clause).fill_null(False) & pl.col("within")).alias(clause)  # noqa: FBT003 - likewise
        for clause, *_ in AWARDS
    ]
    return joined.select("applicant", _verdict(met), *clauses).with_columns(_paid()).collect()


def flat(given: pl.DataFrame) -> pl.DataFrame:
    """Decide over a flat table: nothing to gather, numbers only."""
    within = pl.col("region") // 100 == CITY
    met = pl.all_horizontal(
        within,
        *(pl.col(name) for name in YES_NO),
        pl.col("size") != 3,
        ~pl.col("provided_false_information"),
        pl.col("registered_in") // 100 == CITY,
        pl.col("registered_since") <= TWO_YEARS_AGO,
        pl.col("certified_since") <= AS_OF,
        pl.col("certified_until") >= AS_OF,
        pl.col("last_incident") <= TWO_YEARS_AGO,
    )
    clauses = [
        (pl.col(field).is_between(IN_FORCE[0], LAST_DAY) & within).alias(award[0])
        for field, award in zip(NEW_FIELDS, AWARDS, strict=True)
    ]
    return given.lazy().select("applicant", _verdict(met), *clauses).with_columns(_paid()).collect()


def answers(found: pl.DataFrame) -> Answers:
    """Return what a table says, in the shape in which answers are compared."""
    bits: Any = pl.lit(0, pl.Int64)
    for bit, (clause, *_) in enumerate(AWARDS):
        bits = bits + pl.col(clause).cast(pl.Int64) * (1 << bit)
    table = found.sort("applicant").select(pl.col("pool").cast(pl.Int64), bits.alias("awards"), "amount")
    return Answers(*(table[name].to_list() for name in ("pool", "awards", "amount")))
