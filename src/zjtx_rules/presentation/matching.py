"""What an applicant may use now, as text, JSON or Markdown, by office or by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import Field

from zjtx_rules.analysis.entitlements import Group, Item, Matching
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.language.documents import Document
from zjtx_rules.presentation.blocks import (
    Block,
    Heading,
    Items,
    Paragraph,
    Report,
    report_markdown,
    report_page,
    report_text,
)
from zjtx_rules.presentation.blocks import Item as Line
from zjtx_rules.presentation.blocks.models import Tone
from zjtx_rules.presentation.money import bounds_words
from zjtx_rules.presentation.parts import Part
from zjtx_rules.presentation.text import english_marks
from zjtx_rules.reasoning.bands import BANDS
from zjtx_rules.words import Language, Words

_DIRECTIONS = Words("支持方向与他人职责（不能据此申领）", "directions and duties of others (nothing to claim)")
KINDS = {
    "money": Words("资金", "money"),
    "right": Words("权利", "right"),
    "service": Words("服务", "service"),
    "support": Words("未写金额的支持", "support without a figure"),
    "not_computed": Words("未计算的资金", "money that is not computed"),
}
_TITLE = Words("现在可以用什么", "what may be used now")
_NOTHING = Words("现在没有可用的事项", "nothing may be used now")
_TOGETHER = Words("另有 ", "also ")
_PENDING = Words("经人判断后可用", "may be used once a person has judged")


class ItemOut(Part):
    """One thing that an applicant may use."""

    band: str = Field(
        title="分栏", description="claim 可申领；enjoy 可享受；join 可报名的项目；directions 支持方向与他人职责"
    )
    kind: str = Field(
        title="类别",
        description="money 资金；right 权利；service 服务；support 未写金额的支持；not_computed 未计算的资金，规则文件写不出",
    )
    document: str = Field(title="文件")
    clause: str = Field(title="条款编号")
    cite: str = Field(title="条款号")
    title: str = Field(title="标题")
    content: str = Field(title="内容")
    quote: list[str] = Field(title="原文")
    offices: list[str] = Field(title="责任单位")
    also: list[str] = Field(title="同一句话的其他条款", description="另一份文件里写着同一句话的条款，文件编号:条款编号")


class MatchGroupOut(Part):
    """What one office offers, or one number of a text gives."""

    name: str = Field(title="名称")
    items: list[ItemOut] = Field(title="事项")


class MatchingOut(Part):
    """What an applicant may use now."""

    by: str = Field(title="分组", description="office 按责任单位；clause 按条款")
    groups: list[MatchGroupOut] = Field(title="现在可用")
    pending: list[MatchGroupOut] = Field(title="经人判断后可用")
    directions: list[MatchGroupOut] = Field(title="支持方向与他人职责")


def matching_document(matching: Matching, language: Language = "zh") -> MatchingOut:
    """Return a matching as one document; `model_dump_json` makes it JSON."""
    return MatchingOut(
        by=matching.by,
        groups=[_group_out(each, language) for each in matching.groups],
        pending=[_group_out(each, language) for each in matching.pending],
        directions=[_group_out(each, language) for each in matching.directions],
    )


def _group_out(group: Group, language: Language) -> MatchGroupOut:
    return MatchGroupOut(
        name=group.name.say(language),
        items=[
            ItemOut(
                band=each.band,
                kind=each.kind,
                document=each.document.id,
                clause=each.clause.id,
                cite=each.clause.cite,
                title=each.clause.words.say(language),
                content=content_words(each).say(language),
                quote=list(each.clause.quote),
                offices=list(each.clause.by),
                also=[f"{document.id}:{clause.id}" for document, clause in each.also],
            )
            for each in group.items
        ],
    )


def content_words(item: Item) -> Words:
    """Say what an item gives; money with its sum."""
    if item.unsaid:
        said = "；".join(f"“{each.words}”：{each.reason}" for each in item.unsaid)
        return Words(f"{item.content.zh}：未计算（{said}）", f"{item.content.en}: not computed ({said})")
    if item.pays is None or item.nature is None:
        return item.content
    pays = bounds_words(item.pays, item.nature)
    return Words(f"{item.content.zh}：{pays.zh}", f"{item.content.en}: {pays.en}")


def matching_text(matching: Matching, language: Language = "zh") -> str:
    """Return a matching as a person reads it at a terminal."""
    text = report_text(_report(matching, language), titled=False)
    return text if language == "zh" else english_marks(text)


def matching_markdown(matching: Matching, language: Language = "zh") -> str:
    """Return a matching as Markdown."""
    return report_markdown(_report(matching, language), titled=False)


def matching_page(matching: Matching, language: Language = "zh", about: str = "") -> str:
    """Return a matching as one page; `about` says who is asked about, and as of which day."""
    return report_page(replace(_report(matching, language), about=(about,) if about else ()), language)


def _report(matching: Matching, language: Language) -> Report:
    blocks: list[Block] = [*_groups(matching.groups, matching.by, language)]
    blocks = blocks or [Paragraph(_NOTHING.say(language))]
    for words, groups in ((_PENDING, matching.pending), (_DIRECTIONS, matching.directions)):
        if groups:
            blocks += [Heading(words.say(language)), *_groups(groups, matching.by, language)]
    return Report(_TITLE.say(language), tuple(blocks))


def _groups(groups: Sequence[Group], by: str, language: Language) -> Iterator[Block]:
    for group in groups:
        yield Heading(f"{group.name.say(language)}（{len(group.items)}）", 3)
        yield Items(tuple(_item(each, group, by, language) for each in group.items))


def _item(item: Item, group: Group, by: str, language: Language) -> Line:
    number = "；".join(_number(*each, language) for each in ((item.document, item.clause), *item.also))
    others = [each for each in item.clause.by if each != group.name.zh] if by == "office" else []
    with_ = f"；{_TOGETHER.say(language)}{'、'.join(others)}" if others else ""
    source = f"（{number}{with_}）" if by == "office" else f" ← {'、'.join(item.clause.by) or '—'}"
    tone: Tone = "off" if item.band == "directions" else "good" if item.judged else "mixed"
    return Line(content_words(item).say(language), _tag(item, language), source, tone)


def _number(document: Document, clause: ForApplicants, language: Language) -> str:
    return f"{document.number or '《' + document.words.say(language) + '》'} {clause.cite}"


def _tag(item: Item, language: Language) -> str:
    """Return what kind of thing it is; what one has to join is called so."""
    return (BANDS["join"] if item.band == "join" else KINDS[item.kind]).say(language)
