"""The dated facts of a profile: recognitions, registrations, accounts, incidents, certificates, money received."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.profile.choices import (
    CertificateKindField,
    IncidentKindField,
    MoneyKindField,
    RecognitionKindField,
    TrainingKindField,
)
from zjtx_rules.profile.model import Closed, YesNo, fact, whole_list, wrong_inside
from zjtx_rules.profile.occasion import FIRST_YEAR, LAST_YEAR, YEAR_IN_TIME, Occasion, names_no_day, period_of
from zjtx_rules.terms import TITLES, LegalDate, LevelField, Money, RegionCode, TermError, TitleId
from zjtx_rules.terms.fields import MAX_LENGTH, half_width
from zjtx_rules.terms.money import AMOUNT_PATTERN
from zjtx_rules.words import Words


def _never(value: object) -> object:
    return "never" if value in ("never", "长期", "长期有效") else value


Expiry = Annotated[
    LegalDate | Literal["never"],
    BeforeValidator(_never, json_schema_input_type=LegalDate | Literal["never", "长期", "长期有效"]),
]
"""The last day of a validity, that day included; `never` (长期) where it has none. Absent means unknown."""


def _as_given(value: object) -> object:
    return value


_YearOrMonth = (
    Annotated[str, Field(pattern=r"^[0-9]{4}(年度?|(-|/|\.|年)[0-9]{1,2}月?(份)?)?$")]
    | Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
)
DayGiven = Annotated[
    LegalDate | None, BeforeValidator(_as_given, json_schema_input_type=LegalDate | _YearOrMonth | None)
]
"""The day of a recognition; a year or a month may be written for it, and is then kept as `given_in`."""


def _digits(value: object) -> object:
    return int(value) if isinstance(value, str) and _FOUR_DIGITS.fullmatch(value) else value


_FOUR_DIGITS = re.compile("[0-9]{4}")
FiscalYear = Annotated[
    int,
    Field(strict=True),
    BeforeValidator(
        _digits,
        json_schema_input_type=Annotated[int, Field(ge=1949, le=2200)]
        | Annotated[str, Field(pattern=f"^{YEAR_IN_TIME}$")],
    ),
]
"""A fiscal year, 1949 to 2200, as a number or its four digits."""


def impossible(code: str, words: Words, *at: str) -> PydanticCustomError:
    """Return the error for facts that cannot be true together; `at` is the field that shows it."""
    return wrong_inside(code, [(words, at)])


def in_order(first: date | None, last: date | Literal["never"] | None, words: Words, at: str) -> None:
    """Refuse a last day, of the field `at`, that lies before the first."""
    if first is not None and isinstance(last, date) and last < first:
        said = Words(f"{words.zh}（{first}，{last}）", f"{words.en} ({first}, {last})")
        raise impossible("dates-reversed", said, at)


def _loss(value: object) -> object:
    """Read a loss: the one sum that may be negative."""
    if isinstance(value, str) and value.startswith("-") and value[1:2].isdigit():
        try:
            return Money(-Money.parse(value[1:]).yuan)
        except TermError:
            return value
    return value


_PROFIT = {
    "type": "string",
    "title": "金额",
    "pattern": rf"^(?:-|\s*)(?:{AMOUNT_PATTERN})\s*$",
    "maxLength": MAX_LENGTH + 1,
    "examples": ["200万元", "-50万元"],
}

Profit = Annotated[Money, BeforeValidator(_loss), WithJsonSchema(_PROFIT)]
"""A profit, or a loss with a minus sign."""


PossibleDays = tuple[date | None, date | None]
"""The earliest and the latest day on which something can have been, as far as is known."""


class Recognition(Closed):
    """A title given to an applicant. Title and level are separate, and either date or level may be unknown."""

    title: TitleId = Field(title="称号", json_schema_extra={"english": "title"}, description="称号的名称，不带级别")
    level: LevelField | None = fact("级别", "level", description="只有一个级别的称号可以不写")
    kind: RecognitionKindField | None = fact(
        "认定方式", "kind of recognition", description="首次取得是新认定；有效期满后的是复核或重新认定"
    )
    date: DayGiven = fact("认定日期", "date of recognition", description="认定文件上的日期")
    given_in: Occasion | None = fact(
        "认定年月",
        "year or month of recognition",
        description="只知道是哪一年、哪一月认定的，写 2023、2023-07；写在认定日期中也可以",
    )
    expires: Expiry | None = fact(
        "有效期至", "last day of validity", "有效期止", description="有效期最后一日；没有期限写 长期"
    )
    previous_expires: Expiry | None = fact(
        "原有效期至",
        "last day of the title that this one follows upon",
        description="复核或重新认定之前，那一次的有效期最后一日",
    )
    body: str | None = fact("认定机关", "recognising body", description="发文认定的机关")
    body_is_ministry: YesNo | None = fact(
        "由工信部认定",
        "recognised by a department of the ministry of industry",
        description="是否由工业和信息化部有关部门认定",
    )

    _whereabouts: Any = PrivateAttr(default=None)

    @property
    def whereabouts(self) -> Any:
        """Where its holder was registered (`profile.whereabouts`); None where nothing speaks of another place than now."""
        # Asked of every recognition by every clause: pydantic would look for a private attribute in several places first.
        private = self.__pydantic_private__
        return private.get("_whereabouts") if private else None

    @property
    def possible_days(self) -> PossibleDays:
        """The earliest and the latest day on which it can have been given, as far as the profile says; both are the date if it does.

        >>> Recognition(title="little_giant", date="2023年8月").possible_days
        (datetime.date(2023, 8, 1), datetime.date(2023, 8, 31))
        """
        if self.date is not None:
            return self.date, self.date
        first, last = period_of(self.given_in) if self.given_in is not None else (None, None)
        ends = self.expires if self.expires != "never" else None
        # No validity ends before it begins.
        return first, last if ends is None or (last is not None and last < ends) else ends

    @model_validator(mode="before")
    @classmethod
    def _date_without_a_day(cls, data: Any) -> Any:
        """Take a year or a month that stands for the date as what is known of it."""
        if not isinstance(data, dict):
            return data
        key = next((key for key in ("date", "认定日期") if names_no_day(data.get(key))), None)
        if key is None or not {"given_in", "认定年月"}.isdisjoint(data):
            return data
        return {("given_in" if name == key else name): value for name, value in data.items()}

    @model_validator(mode="after")
    def _possible(self) -> "Recognition":
        """Refuse a level at which the title does not exist, and days that cannot be true together."""
        title = TITLES[self.title]
        if self.level is not None and self.level not in title.levels:
            levels = "、".join(each.label for each in title.levels)
            raise impossible(
                "no-such-level",
                Words(
                    f"没有{self.level.label}的“{title.label}”，它只有：{levels}", f"'{title.english}' has no such level"
                ),
                "level",
            )
        first, last = period_of(self.given_in) if self.given_in is not None else (None, None)
        if self.date is not None and first is not None and last is not None and not first <= self.date <= last:
            said = Words(
                f"认定日期{self.date}不在认定年月（{self.given_in}）内",
                f"the date of recognition {self.date} does not lie in {self.given_in}",
            )
            raise impossible("dates-contradict", said, "given_in")
        in_order(
            self.date or first,
            self.expires,
            Words("有效期早于认定日期", "the validity ends before the recognition"),
            "expires",
        )
        return self


class Registration(Closed):
    """Where an enterprise was registered, and from when to when; without `until` it still is."""

    region: RegionCode | None = fact("登记地", "place of registration", description="登记所在的地方")
    since: LegalDate | None = fact("登记日期", "registered since", "自", description="在此地登记的日期")
    until: LegalDate | None = fact("迁出日期", "registered until", "至", description="迁出此地的日期；仍在此地的不写")

    @model_validator(mode="after")
    def _possible(self) -> "Registration":
        """Refuse a registration that ends before it begins."""
        in_order(
            self.since, self.until, Words("迁出日期早于登记日期", "the registration ends before it begins"), "until"
        )
        return self


class Relocation(Closed):
    """An enterprise's move into a city."""

    into: RegionCode | None = fact("迁入地", "moved into", description="迁到哪里")
    date: LegalDate | None = fact("迁入日期", "date of the move", description="完成迁入的日期")
    whole: YesNo | None = fact("整体迁入", "the whole enterprise moved", description="是否整体迁入")
    operating_normally: YesNo | None = fact(
        "迁入后正常经营", "has operated normally since", description="迁入后是否一直正常经营"
    )


