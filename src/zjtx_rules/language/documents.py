"""What a rule file says around its clauses: the jurisdiction, the documents with status and validity, the readings."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.choice import ByReading, Setting
from zjtx_rules.conditions.recognitions import Year
from zjtx_rules.language.clause_base import Quotes
from zjtx_rules.language.clauses import AnyEntry, Kinds
from zjtx_rules.phrases import Phrase, Slot, choices, form
from zjtx_rules.profile.facts import FactType
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.over_applicants import OverApplicants
from zjtx_rules.quantities.record_models import DeclaredRecords
from zjtx_rules.terms import LegalDate, RegionCode
from zjtx_rules.words import Words

Uses = tuple[
    Annotated[
        str,
        Field(
            pattern=r"^(?:[^/\\\s:*?\"<>|][^/\\:*?\"<>|]*/)*[^/\\\s:*?\"<>|][^/\\:*?\"<>|]*\.(?:vocab|词汇)\.yaml$",
            max_length=200,
        ),
    ],
    ...,
]
"""The vocabularies that a file uses, relative to it."""

Identifier = Field(pattern=r"^[a-z][a-z0-9_]*$", title="编号", description="英文小写、数字和下划线")


class Said(BaseModel):
    """The base of everything in a rule file: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


class Standing(Enum):
    """Where a document stands on a date; only one in force pays."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet_in_force"
    ENDED = "ended"
    DRAFT = "draft"
    TEMPLATE = "template"

    @property
    def words(self) -> Words:
        """How the standing is said."""
        return {
            Standing.IN_FORCE: Words("施行中", "in force"),
            Standing.NOT_YET: Words("尚未施行", "not yet in force"),
            Standing.ENDED: Words("已过施行期", "no longer in force"),
            Standing.DRAFT: Words("征求意见稿，未施行", "a draft, not in force"),
            Standing.TEMPLATE: Words("模板，未由任何地方施行", "a template that no place has adopted"),
        }[self]


class Jurisdiction(Said):
    """The place whose rules these are; a template has no code until a caller binds it to a region."""

    name: str = Field(min_length=1, title="名称", description="如 日照市")
    code: RegionCode | None = Field(default=None, title="行政区划代码", description="GB/T 2260 六位代码；模板不写")


class PlaceOfFile(Said):
    """A place that the file declares: a zone, which has no code of GB/T 2260, or a made-up one for examples."""

    name: str = Field(
        min_length=2, max_length=40, pattern=r"^[^/\s]+$", title="名称", description="申报资料和条件中用这一名称"
    )
    code: str = Field(
        pattern=r"^[0-9]{6}$",
        title="代码",
        description="六位，不能是已有的区划代码；99 开头的留给示例中虚构的地方",
    )
    within: str | None = Field(
        default=None,
        title="属于",
        description="所在的市、县或本文件声明的另一处，地名或代码；虚构的省、市不写",
    )


class Judgement(Said):
    """Something that the text leaves to a person, who attests it in the profile."""

    id: str = Identifier
    label: str = Field(min_length=1, title="名称", description="文本中的说法")
    english: str = Field(default="", title="英文名称", description="英文输出用")


SUMS = ("money", "percentage", "count", "number")
"""The types of facts that may be figures of each year."""


class DeclaredFact(Said):
    """A fact that this file asks for beyond those every profile has; a profile gives it under `facts` (其他事实)."""

    NARROWS: ClassVar[Mapping[tuple[str, str], tuple[str, tuple[str, ...]]]] = {("by", "year"): ("type", SUMS)}

    id: str = Identifier
    label: str = Field(min_length=1, title="名称", description="中文名称，填表时也可用它")
    english: str = Field(default="", title="英文名称", description="英文输出用")
    type: FactType = Field(
        title="类型",
        description="yes_no 是否；money 金额；percentage 百分比；count 整数；number 数；date 日期；year 年度；text 文字",
    )
    by: Literal["year"] | None = Field(
        default=None, title="分年度", description="year 每年一个数，申报资料中按年写；公式中写明年度，如 产值@上年"
    )
    over_applicants: OverApplicants | None = Field(
        default=None,
        title="由全部主体算出",
        description=(
            "全部申报主体的合计、家数、本主体的名次等：单独一家不知道，是缺少的事实；zjtx simulate 由整批主体算出。"
            "已经公布的，申报资料中照写"
        ),
    )

    @property
    def asked_as(self) -> Words:
        """How it is named where it is missing: of a figure over all applicants, why nobody has it alone."""
        words = Words(self.label, self.english or self.label)
        if self.over_applicants is None:
            return words
        return Words(f"{words.zh}（由全部申报主体算出）", f"{words.en} (reckoned over all applicants)")


class NamedCondition(Said):
    """A condition with a name, written once and used by it (`meets`); loading puts it where the name stands."""

    id: str = Identifier
    label: str = Field(min_length=1, title="名称", description="文本中的说法；meets 中写编号或名称")
    english: str = Field(default="", title="英文名称", description="英文输出用")
    when: AnyCondition = Field(title="条件", description="何时为真")


class InForce(Said):
    """A validity; both days are included, an end that the text does not state is left out."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "施行期：{from_}{to}{to_as_read}，首尾两日均含。",
            " In force {from_}{to}{to_as_read}, both days included.",
            {
                "from_": Slot(Words("自{}", "from {}"), Words("文本未写起日", "from a day that is not stated")),
                "to": Slot(Words("至{}", " to {}"), Words("，文本未写止日", ", without a stated end")),
                "to_as_read": Slot(Words("，止日{}", ", ending {}"), choices={"open": Words("不设截止", "never")}),
            },
        ),
    )

    from_: LegalDate | None = Field(default=None, alias="from", title="自", description="施行之日，含当日")
    to: LegalDate | None = Field(default=None, title="至", description="截止之日，含当日；文本未写明的不写")
    to_as_read: ByReading[LegalDate | Literal["open"]] | None = Field(
        default=None, title="至（依解读）", description="文本未写明截止日时，各解读选项下的截止日；open 不设截止"
    )


