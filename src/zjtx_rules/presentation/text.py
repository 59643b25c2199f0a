"""An answer as a person reads it at a terminal: money first, then what it rests on, what is missing, what another reading gives."""

from __future__ import annotations

from zjtx_rules.conditions.all_of import ALL
from zjtx_rules.presentation.answer_parts import BoundsOut, LimitOut, NotComputedOut
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.labels import (
    ANSWER,
    KIND,
    MARKS,
    bounds_text,
    outcome_words,
    say_verdict,
    total_said,
    unsaid_words,
)
from zjtx_rules.presentation.models import (
    Answer,
    BandItemOut,
    BandOut,
    ClauseOut,
    ConditionOut,
    InputNoteOut,
    LineOut,
    SectionOut,
)
from zjtx_rules.presentation.points import score_lines
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.shown import page
from zjtx_rules.words import Language

OF_MONEY = ("money", "not_computed")
"""The kinds of items that stand in the lines of a section of money."""


def as_text(evaluation: Evaluation, language: Language = "zh", *, full: bool = False) -> str:
    """Return the answer as text; `full` adds the conditions of every clause."""
    return answer_text(as_document(evaluation, language), language, full=full)


def answer_text(answer: Answer, language: Language = "zh", *, full: bool = False) -> str:
    """Return an answer document as text."""
    text = page(_Page(answer, language, full=full).lines()).rstrip() + "\n"
    return text if language == "zh" else english_marks(text)


_MARKS = {"（": " (", "）": ")", "：": ": ", "，": ", ", "；": "; ", "【": "[", "】": "] "}


def english_marks(text: str) -> str:
    """Return the text with English punctuation, but for what is quoted from a Chinese text."""
    out, depth = [], 0
    for char in text:
        depth += (char == "“") - (char == "”")
        out.append(char if depth else _MARKS.get(char, char))
    return "".join(out).replace("  (", " (")


def input_note(note: InputNoteOut) -> str:
    """Return a note on the input as a line: which field, where it stands, what is to be said of it."""
    place = f"（{note.place}）" if note.place else ""
    return f"{note.label}{place}：{note.text}" + (f"；{note.suggestion}" if note.suggestion else "")


def applies(clause: ClauseOut) -> bool:
    """Return whether conditions of eligibility judge the application that is asked about."""
    return clause.version is None or clause.version.applies


