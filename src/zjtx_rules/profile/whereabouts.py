"""Where an enterprise was registered on a day, as its registration history (登记沿革) or its move (迁入情况) says.

A registration history decides where one is given. Otherwise a stated move into a place says that the enterprise was elsewhere
before. Where neither is given, or the profile says that it never moved in, it was, as far as stated, always where it is now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zjtx_rules.profile.records import Recognition, Registration, Relocation
from zjtx_rules.terms import lay_within, location_in
from zjtx_rules.terms.dates import days_later
from zjtx_rules.terms.region_changes import days_of_change, moved
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth

Registered = tuple[Truth, tuple[str, ...]]
"""Whether it was registered in a region on a day, and the paths of the facts that are missing to tell."""

_MOST_KEPT = 256
"""Of so many regions and days what was found is kept."""

DATE = "date"
"""Stands among what is missing for the day itself."""


@dataclass(frozen=True)
class Whereabouts:
    """What a profile says of the places where an enterprise was registered."""

    registrations: tuple[Registration, ...]
    move: Relocation | None
    complete: bool = True
    """Whether there are no registrations beside those listed."""
    _found: dict[tuple[str, date | None, date | None], Registered] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What was found of a region and a day, since several clauses ask the same of one recognition."""

    @cached_property
    def days(self) -> frozenset[date]:
        """The days on which the place may change: the first of every registration, the day after its last, the move.

        Also those on which a change of the divisions has moved a place.
        """
        found = {each.since for each in self.registrations} | {self.move.date if self.move else None}
        found |= {days_later(each.until, 1) for each in self.registrations if each.until is not None}
        places = {each.region for each in self.registrations} | {self.move.into if self.move else None}
        found |= {day for place in places if place is not None for day in days_of_change(place)}
        return frozenset(day for day in found if day is not None)

    def registered_in(self, code: str, day: date | None, last: date | None = None) -> Registered:
        """Return whether the enterprise was registered in a region on a day.

        Args:
            code: The region.
            day: The day; None where it is not known.
            last: Of an unknown day the latest that it can be.
        """
        asked = code, day, last
        found = self._found.get(asked)
        if found is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            by = self._by_history if self.registrations else self._by_move
            found = self._found[asked] = by(code, day, last)
        return found

    def _by_history(self, code: str, day: date | None, last: date | None) -> Registered:
        latest = day or last
        missing: tuple[str, ...] = ()
        possible = False
        for index, each in enumerate(self.registrations):
            here = _inside(each.region, code, day)
            if here is False or (latest and each.since and latest < each.since):
                continue
            if day is not None and each.until is not None and day > each.until:
                continue
            names = (("region",) if here is None else ()) + (("since",) if each.since is None else ())
            if day is not None and not names:
                return MET, ()
            possible = True
            missing += tuple(f"registrations.{index}.{name}" for name in names)
        if day is not None and self._elsewhere(code, day):
            return NOT_MET, ()
        if not self.complete:
            missing += ("registrations",)
        elif not possible:
            return NOT_MET, ()
        return UNKNOWN, missing if day is not None else (DATE, *missing)

    def _elsewhere(self, code: str, day: date) -> bool:
        """Return whether it is certain that it was registered elsewhere: an enterprise is registered in one place at a time."""
        return any(
            _inside(each.region, code, day) is False and each.since and each.until and each.since <= day <= each.until
            for each in self.registrations
        )

    def _by_move(self, code: str, day: date | None, last: date | None) -> Registered:
        move = self.move
        if move is None:
            return MET, ()
        here, latest = _inside(move.into, code, day), day or last
        if here is False:
            # It moved to another place, and how it came from there is not said.
            return UNKNOWN, ("registrations",)
        if here and move.date is not None and latest is not None and latest < move.date:
            return NOT_MET, ()
        missing: tuple[str, ...] = ("relocation.into",) if here is None else ()
        missing += ("relocation.date",) if move.date is None else ()
        if day is None:
            return UNKNOWN, (DATE, *missing)
        return (UNKNOWN, missing) if missing else (MET, ())


def _inside(place: str | None, code: str, day: date | None) -> bool | None:
    """Return whether a place lay in a region on a day.

    None for one that is not known or too coarse, and where a change of the divisions has moved the place since then.
    """
    if place is None:
        return None
    if moved(place, code):
        return lay_within(place, code, day) if day is not None else None
    return location_in(place, code)


def with_whereabouts(recognition: Recognition, whereabouts: Whereabouts | None) -> Recognition:
    """Return a recognition that knows where its holder was registered."""
    # Every evaluation does this, and pydantic's own copy takes longer than all the clauses that ask. What the profile holds
    # is shared, as it never changes; where the holder was is derived from the rest of the profile, no fact of its own.
    placed = Recognition.__new__(Recognition)
    _set(placed, "__dict__", recognition.__dict__)
    _set(placed, "__pydantic_fields_set__", recognition.__pydantic_fields_set__)
    _set(placed, "__pydantic_extra__", None)
    _set(placed, "__pydantic_private__", {"_whereabouts": whereabouts})
    return placed


_set = object.__setattr__
