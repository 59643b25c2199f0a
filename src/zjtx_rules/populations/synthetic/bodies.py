"""The applicants that are not enterprises: bases and their tenants, design institutes, training bodies, districts and so on."""

from __future__ import annotations

import polars as pl

from zjtx_rules.populations.synthetic import ladder, places
from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.enterprises import Drawn, awards_received, of_known, with_gaps
from zjtx_rules.populations.synthetic.question import Question
from zjtx_rules.populations.synthetic.shares import FIRST_DAY, LAST_DAY, SHARES


def bodies(kind: str, luck: Draws, place: pl.Series, question: Question) -> Drawn:
    """Return applicants of one kind, the place of each being given as an index of the question's regions."""
    rates = question.missing
    forms = {row["id"]: row["weight"] for row in SHARES["legal_forms"]}
    form = pl.Series(list(forms)).gather(luck.pick("legal form", list(forms.values())))
    nothing = pl.repeat("", len(luck), eager=True)
    since = pl.repeat(FIRST_DAY, len(luck), dtype=pl.Int64, eager=True)
    size = pl.repeat(0, len(luck), dtype=pl.Int64, eager=True)
    titles = ladder.titles(kind, luck, since, nothing, size)
    awards = awards_received(luck, titles, place, question)
    known = {each: luck.known(each, rates[each]) for each in ("recognitions", "awards_received")}
    columns = {
        "region": luck.seldom("region", places.codes(question).gather(place), rates["place"]),
        "legal_form": form if kind != "district" else pl.repeat("government", len(luck), eager=True),
        **{f"{each}_known": values for each, values in known.items()},
    }
    tables = {"recognitions": with_gaps(luck, titles, rates["recognition_details"]), "awards_received": awards}
    tables = {name: of_known(frame, known[name]) for name, frame in tables.items()}
    own = _OWN.get(kind)
    if own is not None:
        name, found = own[0], own[1](luck, place, question)
        there = luck.known(name, rates["members"])
        columns[f"{name}_known"] = there
        tables |= {each: of_known(frame, there) for each, frame in found.items()}
    return Drawn(pl.DataFrame(columns), tables)


def _members(luck: Draws, name: str, least: int, most: int) -> tuple[pl.DataFrame, Draws]:
    """Return the members of collections, numbered from 1 within each, and the stream of every member."""
    count = luck.between(f"how many {name}", least, most)
    frame = pl.DataFrame({"~at": pl.int_range(len(luck), dtype=pl.UInt32, eager=True), "~count": count})
    frame = frame.select("~at", pl.int_ranges(1, pl.col("~count") + 1).alias("~number")).explode("~number")
    frame = frame.filter(pl.col("~number").is_not_null())
    return frame, luck.at(frame["~at"]).members(frame["~number"])


def _tenants(luck: Draws, place: pl.Series, question: Question) -> dict[str, pl.DataFrame]:
    """Return the enterprises in bases, and their titles."""
    del place
    shares, rates = SHARES["tenants"], question.missing
    frame, mine = _members(luck, "tenants", shares["least"], shares["most"])
    entered = mine.between("entered", FIRST_DAY, LAST_DAY)
    left = entered + mine.between("stayed", 200, 1200)
    gone = mine.chance("left", shares["left"]) & (left <= LAST_DAY)
    known = mine.known("recognitions", rates["recognitions"])
    number = frame["~number"].cast(pl.String)
    tenants = pl.DataFrame(
        {
            "~at": frame["~at"],
            "tenant": "T" + number,
            "name": "合成入驻企业" + number,
            "entered": mine.seldom("entered", entered, rates["member_details"]),
            "left": left.zip_with(gone, pl.Series([None], dtype=pl.Int64)),
            "recognitions_known": known,
        }
    )
    count = len(frame)
    since = pl.repeat(FIRST_DAY, count, dtype=pl.Int64, eager=True)
    size, section = pl.repeat(0, count, dtype=pl.Int64, eager=True), pl.repeat("", count, eager=True)
    titles = with_gaps(mine, ladder.titles("tenant", mine, since, section, size), rates["recognition_details"])
    titles = of_known(titles, known)
    owners = {"~at": frame["~at"].gather(titles["~at"]), "tenant": tenants["tenant"].gather(titles["~at"])}
    return {"tenants": tenants, "tenant_recognitions": titles.with_columns(**owners)}


def _contracts(luck: Draws, place: pl.Series, question: Question) -> dict[str, pl.DataFrame]:
    """Return design contracts, and what was paid under them."""
    shares, rate = SHARES["contracts"], question.missing["member_details"]
    frame, mine = _members(luck, "contracts", shares["least"], shares["most"])
    number = frame["~number"].cast(pl.String)
    region = places.codes(question).gather(place.gather(frame["~at"]))
    known = mine.known("payments", rate)
    contracts = pl.DataFrame(
        {
            "~at": frame["~at"],
            "contract": "C" + number,
            "name": "合成设计合同" + number,
            "client_region": mine.seldom("client", region, rate),
            "industrial_design": mine.judged("industrial design", shares["industrial_design"], rate),
            "payments_known": known,
        }
    )
    below, paid = _members(mine, "payments", *shares["payments"])
    payments = pl.DataFrame(
        {
            "~at": frame["~at"].gather(below["~at"]),
            "contract": contracts["contract"].gather(below["~at"]),
            "date": paid.seldom("date", paid.between("date", FIRST_DAY, LAST_DAY), rate),
            "amount_yuan": paid.seldom("amount", paid.between("amount", *shares["amount"]), rate),
        }
    ).filter(known.gather(below["~at"]))
    return {"contracts": contracts, "contract_payments": payments}


def _trainees(luck: Draws, place: pl.Series, question: Question) -> dict[str, pl.DataFrame]:
    """Return groups of people trained."""
    del place
    shares, rate = SHARES["trainees"], question.missing["member_details"]
    frame, mine = _members(luck, "trainees", shares["least"], shares["most"])
    kinds = ["new_technician", "new_senior_technician", "senior_technician_upgrade"]
    kind = pl.Series(kinds).gather(mine.pick("kind", [1] * len(kinds)))
    trainees = pl.DataFrame(
        {
            "~at": frame["~at"],
            "kind": mine.seldom("kind", kind, rate),
            "people": mine.seldom("people", mine.between("people", *shares["people"]), rate),
            "of_zjtx_sme": mine.judged("of zjtx sme", shares["of_zjtx_sme"], rate),
            "date": mine.seldom("date", mine.between("date", FIRST_DAY, LAST_DAY), rate),
        }
    )
    return {"trainees": trainees}


def _assessments(luck: Draws, place: pl.Series, question: Question) -> dict[str, pl.DataFrame]:
    """Return the annual assessments of districts, one for each year."""
    del place
    years = SHARES["fiscal_years"]
    frame, mine = _members(luck, "assessments", len(years), len(years))
    met = mine.judged("met", SHARES["assessments"]["base_target_met"], question.missing["member_details"])
    year = pl.Series(years, dtype=pl.Int64).gather(frame["~number"] - 1)
    return {"assessments": pl.DataFrame({"~at": frame["~at"], "year": year, "base_target_met": met})}


_OWN = {
    "startup_base": ("tenants", _tenants),
    "design_institute": ("contracts", _contracts),
    "training_body": ("trainees", _trainees),
    "district": ("assessments", _assessments),
}
"""The collections that one kind of applicant alone has."""
