"""A gap as text, JSON or Markdown: the verdict, the steps of the cheapest way, the money it brings, the other ways."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from zjtx_rules.analysis.gap.report import Gap, Way
from zjtx_rules.conditions.distance import Step, distance_words, value_words
from zjtx_rules.presentation.answer_parts import UnsaidOut
from zjtx_rules.presentation.gains import MoneyGainOut, gain_out, gain_words
from zjtx_rules.presentation.labels import say_verdict, unsaid_words
from zjtx_rules.presentation.parts import Part, VerdictName
from zjtx_rules.presentation.text import english_marks
from zjtx_rules.presentation.tier_gap import TierGapOut, tier_gap_out
from zjtx_rules.presentation.tier_gap_forms import tier_markdown, tier_text
from zjtx_rules.shown import in_markdown, page
from zjtx_rules.words import Language, Words

_TEXT = {
    "now": Words("现在：", "now: "),
    "nothing": Words("已满足，无需任何变动", "it holds as things are"),
    "only_judge": Words("事实已齐，只待人工判断", "the facts are there; only a judgement is open"),
    "way": Words("最近的办法：{}项变动", "the nearest way: {} change(s)"),
    "other": Words("另一办法：{}项变动", "another way: {} change(s)"),
    "unknown": Words("只是不知道、须提供的", "merely unknown, to be provided"),
    "judge": Words("只能由人判断的", "only a person can judge"),
    "then": Words("做到后（{}）：{}", "then ({}): {}"),
    "gain": Words("可多得：", "gain: "),
    "no_gain": Words("不增加资金", "no further money"),
    "impossible": Words("没有可行的办法", "there is no way"),
    "obstacles": Words("其他办法的障碍", "what stands in the way of others"),
    "incomplete": Words(
        "组合过多，未全部检查，或有更近的办法", "too many combinations: a nearer way may have been missed"
    ),
    "more": Words("……还有{}种办法", "… {} more way(s)"),
}


class StepOut(Part):
    """One changed fact."""

    kind: str = Field(
        title="类别", description="change 变动；wait 等待；obtain 取得；judge 人工判断；provide 提供；impossible 不可能"
    )
    path: str = Field(title="路径")
    label: str = Field(title="名称")
    before: str | None = Field(title="现为")
    to: str | None = Field(title="须为")
    distance: str | None = Field(title="差距", description="以该事实自身的单位计")
    text: str = Field(title="文字")


class WayOut(Part):
    """One set of steps that suffices."""

    steps: list[StepOut] = Field(title="变动")
    unknown: list[StepOut] = Field(title="须提供")
    judgements: list[StepOut] = Field(title="须人工判断")
    ends_on: str = Field(title="成立之日")
    verdict: VerdictName = Field(title="结论")
    gains: list[MoneyGainOut] = Field(title="资金变化")


class GapOut(Part):
    """What separates an applicant from one clause."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    title: str = Field(title="标题")
    quote: list[str] = Field(title="原文")
    as_of: str = Field(title="评估日")
    verdict: VerdictName = Field(title="现在的结论")
    possible: bool = Field(title="是否可能")
    ways: list[WayOut] = Field(title="办法", description="最近的在先")
    obstacles: list[StepOut] = Field(title="障碍")
    complete: bool = Field(title="是否检查了全部组合")
    not_computed: list[UnsaidOut] = Field(default_factory=list, title="未计算", description="规则文件写不出之处")
    tier: TierGapOut | None = Field(
        default=None, title="称号", description="目标是称号的认定条件时：版本、得分、带来什么"
    )


def gap_document(gap: Gap, language: Language = "zh") -> GapOut:
    """Return a gap as one document; `model_dump_json` makes it JSON."""
    return GapOut(
        document=gap.document.id,
        clause=gap.clause.id,
        cite=gap.clause.cite,
        title=gap.clause.words.say(language),
        quote=list(gap.clause.quote),
        as_of=gap.as_of.isoformat(),
        verdict=gap.verdict.value,
        possible=gap.possible,
        ways=[_way_out(each, language) for each in gap.ways],
        obstacles=[step_out(each, language) for each in gap.obstacles],
        complete=gap.complete,
        tier=None if gap.tier is None else tier_gap_out(gap.tier, language),
        not_computed=[UnsaidOut(words=each.words, reason=each.reason) for each in gap.unsaid],
    )


def _way_out(way: Way, language: Language) -> WayOut:
    return WayOut(
        steps=[step_out(each, language) for each in way.changes],
        unknown=[step_out(each, language) for each in way.unknown],
        judgements=[step_out(each, language) for each in way.judgements],
        ends_on=way.ends_on.isoformat(),
        verdict=way.verdict.value,
        gains=[gain_out(each, language) for each in way.gains],
    )


