"""The answer as one JSON document: its models, from which the JSON Schema is made.

Sums are exact yuan, written as decimal strings; `text` is how a person reads them. Lists keep the order of the texts.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zjtx_rules.language.force import Force
from zjtx_rules.presentation.answer_parts import (
    BackOut,
    BoundsOut,
    LimitOut,
    NamedClause,
    NatureName,
    NotComputedOut,
    OthersOut,
    PayerOut,
    QuotedClause,
    TotalsOut,
    UnsaidOut,
)
from zjtx_rules.presentation.parts import Part, VerdictName
from zjtx_rules.presentation.points_models import ScoreOut

SCHEMA_VERSION = "1"


Detail = Literal["brief", "normal", "full"]
"""How much an answer says."""


class ConditionOut(Part):
    """One condition, what was found, and its parts."""

    text: str = Field(title="条件")
    verdict: VerdictName = Field(title="结论")
    value: str | None = Field(default=None, title="所据事实")
    missing: list[str] = Field(default_factory=list, title="缺少的事实")
    lacks: list[str] = Field(default_factory=list, title="缺少的事实的名称")
    parts: list[ConditionOut] = Field(default_factory=list, title="分项")


class VersionOut(Part):
    """Whether a version of the conditions of a title judges the application that is asked about, and why."""

    applies: bool = Field(title="适用")
    application: Literal["new", "review"] = Field(title="申请类型", description="new 新申请；review 复核")
    rank: str | None = Field(title="称号", description="满足后可以认定的称号的编号")
    level: str | None = Field(title="级别")
    valid: str | None = Field(title="有效期")
    why: str = Field(title="理由")


class ClauseOut(Part):
    """One clause: verdict, reasons, the words it rests on."""

    document: str = Field(title="文件")
    id: str = Field(title="编号")
    kind: str = Field(title="类别")
    cite: str = Field(title="条款号")
    title: str = Field(title="标题")
    quote: list[str] = Field(title="原文", description="只有转述的为空")
    offices: list[str] = Field(title="责任单位")
    verdict: VerdictName = Field(title="结论")
    restated: bool = Field(default=False, title="转述", description="所据只有转述，没有逐字的原文")
    version: VersionOut | None = Field(
        default=None, title="适用版本", description="资格标准是否适用于所问之日的这类申请；其他条款为 null"
    )
    score: ScoreOut | None = Field(
        default=None, title="得分", description="资格标准按指标评分的：逐项得分、小计、合计；其他为 null"
    )
    force: Force | None = Field(default=None, title="效力", description="句子约束到什么程度；null 表示不约束谁")
    binds: list[str] = Field(default_factory=list, title="约束对象", description="责任单位以外要做事的一方")
    entry: str | None = Field(default=None, title="进入方式")
    quota: str | None = Field(default=None, title="名额")
    window: str | None = Field(default=None, title="申报时间")
    gives: str | None = Field(default=None, title="给付或内容")
    condition: ConditionOut | None = Field(default=None, title="条件")
    note: str | None = Field(default=None, title="说明")
    not_computed: list[UnsaidOut] = Field(
        default_factory=list, title="未计算", description="规则文件写不出而依据它的，这一条不计算"
    )


class SuppressedBy(Part):
    """The award that is paid instead, and the rule under which."""

    clause: str = Field(title="条款")
    title: str = Field(title="标题")
    rule: str = Field(title="依据条款")
    quote: list[str] = Field(title="原文")
    basis: Literal["text", "system"] = Field(title="依据", description="system 表示文件未写明，依本系统通则")


class LineOut(QuotedClause):
    """One award or subsidy, and what became of it."""

    offices: list[str] = Field(title="责任单位")
    verdict: VerdictName = Field(title="结论")
    outcome: Literal["paid", "suppressed", "nothing_left", "open"] = Field(title="处理")
    nature: NatureName = Field(title="性质", description="fixed 定额；up_to 最高额")
    stated: BoundsOut = Field(title="条款数额")
    pays: BoundsOut = Field(title="实际可得")
    text: str = Field(title="文字")
    how: str | None = Field(default=None, title="算法")
    recognised_on: str | None = Field(default=None, title="认定日期")
    window: str | None = Field(default=None, title="申报时间")
    year: int | None = Field(default=None, title="所属年度")
    suppressed_by: list[SuppressedBy] = Field(default_factory=list, title="让位于")
    payers: list[PayerOut] = Field(default_factory=list, title="出资人", description="由几级财政分担的，各负担多少")
    already_received: BoundsOut | None = Field(default=None, title="已领扣减")
    missing: list[str] = Field(default_factory=list, title="缺少的事实")


class SectionOut(Part):
    """Money of one standing."""

    total: TotalsOut = Field(title="合计", description="不含未计算的；已受限额")
    lines: list[LineOut] = Field(title="逐项", description="限额以前的数额")
    limits: list[LimitOut] = Field(default_factory=list, title="限额", description="几条合计的限额")
    not_computed: list[NotComputedOut] = Field(
        default_factory=list, title="未计算", description="规则文件写不出的，既不是0，也不在合计里"
    )
    to_pay_back: list[BackOut] = Field(
        default_factory=list, title="应退回", description="追回、退回的；从不与可得的相抵"
    )
    back_total: BoundsOut | None = Field(default=None, title="应退回合计", description="null 表示没有要退回的")
    to_others: list[OthersOut] = Field(
        default_factory=list, title="支付给他人", description="受款人不是申请主体的；不计入申请主体可得"
    )


class AdoptedOut(SectionOut):
    """What one draft or the template would pay if adopted unchanged."""

    document: str = Field(title="文件")
    standing: str = Field(title="状态")


class AwardsOut(Part):
    """The money; the sections are never added to one another."""

    payable: SectionOut = Field(title="现在可得")
    if_adopted: list[AdoptedOut] = Field(title="若照此施行")
    accrued: SectionOut = Field(title="可能的遗留权益")
    not_yet: SectionOut = Field(title="尚未施行")


class GainOut(NamedClause):
    """A right, service or support without a figure."""

    content: str = Field(title="内容")
    quote: list[str] = Field(title="原文")
    offices: list[str] = Field(title="责任单位")
    verdict: VerdictName = Field(title="结论")
    now: bool = Field(title="现在有效", description="草案、模板、尚未施行和已过施行期的文件为 false")


class SourceOut(Part):
    """One clause that an item of a band rests on."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    offices: list[str] = Field(title="责任单位")
    until: str | None = Field(title="施行至", description="文件的截止日；null 表示文本未写明")


