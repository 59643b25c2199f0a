"""The titles of applicants: chains on which each title comes after the one before it, with validities and renewals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import polars as pl

from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.shares import CHAINS, EPOCH, FIRST_DAY, LAST_DAY, SHARES, Chain
from zjtx_rules.terms import Duration, add

RENEWALS = 2
"""No title of three years can be renewed more often within the years of the population."""

ROWS = {
    "~at": pl.UInt32,
    "~place": pl.Int64,
    "title": pl.String,
    "level": pl.String,
    "kind": pl.String,
    "date": pl.Int64,
    "expires": pl.Int64,
    "previous_expires": pl.Int64,
}
"""The columns of titles in the making; `~place` tells the titles of one holder from one another."""


@cache
def _last_days() -> pl.Series:
    """Return the last day of a validity that begins on each day of the window."""
    length = Duration.parse(SHARES["validity"])
    begins = [EPOCH + timedelta(days=day) for day in range(FIRST_DAY, LAST_DAY + 1)]
    return pl.Series([(add(day, length) - EPOCH).days - 1 for day in begins], dtype=pl.Int64)


def last_day(day: pl.Series) -> pl.Series:
    """Return the last day of a validity that begins on a day of the window."""
    return _last_days().gather(day - FIRST_DAY)


def titles(kind: str, luck: Draws, since: pl.Series, section: pl.Series, size: pl.Series) -> pl.DataFrame:
    """Return the titles of some applicants of one kind, in the order of their days.

    Args:
        kind: the kind of applicant, or `tenant`.
        luck: their streams.
        since: the day before which nobody has a title, for each of them.
        section: the section of GB/T 4754 that each belongs to.
        size: its size class, from 0 (micro) to 3 (large).
    """
    found = [pl.DataFrame(schema=ROWS)]
    for number, chain in enumerate(CHAINS):
        if chain.kind != kind:
            continue
        first = pl.Series(chain.first, dtype=pl.Int64)
        share = first.gather(size) if len(first) > 1 else pl.repeat(first[0], len(luck), dtype=pl.Int64, eager=True)
        if chain.sections:
            share = share * section.is_in(chain.sections)
        for step, (at, day) in enumerate(_climbed(chain, luck, since, share)):
            place = (number * 16 + step) * (RENEWALS + 1)
            found += _with_renewals(chain, step, place, at, day, luck.at(at))
    return pl.concat(found).sort("~at", "date", "~place")


def _climbed(chain: Chain, luck: Draws, since: pl.Series, share: pl.Series) -> Iterator[tuple[pl.Series, pl.Series]]:
    """Yield for each step who reaches it, and on which day."""
    name = f"{chain.kind} {chain.steps[0].title}"
    # Few stand on a chain at all; only for these the days are drawn.
    at = luck.chance(name, share).arg_true()
    luck, start = luck.at(at), since.gather(at)
    least, most = chain.steps[0].gap
    day = (start + least).clip(FIRST_DAY) + luck.below(f"{name} day", most - least + 1)
    there = day <= LAST_DAY
    yield at.filter(there), day.filter(there)
    for number, step in enumerate(chain.steps[1:], start=1):
        least, most = step.gap
        next_day = day + luck.between(f"{name} {number} day", least, most)
        reached = there & luck.chance(f"{name} {number}", step.share) & (next_day <= LAST_DAY)
        yield at.filter(reached), next_day.filter(reached)
        day = next_day.zip_with(reached, day)
        there = there if step.may_be_left_out else reached


def _with_renewals(
    chain: Chain, step: int, place: int, at: pl.Series, day: pl.Series, luck: Draws
) -> Iterator[pl.DataFrame]:
    """Yield the titles as they were given, then those that were renewed after their validity had ended."""
    shares = SHARES["renewals"]
    title, name = chain.steps[step], f"{chain.kind} {chain.steps[0].title} {step}"
    kind = pl.repeat("new", len(at), eager=True)
    before = pl.repeat(None, len(at), dtype=pl.Int64, eager=True)
    for number in range(RENEWALS + 1):
        last = last_day(day)
        row = {"~at": at, "kind": kind, "date": day, "expires": last, "previous_expires": before}
        fixed = {"~place": place + number, "title": title.title, "level": title.level}
        frame = pl.DataFrame(row).with_columns(**{each: pl.lit(value) for each, value in fixed.items()})
        yield frame.select(pl.col(each).cast(dtype) for each, dtype in ROWS.items())
        next_day = last + luck.between(f"{name} renewal {number} day", *shares["gap"])
        on = luck.chance(f"{name} renewal {number}", shares["share"]) & (next_day <= LAST_DAY)
        luck, at, day, before = luck.where(on), at.filter(on), next_day.filter(on), last.filter(on)
        again = luck.chance(f"{name} again {number}", shares["applied_for_again"])
        kind = pl.Series(["re_recognition"]).zip_with(again, pl.Series(["renewal"]))
        if at.is_empty():
            return
