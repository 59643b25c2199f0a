"""What a rule file says under `values:`: quantities with a name, which are the lines of an explanation."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.cannot_say import CannotSay
from zjtx_rules.conditions.choice import Setting
from zjtx_rules.phrases import Phrase, choices, form, optional
from zjtx_rules.quantities.part import FormulaText, Part
from zjtx_rules.quantities.received_models import Received
from zjtx_rules.quantities.record_models import RECORD_FORMS, Counted, Summed, SummedTop
from zjtx_rules.words import Words


class Band(Part):
    """One band of a table: from an edge on, or above it."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{from_}以上的为{is_}",
            "from {from_} on, {is_}",
            {"from_": form("formula"), "is_": form("formula")},
            {"above": None},
        ),
        Phrase(
            "超过{above}的为{is_}",
            "above {above}, {is_}",
            {"above": form("formula"), "is_": form("formula")},
            {"from_": None},
        ),
    )

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("from", "above"),)

    from_: FormulaText | None = Field(default=None, alias="from", title="自", description="达到此数即进入本档，含本数")
    above: FormulaText | None = Field(default=None, title="超过", description="超过此数才进入本档，不含本数")
    is_: FormulaText = Field(alias="is", title="为", description="本档的值")

    @model_validator(mode="after")
    def _one_edge(self) -> "Band":
        """Refuse a band with both edges, or with none."""
        if (self.from_ is None) == (self.above is None):
            zh, en = "每一档写 from（含本数）或 above（不含本数），只写其一", "a band has either from or above"
            raise PydanticCustomError("band-edge", "{zh}", {"zh": zh, "en": en})
        return self

    @property
    def edge(self) -> str:
        """Where the band begins."""
        return self.from_ or self.above or ""


class Table(Part):
    """A value by bands: the whole takes the value of the band that it lies in."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "按{by}分档：{bands}{below}{edge}",
            "by {by}, in bands: {bands}{below}{edge}",
            {
                "by": form("formula"),
                "below": optional("，未达最低一档的为{}", ", below them {}", "formula"),
                "edge": optional(
                    "，恰在档界的归{}",
                    ", at an edge {}",
                    upper=("上一档", "the band above"),
                    lower=("下一档", "the band below"),
                ),
            },
        ),
    )

    by: FormulaText = Field(title="依据", description="按哪一项定档")
    bands: tuple[Band, ...] = Field(min_length=1, title="各档", description="由低到高")
    below: FormulaText = Field(default="", title="以下", description="未达到最低一档时的值；不写为零")
    edge: Setting[Literal["upper", "lower"]] | None = Field(
        default=None,
        title="恰在档界",
        description="文本两档写着同一个数的，恰为此数归哪一档：upper 上一档；lower 下一档。写了它，各档都写 from",
    )

    @model_validator(mode="after")
    def _edges(self) -> "Table":
        """Refuse bands that say by themselves to which band their edge belongs, where the table says it."""
        if self.edge is not None and any(band.above is not None for band in self.bands):
            zh = "写了 edge 的，各档都写 from：档界归哪一档由 edge 说"
            raise PydanticCustomError(
                "band-edge", "{zh}", {"zh": zh, "en": "with edge, every band has from: edge says where an edge belongs"}
            )
        return self


class Brackets(Part):
    """Marginal bands: each part at the rate of its band (分段累进)."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("按{by}分段累进：{bands}", "by {by}, in marginal bands: {bands}", {"by": form("formula")}),
    )

    by: FormulaText = Field(title="依据", description="按哪一项分段")
    bands: tuple[Band, ...] = Field(min_length=1, title="各段", description="由低到高，is 写该段的比例")


class Case(Part):
    """A value and when it holds."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("{when}，为{is_}", "{when}: {is_}", {"when": form("when"), "is_": form("formula")}),
    )

    when: AnyCondition = Field(title="条件", description="何时为此值")
    is_: FormulaText = Field(alias="is", title="为", description="此时的值")


class Choose(Part):
    """A value by conditions: the first case, the highest, or all of them added."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = tuple(
        Phrase(
            f"{word}：{{{way}}}{{otherwise}}",
            f"{english}: {{{way}}}{{otherwise}}",
            {"otherwise": optional("，都不符合的为{}", ", else {}", "formula")},
            {other: () for other in ("first", "highest", "sum") if other != way},
        )
        for way, word, english in (
            ("first", "依次取第一个符合的", "the first that holds"),
            ("highest", "取符合的当中最高的", "the highest that holds"),
            ("sum", "符合的全部相加", "all that hold, added"),
        )
    )

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("first", "highest", "sum"),)

    first: tuple[Case, ...] = Field(default=(), title="依次", description="取第一个满足的")
    highest: tuple[Case, ...] = Field(default=(), title="取高", description="取满足的当中最高的（从高、就高）")
    sum: tuple[Case, ...] = Field(default=(), title="累计", description="满足的全部相加")
    otherwise: FormulaText = Field(default="", title="否则", description="都不满足时的值；不写为零")

    @model_validator(mode="after")
    def _one_way(self) -> "Choose":
        """Refuse several ways to choose, or none."""
        if sum(map(bool, (self.first, self.highest, self.sum))) != 1:
            zh = "写 first（取第一个满足的）、highest（取最高）或 sum（全部相加）之一"
            raise PydanticCustomError(
                "choose-way", "{zh}", {"zh": zh, "en": "write first, highest or sum, one of them"}
            )
        return self

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases, whichever way is chosen."""
        return self.first or self.highest or self.sum


class Decided(Part):
    """A value that a person decides between two ends (3%—8%)."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "由人在{from_}至{to}之间确定",
            "as a person decides, from {from_} to {to}",
            {"from_": form("formula"), "to": form("formula")},
        ),
    )

    from_: FormulaText = Field(alias="from", title="自", description="最低，含本数")
    to: FormulaText = Field(title="至", description="最高，含本数")


