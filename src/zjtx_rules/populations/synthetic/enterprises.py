"""Enterprises: everything a profile of theirs holds, in columns."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from zjtx_rules.populations.synthetic import figures, ladder, places
from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.question import Question
from zjtx_rules.populations.synthetic.shares import FIRST_DAY, LAST_DAY, SHARES, day_number

_STANDING = (
    "independent_legal_person",
    "provided_false_information",
    "meets_energy_rules",
    "meets_environment_rules",
    "meets_safety_rules",
)
_CREDIT = ("bank", "tax", "social", "low_risk")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Applicants of one kind, row by row, and their dated facts; `~at` says to which row a dated fact belongs."""

    applicants: pl.DataFrame
    tables: dict[str, pl.DataFrame]


def enterprises(luck: Draws, place: pl.Series, question: Question) -> Drawn:
    """Return enterprises, the place of each being given as an index of the question's regions."""
    rates, yes = question.missing, SHARES["standing"]
    trade = figures.traded(luck)
    founded = _founded(luck)
    registrations, moved_in = places.moves(luck, place, founded, question)
    titles = ladder.titles("enterprise", luck, founded, trade.section, trade.size)
    on_ladder = _holding(titles, len(luck))
    accounts = figures.accounts(luck, trade, founded, on_ladder, rates["figures"])
    known = {
        each: luck.known(each, rates[each])
        for each in ("accounts", "recognitions", "certificates", "incidents", "awards_received")
    }
    awards = awards_received(luck, titles, place, question)
    established = luck.chance("established", SHARES["established_size"])
    grades = SHARES["productivity_grade"]
    grade = pl.Series(list(grades)).gather(luck.pick("productivity", list(grades.values())))
    columns = {
        "region": luck.seldom("region", places.codes(question).gather(place), rates["place"]),
        "legal_form": pl.repeat("enterprise", len(luck), eager=True),
        "founded": luck.seldom("founded", founded, rates["founded"]),
        "industry": luck.seldom("industry", figures.industry_codes().gather(trade.industry), rates["industry"]),
        "size_class": figures.size_ids().gather(trade.size).zip_with(established, pl.Series([None], dtype=pl.String)),
        "invention_patents": luck.seldom("patents", _patents(luck, on_ladder), rates["patents"]),
        "productivity_grade": luck.seldom("grade", grade, rates["patents"]),
    }
    columns |= {each: luck.judged(each, yes[each], rates["standing"]) for each in _STANDING}
    columns |= {f"credit.{each}": luck.judged(f"credit {each}", yes[each], rates["credit"]) for each in _CREDIT}
    columns |= {f"{each}_known": values for each, values in known.items()}
    tables = {
        "recognitions": with_gaps(luck, titles, rates["recognition_details"]),
        "accounts": accounts,
        "certificates": _certificates(luck, founded),
        "incidents": _incidents(luck, founded),
        "awards_received": awards,
    }
    tables = {name: of_known(frame, known[name]) for name, frame in tables.items()}
    return Drawn(pl.DataFrame(columns).hstack(moved_in), tables | {"registrations": registrations})


