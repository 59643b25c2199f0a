"""The dated facts of a profile: recognitions, registrations, accounts, incidents, certificates, money received."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.profile.choices import (
    CertificateKindField,
    IncidentKindField,
    MoneyKindField,
    RecognitionKindField,
    TrainingKindField,
)
from zjtx_rules.profile.model import Closed, YesNo, fact
from zjtx_rules.terms import TITLES, LegalDate, LevelField, Money, RegionCode, TitleId
from zjtx_rules.words import Words


def _never(value: object) -> object:
    return "never" if value in ("never", "长期", "长期有效") else value


Expiry = Annotated[LegalDate | Literal["never"], BeforeValidator(_never, json_schema_input_type=str)]
"""The last day of a validity, that day included; `never` (长期) where it has none. Absent means unknown."""


def impossible(code: str, words: Words) -> PydanticCustomError:
    """Return the error for facts that cannot be true together."""
    return PydanticCustomError(code, "{zh}", {"zh": words.zh, "en": words.en})  # type: ignore[arg-type]


def in_order(first: date | None, last: date | Literal["never"] | None, words: Words) -> None:
    """Refuse a last day that lies before the first."""
    if first is not None and isinstance(last, date) and last < first:
        raise impossible("dates-reversed", Words(f"{words.zh}（{first}，{last}）", f"{words.en} ({first}, {last})"))


class Recognition(Closed):
    """A title given to an applicant. Title and level are separate, and either date or level may be unknown."""

    title: TitleId = Field(title="称号", json_schema_extra={"english": "title"})
    level: LevelField | None = fact("级别", "level")
    kind: RecognitionKindField | None = fact("认定方式", "kind of recognition")
    date: LegalDate | None = fact("认定日期", "date of recognition")
    expires: Expiry | None = fact("有效期至", "last day of validity", "有效期止")
    previous_expires: Expiry | None = fact("原有效期至", "last day of the title that this one follows upon")
    body: str | None = fact("认定机关", "recognising body")
    body_is_ministry: YesNo | None = fact("由工信部认定", "recognised by a department of the ministry of industry")

    @model_validator(mode="after")
    def _possible(self) -> Recognition:
        """Refuse a level at which the title does not exist, and a validity that ends before it begins."""
        title = TITLES[self.title]
        if self.level is not None and self.level not in title.levels:
            levels = "、".join(each.label for each in title.levels)
            raise impossible(
                "no-such-level",
                Words(
                    f"没有{self.level.label}的“{title.label}”，它只有：{levels}", f"'{title.english}' has no such level"
                ),
            )
        in_order(self.date, self.expires, Words("有效期早于认定日期", "the validity ends before the recognition"))
        return self


class Registration(Closed):
    """Where an enterprise was registered, and from when to when; without `until` it still is."""

    region: RegionCode | None = fact("登记地", "place of registration")
    since: LegalDate | None = fact("登记日期", "registered since", "自")
    until: LegalDate | None = fact("迁出日期", "registered until", "至")

    @model_validator(mode="after")
    def _possible(self) -> Registration:
        """Refuse a registration that ends before it begins."""
        in_order(self.since, self.until, Words("迁出日期早于登记日期", "the registration ends before it begins"))
        return self


class Relocation(Closed):
    """An enterprise's move into a city."""

    into: RegionCode | None = fact("迁入地", "moved into")
    date: LegalDate | None = fact("迁入日期", "date of the move")
    whole: YesNo | None = fact("整体迁入", "the whole enterprise moved")
    operating_normally: YesNo | None = fact("迁入后正常经营", "has operated normally since")


class Account(Closed):
    """The figures of one fiscal year (the calendar year); money with its unit, people as a whole number."""

    year: int = Field(title="年度", ge=1949, le=2200, json_schema_extra={"english": "fiscal year"})
    revenue: Money | None = fact("营业收入", "revenue")
    main_business_revenue: Money | None = fact("主营业务收入", "revenue of the main business")
    net_profit: Money | None = fact("净利润", "net profit")
    total_assets: Money | None = fact("资产总额", "total assets")
    rd_expense: Money | None = fact("研发经费支出", "spending on research and development", "研发费用")
    employees: int | None = fact("从业人员", "employees", ge=0, strict=True)


class Incident(Closed):
    """An accident, or a penalty for one."""

    kind: IncidentKindField | None = fact("类别", "kind")
    date: LegalDate | None = fact("发生日期", "date", "日期")
    penalty: YesNo | None = fact("属于处罚", "a penalty rather than an accident")
    note: str | None = fact("说明", "note")


class Certificate(Closed):
    """A certified management system."""

    kind: CertificateKindField = Field(title="体系", json_schema_extra={"english": "system"})
    since: LegalDate | None = fact("发证日期", "valid from")
    expires: Expiry | None = fact("有效期至", "last day of validity", "有效期止")


class Credit(Closed):
    """Standing with banks, the tax office and the public credit system."""

    bank: YesNo | None = fact("银行信用良好", "good standing with banks")
    tax: YesNo | None = fact("纳税信用良好", "good standing with the tax office")
    social: YesNo | None = fact("社会信用良好", "good public credit standing")
    low_risk: YesNo | None = fact("信用风险低", "low credit risk")


class AwardReceived(Closed):
    """Money already received for a title or under a clause."""

    clause: str | None = fact("条款", "clause")
    title: TitleId | None = fact("称号", "title")
    level: LevelField | None = fact("级别", "level")
    kind: MoneyKindField | None = fact("资金性质", "award or subsidy")
    amount: Money | None = fact("金额", "amount")
    date: LegalDate | None = fact("发放日期", "date of payment", "日期")
    payer: RegionCode | None = fact("发放地", "paying government")


class Tenant(Closed):
    """An enterprise in a startup base."""

    name: str | None = fact("名称", "name")
    entered: LegalDate | None = fact("入驻日期", "entered on")
    left: LegalDate | None = fact("迁出日期", "left on; absent while it is still there")
    recognitions: tuple[Recognition, ...] | None = fact("认定", "recognitions")

    @model_validator(mode="after")
    def _possible(self) -> Tenant:
        """Refuse a tenant that left before it came."""
        in_order(self.entered, self.left, Words("迁出日期早于入驻日期", "it left before it entered"))
        return self


class ContractPayment(Closed):
    """A sum actually paid under a design contract."""

    date: LegalDate | None = fact("付款日期", "date of payment", "日期")
    amount: Money | None = fact("金额", "amount")


class DesignContract(Closed):
    """A contract for industrial design services; subsidised by what was actually paid under it."""

    name: str | None = fact("名称", "name")
    client_region: RegionCode | None = fact("委托方所在地", "where the client is")
    industrial_design: YesNo | None = fact("属于工业设计服务外包", "is outsourced industrial design")
    payments: tuple[ContractPayment, ...] | None = fact("付款", "payments")


class TraineeGroup(Closed):
    """People trained, of one kind."""

    kind: TrainingKindField | None = fact("培训类型", "kind of training")
    people: int | None = fact("人数", "people", ge=0, strict=True)
    of_zjtx_sme: YesNo | None = fact("属于专精特新中小企业职工", "employed by a 专精特新 SME")
    date: LegalDate | None = fact("培训完成日期", "completed on", "日期")


class Assessment(Closed):
    """The annual assessment of a district."""

    year: int = Field(title="年度", ge=1949, le=2200, json_schema_extra={"english": "year"})
    base_target_met: YesNo | None = fact("达到考核基础目标", "met the base target")
