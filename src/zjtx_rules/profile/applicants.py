"""The applicants: one frozen model per kind of beneficiary that the five documents address."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ModelWrapValidatorHandler, model_validator

from zjtx_rules.nearest import one_input
from zjtx_rules.profile.choices import Application, ApplicationField, LegalForm, LegalFormField, ProductivityGradeField
from zjtx_rules.profile.model import YES_NO, Closed, Steps, YesNo, fact, whole_list, wrong_inside
from zjtx_rules.profile.records import (
    Account,
    Assessment,
    AwardReceived,
    Certificate,
    Credit,
    DesignContract,
    Incident,
    Recognition,
    Registration,
    Relocation,
    Tenant,
    TraineeGroup,
)
from zjtx_rules.terms import CreditCode, LegalDate, RegionCode, SizeClassField
from zjtx_rules.terms.fields import write_as
from zjtx_rules.words import Words

_YEAR = re.compile(r"(19|20)[0-9]{2}")


def _as_written(value: object) -> object:
    if isinstance(value, (Decimal, date)):
        return str(value)
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        words = Words(
            f"{value!r}是浮点数，不精确：用文字“{value!r}”或 Decimal", f"{value!r} is a float, which is not exact"
        )
        raise wrong_inside("fact-value", [(words, ())], write_as(repr(value)))
    if isinstance(value, dict) and value and all(_YEAR.fullmatch(str(year)) for year in value):
        return {str(year): None if each is None else _as_written(each) for year, each in value.items()}
    words = Words("应是文字、数、是否或日期", "expected text, a number, yes or no, or a date")
    raise wrong_inside("fact-value", [(words, ())])


_Number = Annotated[float, Field()]  # what JSON calls a number; read exactly
_Yearly = Annotated[
    dict[str, bool | int | _Number | str | None],
    Field(min_length=1, json_schema_extra={"propertyNames": {"pattern": f"^(?:{_YEAR.pattern})$"}}),
]
FactValue = Annotated[
    bool | int | str | dict[str, bool | int | str | None],
    BeforeValidator(_as_written, json_schema_input_type=bool | int | _Number | str | _Yearly),
]
"""A value given under `facts`, or a value for each year: what it must be is declared by the rule file that asks for it.

