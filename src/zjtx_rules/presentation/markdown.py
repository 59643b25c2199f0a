"""An answer as Markdown, for reports and issue trackers."""

from __future__ import annotations

from collections.abc import Mapping

from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.labels import (
    ANSWER,
    MARKS,
    bounds_text,
    outcome_words,
    say_verdict,
    total_said,
    unsaid_words,
)
from zjtx_rules.presentation.models import Answer, BandItemOut, BandOut, ClauseOut, LineOut, SectionOut
from zjtx_rules.presentation.points import HEADS, around_lines, score_rows
from zjtx_rules.presentation.text import OF_MONEY, applies, input_note
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.shown import in_code, in_markdown
from zjtx_rules.words import Language, Words


def as_markdown(evaluation: Evaluation, language: Language = "zh") -> str:
    """Return the answer as Markdown."""
    return answer_markdown(as_document(evaluation, language), language)


def answer_markdown(answer: Answer, language: Language = "zh") -> str:
    """Return an answer document as Markdown."""
    say = {key: words.say(language) for key, words in ANSWER.items()}
    who = answer.applicant
    out = [
        f"# {in_markdown(who.name or say['unnamed'])}",
        "",
        f"{who.noun} · {in_markdown(who.region or '—')} · {say['as_of']} {answer.as_of}",
        "",
    ]
    claim = answer.bands[0]
    out += _section(answer, say["payable"], answer.awards.payable, language, f"，{say['count'].format(claim.count)}")
    for band in answer.bands:
        if band.band != "if_adopted":
            out += _band(band, say)
    for each in answer.awards.if_adopted:
        title = next(document.title for document in answer.documents if document.id == each.document)
        out += _section(answer, f"{say['if_adopted']}：《{in_markdown(title)}》", each, language)
    for key, section in (("accrued", answer.awards.accrued), ("not_yet", answer.awards.not_yet)):
        if (
            section.not_computed
            or section.to_pay_back
            or section.to_others
            or (section.lines and not (key == "accrued" and section.total.nothing))
        ):
            out += _section(answer, say[key], section, language)
    out += _band(answer.bands[-1], say)
    if answer.eligibility:
        head = Words("| 资格 | 结论 | 条款 |", "| eligibility | verdict | clause |").say(language)
        out += [f"## {say['eligibility']}", "", head, "| --- | --- | --- |"]
        out += [
            f"| {in_markdown(each.title)} | {_verdict(each, language)} | {in_markdown(each.cite)} |"
            for each in answer.eligibility
        ]
        out.append("")
        out += [line for each in answer.eligibility if applies(each) for line in _score(each, language)]
    if answer.missing:
        out += [f"## {say['missing']}", ""]
        out += [
            f"- {in_markdown(each.label)}（`{in_code(each.path)}`）：{each.stake}"
            for each in answer.missing
            if each.stake
        ]
        out.append("")
    used = [each for each in answer.readings if each.alternatives or not each.default]
    if used:
        out += [f"## {say['readings']}", ""]
        for reading in used:
            out.append(f"- {in_markdown(reading.question)}：**{in_markdown(reading.label)}**")
            out += [f"  - {in_markdown(other.label)}：{other.text}" for other in reading.alternatives]
        out.append("")
    notes = [*map(input_note, answer.input_notes), *answer.notes]
    if notes:
        out += [f"## {say['notes']}", "", *(f"- {in_markdown(each)}" for each in notes), ""]
    return "\n".join(out).rstrip() + "\n"


def _verdict(clause: ClauseOut, language: Language) -> str:
    if clause.not_computed:
        return in_markdown(unsaid_words(clause.not_computed, language))
    return say_verdict(clause.verdict, language)


