"""What the examples exercise of rule files, as frozen models: one report, its files, clauses, conditions and readings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.words import Words

Need = Literal["met", "not_met", "not_met_or_review", "review", "unknown", "decides", "chosen"]
"""The kind of example that is asked for."""

SubjectKind = Literal["clause", "condition", "gate", "place", "reading"]

NEEDS: dict[Need, Words] = {
    "met": Words("满足的例子", "an example in which it is met"),
    "not_met": Words("不满足的例子", "an example in which it is not met"),
    "not_met_or_review": Words("不满足或须人工判断的例子", "an example in which it is not met or left to a person"),
    "review": Words("须人工判断的例子", "an example in which it is left to a person"),
    "unknown": Words("所需事实缺失的例子", "an example in which the fact is missing"),
    "decides": Words("单独决定结论的例子", "an example in which it alone decides the clause"),
    "chosen": Words(
        "选用此项、且结果因此不同于默认的例子", "an example that chooses it and would come out otherwise by default"
    ),
}
"""What is asked for, in words."""


class _Reported(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Subject(_Reported):
    """One thing that examples must exercise, and which kinds of example are there or not."""

    kind: SubjectKind = Field(title="类别")
    document: str = Field(title="文件")
    clause: str | None = Field(default=None, title="条款", description="所属条款的编号；前置条件、地域和解读没有")
    path: str = Field(title="路径", description="在规则文件中的路径")
    line: int = Field(title="行")
    column: int = Field(title="列")
    text: str = Field(title="内容")
    english: str = Field(title="英文内容")
    under: tuple[str, ...] = Field(default=(), title="所在解读", description="只在这些解读选项下起作用")
    seen: tuple[str, ...] = Field(default=(), title="见过的结论")
    needs: tuple[Need, ...] = Field(title="须有")
    lacks: tuple[Need, ...] = Field(title="缺少")


class FileReport(_Reported):
    """What the examples exercise of one rule file."""

    name: str = Field(title="规则")
    file: str = Field(title="文件")
    examples: int = Field(title="例子", description="按此文件评估的例子数")
    subjects: tuple[Subject, ...] = Field(title="逐项")

    @property
    def required(self) -> int:
        """How many kinds of example are asked for."""
        return sum(len(each.needs) for each in self.subjects)

    @property
    def covered(self) -> int:
        """How many of them there are."""
        return self.required - sum(len(each.lacks) for each in self.subjects)

    @property
    def complete(self) -> bool:
        """Whether none is lacking."""
        return self.covered == self.required

    def gaps(self) -> Iterator[Subject]:
        """Yield what is not fully exercised, in the order of the file."""
        return (each for each in self.subjects if each.lacks)


class Report(_Reported):
    """What the examples exercise of rule files."""

    files: tuple[FileReport, ...] = Field(title="文件")

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking in any file."""
        return all(each.complete for each in self.files)

    def as_json(self) -> str:
        """Return the report as one JSON document, with the counts of every file."""
        counted = [{**each.model_dump(), "required": each.required, "covered": each.covered} for each in self.files]
        return json.dumps({"complete": self.complete, "files": counted}, ensure_ascii=False, indent=2)
