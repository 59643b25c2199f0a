"""What every clause of a rule file has: its number in the text, the words it rests on, a title, the offices in charge."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zjtx_rules.language.force import ENTRIES
from zjtx_rules.phrases import Phrase, Slot, choices, form, optional
from zjtx_rules.words import Words


def several(value: Any) -> Any:
    """Return one of something as a list of one."""
    return (value,) if isinstance(value, str) else value


SomeText = Annotated[str, Field(min_length=1)]
Quotes = Annotated[tuple[SomeText, ...], BeforeValidator(several, json_schema_input_type=SomeText | list[SomeText])]
_FORCE = Slot(
    choices={
        "mandatory": Words("应当", "shall be"),
        "discretionary": Words("可以", "may be"),
        "priority": Words("优先", "shall first be"),
        "programme": Words("以可报名的项目", "can, by a programme to join, be"),
        "encouraged": Words("鼓励支持", "is encouraged to be"),
        "third_party": Words("由他人（不是责任单位）", "is for others than the offices to be"),
        "government": Words("作为政府工作", "is, as work of the government, to be"),
    }
)
_SLOTS: dict[str, Slot] = {
    "force": _FORCE,
    "entry": Slot(Words("取得方式：{}。", " To be had {}."), choices=ENTRIES),
    "quota": optional("名额：{}。", " Quota: {}.", "text"),
    "window": optional("申报时间：{}。", " Apply {}.", "windows"),
    "binds": optional("约束对象：{}。", " It binds {}.", "names"),
    "by": optional("责任单位：{}。", " Offices: {}.", "names"),
    "to": form("kinds"),
    "where": choices(here=("本行政区域内的", "of this place"), anywhere=("不限地域的", "wherever they are")),
    "payees": optional("受款人：{}。", " Paid to: {}."),
    "payers": optional("出资人：{}。", " Borne by: {}."),
    "when": optional("，{}", ", {}", "when"),
    "frequency": optional(
        "发放次数：{}。",
        " Paid {}.",
        once=("一次性，领过即止", "once"),
        yearly=("每年一次", "once a year"),
        each_time=("每次认定或每次发生各一次", "each time"),
    ),
}


def clause_phrases(zh: str, en: str, **slots: Slot) -> tuple[Phrase, ...]:
    """Return the sentence of a kind of clause, with the slots that clauses share."""
    return (Phrase(zh, en, _SLOTS | slots),)


class Clause(BaseModel):
    """What all clauses have."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    NOUN: ClassVar[Words]
    UNSAID: ClassVar[frozenset[str]] = frozenset(
        {"id", "kind", "cite", "quote", "restated", "title", "english", "note"}
    )
    """What names the clause or is wording, and its kind, which the words tell."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_.]*$", title="编号", description="本文件内唯一，英文小写、数字、下划线和点")
    cite: str = Field(min_length=1, title="条款号", description="文本中的条款号，如 三（一）2")
    quote: Quotes = Field(default=(), title="原文", description="起作用的字句，逐字照录；可写多句")
    restated: bool = Field(
        default=False, title="转述", description="true 手头没有逐字的原文，所据文件只有转述；不写 quote，输出不加引号"
    )
    title: str = Field(min_length=1, title="标题", description="条款内容，用自己的话")
    english: str = Field(default="", title="英文标题", description="英文标题，供英文输出使用")
    by: tuple[str, ...] = Field(default=(), title="责任单位", description="负责的部门")
    note: str = Field(default="", title="说明", description="编写说明，例如文本为何可作别解")

    @property
    def words(self) -> Words:
        """The title in both languages."""
        return Words(self.title, self.english or self.title)
