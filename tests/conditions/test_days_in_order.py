"""A first day is never after the last one: what one of the two tells of the other, for every pair of days in a profile.

Each case leaves one day out and compares the verdict with those of every day that it could be: unknown where they differ, and
only there.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from small_rules import (
    AS_OF,
    MET,
    NOT_MET,
    REVIEW,
    UNKNOWN,
    answer,
    applicant,
    clause,
    recognition,
    rules_of,
    verdict,
)
from zjtx_rules.terms.truth import Verdict

SHIFTS = (-1500, -800, -732, -731, -730, -400, -366, -365, -364, -30, -2, -1, 0, 1, 2, 30)
DAYS = [AS_OF + timedelta(shift) for shift in SHIFTS]
EVERY = sorted({day + timedelta(shift) for day in DAYS for shift in (-1, 0, 1)})

HOLDS = "{holds: {title: gazelle}}"
CERTIFIED = "{certified: quality_management}"
REGISTERED = "{registered: {in: here, for_at_least: 2年}}"
RENEWED = "{renewed: {title: gazelle}}"
FIRST_RENEWED = "{renewed: {title: gazelle, times: first}}"
NEW = "{newly_recognised: {title: gazelle}}"


def held(**days: Any) -> dict[str, Any]:
    given = {"date": "2020-01-01", "expires": "never"} | days
    return {"recognitions": [recognition("gazelle", given.pop("date"), level="provincial", **given)]}


def renewed(**days: Any) -> dict[str, Any]:
    return held(**{"kind": "renewal", "previous_expires": "2021-12-31", **days})


def certified(**days: Any) -> dict[str, Any]:
    return {"certificates": [{"kind": "quality_management", "since": "2020-01-01", "expires": "never", **days}]}


def registered(**days: Any) -> dict[str, Any]:
    """A place within the city, left for another one within it at the end of 2021-09-01."""
    first = {"region": "371102", "since": "2019-01-01", "until": "2021-09-01"} | days
    return {"registrations": [first, {"region": "371103", "since": "2021-09-02"}]}


CASES = [
    *((HOLDS, held, missing, given) for missing, given in (("date", "expires"), ("expires", "date"))),
    *((NEW, held, missing, given) for missing, given in (("date", "expires"),)),
    *((RENEWED, renewed, missing, given) for missing, given in (("date", "expires"), ("date", "previous_expires"))),
    (FIRST_RENEWED, renewed, "date", "expires"),
    *((CERTIFIED, certified, missing, given) for missing, given in (("since", "expires"), ("expires", "since"))),
    (REGISTERED, registered, "since", "until"),
]


def possible(condition: str, facts: Any, missing: str, **given: Any) -> set[Verdict]:
    """Return the verdicts on every day that is missing."""
    found = set()
    for day in EVERY:
        try:
            found.add(verdict(condition, **facts(**{**given, missing: day.isoformat()})))
        except ValidationError:
            continue
    return found


@pytest.mark.parametrize(("condition", "facts", "missing", "given"), CASES)
def test_one_day_tells_of_the_other_what_it_can(condition: str, facts: Any, missing: str, given: str) -> None:
    seen = set()
    for day in DAYS:
        known = {given: day.isoformat()}
        truths = possible(condition, facts, missing, **known)
        found = verdict(condition, **facts(**known, **{missing: None}))
        assert {found} == (truths if len(truths) == 1 else {UNKNOWN}), (day, truths)
        seen.add(found)
    assert seen - {UNKNOWN}, "nothing is ever certain"


BASE = "{cultivated: {title: little_giant, resident_for: 12个月, resident_at: %s}}"


def tenant_verdict(resident_at: str, **tenant: Any) -> Verdict:
    pays = f"{{per_item: {{of: tenants, when: {BASE % resident_at}, sum: 40万元}}}}"
    rules = rules_of(clause("award.base", to="startup_base", pays=pays))
    title = recognition("little_giant", "2023-07-14", level="national")
    return answer(rules, applicant("startup_base", tenants=[tenant | {"recognitions": [title]}])).verdict("award.base")


@pytest.mark.parametrize("resident_at", ["recognition", "year_end", "application"])
@pytest.mark.parametrize("left", ["2021-06-30", "2022-12-30", "2023-07-13", "2023-07-14", "2023-08-31", "2023-09-01"])
def test_a_tenant_that_had_left_does_not_wait_for_the_day_it_came(resident_at: str, left: str) -> None:
    days = [date.fromisoformat(left) - timedelta(shift) for shift in (0, 1, 300, 364, 365, 366, 700, 3000)]
    truths = {tenant_verdict(resident_at, left=left, entered=day.isoformat()) for day in days}
    found = tenant_verdict(resident_at, left=left)
    assert found is (NOT_MET if truths == {NOT_MET} else UNKNOWN)
    assert truths <= {MET, NOT_MET, REVIEW}
