"""One document's clauses as columns, for one kind of applicant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.columns import Column
from zjtx_rules.engines.columns.cells import NO, YES, any_of
from zjtx_rules.engines.columns.money.alike import Apart
from zjtx_rules.engines.columns.money.claims import DocumentColumns, PayingColumn, combined
from zjtx_rules.engines.columns.money.packed import Packed
from zjtx_rules.engines.columns.wanted import Wanted
from zjtx_rules.engines.columns.written.builder import Builder
from zjtx_rules.engines.columns.written.plan import Plan
from zjtx_rules.language.clauses import Award, ForApplicants, Recovery, Subsidy
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.program import IS_ENTERPRISE, Program, context_of, parts_of

UNSAYABLE = "what rule files cannot say"
"""Why applicants are left to the reference of whom something may not be computed."""


def written(program: Program, plan: Plan, wanted: Wanted) -> DocumentColumns:
    """Write a document's clauses into a plan: those that pay, and those whose verdicts are wanted."""
    context, clauses = context_of(program, plan.kind)
    looks: dict[str, frozenset[str] | None] = {}
    builder = Builder(plan, context, clauses, rests=False)
    for each in program.paying:
        looks[each.clause.id] = _pays(each.clause).column(builder)
    rests = {each.clause.id for each in program.paying if _rests(each, looks[each.clause.id], program)}
    builder.rests = bool(rests)
    builder.gates = program.document.gates
    document = program.document.id
    verdicts: dict[str, Column] = {}
    plan.asked.clear()
    tables: frozenset[str] = frozenset()
    # Those that pay come first, so that it is known what they alone look at.
    for prepared in sorted(program.clauses, key=lambda each: each.clause.id not in looks):
        name = prepared.clause.id
        builder.tracking = name in looks
        if name in looks or wanted.clause(document, name):
            verdicts[name] = _whole(prepared, builder, beyond=name in looks and looks[name] is None)
        if wanted.conditions_of(document, name):
            verdicts |= _one_by_one(prepared, builder)
        if builder.tracking:
            tables = frozenset(plan.asked)
    builder.tracking = True
    paying = tuple(PayingColumn(each, verdicts[each.clause.id], each.clause.id in rests) for each in program.paying)
    for group in program.groups:
        if group.active.condition not in (IS_ENTERPRISE, Always(always=True)):
            builder.refer(YES, "a rule that binds by another condition than the legal form")
    if program.conflicting:
        # Which of them can hold together hangs on the facts themselves.
        builder.refer(
            any_of(~each.truth.met & ~each.truth.no for each in paying), "clauses that may exclude each other"
        )
    if any(not each.stated for each in program.limits):
        builder.refer(any_of(~each.truth.no for each in paying), "a limit that is reckoned")
    beside = [each for each in program.clauses if each.shared is not None or isinstance(each.clause, Recovery)]
    if beside:
        wholes = [verdicts.get(each.clause.id) or _whole(each, builder, beyond=False) for each in beside]
        builder.refer(any_of(~each.no for each in wholes), "money to be paid back, or paid to others")
    if program.unsayable:
        unsaid = [each for each in program.clauses if each.payment is not None and each.payment.unsaid]
        whole = [verdicts.get(each.clause.id) or _whole(each, builder, beyond=False) for each in unsaid]
        builder.refer(any_of(~each.no for each in (*whole, *(one.truth for one in paying))), UNSAYABLE)
    asks = any(group.active.condition == IS_ENTERPRISE for group in program.groups)
    enterprise = builder.part(IS_ENTERPRISE if asks else Always(always=True))
    ledger = builder.members("awards_received")
    held = builder.members("recognitions")
    claimed = any_of(~each.truth.no for each in paying)
    reasons = (
        ("money received before", claimed & ledger.any(YES)),
        # How such a recognition could turn out has to be looked at for all clauses together.
        ("titles beside which there may be others", claimed & ~held.known & held.some),
        ("an open recognition", claimed & held.known & held.any(builder.open_recognitions)),
        *((why, claimed & cell) for why, cell in builder.apart),
    )
    where = any_of(cell for _, cell in reasons)
    prefix = f"~asked {document} "
    asked, signature = _asked_beside_recognitions(program, builder, enterprise) if where is not NO else (Packed(), ())
    packed, _ = asked.columns(prefix)
    ends = not builder.looked_at.isdisjoint(("expires", "previous_last_day"))
    # Where clauses look from one recognition to another, none is without use.
    of_use = YES if "previous_last_day" in builder.looked_at or builder.apart else builder.of_use
    apart = Apart(program, plan.keep(where), tuple(packed), prefix, ends, of_use, signature, tables)
    money = combined(document, paying, enterprise, ledger.known, apart.where, in_memory=plan.shape.in_memory)
    return DocumentColumns(program, verdicts, paying, apart, money, reasons)


def _asked_beside_recognitions(
    program: Program, builder: Builder, enterprise: Column
) -> tuple[Packed, tuple[object, ...]]:
    """Return the truth of everything that the paying clauses ask beside the recognitions, and what is missing for it.

    With it comes what is the same for everybody and therefore not packed.
    """
    leaves = {
        id(leaf): builder.part(leaf.condition)
        for each in program.paying
        for leaf in _leaves(each.whole)
        if leaf.recognition is None and not (each.payment and leaf.judge is each.payment.due)
    }
    packed = Packed()
    signature: list[object] = []
    for where in builder.beside_recognitions:
        signature.append(where is YES if where.constant else None)
        if not where.constant:
            packed.yes("registered elsewhere", where)
    for each in (enterprise, *leaves.values()):
        cells = (each.met, each.unknown, each.no)
        signature.append(tuple(cell is YES if cell.constant else None for cell in cells))
        if not all(cell.constant for cell in cells):
            packed.truth("truth", each)
        for path, where in sorted(each.missing.items()):
            signature.append((path, where is YES if where.constant else None))
            if not where.constant:
                packed.yes(path, where)
    return packed, tuple(signature)


def _leaves(prepared: Prepared) -> Iterator[Prepared]:
    if not prepared.parts:
        yield prepared
    for each in prepared.parts:
        yield from _leaves(each)


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
    with builder.asking(prepared.clause):
        whole = builder.every([builder.part(each.condition) for each in parts_of(prepared)])
    if beyond:
        builder.refer(~whole.no, "paid for members with facts of their own")
    keep = builder.plan.keep
    return Column(keep(whole.met), keep(whole.unknown), keep(whole.no), whole.missing, whole.recognition)


def _one_by_one(prepared: PreparedClause, builder: Builder) -> dict[str, Column]:
    """Return each of the conditions of a clause under its number."""
    if prepared.payment is not None and prepared.payment.due is not None:
        builder.refer(YES, "paid for members with facts of their own")
    with builder.asking(prepared.clause):
        return {
            f"{prepared.clause.id}/{number}": builder.part(each.condition)
            for number, each in enumerate(parts_of(prepared), start=1)
        }