class Origin(Said):
    """The text that was read, so that a change of it is noticed."""

    file: str = Field(
        title="文件",
        description="原文的文件名，放在 check --sources 所指的文件夹中；可以是其下的路径，如 国家/63号.txt",
    )
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", title="校验值", description="原文文件的 SHA-256，六十四位；原文变了，核对时会发现"
    )


class ReadingOfText(Said):
    """A question that the text leaves open, the ways to answer it, and what is done where the caller says nothing."""

    id: str = Identifier
    question: str = Field(min_length=1, title="问题", description="文本没有回答的问题")
    text: str = Field(default="", title="原文", description="留有疑问的字句；文本未置一词的留空")
    options: dict[str, str] = Field(min_length=2, title="选项", description="编号与说法")
    default: str = Field(title="默认", description="使用者不选时采用的选项")
    percentage: str | None = Field(
        default=None, title="带百分比的选项", description="此选项要由使用者给出一个百分比，选用时写成 编号=选项:20%"
    )


class Settings(Said):
    """How the document's own scope is read, where a clause does not say otherwise."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "施行期须涵盖：{validity_covers}。",
            " The validity has to cover {validity_covers}.",
            {
                "validity_covers": Slot(
                    absent=Words("不要求", "nothing"),
                    choices={
                        "recognition": Words("认定之日", "the day of the recognition"),
                        "as_of": Words("评估之日", "the as-of day"),
                    },
                )
            },
        ),
        Phrase(
            "未写认定年度的，认定年度：{recognition_year}。",
            " Where no year is said, recognitions count {recognition_year}.",
            {
                "recognition_year": choices(
                    any=("不限", "of any year"),
                    calendar_year=("评估当年", "of the as-of year"),
                    prior_calendar_year=("上年度", "of the year before"),
                )
            },
        ),
        Phrase(
            "认定之日的登记地：{registered_at_recognition}。",
            " Registered, at the recognition, {registered_at_recognition}.",
            {
                "registered_at_recognition": choices(
                    here=("须在本行政区域", "in this place"), anywhere=("不限", "anywhere")
                )
            },
        ),
        Phrase(
            "称号失效后重新认定的：{lapsed_counts_as_new}。",
            " A title given again after it lapsed is {lapsed_counts_as_new}.",
            {
                "lapsed_counts_as_new": Slot(
                    choices={True: Words("视为新认定", "new"), False: Words("不视为新认定", "not new")}
                )
            },
        ),
        Phrase(
            "一次性奖补未领足的：{paid_in_part}。",
            " Of what is paid once and was paid in part: {paid_in_part}.",
            {"paid_in_part": choices(nothing=("不再发放", "nothing more"), rest=("余额仍可申领", "the rest"))},
        ),
        Phrase(
            "不足一分的部分：{rounding}。",
            " Fractions of a 分 are {rounding}.",
            {
                "rounding": choices(
                    exact=("不舍入", "kept"), half_up=("四舍五入到分", "rounded half up"), down=("舍去", "dropped")
                )
            },
        ),
    )

    validity_covers: Setting[tuple[Literal["recognition", "as_of"], ...]] = Field(
        default=("recognition", "as_of"),
        title="施行期须涵盖",
        description="哪些日子须在施行期内：recognition 认定日；as_of 评估日",
    )
    recognition_year: Setting[Year] = Field(
        default="any",
        title="认定年度",
        description="哪一年的认定算数：any 不限；calendar_year 评估当年；prior_calendar_year 上年度",
    )
    registered_at_recognition: Setting[Literal["here", "anywhere"]] = Field(
        default="here",
        title="认定之日登记地",
        description="新获认定、延续认定的企业当时登记在何处：here 须在本行政区域；anywhere 不限",
    )
    lapsed_counts_as_new: Setting[bool] = Field(
        default=False, title="失效后重新认定", description="称号失效后重新认定的：true 视为新认定；false 不视为新认定"
    )
    paid_in_part: Setting[Literal["nothing", "rest"]] = Field(
        default="nothing",
        title="一次性奖补未领足",
        description="一次性的奖补领过而少于上限的：nothing 那就是一次，不再发放；rest 余额仍可申领",
    )
    rounding: Setting[Literal["exact", "half_up", "down"]] = Field(
        default="exact",
        title="不足一分",
        description="每笔奖补不足一分的部分：exact 不舍入；half_up 四舍五入到分；down 舍去",
    )


class Gate(Said):
    """A condition put before every clause of certain kinds."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{to}的{kinds}条款，须先{when}",
            "for {kinds} clauses for {to}: {when}",
            {
                "to": form("kinds"),
                "kinds": choices(award=("奖励", "award"), subsidy=("补贴", "subsidy"), right=("权利", "right")),
            },
        ),
    )

    to: Kinds = Field(title="适用主体", description="一种或几种主体")
    kinds: tuple[Literal["award", "subsidy", "right"], ...] = Field(
        min_length=1, title="条款类别", description="加在哪几类条款之前：award 奖励；subsidy 补贴；right 权利"
    )
    when: AnyCondition = Field(title="条件", description="这几类条款都须先满足的条件")