def step_out(step: Step, language: Language) -> StepOut:
    """Return a step as plain data."""
    distance = distance_words(step)
    return StepOut(
        kind=step.kind,
        path=step.path,
        label=step.label.say(language),
        before=None if step.before is None else value_words(step.before).say(language),
        to=None if step.to is None else value_words(step.to).say(language),
        distance=distance.say(language) if distance is not None else None,
        text=step.words.say(language),
    )


def gap_text(gaps: Sequence[Gap], language: Language = "zh", *, full: bool = False) -> str:
    """Return gaps as a person reads them at a terminal; `full` shows every way."""
    out: list[str] = []
    for gap in gaps:
        out += [*(_page(gap, language, full=full) if gap.tier is None or full else tier_text(gap, language)), ""]
    text = page(out).rstrip() + "\n"
    return text if language == "zh" else english_marks(text)


def _page(gap: Gap, language: Language, *, full: bool) -> list[str]:
    def say(key: str, *values: object) -> str:
        return _TEXT[key].say(language).format(*values)

    source = gap.document.number or f"《{gap.document.words.say(language)}》"
    out = [f"{gap.clause.words.say(language)}  （{source} {gap.clause.cite}，{gap.document.id}:{gap.clause.id}）"]
    out.append(f"  {say('now')}{say_verdict(gap.verdict.value, language)}")
    out += [f"  {each}" for each in _unsaid(gap, language)]
    if not gap.ways:
        out.append(f"  {say('impossible')}")
    shown = gap.ways if full else gap.ways[:1]
    for number, way in enumerate(shown):
        out += _way_lines(way, language, first=number == 0)
    if len(gap.ways) > len(shown):
        out.append(f"  {say('more', len(gap.ways) - len(shown))}")
    if gap.obstacles and (full or not gap.ways):
        out.append(f"  {say('obstacles')}" if gap.ways else "")
        out += [f"    ✗ {each.words.say(language)}" for each in gap.obstacles]
    if not gap.complete:
        out.append(f"  {say('incomplete')}")
    return [each for each in out if each]


def _unsaid(gap: Gap, language: Language) -> list[str]:
    """Return that a clause is not computed, and what could not be said of it; nothing where it is."""
    return (
        [unsaid_words([UnsaidOut(words=each.words, reason=each.reason) for each in gap.unsaid], language)]
        if gap.unsaid
        else []
    )


def _way_lines(way: Way, language: Language, *, first: bool) -> list[str]:
    def say(key: str, *values: object) -> str:
        return _TEXT[key].say(language).format(*values)

    if not way.steps:
        out = [f"  {say('only_judge' if way.judgements else 'nothing')}"]
        return out + [f"    ◇ {each.words.say(language)}" for each in way.judgements]
    out = [f"  {say('way' if first else 'other', len(way.changes))}"]
    out += [f"    → {each.words.say(language)}" for each in way.changes]
    if way.unknown:
        out.append(f"    {say('unknown')}")
        out += [f"      ? {each.words.say(language)}" for each in way.unknown]
    if way.judgements:
        out.append(f"    {say('judge')}")
        out += [f"      ◇ {each.words.say(language)}" for each in way.judgements]
    out.append(f"    {say('then', way.ends_on, say_verdict(way.verdict.value, language))}")
    gains = [gain_words(each).say(language) for each in way.gains]
    out += [f"    {say('gain')}{each}" for each in gains] or [f"    {say('no_gain')}"]
    return out


def gap_markdown(gaps: Sequence[Gap], language: Language = "zh") -> str:
    """Return gaps as Markdown: the 指标差距报告 of the 山东 draft."""

    def say(key: str, *values: object) -> str:
        return _TEXT[key].say(language).format(*values)

    out: list[str] = []
    for gap in gaps:
        if gap.tier is not None:
            out += tier_markdown(gap, language)
            continue
        out += [f"## {in_markdown(gap.clause.words.say(language))}（{in_markdown(gap.clause.cite)}）", ""]
        out += [f"{say('now')}**{say_verdict(gap.verdict.value, language)}**", ""]
        out += [text for each in _unsaid(gap, language) for text in (in_markdown(each), "")]
        if not gap.ways:
            out += [
                f"{say('impossible')}",
                "",
                *(f"- {in_markdown(each.words.say(language))}" for each in gap.obstacles),
                "",
            ]
        for way in gap.ways[:1]:
            for key, steps in (("way", way.changes), ("unknown", way.unknown), ("judge", way.judgements)):
                if steps:
                    said = [f"- {in_markdown(each.words.say(language))}" for each in steps]
                    out += [f"### {say(key, len(steps))}", "", *said, ""]
            out += [say("then", way.ends_on, say_verdict(way.verdict.value, language)), ""]
            out += [f"{say('gain')}{in_markdown(gain_words(each).say(language))}" for each in way.gains] + (
                [""] if way.gains else []
            )
    return "\n".join(out).rstrip() + "\n"
