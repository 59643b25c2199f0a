"""Every engine put the same question, and the first applicant of whom two of them say different things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from unittest.mock import patch

import naive
from flat_rows import gathered, without_empty
from frames_of import MAKERS, ROWS
from questions import Question, profile_of

from population_tables import Tables, columns_of, said, tables_of
from zjtx_rules import evaluate_table
from zjtx_rules.engines.columns.given import reading
from zjtx_rules.engines.columns.given.layout import meaning_of, table_columns
from zjtx_rules.engines.columns.money.answers import fen
from zjtx_rules.engines.durable import Disagreement, cross_check
from zjtx_rules.reasoning import Evaluation, evaluate

Row = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Difference:
    """Two answers to one question that should be the same."""

    engine: str
    place: int | None
    """Which of the applicants; None where the engine failed altogether."""
    reference: Row
    """What the reference says, of what differs."""
    other: Row
    """What the other says, of the same."""

    def said(self) -> Row:
        """Return it as plain data, to be kept with the question."""
        return {"engine": self.engine, "reference": _plain(self.reference), "other": _plain(self.other)}


@dataclass
class Counts:
    """How many cases each engine really decided; a case is one applicant asked about under one rule file."""

    cases: Counter[str] = field(default_factory=Counter)

    def add(self, engine: str, count: int) -> None:
        """Count cases."""
        self.cases[engine] += count


def answers(question: Question, *, explain: bool = True, in_table_order: bool = True) -> list[Evaluation]:
    """Return what the reference says of each applicant; without explanation by the shortest way."""
    ask: Any = {"explain": explain, **question.options}
    applicants = (
        question.applicants if in_table_order else [profile_of(each, question.loaded) for each in question.profiles]
    )
    return [evaluate(each, question.loaded, question.as_of, **ask) for each in applicants]


def row_of(evaluation: Evaluation) -> Row:
    """Return an answer as one row: verdicts, bounds, choice, suppression and deciding facts, named as in tables."""
    row: Row = {}
    for outcome in evaluation.outcomes:
        document = outcome.program.document.id
        row |= {f"{document}:{clause}": outcome.verdict(clause).value for clause in outcome.found}
        row |= _bounds(document, outcome.totals)
        lines = outcome.settlement.lines
        row[f"{document}#chosen"] = [line.claim.key for line in lines if line.chosen]
        row[f"{document}#suppressed"] = [line.claim.key for line in lines if line.gives_way]
        missing = {path for line in lines for path in (*line.claim.missing, *line.taken.missing)}
        missing |= {path for limited in outcome.settlement.limited for path in limited.missing}
        missing |= {"legal_form"} if outcome.open_groups else set()
        row[f"{document}#deciding"] = sorted({without_places(path) for path in missing})
    return row | _bounds("payable", evaluation.awards.payable.total)


def _bounds(name: str, totals: Any) -> Row:
    row: Row = {}
    for nature in ("fixed", "up_to"):
        bounds = getattr(totals, nature)
        row[f"{name}#{nature}_floor"] = fen(bounds.floor, up=False)
        row[f"{name}#{nature}_ceiling"] = fen(bounds.ceiling, up=True)
    return row


def without_places(path: str) -> str:
    """Return the path of a missing fact without the places of members, which depend on their order."""
    steps = path.split(".")
    return path if steps[0] == "accounts" else ".".join(step for step in steps if not step.isdigit())


# ------------------------------------------------------------------------------------------------------------- engines


def compiled(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold the evaluation without an explanation to the one with it."""
    counts.add("compiled", len(reference))
    for place, (one, other) in enumerate(zip(reference, answers(question, explain=False), strict=True)):
        found = difference("compiled", place, row_of(one), row_of(other))
        if found or one.missing != other.missing:
            return found or Difference("compiled", place, {"missing": one.missing}, {"missing": other.missing})
    return None


def columns(question: Question, reference: Sequence[Evaluation], counts: Counts, kind: str) -> Difference | None:
    """Hold columns on one kind of frame to the reference."""
    question, reference = _without_lists(question, reference)
    tables = made_of(tables_of(question.in_table_order), kind, dated=_dated(question))
    return _columns(question, reference, counts, f"columns on {kind}", kind, tables)


def _without_lists(question: Question, reference: Sequence[Evaluation]) -> tuple[Question, Sequence[Evaluation]]:
    """Return a question of applicants of whose declared lists nothing is known, as tables have none."""
    if not any(each.get("records") for each in question.profiles):
        return question, reference
    profiles = [{name: value for name, value in each.items() if name != "records"} for each in question.profiles]
    asked = question.of(profiles=tuple(profiles))
    return asked, answers(asked)


