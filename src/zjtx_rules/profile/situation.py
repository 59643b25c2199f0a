"""A profile as of a date: what the conditions of a rule file look at.

A situation is light and private to one evaluation, so that "what if this level were provincial" costs no validation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.assumed import Assumed
from zjtx_rules.profile.model import COMPLETE
from zjtx_rules.profile.records import AwardReceived, Recognition
from zjtx_rules.profile.whereabouts import Whereabouts, with_whereabouts
from zjtx_rules.words import Words

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that questions may be asked for: the calendar has room for the years before and after that rules look at."""


def check_day(as_of: object) -> None:
    """Refuse what is no day that a question can be asked for.

    Raises:
        TypeError: If it is a moment rather than a day, or neither.
        InputError: If it lies outside the years that anybody can mean.
    """
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        hint = "; take its .date()" if isinstance(as_of, datetime) else ""
        message = f"as_of is a day (datetime.date), not {as_of!r}{hint}"
        raise TypeError(message)
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        words = Words(
            f"评估日{as_of.isoformat()}不在{FIRST_YEAR}年至{LAST_YEAR}年之间",
            f"the day {as_of.isoformat()} does not lie in the years {FIRST_YEAR} to {LAST_YEAR}",
        )
        raise InputError([Problem("as-of", words, Place("as_of"), suggestion=Words("核对年份", "check the year"))])


class AtLeast(tuple[Any, ...]):
    """Members of a list beside which there may be others (`认定齐全: 否`): those stated are certain, "no more" is not."""

    __slots__ = ()


def stated(holder: Any, name: str) -> tuple[Any, ...] | None:
    """Return the members of a list that a profile, or a part of one, states.

    `AtLeast` where there may be more; None where nothing is known, as where a list that may have more has none.
    """
    members: tuple[Any, ...] | None = getattr(holder, name, None)
    if members is None or getattr(holder, name + COMPLETE, None) is not False:
        return members
    return AtLeast(members) if members else None


def in_place_of(members: Sequence[Any], others: Iterable[Any]) -> tuple[Any, ...]:
    """Return other members for those of a list; whether there may be more stays as it is."""
    return AtLeast(others) if isinstance(members, AtLeast) else tuple(others)


def is_whole(members: Sequence[Any] | None) -> bool:
    """Return whether a list is known to name everything there is."""
    return members is not None and not isinstance(members, AtLeast)


def whereabouts_of(applicant: Applicant) -> Whereabouts | None:
    """Return what a profile says of where an enterprise was registered; None where nothing speaks of another place than now."""
    registrations, move = stated(applicant, "registrations"), getattr(applicant, "relocation", None)
    if move == "none":
        move = None
    if not registrations and move is None:
        return None
    return Whereabouts(registrations or (), move, complete=is_whole(registrations))


class Situation:
    """An applicant, or one of its items (an enterprise in a base, a contract), as of a date."""

    __slots__ = ("applicant", "as_of", "assumed", "memo", "place", "recognitions", "subject", "titles")

    def __init__(
        self,
        subject: Any,
        as_of: date,
        recognitions: tuple[Recognition, ...] | None,
        applicant: Applicant,
        assumed: Assumed | None = None,
        place: str = "",
    ) -> None:
        """Keep the parts; `subject` is the applicant itself or one of its items, which stands at `place`."""
        self.subject = subject
        self.as_of = as_of
        self.recognitions = recognitions
        self.applicant = applicant
        self.titles = frozenset(each.title for each in recognitions or ())
        self.memo: dict[Any, Any] = {}
        self.assumed = assumed
        self.place = place

    @classmethod
    def of(cls, applicant: Applicant, as_of: date, assumed: Assumed | None = None) -> Situation:
        """Return the applicant's own situation.

        Raises:
            TypeError: If it is asked for a moment rather than a day, or for no day at all.
        """
        check_day(as_of)
        recognitions, known = stated(applicant, "recognitions"), whereabouts_of(applicant)
        if recognitions and known is not None:
            recognitions = in_place_of(recognitions, [with_whereabouts(each, known) for each in recognitions])
        return cls(applicant, as_of, recognitions, applicant, assumed)

    def with_recognitions(self, recognitions: tuple[Recognition, ...] | None) -> Situation:
        """Return the same situation with other recognitions; whether there may be more stays as it is."""
        if recognitions is not None:
            recognitions = in_place_of(self.recognitions or (), recognitions)
        return Situation(self.subject, self.as_of, recognitions, self.applicant, self.assumed, self.place)

    def item(self, subject: Any, place: str = "") -> Situation:
        """Return the situation of one of the applicant's items, which stands at a place such as `tenants.0`."""
        recognitions = stated(subject, "recognitions")
        return Situation(subject, self.as_of, recognitions, self.applicant, self.assumed, place)

    def paths(self, missing: Iterable[str]) -> list[str]:
        """Return the paths of missing facts from the applicant's side; facts that a file declares stay as they are."""
        if not self.place:
            return list(missing)
        return [each if each == "adopting" or each.startswith("facts.") else f"{self.place}.{each}" for each in missing]

    def stated(self, name: str) -> tuple[Any, ...] | None:
        """Return the members of one of the subject's lists (`AtLeast` where there may be more)."""
        return stated(self.subject, name)

    def stated_records(self, name: str, label: str) -> tuple[tuple[Any, ...] | None, bool]:
        """Return the records that the applicant gives of a list that a rule file declares, and whether those are all."""
        given = self.applicant.records
        if not given:
            return None, False
        items: Any = given.get(name)
        if items is None:
            items = given.get(label)
        whole = given.get(f"{name}{COMPLETE}", given.get(f"{label}齐全"))
        return (items, whole is not False) if isinstance(items, tuple) else (None, False)

    @property
    def ledger(self) -> tuple[AwardReceived, ...] | None:
        """The money received before, as far as it is stated."""
        return stated(self.applicant, "awards_received")
