"""`records` … `where`: so many records of a list that the file declares meet a condition, or every one of them does.

Without a number one record is enough. What is said of a record names the fields of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, impossible
from zjtx_rules.conditions.threshold import COMPARISONS
from zjtx_rules.phrases import Phrase, Slot, form, optional
from zjtx_rules.profile.situation import Situation
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.conditions import AnyCondition


ANY_YEAR = 2000
"""For what does not hang on the year: how a list and its conditions are called."""


AND = Words("且", " and ")
WHERE = optional("中“{}”", " of which this holds: {};")


class OfRecords(Condition):
    """Met if the number of records that count lies within the bounds given, or if each of them meets a further condition."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"records"})
    RANK: ClassVar[int] = 3
    WITHIN: ClassVar[frozenset[str]] = frozenset()

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "清单{records}{where}的每一条都：{every}",
            "each record of {records}{where}: {every}",
            {"records": form("text"), "where": WHERE},
            dict.fromkeys(COMPARISONS),
            scope="records",
        ),
        Phrase(
            "清单{records}{where}的条数{at_least}{more_than}{at_most}{less_than}",
            "the number of records of {records}{where} {at_least}{more_than}{at_most}{less_than}",
            {"records": form("text"), "where": WHERE}
            | {
                key: Slot(Words(f"{words.zh}{{}}", f"{words.en} {{}}"), join=AND)
                for key, (_, words) in COMPARISONS.items()
            },
            {"every": None},
            scope="records",
        ),
    )

    NEVER_WITH: ClassVar[Mapping[str, tuple[str, ...]]] = {"every": tuple(COMPARISONS)}

    records: str = Field(min_length=1, title="清单", description="清单的名称或编号")
    where: AnyCondition | None = Field(default=None, title="其中", description="哪些记录算数；不写即全部")
    every: AnyCondition | None = Field(
        default=None, title="每一条", description="算数的每一条都须满足的条件；一条也没有即满足"
    )
    at_least: int | None = Field(
        default=None, ge=0, strict=True, title="不少于", description="几条以上；不写即一条以上"
    )
    more_than: int | None = Field(default=None, ge=0, strict=True, title="超过", description="不含本数")
    at_most: int | None = Field(default=None, ge=0, strict=True, title="不多于", description="含本数")
    less_than: int | None = Field(default=None, ge=1, strict=True, title="少于", description="不含本数")

    @model_validator(mode="after")
    def _one_question(self) -> OfRecords:
        """Refuse to count records and to ask something of every one of them in one condition."""
        if self.every is not None and any(getattr(self, key) is not None for key in COMPARISONS):
            zh, en = (
                "every 与条数不能同写，分成两个条件",
                "'every' and a number exclude each other: write two conditions",
            )
            raise PydanticCustomError("one-too-many", "{zh}", {"zh": zh, "en": en})
        return self

    def bounds(self) -> dict[str, int]:
        """Return the bounds of the number of records, by key; one record at least where nothing is said."""
        given = {key: getattr(self, key) for key in COMPARISONS}
        return {key: value for key, value in given.items() if value is not None} or {"at_least": 1}

    def prepare(self, context: Context) -> Prepared:
        """Judge by what the definitions of the file make of the list."""
        definitions = context.definitions

        def judge(situation: Situation) -> Found:
            found: Found = definitions(situation.as_of.year).judged(self, situation)
            return found

        say, records = definitions(ANY_YEAR).words_of(self), definitions(ANY_YEAR).lists[self.records]

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: ARG001, FBT001 - one form for all kinds
            why = Words(
                "清单由许多条组成，改哪一条不作推算", "a list has many records: which to change is not worked out"
            )
            return impossible(say, why, records.collection)

        return leaf(self, judge, say, got=_said, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Leave it to the reference: tables have no lists that a file declares."""
        everybody = columns.every(()).met
        columns.refer(everybody, "a condition on records that a file declares")
        return columns.every(())

    def check(self, context: CheckContext) -> None:
        """Report a list that does not exist, and conditions that say nothing of its records."""
        context.definitions.check_records(self, context)


def _said(value: Any) -> Words:
    """Say how many records count."""
    return Words(f"{value}条", f"{value} of them")
