"""How money is said: a stated sum as such, a ceiling as 最高, a range with both ends, never one for another."""

from __future__ import annotations

from zjtx_rules.payments.base import Nature
from zjtx_rules.reasoning.limits import Limited
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.words import Words

WIDE = Words(
    "（缺少的事实可能的组合过多，未逐一核对，区间可能偏宽）",
    " (what is missing could turn out in too many ways to look at each: the range may be wider than need be)",
)
"""What is said of a range that contains every way, while not every way was looked at by itself."""


def sum_words(amount: Money) -> Words:
    """Return a sum in words."""
    return Words(str(amount), amount.english())


def bounds_words(bounds: Bounds, nature: Nature) -> Words:
    """Return what a sum can turn out to be."""
    zh, en = ("最高", "up to ") if nature == "up_to" else ("", "")
    if bounds.ceiling is None:
        return Words(f"{zh}{bounds.floor}起，上限未知", f"{en}{bounds.floor.english()} or more, no upper limit known")
    if bounds.certain:
        return Words(f"{zh}{bounds.floor}", f"{en}{bounds.floor.english()}")
    if nature == "up_to":
        return Words(
            f"最高{bounds.floor}至最高{bounds.ceiling}之间",
            f"between up to {bounds.floor.english()} and up to {bounds.ceiling.english()}",
        )
    return Words(
        f"{bounds.floor}至{bounds.ceiling}之间", f"between {bounds.floor.english()} and {bounds.ceiling.english()}"
    )


def limited_words(limited: Limited) -> Words:
    """Return what a limit leaves of several clauses: 各条合计208万元，限额200万元，得200万元."""
    before, after = totals_words(limited.before), totals_words(limited.after)
    most = bounds_words(Bounds(limited.room.low, limited.room.high), "fixed")
    zh, en = f"各条合计{before.zh}，限额{most.zh}", f"together {before.en}, limited to {most.en}"
    if limited.received != Bounds():
        taken = bounds_words(limited.received, "fixed")
        zh, en = f"{zh}，已领{taken.zh}", f"{en}, received before {taken.en}"
    return Words(f"{zh}，得{after.zh}", f"{en}: {after.en}") if limited.binds else Words(zh, en)


def totals_words(totals: Totals) -> Words:
    """Return stated sums and ceilings side by side; 0元 where there is neither."""
    said = []
    if totals.fixed != Bounds():
        said.append(bounds_words(totals.fixed, "fixed"))
    if totals.up_to != Bounds():
        said.append(bounds_words(totals.up_to, "up_to"))
    if not said:
        return Words("0元", "CNY 0")
    if len(said) == 1:
        return said[0]
    return Words(
        f"定额{said[0].zh}；另有上限类{said[1].zh}（两类不相加）",
        f"stated sums: {said[0].en}; besides, ceilings: {said[1].en} (the two are not added)",
    )
