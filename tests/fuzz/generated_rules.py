"""Whole rule files as plain data: several documents of every status, clauses of every kind, readings wherever they may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import generated_conditions
import generated_payments
import pools
from generated_conditions import Around, by_reading, condition, figure
from generated_payments import payment
from pools import Data, chance, some

_Reading = tuple[str, tuple[str, ...], str | None]


def rule_file(rnd: Random) -> Data:
    """Return a rule file that the loader accepts."""
    # Bases and design institutes have most of what others do not have.
    carriers = sorted({*some(rnd, [*pools.KINDS[1:], *["startup_base", "design_institute"] * 3], 0, 2)})
    kinds = ["enterprise", "enterprise", *carriers] if chance(rnd, 2) or not carriers else carriers * 2
    own = [title for kind in set(carriers) for title in pools.CARRIER_TITLES[kind]]
    titles = some(rnd, pools.ENTERPRISE_TITLES, 2, 3) + own
    many = some(rnd, [*generated_conditions.MAKERS, *generated_payments.MAKERS], 1, 3) if chance(rnd, 2) else []
    documents = [
        _document(rnd, number, sorted(kinds), titles, tuple(many)) for number in range(rnd.choice([1, 1, 1, 2, 3]))
    ]
    jurisdiction = {"name": "日照市", "code": pools.HERE}
    if chance(rnd, 8):
        del jurisdiction["code"]
    found = {"jurisdiction": jurisdiction}
    if chance(rnd, 4):
        found["places"] = pools.PLACES
        if "code" in jurisdiction and chance(rnd, 2):
            own = rnd.choice(pools.PLACES)
            found["jurisdiction"] = {"name": own["name"], "code": own["code"]}
        for document in documents:
            _name_places(rnd, document)
    return found | {
        "judgements": [{"id": name, "label": label} for name, label in pools.JUDGEMENTS.items()],
        "facts": [{"id": name, "label": f"自定{name}", "type": kind} for name, kind in pools.DECLARED.items()],
        "records": [pools.MACHINES],
        "documents": documents,
    }


def _name_places(rnd: Random, node: Any) -> None:
    """Name declared places, now and then, where a rule file names places."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("located_in", "in", "into", "client_in") and value in pools.REGION_WORDS and chance(rnd, 2):
                node[key] = rnd.choice(pools.PLACES)[rnd.choice(["name", "code"])]
            _name_places(rnd, value)
    elif isinstance(node, list):
        for each in node:
            _name_places(rnd, each)


def _document(rnd: Random, number: int, kinds: list[str], titles: list[str], leaning: tuple[str, ...]) -> Data:
    readings = _readings(rnd)
    found: Data = {
        "id": f"doc-{number}",
        "title": "随机生成",
        "number": f"日政办字〔2022〕{number}号",
        "status": rnd.choice(["issued", "issued", "issued", "issued", "draft", "template"]),
    }
    around = Around(("enterprise",), ("enterprise",), readings, (), tuple(titles), leaning)
    validity = _in_force(rnd, around)
    if validity:
        found["in_force"] = validity
    settings = _settings(rnd, around)
    if settings:
        found["settings"] = settings
    if readings:
        found["readings"] = [_reading(rnd, each) for each in readings]
    if chance(rnd, 3):
        found["gates"] = [_gate(rnd, around, kinds) for _ in range(rnd.randint(1, 2))]
    found["clauses"] = _clauses(rnd, number, around, kinds)
    return found


def _readings(rnd: Random) -> tuple[_Reading, ...]:
    every: list[_Reading] = [
        ("way", ("one", "two"), None),
        ("band", ("person", "band"), "band"),
        ("third", ("a", "b", "c"), None),
    ]
    return tuple(some(rnd, every, 0, 3)) if chance(rnd, 3) else tuple(some(rnd, every, 1, 3))


def _reading(rnd: Random, reading: _Reading) -> Data:
    name, options, percentage = reading
    found: Data = {"id": name, "question": "怎么读", "options": {each: f"读法{each}" for each in options}}
    # An option that carries a percentage may be the default without one: it then means nothing more than the others.
    found["default"] = rnd.choice([each for each in options if each != percentage])
    return found | ({"percentage": percentage} if percentage else {})


