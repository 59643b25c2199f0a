"""The kinds of clause: what a sentence of a policy text can be, once it has been read.

Every clause carries its number in the text (`cite`), the operative words (`quote`), a title in the encoder's own words and
the offices in charge (`by`). What else it carries is its kind.
"""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.choice import Setting
from zjtx_rules.language.clause_base import Clause, Quotes, clause_phrases, several
from zjtx_rules.language.force import Entry, Force
from zjtx_rules.language.goals import Goal
from zjtx_rules.language.money_rules import Limit, NoDuplication
from zjtx_rules.language.versions import AppliesTo
from zjtx_rules.payments import AnyPayment
from zjtx_rules.payments.payees import Payee, Payer
from zjtx_rules.phrases import Phrase, choices, form, optional
from zjtx_rules.profile.facts import Fact
from zjtx_rules.quantities.part import FormulaText
from zjtx_rules.terms import ApplicationWindow, Duration, LevelField, TitleId
from zjtx_rules.words import Words

ApplicantKind = Literal[
    "enterprise",
    "startup_base",
    "service_platform",
    "cluster",
    "park",
    "district",
    "design_institute",
    "training_body",
]


Windows = Annotated[
    tuple[ApplicationWindow, ...],
    BeforeValidator(several, json_schema_input_type=ApplicationWindow | list[ApplicationWindow]),
]
Kinds = Annotated[
    tuple[ApplicantKind, ...],
    Field(min_length=1),
    BeforeValidator(
        several, json_schema_input_type=ApplicantKind | Annotated[list[ApplicantKind], Field(min_length=1)]
    ),
]


ENDS = "{entry}{quota}{window}{binds}{by}"
_FOR = "对{where}{to}{when}，", "For applicants ({to}) {where}{when}, "


class Binding(Clause):
    """A clause whose sentence binds somebody: to give, to put first, to let join, or merely to support."""

    force: Setting[Force] | None = Field(
        default=None,
        title="效力",
        description=(
            "这句话约束到什么程度：mandatory 应当给付；discretionary 可以；priority 优先；programme 可报名的项目；"
            "encouraged 鼓励支持；third_party 他人职责；government 政府工作。"
            "不写的，奖励、补贴、权利为 mandatory，服务为 programme，工作任务为 government"
        ),
    )
    binds: Quotes = Field(
        default=(), title="约束对象", description="句中要做事的一方，不是责任单位的才写，如 银行、高等院校、龙头企业"
    )


_WINDOW = Field(
    default=(),
    title="申报时间",
    description="每年或某年何时可以申报，首尾均含，如 3月16日至4月15日、至4月30日；可写几段。文本没有写的不写",
)


class Offering(Binding):
    """A clause that offers something: by what act one comes to have it, and how many may."""

    entry: Entry | None = Field(
        default=None,
        title="进入方式",
        description=(
            "凭什么取得：apply 申报；sign_up 报名参加；recommended 由部门推荐；selected 择优选取；"
            "invited 由部门组织或邀请；automatic 无须申请。文本没有写的不写"
        ),
    )
    quota: str = Field(default="", title="名额", description="文本写明的名额，照录，如 每年100家以上")
    window: Windows = _WINDOW


class ForApplicants(Clause):
    """A clause that addresses applicants, with conditions."""

    to: Kinds = Field(
        title="适用主体",
        description=(
            "一种或几种主体：enterprise 企业；startup_base 创业创新示范基地；service_platform 公共服务示范平台；"
            "cluster 特色产业集群；park 园区；district 区县（功能区）；design_institute 工业设计机构；training_body 培养机构"
        ),
    )
    where: Literal["here", "anywhere"] = Field(
        default="here", title="地域", description="here 主体须在本行政区域内；anywhere 文本不限"
    )
    when: AnyCondition | None = Field(default=None, title="条件", description="须满足的条件；文本没有条件的不写")


class Granting(ForApplicants, Offering):
    """A clause that gives applicants something: money, a right, a service."""


class Tier(ForApplicants):
    """Eligibility for a rank or pool (培育对象, 培育库), or a version of the conditions of a title."""

    NOUN: ClassVar[Words] = Words("资格", "eligibility")
    NEEDS: ClassVar[Mapping[str, str]] = {"level": "rank", "valid": "rank"}
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "具有本条资格{rank}{level}{valid}{applies}。{window}{by}",
        _FOR[1] + "there is eligibility{rank}{level}{valid}{applies}.{window}{by}",
        rank=optional("，对应称号{}", " for the title {}", "title"),
        level=optional("（{}）", " ({})"),
        valid=optional("，有效期{}", ", valid for {}"),
        applies=optional("，适用于{}", ", which judges applications: {}"),
    )

    kind: Literal["tier"] = Field(title="类别")
    rank: TitleId | None = Field(default=None, title="对应称号", description="满足后可以认定的称号")
    level: LevelField | None = Field(default=None, title="级别", description="认定称号的级别；只有一个级别的不必写")
    valid: Duration | None = Field(default=None, title="有效期", description="称号自认定起的有效期，如 3年")
    applies: AppliesTo | None = Field(
        default=None,
        title="适用于",
        description="本标准适用于何时的新申请（new）、复核（review）；没有写的一类不适用；整条不写则施行期内的都适用",
    )
    window: Windows = _WINDOW


