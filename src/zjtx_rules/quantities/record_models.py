"""What a rule file says of lists of records: under `records:` which fields they have, under `values:` what is counted or added."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.of_records import WHERE
from zjtx_rules.phrases import Phrase, form, optional
from zjtx_rules.quantities.part import FormulaText, Part

FieldType = Literal["yes_no", "money", "percentage", "count", "number", "choice", "date", "year", "text"]


class RecordField(Part):
    """One field of the records of a list."""

    JUST_WITH: ClassVar[Mapping[tuple[str, str], str]] = {("type", "choice"): "of"}
    DISTINCT: ClassVar[tuple[str, ...]] = ("of",)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", title="编号", description="英文小写、数字和下划线")
    label: str = Field(min_length=1, title="名称", description="申报资料、条件和算式中用这一名称")
    english: str = Field(default="", title="英文名称", description="英文输出用")
    type: FieldType = Field(
        title="类型",
        description="yes_no 是否；money 金额；percentage 百分比；count 整数；number 数；choice 几项之一；date 日期；"
        "year 年度；text 文字，只供人看",
    )
    of: tuple[str, ...] = Field(default=(), title="可选值", description="类型为 choice 的，可以是哪几项")
    may_be_absent: bool = Field(
        default=False,
        title="可以没有",
        description="写 true：可以没有这一项（如有评估价的），没有的在申报资料中写 无；不写是不知道",
    )

    @model_validator(mode="after")
    def _values_of_a_choice(self) -> "RecordField":
        """Refuse a choice without values, and values of anything else."""
        if (self.type == "choice") != bool(self.of):
            zh, en = (
                "choice 须写 of（可选的几项），其他类型不写 of",
                "a choice has values under 'of', no other type has",
            )
            raise PydanticCustomError("choice-values", "{zh}", {"zh": zh, "en": en})
        if len(set(self.of)) < len(self.of):
            raise PydanticCustomError("choice-values", "{zh}", {"zh": "可选值重复", "en": "a value stands twice"})
        return self


class DeclaredRecords(Part):
    """A list of records that this file asks for; a profile gives it under `records` (其他清单)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", title="编号", description="英文小写、数字和下划线")
    label: str = Field(min_length=1, title="名称", description="清单的名称，填表时用它")
    english: str = Field(default="", title="英文名称", description="英文输出用")
    fields: tuple[RecordField, ...] = Field(min_length=1, max_length=60, title="各项", description="每一条写哪几项")


class Counted(Part):
    """How many records of a list meet a condition."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("清单{of}{where}的条数", "records of {of}{where}", {"of": form("text"), "where": WHERE}, scope="of"),
    )

    of: str = Field(min_length=1, title="清单", description="清单的名称或编号")
    where: AnyCondition | None = Field(default=None, title="其中", description="哪些记录算数；不写即全部")


class Summed(Counted):
    """A quantity of each record, over the records that meet a condition."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "清单{of}{where}各条的{is_}",
            "{is_} of the records of {of}{where}",
            {"of": form("text"), "where": WHERE, "is_": form("formula")},
            scope="of",
        ),
    )

    is_: FormulaText = Field(alias="is", title="为", description="每一条的数：字段的名称，或一行算式")


class SummedTop(Summed):
    """The same, or over the greatest of them alone."""

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "清单{of}{where}各条的{is_}{top}",
            "{is_} of the records of {of}{where}{top}",
            {
                "of": form("text"),
                "where": WHERE,
                "is_": form("formula"),
                "top": optional("（最高的{}条）", " (the greatest {})"),
            },
            scope="of",
        ),
    )

    top: int | None = Field(
        default=None, ge=1, le=1000, strict=True, title="最高几项", description="只加数最大的几条；不写即全部"
    )


RECORD_FORMS = ("count", "sum", "highest", "lowest")
"""The keys of a value that looks at a list of records."""
