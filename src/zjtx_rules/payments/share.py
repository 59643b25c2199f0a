"""`share`: a percentage of what was actually paid, with a ceiling for each year (实际发生额的50%，每年不超过100万元)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.base import CheckContext, Found, check_has
from zjtx_rules.conditions.choice import Setting, check_setting, resolve
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.conditions.located_in import HERE, check_region, region_code
from zjtx_rules.payments.base import DesignPayment, Payment, PaymentContext, PreparedPayment, Reckoned
from zjtx_rules.payments.holding import HeldWhich, Holding
from zjtx_rules.payments.undated import Terms, in_one_year, undated_payments
from zjtx_rules.phrases import Phrase, choices, form, optional
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, is_whole, stated
from zjtx_rules.terms import Money, Percentage, location_in
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth, conjunction, disjunction
from zjtx_rules.words import Words

NOT_LISTED = -1
"""Stands for the place of contracts that are not listed."""


class Part(BaseModel):
    """Of which sums, which share, with which ceiling a year."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{of}的{rate}（委托方位于{client_in}{holding}{when}），最高{at_most}（{cap}）",
            "{rate} of {of} (the client being in {client_in}{holding}{when}), up to {at_most} ({cap})",
            {
                "of": choices(design_payments=("设计合同实际付款", "what was paid under design contracts")),
                "client_in": form("place"),
                "holding": optional("，主体{}", ", the applicant having {}"),
                "when": optional("，每笔付款须：{}", ", each payment: {}"),
                "cap": choices(year=("每年合计", "a year"), contract=("每份合同每年", "a contract and year")),
            },
            scope="of",
        ),
    )

    rate: Percentage = Field(title="比例", description="如 50%")
    of: Literal["design_payments"] = Field(title="基数", description="design_payments 设计合同实际付款")
    client_in: str = Field(
        default=HERE, title="委托方位于", description="here 指本规则文件的行政区域；也可写地名或行政区划代码"
    )
    holding: HeldWhich | None = Field(default=None, title="持有称号", description="主体须在何时持有何种称号")
    when: AnyCondition | None = Field(default=None, title="计入条件", description="每笔付款须满足的条件")
    at_most: Money = Field(title="上限", description="每年（或每份合同）的上限")
    cap: Setting[Literal["year", "contract"]] = Field(
        default="year", title="上限口径", description="year 每年合计；contract 每份合同每年"
    )