def in_row(question: Question, reference: Sequence[Evaluation], counts: Counts, kind: str) -> Difference | None:
    """Hold columns to the reference where dated facts stand in the applicants' own rows.

    A member of whom nothing is known cannot stand there; whoever has one is left out.
    """
    question, reference = _without_lists(question, reference)
    tables = tables_of(question.in_table_order)
    kept = without_empty(tables)
    left_out = {row["applicant"] for name, rows in tables.items() for row in rows if row not in kept[name]}
    places = [place for place in range(len(reference)) if f"A{place}" not in left_out]
    if left_out:
        question, reference = question.only(*places), [reference[place] for place in places]
    if not reference:
        return None
    tables, described = gathered(tables_of(question.in_table_order), Random(0))  # noqa: S311 - which fields are said
    made = made_of(tables, kind, dated=_dated(question))
    return _columns(question, reference, counts, f"columns on {kind} in row", kind, made | described)


PARTS = ((0, 7), (7, 100), (100, None), (0, None), (0, 7))
"""The applicants from one place to before another, a part for each."""


def in_parts(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold columns to the reference where applicants are asked about part by part, under rules that tables were asked of before."""
    ask = in_row if question.as_of.toordinal() % 5 == 0 else columns
    for first, last in PARTS:
        part = reference[first:last]
        if not part:
            continue
        found = ask(question.only(*range(first, first + len(part))), part, Counts(), "polars")
        counts.add("columns on polars in parts", len(part))
        if found:
            place = None if found.place is None else found.place + first
            return Difference("columns on polars in parts", place, found.reference, found.other)
    return None


def _dated(question: Question) -> bool:
    """Return whether days stand in a question's tables as days rather than as texts."""
    return question.as_of.toordinal() % 2 == 0


def _as_with_many_rows(question: Question) -> Any:
    """Have a question's tables read as those with very many rows are, in which the first are read first, or as others."""
    few = {"_MANY": 20, "_FIRST": 10} if question.as_of.toordinal() % 3 == 0 else {}
    return patch.multiple(reading, **few) if few else nullcontext()


def _columns(
    question: Question, reference: Sequence[Evaluation], counts: Counts, engine: str, kind: str, tables: Any
) -> Difference | None:
    with _as_with_many_rows(question):
        answer = evaluate_table(rules=question.loaded, as_of=question.as_of, **tables, **question.options)
    rows = {row["applicant"]: row for row in ROWS[kind](answer.table)}
    counts.add(engine, len(reference))
    counts.add(f"{engine}, left to the reference", answer.report.referred)
    if len(rows) != len(reference):
        return Difference(engine, None, {"rows": len(reference)}, {"rows": len(rows)})
    for place, evaluation in enumerate(reference):
        wanted = row_of(evaluation)
        found = difference(engine, place, wanted, said(rows[f"A{place}"], list(wanted)))
        if found:
            return found
    return None


def made_of(tables: Tables, kind: str, *, dated: bool) -> dict[str, Any]:
    """Return tables on one kind of frame; `dated`: columns in which all texts are days hold days."""
    made = {}
    for name, rows in tables.items():
        columns = columns_of(rows)
        if not rows:
            columns = {each: [] for each in columns if each == "applicant" or meaning_of(each, table_columns(name))}
        made[name] = MAKERS[kind]({each: _as_days(values) for each, values in columns.items()} if dated else columns)
    return made


def _as_days(values: list[Any]) -> list[Any]:
    if all(value is None or (isinstance(value, str) and _DAY.fullmatch(value)) for value in values):
        return [None if value is None else date.fromisoformat(value) for value in values]
    return values


def durable(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:  # noqa: ARG001 - one form for all engines
    """Hold the reference to durable-rules, in a process of its own, which may crash."""
    for place, evaluation in enumerate(reference):
        counts.add("durable-rules", 1)
        try:
            cross_check(evaluation)
        except Disagreement as disagreement:
            return Difference("durable-rules", place, {"both": disagreement.render("en")}, {})
    return None


def by_hand(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold the reference to the naive evaluator, where everything is known."""
    for place, evaluation in enumerate(reference):
        try:
            other = naive.answer(question.profiles[place], question.rules, question.as_of, **question.options)
        except naive.NotKnown:
            continue
        counts.add("naive", 1)
        whole = row_of(evaluation)
        for each in evaluation.outcomes:
            document, back = each.program.document.id, each.back.total
            whole[f"{document}#not_computed"] = sorted(each.not_computed)
            whole |= {
                f"{document}#back_floor": fen(back.floor, up=False),
                f"{document}#back_ceiling": fen(back.ceiling, up=True),
            }
        found = difference("naive", place, {name: whole.get(name) for name in other}, other)
        if found:
            return found
    return None


def difference(engine: str, place: int, reference: Row, other: Row) -> Difference | None:
    """Return what differs between two rows, if anything does."""
    names = [name for name in {**reference, **other} if reference.get(name) != other.get(name)]
    if not names:
        return None
    return Difference(
        engine, place, {name: reference.get(name) for name in names}, {name: other.get(name) for name in names}
    )


def _plain(row: Row) -> Row:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