class UnsayableValue(CannotSay):
    """Why a value is not said in the rule file, the words of the text, and what it would measure."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "未能写成规则的{type}{words}（原因：{reason}）",
            "{type} that rules do not say: {words} (because: {reason})",
            {
                "type": choices(
                    money=("金额", "money"), percentage=("百分比", "a percentage"), number=("数", "a number")
                ),
                "words": form("text"),
                "reason": form("text"),
            },
        ),
    )

    type: Literal["money", "percentage", "number"] = Field(
        default="money", title="类型", description="money 金额；percentage 百分比；number 数"
    )


_FORMS = dict.fromkeys(
    ("is_", "table", "brackets", "choose", "decided", "cannot_say", "count", "received"), Words("", "")
) | {
    "sum": Words("合计", "the total of "),
    "highest": Words("最大的一条，", "the greatest of "),
    "lowest": Words("最小的一条，", "the least of "),
}
"""The forms of a value, each with what begins its sentence."""


VALUE_FORMS = ("is", "table", "brackets", "choose", "decided", "cannot_say", "received", *RECORD_FORMS)
"""The keys of which a value has one."""


class NamedValue(Part):
    """A quantity with a name; formulas use it by its label or its id."""

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (VALUE_FORMS,)
    UNSAID: ClassVar[frozenset[str]] = frozenset({"english"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = tuple(
        Phrase(
            f"{{label}}{{id}}：{word.zh}{{{way}}}{{at_least}}{{at_most}}",
            f"{{label}}{{id}}: {word.en}{{{way}}}{{at_least}}{{at_most}}",
            {
                "label": form("text"),
                "id": form("id"),
                "is_": form("formula"),
                "at_least": optional("，最低{}", ", at least {}", "formula"),
                "at_most": optional("，最高{}", ", at most {}", "formula"),
            },
            {other: None for other in _FORMS if other != way},
        )
        for way, word in _FORMS.items()
    )

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", title="编号", description="英文小写、数字和下划线")
    label: str = Field(min_length=1, title="名称", description="公式和说明中用这一名称")
    english: str = Field(default="", title="英文名称", description="英文输出用")
    is_: FormulaText | None = Field(default=None, alias="is", title="为", description="一行算式")
    table: Table | None = Field(default=None, title="分档", description="按一项指标定档")
    brackets: Brackets | None = Field(default=None, title="分段累进", description="各段按各段的比例，再相加")
    choose: Choose | None = Field(default=None, title="按条件", description="按条件取值")
    decided: Decided | None = Field(
        default=None, title="由人确定", description="文本只给区间，由人确定；定了的在申报资料的“其他事实”中写此编号"
    )
    cannot_say: UnsayableValue | None = Field(
        default=None, title="无法表达", description="规则文件写不出的值：理由和原话；用到它的不计算"
    )
    count: Counted | None = Field(default=None, title="计数", description="清单中满足条件的有几条")
    sum: SummedTop | None = Field(default=None, title="合计", description="清单中满足条件的各条，逐条的数相加")
    highest: Summed | None = Field(
        default=None, title="最大", description="清单中满足条件的各条，数最大的一条；没有即为零"
    )
    lowest: Summed | None = Field(
        default=None, title="最小", description="清单中满足条件的各条，数最小的一条；没有即为零"
    )
    received: Received | None = Field(default=None, title="已领", description="依某些条款已经领到的金额")
    at_most: FormulaText | None = Field(default=None, title="最高", description="不高于")
    at_least: FormulaText | None = Field(default=None, title="最低", description="不低于")

    @model_validator(mode="after")
    def _one_form(self) -> "NamedValue":
        """Refuse a value that is said in several ways, or in none."""
        if len([name for name in VALUE_FORMS if getattr(self, "is_" if name == "is" else name) is not None]) != 1:
            zh, en = f"写 {'、'.join(VALUE_FORMS)} 之一", f"write one of {', '.join(VALUE_FORMS)}"
            raise PydanticCustomError("value-form", "{zh}", {"zh": zh, "en": en})
        return self

    @property
    def over(self) -> Counted | None:
        """The list of records that it looks at, and how."""
        return self.count or self.sum or self.highest or self.lowest


def formulas_of(value: NamedValue) -> list[tuple[tuple[str | int, ...], str]]:
    """Return every formula of a value with its path below it."""
    found: list[tuple[tuple[str | int, ...], str | None]] = [(("is",), value.is_)]
    for name in ("table", "brackets"):
        part = getattr(value, name)
        if part is not None:
            found.append(((name, "by"), part.by))
            for at, band in enumerate(part.bands):
                edge = "from" if band.from_ is not None else "above"
                found += [((name, "bands", at, edge), band.edge), ((name, "bands", at, "is"), band.is_)]
    if value.table is not None:
        found.append((("table", "below"), value.table.below))
    if value.choose is not None:
        way = "first" if value.choose.first else "highest" if value.choose.highest else "sum"
        found += [(("choose", way, at, "is"), case.is_) for at, case in enumerate(value.choose.cases)]
        found.append((("choose", "otherwise"), value.choose.otherwise))
    if value.decided is not None:
        found += [(("decided", "from"), value.decided.from_), (("decided", "to"), value.decided.to)]
    found += [((name, "is"), part.is_) for name in RECORD_FORMS if isinstance(part := getattr(value, name), Summed)]
    found += [(("at_most",), value.at_most), (("at_least",), value.at_least)]
    return [(path, text) for path, text in found if text]