class Share(Payment):
    """Pays the share of each calendar year's payments, up to the ceiling of the year."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"share"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{share}", "{share}"),)

    share: Part = Field(title="按比例", description="按实际付款的一定比例给付，设年度上限")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Resolve region, ceiling and the condition on a payment."""
        part = self.share
        inside = context.item_context(part.of)
        code = region_code(part.client_in, inside)
        test = inside.ready(part.when) if part.when is not None else None
        by_contract = resolve(part.cap, context.conditions) == "contract"
        holding = Holding(part.holding, context.conditions)
        terms = Terms(part.rate, part.at_most, by_contract, resolve(inside.settings["rounding"], context.conditions))
        start, end = inside.window if inside.settings["recognition_in_validity"] else (None, None)

        def judge(payment: DesignPayment, situation: Situation) -> Found:
            if payment.contract == NOT_LISTED:
                return (NOT_MET, None, ()) if holding.never(situation) else (UNKNOWN, None, (payment.path,))
            counts, missing = _counts(payment, situation, code, (start, end))
            if counts == NOT_MET:
                return NOT_MET, None, ()
            held, more = holding.of(payment, situation)
            found: Found = test.judge(situation.item(payment, payment.path)) if test else (MET, None, ())
            truth = conjunction((counts, held, found[0]))
            missing += more
            missing += tuple(each if "." in each else f"contracts.{payment.contract}.{each}" for each in found[2])
            return truth, None, missing if truth == UNKNOWN else ()

        def years(situation: Situation) -> list[int]:
            first = (
                start.year
                if start
                else min(
                    (p.date.year for p in _payments(situation) or () if p.date is not None),
                    default=situation.as_of.year,
                )
            )
            last = min(situation.as_of.year, end.year) if end else situation.as_of.year
            return list(range(first, last + 1))

        def of_any_contracts(situation: Situation) -> list[Reckoned]:
            """Return what contracts of which nothing is known may come to."""
            most = None if by_contract else part.at_most
            if holding.never(situation):
                return []
            missing = ("contracts", *holding.open(situation))
            if start is None:
                return [Reckoned(Money.ZERO, None, missing=missing, in_one_year=most)]
            counting = [year for year in years(situation) if holding.may_count_in(year, situation)]
            how = {year: _said(terms, year, Money.ZERO, certain=False) for year in counting}
            return [Reckoned(Money.ZERO, most, None, year, None, words, missing) for year, words in how.items()]

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            payments = _payments(situation)
            if payments is None:
                return of_any_contracts(situation)
            if by_contract and not is_whole(situation.stated("contracts")):
                # Each contract has a ceiling of its own, and there may be any number of them.
                payments = [each for each in payments if each.contract != NOT_LISTED]
                others = of_any_contracts(situation)
            else:
                others = []
            judged = [(each, judge(each, situation)) for each in payments]
            counted = [(each, found) for each, found in judged if found[0] != NOT_MET]
            return [*_claims(terms, counted, years(situation), bounded=start is not None), *others]

        def due(situation: Situation) -> Found:
            payments = _payments(situation)
            if start is not None and situation.as_of < start:
                # No payment of the past can lie inside the validity, whatever is unknown of it.
                return NOT_MET, None, ()
            if payments is None:
                if holding.never(situation):
                    return NOT_MET, None, ()
                return UNKNOWN, None, ("contracts", *holding.open(situation))
            found: list[Found] = [judge(each, situation) for each in payments]
            truth = disjunction(each[0] for each in found)
            return truth, None, tuple(path for each in found for path in each[2]) if truth == UNKNOWN else ()

        cap = "每份合同每年" if by_contract else "每年"
        say = Words(
            f"实际付款的{part.rate}，{cap}不超过{part.at_most}",
            f"{part.rate} of what was paid, up to {part.at_most.english()} a {'contract and ' if by_contract else ''}year",
        )
        return PreparedPayment(self, "fixed", say, reckon, due, "calendar_year", whole=True, fractional=True)

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:
        """Check region, reading and the condition on a payment."""
        check_has("contracts", context, "share", "of")
        check_region(self.share.client_in, context, "share", "client_in")
        check_setting(self.share.cap, context, "share", "cap")
        if self.share.holding is not None:
            self.share.holding.check(context, "share", "holding")
        if self.share.when is not None:
            self.share.when.check(item_context(self.share.of).at("share", "when"))

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the ceiling of a year; there is none where it is for each contract, or may be."""
        return self.share.at_most if self.share.cap == "year" else None

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Leave contracts with payments of their own to the reference."""
        return None

    def amounts(self) -> tuple[Any, ...]:
        """Return rate and ceiling."""
        return (self.share.rate, self.share.at_most)


def _counts(
    payment: DesignPayment, situation: Situation, code: str | None, window: tuple[date | None, date | None]
) -> tuple[Truth, tuple[str, ...]]:
    """Return whether a payment is of a client in the place and was made inside the validity, and what is missing to tell."""
    missing: tuple[str, ...] = ()
    place = payment.client_region
    if code is None:
        missing += ("adopting",)
    elif place is None or (inside := location_in(place, code)) is None:
        missing += (f"contracts.{payment.contract}.client_region",)
    elif not inside:
        return NOT_MET, ()
    (start, end), day = window, payment.date
    if day is None:
        missing += (payment.path if payment.unlisted else f"{payment.path}.date",)
    elif day > situation.as_of or (start and day < start) or (end and day > end):
        return NOT_MET, ()
    return (UNKNOWN if missing else MET), missing