class Account(Closed):
    """The figures of one fiscal year (the calendar year); money with its unit, people as a whole number."""

    year: FiscalYear = Field(
        title="年度", ge=1949, le=2200, json_schema_extra={"english": "fiscal year"}, description="财政年度，即公历年"
    )
    revenue: Money | None = fact("营业收入", "revenue", description="全年营业收入")
    main_business_revenue: Money | None = fact(
        "主营业务收入", "revenue of the main business", description="全年主营业务收入"
    )
    net_profit: Profit | None = fact("净利润", "net profit", description="全年净利润；亏损写负数，如 -50万元")
    total_assets: Money | None = fact("资产总额", "total assets", description="年末资产总额")
    rd_expense: Money | None = fact(
        "研发经费支出", "spending on research and development", "研发费用", description="全年研发经费支出"
    )
    employees: int | None = fact("从业人员", "employees", ge=0, strict=True, description="年末人数")


class Incident(Closed):
    """An accident, or a penalty for one."""

    kind: IncidentKindField | None = fact("类别", "kind", description="事故或处罚属于哪一类")
    date: LegalDate | None = fact("发生日期", "date", "日期", description="发生或受到处罚的日期")
    penalty: YesNo | None = fact("属于处罚", "a penalty rather than an accident", description="是处罚写是，是事故写否")
    note: str | None = fact("说明", "note", description="供人核查的说明")


