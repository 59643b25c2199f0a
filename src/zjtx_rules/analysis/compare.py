"""The same question asked of several rule sets: what each pays for which title, and what goals and averages it names.

A row is a title at the levels that the rule sets treat alike, given for the first time, renewed, held, and so on; a column
is a document. Where one rule set rewards a title at every level and another at one only, the levels get rows of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.analysis.diffing.comparison import sides_of
from zjtx_rules.analysis.diffing.context import Side, scope_of
from zjtx_rules.analysis.diffing.duplication import duplication_words
from zjtx_rules.analysis.diffing.goals import goal_words
from zjtx_rules.analysis.diffing.matrix import (
    BASIS_WORDS,
    Basis,
    Cell,
    Column,
    Grounds,
    Matrix,
    PlanCell,
    PlanRow,
    Row,
)
from zjtx_rules.analysis.diffing.models import Text
from zjtx_rules.analysis.diffing.payment_text import nature_of, payment_brief, worth
from zjtx_rules.analysis.diffing.wording import condition_words, description, fact_label, joined, rows_of, value_words
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.cultivated import Cultivated
from zjtx_rules.conditions.holds import Holds
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.conditions.newly_recognised import NewlyRecognised
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.conditions.relocated import Relocated
from zjtx_rules.conditions.renewed import Renewed
from zjtx_rules.language.clauses import Award, Benchmark, Subsidy, Target
from zjtx_rules.language.force import FORCES, force_of
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.payments.by_reading import PaymentByReading
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.shown import shown
from zjtx_rules.terms import TITLES, Level, find_title, split_level
from zjtx_rules.words import Words

Paying = Award | Subsidy
_RowKey = tuple[str, str, Basis]
"""The kind of applicant, the title, and on what ground it is given."""


def compare(rule_sets: Sequence[RuleSet]) -> Matrix:
    """Return what several rule sets pay for which title, side by side, with their goals and benchmarks."""
    sides = [side for rules in rule_sets for side in sides_of(rules)]
    columns = tuple(_column(side) for side in sides)
    return Matrix(
        columns=columns,
        rows=tuple(_titled(sides) + _untitled(sides)),
        targets=tuple(_targets(sides)),
        benchmarks=tuple(_benchmarks(sides)),
    )


def _column(side: Side) -> Column:
    document = side.document
    return Column(
        id=document.id,
        place=side.loaded.rules.jurisdiction.name,
        title=document.words,
        status=value_words(document.status, description(type(document), "status")),
        valid_from=str(document.in_force.from_) if document.in_force.from_ else None,
        valid_to=str(document.in_force.to) if document.in_force.to else None,
        spot=side.spot(side.at),
    )


def _paying(side: Side) -> list[tuple[int, Paying]]:
    return [(at, each) for at, each in enumerate(side.document.clauses) if isinstance(each, (Award, Subsidy))]


def grounds_of(clause: Paying, side: Side) -> list[Grounds]:
    """Return the titles and levels on which a clause pays, each with the ground.

    A title that the text leaves to a person, or that counts under another reading than the default only, is marked open.
    Where the payment itself is for titles (those of a base's tenants), these are the grounds.
    """
    found: list[Grounds] = []
    _collect(clause.pays, found, side, open_=False)
    if not found:
        _collect(clause.when, found, side, open_=False)
    moved = _mentions(clause.when, Relocated)
    kinds: dict[tuple[str, Basis, bool], frozenset[Level]] = {}
    for each in sorted(found, key=lambda each: each.open):
        basis: Basis = "relocated" if moved and each.basis == "held" else each.basis
        certain = kinds.get((each.title, basis, False), frozenset()) if each.open else frozenset()
        if each.levels - certain:
            key = (each.title, basis, each.open)
            kinds[key] = kinds.get(key, frozenset()) | (each.levels - certain)
    return [Grounds(title, basis, levels, open_) for (title, basis, open_), levels in kinds.items()]


_BASES: tuple[tuple[type, Basis], ...] = (
    (NewlyRecognised, "new"),
    (Cultivated, "cultivated"),
    (Renewed, "renewed"),
    (Holds, "held"),
    (RecognitionCondition, "other"),
)


def _collect(value: object, found: list[Grounds], side: Side, *, open_: bool) -> None:
    for kind, basis in _BASES:
        if isinstance(value, kind):
            which = next(getattr(value, name) for name in type(value).model_fields)  # type: ignore[attr-defined]
            if isinstance(which, TitleAndLevel):
                found += [Grounds(title, basis, which.levels(title), open_) for title in which.titles]
            return
    if isinstance(value, NoneOf):
        return  # what rules an award out is no ground for it
    if isinstance(value, (ConditionByReading, PaymentByReading)):
        default = side.default_of(value.by_reading)
        for name, each in value.options.items():
            _collect(each, found, side, open_=open_ or name != default)
        return
    for part in _parts(value):
        _collect(part, found, side, open_=open_ or isinstance(value, LeftOpen))


def _parts(value: object) -> list[object]:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    return [getattr(value, name) for name in getattr(type(value), "model_fields", ())]


def _mentions(value: object, kind: type) -> bool:
    return isinstance(value, kind) or any(_mentions(each, kind) for each in _parts(value))


def _titled(sides: list[Side]) -> list[Row]:
    """Return the rows for titles, each title's levels parted where the rule sets part them."""
    found: dict[_RowKey, list[tuple[int, int, Paying, Grounds]]] = {}
    for column, side in enumerate(sides):
        for at, clause in _paying(side):
            for grounds in grounds_of(clause, side):
                key: _RowKey = (str(clause.to[0]), grounds.title, grounds.basis)
                found.setdefault(key, []).append((column, at, clause, grounds))
    rows = []
    for key in sorted(found, key=_rank):
        for levels in _classes([each[3].levels for each in found[key]]):
            cells: list[list[Cell]] = [[] for _ in sides]
            for column, at, clause, grounds in found[key]:
                if levels <= grounds.levels:
                    cells[column].append(
                        _cell(sides[column], at, clause, row_says=key[2] != "held", open_=grounds.open)
                    )
            rows.append(_row(key, levels, cells))
    return rows


def _classes(sets: list[frozenset[Level]]) -> list[frozenset[Level]]:
    """Return the levels in groups that every set treats alike, the highest level first."""
    groups: dict[tuple[bool, ...], set[Level]] = {}
    for level in sorted(frozenset().union(*sets), reverse=True):
        groups.setdefault(tuple(level in each for each in sets), set()).add(level)
    return [frozenset(each) for each in groups.values()]


_TITLE_ORDER = list(TITLES)


def _rank(key: _RowKey) -> tuple[int, int, int]:
    kinds = list(APPLICANTS)
    return kinds.index(key[0]), list(BASIS_WORDS).index(key[2]), _TITLE_ORDER.index(key[1])


def _row(key: _RowKey, levels: frozenset[Level], cells: list[list[Cell]]) -> Row:
    title = TITLES[key[1]]
    every = levels == frozenset(title.levels) and len(levels) > 1
    ordered = sorted(levels, reverse=True)
    name = Words("各级", "any level") if every else joined(Words(each.label, each.english) for each in ordered)
    return Row(
        applicants=APPLICANTS[key[0]].noun,
        title=Words(title.label, title.english),
        levels=name,
        basis=key[2],
        cells=tuple(tuple(each) for each in cells),
    )


def _untitled(sides: list[Side]) -> list[Row]:
    """Return a row for every other payment, those under one id in one row."""
    found: dict[tuple[str, str], list[list[Cell]]] = {}
    titles: dict[tuple[str, str], Text] = {}
    for column, side in enumerate(sides):
        for at, clause in _paying(side):
            if grounds_of(clause, side):
                continue
            key = (str(clause.to[0]), clause.id)
            titles.setdefault(key, clause.words)
            found.setdefault(key, [[] for _ in sides])[column].append(
                _cell(side, at, clause, row_says=True, open_=False)
            )
    kinds = list(APPLICANTS)
    return [
        Row(
            applicants=APPLICANTS[name[0]].noun,
            title=titles[name],
            levels=Words("", ""),
            basis="other",
            cells=tuple(tuple(each) for each in found[name]),
        )
        for name in sorted(found, key=lambda each: kinds.index(each[0]))
    ]


def _cell(side: Side, position: int, clause: Paying, *, row_says: bool, open_: bool) -> Cell:
    scope = scope_of(clause)
    amounts = worth(clause.pays, side)
    conditions = rows_of(clause.when, ("when",), side, scope) if clause.when is not None else []
    return Cell(
        clause=clause.id,
        cite=clause.cite,
        title=clause.words,
        kind=clause.NOUN,
        nature=nature_of(clause.pays, side),
        pays=payment_brief(clause.pays, side, scope),
        amount=amounts[1] if amounts else None,
        row_says=row_says,
        force=_force(side, clause),
        open=open_,
        condition=condition_words(clause.when, side, scope),
        conditions=tuple(words for _, _, words in conditions),
        indents=tuple(depth for depth, _, _ in conditions),
        duplication=duplication_words(side, clause.id),
        quote="\n".join(map(shown, clause.quote)),
        spot=side.spot((*side.at, "clauses", position)),
    )


def _force(side: Side, clause: Paying) -> Words | None:
    """Return what a clause binds under the default readings, where that is not simply to pay."""
    force = side.by_default(force_of(clause))
    if force == "mandatory":
        return None
    said = FORCES[force]
    whom = "、".join(clause.binds)
    return Words(f"{said.zh}：{whom}", f"{said.en}: {whom}") if whom else said


def _targets(sides: list[Side]) -> list[PlanRow]:
    found: dict[str, tuple[Words, list[list[PlanCell]]]] = {}
    for column, side in enumerate(sides):
        for at, clause in enumerate(side.document.clauses):
            if not isinstance(clause, Target):
                continue
            for number, goal in enumerate(clause.goals):
                name, label = _subject(goal.of)
                spot = side.spot((*side.at, "clauses", at, "goals", number))
                cell = PlanCell(clause=clause.id, cite=clause.cite, figure=goal_words(goal), spot=spot)
                found.setdefault(name, (label, [[] for _ in sides]))[1][column].append(cell)
    return [PlanRow(label=label, cells=tuple(tuple(each) for each in cells)) for label, cells in found.values()]


def _subject(of: str) -> tuple[str, Words]:
    """Return what a goal counts under one name: a title where it is one, at its level where it has one."""
    title, both = find_title(of), split_level(of)
    if both is not None:
        level, named = both
        return f"{named.id}/{level.id}", Words(f"{level.label}{named.label}", f"{named.english} ({level.english})")
    if title is not None:
        return title.id, Words(title.label, title.english)
    return of, Words(of, of)


def _benchmarks(sides: list[Side]) -> list[PlanRow]:
    found: dict[str, tuple[Words, list[list[PlanCell]]]] = {}
    for column, side in enumerate(sides):
        for at, clause in enumerate(side.document.clauses):
            if isinstance(clause, Benchmark):
                bound = {"at_least": "以上", "more_than": "以上（不含本数）", "at_most": "以下"}[clause.bound]
                figure = Words(
                    f"{clause.of}：{clause.figure}{bound}", f"{clause.bound.replace('_', ' ')} {clause.figure}"
                )
                spot = side.spot((*side.at, "clauses", at))
                cell = PlanCell(clause=clause.id, cite=clause.cite, figure=figure, spot=spot)
                label = fact_label(side, scope_of(clause), clause.fact)
                found.setdefault(clause.fact, (label, [[] for _ in sides]))[1][column].append(cell)
    return [PlanRow(label=label, cells=tuple(tuple(each) for each in cells)) for label, cells in found.values()]
