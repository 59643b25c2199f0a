"""An answer as one self-contained page: first what can be claimed, where and until when; last what is only a direction."""

from __future__ import annotations

from collections.abc import Iterable

from zjtx_rules.presentation.answer_parts import LimitOut, NotComputedOut
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.labels import ANSWER, bounds_text, outcome_words, say_verdict, total_said, unsaid_words
from zjtx_rules.presentation.models import (
    Answer,
    BandItemOut,
    BandOut,
    ClauseOut,
    LineOut,
    SectionOut,
    SourceOut,
)
from zjtx_rules.presentation.page import escaped, page
from zjtx_rules.presentation.points_html import score_html
from zjtx_rules.presentation.text import applies, input_note
from zjtx_rules.reasoning.bands import NOW
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.words import Language

_STYLE = """
main { max-width: 860px; }
.head { display: grid; grid-template-columns: 2fr repeat(3, 1fr); gap: 10px; margin: 18px 0 8px; }
.head > div { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 10px 14px; }
.head .label { font-size: 13px; color: var(--soft); } .head .figure { font-size: 20px; font-weight: 600; line-height: 1.35; }
.card { background: var(--paper); border: 1px solid var(--rule); border-left: 4px solid var(--good); border-radius: 8px; padding: 10px 16px; margin: 0 0 10px; break-inside: avoid; }
.card.open { border-left-color: var(--mixed); } .card.off { border-left-color: var(--rule); color: var(--soft); }
.card h3 { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: space-between; } .card h3 .amount { white-space: nowrap; }
.card dl { display: grid; grid-template-columns: max-content 1fr; gap: 1px 12px; margin: 6px 0 0; font-size: 13.5px; }
.card dt { color: var(--soft); } .card dd { margin: 0; }
ul.items { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; }
ul.items li { padding: 7px 16px; break-inside: avoid; } ul.items li + li { border-top: 1px solid var(--rule); }
ul.items .soft { display: block; font-size: 12.5px; }
.directions ul.items, .if_adopted ul.items { background: none; color: var(--soft); font-size: 13.5px; }
.lead { color: var(--soft); font-size: 13.5px; }
summary { cursor: pointer; margin: 26px 0 10px; } summary h2 { display: inline; border: 0; margin: 0; padding: 0; font-size: 17px; }
@media screen and (max-width: 640px) { main { padding: 18px 14px 48px; } .head { grid-template-columns: 1fr 1fr; } .head .first { grid-column: 1 / -1; } .card dl { grid-template-columns: 1fr; } .card dd { margin-bottom: 4px; } }
@media print { .card, ul.items, .head > div { border-radius: 0; } .head .figure { font-size: 12pt; } }
"""


def answer_page(evaluation: Evaluation, language: Language = "zh") -> str:
    """Return the answer as one page."""
    return page_of(as_document(evaluation, language), language)


def page_of(answer: Answer, language: Language = "zh") -> str:
    """Return an answer document as one page."""
    return _Page(answer, language).whole()


