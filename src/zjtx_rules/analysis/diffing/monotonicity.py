"""What more of something means: which way a rule turns for an applicant when a figure, a list or an option of it changes.

One entry for each field of the language that stands inside a condition, a payment or a rule on duplication, by the model
and the field's name. A field without an entry is compared all the same, and its change is called "either way".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zjtx_rules.analysis.diffing.effects import EITHER_WAY, LESS, MORE, NARROWER, NEUTRAL, WIDER, Effect
from zjtx_rules.language.force import RANKS
from zjtx_rules.terms import Duration, Level, Money, Percentage


@dataclass(frozen=True, slots=True)
class Sense:
    """What it means that a value is raised (greater, longer, a larger set, a choice of higher rank)."""

    raised: Effect = EITHER_WAY
    ranks: Mapping[Any, int] = field(default_factory=dict)
    codes: tuple[str, str, str] = ("detail-changed", "detail-changed", "detail-changed")
    """The codes for raised, lowered and anything else."""

    def judge(self, old: Any, new: Any) -> tuple[str, Effect]:
        """Return code and effect of `new` where `old` stood."""
        way = order(old, new, self.ranks)
        if way is None or way == 0:
            return self.codes[2], self.raised.uncertain()
        return (self.codes[0], self.raised) if way > 0 else (self.codes[1], self.raised.reversed())


def order(old: Any, new: Any, ranks: Mapping[Any, int]) -> int | None:
    """Return 1 if `new` is more than `old`, -1 if less, 0 if the same, None if neither can be said."""
    if ranks:
        if old in ranks and new in ranks:
            return _sign(ranks[old], ranks[new])
        return None
    if isinstance(old, (tuple, list)) and isinstance(new, (tuple, list)):
        before, after = frozenset(old), frozenset(new)
        return 0 if before == after else 1 if before < after else -1 if after < before else None
    if isinstance(old, Duration) and isinstance(new, Duration):
        if bool(old.months) != bool(new.months):
            return None  # a month has no fixed number of days
        return _sign((old.months, old.days), (new.months, new.days))
    for kind in (Money, Percentage, Level, int):
        if isinstance(old, kind) and isinstance(new, kind):
            return _sign(old, new)
    return None


def _sign(old: Any, new: Any) -> int:
    return 0 if old == new else 1 if new > old else -1


_PERIOD = ("period-lengthened", "period-shortened", "period-changed")
_LONGER_IS_STRICTER = Sense(NARROWER, codes=_PERIOD)
_ANY_YEAR_IS_WIDER = {"any": 2, "calendar_year": 1}
_AMOUNT = ("amount-raised", "amount-lowered", "figure-changed")
_RATE = ("rate-raised", "rate-lowered", "figure-changed")
_DUPLICATION = ("duplication-changed",) * 3

SENSES: dict[tuple[str, str], Sense] = {
    # conditions
    ("Where", "for_at_least"): _LONGER_IS_STRICTER,
    # 自成立起 counts a time that began no later than 自在本市登记起 does.
    ("Where", "since"): Sense(WIDER, {"founding": 2, "registration_here": 1}),
    ("Move", "operated_for"): _LONGER_IS_STRICTER,
    ("Move", "whole"): Sense(NARROWER, {True: 2, False: 1}),
    ("CultivatedWhich", "resident_for"): _LONGER_IS_STRICTER,
    ("WithinMonths", "months"): Sense(WIDER, codes=_PERIOD),
    ("Event", "within"): Sense(WIDER, codes=_PERIOD),
    ("Event", "of"): Sense(WIDER, codes=("values-widened", "values-narrowed", "values-changed")),
    # So many years to the day reach back at least as far as as many calendar years, of which the last is the as-of year.
    ("Event", "counted"): Sense(WIDER, {"to_the_day": 2, "calendar_years": 1}),
    ("DateWithin", "within"): Sense(WIDER, codes=_PERIOD),
    ("DateWithin", "last_day"): Sense(WIDER, {"included": 2, "excluded": 1}),
    ("DateWithin", "lasted"): _LONGER_IS_STRICTER,
    ("DateSince", "within"): Sense(WIDER, codes=_PERIOD),
    ("OfRecords", "at_least"): Sense(NARROWER),
    ("OfRecords", "more_than"): Sense(NARROWER),
    ("OfRecords", "at_most"): Sense(WIDER),
    ("OfRecords", "less_than"): Sense(WIDER),
    ("Which", "in_"): Sense(WIDER, _ANY_YEAR_IS_WIDER),
    ("TitleAndLevel", "by_ministry"): Sense(NARROWER, {True: 2, False: 1}),
    ("RenewedWhich", "times"): Sense(WIDER, {"each": 2, "first": 1}),
    # payments
    ("Each", "sum"): Sense(MORE, codes=_AMOUNT),
    ("Each", "up_to"): Sense(MORE, codes=_AMOUNT),
    ("Each", "times"): Sense(MORE),
    ("Each", "settled"): Sense(MORE),
    ("Part", "rate"): Sense(MORE, codes=_RATE),
    ("Part", "at_most"): Sense(MORE, codes=_AMOUNT),
    ("Part", "cap"): Sense(MORE, {"contract": 2, "year": 1}),
    ("Instalments", "sum"): Sense(MORE, codes=_AMOUNT),
    ("Instalments", "years"): Sense(MORE, codes=("years-raised", "years-lowered", "figure-changed")),
    ("Instalments", "first"): Sense(MORE),
    # no duplication
    ("NoDuplication", "applies"): Sense(LESS, {True: 2, False: 1}, _DUPLICATION),
    ("NoDuplication", "among"): Sense(LESS, codes=_DUPLICATION),
    ("NoDuplication", "between"): Sense(LESS, {"all": 2, "same_title": 1}, _DUPLICATION),
    ("NoDuplication", "window"): Sense(LESS, {"lifetime": 2, "calendar_year": 1}, _DUPLICATION),
    ("NoDuplication", "settlement"): Sense(LESS, {"nothing": 2, "difference": 1}, _DUPLICATION),
    ("NoDuplication", "received_from"): Sense(LESS, {"anywhere": 2, "here": 1}, _DUPLICATION),
    ("NoDuplication", "beneficiaries"): Sense(LESS, {"any": 2, "enterprises": 1}, _DUPLICATION),
    ("NoDuplication", "cannot_say"): Sense(NEUTRAL, codes=_DUPLICATION),
    ("Limit", "applies"): Sense(LESS, {True: 2, False: 1}, _DUPLICATION),
    ("Limit", "among"): Sense(LESS, codes=_DUPLICATION),
    ("Limit", "window"): Sense(LESS, {"lifetime": 2, "calendar_year": 1}, _DUPLICATION),
    ("Limit", "cannot_say"): Sense(NEUTRAL, codes=_DUPLICATION),
    ("NoDuplication", "basis"): Sense(NEUTRAL, codes=_DUPLICATION),
    # the scope of a document
    ("Settings", "validity_covers"): Sense(NARROWER, codes=("setting-changed",) * 3),
    ("Settings", "recognition_year"): Sense(WIDER, _ANY_YEAR_IS_WIDER, ("setting-changed",) * 3),
    ("Settings", "registered_at_recognition"): Sense(WIDER, {"anywhere": 2, "here": 1}, ("setting-changed",) * 3),
    ("Settings", "lapsed_counts_as_new"): Sense(WIDER, {True: 2, False: 1}, ("setting-changed",) * 3),
    ("Settings", "paid_in_part"): Sense(MORE, {"rest": 2, "nothing": 1}, ("setting-changed",) * 3),
    ("Settings", "rounding"): Sense(MORE, {"half_up": 2, "down": 1}, ("setting-changed",) * 3),
    # clauses
    ("Clause", "frequency"): Sense(MORE, {"yearly": 3, "each_time": 2, None: 2, "once": 1}, ("frequency-changed",) * 3),
    # An earlier or later window suits some; what can be had is the same.
    ("Clause", "window"): Sense(NEUTRAL, codes=("window-changed",) * 3),
    ("Clause", "force"): Sense(WIDER, RANKS, ("force-changed",) * 3),
    ("Clause", "to"): Sense(WIDER, codes=("applicants-widened", "applicants-narrowed", "applicants-changed")),
    ("Clause", "where"): Sense(
        WIDER, {"anywhere": 2, "here": 1}, codes=("area-widened", "area-narrowed", "area-changed")
    ),
    ("Gate", "to"): Sense(NARROWER, codes=("applicants-widened", "applicants-narrowed", "applicants-changed")),
    ("Gate", "kinds"): Sense(NARROWER, codes=("detail-changed",) * 3),
}


def sense_of(model: type[Any], name: str) -> Sense:
    """Return what more of a field means; fields inherited from another model keep that model's sense."""
    for each in model.__mro__:
        found = SENSES.get((each.__name__, name))
        if found is not None:
            return found
    return Sense()
