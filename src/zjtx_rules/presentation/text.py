"""An answer as a person reads it at a terminal: money first, then what it rests on, what is missing, what another reading gives."""

from __future__ import annotations

from zjtx_rules.conditions.all_of import ALL
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.labels import (
    ANSWER,
    KIND,
    outcome_words,
    say_verdict,
)
from zjtx_rules.presentation.models import Answer, ClauseOut, ConditionOut, GainOut, InputNoteOut, LineOut, SectionOut
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.shown import page
from zjtx_rules.words import Language

MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "review": "◇"}


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


class _Page:
    """Puts one answer on a page."""

    def __init__(self, answer: Answer, language: Language, *, full: bool) -> None:
        self.answer, self.language, self.full = answer, language, full
        self.names = {each.id: each for each in answer.documents}
        self.clauses = {(each.document, each.id): each for each in answer.clauses}

    def say(self, key: str) -> str:
        return ANSWER[key].say(self.language)

    def lines(self) -> list[str]:
        parts = [
            self.head(),
            self.money(),
            self.adopted(),
            self.apart("accrued", self.answer.awards.accrued),
            self.apart("not_yet", self.answer.awards.not_yet),
            self.eligibility(),
            self.gains("rights", self.answer.rights),
            self.gains("services", self.answer.services),
            self.gains("support", self.answer.support),
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
        section = self.answer.awards.payable
        return [self.title("payable", section.total.text), *self.section_lines(section)]

    def section_lines(self, section: SectionOut) -> list[str]:
        payable = section is self.answer.awards.payable
        return [text for line in section.lines for text in self.line(line, payable=payable)]

    def line(self, line: LineOut, *, payable: bool) -> list[str]:
        open_ = MARKS["unknown" if line.verdict == "met" else line.verdict]
        mark = {"paid": "✓", "suppressed": "–", "nothing_left": "–", "open": open_}[line.outcome]
        fate = outcome_words(line.outcome, line.verdict, payable=payable).say(self.language)
        out = [f"  {mark} {line.title}：{line.text}（{fate}）"]
        out.append(f"      {self.source(line.document, line.cite)}：{self.quoted(line.quote)}")
        if line.recognised_on:
            out.append(f"      {self.say('recognised_on')} {line.recognised_on}")
        if line.how:
            out.append(f"      {self.say('how')}{line.how}")
        out += [
            f"      {self.say('gives_way' if line.outcome == 'suppressed' else 'may_give_way')}{self.quoted([each.title])}（{self.rule(each.basis, each.rule, each.quote)}）"
            for each in line.suppressed_by
        ]
        if line.already_received is not None and line.outcome != "suppressed":
            received = line.already_received
            sums = (
                received.floor.text
                if received.ceiling == received.floor
                else (f"{received.floor.text}—{received.ceiling.text if received.ceiling else self.say('unlimited')}")
            )
            out.append(f"      {self.say('received')}{sums}")
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
        out: list[str] = []
        for section in self.answer.awards.if_adopted:
            named = self.names[section.document]
            out.append(f"{self.title('if_adopted', section.total.text)}  《{named.title}》（{section.standing}）")
            out += self.section_lines(section)
        return out

    def apart(self, key: str, section: SectionOut) -> list[str]:
        """Return money that is not payable now, under a heading of its own.

        Where all that accrued was received, only the full page says so.
        """
        if not section.lines or (key == "accrued" and section.total.nothing and not self.full):
            return []
        return [self.title(key, section.total.text), *self.section_lines(section)]

    def eligibility(self) -> list[str]:
        now = {each.id for each in self.answer.documents if each.standing == "in_force"}
        shown = [each for each in self.answer.eligibility if self.full or each.document in now]
        if not shown:
            return []
        out = [self.title("eligibility")]
        for each in shown:
            out += self.clause(each)
        return out

    def clause(self, clause: ClauseOut) -> list[str]:
        verdict = say_verdict(clause.verdict, self.language)
        out = [f"  {MARKS[clause.verdict]} {clause.title}：{verdict}（{self.source(clause.document, clause.cite)}）"]
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

    def gains(self, key: str, gains: list[GainOut]) -> list[str]:
        granted = [each for each in gains if each.verdict != "not_met"]
        if not any(each.now or self.full or each.verdict == "met" for each in granted):
            return []
        met = [each for each in granted if each.now and each.verdict == "met"]
        open_ = [each for each in granted if each.now and each.verdict != "met"]
        elsewhere = [each for each in granted if not each.now and (self.full or each.verdict == "met")]
        out = [self.title(key, self.say("count").format(len(met)))]
        most = len(met) if self.full else 6
        for each in met[:most]:
            offices = f" ← {'、'.join(each.offices)}" if each.offices else ""
            out.append(f"  ✓ {each.content}（{self.source(each.document, each.cite)}）{offices}")
            out += self.reasons(each.document, each.clause)
        if len(met) > most:
            out.append(f"    {self.say('more').format(len(met) - most)}")
        if open_:
            out.append(f"  {self.say('open').format(len(open_))}")
            limit = len(open_) if self.full else 3
            for each in open_[:limit]:
                out.append(f"  {MARKS[each.verdict]} {each.title}（{self.source(each.document, each.cite)}）")
                out += self.reasons(each.document, each.clause)
            if len(open_) > limit:
                out.append(f"    {self.say('more').format(len(open_) - limit)}")
        return out + self.elsewhere(elsewhere)

    def elsewhere(self, gains: list[GainOut]) -> list[str]:
        """Return what documents that are not in force would grant: how much it is, and on a full page each with its standing."""
        if not gains:
            return []
        met = sum(each.verdict == "met" for each in gains)
        out = [f"  {self.say('elsewhere').format(met)}{'' if self.full else self.say('see_full')}"]
        for each in gains if self.full else ():
            mark, standing = (
                MARKS[each.verdict] if each.verdict != "met" else "–",
                self.names[each.document].standing_text,
            )
            out.append(f"  {mark} {each.content}（{self.source(each.document, each.cite)}，{standing}）")
            out += self.reasons(each.document, each.clause)
        return out

    def others(self) -> list[str]:
        """Return on a full page every clause that stands nowhere else: those not met, flags, averages."""
        if not self.full:
            return []
        granting = ("award", "subsidy", "right", "service")
        shown = {(each.document, each.clause) for each in self.answer.benchmarks}
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
