"""New and changed documents that concern a firm: those with a clause that it meets or may meet, before or after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from zjtx_rules.analysis.diffing.models import Change, ClauseDiff, DocumentDiff
from zjtx_rules.reasoning.evaluation import Evaluation, Outcome
from zjtx_rules.reminders.documents import concerns, name_of
from zjtx_rules.reminders.models import Reminder
from zjtx_rules.terms.truth import NOT_MET
from zjtx_rules.words import Words


def changes_for(
    before: Evaluation | None, after: Evaluation, firm: str, changed: Sequence[DocumentDiff], as_of: date
) -> Iterator[Reminder]:
    """Yield the new and the changed documents that concern a firm."""
    old = {each.program.document.id: each for each in before.outcomes} if before is not None else {}
    new = {each.program.document.id: each for each in after.outcomes}
    for document in changed:
        was, now = old.get(document.old_id or ""), new.get(document.new_id or "")
        if now is None:
            continue
        if document.fate == "added":
            if concerns(now):
                yield _new(now, firm, as_of)
            continue
        details = tuple(_details(document, was, now))
        if details:
            yield _changed(now, details, firm, as_of)


def _new(outcome: Outcome, firm: str, as_of: date) -> Reminder:
    document = outcome.program.document
    name, standing = name_of(document), outcome.standing.words
    text = Words(f"新文件{name.zh}，{standing.zh}", f"a new document: {name.en}, {standing.en}")
    return Reminder(kind="document_new", day=as_of, text=text, firms=(firm,), document=document.id)


def _changed(outcome: Outcome, details: tuple[Words, ...], firm: str, as_of: date) -> Reminder:
    document = outcome.program.document
    name, standing = name_of(document), outcome.standing.words
    text = Words(f"{name.zh}有修订，{standing.zh}", f"{name.en} was changed, {standing.en}")
    return Reminder(kind="document_changed", day=as_of, text=text, details=details, firms=(firm,), document=document.id)


def _details(document: DocumentDiff, was: Outcome | None, now: Outcome) -> Iterator[Words]:
    """Yield what changed in meaning, of the document if it has anything for the firm, and of the clauses that it may meet."""
    if concerns(now) or (was is not None and concerns(was)):
        yield from map(_said, _meaning(document.changes))
    for clause in document.clauses:
        if _may(was, clause.old.id if clause.old else None) or _may(now, clause.new.id if clause.new else None):
            yield from _of_clause(clause)


def _may(outcome: Outcome | None, clause: str | None) -> bool:
    """Whether a clause addresses the firm and is not out of the question for it."""
    return (
        outcome is not None and clause is not None and clause in outcome.found and outcome.found[clause][0] != NOT_MET
    )


def _of_clause(clause: ClauseDiff) -> Iterator[Words]:
    title = clause.view.title
    if clause.fate != "kept":
        said = {"added": Words("新增条款", "a new clause"), "removed": Words("已取消", "withdrawn")}[clause.fate]
        yield Words(f"{title.zh}（{clause.view.cite}）：{said.zh}", f"{title.en} ({clause.view.cite}): {said.en}")
        return
    for change in _meaning(clause.changes):
        words = _said(change)
        yield Words(f"{title.zh}（{clause.view.cite}）：{words.zh}", f"{title.en} ({clause.view.cite}): {words.en}")


def _meaning(changes: Sequence[Change]) -> list[Change]:
    return [each for each in changes if each.category == "meaning"]


def _said(change: Change) -> Words:
    return Words(change.say("zh"), change.say("en"))
