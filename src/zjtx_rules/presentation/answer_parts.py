"""The parts of an answer that say money: sums, limits, what is not computed, paid back or paid to others.

Sums are exact yuan, written as decimal strings; `text` is how a person reads them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zjtx_rules.presentation.parts import Part, VerdictName

NatureName = Literal["fixed", "up_to", "no_figure", "not_computed"]


class NamedClause(Part):
    """What is said of one clause."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    title: str = Field(title="标题")


class QuotedClause(NamedClause):
    """What is said of one clause, with its words."""

    quote: list[str] = Field(title="原文")


class SumOut(Part):
    """One sum."""

    yuan: str = Field(title="元", description="精确到小数的元，十进制字符串")
    text: str = Field(title="文字")


class BoundsOut(Part):
    """What a sum can turn out to be."""

    floor: SumOut = Field(title="下限")
    ceiling: SumOut | None = Field(title="上限", description="null 表示上限未知")


class TotalsOut(Part):
    """Stated sums and ceilings, side by side, never added to one another."""

    fixed: BoundsOut = Field(title="定额合计")
    up_to: BoundsOut = Field(title="最高额合计")
    text: str = Field(title="文字")

    @property
    def nothing(self) -> bool:
        """Whether it is certainly no money at all."""
        return all(each.ceiling is not None and each.ceiling.yuan == "0" for each in (self.fixed, self.up_to))


class ExactOut(Part):
    """A sum between two ends, exact also where no decimal number holds it (a third of a yuan)."""

    floor: str = Field(title="下限", description="元，精确到小数，或分数如 700007/600")
    ceiling: str | None = Field(title="上限", description="元；null 表示上限未知")
    text: str = Field(title="文字")


class UnsaidOut(Part):
    """Something of a text that rule files cannot say."""

    words: str = Field(title="原话")
    reason: str = Field(title="理由")


class NotComputedOut(QuotedClause):
    """A clause that gives money and is not computed; it is in no total, and it is not 0."""

    offices: list[str] = Field(title="责任单位")
    verdict: VerdictName = Field(title="结论", description="条件的结论；金额未计算")
    unsaid: list[UnsaidOut] = Field(title="无法表达之处")


class LimitOut(QuotedClause):
    """A limit over several clauses, and what it leaves of them."""

    limit: BoundsOut = Field(title="限额")
    received: BoundsOut | None = Field(title="已领并计入限额的", description="null 表示没有")
    before: TotalsOut = Field(title="限额以前", description="计入限额的各条合计")
    after: TotalsOut = Field(title="限额以后")
    binds: bool = Field(title="是否扣减", description="各条合计超过限额，或可能超过")
    text: str = Field(title="文字")


class BackOut(QuotedClause):
    """Money that has to be paid back under one clause; never netted with what is payable."""

    offices: list[str] = Field(title="责任单位")
    verdict: VerdictName = Field(title="结论")
    received: BoundsOut = Field(title="已领而未退的")
    amount: BoundsOut = Field(title="应退")
    text: str = Field(title="文字")
    missing: list[str] = Field(default_factory=list, title="缺少的事实")


class OthersOut(NamedClause):
    """What one payee other than the applicant gets; no part of what the applicant gets."""

    payee: str = Field(title="受款人")
    nature: NatureName = Field(title="性质", description="fixed 定额；up_to 最高额")
    share: str = Field(title="份额")
    total: ExactOut = Field(title="合计")
    each: ExactOut | None = Field(default=None, title="每家", description="由几家平分的")
    text: str = Field(title="文字")
    missing: list[str] = Field(default_factory=list, title="缺少的事实")


class PayerOut(Part):
    """What one payer bears of a line."""

    payer: str = Field(title="出资人")
    share: str = Field(title="份额")
    amount: BoundsOut = Field(title="负担")
