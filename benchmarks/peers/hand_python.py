"""The workload in plain Python, for one firm: the yardstick of engines that answer for one firm at a time.

What a careful programmer would write for this city and this year, over a document with lists in it. It cannot say that a
fact is unknown, gives no bounds, knows no ledger and no other reading, and quotes nothing: a citation would be a string
kept beside the code by hand.
"""

from __future__ import annotations

from typing import Any

from workload import (
    AS_OF,
    AWARDS,
    CITY,
    COUNTED_INCIDENTS,
    IN_FORCE,
    LAST_DAY,
    MET,
    NOT_MET,
    REVENUE,
    REVIEW,
    TWO_YEARS_AGO,
    YES_NO,
)

_START = IN_FORCE[0]
_YEAR = AS_OF // 10_000 - 1
_WANTED = {(title, level): bit for bit, (_, title, levels, _) in enumerate(AWARDS) for level in levels}


def plain(firm: dict[str, Any]) -> tuple[int, int, int]:
    """Decide without a trace: the verdict on 二2, the awards that are met as bits, the most that is paid."""
    if firm["region"] // 100 != CITY:
        return NOT_MET, 0, 0
    met = 0
    for each in firm["recognitions"]:
        bit = _WANTED.get((each["title"], each["level"]))
        if bit is not None and each["kind"] == "new" and _START <= each["date"] <= LAST_DAY:
            met |= 1 << bit
    amount = 0
    for bit, award in enumerate(AWARDS):
        if met >> bit & 1:
            amount = award[3]
            break
    return _pool(firm), met, amount


def _pool(firm: dict[str, Any]) -> int:
    for name in YES_NO:
        if not firm[name]:
            return NOT_MET
    if firm["size_class"] == "large" or firm["provided_false_information"]:
        return NOT_MET
    if not any(each["region"] // 100 == CITY and each["since"] <= TWO_YEARS_AGO for each in firm["registrations"]):
        return NOT_MET
    for each in firm["incidents"]:
        if each["kind"] in COUNTED_INCIDENTS and TWO_YEARS_AGO < each["date"] <= AS_OF:
            return NOT_MET
    if not any(
        each["kind"] == "quality_management" and each["since"] <= AS_OF <= each["expires"]
        for each in firm["certificates"]
    ):
        return NOT_MET
    for each in firm["accounts"]:
        if each["year"] == _YEAR:
            return MET if each["revenue_yuan"] == REVENUE else REVIEW
    return NOT_MET


def traced(firm: dict[str, Any]) -> dict[str, Any]:
    """Decide with a trace: every condition with what it looked at, every award with what it rests on."""
    here = firm["region"] // 100 == CITY
    registered = [each for each in firm["registrations"] if each["region"] // 100 == CITY]
    long_enough = [each for each in registered if each["since"] <= TWO_YEARS_AGO]
    certified = [each for each in firm["certificates"] if each["kind"] == "quality_management"]
    valid = [each for each in certified if each["since"] <= AS_OF <= each["expires"]]
    incidents = [
        each
        for each in firm["incidents"]
        if each["kind"] in COUNTED_INCIDENTS and TWO_YEARS_AGO < each["date"] <= AS_OF
    ]
    revenue = next((each["revenue_yuan"] for each in firm["accounts"] if each["year"] == _YEAR), None)
    conditions: list[dict[str, Any]] = [
        {"condition": "located", "value": firm["region"], "verdict": MET if here else NOT_MET},
        {"condition": "registered", "value": registered, "verdict": MET if long_enough else NOT_MET},
        {
            "condition": "size",
            "value": firm["size_class"],
            "verdict": MET if firm["size_class"] != "large" else NOT_MET,
        },
    ]
    conditions += [
        {"condition": name, "value": firm[name], "verdict": MET if firm[name] else NOT_MET} for name in YES_NO
    ]
    false_information = firm["provided_false_information"]
    conditions += [
        {"condition": "revenue", "value": revenue, "verdict": MET if revenue == REVENUE else REVIEW},
        {"condition": "quality_certified", "value": certified, "verdict": MET if valid else NOT_MET},
        {
            "condition": "no false information",
            "value": false_information,
            "verdict": NOT_MET if false_information else MET,
        },
        {"condition": "no incidents", "value": incidents, "verdict": NOT_MET if incidents else MET},
    ]
    awards = []
    for clause, title, levels, amount in AWARDS:
        found = [
            each
            for each in firm["recognitions"]
            if here
            and each["title"] == title
            and each["level"] in levels
            and each["kind"] == "new"
            and _START <= each["date"] <= LAST_DAY
        ]
        awards.append({"clause": clause, "met": bool(found), "rests_on": found, "up_to": amount if found else 0})
    met = [each for each in awards if each["met"]]
    best = max(met, key=lambda each: each["up_to"], default=None)
    return {
        "pool": min(each["verdict"] for each in conditions),
        "conditions": conditions,
        "awards": awards,
        "chosen": best["clause"] if best else None,
        "suppressed": [each["clause"] for each in met if each is not best],
        "up_to": best["up_to"] if best else 0,
    }


def answer_of(trace: dict[str, Any]) -> tuple[int, int, int]:
    """Return what a trace says, in the shape in which answers are compared."""
    met = sum(1 << bit for bit, each in enumerate(trace["awards"]) if each["met"])
    return trace["pool"], met, trace["up_to"]
