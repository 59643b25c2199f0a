"""The questions that are still open for an evaluation, the one that settles most of the money first.

A question is about one value, one part of a profile (the accounts of a year), or one list of records. Money comes first: of
the documents whose sums are not certain yet, the facts that money hangs on, those under documents in force before drafts,
by the most that one fact alone can move, then the cheapest to answer. Once the money is certain, the facts that decide what
else is granted, and the eligibility, by how many clauses wait for them. Between the two: what is taken for granted of a profile
that does not say it (registered here when it was recognised, an enterprise, applying anew), if money rests on it; what only a
verdict rests on comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import BaseModel

from zjtx_rules.analysis.asking.inputs import (
    Input,
    declared_input,
    field_at,
    input_of,
    inputs_of,
    is_list,
)
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.language.clauses import Tier
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.paths import path_words
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.assumed_here import assumed_here
from zjtx_rules.reasoning.bands import items
from zjtx_rules.reasoning.deciding import stakes
from zjtx_rules.reasoning.evaluation import PAYABLE, Evaluation, Outcome, evaluate
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET
from zjtx_rules.words import Words

Stage = Literal["money", "assumed", "rest"]
"""What hangs on the answer: sums that are open, sums that rest on an assumption, or what is granted beside money."""
Form = Literal["value", "part", "list"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question is asked: a clause that waits for its answer."""

    title: Words
    cite: str
    document: Words
    fixed: Money | None = Money.ZERO
    """The most of a stated sum that it may come to; None: no limit is known."""
    up_to: Money | None = Money.ZERO
    """The highest ceiling that it may come to; None: no limit is known."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its key is the path of the profile that it is about."""

    key: str
    label: Words
    form: Form
    inputs: tuple[Input, ...]
    stage: Stage
    reasons: tuple[Reason, ...]
    none: Words | None = None
    """How it is said that there is nothing of the kind, where that can be: an empty list."""
    already: int = 0
    """How many records of the list are known; the answer adds to them."""
    covers: frozenset[str] = frozenset()
    """The paths that are not asked for again once it is answered."""


@dataclass(slots=True)
class _Candidate:
    """A question in the making."""

    paths: list[str] = field(default_factory=list)
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)
    payable: bool = False
    boundless: bool = False
    most: Money = Money.ZERO
    paid: bool = False
    """Of what is taken for granted: whether there would be other money were it otherwise."""
    waiting: int = 0
    """Once money is certain: how many clauses wait for it."""


def open_questions(evaluation: Evaluation, done: frozenset[str]) -> tuple[Question, ...]:
    """Return what can still matter, in the order in which it should be asked.

    Args:
        evaluation: The answer to what is known so far.
        done: The paths that were asked for before, answered or not known.
    """
    return (
        _ranked(evaluation, _money(evaluation, done), "money")
        or _ranked(evaluation, _assumed(evaluation, done), "assumed")
        or _ranked(evaluation, _rest(evaluation, done), "rest")
    )


def money_is_certain(evaluation: Evaluation) -> bool:
    """Return whether no document's sums hang on anything open."""
    return all(each.totals.certain for each in evaluation.outcomes)


def _money(evaluation: Evaluation, done: frozenset[str]) -> dict[str, _Candidate]:
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    found: dict[str, _Candidate] = {}
    for outcome in evaluation.outcomes:
        if outcome.totals.certain:
            continue
        for stake in stakes(outcome, situation):
            key = _askable(stake.path, done)
            if key is None:
                continue
            candidate = found.setdefault(key, _Candidate())
            candidate.paths.append(stake.path)
            payable = outcome.section == PAYABLE
            if payable < candidate.payable:
                continue  # what can be had now weighs, and says why it is asked
            if payable > candidate.payable:
                candidate.payable, candidate.boundless, candidate.most = True, False, Money.ZERO
                candidate.reasons.clear()
            candidate.boundless |= stake.fixed is None or stake.up_to is None
            sums = [each for each in (stake.fixed, stake.up_to) if each is not None]
            candidate.most = max(candidate.most, Money.total(sums))
            for clause in stake.clauses:
                reason = _reason(outcome, clause)
                if reason is not None:
                    candidate.reasons.setdefault((outcome.program.document.id, clause), reason)
    return found


_WHERE = ("registrations", "relocation")
"""What says where an enterprise was registered: its history, which decides; where that is not known, its move."""
TAKEN = ("legal_form", "application")
"""What a profile that does not say it is read as: an enterprise, which applies anew."""


def _assumed(evaluation: Evaluation, done: frozenset[str]) -> dict[str, _Candidate]:
    """Return what evaluation takes for granted of a silent profile, where the money would be another were it otherwise."""
    return _where(evaluation, done) | {key: candidate for key, candidate in _taken(evaluation, done) if candidate.paid}