class Certificate(Closed):
    """A certified management system."""

    kind: CertificateKindField = Field(
        title="体系", json_schema_extra={"english": "system"}, description="哪一种管理体系"
    )
    since: LegalDate | None = fact("发证日期", "valid from", description="证书开始有效的日期")
    expires: Expiry | None = fact(
        "有效期至", "last day of validity", "有效期止", description="证书最后一日；没有期限写 长期"
    )

    @model_validator(mode="after")
    def _possible(self) -> "Certificate":
        """Refuse a certificate that ends before it begins."""
        in_order(
            self.since, self.expires, Words("有效期早于发证日期", "the certificate ends before it begins"), "expires"
        )
        return self


class Credit(Closed):
    """Standing with banks, the tax office and the public credit system."""

    bank: YesNo | None = fact("银行信用良好", "good standing with banks", description="银行信用是否良好")
    tax: YesNo | None = fact("纳税信用良好", "good standing with the tax office", description="纳税信用是否良好")
    social: YesNo | None = fact("社会信用良好", "good public credit standing", description="社会信用是否良好")
    low_risk: YesNo | None = fact("信用风险低", "low credit risk", description="信用风险分类是否为低")


class AwardReceived(Closed):
    """Money already received: under which document and clause, for which title, and for which year or recognition."""

    document: str | None = fact(
        "文件", "document", "文号", "依据文件", description="依哪份文件领取：文号、标题或文件编号"
    )
    clause: str | None = fact(
        "条款",
        "clause",
        "条款号",
        "条款编号",
        description="依哪一条款领取：文本中的条款号，如 三（一）2，或规则文件中的条款编号",
    )
    title: TitleId | None = fact("称号", "title", description="因哪一称号领取")
    level: LevelField | None = fact("级别", "level", description="该称号的级别")
    occasion: Occasion | None = fact(
        "所属期",
        "year, month or day of the matter",
        "所属年度",
        "所属月份",
        "所属日期",
        description="为哪一年、哪一次的事发的：认定日期、考核年度、申报年度、付款年度，写 2023、2023-07 或 2023-07-14",
    )
    kind: MoneyKindField | None = fact("资金性质", "award or subsidy", description="是奖励还是补贴")
    amount: Money | None = fact("金额", "amount", description="领到的金额")
    returned: Money | None = fact("已退回", "paid back", description="其中已经退回的金额；没有退回的不写")
    date: LegalDate | None = fact("发放日期", "date of payment", "日期", "到账日期", description="到账的日期")
    payer: RegionCode | None = fact("发放地", "paying government", "发放机关所在地", description="哪一级政府发放")


