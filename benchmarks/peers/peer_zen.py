"""GoRules ZEN: a decision graph of two expression nodes and a decision table, loaded once, asked for one firm at a time.

The firm comes in as a document with lists (`some` looks through them) or flat. The highest award is the first row of the
table that matches. What it cannot say: that a fact is unknown (a missing one compares as false or null), floor and ceiling
of an award, which award gave way and why, how a ledger or another reading would change it, on which sentence it rests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import zen

import hand_python
from protocol import ONE, REASONS, Course, Data, serve
from timing import over
from workload import (
    AS_OF,
    AWARDS,
    CITY,
    COUNTED_INCIDENTS,
    IN_FORCE,
    LAST_DAY,
    MET,
    NEW_FIELDS,
    NOT_MET,
    REVENUE,
    REVIEW,
    TWO_YEARS_AGO,
    YES_NO,
    Answers,
    agree,
)

_BATCH = 1000
_TRACE = {"trace": True}
_WITHIN = f"region >= {CITY}00 and region <= {CITY}99"


def _texts(values: Sequence[str]) -> str:
    return "[" + ", ".join(f"'{each}'" for each in values) + "]"


def _nested() -> tuple[str, str, list[str]]:
    """Return the conditions, the revenue and the awards over a document with lists."""
    pool = " and ".join(
        [
            *YES_NO,
            "size_class != 'large'",
            "not provided_false_information",
            f"some(registrations, #.region >= {CITY}00 and #.region <= {CITY}99 and #.since <= {TWO_YEARS_AGO})",
            f"some(certificates, #.kind == 'quality_management' and #.since <= {AS_OF} and #.expires >= {AS_OF})",
            f"none(incidents, #.kind in {_texts(COUNTED_INCIDENTS)} and #.date > {TWO_YEARS_AGO} and #.date <= {AS_OF})",
        ]
    )
    revenue = f"some(accounts, #.year == {AS_OF // 10_000 - 1} and #.revenue_yuan == {REVENUE})"
    awards = [
        f"some(recognitions, #.title == '{title}' and #.level in {_texts(levels)} and #.kind == 'new'"
        f" and #.date >= {IN_FORCE[0]} and #.date <= {LAST_DAY})"
        for _, title, levels, _ in AWARDS
    ]
    return pool, revenue, awards


def _flat() -> tuple[str, str, list[str]]:
    """Return the conditions, the revenue and the awards over a flat document."""
    pool = " and ".join(
        [
            *YES_NO,
            "size != 3",
            "not provided_false_information",
            f"registered_in >= {CITY}00 and registered_in <= {CITY}99",
            f"registered_since <= {TWO_YEARS_AGO}",
            f"certified_since <= {AS_OF} and certified_until >= {AS_OF}",
            f"last_incident <= {TWO_YEARS_AGO}",
        ]
    )
    return pool, f"revenue == {REVENUE}", [f"{name} >= {IN_FORCE[0]} and {name} <= {LAST_DAY}" for name in NEW_FIELDS]


def graph(pool: str, revenue: str, awards: list[str]) -> str:
    """Return the decision as the engine reads it (JSON Decision Model)."""
    expressions = [
        {"id": "here", "key": "here", "value": _WITHIN},
        {
            "id": "pool",
            "key": "pool",
            "value": f"($.here and {pool}) ? (({revenue}) ? {MET} : {REVIEW}) : {NOT_MET}",
        },
        *({"id": f"a{bit}", "key": f"award_{bit}", "value": f"$.here and {each}"} for bit, each in enumerate(awards)),
    ]
    rules = [
        {"_id": f"r{bit}", **{f"i{at}": "true" if at == bit else "" for at in range(len(AWARDS))}, "o": str(award[3])}
        for bit, award in enumerate(AWARDS)
    ]
    rules.append({"_id": "none", **{f"i{at}": "" for at in range(len(AWARDS))}, "o": "0"})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": f"i{bit}", "name": award[0], "field": f"award_{bit}"} for bit, award in enumerate(AWARDS)],
        "outputs": [{"id": "o", "name": "amount", "field": "amount"}],
        "rules": rules,
        "passThrough": True,
    }
    nodes = [
        ("input", "inputNode", {}),
        ("conditions", "expressionNode", {"expressions": expressions, "passThrough": False}),
        ("highest", "decisionTableNode", table),
        ("output", "outputNode", {}),
    ]
    return json.dumps(
        {
            "nodes": [
                {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}
                for name, kind, content in nodes
            ],
            "edges": [
                {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
                for (one, *_), (other, *_) in pairwise(nodes)
            ],
        },
        ensure_ascii=False,
    )


def _answer(result: dict[str, Any]) -> tuple[int, int, int]:
    awards = sum(1 << bit for bit in range(len(AWARDS)) if result[f"award_{bit}"])
    return int(result["pool"]), awards, int(result["amount"])


def measure(data: Data, course: Course) -> None:
    """Hold ZEN's answers against ours, then time them."""
    documents = data.documents
    few = documents[:1000]
    course.yardstick(ONE, over(hand_python.plain, few), len(few))
    course.yardstick(REASONS, over(hand_python.traced, few), len(few))
    expected = data.answers.first(len(documents))
    for name, firms, parts in (("嵌套 / nested", documents, _nested()), ("摊平 / flat", data.flat_rows, _flat())):
        content = graph(*parts)
        decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(content))
        found = Answers.of(_answer(decision.evaluate(each)["result"]) for each in firms)
        agree(f"ZEN {name}", found, expected, firms)
        traced = Answers.of(_answer(decision.evaluate(each, _TRACE)["result"]) for each in firms)
        agree(f"ZEN {name}, traced", traced, expected, firms)
        few = firms[:1000]
        course.measure(ONE, f"ZEN，{name}", over(decision.evaluate, few), len(few))
        work = over(lambda each, ask=decision.evaluate: ask(each, _TRACE), few)
        course.measure(REASONS, f"ZEN trace，{name}", work, len(few))
        batch = _batched(content, firms)
        answers = Answers.of(_answer(each["data"]["result"]) for each in batch())
        agree(f"ZEN batch {name}", answers, expected, firms)
        course.measure(ONE, f"ZEN evaluate_batch，{name}", [batch], len(firms), at_once=True)


def _batched(content: str, firms: list[dict[str, Any]]) -> Callable[[], list[Any]]:
    """Return ZEN's own way to ask for many firms in one call."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"firm": json.loads(content)}}})
    requests = [{"key": "firm", "context": each} for each in firms]

    def ask() -> list[Any]:
        return [
            result
            for start in range(0, len(requests), _BATCH)
            for result in engine.evaluate_batch(requests[start : start + _BATCH])
        ]

    return ask


if __name__ == "__main__":
    serve(version("zen-engine"), measure)