def _payments(situation: Situation) -> list[DesignPayment] | None:
    """Return every payment of every contract; None where contracts are unknown, one of unknown date where a contract's are."""
    contracts = situation.stated("contracts")
    if contracts is None:
        return None
    found: list[DesignPayment] = []
    for index, contract in enumerate(contracts):
        payments = stated(contract, "payments")
        if not is_whole(payments):
            path = f"contracts.{index}.payments"
            design = contract.industrial_design
            found.append(
                DesignPayment(
                    path, index, contract.client_region, design, None, None, unlisted=True, ordered=contract.ordered
                )
            )
        found.extend(
            DesignPayment(
                f"contracts.{index}.payments.{number}",
                index,
                contract.client_region,
                contract.industrial_design,
                payment.date,
                payment.amount,
                ordered=contract.ordered,
            )
            for number, payment in enumerate(payments or ())
        )
    if not is_whole(contracts):
        found.append(DesignPayment("contracts", NOT_LISTED, None, None, None, None, unlisted=True))
    return found


def _claims(
    terms: Terms, counted: Sequence[tuple[DesignPayment, Found]], years: Sequence[int], *, bounded: bool
) -> list[Reckoned]:
    """Return a claim for each year, and one for the payments of which it is not known in which year they were made.

    `bounded`: there are no years but these.
    """

    def may_be_of(payment: DesignPayment, year: int) -> bool:
        """Return whether a payment is of a year; those that are not listed may be of every year."""
        if payment.date is not None:
            return payment.date.year == year
        return bounded and (payment.unlisted or len(years) == 1)

    claims, tops = [], {}
    for year in years:
        of_year = [(each, found) for each, found in counted if may_be_of(each, year)]
        if of_year:
            claim, tops[year] = _year(terms, year, of_year)
            claims.append(claim)
    undated = [each for each in counted if each[0].date is None and not any(may_be_of(each[0], year) for year in years)]
    if undated:
        for claim, top in zip(claims, tops.values(), strict=True):
            claim.in_one_year = in_one_year(terms, [each for each, _ in undated], top)
        claims.append(undated_payments(terms, undated, tops, years if bounded else None))
    return claims


def _year(part: Terms, year: int, of_year: Sequence[tuple[DesignPayment, Found]]) -> tuple[Reckoned, dict[int, Money]]:
    """Reckon one calendar year: what is certain from below, what is possible from above, and the latter by contract."""
    low: dict[int, Money] = defaultdict(lambda: Money.ZERO)
    high: dict[int, Money | None] = defaultdict(lambda: Money.ZERO)
    missing: tuple[str, ...] = ()
    for payment, (truth, _, absent) in of_year:
        key = part.key(payment)
        missing += absent
        before = high[key]
        if payment.amount is None:
            missing += () if payment.unlisted else (f"{payment.path}.amount",)
            high[key] = None
            continue
        high[key] = None if before is None else before + payment.amount
        if truth == MET:
            low[key] = low[key] + payment.amount
    floor = Money.total(min(low[key].share(part.rate), part.at_most) for key in high)
    tops = {key: part.at_most if top is None else min(top.share(part.rate), part.at_most) for key, top in high.items()}
    paid = Money.total(low.values())
    how = _said(part, year, paid, certain=not missing)
    days = [payment.date for payment, _ in of_year]
    begins = None if None in days else min(day for day in days if day is not None)
    return Reckoned(floor, Money.total(tops.values()), None, year, None, how, missing, begins=begins), tops


def _said(terms: Terms, year: int, paid: Money, *, certain: bool) -> Words:
    """Say how the sum of a year comes about; of payments that may not count or are not known, no more than they are."""
    zh, en = (str(paid), paid.english()) if certain else (f"至少{paid}", f"at least {paid.english()}")
    if not certain and paid == Money.ZERO:
        zh, en = "（金额待定）", "(what was paid is open)"
    return Words(
        f"{year}年实际付款{zh}×{terms.rate}，上限{terms.at_most}",
        f"{year}: {en} × {terms.rate}, at most {terms.at_most.english()}",
    )