class BandItemOut(Part):
    """One thing in a band: what it is, how firmly, by what act, on which clauses it rests."""

    kind: Literal["money", "right", "service", "support", "not_computed"] = Field(
        title="类别",
        description="money 资金；right 权利；service 服务；support 未写金额的支持；not_computed 未计算的资金，规则文件写不出",
    )
    title: str = Field(title="标题")
    content: str = Field(title="内容")
    amount: str | None = Field(title="金额", description="未写金额的和不是资金的为 null")
    verdict: VerdictName = Field(title="结论")
    counts: bool = Field(title="计入项数", description="满足；资金还须未被更高的奖励取代、未领足")
    force: Force = Field(title="效力")
    force_text: str = Field(title="效力说明")
    binds: list[str] = Field(title="约束对象")
    entry: str | None = Field(title="进入方式")
    quota: str | None = Field(title="名额")
    window: str | None = Field(default=None, title="申报时间")
    sources: list[SourceOut] = Field(title="依据", description="另一份文件写着同一句话的，一并列出")
    not_computed: list[UnsaidOut] = Field(default_factory=list, title="未计算", description="规则文件写不出之处")


class BandOut(Part):
    """One band of the answer; every clause that grants something, or may, stands in exactly one, once."""

    band: Literal["claim", "enjoy", "join", "directions", "if_adopted"] = Field(
        title="分栏",
        description=(
            "claim 可申领；enjoy 可享受；join 可报名的项目；directions 支持方向与他人职责，不能据此申领；"
            "if_adopted 若照此施行，现在不可得"
        ),
    )
    title: str = Field(title="名称")
    count: int = Field(title="项数")
    open: int = Field(title="待定项数", description="缺少事实或须人判断的")
    items: list[BandItemOut] = Field(title="逐项")