class _Page:
    """Puts one answer on a page."""

    def __init__(self, answer: Answer, language: Language) -> None:
        self.answer, self.language = answer, language
        self.names = {each.id: each for each in answer.documents}
        self.bands = {each.band: each for each in answer.bands}

    def say(self, key: str) -> str:
        return ANSWER[key].say(self.language)

    def whole(self) -> str:
        who = self.answer.applicant
        name = who.name or self.say("unnamed")
        rest = dict(self.rest())
        details = " · ".join(each for each in (who.noun, who.region, who.credit_code) if each)
        body = [
            f"<h1>{escaped(name)}</h1>",
            f'<p class="soft">{escaped(details)} · {self.say("as_of")} {self.answer.as_of}</p>',
            self.headline(),
            self.claim(),
            rest.get("missing"),
            self.band(self.bands["enjoy"]),
            rest.get("notes"),
            *(_folded(self.band(self.bands[each])) for each in ("join", "directions")),
            _folded(self.adopted()),
            self.eligibility(),
            *(_folded(rest.get(each, "")) for each in ("judgements", "readings", "documents")),
        ]
        return page(f"{name} {self.answer.as_of}", "\n".join(filter(None, body)), self.language, style=_STYLE)

    def headline(self) -> str:
        total = total_said(self.answer.awards.payable, self.language)
        first = (
            f'<div class="label">{escaped(self.bands["claim"].title)}</div><div class="figure">{escaped(total)}</div>'
        )
        cards = [f'<div class="first">{first}</div>']
        cards += [
            f'<div><div class="label">{escaped(self.bands[each].title)}</div>'
            f'<div class="figure">{self.bands[each].count}</div></div>'
            for each in ("enjoy", "join", "directions")
        ]
        return f'<div class="head">{"".join(cards)}</div>'

    def heading(self, band: BandOut, more: str = "") -> str:
        open_ = self.say("open_count").format(band.open) if band.open else ""
        return f"<h2>{escaped(band.title)}：{escaped(self.say('count').format(band.count) + open_ + more)}</h2>"

    def claim(self) -> str:
        band, section = self.bands["claim"], self.answer.awards.payable
        support = [each for each in band.items if each.kind == "support"]
        cards = [self.line(each) for each in section.lines]
        cards += [self.limit(each) for each in section.limits if each.binds]
        cards += [self.not_computed(each) for each in section.not_computed]
        return f'<section class="claim">{self.heading(band)}{"".join(cards)}{self.items(band, support)}</section>{self.back(section)}'

    def limit(self, limit: LimitOut) -> str:
        """Return a card for a limit over several clauses that takes something off."""
        source = f"{self.source(limit.document, limit.cite)}：{' '.join(limit.quote)}"
        return (
            f'<div class="card"><h3><span>{escaped(limit.title)}</span>'
            f'<span class="amount">{escaped(limit.after.text)}</span></h3>'
            f'<p>{escaped(limit.text)}</p><p class="soft">{escaped(source)}</p></div>'
        )

    def back(self, section: SectionOut) -> str:
        """Return what is to be paid back and what is paid to others, each in a block of its own."""
        out = ""
        if section.to_pay_back and section.back_total is not None:
            rows = "".join(
                f"<li>{escaped(each.title)}：{escaped(each.text)}"
                f'<span class="soft">{escaped(self.source(each.document, each.cite))} {escaped(" ".join(each.quote))}</span></li>'
                for each in section.to_pay_back
            )
            total = bounds_text(section.back_total, self.language)
            heading = f"<h2>{escaped(self.say('back'))}：{escaped(total)}</h2>"
            out += f'<section class="back">{heading}<ul class="items">{rows}</ul></section>'
        if section.to_others:
            rows = "".join(
                f"<li>{escaped(each.payee)}：{escaped(each.total.text)}"
                + (f"，{self.say('each_of_them')}{escaped(each.each.text)}" if each.each is not None else "")
                + f'<span class="soft">{escaped(self.source(each.document, each.cite))} {escaped(each.share)}</span></li>'
                for each in section.to_others
            )
            out += f'<section class="others"><h2>{escaped(self.say("to_others"))}</h2><ul class="items">{rows}</ul></section>'
        return out

    def not_computed(self, clause: NotComputedOut) -> str:
        """Return a card for a clause that is not computed."""
        said = unsaid_words(clause.unsaid, self.language)
        rows = [(self.say("go_to").rstrip("： :"), "、".join(clause.offices) or "—")]
        rows.append((self.source(clause.document, clause.cite), " ".join(clause.quote)))
        facts = "".join(f"<dt>{escaped(key)}</dt><dd>{escaped(value)}</dd>" for key, value in rows)
        return (
            f'<div class="card open"><h3><span>{escaped(clause.title)}</span></h3>'
            f"<p>{escaped(said)}</p><dl>{facts}</dl></div>"
        )

    def line(self, line: LineOut) -> str:
        css = {"paid": "", "open": "open"}.get(line.outcome, "off")
        rows = []
        if css != "off":
            rows.append((self.say("go_to").rstrip("： :"), "、".join(line.offices) or "—"))
            end = self.names[line.document].in_force_to
            rows.append((self.say("until").strip(), end or self.say("open_end")))
            rows += [(self.say("window").strip(), line.window)] if line.window else []
        if line.recognised_on:
            rows.append((self.say("recognised_on"), line.recognised_on))
        rows += [(self.say("gives_way").strip(), each.title) for each in line.suppressed_by]
        rows.append((self.source(line.document, line.cite), " ".join(line.quote)))
        facts = "".join(f"<dt>{escaped(key)}</dt><dd>{escaped(value)}</dd>" for key, value in rows)
        fate = outcome_words(line.outcome, line.verdict, payable=True).say(self.language)
        return (
            f'<div class="card {css}"><h3><span>{escaped(line.title)}</span>'
            f'<span class="amount">{escaped(line.text)} <span class="tag">{escaped(fate)}</span></span></h3><dl>{facts}</dl></div>'
        )

    def source(self, document: str, cite: str) -> str:
        named = self.names[document]
        return f"{named.number or '《' + named.title + '》'} {cite}"

    def band(self, band: BandOut) -> str:
        if not band.items:
            return ""
        more = self.say("no_claim") if band.band == "directions" else ""
        return f'<section class="{band.band}">{self.heading(band, more)}{self.items(band, band.items)}</section>'

    def items(self, band: BandOut, items: Iterable[BandItemOut]) -> str:
        ordered = sorted(items, key=lambda each: each.verdict != "met")
        rows = "".join(self.item(band, each) for each in ordered)
        return f'<ul class="items">{rows}</ul>' if rows else ""

    def item(self, band: BandOut, item: BandItemOut) -> str:
        plain = item.force == "mandatory" or (band.band == "join" and item.force == "programme")
        tags = [] if plain else ["：".join((item.force_text, *filter(None, ["、".join(item.binds)])))]
        tags += [each for each in (item.entry, f"{self.say('quota')}{item.quota}" if item.quota else None) if each]
        tags += [f"{self.say('window')}{item.window}"] if item.window else []
        tags += [] if item.verdict == "met" else [say_verdict(item.verdict, self.language)]
        marks = "".join(f'<span class="tag">{escaped(each)}</span>' for each in tags)
        sources = "；".join(self.where(each, until=band.band in NOW) for each in item.sources)
        content = f"{item.content}：{item.amount}" if item.amount else item.content
        content += f"：{unsaid_words(item.not_computed, self.language)}" if item.not_computed else ""
        return f'<li>{escaped(content)}{marks}<span class="soft">{escaped(sources)}</span></li>'

    def where(self, source: SourceOut, *, until: bool) -> str:
        offices = f"；{self.say('go_to')}{'、'.join(source.offices)}" if source.offices else ""
        end = f"；{self.say('until')}{source.until}" if until and source.until else ""
        return f"{self.source(source.document, source.cite)}{offices}{end}"

    def adopted(self) -> str:
        band = self.bands["if_adopted"]
        if not band.items:
            return ""
        totals = {each.document: total_said(each, self.language) for each in self.answer.awards.if_adopted}
        out = []
        for name in dict.fromkeys(each.sources[0].document for each in band.items):
            named = self.names[name]
            money = f"：{totals[name]}" if name in totals else ""
            out.append(
                f'<p class="lead">《{escaped(named.title)}》（{escaped(named.standing_text)}）{escaped(money)}</p>'
            )
            out.append(self.items(band, (each for each in band.items if each.sources[0].document == name)))
        return f'<section class="if_adopted"><h2>{escaped(self.say("if_adopted"))}</h2>{"".join(out)}</section>'

    def eligibility(self) -> str:
        """Return the tiers that judge the application: the verdict, and the points where there are any."""
        now = {each.id for each in self.answer.documents if each.standing == "in_force"}
        shown = [each for each in self.answer.eligibility if each.document in now and applies(each)]
        if not shown:
            return ""
        cards = "".join(self.tier(each) for each in shown)
        return f"<section><h2>{escaped(self.say('eligibility'))}</h2>{cards}</section>"

    def tier(self, clause: ClauseOut) -> str:
        css = {"met": "", "not_met": "off"}.get(clause.verdict, "open")
        verdict = say_verdict(clause.verdict, self.language)
        why = clause.version.why if clause.version is not None and clause.version.rank is not None else ""
        said = "；".join(each for each in (self.source(clause.document, clause.cite), why) if each)
        points = score_html(clause.score, self.language) if clause.score is not None else ""
        return (
            f'<div class="card {css}"><h3><span>{escaped(clause.title)}</span><span class="amount">{escaped(verdict)}</span></h3>'
            f'<p class="lead">{escaped(said)}</p>{points}</div>'
        )

    def rest(self) -> Iterable[tuple[str, str]]:
        """Yield what is missing, what a person must judge, the readings, the notes, the documents; each by its name."""
        missing = [f"{each.label}：{self.say('stake')}{each.stake}" for each in self.answer.missing if each.stake]
        readings = [
            f"{each.question}：{each.label}" + "".join(f"；{other.label}：{other.text}" for other in each.alternatives)
            for each in self.answer.readings
            if each.alternatives or not each.default
        ]
        notes = [*map(input_note, self.answer.input_notes), *self.answer.notes]
        judged = list(dict.fromkeys(each.text for each in self.answer.judgements))
        documents = [
            f"《{each.title}》{each.number or ''}（{each.place}，{each.standing_text}，"
            f"{each.in_force_from or '—'}—{each.in_force_to or self.say('open_end')}）"
            for each in self.answer.documents
        ]
        for key, found in (
            ("missing", missing),
            ("judgements", judged),
            ("readings", readings),
            ("notes", notes),
            ("documents", documents),
        ):
            if found:
                rows = "".join(f"<li>{escaped(each)}</li>" for each in found)
                yield key, f'<section><h2>{escaped(self.say(key))}</h2><ul class="items">{rows}</ul></section>'


def _folded(section: str) -> str:
    """Return a section whose heading opens it: what is read first stays on one sheet of paper."""
    start, heading, rest = section.partition("<h2>")
    title, end, inside = rest.partition("</h2>")
    if not end:
        return section
    body = inside.removesuffix("</section>")
    return f"{start}<details><summary>{heading}{title}{end}</summary>{body}</details></section>"
