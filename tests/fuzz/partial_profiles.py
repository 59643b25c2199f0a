"""Profiles of which a part is forgotten, and the ways in which what was forgotten could turn out."""

from __future__ import annotations

import copy
from calendar import monthrange
from random import Random

import pools
from generated_profiles import YES_NO, always_here, settled, value
from hints import Hints
from pools import Data, chance

_RECORDS = {
    "recognitions": "recognition",
    "awards_received": "entry",
    "registrations": "registration",
    "relocation": "relocation",
    "accounts": "account",
    "certificates": "certificate",
    "credit": "credit",
    "incidents": "incident",
    "tenants": "tenant",
    "contracts": "contract",
    "payments": "payment",
    "trainees": "group",
    "assessments": "assessment",
    "facts": "facts",
    "records": "records",
    "machines": "machine",
    "attested": "attested",
}
_NEVER_MISSING = {
    "enterprise": {"size_class"},  # without it the class is derived, which is another fact rather than a missing one
    "recognition": {"title"},
    # Without them an entry is one known by its title, had been received, and for the only matter that the profile has.
    "entry": {"document", "clause", "occasion", "date"},
    "registration": {"until"},  # without it the firm is still there
    "tenant": {"left", "name"},
    "account": {"year"},
    "assessment": {"year"},
    "certificate": {"kind"},
}


_WHOLE_LISTS = {
    "recognitions",
    "awards_received",
    "registrations",
    "certificates",
    "incidents",
    "tenants",
    "contracts",
    "payments",
    "trainees",
    "assessments",
    "machines",
}
"""The lists that may be at least what is written, beside which there may be more."""


def forgotten(rnd: Random, data: Data) -> Data:
    """Return what somebody may know of a complete applicant: a few facts are left out, of some a lot."""
    left = copy.deepcopy(data)
    rate = rnd.choice([0, 1, 2, 4, 10, 18])
    # Who says nothing of places was always here, as far as it says: of a move something is remembered.
    moved = left["kind"] == "enterprise" and not always_here(left)
    _forget(rnd, left, left["kind"], rate, frozenset({"registrations", "relocation"} if moved else ()))
    if (
        moved
        and isinstance(left["relocation"], dict)
        and not any(each is not None for each in left["relocation"].values())
    ):
        left["relocation"] = data["relocation"]
    return left


def _forget(rnd: Random, record: Data, name: str, rate: int, also_kept: frozenset[str] = frozenset()) -> None:
    kept = _NEVER_MISSING.get(name, set()) | {"facts", "records", "attested", "application"} | also_kept
    if name in pools.KINDS:
        kept = kept | {"kind"}
    for key, each in list(record.items()):
        if key.endswith("_complete"):
            continue
        if key not in kept and rnd.randrange(40) < (rate if not isinstance(each, (list, dict)) else rate / 3):
            if name in ("facts", "records", "attested"):
                del record[key]
            else:
                record[key] = None
                if (name, key) == ("recognition", "date") and each is not None and chance(rnd, 2):
                    record["given_in"] = each[: rnd.choice([4, 7])]  # the year or the month is remembered
        elif isinstance(each, dict):
            _forget(rnd, each, _RECORDS[key], rate)
        elif isinstance(each, list):
            for one in each:
                _forget(rnd, one, _RECORDS[key], rate, _said_elsewhere(one, each))
            if key in _WHOLE_LISTS and rnd.randrange(40) < rate:
                record[key] = [one for one in each if not chance(rnd, 3)]
                record[f"{key}_complete"] = False


def _said_elsewhere(record: Data, among: list[Data]) -> frozenset[str]:
    """Return the fields that are told by something else too, so that they are not missing.

    The end of the earlier title, where it could also be read off another recognition; what kind of money an entry of the
    ledger was, how much at most and from whom, where it says under which clause.
    """
    if record.get("clause") is not None or record.get("document") is not None:
        return frozenset({"kind", "amount", "payer"})
    title = record.get("title")
    twice = title is not None and sum(each.get("title") == title for each in among) > 1
    return frozenset({"previous_expires"}) if twice else frozenset()


def completed(rnd: Random, hints: Hints, known: Data) -> Data:
    """Return a way in which everything that is unknown could turn out."""
    found = copy.deepcopy(known)
    _complete(rnd, hints, found, found["kind"])
    for name in pools.DECLARED:
        if name not in found["facts"]:
            found["facts"][name] = value(rnd, hints, "facts", name, {})
    found["records"].setdefault("machines", value(rnd, hints, "records", "machines", {}))
    for name in pools.JUDGEMENTS:
        found["attested"].setdefault(name, rnd.choice(YES_NO))
    return found


def _day_within(rnd: Random, period: str, end: str | None) -> str:
    """Return a day of a year (2023) or a month (2023-07), not after the end of the validity."""
    year, _, month = period.partition("-")
    days = monthrange(int(year), int(month))[1] if month else 0
    month = month or f"{rnd.randint(1, 12):02}"
    made = f"{year}-{month}-{rnd.randint(1, days or 28):02}"
    if rnd.randrange(3) == 0:
        made = f"{year}-{month}-01" if days else f"{year}-01-01"
    return min(made, end) if end not in (None, "never") else made


def _complete(rnd: Random, hints: Hints, record: Data, name: str, kept: frozenset[str] = frozenset()) -> None:
    more = {key.removesuffix("_complete") for key, each in record.items() if key.endswith("_complete") and not each}
    for key in [key for key in record if key.endswith("_complete")]:
        del record[key]
    period = record.pop("given_in", None)
    if period is not None and record.get("date") is None:
        record["date"] = _day_within(rnd, period, record.get("expires"))
    names = [key for key in record if key not in kept]
    if name == "recognition" and not kept:
        names.append("previous_expires")
    for key in names:
        each = record.get(key)
        if isinstance(each, dict) and key in _RECORDS:
            _complete(rnd, hints, each, _RECORDS[key])
        elif isinstance(each, list):
            if key in more:
                years = {one.get("year") for one in each if "year" in one}
                others = [one for one in value(rnd, hints, name, key, record) if one.get("year", "") not in years]
                each = record[key] = [*each, *others[: rnd.randrange(3)]]
            for one in each:
                _complete(rnd, hints, one, _RECORDS[key], _said_elsewhere(one, each))
        elif key == "previous_expires" and record.get("kind") == "new":
            continue
        elif each is None and key == "registrations":
            # Nothing is remembered of places: it was always here.
            record[key] = settled(rnd, hints, record)
        elif each is None and key == "relocation" and not record["registrations"]:
            record[key] = "none"
        elif each is None and key not in _NEVER_MISSING.get(name, set()):
            made = value(rnd, hints, name, key, record)
            if key == "date" and name == "recognition":
                end = record.get("expires")
                made = min(made, end) if end not in (None, "never") else made
            record[key] = made
