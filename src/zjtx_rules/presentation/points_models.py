"""The points of a tier as data: their models."""

from __future__ import annotations

from pydantic import Field

from zjtx_rules.presentation.parts import Part, VerdictName


class PointsOut(Part):
    """What some points come to, the most there are, and what is asked of them."""

    id: str = Field(title="编号")
    label: str = Field(title="名称")
    low: str | None = Field(title="至少", description="缺少事实时与 high 不同；null 表示没有下限")
    high: str | None = Field(title="至多", description="null 表示没有上限")
    maximum: str | None = Field(title="满分", description="由各档推出；null 表示没有上限")
    asked: str | None = Field(title="要求", description="本标准要求的下限，如 不低于60")
    verdict: VerdictName | None = Field(title="是否达到", description="没有要求的为 null")
    text: str = Field(title="文字")


class IndicatorOut(PointsOut):
    """One indicator."""

    figure: str | None = Field(title="指标值")
    how: str = Field(title="算法")
    band: str | None = Field(title="所在档次")
    missing: list[str] = Field(title="缺少的事实")


class GroupOut(Part):
    """Indicators whose points are added."""

    points: PointsOut | None = Field(title="小计", description="不分类的为 null")
    indicators: list[IndicatorOut] = Field(title="指标")


class DirectOut(Part):
    """A condition that suffices in the place of the points (直通)."""

    text: str = Field(title="条件")
    verdict: VerdictName = Field(title="结论")


class ScoreOut(Part):
    """The points of a tier."""

    total: PointsOut = Field(title="得分")
    groups: list[GroupOut] = Field(title="分类")
    direct: list[DirectOut] = Field(title="直通条件", description="满足其一，即不凭得分")
    missing: list[str] = Field(title="可定得分的事实", description="缺少的事实的名称，牵涉得分多的在先")
