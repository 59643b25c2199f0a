"""What a change means for an applicant: whether more or fewer get through, and whether there is more or less money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeVar

from zjtx_rules.words import Words

Access = Literal["wider", "narrower", "both", "neither"]
"""`both`: wider for some and narrower for others, or it cannot be told apart."""

MoneyEffect = Literal["more", "less", "both", "none"]

ACCESS_WORDS: dict[Access, Words] = {
    "wider": Words("放宽", "wider"),
    "narrower": Words("收紧", "narrower"),
    "both": Words("有宽有紧", "wider for some, narrower for others"),
    "neither": Words("不影响范围", "scope unchanged"),
}
MONEY_WORDS: dict[MoneyEffect, Words] = {
    "more": Words("金额增加", "more money"),
    "less": Words("金额减少", "less money"),
    "both": Words("金额有增有减", "more or less money"),
    "none": Words("不影响金额", "money unchanged"),
}

_OPPOSITE: dict[Access, Access] = {"wider": "narrower", "narrower": "wider", "both": "both", "neither": "neither"}
_OPPOSITE_MONEY: dict[MoneyEffect, MoneyEffect] = {"more": "less", "less": "more", "both": "both", "none": "none"}


class Effect(NamedTuple):
    """The two sides of what a change means for an applicant."""

    access: Access = "neither"
    money: MoneyEffect = "none"

    def reversed(self) -> Effect:
        """Return the effect of the change made the other way round."""
        return Effect(_OPPOSITE[self.access], _OPPOSITE_MONEY[self.money])

    def uncertain(self) -> Effect:
        """Return the effect where it cannot be told which way the change goes."""
        return Effect(
            "neither" if self.access == "neither" else "both",
            "none" if self.money == "none" else "both",
        )


NEUTRAL = Effect()
WIDER = Effect("wider")
NARROWER = Effect("narrower")
EITHER_WAY = Effect("both")
MORE = Effect("neither", "more")
LESS = Effect("neither", "less")
WIDER_AND_MORE = Effect("wider", "more")
NARROWER_AND_LESS = Effect("narrower", "less")


def merged(effects: Iterable[Effect]) -> Effect:
    """Return the effect of several changes taken together."""
    every = list(effects)
    return Effect(
        _one_or_both((each.access for each in every), "neither", "both"),
        _one_or_both((each.money for each in every), "none", "both"),
    )


T = TypeVar("T")


def _one_or_both(values: Iterable[T], nothing: T, both: T) -> T:
    found = {each for each in values if each != nothing}
    return nothing if not found else found.pop() if len(found) == 1 else both
