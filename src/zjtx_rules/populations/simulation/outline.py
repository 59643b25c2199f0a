"""What a report on a population speaks of: the documents and clauses of the rules, and the columns that hold their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.engines.columns import ConditionColumn, condition_columns
from zjtx_rules.language import RuleSet
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.populations.models import Section
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.reasoning.choosing import adopted_region
from zjtx_rules.reasoning.evaluation import programs_for, section_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import HERE, Program, parts_of
from zjtx_rules.terms import TITLES, Level
from zjtx_rules.words import Words

_PARTS_SHOWN = 3
"""Of a compound condition, these many parts are named."""

_ASKED = {"award", "subsidy", "tier"}
"""The clauses whose conditions are counted one by one."""


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause that addresses applicants."""

    document: str
    clause: str
    title: Words
    kind: Words
    cite: str
    nature: Literal["fixed", "up_to"] | None
    titles: frozenset[tuple[str, Level]]
    conditions: tuple[ConditionColumn, ...] = ()
    """Its conditions, without that of the place."""
    place: str | None = None
    """The column of the condition that the applicant lies in the place."""

    @property
    def column(self) -> str:
        """The column of its verdict."""
        return f"{self.document}:{self.clause}"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document."""

    document: str
    title: Words
    number: str | None
    section: Section
    standing: Words
    clauses: tuple[ClauseLine, ...]

    @property
    def paying(self) -> tuple[ClauseLine, ...]:
        """The clauses that pay."""
        return tuple(each for each in self.clauses if each.nature is not None)


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that is counted."""

    documents: tuple[DocumentLine, ...]
    conditions: tuple[str, ...] = field(default=())
    """The patterns of the clauses whose conditions are asked for, as `evaluate_table` wants them."""

    @property
    def clauses(self) -> tuple[ClauseLine, ...]:
        """The clauses of all documents."""
        return tuple(clause for document in self.documents for clause in document.clauses)


def outline(
    rules: RuleSet, as_of: date, readings: Mapping[str, str], adopting: str | None, adopted_from: date | None = None
) -> Outline:
    """Return what a report on these rules speaks of.

    Raises:
        InputError: If a reading, an option or the region does not exist.
    """
    region = adopted_region(adopting, rules.places) if adopting is not None else None
    programs = {kind: programs_for(rules, kind, readings, region, adopted_from) for kind in APPLICANTS}
    conditions: dict[str, dict[tuple[str, str], list[ConditionColumn]]] = {}
    for kind in APPLICANTS:
        mine = conditions[kind] = {}
        for column in condition_columns(rules, kind, readings=readings, adopting=adopting):
            mine.setdefault((column.document, column.clause), []).append(column)
    documents = []
    for at, (_, document) in enumerate(rules.documents()):
        program = programs["enterprise"][at]
        lines = []
        for clause in document.clauses:
            if not isinstance(clause, ForApplicants):
                continue
            prepared = _prepared(programs[clause.to[0]][at], clause.id)
            lines.append(_line(document.id, prepared, conditions[clause.to[0]].get((document.id, clause.id), [])))
        standing = document.standing(as_of, program.read_end)
        section: Section = section_of(program, standing)  # type: ignore[assignment]
        documents.append(
            DocumentLine(document.id, document.words, document.number, section, standing.words, tuple(lines))
        )
    asked = [each.column for document in documents for each in document.clauses if each.conditions]
    return Outline(tuple(documents), tuple(asked))


def _prepared(program: Program, clause: str) -> PreparedClause:
    return next(each for each in program.clauses if each.clause.id == clause)


def _line(document: str, prepared: PreparedClause, conditions: list[ConditionColumn]) -> ClauseLine:
    clause, payment = prepared.clause, prepared.payment
    nature = payment.nature if payment is not None and payment.nature in ("fixed", "up_to") else None
    place = None
    # What is paid for members with facts of their own is decided by the reference; its conditions are not counted.
    if clause.kind not in _ASKED or (payment is not None and payment.due is not None):  # type: ignore[attr-defined]
        conditions = []
    elif conditions:
        conditions = [
            replace(column, words=_in_full(part)) for column, part in zip(conditions, parts_of(prepared), strict=True)
        ]
        if parts_of(prepared)[0].condition == HERE:
            place, conditions = conditions[0].name, conditions[1:]
    return ClauseLine(
        document,
        clause.id,
        clause.words,
        clause.NOUN,
        clause.cite,
        nature,
        prepared.titles,
        tuple(conditions),
        place,
    )


def _in_full(condition: Prepared, depth: int = 2) -> Words:
    """Return what a condition asks, a compound one with the first of its parts."""
    if not condition.parts or not depth or isinstance(condition.condition, ClauseHolds):
        return condition.say
    parts = [_in_full(each, depth - 1) for each in condition.parts]
    shown = parts[:_PARTS_SHOWN]
    zh, en = "；".join(each.zh for each in shown), "; ".join(each.en for each in shown)
    if len(parts) > len(shown):
        zh, en = f"{zh}等{len(parts)}项", f"{en} and {len(parts) - len(shown)} more"
    return Words(f"{condition.say.zh}（{zh}）", f"{condition.say.en} ({en})")


def title_words(title: str, level: Level) -> Words:
    """Return a title with its level (省级瞪羚企业)."""
    found = TITLES[title]
    return Words(f"{level.label}{found.label}", f"{level.english} {found.english}")
