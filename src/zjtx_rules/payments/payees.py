"""Who is paid and who pays, where a clause says so: 70%奖励引荐机构，30%奖励团队负责人; 市、区两级按6:4分担."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.phrases import Phrase, Slot, form, optional
from zjtx_rules.quantities.checking import checked_formula
from zjtx_rules.quantities.part import FormulaText
from zjtx_rules.terms import Percentage
from zjtx_rules.words import Words


class Payee(BaseModel):
    """One who gets a share of what a clause pays."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, title="受款人")
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{to}{applicant}{share}{split}",
            "{to}{applicant} {share}{split}",
            {
                "to": form("text"),
                "applicant": Slot(choices={True: Words("（申请主体）", " (the applicant)"), False: Words("", "")}),
                "split": optional("，由{}家平分", ", divided by {}", "formula"),
            },
        ),
    )

    to: str = Field(min_length=1, title="受款人", description="给谁，如 引荐机构")
    share: Percentage = Field(title="份额", description="占本条金额的百分比；各受款人合计100%")
    split: FormulaText | None = Field(default=None, title="平分", description="由几家平均分配：数、算式或值的名称")
    applicant: bool = Field(
        default=False,
        strict=True,
        title="是申请主体",
        description="true 这一份归申请主体；其余的归他人，不计入申请主体可得",
    )


class Payer(BaseModel):
    """One who bears a share of what a clause pays."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True, title="出资人")
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{from_}{share}", "{from_} {share}", {"from_": form("text")}),)

    from_: str = Field(alias="from", min_length=1, title="出资人", description="由谁负担，如 市财政")
    share: Percentage = Field(title="份额", description="占本条金额的百分比；各出资人合计100%")


def share_of_applicant(payees: Iterable[Payee]) -> Decimal:
    """Return what part of a payment is for the applicant itself; all of it where nobody else is named."""
    named = tuple(payees)
    return sum((each.share.ratio for each in named if each.applicant), Decimal(0)) if named else Decimal(1)


class Shared(Protocol):
    """A clause whose money is shared."""

    @property
    def payees(self) -> tuple[Payee, ...]:
        """Who is paid."""

    @property
    def payers(self) -> tuple[Payer, ...]:
        """Who pays."""


def check_shares(clause: Shared, context: CheckContext) -> None:
    """Report shares that do not come to the whole, and numbers of payees that are none."""
    for key, parts in (("payees", clause.payees), ("payers", clause.payers)):
        total = sum((each.share.ratio for each in parts), Decimal(0))
        if parts and total != 1:
            said = Percentage(total)
            message = Words(f"各份额合计{said}，应为100%", f"the shares come to {said}, not to 100%")
            context.wrong((key,), "shares-sum", message, Words("改成合计100%", "make them 100% together"))
    for index, payee in enumerate(clause.payees):
        if payee.split is not None:
            checked_formula(payee.split, context, "number", "payees", index, "split")