class BenchmarkOut(Part):
    """An average beside the applicant's own figure; never a condition."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    of: str = Field(title="对标范围")
    figure: str = Field(title="文本数值")
    own: str | None = Field(title="本主体数值")
    reached: bool | None = Field(title="是否达到")


class MissingOut(Part):
    """A missing fact, and how much money hangs on it."""

    path: str = Field(title="路径")
    label: str = Field(title="名称")
    clauses: list[str] = Field(title="涉及条款")
    stake: str | None = Field(title="涉及金额", description="null 表示不涉及金额")
    section: str = Field(title="所属部分")


class JudgementOut(Part):
    """Something that only a person can decide."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    text: str = Field(title="事项")


class AlternativeOut(Part):
    """What an option that was not chosen would give."""

    option: str = Field(title="选项")
    label: str = Field(title="说法")
    text: str = Field(title="结果")
    total: TotalsOut = Field(title="合计")


class ReadingOut(Part):
    """A reading that the answer rests on."""

    document: str = Field(title="文件")
    id: str = Field(title="编号")
    question: str = Field(title="问题")
    text: str = Field(title="原文")
    chosen: str = Field(title="采用")
    label: str = Field(title="说法")
    default: bool = Field(title="是否默认")
    alternatives: list[AlternativeOut] = Field(title="会改变金额的其他解读")


class InputNoteOut(Part):
    """Something of the profile that could be read and is hardly right."""

    code: str = Field(title="编号")
    path: str = Field(title="路径")
    label: str = Field(title="名称")
    text: str = Field(title="文字")
    suggestion: str | None = Field(title="建议")
    place: str | None = Field(title="位置", description="文件、行、列；由程序给出的资料没有位置")


class DocumentOut(Part):
    """A document that was asked."""

    id: str = Field(title="编号")
    title: str = Field(title="标题")
    number: str | None = Field(title="文号")
    status: str = Field(title="状态")
    standing: str = Field(title="评估日状态")
    standing_text: str = Field(title="状态说明")
    in_force_from: str | None = Field(title="施行自")
    in_force_to: str | None = Field(title="施行至")
    adopted_from: str | None = Field(
        default=None,
        title="假定施行自",
        description="征求意见稿和模板：调用者假定的施行首日；null 表示任何时候的认定均计",
    )
    place: str = Field(title="行政区域")
    rules: str = Field(title="规则文件")
    sha256: str = Field(title="规则文件校验值")


class ApplicantOut(Part):
    """Who the answer is about."""

    name: str | None = Field(title="名称")
    kind: str = Field(title="主体类型")
    noun: str = Field(title="主体")
    credit_code: str | None = Field(title="统一社会信用代码")
    region: str | None = Field(title="所在地")


class Asked(Part):
    """What was asked, of whom, by what: begins every answer, whatever its detail."""

    version: str = Field(default=SCHEMA_VERSION, title="格式版本")
    engine: str = Field(title="引擎版本", description="zjtx-rules 的版本")
    as_of: str = Field(title="评估日")
    adopting: str | None = Field(default=None, title="模板适用的地区")
    applicant: ApplicantOut = Field(title="申请主体")
    profile_sha256: str = Field(title="申报资料校验值", description="资料规范形式的 SHA-256，与写法和键的次序无关")
    rules_hash: str = Field(title="规则集校验值", description="只取决于各规则文件的内容，与文件名和次序无关")


