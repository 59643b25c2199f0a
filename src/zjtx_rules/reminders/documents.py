"""Documents that begin or end, times to apply, and money that is still to be claimed, for one firm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Offering, Tier
from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.presentation.money import bounds_words
from zjtx_rules.reasoning.entitlements import entitlements
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, Outcome
from zjtx_rules.reminders.models import Reminder
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET
from zjtx_rules.words import Words


def name_of(document: Document) -> Words:
    """Return a document as a reminder calls it."""
    number = f"（{document.number}）" if document.number else ""
    return Words(f"《{document.title}》{number}", document.english or document.title)


def source_of(document: Document, clause: Clause) -> str:
    """Return the number of a document, or else its title, and of a clause."""
    return f"{document.number or f'《{document.title}》'} {clause.cite}"


def concerns(outcome: Outcome) -> bool:
    """Whether a document has anything for the applicant, or may have."""
    return any(
        outcome.found[each.clause.id][0] != NOT_MET
        for each in outcome.program.clauses
        if isinstance(each.clause, Offering | Tier)
    )


def validities(answer: Evaluation, firm: str, as_of: date, to: date) -> Iterator[Reminder]:
    """Yield the documents that come into force or end, if they have anything for the firm."""
    for outcome in answer.outcomes:
        document = outcome.program.document
        start, end = document.in_force.from_, document.in_force.to or outcome.program.read_end
        if document.status != "issued" or not concerns(outcome):
            continue
        name = name_of(document)
        if start is not None and as_of < start <= to:
            text = Words(f"{name.zh}自{start}起施行", f"{name.en} comes into force on {start}")
            yield Reminder(kind="document_begins", day=start, text=text, firms=(firm,), document=document.id)
        if end is not None and as_of <= end <= to and outcome.standing is Standing.IN_FORCE:
            text = Words(f"{name.zh}施行至{end}", f"{name.en} is in force until {end}")
            yield Reminder(kind="document_ends", day=end, until=end, text=text, firms=(firm,), document=document.id)


def windows(answer: Evaluation, firm: str, as_of: date, to: date) -> Iterator[Reminder]:
    """Yield the times to apply under documents in force, for what the firm may have: open now, or opening or closing until a day."""
    for outcome in answer.outcomes:
        document = outcome.program.document
        if outcome.standing is not Standing.IN_FORCE:
            continue
        for prepared in outcome.program.clauses:
            clause = prepared.clause
            if not isinstance(clause, Offering | Tier) or outcome.found[clause.id][0] == NOT_MET:
                continue
            for window in clause.window:
                span = window.next_after(as_of)
                if span is None:
                    continue
                first, last = span
                day = max(first, as_of) if first is not None else last
                if day <= to:
                    text = Words(
                        f"{clause.words.zh}：申报时间{window.words.zh}，至{last}止",
                        f"{clause.words.en}: apply {window.words.en}, until {last}",
                    )
                    yield _of_clause("window", document, clause, text, firm, (day, last))


def money_left(answer: Evaluation, firm: str, as_of: date) -> Iterator[Reminder]:
    """Yield the money that the firm can claim now and has not received."""
    for granted in entitlements(answer):
        outcome = granted.outcome
        if granted.kind != "money" or outcome.section != PAYABLE or granted.truth != MET:
            continue
        document, clause = outcome.program.document, granted.prepared.clause
        for line in granted.lines:
            if line.claim.truth == MET and line.chosen and line.comes_to.ceiling != Money.ZERO:
                amount = bounds_words(line.comes_to, line.claim.nature)
                text = Words(
                    f"{clause.words.zh}：{amount.zh}，尚未领取", f"{clause.words.en}: {amount.en}, not yet received"
                )
                end = document.in_force.to or outcome.program.read_end
                yield _of_clause("money_unclaimed", document, clause, text, firm, (as_of, end))


def _of_clause(
    kind: str, document: Document, clause: Clause, text: Words, firm: str, span: tuple[date, date | None]
) -> Reminder:
    return Reminder.model_validate(
        {
            "kind": kind,
            "day": span[0],
            "until": span[1],
            "text": text,
            "firms": (firm,),
            "document": document.id,
            "clause": clause.id,
            "source": source_of(document, clause),
            "offices": clause.by,
        }
    )
