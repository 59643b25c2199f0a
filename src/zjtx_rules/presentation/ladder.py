"""The ladder as text, JSON or Markdown: every rank with where the firm stands, what is missing, what it would bring."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from zjtx_rules.analysis.gap.ladder import Rung
from zjtx_rules.analysis.gap.targets import Target
from zjtx_rules.conditions.recognitions import said
from zjtx_rules.presentation.gains import MoneyGainOut, gain_out, gain_words
from zjtx_rules.presentation.gaps import GapOut, gap_document
from zjtx_rules.presentation.labels import say_verdict
from zjtx_rules.presentation.parts import Part, VerdictName
from zjtx_rules.presentation.points import asked_words, points_words
from zjtx_rules.presentation.text import english_marks
from zjtx_rules.profile.records import Recognition
from zjtx_rules.shown import in_markdown, page
from zjtx_rules.words import Language, Words

STANDINGS = {
    "held": Words("已取得，在有效期内", "held, in force"),
    "eligible": Words("符合文本所列条件", "the stated conditions are met"),
    "review": Words("待人工判断", "for a person to judge"),
    "unknown": Words("信息不足", "facts are missing"),
    "gap": Words("尚有差距", "not met yet"),
    "not_stated": Words("未取得；所给文件未写取得条件", "not held; these files state no conditions for it"),
}
_MARKS = {"held": "●", "eligible": "✓", "review": "◇", "unknown": "?", "gap": "○", "not_stated": "–"}
_TEXT = {
    "lapsed": Words("曾取得，已过有效期：", "held before, ended: "),
    "since": Words("自", "since "),
    "until": Words("有效期至", "until "),
    "never": Words("长期", "without end"),
    "requires": Words("条件见", "conditions: "),
    "gap": Words("差距", "missing"),
    "impossible": Words("没有可行的办法", "there is no way"),
    "brings": Words("如取得{}，", "if obtained ({}): "),
    "computed": Words("按现行标准测算：", "by the conditions that apply now: "),
    "contradicts": Words(
        "⚠ 持有称号而测算不满足：称号至有效期满不受影响，复核时须达到当时的标准",
        "⚠ held, though the conditions are not met: the title stays to its last day; a review asks for the conditions of its day",
    ),
    "named": Words("{}项奖励或权利提到它", "named in {} award(s) or right(s)"),
}


class HeldOut(Part):
    """A recognition."""

    level: str | None = Field(title="级别")
    since: str | None = Field(title="认定日期")
    expires: str | None = Field(title="有效期至")
    text: str = Field(title="文字")


class ClauseRef(Part):
    """A clause by name."""

    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    title: str = Field(title="标题")
    verdict: VerdictName = Field(title="结论")


class BringsOut(Part):
    """What a level of a title would bring."""

    level: str = Field(title="级别")
    gains: list[MoneyGainOut] = Field(title="资金变化")


class RungOut(Part):
    """One rank, or one pool."""

    title: str | None = Field(title="称号")
    label: str = Field(title="名称")
    standing: str = Field(title="状态")
    standing_text: str = Field(title="状态说明")
    held: HeldOut | None = Field(title="有效认定")
    lapsed: HeldOut | None = Field(title="已失效认定")
    requirements: list[ClauseRef] = Field(title="条件所在条款")
    gap: GapOut | None = Field(title="差距")
    named_in: list[ClauseRef] = Field(title="相关奖励和权利")
    brings: list[BringsOut] = Field(title="如取得可得")
    computed: str = Field(default="not_stated", title="测算", description="不论持有与否，按现行标准测算的状态")
    points: str | None = Field(default=None, title="得分", description="标准按指标评分的")
    contradicts: bool = Field(default=False, title="持有而测算不满足", description="称号在有效期内不受影响")


class LadderOut(Part):
    """The whole ladder."""

    rungs: list[RungOut] = Field(title="梯级")


def ladder_document(rungs: Sequence[Rung], language: Language = "zh") -> LadderOut:
    """Return the ladder as one document; `model_dump_json` makes it JSON."""
    return LadderOut(rungs=[_rung_out(each, language) for each in rungs])


def _rung_out(rung: Rung, language: Language) -> RungOut:
    return RungOut(
        title=rung.title,
        label=rung.label.say(language),
        standing=rung.standing,
        standing_text=STANDINGS[rung.standing].say(language),
        held=_held_out(rung.held, language),
        lapsed=_held_out(rung.lapsed, language),
        requirements=[_ref(each, language) for each in rung.requirements],
        gap=gap_document(rung.gap, language) if rung.gap is not None else None,
        named_in=[_ref(each, language) for each in rung.named_in],
        brings=[
            BringsOut(level=each.level.id, gains=[gain_out(gain, language) for gain in each.gains])
            for each in rung.brings
        ],
        computed=rung.computed,
        points=points_words(rung.score.total).say(language) if rung.score is not None else None,
        contradicts=rung.contradicts,
    )


def _held_out(recognition: Recognition | None, language: Language) -> HeldOut | None:
    if recognition is None:
        return None
    return HeldOut(
        level=recognition.level.id if recognition.level is not None else None,
        since=recognition.date.isoformat() if recognition.date is not None else None,
        expires=None if recognition.expires is None else str(recognition.expires),
        text=said(recognition).say(language),
    )


def _ref(target: Target, language: Language) -> ClauseRef:
    clause = target.prepared.clause
    return ClauseRef(
        document=target.outcome.program.document.id,
        clause=clause.id,
        cite=clause.cite,
        title=clause.words.say(language),
        verdict=target.outcome.verdict(clause.id).value,
    )


def ladder_text(rungs: Sequence[Rung], language: Language = "zh") -> str:
    """Return the ladder as a person reads it at a terminal."""
    out: list[str] = []
    for rung in rungs:
        out += _lines(rung, language)
    text = page(out)
    return text if language == "zh" else english_marks(text)


def _lines(rung: Rung, language: Language) -> list[str]:
    def say(key: str, *values: object) -> str:
        return _TEXT[key].say(language).format(*values)

    out = [f"{_MARKS[rung.standing]} {rung.label.say(language)}：{STANDINGS[rung.standing].say(language)}"]
    if rung.held is not None:
        until = say("never") if rung.held.expires == "never" else str(rung.held.expires)
        level = f"{rung.held.level.label if language == 'zh' else rung.held.level.id}，" if rung.held.level else ""
        out.append(f"    {level}{say('since')}{rung.held.date}，{say('until')}{until}")
    if rung.lapsed is not None:
        out.append(f"    {say('lapsed')}{said(rung.lapsed).say(language)}，{say('until')}{rung.lapsed.expires}")
    out += [f"    {each}" for each in _computed(rung, language)]
    for each in rung.requirements:
        clause, document = each.prepared.clause, each.outcome.program.document
        verdict = say_verdict(each.outcome.verdict(clause.id).value, language)
        number = document.number or f"《{document.words.say(language)}》"
        out.append(f"    {say('requires')}{number} {clause.cite}：{verdict}")
    if rung.gap is not None and not rung.gap.ways:
        out.append(f"    {say('impossible')}")
        out += [f"      ✗ {each.words.say(language)}" for each in rung.gap.obstacles]
    elif rung.gap is not None:
        out.append(f"    {say('gap')}：")
        marks = {"provide": "?", "judge": "◇"}
        steps = dict.fromkeys((*rung.gap.steps, *rung.gap.judgements))
        out += [f"      {marks.get(each.kind, '→')} {each.words.say(language)}" for each in steps]
    for brings in rung.brings:
        level = brings.level.label if language == "zh" else brings.level.id
        out += [f"    {say('brings', level)}{gain_words(each).say(language)}" for each in brings.gains]
    if rung.named_in:
        out.append(f"    {say('named', len(rung.named_in))}")
    return out


def _computed(rung: Rung, language: Language) -> list[str]:
    """Return what the conditions that apply now come to: the points, and beside a title held whether they are met."""
    out: list[str] = []
    if rung.score is not None:
        total = rung.score.total
        said_points = f"{total.label.say(language)} {points_words(total).say(language)}"
        asked = asked_words(total).say(language) if total.asked is not None else ""
        out.append(f"{said_points}（{asked}）" if asked else said_points)
    if rung.held is not None and rung.computed != "not_stated":
        out.append(f"{_TEXT['computed'].say(language)}{STANDINGS[rung.computed].say(language)}")
    if rung.contradicts:
        out.append(_TEXT["contradicts"].say(language))
    return out


def ladder_markdown(rungs: Sequence[Rung], language: Language = "zh") -> str:
    """Return the ladder as a Markdown table, the gaps below it."""
    head = Words("| 梯级 | 状态 | 如取得 |", "| rank | standing | if obtained |").say(language)
    out = [head, "| --- | --- | --- |"]
    for rung in rungs:
        gains = [
            f"{each.level.label if language == 'zh' else each.level.id}：{in_markdown(gain_words(gain).say(language))}"
            for each in rung.brings
            for gain in each.gains
        ]
        out.append(
            f"| {in_markdown(rung.label.say(language))} | {STANDINGS[rung.standing].say(language)} | {'<br>'.join(gains)} |"
        )
    for rung in rungs:
        if rung.gap is not None:
            steps = dict.fromkeys(
                (*rung.gap.steps, *rung.gap.judgements, *(() if rung.gap.ways else rung.gap.obstacles))
            )
            said = [f"- {in_markdown(each.words.say(language))}" for each in steps]
            out += ["", f"## {in_markdown(rung.label.say(language))}", "", *said]
    return "\n".join(out) + "\n"
