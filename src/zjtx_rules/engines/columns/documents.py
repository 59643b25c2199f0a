"""One document's clauses as columns, for one kind of applicant."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.columns import Column
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.located_in import LocatedIn
from zjtx_rules.engines.columns.builder import Builder
from zjtx_rules.engines.columns.cells import YES, Cell, any_of
from zjtx_rules.engines.columns.claims import PayingColumn
from zjtx_rules.engines.columns.plan import Plan
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.reasoning.program import PreparedClause, Program, _Preparation

_ENTERPRISE = FactIs.model_validate({"fact": "legal_form", "is": "enterprise"})


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """A document made ready as columns."""

    program: Program
    verdicts: dict[str, Column]
    paying: tuple[PayingColumn, ...]
    enterprise: Column
    """Whether the applicant is an enterprise, on which the rules of no duplication hang."""
    ledger_known: Cell


def written(program: Program, plan: Plan, wanted: Container[str]) -> DocumentColumns:
    """Write a document's clauses into a plan: those that pay, and those whose verdicts (`DOCUMENT:CLAUSE`) are wanted."""
    # The context of a document is made with its program; the program itself does not keep it.
    making = _Preparation(program.file, program.document, plan.kind, program.chosen, program.region)
    looks: dict[str, frozenset[str] | None] = {}
    builder = Builder(plan, making.context(plan.kind), making.clauses, rests=False)
    builder.gates = program.document.gates
    for each in program.paying:
        looks[each.clause.id] = _pays(each.clause).column(builder)
    rests = {each.clause.id for each in program.paying if _rests(each, looks[each.clause.id], program)}
    builder.rests = bool(rests)
    paying_ids = {each.clause.id for each in program.paying}
    verdicts: dict[str, Column] = {}
    for prepared in program.clauses:
        name = prepared.clause.id
        if name not in paying_ids and f"{program.document.id}:{name}" not in wanted:
            continue
        builder.tracking = name in paying_ids
        verdicts[name] = _whole(prepared, builder, program, beyond=name in looks and looks[name] is None)
    builder.tracking = True
    paying = tuple(PayingColumn(each, verdicts[each.clause.id], each.clause.id in rests) for each in program.paying)
    for group in program.groups:
        if group.active.condition not in (_ENTERPRISE, Always(always=True)):
            builder.refer(YES, "a rule that binds by another condition than the legal form")
    asks = any(group.active.condition == _ENTERPRISE for group in program.groups)
    enterprise = builder.part(_ENTERPRISE if asks else Always(always=True))
    ledger = builder.members("awards_received")
    claimed = any_of(~each.truth.no for each in paying)
    builder.refer(claimed & ledger.any(YES), "money received before")
    # How such a recognition could turn out has to be looked at for all clauses together.
    held = builder.members("recognitions")
    builder.refer(claimed & held.known & held.any(builder.open_recognitions), "an open recognition")
    return DocumentColumns(program, verdicts, paying, enterprise, ledger.known)


def _pays(clause: ForApplicants) -> Any:
    if isinstance(clause, (Award, Subsidy)):
        return clause.pays
    raise TypeError(clause.id)


def _rests(each: PreparedClause, looks: frozenset[str] | None, program: Program) -> bool:
    """Return whether the year or the title of a claim's recognition can make a difference."""
    if looks is None or not looks:
        return False
    if "year" in looks:
        return True
    return any(
        each.clause.id in group.members and (group.same_title or group.window == "calendar_year")
        for group in program.groups
    )


def _whole(prepared: PreparedClause, builder: Builder, program: Program, *, beyond: bool) -> Column:
    """Return everything that must hold for a clause: the place, what a gate asks, its own conditions."""
    clause = prepared.clause
    parts: list[Column] = []
    if clause.where == "here":
        parts.append(builder.part(LocatedIn(located_in="here")))
    parts += [
        builder.part(gate.when)
        for gate in program.document.gates
        if builder.plan.kind in gate.to and clause.kind in gate.kinds  # type: ignore[attr-defined]
    ]
    if clause.when is not None:
        parts.append(builder.part(clause.when))
    whole = builder.every(parts)
    if beyond:
        builder.refer(~whole.no, "paid for members with facts of their own")
    keep = builder.plan.keep
    return Column(keep(whole.met), keep(whole.unknown), keep(whole.no), whole.missing, whole.recognition)
