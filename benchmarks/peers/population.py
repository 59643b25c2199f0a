"""The seeded population of the workload: every fact known, the days that decide drawn often, as tables and as single firms.

The same firms in three shapes: `tables`, the long tables that `evaluate_table` takes (recognitions, incidents and the other
dated facts as rows); `flat`, one row for each firm with the facts already gathered, as numbers; `documents`, one
for each firm with lists in it. A firm has a title newly at one level once at most, so that the flat shape loses nothing.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from workload import AWARDS, COUNTED_INCIDENTS, NEW_FIELDS, SIZES, YES_NO

_HERE: Final = ("371102", "371103", "371121", "371122")
_ELSEWHERE: Final = "370102"
_INCIDENTS: Final = (*COUNTED_INCIDENTS, "other")
_OF_APPLICANT: Final = {
    "bank_credit": "credit.bank",
    "tax_credit": "credit.tax",
    "social_credit": "credit.social",
    "good_prospects": "attested.good_prospects",
    "good_benefits": "attested.good_benefits",
    "stable_quality": "attested.stable_quality",
}
_HELD: Final = (
    ("zjtx_sme", (("city", 0.12), ("provincial", 0.12))),
    ("gazelle", (("city", 0.05), ("provincial", 0.06))),
    ("little_giant", (("national", 0.04),)),
    ("champion_enterprise", (("provincial", 0.02), ("national", 0.01))),
    ("champion_product", (("provincial", 0.02), ("national", 0.01))),
)
"""How often a title is held at each level."""
_UNICORN: Final = (("city", 0.003), ("provincial", 0.003), ("national", 0.002))
"""At one level only: the award does not tell provincial and national apart."""
_EDGES: Final = {
    "recognition": ("2022-03-22", "2022-03-23", "2023-09-01", "2023-09-02"),
    "registration": ("2021-09-01", "2021-09-02", "2023-09-01"),
    "incident": ("2021-09-01", "2021-09-02", "2023-09-01"),
    "certificate": ("2023-09-01", "2023-09-02"),
}
"""Days on which, or one day off which, an answer turns."""

_LISTS: Final = ("registrations", "accounts", "certificates", "incidents", "recognitions")
NAMES: Final = ("applicants", *_LISTS, "awards_received")
"""The tables of a population."""

Tables = dict[str, pl.DataFrame]


class _Draw:
    """Draws from one seeded stream."""

    def __init__(self, seed: int, part: int) -> None:
        self.stream = np.random.default_rng([seed, part])

    def yes(self, count: int, chance: float) -> Any:
        return self.stream.random(count) < chance

    def one_of(self, count: int, choices: Any, chances: Any = None) -> Any:
        return np.asarray(choices)[self.stream.choice(len(choices), count, p=chances)]

    def days(self, count: int, first: str, last: str, edges: tuple[str, ...] = ()) -> Any:
        """Draw days, one in twenty of them from the edges."""
        start, end = np.datetime64(first, "D"), np.datetime64(last, "D")
        drawn = start + self.stream.integers(0, (end - start).astype(int) + 1, count).astype("timedelta64[D]")
        if edges:
            drawn = np.where(self.yes(count, 0.05), self.one_of(count, np.array(edges, "datetime64[D]")), drawn)
        return drawn


def tables(rows: int, seed: int = 1, *, first: int = 0, elsewhere: float = 0.05) -> Tables:
    """Return the population as the long tables of `evaluate_table`, every fact known.

    `first` is the id of its first firm, `elsewhere` the share of firms in 济南 rather than 日照.
    """
    draw = _Draw(seed, first)
    ids = np.arange(first, first + rows, dtype=np.int64)
    regions = np.where(draw.yes(rows, elsewhere), _ELSEWHERE, draw.one_of(rows, _HERE))
    applicants: dict[str, Any] = {
        "applicant": ids,
        "region": regions,
        "size_class": draw.one_of(rows, SIZES, (0.3, 0.4, 0.2, 0.1)),
        **{_OF_APPLICANT.get(name, name): draw.yes(rows, 0.96) for name in YES_NO},
        "provided_false_information": draw.yes(rows, 0.02),
    }
    registered = np.where(draw.yes(rows, 0.03), draw.one_of(rows, (*_HERE, _ELSEWHERE)), regions)
    return {
        "applicants": pl.DataFrame(applicants),
        "registrations": pl.DataFrame(
            {
                "applicant": ids,
                "region": registered,
                "since": draw.days(rows, "2005-01-01", "2022-06-30", _EDGES["registration"]),
            }
        ),
        "accounts": _accounts(draw, ids),
        "certificates": _certificates(draw, ids),
        "incidents": _incidents(draw, ids),
        "recognitions": _recognitions(draw, ids),
        "awards_received": pl.DataFrame(
            schema={"applicant": pl.Int64, "title": pl.String, "amount": pl.String, "date": pl.Date}
        ),
    }


def _accounts(draw: _Draw, ids: Any) -> pl.DataFrame:
    def revenue() -> Any:
        other = np.minimum(draw.stream.lognormal(7.2, 1.3, len(ids)), 100_000).astype(np.int64) * 10_000
        return np.where(draw.yes(len(ids), 0.4), 10_000_000, other)

    parts = [
        {"applicant": ids, "year": np.full(len(ids), year, np.int64), "revenue_yuan": revenue()}
        for year in (2021, 2022)
    ]
    return pl.concat([pl.DataFrame(part) for part in parts]).sort("applicant", "year")


def _certificates(draw: _Draw, ids: Any) -> pl.DataFrame:
    parts = []
    for kind, share in (("quality_management", 0.95), ("environmental_management", 0.3)):
        holders = ids[draw.yes(len(ids), share)]
        since = draw.days(len(holders), "2020-11-01", "2023-08-01", _EDGES["certificate"])
        expires = since + np.timedelta64(1095, "D")
        expires = np.where(draw.yes(len(holders), 0.05), np.datetime64("2023-08-31"), expires)
        expires = np.where(draw.yes(len(holders), 0.05), np.datetime64("2023-09-01"), expires)
        parts.append({"applicant": holders, "kind": np.full(len(holders), kind), "since": since, "expires": expires})
    # A certificate never ends before it begins.
    frame = pl.concat([pl.DataFrame(part) for part in parts])
    return frame.with_columns(pl.max_horizontal("since", "expires").alias("expires")).sort("applicant", "kind")


def _incidents(draw: _Draw, ids: Any) -> pl.DataFrame:
    those = np.sort(np.concatenate([ids[draw.yes(len(ids), 0.04)], ids[draw.yes(len(ids), 0.01)]]))
    return pl.DataFrame(
        {
            "applicant": those,
            "kind": draw.one_of(len(those), _INCIDENTS),
            "date": draw.days(len(those), "2019-01-01", "2023-09-01", _EDGES["incident"]),
        }
    )


def _recognitions(draw: _Draw, ids: Any) -> pl.DataFrame:
    parts: list[dict[str, Any]] = []

    def given(holders: Any, title: str, level: Any, kind: str) -> None:
        day = draw.days(len(holders), "2020-06-01", "2023-12-31", _EDGES["recognition"])
        parts.append(
            {
                "applicant": holders,
                "title": np.full(len(holders), title),
                "level": level if isinstance(level, np.ndarray) else np.full(len(holders), level),
                "kind": np.full(len(holders), kind),
                "date": day,
                "expires": day + np.timedelta64(1095, "D"),
            }
        )

    for title, levels in _HELD:
        for level, share in levels:
            holders = ids[draw.yes(len(ids), share)]
            given(holders, title, level, "new")
            given(holders[draw.yes(len(holders), 0.05)], title, level, "renewal")
            given(ids[draw.yes(len(ids), share / 10)], title, level, "renewal")
    holders = ids[draw.yes(len(ids), sum(share for _, share in _UNICORN))]
    chances = np.array([share for _, share in _UNICORN])
    level = draw.one_of(len(holders), [name for name, _ in _UNICORN], chances / chances.sum())
    given(holders, "unicorn", level, "new")
    frame = pl.concat([pl.DataFrame(part) for part in parts])
    return frame.sort("applicant", "date", "title", "level", "kind")


def flat(given: Tables) -> pl.DataFrame:
    """Return one row for each firm, with its facts gathered and every value a number or a yes or no; 0 is no such day."""

    def number(name: str) -> pl.Expr:
        day = pl.col(name).dt
        return day.year().cast(pl.Int32) * 10_000 + day.month().cast(pl.Int32) * 100 + day.day().cast(pl.Int32)

    applicants = given["applicants"]
    frame = applicants.select(
        "applicant",
        pl.col("region").cast(pl.Int32),
        pl.col("size_class")
        .replace_strict({name: at for at, name in enumerate(SIZES)}, return_dtype=pl.Int8)
        .alias("size"),
        *(pl.col(_OF_APPLICANT.get(name, name)).alias(name) for name in YES_NO),
        "provided_false_information",
    )
    certificates = given["certificates"].filter(pl.col("kind") == "quality_management")
    incidents = given["incidents"].filter(pl.col("kind").is_in(COUNTED_INCIDENTS))
    new = given["recognitions"].filter(pl.col("kind") == "new")
    joined = (
        given["registrations"].select(
            "applicant",
            pl.col("region").cast(pl.Int32).alias("registered_in"),
            number("since").alias("registered_since"),
        ),
        given["accounts"].filter(pl.col("year") == 2022).select("applicant", pl.col("revenue_yuan").alias("revenue")),
        certificates.select(
            "applicant", number("since").alias("certified_since"), number("expires").alias("certified_until")
        ),
        incidents.group_by("applicant").agg(number("date").max().alias("last_incident")),
        *(
            new.filter((pl.col("title") == title) & pl.col("level").is_in(levels)).select(
                "applicant", number("date").alias(name)
            )
            for name, (_, title, levels, _) in zip(NEW_FIELDS, AWARDS, strict=True)
        ),
    )
    for part in joined:
        frame = frame.join(part, on="applicant", how="left", maintain_order="left")
    days = ("certified_since", "certified_until", "last_incident", *NEW_FIELDS)
    return frame.with_columns(pl.col(days).fill_null(0))


def documents(given: Tables, count: int) -> list[dict[str, Any]]:
    """Return the first firms one by one, as a service receives them: plain facts, and the dated ones as lists."""
    applicants = given["applicants"].head(count)
    outer = {inside: name for name, inside in _OF_APPLICANT.items()}
    firms = applicants.rename(outer).with_columns(pl.col("region").cast(pl.Int32)).drop("applicant").to_dicts()
    for name in _LISTS:
        for firm in firms:
            firm[name] = []
        for row in given[name].filter(pl.col("applicant") < count).to_dicts():
            place = row.pop("applicant")
            firms[place][name].append({key: _plain(key, value) for key, value in row.items()})
    return firms


def flat_rows(flattened: pl.DataFrame, count: int) -> list[dict[str, Any]]:
    """Return the first firms as flat documents."""
    return flattened.head(count).drop("applicant").to_dicts()


def _plain(name: str, value: Any) -> Any:
    """Return a day and a region as a number; everything else as it is."""
    if value is not None and name == "region":
        return int(value)
    return value.year * 10_000 + value.month * 100 + value.day if hasattr(value, "year") else value


def with_missing(given: Tables, rate: float, seed: int = 2) -> Tables:
    """Return the tables with facts left out at random; who a row belongs to, and what it is about, stays."""
    stream = np.random.default_rng(seed)
    kept = {"applicant", "title", "year"}
    made = {}
    for table, frame in given.items():
        gaps = [
            pl.when(pl.Series(stream.random(frame.height) < rate)).then(None).otherwise(pl.col(name)).alias(name)
            for name in frame.columns
            if name not in kept and not (table == "certificates" and name == "kind")
        ]
        made[table] = frame.with_columns(gaps) if frame.height else frame
    return made