def firm_name(name: str) -> str:
    """Return the name of a firm without what its spellings differ in: blanks, and full-width characters.

    >>> firm_name("甲公司（日照） ") == firm_name("甲公司(日照)")
    True
    """
    return "".join(half_width(name).translate(_BRACKETS).split())


_BRACKETS = str.maketrans("（）", "()")


class Tenant(Closed):
    """An enterprise in a startup base."""

    name: str | None = fact("名称", "name", description="企业名称")
    entered: LegalDate | None = fact("入驻日期", "entered on", description="入驻基地的日期")
    left: LegalDate | None = fact(
        "迁出日期", "left on; absent while it is still there", description="迁出基地的日期；仍在的不写"
    )
    recognitions: tuple[Recognition, ...] | None = fact("认定", "recognitions", description="该企业取得过的称号")
    recognitions_complete: YesNo | None = whole_list("认定", "recognitions")

    @model_validator(mode="after")
    def _possible(self) -> "Tenant":
        """Refuse a tenant that left before it came."""
        in_order(self.entered, self.left, Words("迁出日期早于入驻日期", "it left before it entered"), "left")
        return self


class ContractPayment(Closed):
    """A sum actually paid under a design contract."""

    date: LegalDate | None = fact("付款日期", "date of payment", "日期", description="付款的日期")
    amount: Money | None = fact("金额", "amount", description="实际付的金额")


class DesignContract(Closed):
    """A contract for industrial design services; subsidised by what was actually paid under it."""

    name: str | None = fact("名称", "name", description="合同名称")
    client_region: RegionCode | None = fact("委托方所在地", "where the client is", description="委托方在哪里")
    industrial_design: YesNo | None = fact(
        "属于工业设计服务外包", "is outsourced industrial design", description="是否属于工业设计服务外包"
    )
    ordered: LegalDate | None = fact(
        "订单日期", "date of the order", "签订日期", description="承接订单、签订合同的日期"
    )
    payments: tuple[ContractPayment, ...] | None = fact("付款", "payments", description="逐笔写实际付款")
    payments_complete: YesNo | None = whole_list("付款", "payments")


class TraineeGroup(Closed):
    """People trained, of one kind."""

    kind: TrainingKindField | None = fact("培训类型", "kind of training", description="这一批人的培训类型")
    people: int | None = fact("人数", "people", ge=0, strict=True, description="这一批的人数")
    of_zjtx_sme: YesNo | None = fact(
        "属于专精特新中小企业职工", "employed by a 专精特新 SME", description="这一批人是否都是专精特新中小企业的职工"
    )
    date: LegalDate | None = fact("培训完成日期", "completed on", "日期", description="培训完成的日期")


class Assessment(Closed):
    """The annual assessment of a district."""

    year: FiscalYear = Field(
        title="年度", ge=1949, le=2200, json_schema_extra={"english": "year"}, description="考核的年度"
    )
    base_target_met: YesNo | None = fact("达到考核基础目标", "met the base target", description="是否达到考核基础目标")
