"""The 日照 workload over the same tables, written by hand in Polars: 二2 培育条件 and the seven awards of 三（一）2.

What a careful programmer would write for one city and one day, knowing that every fact is given: the yardstick for
`evaluate_table`. It checks nothing about its input, knows no missing facts, no readings and no money received before.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from by_hand import AWARDS, END, START


def by_hand(tables: dict[str, Any], as_of: date) -> Any:
    """Return verdicts as codes (met 3, review 1, not met 0), what is paid, and which award is chosen or gives way."""
    import polars as pl  # noqa: PLC0415 - measured with what is installed

    lazy = {name: each.lazy() for name, each in tables.items()}
    two_years_ago = date(as_of.year - 2, as_of.month, as_of.day)
    here = pl.col("region").str.starts_with("3711")
    registered = (
        lazy["registrations"]
        .filter(here & (pl.col("since") <= two_years_ago))
        .select("applicant", pl.lit(value=True).alias("registered"))
        .unique("applicant")
    )
    revenue = lazy["accounts"].filter(pl.col("year") == as_of.year - 1).select("applicant", "revenue_yuan")
    certified = (
        lazy["certificates"]
        .filter((pl.col("kind") == "quality_management") & (pl.col("since") <= as_of) & (pl.col("expires") >= as_of))
        .select("applicant", pl.lit(value=True).alias("certified"))
        .unique("applicant")
    )
    incident = (
        lazy["incidents"]
        .filter(
            pl.col("kind").is_in(["safety", "quality", "environment"])
            & (pl.col("date") > two_years_ago)
            & (pl.col("date") <= as_of)
        )
        .select("applicant", pl.lit(value=True).alias("incident"))
        .unique("applicant")
    )
    fits = [
        (pl.col("title") == title)
        & (pl.col("level") == level if level else pl.col("level").is_in(["provincial", "national"]))
        for _, title, level, _ in AWARDS
    ]
    awards = (
        lazy["recognitions"]
        .filter((pl.col("kind") == "new") & pl.col("date").is_between(START, min(as_of, END)))
        .group_by("applicant")
        .agg(each.any().alias(clause) for (clause, *_), each in zip(AWARDS, fits, strict=True))
    )
    firms = lazy["applicants"]
    for each in (registered, revenue, certified, incident, awards):
        firms = firms.join(each, on="applicant", how="left")
    sure = (
        here
        & pl.col("registered").fill_null(value=False)
        & pl.col("size_class").is_in(["micro", "small", "medium"])
        & pl.col("certified").fill_null(value=False)
        & pl.col("incident").is_null()
        & ~pl.col("provided_false_information")
    )
    for name in ("independent_legal_person", "meets_energy_rules", "meets_environment_rules", "meets_safety_rules"):
        sure = sure & pl.col(name)
    for name in ("credit.bank", "credit.tax", "credit.social"):
        sure = sure & pl.col(name)
    for name in ("good_prospects", "good_benefits", "stable_quality"):
        sure = sure & pl.col(f"attested.{name}")
    exactly = pl.col("revenue_yuan") == 10_000_000
    met = {clause: here & pl.col(clause).fill_null(value=False) for clause, *_ in AWARDS}
    chosen = best = None
    for clause, _, _, amount in reversed(AWARDS):  # the highest comes last, and of equal sums the first in the text
        chosen = pl.when(met[clause]).then(pl.lit(clause)).otherwise(pl.lit("") if chosen is None else chosen)
        best = pl.when(met[clause]).then(pl.lit(amount * 100)).otherwise(pl.lit(0) if best is None else best)
    firms = firms.with_columns(*(each.alias(clause) for clause, each in met.items())).with_columns(
        chosen.alias("chosen"), best.alias("best")
    )
    lower = [
        pl.when(pl.col(clause) & (pl.col("chosen") != clause)).then(pl.lit(clause)).otherwise(None)
        for clause, *_ in AWARDS
    ]
    return firms.select(
        "applicant",
        pl.when(sure & exactly).then(3).when(sure).then(1).otherwise(0).cast(pl.Int8).alias("pool.conditions"),
        *((pl.col(clause).cast(pl.Int8) * 3).alias(clause) for clause, *_ in AWARDS),
        pl.col("best").cast(pl.Int64).alias("up_to"),
        "chosen",
        pl.concat_str(lower, separator="; ", ignore_nulls=True).alias("suppressed"),
    ).collect()