def of_known(frame: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """Return the rows of those whose rows are known at all."""
    return frame.filter(known.gather(frame["~at"]))


def with_gaps(luck: Draws, titles: pl.DataFrame, rate: int) -> pl.DataFrame:
    """Return titles with gaps in their details, and who recognised them."""
    mine = luck.at(titles["~at"]).members(titles["~place"])
    details = ("level", "kind", "date", "expires", "previous_expires")
    ministry = pl.Series("body_is_ministry", titles["level"] == "national")
    return titles.with_columns(mine.seldom(each, titles[each], rate).alias(each) for each in details).with_columns(
        ministry
    )


def awards_received(luck: Draws, titles: pl.DataFrame, place: pl.Series, question: Question) -> pl.DataFrame:
    """Return money received for new titles, some time after each."""
    shares, rate = SHARES["awards_received"], question.missing["award_details"]
    sums = pl.DataFrame(shares["amounts"], schema={"title": pl.String, "level": pl.String, "amount": pl.Int64})
    new = titles.filter(titles["kind"] == "new").join(sums, on=["title", "level"], how="inner", maintain_order="left")
    mine = luck.at(new["~at"]).members(new["~place"])
    day = new["date"] + mine.between("paid on", *shares["gap"])
    paid = mine.chance("paid", shares["share"]) & (day <= LAST_DAY)
    columns = {
        "title": new["title"],
        "level": new["level"],
        "kind": pl.repeat("award", len(new), eager=True),
        "amount_yuan": new["amount"],
        "date": day,
        "payer": places.paying(question).gather(place.gather(new["~at"])),
    }
    columns = {each: mine.seldom(f"award {each}", values, rate) for each, values in columns.items()}
    return pl.DataFrame({"~at": new["~at"], **columns}).filter(paid)


def _founded(luck: Draws) -> pl.Series:
    """Return when firms were founded, most of them late."""
    first, last = (day_number(SHARES["founding"][each]) for each in ("first", "last"))
    one, two = (luck.between(f"founded {each}", first, last) for each in ("once", "twice"))
    return one.zip_with(one > two, two)


def _holding(titles: pl.DataFrame, count: int) -> pl.Series:
    """Return which of so many applicants have a title."""
    held = titles.select("~at", pl.lit(value=True).alias("held")).unique()
    everybody = pl.DataFrame({"~at": pl.int_range(count, dtype=pl.UInt32, eager=True)})
    return everybody.join(held, on="~at", how="left", maintain_order="left")["held"].fill_null(value=False)


def _patents(luck: Draws, on_ladder: pl.Series) -> pl.Series:
    shares = SHARES["patents"]
    some = luck.chance("some patents", shares["share"]).cast(pl.Int64) * luck.between("patents", 1, shares["most"])
    more = luck.chance("patents on ladder", shares["share_on_ladder"]).cast(pl.Int64)
    return (more * luck.between("many patents", 1, shares["most_on_ladder"])).zip_with(on_ladder, some)


def _certificates(luck: Draws, founded: pl.Series) -> pl.DataFrame:
    """Return certified management systems, each of three years like a title."""
    frames = [pl.DataFrame(schema={"~at": pl.UInt32, "kind": pl.String, "since": pl.Int64, "expires": pl.Int64})]
    for kind, share in SHARES["certificates"].items():
        day = luck.between(f"{kind} since", FIRST_DAY, LAST_DAY)
        at = (luck.chance(kind, share) & (day > founded)).arg_true()
        since = day.gather(at)
        frame = pl.DataFrame({"~at": at, "since": since, "expires": ladder.last_day(since)})
        frames.append(frame.select("~at", pl.lit(kind).alias("kind"), "since", "expires"))
    return pl.concat(frames).sort("~at", maintain_order=True)


def _incidents(luck: Draws, founded: pl.Series) -> pl.DataFrame:
    """Return accidents and penalties: none for most, one or two for some."""
    shares = SHARES["incidents"]
    frames = []
    rows = luck.chance("incident", shares["share"]).arg_true()
    for number in range(2):
        mine = luck.at(rows).members(pl.repeat(number, len(rows), dtype=pl.UInt64, eager=True))
        kind = pl.Series(list(shares["kinds"])).gather(mine.pick("kind", list(shares["kinds"].values())))
        day = mine.between("day", FIRST_DAY, LAST_DAY)
        frame = pl.DataFrame(
            {"~at": rows, "kind": kind, "date": day, "penalty": mine.chance("penalty", shares["penalty"])}
        )
        frames.append(frame.filter(day > founded.gather(rows)))
        rows = rows.filter(mine.chance("another", shares["again"]))
    return pl.concat(frames).sort("~at", "date")
