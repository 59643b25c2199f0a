"""Rules on what several clauses pay together: which compete (就高不就低), and the most that they come to (限额)."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.choice import Setting
from zjtx_rules.language.clause_base import Clause, clause_phrases
from zjtx_rules.phrases import Phrase, Slot, choices, form, optional
from zjtx_rules.quantities.part import FormulaText
from zjtx_rules.words import Words

SETTLEMENT: dict[str, Slot] = {
    "basis": choices(text=("文本写明", "the text"), system=("文本未写，依本系统通则", "the rule of this system")),
    "applies": Slot(
        choices={
            True: Words("适用，只付最高一项", "applies"),
            False: Words("不适用，各项相加", "does not apply, all are added"),
        }
    ),
    "between": choices(all=("全部互相竞合", "all of them"), same_title=("仅同一称号竞合", "those for the same title")),
    "window": choices(lifetime=("不限年度", "all years"), calendar_year=("同一公历年", "the same calendar year")),
    "settlement": choices(difference=("补差", "the difference"), nothing=("不再发放", "nothing")),
    "received_from": choices(
        here=("仅本地发放的", "what was paid here"), anywhere=("各级发放的", "what was paid at any level")
    ),
    "beneficiaries": choices(
        enterprises=("仅企业，含个体工商户", "enterprises, individual businesses included"), any=("任何主体", "anybody")
    ),
}
"""How 就高不就低 is said, setting by setting."""

LIMITED: dict[str, Slot] = {
    "applies": Slot(choices={True: Words("适用", "applies"), False: Words("不适用", "does not apply")}),
    "window": choices(lifetime=("历年累计", "all years"), calendar_year=("评估当年", "the year of the question")),
}
"""How a limit is said, setting by setting."""


class MoneyRule(Clause):
    """A rule on what several clauses pay together."""

    among: Setting[tuple[str, ...]]
    applies: Setting[bool]
    cannot_say: CannotSay | None


class NoDuplication(MoneyRule):
    """就高不就低、不重复: which awards compete, over what time, and what becomes of money received before."""

    NOUN: ClassVar[Words] = Words("不重复规则", "no duplication")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        "下列条款竞合：{among}。就高不就低：{applies}。竞合口径：{between}。期间：{window}。以前领过较低一项的：{settlement}。"
        "已领来源：{received_from}。受益主体：{beneficiaries}。依据：{basis}。{cannot_say}{by}",
        "These clauses compete: {among}. The highest only: {applies}. Among: {between}. Over: {window}. "
        "Where a lower one was received before: {settlement}. Counted: {received_from}. For: {beneficiaries}. By: {basis}.{cannot_say}{by}",
        among=form("ids"),
        cannot_say=optional("未能写成规则：{}。", " Not said in rules: {}."),
        **SETTLEMENT,
    )

    kind: Literal["no_duplication"] = Field(title="类别")
    basis: Literal["text", "system"] = Field(
        default="text", title="依据", description="text 文本写明；system 文本未写，依本系统通则"
    )
    among: Setting[tuple[str, ...]] = Field(
        title="竞合范围", description="互相竞合的奖励和补贴条款的编号；* 代表任意字符，如 award.*"
    )
    applies: Setting[bool] = Field(default=True, title="是否适用", description="false 则各项相加，不竞合")
    between: Setting[Literal["all", "same_title"]] = Field(
        default="all", title="竞合口径", description="all 全部互相竞合；same_title 仅同一称号竞合"
    )
    window: Setting[Literal["lifetime", "calendar_year"]] = Field(
        default="lifetime", title="期间", description="多长时间内互相竞合：lifetime 不限年度；calendar_year 同一公历年"
    )
    settlement: Setting[Literal["difference", "nothing"]] = Field(
        default="difference", title="已领处理", description="以前领过较低一项的：difference 补差；nothing 不再发放"
    )
    received_from: Setting[Literal["here", "anywhere"]] = Field(
        default="here", title="已领来源", description="哪些已领资金计入：here 仅本地发放的；anywhere 各级发放的"
    )
    beneficiaries: Setting[Literal["enterprises", "any"]] = Field(
        default="enterprises", title="受益主体", description="enterprises 仅企业，含个体工商户；any 任何主体"
    )
    cannot_say: CannotSay | None = Field(
        default=None, title="无法表达", description="规则文件写不出的规则：理由和原话；竞合范围内的各条不计算"
    )


class Limit(MoneyRule):
    """限额: the most that several clauses pay together, in a year or ever; what was received under them counts."""

    NOUN: ClassVar[Words] = Words("限额", "limit")
    PHRASES: ClassVar[tuple[Phrase, ...]] = clause_phrases(
        "下列条款合计有限额：{among}。{at_most}期间：{window}。限额{applies}。{cannot_say}{by}",
        "These clauses have a limit together: {among}.{at_most} Over: {window}. The limit {applies}.{cannot_say}{by}",
        among=form("ids"),
        at_most=optional("最高{}。", " At most {}.", "formula"),
        cannot_say=optional("未能写成规则：{}。", " Not said in rules: {}."),
        **LIMITED,
    )

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("at_most", "cannot_say"),)

    kind: Literal["limit"] = Field(title="类别")
    among: Setting[tuple[str, ...]] = Field(
        title="计入范围", description="计入限额的奖励和补贴条款的编号；* 代表任意字符，如 award.*"
    )
    at_most: FormulaText | None = Field(
        default=None, title="最高", description="限额，金额、算式或值的名称；写不成规则的不写，写 cannot_say"
    )
    applies: Setting[bool] = Field(default=True, title="是否适用", description="false 则不设限额")
    window: Setting[Literal["lifetime", "calendar_year"]] = Field(
        default="calendar_year",
        title="期间",
        description="calendar_year 评估当年支付的和当年已领的；lifetime 历年累计",
    )
    cannot_say: CannotSay | None = Field(
        default=None, title="无法表达", description="规则文件写不出的限额：理由和原话；计入范围内的各条不计算"
    )

    @model_validator(mode="after")
    def _a_figure_or_none(self) -> "Limit":
        """Refuse a limit without a figure, unless the file says that it cannot be said."""
        if (self.at_most is None) == (self.cannot_say is None):
            zh, en = (
                "写 at_most（限额）；写不成规则的写 cannot_say",
                "write at_most, or cannot_say where it cannot be said",
            )
            raise PydanticCustomError("limit-form", "{zh}", {"zh": zh, "en": en})
        return self
