"""A gap, and the ladder of titles, as pages: where the firm stands first, then the steps, other ways folded."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.analysis.gap.ladder import Rung
from zjtx_rules.analysis.gap.report import Gap
from zjtx_rules.conditions.distance import Step
from zjtx_rules.presentation.blocks import Block, Facts, Fold, Heading, Item, Items, Paragraph, Report, report_page
from zjtx_rules.presentation.blocks.models import Tone
from zjtx_rules.presentation.gaps import GapOut, WayOut, gap_document, step_out
from zjtx_rules.presentation.labels import say_verdict, unsaid_words
from zjtx_rules.presentation.ladder import STANDINGS, RungOut, ladder_document
from zjtx_rules.presentation.tier_gap_forms import tier_blocks
from zjtx_rules.terms import Level
from zjtx_rules.words import Language, Words

_TONES: dict[str, Tone] = {"met": "good", "not_met": "bad", "unknown": "mixed", "review": "mixed"}
_STEP_TONES: dict[str, Tone] = {"provide": "mixed", "judge": "mixed", "impossible": "bad"}


def gap_page(gaps: Sequence[Gap], language: Language = "zh", about: str = "") -> str:
    """Return gaps as one page; `about` says who is asked about, and as of which day."""
    blocks: list[Block] = []
    for gap in gaps:
        if gap.tier is not None:
            blocks += tier_blocks(gap, language)
            continue
        name = gap.document.number or f"《{gap.document.words.say(language)}》"
        blocks += _gap(gap_document(gap, language), name, language)
    title = Words("还差什么", "what is missing").say(language)
    return report_page(Report(title, tuple(blocks), (about,) if about else ()), language)


def ladder_page(rungs: Sequence[Rung], language: Language = "zh", about: str = "") -> str:
    """Return the ladder as one page."""
    shown = [_rung(each, language) for each in ladder_document(rungs, language).rungs]
    blocks: list[Block] = [Items(tuple(shown))]
    for rung in rungs:
        if rung.gap is not None:
            blocks.append(Heading(rung.label.say(language)))
            steps = dict.fromkeys(
                (*rung.gap.steps, *rung.gap.judgements, *(() if rung.gap.ways else rung.gap.obstacles))
            )
            blocks.append(Items(tuple(_step(each, language) for each in steps)))
    title = Words("各级称号：到哪一级，还差什么", "titles: where it stands, and what is missing").say(language)
    return report_page(Report(title, tuple(blocks), (about,) if about else ()), language)


def _gap(gap: GapOut, document: str, language: Language) -> list[Block]:
    def say(zh: str, en: str) -> str:
        return Words(zh, en).say(language)

    facts = [
        (say("现在", "now"), say_verdict(gap.verdict, language)),
        (say("依据", "source"), f"{document} {gap.cite}"),
    ]
    facts.append((say("原文", "words"), "".join(gap.quote)))
    blocks: list[Block] = [Heading(gap.title), Facts(tuple(facts))]
    if gap.not_computed:
        blocks.append(Paragraph(unsaid_words(gap.not_computed, language)))
    if not gap.ways:
        blocks.append(Paragraph(say("没有可行的办法", "there is no way")))
    for number, way in enumerate(gap.ways):
        inner = _way(way, language)
        if not number:
            blocks += inner
        else:
            blocks.append(Fold(say(f"另一办法（{number + 1}）", f"another way ({number + 1})"), tuple(inner)))
    if gap.obstacles:
        items = Items(tuple(Item(each.text, tone="bad") for each in gap.obstacles))
        heading = say("其他办法的障碍" if gap.ways else "障碍", "what stands in the way")
        blocks.append(Fold(heading, (items,)) if gap.ways else items)
    if not gap.complete:
        said = say("组合过多，未全部检查，或有更近的办法", "too many combinations: a nearer way may have been missed")
        blocks.append(Paragraph(said, soft=True))
    return blocks


def _way(way: WayOut, language: Language) -> list[Block]:
    def say(zh: str, en: str) -> str:
        return Words(zh, en).say(language)

    steps = [
        Item(each.text, tone=_STEP_TONES.get(each.kind, "")) for each in (*way.steps, *way.unknown, *way.judgements)
    ]
    facts = [(say("做到后", "then"), f"{way.ends_on}，{say_verdict(way.verdict, language)}")]
    facts += [(say("可多得", "gain"), each.text) for each in way.gains]
    if not way.gains:
        facts.append((say("资金", "money"), say("不增加", "no more")))
    shown: list[Block] = (
        [Items(tuple(steps))] if steps else [Paragraph(say("已满足，无需任何变动", "it holds as things are"))]
    )
    return [*shown, Facts(tuple(facts))]


def _step(step: Step, language: Language) -> Item:
    said = step_out(step, language)
    return Item(said.text, tone=_STEP_TONES.get(said.kind, ""))


def _rung(rung: RungOut, language: Language) -> Item:
    held = [each.text for each in (rung.held,) if each is not None]
    brings = [f"{_if_obtained(each.level).say(language)}{gain.text}" for each in rung.brings for gain in each.gains]
    tones: dict[str, Tone] = {"held": "good", "eligible": "good", "gap": "bad", "not_stated": "off"}
    standing = STANDINGS[rung.standing].say(language)
    return Item(rung.label, standing, tone=tones.get(rung.standing, "mixed"), below=(*held, *brings))


def _if_obtained(level: str) -> Words:
    return Words(f"如取得{Level[level.upper()].label}：", f"if obtained at {level} level: ")
