"""What every kind of payment is: a frozen model read from a rule file, prepared once, reckoned over many profiles.

A payment reckons what a clause pays if its conditions are met: one claim per occasion (a recognition, a year). Between
`low` and `high` lies what missing facts leave open; with every fact known the two agree. Money is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from zjtx_rules.conditions.base import CheckContext, Context, Found
from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.words import Words, WordsLater

Nature = Literal["fixed", "up_to", "no_figure", "not_computed"]
"""A stated sum, a ceiling (最高), support without a figure, what rule files cannot say; they are never added to one another."""

Window = Literal["lifetime", "calendar_year", "recognition"]
"""Within what money received under the same clause is taken off: ever, in the year, or since the recognition it is for."""


@dataclass(slots=True)
class Reckoned:
    """What one occasion is worth, in exact yuan, if the clause is met."""

    low: Money
    high: Money | None
    """None: the missing facts leave no upper limit."""
    day: date | None = None
    """The day of the recognition it rests on, where it rests on one."""
    year: int | None = None
    """The calendar year it is for."""
    title: str | None = None
    how: Words | WordsLater | None = None
    """How the sum came about, where it is more than a figure in the text."""
    missing: tuple[str, ...] = ()
    in_one_year: Money | None = None
    """The most it comes to where one year alone is paid, as every payment of unknown date may be of that year.

    None: as high as otherwise.
    """
    spread: Spread | None = None
    """Over which years a claim without a year may fall, and what it then comes to."""
    perhaps: Perhaps | None = None
    """Of a claim without a title, for which titles it may turn out to be."""
    begins: date | None = None
    """The first day on which money for it can have been paid, where that is later than the first day of its year."""
    earlier: tuple[int, ...] | None = ()
    """Earlier years that the clause may have paid for and that are no claims any more; None: any year before."""
    untitled: bool = False
    """Whether it is certainly for no title, because it rests on facts alone."""
    unsaid: tuple[CannotSay, ...] = ()
    """What rule files cannot say and the sum rests on, so that it is not computed."""
    instalment: Money | None = None
    """What each of the earlier years was worth, where they are instalments of one grant: money is for the earliest first."""


class Perhaps(NamedTuple):
    """The titles that a claim may turn out to be for, and what is missing to tell."""

    titles: frozenset[str]
    missing: tuple[str, ...]


class Spread(Protocol):
    """A claim that may fall in several years."""

    @property
    def years(self) -> Sequence[int]:
        """The years."""

    def most(self, taken: Mapping[int, Money | None]) -> Money:
        """Return what it adds at most where so much is taken off each year, or the year pays nothing more (None)."""


@dataclass(frozen=True, slots=True)
class PreparedPayment:
    """A payment made ready for one kind of applicant, one document and one choice of readings."""

    payment: Payment
    nature: Nature
    say: Words
    reckon: Callable[[Situation, Recognition | None], list[Reckoned]]
    """Reckons the claims; takes the recognition that the clause rests on, if it rests on one."""
    due: Callable[[Situation], Found] | None = None
    """Whether there is anything to pay for, where that is a condition of its own (a member that counts)."""
    window: Window = "recognition"
    """Within what money received under the same clause is taken off."""
    support: str = ""
    """For support without a figure: the words of the text."""
    whole: bool = False
    """Whether the claim is for the applicant as a whole over the window, so that it has no day of its own."""
    fractional: bool = False
    """Whether its sums may have fractions of a 分."""
    unsaid: tuple[CannotSay, ...] = ()
    """What of it rule files cannot say; it is then not computed."""


@dataclass(frozen=True, slots=True)
class PaymentContext:
    """What a payment may lean on while it is prepared."""

    conditions: Context
    item_context: Callable[[str], Context]
    """Returns the context in which the conditions of a collection's members are prepared."""
    payment_of: Callable[[str], PreparedPayment]
    """Prepares the payment of another clause of the same file."""


class Payment(BaseModel):
    """One payment as a rule file states it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    KEYS: ClassVar[frozenset[str]]
    """The keys that recognise this kind."""

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Make the payment ready to reckon."""
        raise NotImplementedError

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:
        """Report what cannot be right about the payment; the kinds that name things override this."""

    def column(self, columns: Columns) -> frozenset[str] | None:
        """Return what of the recognition the sum hangs on (`date`, `title`, `year`).

        None where the sum hangs on more than the clause and its recognition, so that columns leave it to the reference.
        """
        raise NotImplementedError

    def nature(self) -> Nature | None:
        """Return whether it states a sum or a ceiling; None where that hangs on another clause or a reading."""
        return "fixed"

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the most that one payment under it can come to, whatever the facts; None where there is no limit.

        Args:
            payments: The payments of the clauses of the same file, by the id of the clause.
        """
        return None

    def amounts(self) -> tuple[Any, ...]:
        """Return the figures that the payment states, for comparison with the words of the text."""
        return ()


@dataclass(frozen=True, slots=True)
class DesignPayment:
    """One payment under one design contract, as the conditions of a `share` see it."""

    path: str
    contract: int
    client_region: str | None
    industrial_design: bool | None
    date: date | None
    amount: Money | None
    unlisted: bool = False
    """Stands for all payments of a contract, or of all contracts, that are not listed: any number, in any year."""
    recognitions: None = field(default=None)
    ordered: Any = None
    """The day of the order, a date; None where it is not known."""


def below(item_context: Callable[[str], CheckContext], *path: str | int) -> Callable[[str], CheckContext]:
    """Return the contexts of collections for a payment that stands inside another one."""
    return lambda scope: item_context(scope).at(*path)


def on_recognition(low: Money, high: Money | None, recognition: Recognition | None) -> Reckoned:
    """Return a claim that rests on a recognition."""
    if recognition is None:
        return Reckoned(low, high)
    day = recognition.date
    return Reckoned(low, high, day, day.year if day else None, recognition.title)
