"""What payments of unknown date could add to a yearly share: in whichever years leave the most room under the ceiling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from zjtx_rules.conditions.base import Found
from zjtx_rules.payments.base import DesignPayment, Reckoned
from zjtx_rules.payments.rounding import Rounding, to_fen
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.words import Words

_MOST = 4096
_ZERO = Money.ZERO


@dataclass(frozen=True, slots=True)
class Terms:
    """The share, its ceiling, and whether the ceiling is for each contract."""

    rate: Percentage
    at_most: Money
    by_contract: bool
    rounding: Rounding = "exact"
    """What becomes of fractions of a 分 in the sum of a year."""

    def key(self, payment: DesignPayment) -> int:
        """Return under which ceiling of a year a payment falls: its contract's, or 0 where there is one for all together."""
        return payment.contract if self.by_contract else 0


def undated_payments(
    part: Terms,
    undated: Sequence[tuple[DesignPayment, Found]],
    tops: Mapping[int, Mapping[int, Money]],
    years: Sequence[int] | None,
) -> Reckoned:
    """Return one claim for all payments of unknown date: nothing is certain, and each could fall in any one year.

    Args:
        part: The terms of the share.
        undated: The payments, with what was found of them.
        tops: What the dated payments of each year come to at most, by contract (0 where the ceiling is for all together).
        years: The years in question; None where the document states no beginning.
    """
    missing = tuple(dict.fromkeys(path for _, found in undated for path in found[2]))
    missing += tuple(f"{each.path}.amount" for each, _ in undated if each.amount is None and not each.unlisted)
    how = Words(f"{len(undated)}笔付款日期不明", f"{len(undated)} payments of unknown date")
    payments = [each for each, _ in undated]
    spread = Placed(part, tuple(payments), tops, years) if years else None
    most = _most(part, payments, tops, years)
    if part.rounding != "exact" and most is not None:
        most = _most_rounded(part, payments, most) if spread is None else spread.most({})
    alone = _ZERO if most == _ZERO else in_one_year(part, payments, {})
    return Reckoned(_ZERO, most, how=how, missing=missing, in_one_year=alone, spread=spread)


@dataclass(frozen=True, slots=True)
class Placed:
    """Payments of unknown date, which fall each in one of some years beside what is dated."""

    part: Terms
    payments: Sequence[DesignPayment]
    tops: Mapping[int, Mapping[int, Money]]
    years: Sequence[int]

    def most(self, taken: Mapping[int, Money | None]) -> Money:
        """Return what they add at most where so much is taken off each year, or the year pays nothing more (None)."""
        best = _ZERO
        if len(self.years) ** len(self.payments) > _MOST:
            return _most_rounded(
                self.part, self.payments, _most(self.part, self.payments, self.tops, self.years) or best
            )
        for places in product(self.years, repeat=len(self.payments)):
            gains = []
            for year in set(places):
                off = taken.get(year, _ZERO)
                if off is not None:
                    top = self.tops.get(year, {})
                    mine = [each for each, place in zip(self.payments, places, strict=True) if place == year]
                    paid, without = in_one_year(self.part, mine, top), Money.total(top.values())
                    gains.append(_over(self._rounded(paid), off) - _over(self._rounded(without), off))
            best = max(best, Money.total(gains))
        return best

    def _rounded(self, amount: Money) -> Money:
        return to_fen(amount, self.part.rounding)


def _most_rounded(part: Terms, payments: Sequence[DesignPayment], most: Money) -> Money:
    """Return what payments come to at most where the sum of every year is rounded: each may be of a year of its own."""
    return most if part.rounding == "exact" else to_fen(most, "up") + Money(Decimal("0.01") * len(payments))


def _over(amount: Money, off: Money) -> Money:
    return amount - off if amount > off else _ZERO


def in_one_year(part: Terms, undated: Sequence[DesignPayment], tops: Mapping[int, Money]) -> Money:
    """Return what one year comes to at most if all payments of unknown date are of it.

    Args:
        part: The terms of the share.
        undated: The payments.
        tops: What the dated payments of the year come to at most, by contract (0 where the ceiling is for all together).
    """
    filled = dict(tops)
    for each in undated:
        key = part.key(each)
        filled[key] = min(filled.get(key, _ZERO) + _worth(part, each), part.at_most)
    return Money.total(filled.values())


def _most(
    part: Terms,
    payments: Sequence[DesignPayment],
    tops: Mapping[int, Mapping[int, Money]],
    years: Sequence[int] | None,
) -> Money | None:
    if years is None:
        if any(each.unlisted for each in payments):
            return None
        return Money.total(_worth(part, each) for each in payments)

    def room(year: int, which: int) -> Money:
        return part.at_most - tops.get(year, {}).get(which, _ZERO)

    total = _ZERO
    for which in dict.fromkeys(map(part.key, payments)):
        mine = [each for each in payments if part.key(each) == which]
        rooms = [room(year, which) for year in years]
        total = total + _placed([_worth(part, each) for each in mine], rooms)
    return total


def _worth(part: Terms, payment: DesignPayment) -> Money:
    """Return what one payment is worth at most, by itself; of an unknown amount, the whole ceiling."""
    return part.at_most if payment.amount is None else min(payment.amount.share(part.rate), part.at_most)


def _placed(worths: Sequence[Money], rooms: Sequence[Money]) -> Money:
    """Return the most that payments come to, each in one year, none of the years above its room.

    Exact where there are not too many ways; otherwise what they would come to if they could be split, which is no less.
    """
    if len(rooms) ** len(worths) > _MOST:
        return min(Money.total(worths), Money.total(rooms))
    best = _ZERO
    for places in product(range(len(rooms)), repeat=len(worths)):
        filled = [_ZERO] * len(rooms)
        for worth, place in zip(worths, places, strict=True):
            filled[place] = min(filled[place] + worth, rooms[place])
        best = max(best, Money.total(filled))
    return best
