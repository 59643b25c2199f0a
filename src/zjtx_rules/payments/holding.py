"""Whether the applicant held a title at the payment, the order or the application for which a share is paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Context
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.holds import IN_FORCE
from zjtx_rules.conditions.recognitions import TitleAndLevel, naming
from zjtx_rules.core.judge import paths, record_judge
from zjtx_rules.payments.base import DesignPayment
from zjtx_rules.phrases import Phrase, choices
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth, conjunction

Held = tuple[Truth, tuple[str, ...]]
"""Whether the title was held, and the paths of the facts that are missing to tell."""


class HeldWhich(TitleAndLevel):
    """Which title the applicant must have held, and when."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = naming(
        "（持有之日：{at}）持有",
        "held ({at}) ",
        at=choices(
            payment=("付款之日", "on the day of payment"),
            order=("承接订单之日", "on the day of the order"),
            application=("申报之日", "on the day of application"),
        ),
    )

    at: Setting[Literal["payment", "order", "application"]] = Field(
        default="payment",
        title="何时持有",
        description="payment 付款之日；order 承接订单之日；application 申报（评估）之日",
    )

    def check(self, context: CheckContext, *path: str) -> None:
        """Check title, level and reading."""
        super().check(context, *path)
        check_setting(self.at, context, *path, "at")


class Holding:
    """Tells whether a title was held, for one document and one choice of readings."""

    def __init__(self, which: HeldWhich | None, context: Context) -> None:
        """Prepare the test of title and level, and when it must have been held; None: no title is asked for."""
        self.at = resolve(which.at, context) if which is not None else "application"
        self.matches = record_judge(which.test) if which is not None else None

    def of(self, payment: DesignPayment, situation: Situation) -> Held:
        """Return whether the title was held when it has to be for a payment."""
        day = {"payment": payment.date, "order": payment.ordered, "application": situation.as_of}[self.at]
        truth, missing = self.on(day, situation)
        if day is None and self.at == "order" and truth != NOT_MET:
            missing += (f"contracts.{payment.contract}.ordered",)
        return truth, missing

    def never(self, situation: Situation) -> bool:
        """Return whether the title cannot have been held for any payment."""
        return self._ever(situation)[0] == NOT_MET

    def open(self, situation: Situation) -> tuple[str, ...]:
        """Return the paths of the facts by which it could turn out that the title was never held."""
        return self._ever(situation)[1]

    def _ever(self, situation: Situation) -> Held:
        return self.on(situation.as_of if self.at == "application" else None, situation)

    def may_count_in(self, year: int, situation: Situation) -> bool:
        """Return whether a payment of a year may count."""
        if self.at != "payment":
            return not self.never(situation)
        return self._among(situation, lambda held, at: _in_year(held[at], year))[0] != NOT_MET

    def on(self, day: date | None, situation: Situation) -> Held:
        """Return whether the title was held on a day; of an unknown day no more than whether it may have been."""
        if day is None:
            return self._among(situation, lambda held, at: (UNKNOWN, ()))  # noqa: ARG005 - one form
        return self._among(situation, lambda held, at: _in_force(held, at, day))

    def _among(self, situation: Situation, test: Callable[[Sequence[Recognition], int], Held]) -> Held:
        recognitions, matches = situation.recognitions, self.matches
        if matches is None:
            return MET, ()
        if recognitions is None:
            return UNKNOWN, ("recognitions",)
        missing: tuple[str, ...] = ()
        open_ = not is_whole(recognitions)
        for index in range(len(recognitions)):
            fits, absent = matches(recognitions, index, situation.as_of)
            held, more = test(recognitions, index)
            truth = conjunction((fits, held))
            if truth == MET:
                return MET, ()
            if truth != NOT_MET:
                open_ = True
                missing += paths("recognitions", index, (*absent, *more))
        if not is_whole(recognitions):
            missing += ("recognitions",)
        return (UNKNOWN, missing) if open_ else (NOT_MET, ())


_in_force = record_judge(IN_FORCE)


def _in_year(recognition: Recognition, year: int) -> Held:
    """Return whether a recognition may have been in force in a year."""
    begun, ends = recognition.possible_days[0], recognition.expires
    outside = (begun is not None and begun.year > year) or (isinstance(ends, date) and ends.year < year)
    return (NOT_MET, ()) if outside else (UNKNOWN, ())
