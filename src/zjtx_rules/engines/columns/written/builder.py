"""The engine behind the vocabulary in which conditions are written as columns (`conditions.columns`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw

from zjtx_rules.conditions.base import Condition, Context, spelling
from zjtx_rules.conditions.columns import Column
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.conditions.record_columns import column_of
from zjtx_rules.core.terms import Some
from zjtx_rules.engines.columns.cells import NO, YES, Cell, FieldCell, _key, all_of, any_of, whole
from zjtx_rules.engines.columns.written import facts
from zjtx_rules.engines.columns.written.members import Members
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.engines.columns.written.slot_members import members_of
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.documents import Gate
from zjtx_rules.profile.facts import Fact
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, Truth
from zjtx_rules.words import Words


class Builder:
    """Writes the conditions of one document, for one kind of applicant, into a plan."""

    def __init__(self, plan: Plan, context: Context, clauses: Mapping[str, ForApplicants], *, rests: bool) -> None:
        """Keep plan and context; `rests`: whether it matters which recognition a finding rests on."""
        self.plan = plan
        self.context = context
        self.clauses = clauses
        self.as_of: date = plan.as_of
        self.rests = rests
        self.gates: Sequence[Gate] = ()
        """The conditions that the document puts before clauses of certain kinds."""
        self.tracking = True
        self.open_recognitions = NO
        """The recognitions of which a paying clause misses something, whatever it makes of the others."""
        self.of_use = NO
        """The recognitions that some paying clause does not rule out."""
        self.apart: list[tuple[str, Cell]] = []
        """The applicants whose money hangs on more than which clauses are met, by the reason."""
        self.beside_recognitions: list[Cell] = []
        """What findings on recognitions in paying clauses hang on besides these."""
        self.looked_at: set[str] = set()
        """The fields of members that paying clauses look at."""
        self.bounded_referred = False
        """Whether recognitions of which only the year or the month is known have been left to the reference."""
        self._made: dict[Any, Column] = {}

    # ------------------------------------------------------------------------------------------- conditions

    def part(self, condition: Condition) -> Column:
        """Return the column of a condition; the same condition again is the same column."""
        key = (spelling(condition), self.tracking, self.context.anywhere)
        if key not in self._made:
            term = condition.lower(self.context)
            made = column_of(term, self) if isinstance(term, Some) else condition.column(self)
            keep = self.plan.keep
            self._made[key] = Column(
                keep(made.met),
                keep(made.unknown),
                keep(made.no),
                {path: keep(cell) for path, cell in made.missing.items() if cell is not NO} if self.tracking else {},
                made.recognition,
            )
        return self._made[key]

    def clause(self, name: str) -> Column:
        """Return the column of all that must hold for another clause, its place and its gates too."""
        clause = self.clauses[name]
        with self.asking(clause):
            return self._conditions_of(clause)

    @contextmanager
    def asking(self, clause: ForApplicants) -> Iterator[None]:
        """Write the conditions of a clause, which says where its applicants have to be."""
        before = self.context
        self.context = replace(before, anywhere=clause.where == "anywhere")
        try:
            yield
        finally:
            self.context = before

    def _conditions_of(self, clause: ForApplicants) -> Column:
        conditions: list[Condition] = [LocatedIn(located_in="here")] if clause.where == "here" else []
        conditions += [
            gate.when
            for gate in self.gates
            if self.plan.kind in gate.to and clause.kind in gate.kinds  # type: ignore[attr-defined]
        ]
        if clause.when is not None:
            conditions.append(clause.when)
        whole = self.every([self.part(each) for each in conditions])
        if isinstance(clause, (Award, Subsidy)) and clause.pays.column(self) is None:
            self.refer(~whole.no, "paid for members with facts of their own")
        return whole

    def payment(self, clause: str) -> frozenset[str] | None:
        """Return what of a recognition the payment of another clause hangs on."""
        other = self.clauses[clause]
        return other.pays.column(self) if isinstance(other, (Award, Subsidy)) else None

    def constant(self, truth: Truth, *missing: str) -> Column:
        """Return the same truth for everybody."""
        met, unknown, no = (YES if truth == each else NO for each in (MET, UNKNOWN, NOT_MET))
        return Column(met, unknown, no, dict.fromkeys(missing, YES))

    def of(self, met: Cell, unknown: Cell | None, missing: Mapping[str, Cell], no: Cell | None = None) -> Column:
        """Return a column from where it is met and where unknown; without `no` it is not met anywhere else."""
        unknown = NO if unknown is None else unknown
        return Column(met, unknown, ~met & ~unknown if no is None else no, missing)

    def every(self, parts: Sequence[Column]) -> Column:
        """Return the conjunction: not met beats unknown, unknown beats review."""
        met = all_of(each.met for each in parts)
        no = ~met if _two_valued(parts) else any_of(each.no for each in parts)
        unknown = ~no & any_of(each.unknown for each in parts)
        return Column(met, unknown, no, _missing(parts, unknown), self._rests_on(parts))

    def either(self, parts: Sequence[Column]) -> Column:
        """Return the disjunction: met beats unknown, unknown beats review."""
        self._refer_open(parts)
        return self._either(parts)

    def _either(self, parts: Sequence[Column]) -> Column:
        met = any_of(each.met for each in parts)
        unknown = ~met & any_of(each.unknown for each in parts)
        no = ~met if _two_valued(parts) else all_of(each.no for each in parts)
        return Column(met, unknown, no, _missing(parts, unknown), self._rests_on(parts))

    def neither(self, parts: Sequence[Column]) -> Column:
        """Return the negated disjunction; it rests on no recognition."""
        inner = self._either(parts)
        return Column(inner.no, inner.unknown, inner.met, inner.missing)

    def at_least(self, count: int, parts: Sequence[Column]) -> Column:
        """Return whether at least so many parts are met."""
        self._refer_open(parts)
        met = _at_least(count, [each.met for each in parts])
        no = ~met if _two_valued(parts) else _at_least(len(parts) - count + 1, [each.no for each in parts])
        unknown = ~met & ~no & any_of(each.unknown for each in parts)
        return Column(met, unknown, no, _missing(parts, unknown), self._rests_on(parts))

    def for_a_person(self, part: Column, *, where: Truth) -> Column:
        """Return the part with one of its truths left to a person."""
        met, no = (NO, part.no) if where == MET else (part.met, NO)
        return Column(met, part.unknown, no, part.missing, part.recognition)

    def _rests_on(self, parts: Sequence[Column]) -> nw.Expr | None:
        """Return the latest recognition that a part rests on."""
        resting = [each for each in parts if each.recognition is not None]
        if not resting or not self.rests:
            return None
        ranked = []
        for each in resting:
            found = (~each.no).expr & (each.recognition > whole(0))
            ranked.append(nw.when(found).then(each.recognition).otherwise(whole(0)))
        return nw.max_horizontal(*ranked) if len(ranked) > 1 else ranked[0]

    def _refer_open(self, parts: Sequence[Column]) -> None:
        """Leave applicants to the reference where it is open which part of a choice holds, and so which recognition counts."""
        if self.rests and self.tracking:
            open_ = any_of(~each.met & ~each.no for each in parts if each.recognition is not None)
            self.refer(open_, "a choice between recognitions")

    # -------------------------------------------------------------------------------------------------- facts

    def field(self, name: str) -> FieldCell:
        """Return a field of the applicant."""
        return self.plan.column(name)

    def attested(self, name: str, label: Words) -> FieldCell:
        """Return what persons attest, under the id of the judgement or its Chinese words."""
        return facts.declared(self.plan, "attested", name, label.zh, "yes_no")

    def fact_in(self, fact: Fact, wanted: frozenset[Any]) -> Column:
        """Return whether a fact has one of the values."""
        return facts.fact_in(self, fact, wanted)

    def compare(self, fact: Fact, bounds: Sequence[tuple[str, Any]]) -> Column:
        """Return whether a quantity keeps every bound."""
        return facts.compare(self, fact, bounds)

    # ------------------------------------------------------------------------------------------------ members

    def members(self, collection: str) -> Members:
        """Return the members of a collection."""
        if collection == "recognitions" and not self.bounded_referred:
            self.bounded_referred = True
            each = members_of(self.plan, collection, None)
            bounded = ~each["given_in"].absent & each["date"].absent
            self.refer(each.any(bounded), "a recognition of which only the year or the month is known")
        return members_of(self.plan, collection, self.looked_at if self.tracking else None)

    def exists(self, each: Members, no: Cell, missing: Mapping[str, Cell]) -> Column:
        """Return whether a member passes: it is not ruled out, and nothing about it is missing."""
        if not each.given:
            return self.constant(UNKNOWN, each.name)
        possible, known = each.ready(~no), each.known
        missing = {name: each.ready(where) for name, where in missing.items()}
        absent = any_of(missing.values())
        if self.tracking and each.name == "recognitions":
            self.of_use = self.of_use | ~no
            # Without a date it may be met all the same, and then stand before or behind others that are.
            self.open_recognitions = self.open_recognitions | (possible & (absent | each["date"].absent))
        recognition = None
        if self.rests and self.tracking and each.name == "recognitions":
            met, unknown, recognition = each.best(possible, absent)
        else:
            met, unknown = each.truth(possible, absent)
        unknown = ~met & (~known | unknown)
        flags: dict[str, Cell] = {}
        if self.tracking:
            for name, where in missing.items():
                flags[f"{each.name}.{name}"] = unknown & each.any(possible & where)
            flags[each.name] = ~known & ~met
        return Column(met, unknown, ~met & ~unknown, flags, recognition)

    def last_day(self, test: Callable[[date], bool]) -> date:
        """Return the last day that passes a test which the first day passes and no day after one that fails it."""
        first, last = date.min.toordinal(), date.max.toordinal()
        while first < last:
            middle = (first + last + 1) // 2
            first, last = (middle, last) if test(date.fromordinal(middle)) else (first, middle - 1)
        return date.fromordinal(first)

    def beside(self, where: Cell) -> None:
        """Note what a finding on recognitions hangs on besides them, where money hangs on it."""
        if self.tracking and where is not NO:
            self.beside_recognitions.append(self.plan.keep(where))

    def several(self, where: Cell, why: str) -> None:
        """Leave applicants to the reference whose claim may be more than one, where money hangs on it."""
        if self.tracking:
            self.apart.append((why, self.plan.keep(where)))

    def refer(self, where: Cell, why: str) -> None:
        """Leave applicants to the reference."""
        self.plan.refer(self.plan.keep(where), why)


def _missing(parts: Sequence[Column], unknown: Cell) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for each in parts:
        for path, where in each.missing.items():
            found[path] = found.get(path, NO) | where
    return {path: unknown & where for path, where in found.items() if where is not NO and unknown is not NO}


def _two_valued(parts: Sequence[Column]) -> bool:
    """Return whether each of the parts is met or not met for everybody."""
    return all(each.unknown is NO and each.no.key == (~each.met).key for each in parts)


def _at_least(count: int, cells: Sequence[Cell]) -> Cell:
    """Return where at least so many of the cells hold."""
    if count <= 0:
        return YES
    sure = sum(1 for each in cells if each is YES)
    open_ = [each for each in cells if not each.constant]
    if sure >= count:
        return YES
    if sure + len(open_) < count:
        return NO
    total = nw.sum_horizontal(*(each.expr.cast(nw.Int64) for each in open_))
    layer = max(each.layer for each in open_)
    return Cell(total >= whole(count - sure), _key("count", count, *(each.key for each in cells)), layer)
