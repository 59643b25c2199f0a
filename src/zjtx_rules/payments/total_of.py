"""`total_of`: several payments added together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Found
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned, below
from zjtx_rules.payments.ceiling import Ceiling
from zjtx_rules.payments.fixed_sum import FixedSum
from zjtx_rules.payments.per_item import PerItem
from zjtx_rules.payments.share import Share
from zjtx_rules.payments.yearly import Yearly
from zjtx_rules.phrases import Phrase
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import UNKNOWN, disjunction
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.payments import AnyPayment


class TotalOf(Payment):
    """Pays the sum of its parts, for each occasion by itself; all parts are stated sums, or all are ceilings."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"total_of"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("下列各项之和：{total_of}", "the total of the following: {total_of}"),
    )

    total_of: tuple[AnyPayment, ...] = Field(min_length=2, title="合计", description="以下各项相加")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Prepare the parts."""
        parts = [each.prepare(context) for each in self.total_of]
        dues = [each.due for each in parts if each.due is not None]

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:
            occasions: dict[tuple[object, ...], list[Reckoned]] = {}
            reckoned = [each.reckon(situation, recognition) for each in parts]
            for part in reckoned:
                for line in part:
                    occasions.setdefault((line.day, line.year, line.title), []).append(line)
            return [_total(lines, _of_unknown_year(reckoned, lines)) for lines in occasions.values()]

        def due(situation: Situation) -> Found:
            found = [each(situation) for each in dues]
            truth = disjunction(each[0] for each in found)
            return truth, found, tuple(path for each in found for path in each[2]) if truth == UNKNOWN else ()

        say = Words(" + ".join(each.say.zh for each in parts), " + ".join(each.say.en for each in parts))
        # What has no figure adds none; only where no part has one is the whole support without a figure.
        first = next((each for each in parts if each.nature != "no_figure"), parts[0])
        # Of a total of which a part is not computed nothing is.
        first = next((each for each in parts if each.unsaid), first)
        return PreparedPayment(
            self,
            first.nature,
            say,
            reckon,
            due if len(dues) == len(parts) else None,
            first.window,
            "；".join(dict.fromkeys(each.support for each in parts if each.support)),
            first.whole,
            any(each.fractional for each in parts),
            tuple(dict.fromkeys(reason for each in parts for reason in each.unsaid)),
        )

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:
        """Check the parts, that sums and ceilings (最高) are not added to one another, and that all are settled alike."""
        if len({each.nature() for each in self.total_of} - {None, "not_computed"}) > 1:
            message = Words("定额与最高额不能相加", "stated sums and ceilings cannot be added")
            context.wrong(("total_of",), "mixed-payments", message)
        if len({_settled(each) for each in self.total_of} - {None}) > 1:
            message = Words("相加的各项结算方式（settled）须相同", "parts that are added must be settled alike")
            context.wrong(("total_of",), "mixed-settlements", message)
        for index, each in enumerate(self.total_of):
            each.check(context.at("total_of", index), below(item_context, "total_of", index))

    def nature(self) -> Nature | None:
        """Return what the parts are."""
        return self.total_of[0].nature()

    def most(self, payments: Mapping[str, Payment]) -> Money | None:
        """Return what the parts come to together."""
        parts = [each.most(payments) for each in self.total_of]
        return None if None in parts else Money.total(each for each in parts if each is not None)

    def column(self, columns: Columns) -> frozenset[str] | None:
        """Look at what the parts look at; one part beyond columns is enough to leave all to the reference."""
        looks = [each.column(columns) for each in self.total_of]
        return None if any(each is None for each in looks) else frozenset[str]().union(*(each or () for each in looks))

    def amounts(self) -> tuple[Any, ...]:
        """Return the figures of all parts."""
        return tuple(amount for each in self.total_of for amount in each.amounts())


def _of_unknown_year(parts: Sequence[Sequence[Reckoned]], lines: Sequence[Reckoned]) -> Money:
    """Return what parts without a sum for an occasion could add to it, if their payments of unknown date are of its year."""
    absent = [part for part in parts if not any(line is other for line in part for other in lines)]
    return Money.total(line.in_one_year for part in absent for line in part if line.year is None and line.in_one_year)


def _total(lines: Sequence[Reckoned], undated: Money) -> Reckoned:
    """Return what several sums for one occasion come to together; `undated`: what others could add to it in one year."""
    missing = tuple(dict.fromkeys(path for line in lines for path in line.missing))
    first = lines[0]
    begins = [line.begins for line in lines]
    return Reckoned(
        Money.total(line.low for line in lines),
        _all_of([line.high for line in lines]),
        first.day,
        first.year,
        first.title,
        None,
        missing,
        _in_one_year(lines, undated),
        begins=None if None in begins else min(day for day in begins if day is not None),
        earlier=None if any(line.earlier is None for line in lines) else _earlier(lines),
        instalment=None if any(line.instalment is None for line in lines) else _instalment(lines),
        unsaid=tuple(dict.fromkeys(reason for line in lines for reason in line.unsaid)),
    )


def _all_of(sums: Sequence[Money | None]) -> Money | None:
    """Return the total; None where one of the sums has no limit."""
    return None if None in sums else Money.total(each for each in sums if each is not None)


def _in_one_year(lines: Sequence[Reckoned], undated: Money) -> Money | None:
    """Return the upper bound if all undated payments fall in one year; None where nothing is undated or there is no limit."""
    if undated == Money.ZERO and all(line.in_one_year is None for line in lines):
        return None
    tops = [line.high if line.in_one_year is None else line.in_one_year for line in lines]
    return _all_of([*tops, undated])


def _earlier(lines: Sequence[Reckoned]) -> tuple[int, ...]:
    return tuple(sorted({year for line in lines for year in line.earlier or ()}))


def _instalment(lines: Sequence[Reckoned]) -> Money | None:
    """Return what an instalment of all parts together is worth; None where not all parts have the same earlier years."""
    if len({line.earlier for line in lines}) > 1:
        return None
    return Money.total(line.instalment for line in lines if line.instalment is not None)


def _settled(part: Payment) -> str | None:
    """Return over what a part is settled; None where that hangs on another clause or a reading, or there is no figure."""
    if isinstance(part, PerItem):
        return part.per_item.settled
    if isinstance(part, (FixedSum, Ceiling)):
        return "recognition"
    return type(part).__name__ if isinstance(part, (Yearly, Share)) else None
