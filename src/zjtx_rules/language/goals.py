"""The numbers that a plan sets for the place as a whole."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.phrases import Phrase, choices, form, optional
from zjtx_rules.terms import LegalDate


class Goal(BaseModel):
    """One number of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{of}{sense}{figure}{bound}{by}",
            "{of} {sense} {figure}{bound}{by}",
            {
                "of": form("text"),
                "sense": choices(
                    new=("新培育", "new"),
                    cumulative=("累计", "in total"),
                    level=("达到", "reaching"),
                    yearly=("每年", "a year"),
                ),
                "figure": form("text"),
                "bound": choices(
                    exactly=("", ""),
                    at_least=("以上", " or more"),
                    about=("左右", " or so"),
                    more_than=("以上（不含）", " and more"),
                ),
                "by": optional("，至{}", ", by {}"),
            },
        ),
    )

    of: str = Field(min_length=1, title="指标", description="是什么的数量")
    sense: Literal["new", "cumulative", "level", "yearly"] = Field(
        title="口径", description="new 新培育；cumulative 累计；level 达到的水平；yearly 每年"
    )
    figure: str = Field(min_length=1, title="数值", description="数值连同单位，如 400家、3%")
    bound: Literal["exactly", "at_least", "about", "more_than"] = Field(
        default="exactly", title="松紧", description="at_least 以上；about 左右；more_than 超过"
    )
    by: LegalDate | None = Field(default=None, title="截止", description="到何时")