A number with a point is kept as it is written, because JSON would give it back as a text.
"""


def _listed(value: object) -> object:
    """Read the records of a list, or whether they are all there are."""
    if isinstance(value, bool) or (isinstance(value, str) and value in YES_NO):
        return value if isinstance(value, bool) else YES_NO[value]
    if not isinstance(value, (list, tuple)):
        words = Words("应是列表，每条写几项", "expected a list of records")
        hint = Words(
            "每条写作“- {名称: 值, 名称: 值}”；一条也没有写 []",
            "write '- {name: value}' for each; [] where there are none",
        )
        raise wrong_inside("record-list", [(words, ())], hint)
    wrong: list[tuple[Words, Steps]] = []
    for at, record in enumerate(value):
        if not isinstance(record, dict):
            wrong.append((Words("这一条应写几项，每项一个值", "a record has fields, each with a value"), (at,)))
            continue
        for name, each in record.items():
            if isinstance(each, (dict, list, tuple)):
                wrong.append((Words(f"“{name}”应是一个值", f"'{name}' should be one value"), (at, str(name))))
    if wrong:
        raise wrong_inside("record-list", wrong, Words("例如 {金额: 60万元, 日期: 2024-03-01}", "{amount: 60万元}"))
    return tuple(
        {str(name): None if each is None else _as_written(each) for name, each in one.items()} for one in value
    )


Record = dict[str, bool | int | str | None]
_Written = dict[str, bool | int | _Number | str | None]
Listed = Annotated[
    bool | tuple[Record, ...],
    BeforeValidator(_listed, json_schema_input_type=bool | Literal["是", "否"] | list[_Written]),
]
"""The records of a list that a rule file declares; under 清单名+齐全 whether they are all there are."""

Yearly = TypeVar("Yearly", Account, Assessment)


def _once_a_year(words: Words) -> AfterValidator:
    """Refuse two records of one year: it would be open which of them holds."""

    def check(items: tuple[Yearly, ...]) -> tuple[Yearly, ...]:
        seen: set[int] = set()
        twice: list[tuple[Words, Steps]] = []
        for index, each in enumerate(items):
            if each.year in seen:
                said = Words(f"{each.year}年度的{words.zh}写了两次", f"two {words.en} of {each.year}")
                twice.append((said, (index, "year")))
            seen.add(each.year)
        if twice:
            raise wrong_inside("year-twice", twice, Words("删去其中一个，或改正年度", "delete one, or mend the year"))
        return items

    return AfterValidator(check)


def _unquoted(value: object) -> object:
    """Read a code that was written without quotation marks as it is written."""
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def _no_move(value: object) -> object:
    return "none" if value in ("none", "无") else value


def _kind_id(value: object) -> object:
    return KIND_ALIASES.get(value, value) if isinstance(value, str) else value


_KIND = BeforeValidator(_kind_id)
"""Reads the Chinese words for a kind of applicant as well as its id."""


class Applicant(Closed):
    """What all applicants have: a name, a place, titles held, money received, and facts declared by a rule file."""

    noun: ClassVar[Words] = Words("申请主体", "applicant")

    name: str | None = fact("名称", "name", "企业名称", description="申请主体的全称")
    credit_code: CreditCode | None = fact(
        "统一社会信用代码", "unified social credit code", description="十八位，末位是校验码；校验位不符的照收，另加提示"
    )
    region: RegionCode | None = fact(
        "所在地", "place", "注册地", "所属地区", description="现在所在的地方；写到区县最准，只写到省则市级文件无法判断"
    )
    legal_form: LegalFormField | None = fact(
        "法人类型", "legal form", description="文本只说“企业”的就高不就低，只对法人类型是企业或个体工商户的适用"
    )
    application: ApplicationField = Field(
        default=Application.NEW,
        title="申请类型",
        description="为取得称号而问的是哪一种申请：新申请（不写即是）或复核；同一称号两种申请可能适用不同的标准",
        json_schema_extra={"english": "kind of application"},
    )
    recognitions: tuple[Recognition, ...] | None = fact(
        "认定", "recognitions", "认定称号", description="取得过的全部称号；一个也没有写 []，不写是不知道"
    )
    recognitions_complete: YesNo | None = whole_list("认定", "recognitions")
    awards_received: tuple[AwardReceived, ...] | None = fact(
        "已领奖补", "awards received", description="已经领到的奖励和补贴；没有领过写 []，不写是不知道"
    )
    awards_received_complete: YesNo | None = whole_list("已领奖补", "awards received")
    facts: dict[str, FactValue] = Field(
        default_factory=dict,
        title="其他事实",
        description="规则文件自定的事实，写其编号或中文名称",
        json_schema_extra={"english": "facts that a rule file declares"},
    )
    records: dict[str, Listed] = Field(
        default_factory=dict,
        title="其他清单",
        description="规则文件自定的清单（如 设备、知识产权），写其名称或编号，逐条列出；一条也没有写 []，不写是不知道；"
        "列的可能不全的，另写 清单名齐全: 否",
        json_schema_extra={"english": "lists of records that a rule file declares"},
    )
    attested: dict[str, YesNo] = Field(
        default_factory=dict,
        title="人工认定",
        description="人已作出的判断，写判断事项的编号或中文名称；尚未判断的不写",
        json_schema_extra={"english": "judgements that a person vouches for"},
    )

    @model_validator(mode="wrap")
    @classmethod
    def _as_one_input(cls, data: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        """Suggest words for as many mistakes of a profile as are shown and hardly more, so that reading takes linear time."""
        with one_input():
            return read(data)


class EnterpriseProfile(Applicant):
    """An enterprise."""

    noun: ClassVar[Words] = Words("企业", "enterprise")

    kind: Annotated[Literal["enterprise"], _KIND] = Field(
        default="enterprise", title="主体类型", description="是哪一种申请主体"
    )
    legal_form: LegalFormField | None = Field(
        default=LegalForm.ENTERPRISE,
        title="法人类型",
        description="企业不写即为企业；个体工商户按企业对待，企业的奖励和就高不就低都适用",
        json_schema_extra={"english": "legal form"},
    )
    founded: LegalDate | None = fact("成立日期", "founded on", description="营业执照上的成立日期")
    registrations: tuple[Registration, ...] | None = fact(
        "登记沿革", "registration history", description="在哪里登记、从何时到何时；迁过地址的逐段写"
    )
    registrations_complete: YesNo | None = whole_list("登记沿革", "registrations")
    relocation: Annotated[
        Relocation | Literal["none"] | None,
        BeforeValidator(_no_move, json_schema_input_type=Relocation | Literal["none", "无"] | None),
    ] = fact(
        "迁入情况",
        "relocation; none (无) where the enterprise never moved in",
        description="从外地整体迁入的写；没有迁入写 无",
    )
    industry: Annotated[str | None, BeforeValidator(_unquoted, json_schema_input_type=str | int | float | None)] = fact(
        "行业代码",
        "industry (GB/T 4754-2017)",
        "行业",
        description="国民经济行业分类的代码或名称，如 C3451、34、制造业；代码首位是0的须加引号",
    )
    independent_legal_person: YesNo | None = fact(
        "具有独立法人资格", "is an independent legal person", description="分公司不是"
    )
    size_class: SizeClassField | None = fact(
        "企业规模",
        "size class as established by the authority",
        "企业划型",
        description="主管部门已认定的规模；不写则按行业和上年度数据推算",
    )
    accounts: Annotated[tuple[Account, ...], _once_a_year(Words("财务数据", "accounts"))] | None = fact(
        "财务数据", "accounts by fiscal year", description="逐年的财务数据；上年度与增长率由此算出"
    )
    certificates: tuple[Certificate, ...] | None = fact(
        "体系认证", "certified management systems", description="通过的管理体系认证；没有写 []"
    )
    certificates_complete: YesNo | None = whole_list("体系认证", "certified management systems")
    credit: Credit | None = fact("信用", "credit standing", description="银行、纳税和社会信用")
    incidents: tuple[Incident, ...] | None = fact(
        "事故与处罚", "accidents and penalties", description="事故和处罚；没有发生过写 []，不写是不知道"
    )
    incidents_complete: YesNo | None = whole_list("事故与处罚", "accidents and penalties")
    provided_false_information: YesNo | None = fact(
        "提供虚假信息", "provided false information", description="是否提供过虚假信息"
    )
    meets_energy_rules: YesNo | None = fact(
        "节能符合规定", "meets the rules on saving energy", description="是否符合节能规定"
    )
    meets_environment_rules: YesNo | None = fact(
        "环保符合规定", "meets the rules on the environment", description="是否符合环保规定"
    )
    meets_safety_rules: YesNo | None = fact(
        "安全生产符合规定", "meets the rules on safety at work", description="是否符合安全生产规定"
    )
    invention_patents: int | None = fact(
        "有效发明专利", "valid invention patents", ge=0, strict=True, description="有效发明专利的项数"
    )
    productivity_grade: ProductivityGradeField | None = fact(
        "亩产效益评价", "grade of output per mu", description="“亩产效益”评价的类别"
    )


class StartupBaseProfile(Applicant):
    """The operator of a startup base (小型微型企业创业创新示范基地) and the enterprises in it."""

    noun: ClassVar[Words] = Words("创业创新示范基地", "startup base")

    kind: Annotated[Literal["startup_base"], _KIND] = Field(
        default="startup_base", title="主体类型", description="是哪一种申请主体"
    )
    tenants: tuple[Tenant, ...] | None = fact(
        "入驻企业", "enterprises in the base", description="入驻过基地的企业及其称号"
    )
    tenants_complete: YesNo | None = whole_list("入驻企业", "enterprises in the base")


class ServicePlatformProfile(Applicant):
    """The operator of a public service platform for SMEs (中小企业公共服务示范平台)."""

    noun: ClassVar[Words] = Words("公共服务示范平台", "service platform")

    kind: Annotated[Literal["service_platform"], _KIND] = Field(
        default="service_platform", title="主体类型", description="是哪一种申请主体"
    )


class ClusterProfile(Applicant):
    """The operator of a specialised SME cluster (中小企业特色产业集群)."""

    noun: ClassVar[Words] = Words("特色产业集群", "cluster")

    kind: Annotated[Literal["cluster"], _KIND] = Field(
        default="cluster", title="主体类型", description="是哪一种申请主体"
    )


class ParkProfile(Applicant):
    """A park that cultivates and serves quality SMEs (优质培育服务园区)."""

    noun: ClassVar[Words] = Words("园区", "park")

    kind: Annotated[Literal["park"], _KIND] = Field(default="park", title="主体类型", description="是哪一种申请主体")


class DistrictProfile(Applicant):
    """A district, county or functional zone."""

    noun: ClassVar[Words] = Words("区县（功能区）", "district")

    kind: Annotated[Literal["district"], _KIND] = Field(
        default="district", title="主体类型", description="是哪一种申请主体"
    )
    assessments: Annotated[tuple[Assessment, ...], _once_a_year(Words("年度考核", "assessments"))] | None = fact(
        "年度考核", "annual assessments", description="逐年的考核结果"
    )
    assessments_complete: YesNo | None = whole_list("年度考核", "annual assessments")


class DesignInstituteProfile(Applicant):
    """An institute of industrial design and its contracts."""

    noun: ClassVar[Words] = Words("工业设计机构", "design institute")

    kind: Annotated[Literal["design_institute"], _KIND] = Field(
        default="design_institute", title="主体类型", description="是哪一种申请主体"
    )
    contracts: tuple[DesignContract, ...] | None = fact(
        "设计服务合同", "design contracts", description="工业设计服务外包合同及其付款"
    )
    contracts_complete: YesNo | None = whole_list("设计服务合同", "design contracts")


class TrainingBodyProfile(Applicant):
    """A body that trains skilled workers."""

    noun: ClassVar[Words] = Words("培养机构", "training body")

    kind: Annotated[Literal["training_body"], _KIND] = Field(
        default="training_body", title="主体类型", description="是哪一种申请主体"
    )
    trainees: tuple[TraineeGroup, ...] | None = fact("培训人员", "people trained", description="按培训类型逐批写")
    trainees_complete: YesNo | None = whole_list("培训人员", "people trained")


APPLICANTS: dict[str, type[Applicant]] = {
    "enterprise": EnterpriseProfile,
    "startup_base": StartupBaseProfile,
    "service_platform": ServicePlatformProfile,
    "cluster": ClusterProfile,
    "park": ParkProfile,
    "district": DistrictProfile,
    "design_institute": DesignInstituteProfile,
    "training_body": TrainingBodyProfile,
}
"""Every kind of applicant under its id, as a profile's `kind` names it."""

KIND_ALIASES: dict[str, str] = {model.noun.zh: kind for kind, model in APPLICANTS.items()} | {
    "基地": "startup_base",
    "平台": "service_platform",
    "集群": "cluster",
    "区县": "district",
    "功能区": "district",
    "工业设计研究院": "design_institute",
}

__all__ = [
    "APPLICANTS",
    "KIND_ALIASES",
    "Applicant",
    "ClusterProfile",
    "DesignInstituteProfile",
    "DistrictProfile",
    "EnterpriseProfile",
    "ParkProfile",
    "ServicePlatformProfile",
    "StartupBaseProfile",
    "TrainingBodyProfile",
]
