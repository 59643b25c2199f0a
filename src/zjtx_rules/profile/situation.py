"""A profile as of a date: what the conditions of a rule file look at.

A situation is light and private to one evaluation, so that "what if this level were provincial" costs no validation.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.records import Recognition


def check_day(as_of: object) -> None:
    """Refuse what is no day.

    Raises:
        TypeError: If it is a moment rather than a day, or neither.
    """
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        hint = "; take its .date()" if isinstance(as_of, datetime) else ""
        message = f"as_of is a day (datetime.date), not {as_of!r}{hint}"
        raise TypeError(message)


class Situation:
    """An applicant, or one of its items (an enterprise in a base, a contract), as of a date."""

    __slots__ = ("applicant", "as_of", "memo", "recognitions", "subject", "titles")

    def __init__(
        self,
        subject: Any,
        as_of: date,
        recognitions: tuple[Recognition, ...] | None,
        applicant: Applicant,
    ) -> None:
        """Keep the parts; `subject` is the applicant itself or one of its items."""
        self.subject = subject
        self.as_of = as_of
        self.recognitions = recognitions
        self.applicant = applicant
        self.titles = frozenset(each.title for each in recognitions or ())
        self.memo: dict[Any, Any] = {}

    @classmethod
    def of(cls, applicant: Applicant, as_of: date) -> Situation:
        """Return the applicant's own situation.

        Raises:
            TypeError: If it is asked for a moment rather than a day, or for no day at all.
        """
        check_day(as_of)
        return cls(applicant, as_of, applicant.recognitions, applicant)

    def with_recognitions(self, recognitions: tuple[Recognition, ...] | None) -> Situation:
        """Return the same situation with other recognitions."""
        return Situation(self.subject, self.as_of, recognitions, self.applicant)

    def item(self, subject: Any) -> Situation:
        """Return the situation of one of the applicant's items."""
        return Situation(subject, self.as_of, getattr(subject, "recognitions", None), self.applicant)