class NormalAnswer(Asked):
    """Everything that concerns the applicant, each thing once: the whole answer without the clauses one by one."""

    documents: list[DocumentOut] = Field(title="文件")
    awards: AwardsOut = Field(title="奖补")
    bands: list[BandOut] = Field(
        title="分栏", description="五栏，依次为可申领、可享受、可报名的项目、支持方向与他人职责、若照此施行"
    )
    eligibility: list[ClauseOut] = Field(title="资格")
    benchmarks: list[BenchmarkOut] = Field(title="对标")
    missing: list[MissingOut] = Field(title="缺少的事实")
    judgements: list[JudgementOut] = Field(title="须人工判断")
    readings: list[ReadingOut] = Field(title="解读")
    input_notes: list[InputNoteOut] = Field(title="资料提示", description="读得懂而未必对的内容，不影响其余结论")
    notes: list[str] = Field(title="提示")


class Answer(NormalAnswer):
    """The whole answer."""

    rights: list[GainOut] = Field(title="权利")
    services: list[GainOut] = Field(title="服务")
    support: list[GainOut] = Field(title="无数额支持")
    clauses: list[ClauseOut] = Field(title="全部条款")


class BriefClaim(NamedClause):
    """One award or subsidy: the sum, where to go, until when."""

    outcome: Literal["paid", "suppressed", "nothing_left", "open"] = Field(title="处理")
    nature: NatureName = Field(title="性质", description="fixed 定额；up_to 最高额")
    floor: str = Field(title="至少", description="元")
    ceiling: str | None = Field(title="至多", description="元；null 表示上限未知")
    text: str = Field(title="文字")
    offices: list[str] = Field(title="责任单位")
    until: str | None = Field(title="施行至", description="文件的截止日；null 表示文本未写明")
    missing: list[str] = Field(default_factory=list, title="缺少的事实")


class BriefMoney(Part):
    """The money of one standing in short."""

    document: str | None = Field(default=None, title="文件", description="若照此施行的文件；现在可得的为 null")
    total: TotalsOut = Field(title="合计")
    claims: list[BriefClaim] = Field(title="逐项", description="限额以前的数额")
    limits: list[LimitOut] = Field(default_factory=list, title="限额", description="扣减了或可能扣减的")
    not_computed: list[NotComputedOut] = Field(default_factory=list, title="未计算", description="不在合计里，也不是0")
    to_pay_back: list[BackOut] = Field(default_factory=list, title="应退回", description="从不与可得的相抵")
    back_total: BoundsOut | None = Field(default=None, title="应退回合计")
    to_others: list[OthersOut] = Field(default_factory=list, title="支付给他人", description="不计入申请主体可得")


class BriefDocument(Part):
    """A document that was asked, and the rule file that it was asked in."""

    id: str = Field(title="编号")
    number: str | None = Field(title="文号")
    standing: str = Field(title="评估日状态")
    sha256: str = Field(title="规则文件校验值")


class BriefMissing(Part):
    """A missing fact, and the money that hangs on it."""

    path: str = Field(title="路径")
    label: str = Field(title="名称")
    stake: str | None = Field(title="涉及金额", description="null 表示不涉及金额")


class BriefAnswer(Asked):
    """What a window or another system shows first: the money, per claim the sum, office, source and last day, what is missing."""

    documents: list[BriefDocument] = Field(title="文件")
    payable: BriefMoney = Field(title="现在可得")
    if_adopted: list[BriefMoney] = Field(title="若照此施行")
    counts: dict[str, int] = Field(title="各栏项数", description="claim 可申领；enjoy 可享受；join 可报名的项目")
    missing: list[BriefMissing] = Field(title="缺少的事实")
    readings: dict[str, str] = Field(title="采用的解读", description="文件编号:解读编号 → 选项")
    input_notes: list[str] = Field(title="资料提示")
