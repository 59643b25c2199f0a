"""On the bundled rules both ends of the bounds are reached: some way the missing facts could turn out gives each of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from strategies import (
    END,
    START,
    Data,
    Path,
    applicants_data,
    as_of_dates,
    forgettable,
    profile_of,
    put,
    without,
)
from zjtx_rules.language import bundled_files, load
from zjtx_rules.reasoning import Totals, evaluate
from zjtx_rules.terms import TITLES, Money

LIKE = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.large_base_example],
)
SETTINGS = drawn(few=15, many=60, like=LIKE)
_DAY = timedelta(days=1)
_OPEN = {"recognitions", "region", "legal_form", "tenants", "assessments"}
"""What the test lets be unknown: as much as decides, and no more than can be tried out."""


def ways(data: Data, path: Path, as_of: date) -> list[Any]:
    """Return the values that a missing fact could turn out to have, as far as anything could turn on them."""
    name = str(path[-1])
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    if name == "level":
        return [each.id for each in TITLES[node["title"]].levels]
    if name == "kind":
        return ["new", "renewal", "re_recognition"]
    if name in {"body_is_ministry", "base_target_met"}:
        return [True, False]
    if name == "region":
        return ["371100", "370100"]
    if name == "legal_form":
        return ["enterprise", "public_institution"]
    anchors = {as_of, START, END} | {date(as_of.year - back, 1, 1) for back in (0, 1, 2)}
    anchors |= {date.fromisoformat(each) for each in _days(data)} | {as_of - timedelta(days=366)}
    found = sorted({each + shift * _DAY for each in anchors for shift in (-1, 0, 1)})
    return [each.isoformat() for each in found] + (["never"] if "expires" in name else [])


def _days(node: Any) -> Iterator[str]:
    """Yield every day that a profile holds."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"date", "expires", "previous_expires", "entered", "since", "until"} and value not in (
                None,
                "never",
            ):
                yield value
            else:
                yield from _days(value)
    elif isinstance(node, list):
        for each in node:
            yield from _days(each)


def ends(totals: Totals) -> tuple[Money, Money | None, Money, Money | None]:
    """Return the four ends of the bounds."""
    return totals.fixed.floor, totals.fixed.ceiling, totals.up_to.floor, totals.up_to.ceiling


@pytest.mark.parametrize("name", sorted(set(bundled_files()) - {"national", "shandong"}))
@SETTINGS
@given(complete=applicants_data(ledger=False), as_of=as_of_dates, data=st.data())
def test_both_ends_are_reached_by_some_completion(name: str, complete: Data, as_of: date, data: st.DataObject) -> None:
    open_ = [each for each in forgettable(complete) if each[0] in _OPEN and _single(complete, each)]
    assume(open_)
    lost = data.draw(st.lists(st.sampled_from(open_), min_size=1, max_size=2, unique=True))
    known = without(complete, lost)
    values = [ways(known, path, as_of) for path in lost]
    rules = load(name)
    claimed = evaluate(profile_of(known), rules, as_of, adopting="371100")
    tried: list[tuple[Money, Money | None, Money, Money | None]] = []
    for choice in product(*values):
        turned_out = without(known, [])
        for path, value in zip(lost, choice, strict=True):
            put(turned_out, path, value)
        try:
            profile = profile_of(turned_out)
        except ValueError:  # a validity that ends before it begins: this cannot be how it turned out
            continue
        (outcome,) = evaluate(profile, rules, as_of, adopting="371100").outcomes
        tried.append(ends(outcome.totals))
    floors_and_ceilings = tuple(
        (min if at % 2 == 0 else max)(each[at] or Money.ZERO for each in tried) for at in range(4)
    )
    assert ends(claimed.outcomes[0].totals) == floors_and_ceilings


def _single(data: Data, path: Path) -> bool:
    """Return whether a path leads to one value, rather than to a list or a mapping."""
    node: Any = data
    for step in path:
        node = node[step]
    return not isinstance(node, (list, dict))