class _Page:
    """Puts one answer on a page."""

    def __init__(self, answer: Answer, language: Language, *, full: bool) -> None:
        self.answer, self.language, self.full = answer, language, full
        self.names = {each.id: each for each in answer.documents}
        self.clauses = {(each.document, each.id): each for each in answer.clauses}
        self.bands = {each.band: each for each in answer.bands}

    def say(self, key: str) -> str:
        return ANSWER[key].say(self.language)

    def lines(self) -> list[str]:
        parts = [
            self.head(),
            self.money(),
            *(self.band(each) for each in self.answer.bands if each.band not in ("claim", "if_adopted")),
            self.adopted(),
            self.apart("not_yet", self.answer.awards.not_yet),
            self.apart("accrued", self.answer.awards.accrued),
            self.ended(),
            self.eligibility(),
            self.benchmarks(),
            self.others(),
            self.missing(),
            self.judgements(),
            self.readings(),
            self.notes(),
            self.documents(),
        ]
        out: list[str] = []
        for part in parts:
            if part:
                out += [*part, ""]
        return out

    def head(self) -> list[str]:
        who = self.answer.applicant
        name = who.name or self.say("unnamed")
        details = "，".join(each for each in (who.noun, who.region, who.credit_code) if each)
        return [f"{name}（{details}）", f"{self.say('as_of')} {self.answer.as_of}"]

    def title(self, key: str, more: str = "") -> str:
        return f"【{self.say(key)}】{more}"

    def source(self, document: str, cite: str) -> str:
        named = self.names[document]
        return (
            f"{named.number or '《' + named.title + '》'} {cite}" if self.language == "zh" else f"{named.title}, {cite}"
        )

    def money(self) -> list[str]:
        """Return what can be claimed: money, and support to which the text gives no figure."""
        section, band = self.answer.awards.payable, self.bands["claim"]
        support = [each for each in band.items if each.kind == "support"]
        out = [
            self.title("payable", f"{total_said(section, self.language)}，{self.count(band)}"),
            *self.section_lines(section),
        ]
        return out + self.entries(band, support) + self.back(section)

    def back(self, section: SectionOut) -> list[str]:
        """Return what is to be paid back, in a block of its own, and what is paid to others."""
        out: list[str] = []
        for each in section.to_pay_back:
            mark = MARKS["met" if each.verdict == "met" else each.verdict]
            out.append(
                f"  {mark} {each.title}：{each.text}（{self.say('received_and_kept')}{self.between(each.received)}）"
            )
            out.append(f"      {self.source(each.document, each.cite)}：{self.quoted(each.quote)}")
            if each.offices:
                out.append(f"      {self.say('go_to')}{'、'.join(each.offices)}{self.until(each.document)}")
            out += self.reasons(each.document, each.clause)
        if out and section.back_total is not None:
            out = ["", self.title("back", self.between(section.back_total)), *out]
        return out + self.to_others(section)

    def to_others(self, section: SectionOut) -> list[str]:
        """Return what payees other than the applicant get."""
        said = [
            f"  · {each.payee}：{each.total.text}"
            + (f"，{self.say('each_of_them')}{each.each.text}" if each.each is not None else "")
            + f"（{each.title}，{self.source(each.document, each.cite)}，{each.share}）"
            for each in section.to_others
        ]
        return ["", self.title("to_others"), *said] if said else []

    def between(self, bounds: BoundsOut) -> str:
        """Return a sum, or both of its ends."""
        return bounds_text(bounds, self.language)

    def section_lines(self, section: SectionOut) -> list[str]:
        payable = section is self.answer.awards.payable
        lines = [text for line in section.lines for text in self.line(line, payable=payable)]
        for limit in section.limits:
            lines += self.limit(limit) if limit.binds or self.full else []
        return lines + [text for each in section.not_computed for text in self.not_computed(each)]

    def limit(self, limit: LimitOut) -> list[str]:
        """Return a limit over several clauses: what they come to together, and what it leaves."""
        return [
            f"  ＝ {limit.title}：{limit.text}",
            f"      {self.source(limit.document, limit.cite)}：{self.quoted(limit.quote)}",
        ]

    def not_computed(self, clause: NotComputedOut) -> list[str]:
        """Return a clause that is not computed: the words that could not be said in rules, and why."""
        mark = MARKS["review" if clause.verdict == "met" else clause.verdict]
        out = [f"  {mark} {clause.title}：{unsaid_words(clause.unsaid, self.language)}"]
        out.append(f"      {self.source(clause.document, clause.cite)}：{self.quoted(clause.quote)}")
        if clause.offices:
            out.append(f"      {self.say('go_to')}{'、'.join(clause.offices)}{self.until(clause.document)}")
        return out + self.reasons(clause.document, clause.clause)

    def line(self, line: LineOut, *, payable: bool) -> list[str]:
        open_ = MARKS["unknown" if line.verdict == "met" else line.verdict]
        mark = {"paid": "✓", "suppressed": "–", "nothing_left": "–", "open": open_}[line.outcome]
        fate = outcome_words(line.outcome, line.verdict, payable=payable).say(self.language)
        out = [f"  {mark} {line.title}：{line.text}（{fate}）"]
        words = f"：{self.quoted(line.quote)}" if line.quote else f"（{self.say('restated')}）"
        out.append(f"      {self.source(line.document, line.cite)}{words}")
        if line.offices and line.outcome in ("paid", "open"):
            out.append(f"      {self.say('go_to')}{'、'.join(line.offices)}{self.until(line.document)}")
        if line.window and line.outcome in ("paid", "open"):
            out.append(f"      {self.say('window')}{line.window}")
        if line.recognised_on:
            out.append(f"      {self.say('recognised_on')} {line.recognised_on}")
        if line.how:
            out.append(f"      {self.say('how')}{line.how}")
        out += [
            f"      {self.say('gives_way' if line.outcome == 'suppressed' else 'may_give_way')}{self.quoted([each.title])}（{self.rule(each.basis, each.rule, each.quote)}）"
            for each in line.suppressed_by
        ]
        if line.already_received is not None and line.outcome != "suppressed":
            out.append(f"      {self.say('received')}{self.between(line.already_received)}")
        if line.payers:
            borne = "、".join(f"{each.payer}{each.share}（{self.between(each.amount)}）" for each in line.payers)
            out.append(f"      {self.say('paid_by')}{borne}")
        return out + self.reasons(line.document, line.clause)

    def reasons(self, document: str, clause: str) -> list[str]:
        """Return the conditions of a clause with what was found of each, on a full page."""
        found = self.clauses[document, clause].condition
        return self.parts(found, 3) if self.full and found is not None else []

    def rule(self, basis: str, cite: str, quote: list[str]) -> str:
        return self.say("by_system") if basis == "system" else f"{cite}：{self.quoted(quote)}"

    def quoted(self, quote: list[str]) -> str:
        return " ".join(f"「{each}」" if self.language == "zh" else f"“{each}”" for each in quote)

    def adopted(self) -> list[str]:
        """Return what drafts, templates and documents not yet in force would grant, each under a heading of its own."""
        out: list[str] = []
        money = {each.document: each for each in self.answer.awards.if_adopted}
        banded = {each.sources[0].document for each in self.bands["if_adopted"].items if each.kind not in OF_MONEY}
        for named in self.answer.documents:
            section = money.get(named.id)
            if section is None and named.id not in banded:
                continue
            total = total_said(section, self.language) if section is not None else ""
            out.append(f"{self.title('if_adopted', total)}  《{named.title}》（{named.standing_text}）")
            out += self.section_lines(section) if section is not None else []
            out += self.others_of(named.id)
            out += self.back(section) if section is not None else []
        return out

    def apart(self, key: str, section: SectionOut) -> list[str]:
        """Return money that is not payable now, under a heading of its own.

        Where all that accrued was received, only the full page says so.
        """
        nothing = section.total.nothing and not (section.not_computed or section.to_pay_back or section.to_others)
        if not (section.lines or section.not_computed or section.to_pay_back or section.to_others) or (
            key == "accrued" and nothing and not self.full
        ):
            return []
        return [self.title(key, total_said(section, self.language)), *self.section_lines(section), *self.back(section)]

    def eligibility(self) -> list[str]:
        now = {each.id for each in self.answer.documents if each.standing == "in_force"}
        shown = [each for each in self.answer.eligibility if self.full or (each.document in now and applies(each))]
        if not shown:
            return []
        out = [self.title("eligibility")]
        for each in shown:
            out += self.clause(each)
        return out

    def clause(self, clause: ClauseOut) -> list[str]:
        verdict = say_verdict(clause.verdict, self.language)
        if clause.not_computed:
            verdict = unsaid_words(clause.not_computed, self.language)
        out = [f"  {MARKS[clause.verdict]} {clause.title}：{verdict}（{self.source(clause.document, clause.cite)}）"]
        if clause.version is not None and clause.version.rank is not None:
            out.append(f"      {clause.version.why}")
        if clause.score is not None:
            out += score_lines(clause.score, self.language, 3, MARKS)
        if clause.condition is not None and (clause.verdict != "met" or self.full):
            out += self.parts(clause.condition, 3)
        return out

    def parts(self, condition: ConditionOut, depth: int) -> list[str]:
        """Return the parts of a conjunction on one level, however the file nests them."""
        if condition.parts and condition.text == ALL.say(self.language):
            return [text for part in condition.parts for text in self.parts(part, depth)]
        return self.condition(condition, depth)

    def condition(self, condition: ConditionOut, depth: int) -> list[str]:
        if condition.verdict == "met" and not self.full:
            return []
        value = f"（{self.say('value')}{condition.value}）" if condition.value is not None else ""
        if condition.missing and not condition.parts:
            same = condition.lacks == [condition.text]
            value += f"（{self.say('lacks_this') if same else self.say('lacks') + '、'.join(condition.lacks)}）"
        out = [f"{'  ' * depth}{MARKS[condition.verdict]} {condition.text}{value}"]
        if self.full or not condition.text.startswith(self.say("refers")):
            for part in condition.parts:
                out += self.parts(part, depth + 1) if len(condition.parts) == 1 else self.condition(part, depth + 1)
        return out

    def count(self, band: BandOut) -> str:
        """Return how many items a band has, and how many of it are open."""
        open_ = self.say("open_count").format(band.open) if band.open else ""
        return self.say("count").format(band.count) + open_

    def until(self, document: str) -> str:
        """Return until when a document is in force, where it says so."""
        end = self.names[document].in_force_to
        return f"；{self.say('until')}{end}" if end else ""

    def band(self, band: BandOut) -> list[str]:
        """Return what can be enjoyed or joined, or is only a direction."""
        if not any(each.counts or each.verdict != "not_met" for each in band.items):
            return []
        more = self.say("no_claim") if band.band == "directions" else ""
        return [f"【{band.title}】{self.count(band)}{more}", *self.entries(band, band.items)]

    def entries(self, band: BandOut, items: list[BandItemOut]) -> list[str]:
        """Return items line by line: those that count first, then those that are open; of many only the first."""
        certain, out = [each for each in items if each.counts], []
        open_ = [each for each in items if each.verdict != "met"]
        for chosen, short in ((certain, 3 if band.band == "directions" else 6), (open_, 3)):
            if chosen and chosen is open_:
                out.append(f"  {self.say('open').format(len(open_))}")
            shown = chosen if self.full else chosen[:short]
            for each in shown:
                out += self.entry(band.band, each)
            if len(chosen) > len(shown):
                out.append(f"    {self.say('more').format(len(chosen) - len(shown))}")
        return out

    def entry(self, band: str, item: BandItemOut) -> list[str]:
        first = item.sources[0]
        mark = MARKS[item.verdict] if item.verdict != "met" else {"directions": "·", "if_adopted": "–"}.get(band, "✓")
        said = [self.source(each.document, each.cite) for each in item.sources] + self.details(band, item)
        if band in ("claim", "enjoy") and first.until:
            said.append(f"{self.say('until')}{first.until}")
        offices = f" ← {'、'.join(first.offices)}" if first.offices and item.verdict == "met" else ""
        unsaid = f"：{unsaid_words(item.not_computed, self.language)}" if item.not_computed else ""
        out = [f"  {mark} {item.content}{unsaid}（{'；'.join(said)}）{offices}"]
        return out + [text for each in item.sources for text in self.reasons(each.document, each.clause)]

    def details(self, band: str, item: BandItemOut) -> list[str]:
        """Return what else is to be known of an item: how firmly, who is to act, by what act one comes to have it, how many may."""
        plain = item.force == "mandatory" or (band == "join" and item.force == "programme")
        text = self.say("discretion") if item.force == "discretionary" else item.force_text
        said = [] if plain else [text + (f"：{'、'.join(item.binds)}" if item.binds else "")]
        said += [item.entry] if item.entry else []
        said += [f"{self.say('quota')}{item.quota}"] if item.quota else []
        return said + ([f"{self.say('window')}{item.window}"] if item.window else [])

    def others_of(self, document: str) -> list[str]:
        """Return what a document not in force would grant besides money: how much it is, on a full page each with its reasons."""
        band = self.bands["if_adopted"]
        found = [each for each in band.items if each.kind not in OF_MONEY and each.sources[0].document == document]
        if not found:
            return []
        met = sum(each.counts for each in found)
        out = [f"  {self.say('elsewhere').format(met)}{'' if self.full else self.say('see_full')}"]
        return out + [text for each in found for text in (self.entry("if_adopted", each) if self.full else ())]

    def ended(self) -> list[str]:
        """Return on a full page what plans that have ended would have granted besides money."""
        ended = {each.id: each.standing_text for each in self.answer.documents if each.standing == "ended"}
        gains = (*self.answer.rights, *self.answer.services, *self.answer.support)
        found = [each for each in gains if each.document in ended and each.verdict != "not_met"]
        if not found:
            return []
        met = sum(each.verdict == "met" for each in found)
        out = [self.title("ended", self.say("elsewhere").format(met) + ("" if self.full else self.say("see_full")))]
        for each in found if self.full else ():
            mark = "–" if each.verdict == "met" else MARKS[each.verdict]
            out.append(f"  {mark} {each.content}（{self.source(each.document, each.cite)}，{ended[each.document]}）")
            out += self.reasons(each.document, each.clause)
        return out

    def others(self) -> list[str]:
        """Return on a full page every clause that stands nowhere else: those not met, flags, averages."""
        if not self.full:
            return []
        granting = ("award", "subsidy", "right", "service")
        awards = self.answer.awards
        sections = (awards.payable, awards.accrued, awards.not_yet, *awards.if_adopted)
        shown = {(each.document, each.clause) for each in self.answer.benchmarks}
        shown |= {(each.document, each.clause) for section in sections for each in section.to_pay_back}
        rest = [
            each
            for each in self.answer.clauses
            if each.kind != "tier"
            and (each.document, each.id) not in shown
            and (each.kind not in granting or each.verdict == "not_met")
        ]
        out = [self.title("others")] if rest else []
        for each in rest:
            kind, verdict = KIND[each.kind].say(self.language), say_verdict(each.verdict, self.language)
            source = self.source(each.document, each.cite)
            out.append(f"  {MARKS[each.verdict]} {kind} · {each.title}：{verdict}（{source}）")
            out += self.reasons(each.document, each.id)
        return out

    def benchmarks(self) -> list[str]:
        if not self.answer.benchmarks:
            return []
        out = [self.title("benchmarks")]
        for each in self.answer.benchmarks:
            own = each.own if each.own is not None else self.say("unknown_value")
            mark = {True: "≥", False: "<", None: "?"}[each.reached]
            out.append(f"  {mark} {each.of}：{each.figure}；{self.say('own')} {own}")
        return out

    def missing(self) -> list[str]:
        shown = [each for each in self.answer.missing if each.stake or self.full]
        if not shown:
            return []
        out = [self.title("missing")]
        for each in shown:
            section = "" if each.section == "payable" else f"（{self.say('section_' + each.section)}）"
            label = each.label if self.language == "zh" else f"{each.label}（{each.path}）"
            out.append(f"  ? {label}：{self.say('stake')}{each.stake or 0}{section}")
        return out

    def judgements(self) -> list[str]:
        texts = list(dict.fromkeys(each.text for each in self.answer.judgements))
        if not texts:
            return []
        limit = len(texts) if self.full else 8
        out = [self.title("judgements"), *(f"  ◇ {each}" for each in texts[:limit])]
        if len(texts) > limit:
            out.append(f"    {self.say('more').format(len(texts) - limit)}")
        return out

    def readings(self) -> list[str]:
        out = []
        for each in self.answer.readings:
            if not each.alternatives and each.default and not self.full:
                continue
            out.append(f"  {each.question}（{each.document}:{each.id}）")
            default = self.say("default") if each.default else self.say("chosen")
            out.append(f"    ● {each.label}（{each.chosen}，{default}）")
            out += [f"    ○ {other.label}（{other.option}）：{other.text}" for other in each.alternatives]
        return [self.title("readings"), *out] if out else []

    def notes(self) -> list[str]:
        notes = [*map(input_note, self.answer.input_notes), *self.answer.notes]
        return [self.title("notes"), *(f"  · {each}" for each in notes)] if notes else []

    def documents(self) -> list[str]:
        out = [self.title("documents")]
        for each in self.answer.documents:
            number = f" {each.number}" if each.number else ""
            window = ""
            if each.in_force_from:
                window = f"，{each.in_force_from}—{each.in_force_to or self.say('open_end')}"
            out.append(f"  《{each.title}》{number}（{each.place}，{each.standing_text}{window}）")
        out.append(f"  {self.say('hash')} {self.answer.rules_hash}")
        return out


__all__ = ["KIND", "answer_text", "as_text"]