def _in_force(rnd: Random, around: Around) -> Data:
    found: Data = {}
    if not chance(rnd, 6):
        found["from"] = rnd.choice(pools.STARTS[:2] if chance(rnd, 2) else pools.STARTS)
    if chance(rnd, 2):
        found["to"] = rnd.choice([each for each in pools.ENDS if each >= found.get("from", "")])
    elif around.readings and chance(rnd, 2):
        name, options, _ = rnd.choice(around.readings)
        ends = [*pools.ENDS[:3], "open"]
        found["to_as_read"] = {"by_reading": name, "options": {each: rnd.choice(ends) for each in options}}
    return found


def _settings(rnd: Random, around: Around) -> Data:
    found: Data = {}
    covers = [["recognition", "as_of"], ["recognition"], ["as_of"], []]
    makers: dict[str, Callable[[], Any]] = {
        "validity_covers": lambda: rnd.choice(covers),
        "recognition_year": lambda: rnd.choice(["any", "any", "calendar_year", "prior_calendar_year"]),
        "lapsed_counts_as_new": lambda: rnd.choice([True, False]),
        "registered_at_recognition": lambda: rnd.choice(["here", "anywhere"]),
        "paid_in_part": lambda: rnd.choice(["nothing", "rest"]),
        "rounding": lambda: rnd.choice(["exact", "half_up", "down"]),
    }
    for name, make in makers.items():
        if chance(rnd, 3):
            found[name] = by_reading(rnd, around, make, 2)
    return found


def _gate(rnd: Random, around: Around, kinds: list[str]) -> Data:
    to, around = _addressed(rnd, around, kinds)
    return {
        "to": to,
        "kinds": some(rnd, ["award", "subsidy", "right"], 1, 3),
        "when": condition(rnd, around),
    }


def _addressed(rnd: Random, around: Around, kinds: list[str]) -> tuple[Any, Around]:
    """Draw whom a clause addresses, as it is written and as its conditions see it."""
    chosen = some(rnd, sorted(set(kinds)), 2, 2) if chance(rnd, 8) else [rnd.choice(kinds)]
    to = chosen[0] if len(chosen) == 1 and not chance(rnd, 8) else chosen
    titles = _titles_for(chosen, around.titles)
    return to, replace(around, scopes=tuple(chosen), kinds=tuple(chosen), titles=titles)