def _section(answer: Answer, title: str, section: SectionOut, language: Language, more: str = "") -> list[str]:
    out = [f"## {title}：{total_said(section, language)}{more}", ""]
    if section.lines:
        head = Words("| 条款 | 事项 | 金额 | 处理 | 原文 |", "| clause | what | amount | outcome | words |").say(
            language
        )
        out += [head, "| --- | --- | --- | --- | --- |"]
        out += [_line(answer, line, language) for line in section.lines]
        out.append("")
    out += _apart(section, language)
    limits = [each for each in section.limits if each.binds]
    if limits:
        out += [f"- {in_markdown(each.title)}：{in_markdown(each.text)}（{in_markdown(each.cite)}）" for each in limits]
        out.append("")
    if section.not_computed:
        out += [
            f"- {in_markdown(each.title)}：{in_markdown(unsaid_words(each.unsaid, language))}（{in_markdown(each.cite)}）"
            for each in section.not_computed
        ]
        out.append("")
    return out


def _score(clause: ClauseOut, language: Language) -> list[str]:
    """Return the points of a tier as a table."""
    if clause.score is None:
        return []
    head = HEADS.say(language).split("|")
    out = [f"### {in_markdown(clause.title)}", ""]
    out += [in_markdown(clause.version.why), ""] if clause.version is not None else []
    out += [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for whole, row in score_rows(clause.score, language):
        cells = [f"**{in_markdown(each)}**" if whole and each else in_markdown(each) for each in row]
        out.append(f"| {' | '.join(cells)} |")
    more = [f"- {in_markdown(each.strip())}" for each in around_lines(clause.score, language, MARKS)]
    return [*out, "", *more, *([""] if more else [])]


def _apart(section: SectionOut, language: Language) -> list[str]:
    """Return what is to be paid back, and what is paid to others."""
    out: list[str] = []
    if section.to_pay_back and section.back_total is not None:
        total = bounds_text(section.back_total, language)
        out += [f"### {ANSWER['back'].say(language)}：{total}", ""]
        out += [
            f"- {in_markdown(each.title)}：{each.text}（{in_markdown(each.cite)}：{in_markdown(' '.join(each.quote))}）"
            for each in section.to_pay_back
        ]
        out.append("")
    if section.to_others:
        out += [f"### {ANSWER['to_others'].say(language)}", ""]
        out += [
            f"- {in_markdown(each.payee)}：{each.total.text}"
            + (f"，{ANSWER['each_of_them'].say(language)}{each.each.text}" if each.each is not None else "")
            + f"（{in_markdown(each.cite)}，{each.share}）"
            for each in section.to_others
        ]
        out.append("")
    return out


def _line(answer: Answer, line: LineOut, language: Language) -> str:
    number = next(each.number or each.title for each in answer.documents if each.id == line.document)
    outcome = outcome_words(line.outcome, line.verdict).say(language)
    if line.suppressed_by:
        outcome += "：" + "、".join(each.title for each in line.suppressed_by)
    cells = (f"{number} {line.cite}", line.title, line.text, outcome, " ".join(line.quote))
    return "| " + " | ".join(in_markdown(each) for each in cells) + " |"


def _band(band: BandOut, say: Mapping[str, str]) -> list[str]:
    """Return what a band has besides money with a figure, which has a table of its own."""
    found = [each for each in band.items if each.counts and each.kind not in OF_MONEY]
    if not found:
        return []
    title = band.title if band.band != "if_adopted" else f"{say['if_adopted']}，{say['elsewhere'].format(len(found))}"
    heading = (
        []
        if band.band == "claim"
        else [f"## {title}" if band.band == "if_adopted" else f"## {title}：{say['count'].format(band.count)}", ""]
    )
    return [*heading, *(_item(band, each, say) for each in found), ""]


def _item(band: BandOut, item: BandItemOut, say: Mapping[str, str]) -> str:
    cites = "、".join(each.cite for each in item.sources)
    plain = item.force == "mandatory" or (band.band == "join" and item.force == "programme")
    said = [cites, *([] if plain else [item.force_text, *item.binds]), *filter(None, (item.entry,))]
    said += [f"{say['quota']}{item.quota}"] if item.quota else []
    said += [f"{say['window']}{item.window}"] if item.window else []
    offices = "、".join(item.sources[0].offices) or "—"
    return f"- {in_markdown(item.content)}（{in_markdown('；'.join((*said, offices)))}）"