Frequency = Literal["once", "yearly", "each_time"]
"""How often the same applicant is paid for the same matter: 一次性, 每年, 每次."""


class Pays(Granting):
    """A clause that gives money."""

    pays: AnyPayment = Field(title="给付", description="给多少、怎么给")
    frequency: Setting[Frequency] | None = Field(
        default=None,
        title="发放次数",
        description=(
            "once 一次性，领过即止；yearly 每年一次，只与同一年度的已领相抵；each_time 每次认定或每次发生各发一次；"
            "文本没有写的不写"
        ),
    )
    payees: tuple[Payee, ...] = Field(
        default=(), title="受款人", description="钱分给几个对象的，各占多少；不写的全归申请主体"
    )
    payers: tuple[Payer, ...] = Field(default=(), title="出资人", description="由几级财政分担的，各占多少")


class Award(Pays):
    """A reward (奖励)."""

    NOUN: ClassVar[Words] = Words("奖励", "award")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "{force}给予奖励：{pays}。{payees}{payers}{frequency}" + ENDS,
        _FOR[1] + "an award {force} given: {pays}.{payees}{payers}{frequency}" + ENDS,
    )

    kind: Literal["award"] = Field(title="类别")


class Subsidy(Pays):
    """A cost-based subsidy, or other support in money (补贴, 贴息, 券, 配套)."""

    NOUN: ClassVar[Words] = Words("补贴", "subsidy")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "{force}给予补贴：{pays}。{payees}{payers}{frequency}" + ENDS,
        _FOR[1] + "a subsidy {force} given: {pays}.{payees}{payers}{frequency}" + ENDS,
    )

    kind: Literal["subsidy"] = Field(title="类别")


class Right(Granting):
    """A right that is not money (白名单, 不再增收土地价款)."""

    NOUN: ClassVar[Words] = Words("权利", "right")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "{force}给予权利：{grants}。" + ENDS,
        _FOR[1] + "a right {force} given: {grants}." + ENDS,
        grants=form("text"),
    )

    kind: Literal["right"] = Field(title="类别")
    grants: str = Field(min_length=1, title="权利内容", description="可以享受什么")


class Service(Granting):
    """Support open to certain applicants, offered by the offices in charge."""

    NOUN: ClassVar[Words] = Words("服务", "service")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "{force}提供服务：{offers}。" + ENDS,
        _FOR[1] + "a service {force} offered: {offers}." + ENDS,
        offers=form("text"),
    )

    kind: Literal["service"] = Field(title="类别")
    offers: str = Field(min_length=1, title="服务内容", description="可以使用什么")


class Flag(ForApplicants):
    """Something that does not decide, but that a person should be told (other penalties, a title not named)."""

    NOUN: ClassVar[Words] = Words("提示", "flag")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "应提示：{say}。{by}", _FOR[1] + "a notice: {say}.{by}", say=form("text")
    )

    kind: Literal["flag"] = Field(title="类别")
    say: str = Field(min_length=1, title="提示内容", description="条件满足时给出的提示")


class Recovery(ForApplicants):
    """收回、退回: money received under some clauses that has to be paid back; never netted with what is payable."""

    NOUN: ClassVar[Words] = Words("收回", "recovery")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "收回依下列条款已领的：{of}。{at_most}{by}",
        _FOR[1] + "what was received under these clauses is taken back: {of}.{at_most}{by}",
        of=form("ids"),
        at_most=optional("最高{}。", " At most {}.", "formula"),
    )

    kind: Literal["recovery"] = Field(title="类别")
    of: Setting[tuple[str, ...]] = Field(
        title="收回范围", description="收回依哪些条款已领的，奖励和补贴条款的编号；* 代表任意字符，如 award.*"
    )
    at_most: FormulaText | None = Field(
        default=None, title="最高", description="最多收回多少，金额、算式或值的名称；不写为已领而未退的全部"
    )


class Target(Clause):
    """Numbers that the plan sets for the place as a whole."""

    NOUN: ClassVar[Words] = Words("目标", "target")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases("目标为：{goals}。{by}", "The goals: {goals}.{by}")

    kind: Literal["target"] = Field(title="类别")
    goals: tuple[Goal, ...] = Field(min_length=1, title="指标", description="逐项列出")