def _where(evaluation: Evaluation, done: frozenset[str]) -> dict[str, _Candidate]:
    """Return where it was registered, if money rests on the assumption that it was registered here when it was recognised."""
    key = next((each for each in _WHERE if each not in done), None)
    if key is None:
        return {}
    candidate = _Candidate([key])
    for outcome in evaluation.outcomes:
        for line in assumed_here(outcome, evaluation.applicant):
            reason = _reason(outcome, line.claim.key)
            if reason is not None and line.comes_to.ceiling != Money.ZERO:
                candidate.reasons.setdefault((outcome.program.document.id, line.claim.key), reason)
    return {key: candidate} if candidate.reasons else {}


def _taken(evaluation: Evaluation, done: frozenset[str]) -> Iterator[tuple[str, _Candidate]]:
    """Yield each field that has a value unsaid and on which an answer hangs: money (`paid`), or a verdict alone."""
    applicant = evaluation.applicant
    fields = type(applicant).model_fields
    for key in TAKEN:
        if key in done or key in applicant.model_fields_set or key not in fields:
            continue
        now = getattr(applicant, key)
        candidate = _Candidate([key])
        for other in type(now) if now is not None else ():
            if other is now:
                continue
            then = _again(evaluation, applicant.model_copy(update={key: other}))
            for before, after in zip(evaluation.outcomes, then.outcomes, strict=True):
                _note_difference(candidate, before, after)
        if candidate.reasons:
            yield key, candidate


def _again(evaluation: Evaluation, applicant: Applicant) -> Evaluation:
    return evaluate(
        applicant,
        evaluation.rules,
        evaluation.as_of,
        readings=evaluation.readings,
        adopting=evaluation.adopting,
        adopted_from=evaluation.adopted_from,
    )


def _note_difference(candidate: _Candidate, before: Outcome, after: Outcome) -> None:
    """Note the clauses that come to something else, or all that pay where only their sum does."""
    name = before.program.document.id
    paid = before.totals != after.totals
    sums = (before.settlement.by_clause, after.settlement.by_clause)
    clauses = [
        each
        for each in before.found
        if each not in after.found
        or before.found[each][0] != after.found[each][0]
        or (paid and sums[0].get(each) != sums[1].get(each))
    ]
    for clause in clauses or (list(sums[0]) if paid else []):
        reason = _reason(before, clause)
        if reason is not None:
            candidate.reasons.setdefault((name, clause), reason)
    if paid and candidate.reasons:
        candidate.paid = True
        candidate.payable |= before.section == PAYABLE


def _rest(evaluation: Evaluation, done: frozenset[str]) -> dict[str, _Candidate]:
    found: dict[str, _Candidate] = {}
    for outcome, clause in _open_clauses(evaluation):
        for path in outcome.found[clause][2]:
            key = _askable(path, done)
            if key is None:
                continue
            candidate = found.setdefault(key, _Candidate())
            if path not in candidate.paths:
                candidate.paths.append(path)
            candidate.payable |= outcome.section == PAYABLE
            reason = _reason(outcome, clause)
            if reason is not None:
                candidate.waiting += (outcome.program.document.id, clause) not in candidate.reasons
                candidate.reasons.setdefault((outcome.program.document.id, clause), reason)
    return found or dict(_taken(evaluation, done))


def _open_clauses(evaluation: Evaluation) -> Iterator[tuple[Outcome, str]]:
    """Yield the clauses that grant something, or say who is eligible, and are neither met nor unmet."""
    for item in items(evaluation):
        for granted in item.entitlements:
            if granted.truth not in (MET, NOT_MET):
                yield granted.outcome, granted.prepared.clause.id
    for outcome in evaluation.outcomes:
        for prepared in outcome.program.clauses:
            if isinstance(prepared.clause, Tier) and outcome.found[prepared.clause.id][0] not in (MET, NOT_MET):
                yield outcome, prepared.clause.id


def _reason(outcome: Outcome, clause: str) -> Reason | None:
    """Return the reason that a clause is; None for a clause for other kinds of applicant, which a rule names beside it."""
    document = outcome.program.document
    prepared = next((each for each in outcome.program.clauses if each.clause.id == clause), None)
    if prepared is None:
        return None
    name = Words(document.number, document.number) if document.number else document.words
    lines = [line for line in outcome.settlement.lines if line.claim.key == clause]
    fixed, up_to = (_highest(lines, nature) for nature in ("fixed", "up_to"))
    return Reason(prepared.clause.words, prepared.clause.cite, name, fixed, up_to)


def _highest(lines: list[Line], nature: str) -> Money | None:
    """Return the most that a line of one nature may come to; None where no limit is known."""
    highest = Money.ZERO
    for line in lines:
        if line.claim.nature == nature:
            if line.comes_to.ceiling is None:
                return None
            highest = max(highest, line.comes_to.ceiling)
    return highest


