"""The gap to a title on one page: which version applies, where the firm stands, what comes next, what cannot be changed, what it brings.

The page is made once, in blocks of lines and rows; text, Markdown and HTML only set it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pydantic import Field

from zjtx_rules.analysis.gap.report import Gap, Way
from zjtx_rules.analysis.gap.tier_report import Next, TierReport, closed
from zjtx_rules.conditions.distance import Step, distance_words, value_words
from zjtx_rules.presentation.gains import MoneyGainOut, gain_out, gain_words
from zjtx_rules.presentation.labels import MARKS, say_verdict
from zjtx_rules.presentation.parts import Part, VerdictName
from zjtx_rules.presentation.points import asked_words, points_words, score_out
from zjtx_rules.presentation.points_models import ScoreOut
from zjtx_rules.profile.paths import path_words
from zjtx_rules.quantities.reckoning import figure
from zjtx_rules.reasoning.points import spelled
from zjtx_rules.terms.truth import MET, VERDICTS
from zjtx_rules.words import Language, Words

MOST_WAYS, MOST_RIGHTS = 5, 6
"""How many ways and rights a page shows."""
_TEXT = {
    "verdict": Words("结论：{}", "verdict: {}"),
    "short": Words("{}{}，须{}，还差{}分", "{}: {}, {}; {} points short"),
    "enough": Words("{}{}，须{}，已达到", "{}: {}, {}; reached"),
    "open": Words("{}{}，须{}，尚不能确定", "{}: {}, {}; open"),
    "points": Words("逐项得分", "points by indicator"),
    "head": Words("指标|指标值|得分|满分|再上一档需要", "indicator|figure|points|of|the next band needs"),
    "gates": Words("除得分外须满足的", "what must hold besides the points"),
    "direct": Words("不凭得分的其他途径", "ways without the points"),
    "now": Words("现在可以做的", "what can be done now"),
    "later": Words(
        "须由{}年度数据达到的（{}年的账已结束），{}年起申请",
        "what the figures of {} have to bring (those of {} are closed), for applications from {}",
    ),
    "same": Words("届时的{}仍适用本标准", "{} are then judged by these conditions"),
    "other": Words("届时的{}适用《{}》", "{} are then judged by '{}'"),
    "none": Words("届时的{}适用哪一标准，所给文件没有写", "the files do not say what judges {} then"),
    "unknown": Words("先要弄清的事实", "facts to find out first"),
    "that_is_all": Words("上述事实如此即可", "nothing more, if those facts are so"),
    "fixed": Words("不能改变或未作推算的", "what cannot be changed, or is not worked out"),
    "nothing": Words("已满足，无需任何变动", "it holds as things are"),
    "impossible": Words("没有算出可行的办法", "no way was found"),
    "brings": Words("取得称号之后", "what the title brings"),
    "valid": Words("称号有效期{}", "the title is valid for {}"),
    "no_money": Words("所给规则文件中没有因此增加的资金", "no further money under these rule files"),
    "right": Words("可享受：{}", "to be had: {}"),
    "more_rights": Words("另有{}项权利或服务", "{} more rights or services"),
    "full": Words("已满分", "full marks"),
    "by_case": Words("{}：{}分", "{}: {} points"),
    "new": Words("新申请", "new applications"),
    "review": Words("复核", "reviews"),
}


def _say(key: str, language: Language, *values: object) -> str:
    return _TEXT[key].say(language).format(*values)


class NextOut(Part):
    """How one indicator comes to more points."""

    indicator: str = Field(title="指标")
    points: str | None = Field(title="届时得分", description="null 表示已满分或没有算出办法")
    text: str = Field(title="需要")


class LaterOut(Part):
    """Which version judges an application on the first day of the next year."""

    day: str = Field(title="日期")
    document: str | None = Field(title="文件", description="null 表示所给文件没有写")
    same: bool = Field(title="是否仍为本标准")


class GateOut(Part):
    """A condition besides the points."""

    text: str = Field(title="条件")
    verdict: VerdictName = Field(title="结论")


class TierGapOut(Part):
    """What a firm has to know of a title, beside the ways to it."""

    applies: bool = Field(title="是否适用")
    why: str = Field(title="理由")
    level: str | None = Field(title="级别")
    valid: str | None = Field(title="有效期")
    gates: list[GateOut] = Field(title="得分以外的条件")
    score: ScoreOut | None = Field(title="得分")
    next: list[NextOut] = Field(title="各指标的上一档")
    later: LaterOut = Field(title="下一年度适用的版本")
    gains: list[MoneyGainOut] = Field(title="取得称号的资金变化")
    rights: list[str] = Field(title="取得称号可享受的权利和服务")


def tier_gap_out(report: TierReport, language: Language) -> TierGapOut:
    """Return the report on a title as plain data."""
    return TierGapOut(
        applies=report.version.applies,
        why=report.version.why.say(language),
        level=report.level.id if report.level is not None else None,
        valid=report.valid,
        gates=[GateOut(text=words.say(language), verdict=VERDICTS[truth].value) for words, truth in report.gates],
        score=None
        if report.score is None
        else score_out(report.score, language, lambda path: path_words(path, report.applicant)),
        next=[_next_out(each, language) for each in report.indicators],
        later=LaterOut(
            day=report.later.day.isoformat(),
            document=report.later.document.say(language) if report.later.document is not None else None,
            same=report.later.same,
        ),
        gains=[gain_out(each, language) for each in report.gains],
        rights=[each.content.say(language) for each in report.rights],
    )


def _next_out(following: Next, language: Language) -> NextOut:
    points = None if following.points is None else figure(following.points, "number")
    return NextOut(indicator=following.indicator.points.value.id, points=points, text=next_words(following, language))


def next_words(following: Next, language: Language) -> str:
    """Return what an indicator needs for more points, in its own unit: 研发经费支出再增加30万元（至50万元）→ 20分."""
    points = following.indicator.points
    if following.steps and following.points is not None:
        moves = "；".join(step_short(each).say(language) for each in following.steps)
        return f"{moves} → {figure(following.points, 'number')}{Words('分', ' points').say(language)}"
    if points.exact is not None and points.exact == points.maximum:
        return _say("full", language)
    return "；".join(_say("by_case", language, words.say(language), gives) for words, gives in following.cases)


def step_short(step: Step) -> Words:
    """Return a step in few words, with the distance in the fact's own unit."""
    if step.kind == "wait" or step.to is None:
        return step.words
    to, distance = value_words(step.to), distance_words(step)
    if step.kind == "provide" or distance is None:
        return Words(f"{step.label.zh}：{to.zh}", f"{step.label.en}: {to.en}")
    zh, en = ("再增加", "more") if step.to > step.before else ("减少", "less")
    return Words(f"{step.label.zh}{zh}{distance.zh}（至{to.zh}）", f"{step.label.en}: {distance.en} {en} (to {to.en})")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page: a heading, a table, lines."""

    heading: str
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def tier_page(gap: Gap, language: Language) -> list[Block]:
    """Return the page on a title in blocks."""
    report = gap.tier
    assert report is not None  # noqa: S101 - asked only for gaps to a title
    blocks = [Block(gap.clause.words.say(language), tuple(_first(gap, report, language)))]
    if report.score is not None:
        rows = tuple(_row(each, language) for each in report.indicators)
        blocks.append(Block(_say("points", language), head=tuple(_say("head", language).split("|")), rows=rows))
        direct = [
            f"{MARKS[VERDICTS[truth].value]} {spelled(each).say(language)}" for each, truth in report.score.direct
        ]
        blocks.append(Block(_say("direct", language), tuple(direct)))
    gates = [f"{MARKS[VERDICTS[truth].value]} {words.say(language)}" for words, truth in report.gates]
    blocks.append(Block(_say("gates", language), tuple(gates)))
    blocks += _ways(gap, report, language)
    fixed = [f"{each.label.say(language)}：{each.needs.say(language) if each.needs else ''}" for each in gap.obstacles]
    blocks.append(Block(_say("fixed", language), tuple(dict.fromkeys(fixed))))
    blocks.append(Block(_say("brings", language), tuple(_brings(report, language))))
    return [each for each in blocks if each.lines or each.rows]


def _first(gap: Gap, report: TierReport, language: Language) -> Iterator[str]:
    name = f"{report.applicant.name} · " if report.applicant.name else ""
    number = gap.document.number or ""
    yield f"{name}{gap.as_of} · 《{gap.document.words.say(language)}》{number} {gap.clause.cite}"
    yield report.version.why.say(language)
    yield _say("verdict", language, say_verdict(gap.verdict.value, language))
    for points in report.score.sums if report.score is not None else ():
        if points.asked is None:
            continue
        said = points.label.say(language), points_words(points).say(language), asked_words(points).say(language)
        if points.verdict == MET:
            yield _say("enough", language, *said)
        elif points.exact is None:
            yield _say("open", language, *said)
        else:
            least = points.asked.at_least if points.asked.at_least is not None else points.asked.more_than
            short = "" if least is None else figure(Fraction(str(least)) - points.exact, "number")
            yield _say("short", language, *said, short)


def _row(following: Next, language: Language) -> tuple[str, ...]:
    indicator = following.indicator
    points, measured = indicator.points, indicator.figure if indicator.figure is not None else indicator.how
    most = "" if points.maximum is None else figure(points.maximum, "number")
    return (
        points.label.say(language),
        measured.say(language),
        points_words(points).say(language),
        most,
        next_words(following, language),
    )


def _ways(gap: Gap, report: TierReport, language: Language) -> Iterator[Block]:
    """Yield the ways: those that can be gone now, and those that wait for the figures of this year."""
    if gap.ways and not gap.ways[0].steps and not gap.ways[0].judgements:
        yield Block(_say("nothing", language), ("✓",))
        return
    if not gap.ways:
        yield Block(_say("impossible", language), ("—",))
        return
    shown = [each for each in gap.ways if not any(map(_is_no_advice, each.steps))][:MOST_WAYS]
    common = (
        [each for each in shown[0].steps if each.kind == "provide" and all(each in way.steps for way in shown)]
        if shown
        else []
    )
    if common:
        yield Block(_say("unknown", language), tuple(step_short(each).say(language) for each in common))
        shown = [replace(each, steps=tuple(step for step in each.steps if step not in common)) for each in shown]
    now = [each for each in shown if not closed(each.steps)]
    later = [each for each in shown if closed(each.steps)]
    if now:
        yield Block(_say("now", language), tuple(_numbered(now, language)))
    if later:
        year = gap.as_of.year
        heading = _say("later", language, year, year - 1, year + 1)
        yield Block(heading, (*_numbered(later, language), _then(report, language)))


SHRINKING = ("revenue", "main_business_revenue", "net_profit", "employees")
"""Figures that nobody is advised to make smaller, though the conditions would then hold."""


def _is_no_advice(step: Step) -> bool:
    """Return whether a step makes the firm smaller."""
    name = step.path.rpartition(".")[2]
    return name in SHRINKING and step.kind == "change" and bool(step.to < step.before)


def _then(report: TierReport, language: Language) -> str:
    kind = _say(report.version.application.value, language)
    if report.later.document is None:
        return _say("none", language, kind)
    if report.later.same:
        return _say("same", language, kind)
    return _say("other", language, kind, report.later.document.say(language))


def _numbered(ways: Sequence[Way], language: Language) -> Iterator[str]:
    for number, way in enumerate(ways, start=1):
        said = [step_short(each).say(language) for each in way.steps]
        said += [f"◇ {each.words.say(language)}" for each in way.judgements]
        yield f"{number}. {'；'.join(dict.fromkeys(said)) or _say('that_is_all', language)}"


def _brings(report: TierReport, language: Language) -> Iterator[str]:
    if report.valid is not None:
        yield _say("valid", language, report.valid)
    for gain in report.gains:
        yield gain_words(gain).say(language)
    if not report.gains:
        yield _say("no_money", language)
    for right in report.rights[:MOST_RIGHTS]:
        yield _say("right", language, right.content.say(language))
    if len(report.rights) > MOST_RIGHTS:
        yield _say("more_rights", language, len(report.rights) - MOST_RIGHTS)


__all__ = ["Block", "TierGapOut", "next_words", "step_short", "tier_gap_out", "tier_page"]
