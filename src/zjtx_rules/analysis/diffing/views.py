"""A clause as it reads from top to bottom, for showing the old and the new side by side."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.context import Side, dotted, scope_of
from zjtx_rules.analysis.diffing.goals import goal_words
from zjtx_rules.analysis.diffing.models import ClauseView, Line
from zjtx_rules.analysis.diffing.payment_text import payment_rows
from zjtx_rules.analysis.diffing.wording import (
    alias,
    description,
    field_words,
    joined,
    rows_of,
    setting_words,
    value_words,
)
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.payments.base import Payment
from zjtx_rules.shown import shown
from zjtx_rules.words import Words

_FIRST = ("cite", "quote", "to", "where", "when", "pays")


def view_of(side: Side, position: int, original: Clause | None = None) -> ClauseView:
    """Return the clause at a position of a document, said in words; `original` is the clause under its own names."""
    clause = original or side.document.clauses[position]
    names = [name for name in type(clause).model_fields if name not in {"id", "kind", "title", "english"}]
    ordered = [*(each for each in _FIRST if each in names), *(each for each in names if each not in _FIRST)]
    lines = [line for name in ordered for line in _lines(clause, name, side)]
    return ClauseView(
        id=clause.id,
        title=clause.words,
        kind=clause.NOUN,
        cite=clause.cite,
        document=side.document.id,
        place=side.spot((*side.at, "clauses", position)),
        lines=tuple(lines),
    )


def _lines(clause: Clause, name: str, side: Side) -> list[Line]:
    value, model = getattr(clause, name), type(clause)
    field = model.model_fields[name]
    if not field.is_required() and key_of(value) == key_of(field.get_default(call_default_factory=True)):
        return []  # what a file leaves out is left out here
    label, key = field_words(model, name), alias(model, name)
    scope = scope_of(clause)
    if isinstance(value, Condition):
        rows = rows_of(value, (key,), side, scope)
    elif isinstance(value, Payment):
        rows = payment_rows(value, (key,), side, scope)
    elif name == "goals":
        said = [joined([Words(each.of, each.of), goal_words(each)], "：", ": ") for each in value]
        rows = [(0, (key, at), words) for at, words in enumerate(said)]
    elif name == "quote":
        together = "\n".join(map(shown, value))
        rows = [(0, (key,), Words(together, together))]
    elif isinstance(value, ByReading):
        rows = [(0, (key,), setting_words(value, side, description(model, name)))]
    else:
        rows = [(0, (key,), value_words(value, description(model, name)))]
    return [Line(label=label, text=words, indent=depth, path=dotted(path)) for depth, path, words in rows]
