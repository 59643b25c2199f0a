"""What may be asked: the bodies of requests, each with everything that an answer depends on."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zjtx_rules.files import Source
from zjtx_rules.files.errors import problems_of
from zjtx_rules.presentation.models import Detail
from zjtx_rules.problems import InputError
from zjtx_rules.terms import LegalDate
from zjtx_rules.words import Language, Words


class Body(BaseModel):
    """The base of all bodies: closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Language = Field(default="zh", title="语言", description="文字的语言")


class Question(Body):
    """A question about one applicant."""

    profile: dict[str, Any] = Field(title="申报资料", description="中文或英文的键均可；不写主体类型即为企业")
    rules: list[str] | None = Field(
        default=None, title="规则", description="规则名；不写则按所在地选取", min_length=1, max_length=100
    )
    as_of: LegalDate | None = Field(default=None, title="评估日", description="不写为今天（北京时间）")
    readings: dict[str, str] = Field(default_factory=dict, title="解读", description="不按默认的解读：编号 → 选项")
    application: Literal["new", "review"] | None = Field(
        default=None, title="申请类型", description="new 新申请；review 复核；不写依申报资料，默认新申请"
    )
    adopting: str | None = Field(default=None, title="模板适用的地区", description="地名或行政区划代码")
    adopted_from: LegalDate | None = Field(
        default=None, title="假定施行自", description="征求意见稿和模板假定自此日施行"
    )

    @property
    def options(self) -> dict[str, Any]:
        """What belongs to one kind of question only."""
        names = type(self).model_fields.keys() - Question.model_fields.keys()
        return {name: getattr(self, name) for name in sorted(names)}


class EvaluateBody(Question):
    """What is the applicant eligible for, what does it get, and why?"""

    detail: Detail = Field(
        default="normal", title="详略", description="brief 金额、责任单位、依据、期限和缺什么；normal；full 逐条"
    )


class GapBody(Question):
    """What would have to change for a clause or a title?"""

    target: str | None = Field(
        default=None, title="目标", description="条款编号、条款号或称号；不写则列出各级称号的阶梯"
    )


class MatchBody(Question):
    """What may the applicant use now?"""

    by: Literal["office", "clause"] = Field(default="office", title="分组", description="office 按部门；clause 按条款")
    every_office: bool = Field(default=False, title="每个部门下都列出")


class CheckBody(Body):
    """What is wrong or doubtful in these rule files?"""

    texts: dict[str, str] = Field(title="规则文件", description="文件名 → 文本", min_length=1, max_length=100)


class RulesIn(BaseModel):
    """Rule files: by name, as texts, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: list[str] = Field(default_factory=list, title="规则名", max_length=100)
    texts: dict[str, str] = Field(default_factory=dict, title="规则文件", description="文件名 → 文本", max_length=100)


class DiffBody(Body):
    """What changed between two sets of rule files by meaning?"""

    old: RulesIn = Field(title="旧规则")
    new: RulesIn = Field(title="新规则")


B = TypeVar("B", bound=Body)


def read_body(source: Source, model: type[B]) -> B:
    """Return what a body says.

    Raises:
        InputError: With every problem of the body; those of the profile are found when it is read.
    """
    if not isinstance(source.data, dict):
        message = Words("请求应为 JSON 对象", "a request is a JSON object")
        raise InputError([source.problem("request-form", (), message)])
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise InputError(problems_of(error, source, model)) from None


def iso(on: date | None) -> str | None:
    """Return a day as it is written in JSON."""
    return on.isoformat() if on else None
