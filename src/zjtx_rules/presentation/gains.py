"""What a change brings in money, as data and in words."""

from __future__ import annotations

from typing import overload

from pydantic import Field

from zjtx_rules.analysis.gap.gains import Gain
from zjtx_rules.presentation.answer_parts import BoundsOut, SumOut, TotalsOut
from zjtx_rules.presentation.money import WIDE, sum_words, totals_words
from zjtx_rules.presentation.parts import Part
from zjtx_rules.reasoning.differences import Change
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.exact import plain
from zjtx_rules.words import Language, Words

_TEXT = {
    "payable": Words("现在可得", "payable now"),
    "if_adopted": Words("若照此施行", "if adopted"),
    "accrued": Words("可能的遗留权益", "possibly accrued"),
    "not_yet": Words("尚未施行", "not yet in force"),
    "fixed": Words("定额", "stated sums"),
    "up_to": Words("上限（最高）", "ceilings (up to)"),
    "floor": Words("至少", "at least"),
    "ceiling": Words("至多", "at most"),
    "unlimited": Words("上限未知，至多多少不能确定", "no limit known, so that the most is open"),
    "unlimited_loss": Words("下限未知，至少多少不能确定", "the least is open"),
}


class DifferenceOut(Part):
    """By how much a sum changes at least and at most, in yuan, whatever turns out of what is open."""

    floor: str | None = Field(title="至少增加", description="各种可能的情形中增加最少的；负数为减少，null 表示没有下限")
    ceiling: str | None = Field(title="至多增加", description="各种可能的情形中增加最多的；null 表示没有上限")


class MoneyGainOut(Part):
    """What a way would gain under the documents of one standing."""

    section: str = Field(title="所属部分")
    document: str | None = Field(title="文件")
    fixed: DifferenceOut = Field(title="定额变化")
    up_to: DifferenceOut = Field(title="最高额变化")
    before: TotalsOut = Field(title="变动前")
    after: TotalsOut = Field(title="变动后")
    whole: bool = Field(title="是否核对了全部情形", description="否则区间可能偏宽，不会偏窄")
    text: str = Field(title="文字")


def gain_out(gain: Gain, language: Language) -> MoneyGainOut:
    """Return a gain as plain data."""
    return MoneyGainOut(
        section=gain.section,
        document=gain.document,
        fixed=_difference_out(gain.fixed),
        up_to=_difference_out(gain.up_to),
        before=_totals_out(gain.before, language),
        after=_totals_out(gain.after, language),
        whole=gain.whole,
        text=gain_words(gain).say(language),
    )


def _totals_out(totals: Totals, language: Language) -> TotalsOut:
    def bounds(each: Bounds) -> BoundsOut:
        return BoundsOut(floor=_sum_out(each.floor, language), ceiling=_sum_out(each.ceiling, language))

    text = totals_words(totals).say(language)
    return TotalsOut(fixed=bounds(totals.fixed), up_to=bounds(totals.up_to), text=text)


@overload
def _sum_out(amount: Money, language: Language) -> SumOut: ...
@overload
def _sum_out(amount: Money | None, language: Language) -> SumOut | None: ...
def _sum_out(amount: Money | None, language: Language) -> SumOut | None:
    if amount is None:
        return None
    return SumOut(yuan=plain(amount.yuan), text=sum_words(amount).say(language))


def _difference_out(change: Change) -> DifferenceOut:
    return DifferenceOut(floor=_yuan(change.floor), ceiling=_yuan(change.ceiling))


def _yuan(amount: Money | None) -> str | None:
    return None if amount is None else plain(amount.yuan)


def gain_words(gain: Gain) -> Words:
    """Say what is gained, stated sums and ceilings apart, each with its floor and ceiling, and what there is then."""
    zh, en = [], []
    for key, difference in (("fixed", gain.fixed), ("up_to", gain.up_to)):
        if difference.none:
            continue
        said = _difference_words(difference)
        zh.append(f"{_TEXT[key].zh}{said.zh}")
        en.append(f"{_TEXT[key].en} {said.en}")
    section, now, then = _TEXT[gain.section], totals_words(gain.before), totals_words(gain.after)
    wide = Words("", "") if gain.whole else WIDE
    return Words(
        f"{'；'.join(zh)}（{section.zh}：由{now.zh}到{then.zh}）{wide.zh}",
        f"{'; '.join(en)} ({section.en}: from {now.en} to {then.en}){wide.en}",
    )


def _difference_words(change: Change) -> Words:
    if change.floor is not None and change.floor == change.ceiling:
        return _signed(change.floor)
    least = _TEXT["unlimited_loss"] if change.floor is None else _end(_TEXT["floor"], change.floor)
    most = _TEXT["unlimited"] if change.ceiling is None else _end(_TEXT["ceiling"], change.ceiling)
    return Words(f"{least.zh}、{most.zh}", f"{least.en}, {most.en}")


def _end(label: Words, amount: Money) -> Words:
    said = _signed(amount)
    return Words(f"{label.zh}{said.zh}", f"{label.en} {said.en}")


def _signed(amount: Money) -> Words:
    said = sum_words(amount)
    return Words(f"+{said.zh}", f"+{said.en}") if amount > Money.ZERO else said


__all__ = ["DifferenceOut", "MoneyGainOut", "gain_out", "gain_words"]
