"""What a rule file says of figures that come from all applicants together: a total, a number, a rank, a total of those ahead."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.quantities.part import FormulaText, Part
from zjtx_rules.terms import Money

FIGURES: tuple[Literal["sum", "count", "rank"], ...] = ("sum", "count", "rank")
"""The keys of which it has one."""


class OverApplicants(Part):
    """A figure over all applicants of a population that meet the conditions of a clause; of one applicant alone nobody knows it.

    >>> over = OverApplicants(of="award.a", sum="研发投入")
    >>> over.figure, over.ranked_by
    ('sum', None)
    """

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (FIGURES,)

    of: str = Field(
        min_length=1,
        title="依据条款",
        description="符合哪一条款条件的主体算在内，写条款编号；条款的条件不能用到这一事实本身",
    )
    sum: FormulaText | None = Field(default=None, title="合计", description="各主体的这一数相加：事实、值或一行算式")
    count: bool = Field(default=False, strict=True, title="家数", description="true 有几家")
    rank: FormulaText | None = Field(default=None, title="名次", description="按这一数排名，本主体是第几名")
    ahead: FormulaText | None = Field(
        default=None, title="在前", description="只算排在本主体之前的：按这一数排名；与 sum 或 count 同写"
    )
    order: Literal["highest", "lowest"] = Field(
        default="highest", title="次序", description="highest 数大的在前；lowest 数小的在前"
    )
    then: FormulaText | None = Field(default=None, title="相同时按", description="数相同的再按这一数排，次序相同")
    ties: Literal["open", "shared"] = Field(
        default="open",
        title="并列",
        description="数都相同的：open 文本没有说谁在前，名次待定，测算时列出；shared 并列，名次相同",
    )
    same: str | None = Field(
        default=None,
        title="同一",
        description="只算这一项与本主体相同的主体，写自定事实的编号，如 实际控制人、所在区县",
    )

    budget: Money | None = Field(
        default=None,
        title="预算",
        description="文本写明的资金总额，如 300万元：测算报告据此写依据条款支付后的余额，或超出多少；不影响各家的金额",
    )

    @model_validator(mode="after")
    def _one_figure(self) -> "OverApplicants":
        """Refuse several figures or none, and an order where nothing is put in order."""
        if sum(bool(getattr(self, name)) for name in FIGURES) != 1:
            zh = f"写 {'、'.join(FIGURES)} 之一"
            raise PydanticCustomError("over-form", "{zh}", {"zh": zh, "en": f"write one of {', '.join(FIGURES)}"})
        if self.rank is not None and self.ahead is not None:
            zh, en = "rank 已是名次，不再写 ahead", "rank is an order already: leave out ahead"
            raise PydanticCustomError("over-form", "{zh}", {"zh": zh, "en": en})
        given = self.model_fields_set & {"order", "then", "ties"}
        if given and self.ranked_by is None:
            name = min(given)
            zh, en = f"没有排名（rank 或 ahead），不写 {name}", f"nothing is ranked (rank or ahead): leave out {name}"
            raise PydanticCustomError("over-form", "{zh}", {"zh": zh, "en": en})
        if self.ties == "shared" and self.ahead is not None:
            zh = "并列的各家前面都不算对方，合起来会超出总额；用 then 分先后，或不写 ties"
            en = "of tied applicants none would count the other, so that a budget is overspent: use then, or leave out ties"
            raise PydanticCustomError("over-form", "{zh}", {"zh": zh, "en": en})
        return self

    @property
    def figure(self) -> Literal["sum", "count", "rank"]:
        """Which figure it is."""
        return next(name for name in FIGURES if getattr(self, name))

    @property
    def ranked_by(self) -> str | None:
        """By what applicants are put in order, where they are."""
        return self.rank or self.ahead

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Yield the formulas, each with its key."""
        for key in ("sum", "rank", "ahead", "then"):
            text = getattr(self, key)
            if text is not None:
                yield key, text