class Document(Said):
    """One policy text."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", title="编号", description="英文小写、数字和连字符")
    title: str = Field(min_length=1, title="标题", description="文件全称")
    english: str = Field(default="", title="英文标题", description="英文输出用")
    number: str | None = Field(default=None, title="文号", description="如 日政办字〔2022〕10号")
    issuer: str | None = Field(default=None, title="发文机关", description="发文机关")
    status: Literal["issued", "draft", "template"] = Field(
        title="状态", description="issued 已印发；draft 征求意见稿；template 模板"
    )
    in_force: InForce = Field(default_factory=InForce, title="施行期", description="首尾两日均含")
    supersedes: Quotes = Field(
        default=(),
        title="取代",
        description="本文件所取代的旧文件的编号，可写几个，在本规则文件或另一份规则文件中；比较时与它对照",
    )
    note: str = Field(default="", title="说明", description="例如文本未写明截止日期")
    source: Origin | None = Field(default=None, title="来源", description="所据文本")
    settings: Settings = Field(default_factory=Settings, title="设定", description="整份文件共用的口径")
    readings: tuple[ReadingOfText, ...] = Field(default=(), title="解读", description="文本未明之处")
    gates: tuple[Gate, ...] = Field(default=(), title="前置条件", description="加在某类条款之前的条件")
    clauses: tuple[AnyEntry, ...] = Field(
        min_length=1, title="条款", description="依文本顺序；同一条的几款可以写成 section"
    )

    def standing(self, as_of: date, read_end: date | None = None) -> Standing:
        """Return where the document stands on a date; `read_end` is its last day where the text leaves that to a reading."""
        if self.status == "draft":
            return Standing.DRAFT
        if self.status == "template":
            return Standing.TEMPLATE
        if self.in_force.from_ is not None and as_of < self.in_force.from_:
            return Standing.NOT_YET
        end = self.in_force.to or read_end
        if end is not None and as_of > end:
            return Standing.ENDED
        return Standing.IN_FORCE

    @property
    def words(self) -> Words:
        """The title in both languages."""
        return Words(self.title, self.english or self.title)


class RuleFile(Said):
    """One rule file as its author wrote it."""

    jurisdiction: Jurisdiction = Field(title="行政区域", description="规则所属的地方")
    places: tuple[PlaceOfFile, ...] = Field(
        default=(), title="自定地方", description="开发区、功能区等没有区划代码的地方，和示例中虚构的地方"
    )
    uses: Uses = Field(
        default=(),
        title="共用词汇",
        description="几份规则文件共用的事实、清单、判断事项所在的词汇文件，名称以 .vocab.yaml 或 .词汇.yaml 结尾，路径从本文件所在的文件夹写起",
    )
    judgements: tuple[Judgement, ...] = Field(default=(), title="人工判断事项", description="文本留给人判断的事项")
    facts: tuple[DeclaredFact, ...] = Field(default=(), title="自定事实", description="通用事实之外本文件所需的事实")
    records: tuple[DeclaredRecords, ...] = Field(
        default=(), title="自定清单", description="逐条列出的事实：设备、知识产权、融资等，各有若干项"
    )
    values: tuple[NamedValue, ...] = Field(
        default=(), title="值", description="有名称的数：算式、分档、分段、按条件；公式和条件中用它们"
    )
    conditions: tuple[NamedCondition, ...] = Field(
        default=(), title="条件定义", description="写一次、多处用的条件；条件中写 meets: 编号"
    )
    documents: tuple[Document, ...] = Field(min_length=1, title="文件", description="一份或几份政策文本")
