"""Where an applicant is, where an enterprise was registered before, and whether it moved in from elsewhere."""

from __future__ import annotations

import polars as pl

from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.question import Question
from zjtx_rules.populations.synthetic.shares import LAST_DAY, SHARES
from zjtx_rules.terms import REGIONS, Level
from zjtx_rules.terms.region_table import city_of

_CITIES = sorted(code for code, region in REGIONS.items() if region.level is Level.CITY)
_PROVINCES = sorted(code for code, region in REGIONS.items() if region.level is Level.PROVINCIAL)


def placed(luck: Draws, question: Question) -> pl.Series:
    """Return the place of each applicant as an index of the question's regions."""
    return luck.pick("region", [weight for _, weight in question.regions])


def codes(question: Question) -> pl.Series:
    """Return the codes of the question's regions."""
    return pl.Series([code for code, _ in question.regions], dtype=pl.String)


def paying(question: Question) -> pl.Series:
    """Return the cities that the question's regions lie in; those wider than a city stand for themselves."""
    return pl.Series([city_of(code) for code, _ in question.regions])


def moves(luck: Draws, place: pl.Series, founded: pl.Series, question: Question) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return where enterprises were registered, one row for each registration, and how they moved in, one row for each.

    The rows of the first say by `~at` whose they are.
    """
    shares = SHARES["moved"]
    names = codes(question)
    region = names.gather(place)
    earliest = founded + shares["earliest"]
    span = (LAST_DAY - earliest).clip(1)
    day = earliest + luck.below("move day", span)
    moved = luck.chance("moved", shares["share"]) & (earliest < LAST_DAY)
    former = _former(luck, place, question)
    known = luck.known("registrations", question.missing["registrations"])
    at = pl.int_range(len(luck), dtype=pl.UInt32, eager=True)
    nowhere, never = pl.Series([None], dtype=pl.String), pl.Series([None], dtype=pl.Int64)
    first = pl.DataFrame(
        {
            "~at": at,
            "region": former.zip_with(moved, region),
            "since": founded,
            "until": day.zip_with(moved, never),
        }
    ).filter(known)
    still = pl.repeat(None, len(at), dtype=pl.Int64, eager=True)
    second = pl.DataFrame({"~at": at, "region": region, "since": day, "until": still}).filter(known & moved)
    registrations = pl.concat([first, second]).sort("~at", maintain_order=True)
    came = known & moved
    yes = pl.Series([None], dtype=pl.Boolean)
    relocation = pl.DataFrame(
        {
            "registrations_known": known,
            "relocation": pl.Series(["none"]).zip_with(known & ~moved, nowhere),
            "relocation.into": region.zip_with(came, nowhere),
            "relocation.date": day.zip_with(came, never),
            "relocation.whole": luck.chance("whole move", shares["whole"]).zip_with(came, yes),
            "relocation.operating_normally": luck.chance("operating", shares["operating_normally"]).zip_with(came, yes),
        }
    )
    return registrations, relocation


def _former(luck: Draws, place: pl.Series, question: Question) -> pl.Series:
    """Return a place that an enterprise may have moved from: another city of its province, or another province."""
    own = paying(question).to_list()
    cities = [[each for each in _CITIES if each[:2] == mine[:2] and each != mine] for mine in own]
    provinces = [[each for each in _PROVINCES if each[:2] != mine[:2]] for mine in own]
    # Where a province has no other city that is known, all come from other provinces.
    near = _one_of(luck, "former city", place, [a or b for a, b in zip(cities, provinces, strict=True)])
    far = luck.chance("from another province", SHARES["moved"]["from_other_province"])
    return _one_of(luck, "former province", place, provinces).zip_with(far, near)


def _one_of(luck: Draws, name: str, place: pl.Series, choices: list[list[str]]) -> pl.Series:
    """Return one of the choices that belong to each applicant's place."""
    counts = pl.Series([len(each) for each in choices], dtype=pl.Int64)
    flat = pl.Series([each for some in choices for each in some], dtype=pl.String)
    return flat.gather((counts.cum_sum() - counts).gather(place) + luck.below(name, counts.gather(place)))