def _titles_for(kinds: list[str], titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles that a condition may name: mostly those that such applicants hold, always the tenants' own."""
    if kinds == ["enterprise"]:
        return tuple(each for each in titles if each in pools.ENTERPRISE_TITLES)
    own = tuple(each for kind in kinds for each in pools.CARRIER_TITLES.get(kind, ()))
    return own or tuple(titles)


_Maker = Callable[[Random, Around], Data]

_WEIGHTS = {"award": 7, "subsidy": 3, "tier": 3, "no_duplication": 3}
_BINDING = ("award", "subsidy", "right", "service", "duty")
_PAYING = ["mandatory", "discretionary", "priority"]
"""Under the others a document pays nothing itself."""
_FORCES = [*_PAYING, "programme", "encouraged", "third_party", "government"]
_FOR_NOBODY = ("target", "duty", "no_duplication", "limit")


def _clauses(rnd: Random, document: int, around: Around, kinds: list[str]) -> list[Data]:
    nature = rnd.choice(["sum", "up_to", "both"])
    clauses: list[Data] = []
    for number in range(rnd.choice([3, 4, 5, 6, 8, 10])):
        before = replace(around, clauses=tuple(each for each in clauses if "to" in each))
        payable = any("pays" in each for each in clauses)
        names = [each for each in MAKERS if each not in ("no_duplication", "limit", "recovery") or payable]
        kind = rnd.choices(names, [_WEIGHTS.get(each, 1) for each in names])[0] if number else "award"
        clauses.append(_clause(rnd, f"{kind}.{document}.{number}", kind, before, kinds, nature))
    return [{key: value for key, value in each.items() if not key.startswith("~")} for each in clauses]


def _clause(rnd: Random, name: str, kind: str, before: Around, kinds: list[str], nature: str) -> Data:
    cite = f"三（{name.rpartition('.')[2]}）"
    clause: Data = {"id": name, "kind": kind, "cite": cite, "quote": "原文", "title": "标题"}
    if kind in _BINDING and chance(rnd, 3):
        forces = _PAYING if kind in ("award", "subsidy") else _FORCES
        clause["force"] = by_reading(rnd, before, lambda: rnd.choice(forces))
    if kind in _FOR_NOBODY:
        return clause | MAKERS[kind](rnd, before)
    to, around = _addressed(rnd, before, kinds)
    clause["to"] = to
    if chance(rnd, 2):
        clause["where"] = rnd.choice(["anywhere", "anywhere", "here"])
    if not chance(rnd, 6):
        clause["when"] = condition(rnd, around)
    if kind in ("award", "subsidy"):
        mine = rnd.choice(["sum", "up_to"]) if nature == "both" else nature
        clause["~nature"] = mine
        if not chance(rnd, 3):
            often = ["once", "once", "yearly", "each_time"]
            clause["frequency"] = by_reading(rnd, around, lambda: rnd.choice(often))
        if chance(rnd, 25):
            clause["payees"] = [{"to": "引荐机构", "share": "70%"}, {"to": "负责人", "share": "30%"}]
        if chance(rnd, 25):
            clause["payers"] = [{"from": "市财政", "share": "60%"}, {"from": "区财政", "share": "40%"}]
        return clause | {"pays": payment(rnd, replace(around, titles=before.titles), mine)}
    return clause | MAKERS[kind](rnd, around)


def _paying(rnd: Random, around: Around) -> Data:
    return {"pays": payment(rnd, around, "sum")}


def _goal(rnd: Random) -> Data:
    found: Data = {"of": "企业", "sense": rnd.choice(["new", "cumulative", "level", "yearly"]), "figure": "400家"}
    return found | ({"by": "2025-12-31"} if chance(rnd, 2) else {})


def _benchmark(rnd: Random, around: Around) -> Data:
    name, kind = rnd.choice(around.facts("money", "percentage", "count"))
    bound = rnd.choice(["at_least", "more_than", "at_most"])
    return {"fact": name, "figure": str(figure(rnd, kind)), "bound": bound, "of": "同类"}


def _no_duplication(rnd: Random, around: Around) -> Data:
    payable = [each["id"] for each in around.clauses if "pays" in each]

    def among() -> list[str]:
        families = [f"{each.split('.')[0]}.*" for each in payable]
        return rnd.choice([payable, some(rnd, payable, 1, 4), [rnd.choice(families)], some(rnd, families, 1, 1)])

    found: Data = {"among": by_reading(rnd, around, among)}
    if chance(rnd, 4):
        found["basis"] = rnd.choice(["text", "system"])
    makers: dict[str, Callable[[], Any]] = {
        "applies": lambda: rnd.choice([True, True, True, False]),
        "between": lambda: rnd.choice(["all", "same_title"]),
        "window": lambda: rnd.choice(["lifetime", "calendar_year"]),
        "settlement": lambda: rnd.choice(["difference", "nothing"]),
        "received_from": lambda: rnd.choice(["here", "anywhere"]),
        "beneficiaries": lambda: rnd.choice(["enterprises", "any"]),
    }
    if chance(rnd, 40):
        found["cannot_say"] = {"reason": "没有数据", "words": "原文"}
    for name, make in makers.items():
        if chance(rnd, 2):
            found[name] = by_reading(rnd, around, make)
    return found


def _limit(rnd: Random, around: Around) -> Data:
    """Return a limit over everything that pays: limits over parts of it may cross one another, which is refused."""
    found: Data = {
        "among": by_reading(rnd, around, lambda: ["*"]),
        "at_most": rnd.choice(["1万元", "30万元", "200万元"]),
    }
    if chance(rnd, 3):
        found["applies"] = by_reading(rnd, around, lambda: rnd.choice([True, True, False]))
    if chance(rnd, 2):
        found["window"] = by_reading(rnd, around, lambda: rnd.choice(["lifetime", "calendar_year"]))
    return found


def _recovery(rnd: Random, around: Around) -> Data:
    payable = [each["id"] for each in around.clauses if "pays" in each]
    found: Data = {"of": by_reading(rnd, around, lambda: some(rnd, payable, 1, 3))}
    return found | ({"at_most": rnd.choice(["1万元", "80万元"])} if chance(rnd, 3) else {})


MAKERS: dict[str, _Maker] = {
    "tier": lambda rnd, around: {"rank": rnd.choice(around.titles)} if chance(rnd, 3) else {},
    "award": _paying,
    "subsidy": _paying,
    "right": lambda *_: {"grants": "白名单"},
    "service": lambda *_: {"offers": "诊断"},
    "flag": lambda *_: {"say": "注意"},
    "recovery": _recovery,
    "target": lambda rnd, _: {"goals": [_goal(rnd)]},
    "benchmark": _benchmark,
    "duty": lambda *_: {"does": "落实"},
    "no_duplication": _no_duplication,
    "limit": _limit,
}
"""What each kind of clause has beside what all have."""