def _askable(path: str, done: frozenset[str]) -> str | None:
    """Return the key of the question about a path; None where it is no part of a profile, or was asked before."""
    if path in done or path == "adopting":
        return None
    steps = path.split(".")
    if steps[0] in ("credit", "relocation"):
        return None if steps[0] in done else steps[0]
    if steps[0] == "accounts" and len(steps) > 1:
        return ".".join(steps[:2])
    return path


_COST = {"value": 1, "part": 2, "list": 3}
_LAST = ("awards_received",)
"""To be asked after what else moves as much money: it takes a look through the books, and matters only for what is due."""


def _ranked(evaluation: Evaluation, found: dict[str, _Candidate], stage: Stage) -> tuple[Question, ...]:
    titles = _titles_of(evaluation)
    made = [(_question(evaluation, key, each, stage, titles), each) for key, each in found.items()]
    order = {key: at for at, key in enumerate(found)}

    def rank(pair: tuple[Question, _Candidate]) -> tuple[bool, bool, Money, int, int, int]:
        question, candidate = pair
        cost = _COST[question.form] + (question.key.split(".")[0] in _LAST)
        most = Money(-candidate.most.yuan)
        return not candidate.payable, not candidate.boundless, most, -candidate.waiting, cost, order[question.key]

    return tuple(question for question, _ in sorted(made, key=rank))


def _titles_of(evaluation: Evaluation) -> frozenset[str]:
    """Return the titles that clauses for this kind of applicant speak of."""
    found: set[str] = set()

    def look(prepared: Prepared) -> None:
        found.update(prepared.titles or ())
        for part in prepared.parts:
            look(part)

    for outcome in evaluation.outcomes:
        for clause in outcome.program.clauses:
            look(clause.whole)
    return frozenset(found)


def _question(
    evaluation: Evaluation, key: str, candidate: _Candidate, stage: Stage, titles: frozenset[str]
) -> Question:
    steps = key.split(".")
    made = Question(key, _label(evaluation, key), "value", (), stage, tuple(candidate.reasons.values()))
    if steps[0] in ("facts", "attested"):
        return replace(made, inputs=(_declared(evaluation, steps, made.label),), covers=frozenset((key,)))
    if steps[0] == "accounts":
        return _of_a_year(made, candidate, titles)
    model: type[BaseModel] = type(evaluation.applicant)
    info, inner = field_at(model, steps)
    assert info is not None  # noqa: S101 - every path of a profile leads to a field of its models
    if inner is not None and is_list(info.annotation):
        there = _records_at(evaluation, steps)
        none = Words("没有其他的", "no others") if there else Words("没有", "none")
        if stage == "assumed":
            none = Words("一直在本地登记", "always registered here")
        covers = frozenset((key,))
        return replace(made, form="list", inputs=inputs_of(inner, titles), none=none, already=there, covers=covers)
    if inner is not None:
        none_ = Words("没有迁入过", "never moved in") if key == "relocation" else None
        return replace(made, form="part", inputs=inputs_of(inner, titles), none=none_, covers=frozenset((key,)))
    return replace(made, inputs=(input_of(steps[-1], info, titles),), covers=frozenset((key,)))


def _of_a_year(made: Question, candidate: _Candidate, titles: frozenset[str]) -> Question:
    """Return the question about the figures of one year that matter."""
    from zjtx_rules.profile.records import Account  # noqa: PLC0415 - only for enterprises

    names = tuple(dict.fromkeys(each.split(".")[2] for each in candidate.paths if each.count(".") == 2))
    known = tuple(name for name in Account.model_fields if name in names)
    every = tuple(name for name in Account.model_fields if name != "year")
    inputs = inputs_of(Account, titles, known or every)
    year = made.key.split(".")[1]
    label = Words(f"{year}年度财务数据", f"accounts of {year}")
    covers = frozenset((made.key, *(f"{made.key}.{each.name}" for each in inputs)))
    return replace(made, form="part", label=label, inputs=inputs, covers=covers)


def _records_at(evaluation: Evaluation, steps: list[str]) -> int:
    node: object = evaluation.applicant
    for step in steps:
        node = node[int(step)] if isinstance(node, tuple) else getattr(node, step, None)
    return len(node) if isinstance(node, tuple) else 0


def _label(evaluation: Evaluation, key: str) -> Words:
    labels: dict[str, Words] = {}
    for loaded in evaluation.rules.files:
        labels |= loaded.judgements
        labels |= {each.id: each.asked_as for each in loaded.rules.facts}
    return path_words(key, evaluation.applicant, labels)


def _declared(evaluation: Evaluation, steps: list[str], label: Words) -> Input:
    if steps[0] == "attested":
        return declared_input(steps[1], label, "yes_no")
    declared = (each for loaded in evaluation.rules.files for each in loaded.rules.facts)
    kind = next((each.type for each in declared if each.id == steps[1]), "text")
    return declared_input(steps[1], label, kind)
