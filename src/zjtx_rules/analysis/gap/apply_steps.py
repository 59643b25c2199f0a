"""Carries steps out on a profile: the same profile with other facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from zjtx_rules.conditions.distance import NEW_ITEM, Step
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.model import Closed
from zjtx_rules.profile.records import Account, Credit
from zjtx_rules.terms import Money, Percentage


def changed(applicant: Applicant, steps: Iterable[Step]) -> Applicant:
    """Return the profile after the steps; a wait changes nothing of it. The values are taken as they are."""
    # A list as it is comes before what is added to it.
    for step in sorted(steps, key=lambda each: each.path.endswith(NEW_ITEM)):
        if step.kind not in ("wait", "impossible"):
            applicant = applicant.replaced(**_update(applicant, step))
    return applicant


def validated(applicant: Applicant) -> Applicant:
    """Return a profile that was changed, checked as one that a caller gives."""
    return type(applicant).model_validate({name: getattr(applicant, name) for name in type(applicant).model_fields})


def _update(applicant: Applicant, step: Step) -> dict[str, Any]:
    name, *rest = step.path.split(".")
    now = getattr(applicant, name)
    if not rest:
        return {name: step.to}
    if name in ("facts", "attested"):
        kept = {key: value for key, value in now.items() if key != rest[0]}
        if len(rest) == 2:
            years = now.get(rest[0])
            figures = dict(years) if isinstance(years, dict) else {}
            return {name: kept | {rest[0]: figures | {rest[1]: _written(step.to)}}}
        return {name: kept if step.to is None else kept | {rest[0]: _written(step.to)}}
    if rest == [NEW_ITEM]:
        # What is added to a list of which nothing is known does not make the list known.
        return {name: None if now is None else (*now, step.to)}
    if name == "accounts":
        return {name: _account(now or (), int(rest[0]), rest[1], step.to)}
    if name == "credit":
        return {name: (now or Credit()).replaced(**{rest[0]: step.to})}
    if isinstance(now, Closed):
        return {name: now.replaced(**{rest[0]: step.to})}
    at = int(rest[0])
    return {name: (*now[:at], now[at].replaced(**{rest[1]: step.to}), *now[at + 1 :])}


def _account(accounts: tuple[Account, ...], year: int, name: str, value: Any) -> tuple[Account, ...]:
    others = tuple(each for each in accounts if each.year != year)
    mine = next((each for each in accounts if each.year == year), Account(year=year))
    return tuple(sorted((*others, mine.replaced(**{name: value})), key=lambda each: each.year))


def _written(value: Any) -> Any:
    """Return a value as a profile gives it under `facts`."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (Money, Percentage, Decimal)) else value
