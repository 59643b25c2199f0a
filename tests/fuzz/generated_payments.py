"""Payments as a rule file states them: one generator for each kind in `zjtx_rules.payments`, under the kind's name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pools
from generated_conditions import Around, addressed, by_reading, condition
from pools import Data, chance

COLLECTIONS = {"startup_base": "tenants", "training_body": "trainees", "district": "assessments"}
"""The collection of which members are paid for, by the kind of applicant."""


def _per_item(rnd: Random, around: Around, nature: str) -> Data:
    collection = COLLECTIONS[around.kinds[0]]
    found: Data = {"of": collection, "when": condition(rnd, around.of(collection)), nature: rnd.choice(pools.SUMS)}
    if collection == "trainees" and chance(rnd, 2):
        found["times"] = "people"
    if collection == "assessments" and chance(rnd, 2):
        found["settled"] = "each_item"
    elif chance(rnd, 2):
        found["settled"] = rnd.choice(["lifetime", "calendar_year"])
    return {"per_item": found}


def _share(rnd: Random, around: Around) -> Data:
    found: Data = {
        "rate": rnd.choice(["50%", "10%", "33.3%", "100%"]),
        "of": "design_payments",
        "at_most": rnd.choice(["100万元", "1万元", "0.05元", "50万元"]),
    }
    if chance(rnd, 2):
        found["when"] = condition(rnd, around.of("design_payments"))
    if chance(rnd, 3):
        found["client_in"] = rnd.choice(pools.REGION_WORDS)
    if chance(rnd, 2):
        held = {
            "title": rnd.choice([pools.CARRIER_TITLES["design_institute"][0], pools.CARRIER_TITLES["design_institute"]])
        }
        held |= {"level_at_least": "provincial"} if chance(rnd, 2) else {}
        if not chance(rnd, 3):
            held["at"] = by_reading(rnd, around, lambda: rnd.choice(["payment", "order", "application"]), 2)
        found["holding"] = held
    if chance(rnd, 2):
        found["cap"] = by_reading(rnd, around, lambda: rnd.choice(["year", "contract"]), 2)
    return {"share": found}


def _yearly(rnd: Random, around: Around) -> Data:
    found: Data = {"sum": rnd.choice(pools.SUMS), "years": rnd.randint(1, 4)}
    if chance(rnd, 2):
        found["first"] = by_reading(rnd, around, lambda: rnd.choice(["year_of_recognition", "following_year"]))
    return {"yearly": found}


def _amount(rnd: Random, around: Around, *_: Any) -> Data:
    """Return a share of a figure of the accounts, of what it grew by, or of full steps of it, between two ends."""
    figure = rnd.choice(["营业收入", "主营业务收入", "研发经费支出", "资产总额"])
    if around.kinds != ("enterprise",):
        return {"amount": rnd.choice(["12万元", "8万元 + 0.5元", "3 × 2.5万元"])}
    found: Data = {
        "amount": rnd.choice(
            [
                f"{rnd.choice(['0.5', '3', '33.3'])}% × {figure}@上年",
                f"2% × 超出({figure}@上年 − {figure}@前年, {rnd.choice(['1', '800'])}万元)",
                f"4万元 × 每满({figure}@上年, {rnd.choice(['100', '3000'])}万元)",
            ]
        )
    }
    if chance(rnd, 2):
        found["at_most"] = rnd.choice(["30万元", "0.05元", "50万元"])
    if chance(rnd, 4):
        found["at_least"] = rnd.choice(["0.01元", "2万元"])
    return {**found}


def _total_of(rnd: Random, around: Around, nature: str) -> Data:
    """Return a total of parts of one kind, which are settled alike."""
    kind = rnd.choice(
        [
            each
            for each in MAKERS
            if each not in ("cannot_say", "without_figure") and _may(each, around, nature, plain=True)
        ]
    )
    parts = [MAKERS[kind](rnd, around, nature) for _ in range(rnd.randint(2, 3))]
    for each in parts:
        if "per_item" in each:
            each["per_item"]["settled"] = parts[0]["per_item"].get("settled", "lifetime")
    return {"total_of": parts}


def _by_reading(rnd: Random, around: Around, nature: str) -> Data:
    name, options, _ = rnd.choice(around.readings)
    return {"by_reading": name, "options": {each: payment(rnd, around, nature, plain=True) for each in options}}


def _payable(around: Around, nature: str) -> list[str]:
    """Return the clauses whose standard may be followed: they pay, and for nothing that these applicants do not have."""
    return [
        each["id"]
        for each in around.clauses
        if "pays" in each
        and "cannot_say" not in each["pays"]
        and each["~nature"] == nature
        and (set(around.kinds) <= set(addressed(each)) or not {"sum", "up_to", "yearly"}.isdisjoint(each["pays"]))
    ]


Maker = Callable[[Random, Around, str], Data]

MAKERS: dict[str, Maker] = {
    "amount": _amount,
    "by_reading": _by_reading,
    "cannot_say": lambda *_: {"cannot_say": {"reason": "没有数据", "words": "原文"}},
    "ceiling": lambda rnd, *_: {"up_to": rnd.choice(pools.SUMS)},
    "fixed_sum": lambda rnd, *_: {"sum": rnd.choice(pools.SUMS)},
    "per_item": _per_item,
    "same_as": lambda rnd, around, nature: {"same_as": rnd.choice(_payable(around, nature))},
    "share": lambda rnd, around, _: _share(rnd, around),
    "total_of": _total_of,
    "without_figure": lambda *_: {"without_figure": "按规定给予支持"},
    "yearly": lambda rnd, around, _: _yearly(rnd, around),
}
"""How each kind of payment is made, by the name of its file."""

_WEIGHTS = {"cannot_say": 0.3, "ceiling": 5, "fixed_sum": 5, "per_item": 6, "share": 5}


def _may(kind: str, around: Around, nature: str, *, plain: bool) -> bool:
    fits: dict[str, Any] = {
        "amount": nature == "sum",
        "by_reading": bool(around.readings) and not plain,
        "cannot_say": not plain,
        "ceiling": nature == "up_to",
        "fixed_sum": nature == "sum",
        "per_item": len(around.kinds) == 1 and around.kinds[0] in COLLECTIONS,
        "same_as": not plain and bool(_payable(around, nature)),
        "share": around.kinds == ("design_institute",) and nature == "sum",
        "total_of": not plain,
        "without_figure": not plain,
        "yearly": nature == "sum",
    }
    return bool(fits.get(kind, True))


def payment(rnd: Random, around: Around, nature: str, *, plain: bool = False) -> Data:
    """Return any payment of a nature (`sum`, `up_to`) that may stand there; a plain one holds no other payments."""
    kinds = [kind for kind in MAKERS if _may(kind, around, nature, plain=plain)]
    kind = rnd.choices(kinds, [around.weight(each, _WEIGHTS.get(each, 1)) for each in kinds])[0]
    return MAKERS[kind](rnd, around, nature)
