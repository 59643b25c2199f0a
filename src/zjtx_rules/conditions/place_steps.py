"""Which steps make an enterprise registered here when it was, or will be, recognised."""

from __future__ import annotations

from datetime import date

from zjtx_rules.conditions.distance import Step, Way, field_words
from zjtx_rules.profile.records import Registration, Relocation
from zjtx_rules.terms.dates import days_later
from zjtx_rules.words import Words

_HISTORY = Words("登记沿革", "registration history")
_NEW = Words("新登记", "new registration")


def provided(missing: tuple[str, ...], code: str, day: date, say: Words, *, want: bool) -> Way:
    """Return the missing facts about the place to provide, so that it was registered in a region on a day, or was not."""
    steps: Way = ()
    begun = day if want else days_later(day, 1)
    for path in missing:
        name = path.rpartition(".")[2]
        if path == "registrations":
            steps += (Step("provide", path, _HISTORY, None, (Registration(region=code, since=begun),), say),)
        elif name in ("since", "date"):
            steps += (Step("provide", path, _label(path, name), None, begun, say),)
        elif want:
            steps += (Step("provide", path, _label(path, name), None, code, say),)
    return steps


def registered(code: str, today: date) -> Step:
    """Return the step of registering in a region."""
    return Step("change", "registrations.+", _NEW, None, Registration(region=code, since=today))


def _label(path: str, name: str) -> Words:
    return field_words(Relocation if path.startswith("relocation.") else Registration, name)
