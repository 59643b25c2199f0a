"""One document's clauses as columns, for one kind of applicant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.columns import Column
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.engines.columns.builder import Builder
from zjtx_rules.engines.columns.cells import YES, Cell, any_of
from zjtx_rules.engines.columns.claims import PayingColumn
from zjtx_rules.engines.columns.plan import Plan
from zjtx_rules.engines.columns.wanted import Wanted
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.reasoning.program import PreparedClause, Program, context_of, parts_of

_ENTERPRISE = FactIs.model_validate({"fact": "legal_form", "is": "enterprise"})


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """A document made ready as columns."""

    program: Program
    verdicts: dict[str, Column]
    """The verdict on every clause that pays or is wanted, and on every condition that is wanted (`CLAUSE/1`)."""
    paying: tuple[PayingColumn, ...]
    enterprise: Column
    """Whether the applicant is an enterprise, on which the rules of no duplication hang."""
    ledger_known: Cell


def written(program: Program, plan: Plan, wanted: Wanted) -> DocumentColumns:
    """Write a document's clauses into a plan: those that pay, and those whose verdicts are wanted."""
    context, clauses = context_of(program, plan.kind)
    looks: dict[str, frozenset[str] | None] = {}
    builder = Builder(plan, context, clauses, rests=False)
    for each in program.paying:
        looks[each.clause.id] = _pays(each.clause).column(builder)
    rests = {each.clause.id for each in program.paying if _rests(each, looks[each.clause.id], program)}
    builder.rests = bool(rests)
    document = program.document.id
    verdicts: dict[str, Column] = {}
    for prepared in program.clauses:
        name = prepared.clause.id
        builder.tracking = name in looks
        if name in looks or wanted.clause(document, name):
            verdicts[name] = _whole(prepared, builder, beyond=name in looks and looks[name] is None)
        if wanted.conditions_of(document, name):
            verdicts |= _one_by_one(prepared, builder)
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


def _whole(prepared: PreparedClause, builder: Builder, *, beyond: bool) -> Column:
    """Return everything that must hold for a clause: the place, what a gate asks, its own conditions."""
    whole = builder.every([builder.part(each.condition) for each in parts_of(prepared)])
    if beyond:
        builder.refer(~whole.no, "paid for members with facts of their own")
    keep = builder.plan.keep
    return Column(keep(whole.met), keep(whole.unknown), keep(whole.no), whole.missing, whole.recognition)


def _one_by_one(prepared: PreparedClause, builder: Builder) -> dict[str, Column]:
    """Return each of the conditions of a clause under its number."""
    if prepared.payment is not None and prepared.payment.due is not None:
        builder.refer(YES, "paid for members with facts of their own")
    return {
        f"{prepared.clause.id}/{number}": builder.part(each.condition)
        for number, each in enumerate(parts_of(prepared), start=1)
    }
