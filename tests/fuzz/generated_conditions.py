"""Conditions as a rule file states them: one generator for each kind in `zjtx_rules.conditions`, under the kind's name.

A kind that is added without a generator here fails a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pools
from pools import Data, chance, some

from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.choices import CertificateKind, IncidentKind
from zjtx_rules.profile.facts import SCOPES, facts_of
from zjtx_rules.terms import TITLES

_LEANING = 6
"""How much more often a kind is drawn in a file that leans to it: what several of one kind do to each other is seen there."""


@dataclass(frozen=True)
class Around:
    """Where a condition is to stand, and what it may refer to there."""

    scopes: tuple[str, ...]
    """The kinds of applicant addressed, or the one collection whose members are judged."""
    kinds: tuple[str, ...]
    """The kinds of applicant addressed."""
    readings: tuple[tuple[str, tuple[str, ...], str | None], ...]
    """Each with its options, and the option that takes a percentage."""
    clauses: tuple[Data, ...]
    """The clauses for applicants that stand before, in the same document."""
    titles: tuple[str, ...]
    leaning: tuple[str, ...] = ()
    """The kinds of condition and payment that the file has many of."""
    depth: int = 2

    def weight(self, kind: str, usual: float) -> float:
        """Return how often a kind is drawn."""
        return usual * _LEANING if kind in self.leaning else usual

    def inside(self) -> Around:
        """Return the surroundings of a part."""
        return replace(self, depth=self.depth - 1)

    def of(self, collection: str) -> Around:
        """Return the surroundings of a condition on the members of a collection."""
        return replace(self, scopes=(collection,), depth=1)

    def has(self, field: str) -> bool:
        """Return whether everything judged has a field."""
        models = [APPLICANTS.get(each) or SCOPES.get(each) for each in self.scopes]
        return all(model is not None and field in model.model_fields for model in models)

    def facts(self, *types: str) -> list[tuple[str, str]]:
        """Return the facts of some types that may be asked for, with their types."""
        known = [{name: fact.type for name, fact in facts_of(each).items()} for each in self.scopes]
        shared = {name: kind for name, kind in known[0].items() if all(name in other for other in known)}
        shared |= {name: kind for name, kind in pools.DECLARED.items() if name not in shared}
        return sorted((name, kind) for name, kind in shared.items() if kind in types)


def by_reading(rnd: Random, around: Around, make: Callable[[], Any], often: int = 4) -> Any:
    """Return a setting: plain, or hanging on a reading."""
    if not around.readings or not chance(rnd, often):
        return make()
    name, options, _ = rnd.choice(around.readings)
    return {"by_reading": name, "options": {each: make() for each in options}}


def which(rnd: Random, around: Around, *, year: bool = True) -> Data:
    """Return which recognitions count."""
    titles = some(rnd, list(around.titles), 1, 2)
    found: Data = {"title": titles[0] if len(titles) == 1 else titles}
    shared = set.intersection(*({each.id for each in TITLES[title].levels} for title in titles))
    if shared and chance(rnd, 2):
        found[rnd.choice(["level", "level_at_least"])] = rnd.choice(sorted(shared))
    if year and chance(rnd, 4):
        found["in"] = _year(rnd, around)
    if chance(rnd, 8):
        found["by_ministry"] = rnd.choice([True, True, False])
    return found


def _year(rnd: Random, around: Around) -> Any:
    return by_reading(rnd, around, lambda: rnd.choice(["calendar_year", "prior_calendar_year", "any"]), 2)


def figure(rnd: Random, kind: str) -> Any:
    """Return a quantity of a type."""
    pool: dict[str, list[Any]] = {
        "money": pools.MONEY,
        "percentage": pools.PERCENTAGES,
        "count": pools.COUNTS,
        "number": pools.NUMBERS,
        "date": pools.DAYS,
    }
    return rnd.choice(pool[kind])


_QUANTITIES = ("money", "percentage", "count", "number", "date")


def _about(rnd: Random, around: Around) -> Data:
    name, kind = rnd.choice(around.facts("money", "percentage", "count", "number"))
    found = {"fact": name, "about": figure(rnd, kind)}
    bands = [each for each, _, percentage in around.readings if percentage]
    if bands and chance(rnd, 2):
        found["band"] = rnd.choice(bands)
    return found


def _threshold(rnd: Random, around: Around) -> Data:
    name, kind = rnd.choice(around.facts(*_QUANTITIES))
    found: Data = {"fact": name}
    for key in some(rnd, ["at_least", "more_than", "at_most", "less_than"], 1, 2):
        found[key] = figure(rnd, kind)
    return found


def _fact_is(rnd: Random, around: Around) -> Data:
    name, kind = rnd.choice(around.facts("yes_no", "yes_no", "choice", "text"))
    found: Data = {"fact": name}
    if kind == "yes_no":
        wanted = rnd.choice([None, None, True, False])
        return found if wanted is None else found | {"is": wanted}
    values = _values(name, around)
    if chance(rnd, 2):
        return found | {"is": rnd.choice(values)}
    return found | {"one_of": some(rnd, values, 1, 3)}


def _values(name: str, around: Around) -> list[str]:
    if name == "zone":
        return pools.ZONES
    if name == "industry":
        return list(pools.INSIDE)
    fact = facts_of(around.scopes[0])[name]
    return [word for pair in fact.choices for word in pair] or ["甲", "乙"]


def _parts(rnd: Random, around: Around, least: int = 1, most: int = 3) -> list[Data]:
    return [condition(rnd, around.inside()) for _ in range(rnd.randint(least, most))]


def _at_least_of(rnd: Random, around: Around) -> Data:
    parts = _parts(rnd, around, 2, 4)
    return {"at_least_of": {"count": rnd.randint(1, len(parts)), "of": parts}}


def _by_reading(rnd: Random, around: Around) -> Data:
    name, options, _ = rnd.choice(around.readings)
    return {"by_reading": name, "options": {each: condition(rnd, around.inside()) for each in options}}


def _referable(around: Around) -> list[str]:
    return [each["id"] for each in around.clauses if set(around.kinds) <= set(addressed(each))]


def addressed(clause: Data) -> list[str]:
    """Return the kinds of applicant that a clause, or a gate, is for."""
    to = clause["to"]
    return [to] if isinstance(to, str) else to


def _cultivated(rnd: Random, around: Around) -> Data:
    found = which(rnd, around) | {"resident_for": rnd.choice(pools.DURATIONS)}
    if chance(rnd, 2):
        found["in"] = _year(rnd, around)
    if not chance(rnd, 3):
        found["resident_at"] = by_reading(
            rnd, around, lambda: rnd.choice(["recognition", "year_end", "application"]), 2
        )
    return {"cultivated": found}


def _renewed(rnd: Random, around: Around) -> Data:
    found = which(rnd, around)
    if chance(rnd, 2):
        found["times"] = by_reading(rnd, around, lambda: rnd.choice(["each", "first"]))
    return {"renewed": found}


def _incident(rnd: Random, around: Around) -> Data:
    kinds = some(rnd, [each.value for each in IncidentKind], 1, 3)
    found: Data = {"of": kinds, "within": rnd.choice(pools.DURATIONS)}
    if chance(rnd, 2):
        found["counted"] = by_reading(rnd, around, lambda: rnd.choice(["to_the_day", "calendar_years"]))
    if found.get("counted", "to_the_day") != "to_the_day" and "天" in found["within"]:
        found["within"] = "2年"
    return {"incident": found}


def _registered(rnd: Random, around: Around) -> Data:
    found: Data = {"for_at_least": rnd.choice(pools.DURATIONS)}
    if chance(rnd, 2):
        found["in"] = rnd.choice(pools.REGION_WORDS)
    if chance(rnd, 3):
        found["since"] = by_reading(rnd, around, lambda: rnd.choice(["registration_here", "founding"]), 3)
    return {"registered": found}


def _relocated(rnd: Random, around: Around) -> Data:  # noqa: ARG001 - one form for all kinds
    found: Data = {"operated_for": rnd.choice(pools.DURATIONS)}
    if chance(rnd, 2):
        found["into"] = rnd.choice(pools.REGION_WORDS)
    if chance(rnd, 3):
        found["whole"] = rnd.choice([True, False])
    return {"relocated": found}


def _recognised_within(rnd: Random, around: Around) -> Data:
    return {"recognised_within": which(rnd, around, year=False) | {"months": rnd.choice([1, 6, 12, 18, 24, 36])}}


def _date_within(rnd: Random, around: Around) -> Data:
    return {"fact": rnd.choice(around.facts("date"))[0]} | _period(rnd)


def _date_since(rnd: Random, around: Around) -> Data:
    day, since = rnd.sample([name for name, _ in around.facts("date")], 2)
    found: Data = {"fact": day, "since": since}
    return found if chance(rnd, 3) else found | {"within": rnd.choice(["1年", "18个月", "3年", "30天"])}


def _period(rnd: Random) -> Data:
    """Return one or two of the ways to say when a day was."""
    found: Data = {}
    for key in some(rnd, ["within", "lasted", "in_year"], 1, 2):
        years = ["当年", "上年", "前年", "近三年"]
        found[key] = rnd.choice(years if key == "in_year" else ["1年", "12个月", "18个月", "2年", "30天"])
    if "within" in found and chance(rnd, 2):
        found["last_day"] = "included"
    return found


def _of_records(rnd: Random, around: Around) -> Data:  # noqa: ARG001 - one form for all kinds
    found: Data = {"records": rnd.choice(["machines", "机器"])}
    if not chance(rnd, 4):
        found["where"] = _of_a_machine(rnd, 2)
    if chance(rnd, 4):
        return found | {"every": _of_a_machine(rnd, 1)}
    for key in some(rnd, ["at_least", "more_than", "at_most", "less_than"], 0, 2):
        found[key] = rnd.choice([1, 2])
    return found


def _of_a_machine(rnd: Random, depth: int) -> Data:
    """Return what may be asked of one record."""
    if depth and chance(rnd, 3):
        return {rnd.choice(["all", "any", "none"]): [_of_a_machine(rnd, depth - 1) for _ in range(rnd.choice([1, 2]))]}
    name, label = rnd.choice([("price", "单价"), ("bought", "购置日期"), ("imported", "进口"), ("use", "用途")])
    found: Data = {"fact": rnd.choice([name, label])}
    if name == "price":
        return found | {rnd.choice(["at_least", "more_than", "at_most", "less_than"]): figure(rnd, "money")}
    if name == "bought":
        return found | (_period(rnd) if chance(rnd, 2) else {"at_least": figure(rnd, "date")})
    if name == "imported":
        return found if chance(rnd, 2) else found | {"is": False}
    return found | {"one_of": some(rnd, ["生产", "研发", "检测"], 1, 2)}


Maker = Callable[[Random, Around], Data]

MAKERS: dict[str, Maker] = {
    "about": _about,
    "all_of": lambda rnd, around: {"all": _parts(rnd, around)},
    "always": lambda rnd, _: {"always": rnd.choice([True, False])},
    "any_of": lambda rnd, around: {"any": _parts(rnd, around)},
    "at_least_of": _at_least_of,
    "attested": lambda rnd, _: {"attested": rnd.choice(list(pools.JUDGEMENTS))},
    "by_reading": _by_reading,
    "cannot_say": lambda *_: {"cannot_say": {"reason": "没有数据", "words": "原文"}},
    "certified": lambda rnd, _: {"certified": rnd.choice([each.value for each in CertificateKind][:3])},
    "clause_holds": lambda rnd, around: {"clause": rnd.choice(_referable(around))},
    "cultivated": _cultivated,
    "date_since": _date_since,
    "date_within": _date_within,
    "fact_is": _fact_is,
    "holds": lambda rnd, around: {"holds": which(rnd, around)},
    "incident": _incident,
    "left_open": lambda rnd, around: {"left_open": condition(rnd, around.inside()), "because": "等"},
    "located_in": lambda rnd, _: {"located_in": rnd.choice(pools.REGION_WORDS)},
    "newly_recognised": lambda rnd, around: {"newly_recognised": which(rnd, around)},
    "none_of": lambda rnd, around: {"none": _parts(rnd, around, 1, 2)},
    "of_records": _of_records,
    "recognised_within": _recognised_within,
    "registered": _registered,
    "relocated": _relocated,
    "renewed": _renewed,
    "threshold": _threshold,
}
"""How each kind of condition is made, by the name of its file."""

_COMPOUND = {"all_of", "any_of", "none_of", "at_least_of", "by_reading", "left_open"}
_NEEDS = {
    "certified": "certificates",
    "holds": "recognitions",
    "incident": "incidents",
    "newly_recognised": "recognitions",
    "recognised_within": "recognitions",
    "registered": "registrations",
    "relocated": "relocation",
    "renewed": "recognitions",
}
_WEIGHTS = {
    "cannot_say": 0.15,
    "newly_recognised": 5,
    "fact_is": 3,
    "threshold": 3,
    "holds": 2,
    "renewed": 2,
    "all_of": 2,
    "any_of": 2,
}


def _may(kind: str, around: Around) -> bool:
    if kind in _COMPOUND and around.depth <= 0:
        return False
    if kind == "cannot_say":
        return around.scopes == around.kinds
    if kind == "by_reading":
        return bool(around.readings)
    if kind == "clause_holds":
        return around.scopes == around.kinds and bool(_referable(around))
    if kind == "date_since":
        return len(around.facts("date")) > 1
    if kind == "cultivated":
        return around.scopes == ("tenants",)
    if kind in ("newly_recognised", "holds", "recognised_within", "renewed") and not around.titles:
        return False
    return kind not in _NEEDS or around.has(_NEEDS[kind])


def condition(rnd: Random, around: Around) -> Data:
    """Return any condition that may stand there."""
    kinds = [kind for kind in MAKERS if _may(kind, around)]
    weights = {**_WEIGHTS, "cultivated": 3}
    kind = rnd.choices(kinds, [around.weight(each, weights.get(each, 1)) for each in kinds])[0]
    return MAKERS[kind](rnd, around)
