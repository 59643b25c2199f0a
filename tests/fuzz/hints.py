"""What a generated rule file turns on, so that generated profiles lie on its edges: days, figures, sums, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pools
from generated_conditions import addressed
from pools import Data

from zjtx_rules.terms import Duration

_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "about")
_PERIODS = ("for_at_least", "operated_for", "within", "lasted", "resident_for")
_YEARS = {"当年": (0, 0), "上年": (1, 1), "前年": (2, 2), "近三年": (3, 1)}


@dataclass
class Hints:
    """What the profiles for one rule file and one day are drawn from."""

    as_of: date
    kinds: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    titles: dict[str, list[str]] = field(default_factory=dict)
    """The titles named in clauses for each kind of applicant."""
    figures: dict[str, list[Any]] = field(default_factory=dict)
    """The bounds that stand in conditions, by fact."""
    sums: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """The places that the rule file declares, by name or code."""
    clauses: list[str] = field(default_factory=list)
    """Ids of paying clauses, plain and with their document."""
    cites: list[tuple[str, str]] = field(default_factory=list)
    """文号 and number of the paying clauses."""
    documents: list[str] = field(default_factory=list)
    """Ids and 文号 of the documents."""


def hints_of(rules: Data, as_of: date) -> Hints:
    """Return what a rule file turns on, as of a day."""
    hints = Hints(as_of, places=[each[key] for each in rules.get("places", ()) for key in ("name", "code")])
    days = {as_of.isoformat(), *(date(as_of.year + shift, 1, 1).isoformat() for shift in (-1, 0))}
    for document in rules["documents"]:
        for node in _nodes(document):
            days |= {value for key in ("from", "to") if _is_day(value := node.get(key))}
            days |= {_before(as_of, node[key]).isoformat() for key in _PERIODS if key in node}
            days |= {_before(as_of, f"{node[key]}个月").isoformat() for key in ("months",) if key in node}
            if "in_year" in node:
                first, last = _YEARS[node["in_year"]]
                days |= {f"{as_of.year - first}-01-01", f"{as_of.year - last}-12-31"}
            if "fact" in node:
                bounds = [node[key] for key in _BOUNDS if key in node]
                name = {"单价": "price"}.get(node["fact"], node["fact"])
                hints.figures.setdefault(name, []).extend(bounds)
                days |= {each for each in bounds if _is_day(each)}
            hints.sums += [node[key] for key in ("sum", "up_to", "at_most") if _is_money(node.get(key))]
        hints.documents += [document["id"], document.get("number", document["id"])]
        for clause in document["clauses"]:
            for kind in addressed(clause) if "to" in clause else ():
                hints.kinds.append(kind)
                hints.titles.setdefault(kind, []).extend(_titles(clause))
            if "pays" in clause:
                hints.clauses += [clause["id"], f"{document['id']}:{clause['id']}"]
                hints.cites.append((document.get("number", document["id"]), clause["cite"]))
    hints.days = sorted(days)
    hints.sums = hints.sums or [pools.SUMS[0]]
    return hints


def _nodes(node: Any) -> Iterator[Data]:
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from _nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from _nodes(each)


def _titles(clause: Data) -> list[str]:
    found: list[str] = []
    for node in _nodes(clause):
        title = node.get("title")
        if title is not None and node is not clause:
            found += [title] if isinstance(title, str) else title
    return found


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == "-"


def _is_money(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("元")


def _before(day: date, period: str) -> date:
    """Return the day about such a period before; where the calendar has none, one near it."""
    length = Duration.parse(period)
    if length.days:
        return day - timedelta(days=length.days)
    months = day.year * 12 + day.month - 1 - length.months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, 28)) + timedelta(days=max(0, day.day - 28))