class Benchmark(ForApplicants):
    """An average to compare with; never a condition."""

    NOUN: ClassVar[Words] = Words("对标", "benchmark")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        _FOR[0] + "{fact}与{of}对标（不是条件）：{bound}{figure}。{by}",
        _FOR[1] + "{fact} is compared with {of}, which is no condition: {bound} {figure}.{by}",
        fact=form("fact"),
        of=form("text"),
        figure=form("text"),
        bound=choices(at_least=("不低于", "at least"), more_than=("超过", "more than"), at_most=("不高于", "at most")),
    )

    kind: Literal["benchmark"] = Field(title="类别")
    fact: str = Field(title="事实", description="与之比较的主体自身数据")
    figure: str = Field(title="数值", description="文本给出的平均值或普遍水平，如 3%、15")
    bound: Literal["at_least", "more_than", "at_most"] = Field(
        default="at_least", title="松紧", description="at_least 不低于；more_than 超过；at_most 不高于"
    )
    of: str = Field(min_length=1, title="对标范围", description="哪类主体的平均或普遍水平")

    def compared(self, fact: Fact) -> int | Decimal | str:
        """Return the figure as a comparison with a fact takes it: a number for what is counted, else as it is written."""
        if fact.type == "count" and self.figure.isascii() and self.figure.isdigit():
            return int(self.figure)
        if fact.type == "number" and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", self.figure):
            return Decimal(self.figure)
        return self.figure


class Duty(Binding):
    """What offices or districts are to do; it addresses no applicant."""

    NOUN: ClassVar[Words] = Words("工作任务", "duty")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        "工作任务，{force}办理{does}。{binds}{by}",
        "A duty, which {force} done{does}.{binds}{by}",
        does=optional("：{}", ": {}", "text"),
    )

    kind: Literal["duty"] = Field(title="类别")
    does: str = Field(default="", title="内容", description="做什么")


CLAUSES: tuple[type[Clause], ...] = (
    Tier,
    Award,
    Subsidy,
    Right,
    Service,
    Flag,
    Recovery,
    Target,
    Benchmark,
    Duty,
    NoDuplication,
    Limit,
)
CLAUSE_KINDS: dict[str, type[Clause]] = {
    str(each.model_fields["kind"].annotation.__args__[0]): each  # type: ignore[union-attr]
    for each in CLAUSES
}
"""Every kind of clause under the word that a rule file uses."""


def _which(value: Any) -> str | None:
    if isinstance(value, Clause):
        return str(getattr(value, "kind", ""))
    if isinstance(value, Section) or (isinstance(value, dict) and "section" in value and "kind" not in value):
        return "sections"
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) and kind in CLAUSE_KINDS else None


_KNOWN = Discriminator(_which, custom_error_type="clause", custom_error_message="not a clause")

AnyClause = Annotated[
    Annotated[Tier, Tag("tier")]
    | Annotated[Award, Tag("award")]
    | Annotated[Subsidy, Tag("subsidy")]
    | Annotated[Right, Tag("right")]
    | Annotated[Service, Tag("service")]
    | Annotated[Flag, Tag("flag")]
    | Annotated[Recovery, Tag("recovery")]
    | Annotated[Target, Tag("target")]
    | Annotated[Benchmark, Tag("benchmark")]
    | Annotated[Duty, Tag("duty")]
    | Annotated[NoDuplication, Tag("no_duplication")]
    | Annotated[Limit, Tag("limit")],
    _KNOWN,
]
"""Any clause, recognised by its `kind`."""


class Section(BaseModel):
    """A section of the text (条): its number, offices, words and condition stand once for its clauses.

    Only a rule file as it is written has sections; a loaded one has their clauses (`language.expanding`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    NOUN: ClassVar[Words] = Words("条", "section")

    section: str = Field(min_length=1, title="条号", description="文本中的条款号，是其中各条款的 cite，另写了的除外")
    quote: Quotes = Field(default=(), title="原文", description="其中各条款共同的原文，另写了的除外")
    by: tuple[str, ...] = Field(default=(), title="责任单位", description="其中各条款的责任单位，另写了的除外")
    to: Kinds = Field(default=(), title="适用主体", description="其中各条款的适用主体，另写了的除外")
    where: Literal["here", "anywhere"] | None = Field(
        default=None, title="地域", description="其中各条款的地域，另写了的除外"
    )
    when: AnyCondition | None = Field(
        default=None, title="条件", description="其中各条款都须先满足的条件；条款自己的条件加在后面"
    )
    clauses: tuple[AnyClause, ...] = Field(
        min_length=1, title="条款", description="依文本顺序；cite 和上面写过的键可以不写"
    )


if TYPE_CHECKING:
    AnyEntry: TypeAlias = AnyClause
else:
    AnyEntry = Annotated[AnyClause.__origin__ | Annotated[Section, Tag("sections")], _KNOWN]
"""What stands in the list of clauses of a rule file as it is written: a clause, or a section with clauses."""
