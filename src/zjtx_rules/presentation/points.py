"""The points of a tier as data and as text: each indicator with its figure, band, points and maximum; groups, total, ways around."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from zjtx_rules.presentation.labels import say_verdict
from zjtx_rules.presentation.points_models import DirectOut, GroupOut, IndicatorOut, PointsOut, ScoreOut
from zjtx_rules.quantities.reckoning import figure
from zjtx_rules.reasoning.points import Group, Indicator, Points, Score, spelled
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Language, Words

_TEXT = {
    "points": Words("分", " points"),
    "full": Words("满分", "of "),
    "need": Words("须", "needs "),
    "direct": Words("不凭得分的其他途径（满足其一即可）", "ways without the points (one suffices)"),
    "decides": Words("尚缺、可定得分的事实：", "facts that would decide: "),
    "open": Words("待定", "open"),
}


def score_out(score: Score, language: Language, path: Callable[[str], Words]) -> ScoreOut:
    """Return the points as plain data; `path` says the name of a fact."""
    open_ = [each for each in score.indicators if each.points.exact is None]
    open_.sort(key=_open_points, reverse=True)
    missing = dict.fromkeys(one for each in open_ for one in each.points.missing)
    return ScoreOut(
        total=PointsOut(**_points(score.total, language)),
        groups=[_group(each, language, path) for each in score.groups],
        direct=[
            DirectOut(text=spelled(each).say(language), verdict=VERDICTS[truth].value) for each, truth in score.direct
        ],
        missing=list(dict.fromkeys(path(each).say(language) for each in missing)),
    )


def _open_points(indicator: Indicator) -> tuple[bool, Fraction]:
    """Return how many points are open; without an end, more than any number."""
    points = indicator.points
    if points.low is None or points.high is None:
        return True, Fraction(0)
    return False, points.high - points.low


def _group(group: Group, language: Language, path: Callable[[str], Words]) -> GroupOut:
    return GroupOut(
        points=PointsOut(**_points(group.points, language)) if group.points is not None else None,
        indicators=[_indicator(each, language, path) for each in group.indicators],
    )


def _indicator(indicator: Indicator, language: Language, path: Callable[[str], Words]) -> IndicatorOut:
    return IndicatorOut(
        **_points(indicator.points, language),
        figure=indicator.figure.say(language) if indicator.figure is not None else None,
        how=indicator.how.say(language),
        band=indicator.band.say(language) if indicator.band is not None else None,
        missing=[path(each).say(language) for each in indicator.points.missing],
    )


def _points(points: Points, language: Language) -> dict[str, str | None]:
    ends = [None if each is None else figure(each, "number") for each in (points.low, points.high, points.maximum)]
    return {
        "id": points.value.id,
        "label": points.label.say(language),
        "low": ends[0],
        "high": ends[1],
        "maximum": ends[2],
        "asked": asked_words(points).say(language) if points.asked is not None else None,
        "verdict": VERDICTS[points.verdict].value if points.verdict is not None else None,
        "text": points_words(points).say(language),
    }


def asked_words(points: Points) -> Words:
    """Return what is asked of some points: 不低于60."""
    from zjtx_rules.conditions.threshold import COMPARISONS  # noqa: PLC0415 - only where points are asked for

    bounds = points.asked.bounds() if points.asked is not None else {}
    said = [(COMPARISONS[key][1], bound) for key, bound in bounds.items()]
    return Words(
        "且".join(f"{words.zh}{bound}" for words, bound in said),
        " and ".join(f"{words.en} {bound}" for words, bound in said),
    )


def points_words(points: Points) -> Words:
    """Return points in words: 15分, or 15至35分."""
    if points.low is None or points.high is None:
        return _TEXT["open"]
    low, high = figure(points.low, "number"), figure(points.high, "number")
    zh, en = (low, low) if low == high else (f"{low}至{high}", f"{low} to {high}")
    return Words(f"{zh}{_TEXT['points'].zh}", f"{en}{_TEXT['points'].en}")


def score_lines(score: ScoreOut, language: Language, indent: int, marks: dict[str, str]) -> list[str]:
    """Return the points line by line: the total, each group with its indicators, the ways around, what would decide."""
    space = "  " * indent
    out = [f"{space}{_sum_line(score.total, language, marks)}"]
    for group in score.groups:
        inner = indent + 1
        if group.points is not None:
            out.append(f"{'  ' * inner}{_sum_line(group.points, language, marks)}")
            inner += 1
        out += [f"{'  ' * inner}{indicator_line(each, language)}" for each in group.indicators]
    return out + [f"{space}{each}" for each in around_lines(score, language, marks)]


def around_lines(score: ScoreOut, language: Language, marks: dict[str, str]) -> list[str]:
    """Return the ways around the points, and the facts that would decide them."""
    out: list[str] = []
    if score.direct:
        out.append(_TEXT["direct"].say(language))
        out += [f"  {marks[each.verdict]} {each.text}" for each in score.direct]
    if score.missing:
        out.append(f"{_TEXT['decides'].say(language)}{'、'.join(score.missing)}")
    return out


def _sum_line(points: PointsOut, language: Language, marks: dict[str, str]) -> str:
    mark = f"{marks[points.verdict]} " if points.verdict is not None else ""
    return f"{mark}{points.label} {points.text}{_limits(points, language)}"


def _limits(points: PointsOut, language: Language) -> str:
    said: Sequence[str] = [
        *([f"{_TEXT['full'].say(language)}{points.maximum}"] if points.maximum is not None else []),
        *([f"{_TEXT['need'].say(language)}{points.asked}"] if points.asked is not None else []),
    ]
    return f"（{'，'.join(said)}）" if said else ""


def indicator_line(indicator: IndicatorOut, language: Language) -> str:
    """Return an indicator on one line: its figure and band, its points and maximum."""
    said = [each for each in (indicator.figure, indicator.band) if each]
    shown = "，".join(said) if said else indicator.how
    return f"{indicator.label}：{shown + ' → ' if shown else ''}{indicator.text}{_limits(indicator, language)}"


HEADS = Words("指标|指标值|档次|得分|满分", "indicator|figure|band|points|of")
"""The head of the table of points, cell by cell."""


def score_rows(score: ScoreOut, language: Language) -> list[tuple[bool, tuple[str, ...]]]:
    """Return the points as rows of a table under `HEADS`, each with whether it is a sum."""
    rows: list[tuple[bool, tuple[str, ...]]] = []
    for group in score.groups:
        if group.points is not None:
            rows.append((True, _sum_row(group.points, language)))
        rows += [
            (False, (each.label, each.figure or each.how, each.band or "", each.text, each.maximum or ""))
            for each in group.indicators
        ]
    return [*rows, (True, _sum_row(score.total, language))]


def _sum_row(points: PointsOut, language: Language) -> tuple[str, ...]:
    need = f"{_TEXT['need'].say(language)}{points.asked}" if points.asked is not None else ""
    verdict = say_verdict(points.verdict, language) if points.verdict is not None else ""
    return points.label, need, verdict, points.text, points.maximum or ""


__all__ = [
    "GroupOut",
    "IndicatorOut",
    "PointsOut",
    "ScoreOut",
    "asked_words",
    "indicator_line",
    "points_words",
    "score_lines",
    "score_out",
]
