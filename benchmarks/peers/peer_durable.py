"""durable-rules: forward chaining in its own language, one fact for each firm, one rule for each clause.

A firm is asserted flat, its facts as they are; rules fire where a clause is met, and the fact is retracted afterwards. What
several rules share (the place, 左右) is a rule of its own, for one fact may match 64 conditions and no more, and what fired is
put together afterwards, the highest award too. What it cannot say: a missing fact matches nothing, so it reads as "no"; no bounds, nothing of what gave way,
no trace of why, no citation. It compares loosely ("40" < 5 holds) and swallows what an action raises.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from durable.lang import assert_fact, m, retract_fact, ruleset, when_all

import hand_python
from protocol import ONE, Course, Data, serve
from timing import over
from workload import (
    AS_OF,
    CITY,
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
    amount_of,
)

_FIRED: list[tuple[str, int]] = []
_NAME = "rizhao"


def _all(*parts: Any) -> Any:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part
    return whole


def _pool() -> Any:
    return _all(
        *(getattr(m, name) == True for name in YES_NO),  # noqa: E712 - the comparison is read, not run
        m.size != 3,
        m.provided_false_information == False,  # noqa: E712 - likewise
        m.registered_in >= CITY * 100,
        m.registered_in <= CITY * 100 + 99,
        m.registered_since <= TWO_YEARS_AGO,
        m.certified_since <= AS_OF,
        m.certified_until >= AS_OF,
        m.last_incident <= TWO_YEARS_AGO,
    )


def _fires(what: str, value: int) -> Callable[[Any], None]:
    """Return the action of a rule: to say that it fired. It takes one argument, for the engine counts them."""

    def action(_: Any) -> None:
        _FIRED.append((what, value))

    return action


def declare() -> None:
    """Declare the rules."""
    with ruleset(_NAME):
        when_all(_all(m.region >= CITY * 100, m.region <= CITY * 100 + 99))(_fires("here", 0))
        when_all(_pool())(_fires("pool", 0))
        when_all(m.revenue == REVENUE)(_fires("revenue", 0))
        for bit, field in enumerate(NEW_FIELDS):
            when_all(_all(getattr(m, field) >= IN_FORCE[0], getattr(m, field) <= LAST_DAY))(_fires("award", bit))

        # A fact that no rule matches makes the engine fail later: this one matches every firm.
        when_all(m.firm == True)(_fires("anybody", 0))  # noqa: E712 - the comparison is read, not run


def _ask(firm: dict[str, Any]) -> tuple[int, int, int]:
    _FIRED.clear()
    assert_fact(_NAME, firm)
    retract_fact(_NAME, firm)
    fired = {what for what, _ in _FIRED}
    if "here" not in fired:
        return NOT_MET, 0, 0
    awards = sum(1 << bit for what, bit in _FIRED if what == "award")
    pool = NOT_MET if "pool" not in fired else MET if "revenue" in fired else REVIEW
    return pool, awards, amount_of(awards)


def measure(data: Data, course: Course) -> None:
    """Hold the answers against ours, then time them."""
    declare()
    documents = data.documents[:1000]
    course.yardstick(ONE, over(hand_python.plain, documents), len(documents))
    firms = [{**each, "id": number + 1, "firm": True} for number, each in enumerate(data.flat_rows)]
    agree("durable-rules", Answers.of(map(_ask, firms)), data.answers.first(len(firms)), firms)
    few = firms[:1000]
    course.measure(ONE, "durable-rules", over(_ask, few), len(few))


if __name__ == "__main__":
    serve(version("durable_rules"), measure)
