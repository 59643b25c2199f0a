"""What must hold of the reference whatever it answers: order never matters, and knowing more never widens an answer."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from agreement import Counts, Difference, Row, answers, difference, row_of, without_places
from partial_profiles import completed, forgotten
from pydantic import ValidationError
from questions import Question, profile_of

from population_tables import in_order
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning import Evaluation
from zjtx_rules.reasoning.claims import claims_of
from zjtx_rules.reasoning.evaluation import PAYABLE
from zjtx_rules.reasoning.worlds import TooManyWays, completions

_OF_CONDITIONS = {"all", "any", "none", "of", "one_of", "title", "among", "total_of", "kinds", "to", "validity_covers"}
_OF_FILES = {"documents", "gates", "clauses", "judgements", "facts", "readings"}


def reversed_facts(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold the answers to those for the same facts in the opposite order."""
    profiles = tuple(_backwards(in_order(each), None) for each in question.profiles)
    others = answers(question.of(profiles=profiles), explain=False, in_table_order=False)
    counts.add("law: order of facts", len(others))
    for place, (one, other) in enumerate(zip(reference, others, strict=True)):
        found = difference("law: order of facts", place, row_of(one), row_of(other))
        if found:
            return found
    return None


def reversed_rules(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold the answers to those of the same rules in the opposite order, in which only ties of one nature are settled otherwise."""
    rules = _backwards(question.rules, _OF_CONDITIONS | _OF_FILES)
    others = answers(replace(question, rules=rules), explain=False)
    counts.add("law: order of rules", len(others))
    for place, (one, other) in enumerate(zip(reference, others, strict=True)):
        found = difference("law: order of rules", place, *(_without_ties(row_of(each)) for each in (one, other)))
        if found:
            return found
    return None


def _without_ties(row: Row) -> Row:
    """Return a row without what the order of the text decides among equals: which of them is paid."""
    return {name: value for name, value in row.items() if name.partition("#")[2] not in ("chosen", "suppressed")}


def _backwards(node: Any, keys: set[str] | None, key: str = "") -> Any:
    """Return data with the lists that stand under some keys (None: all) in the opposite order."""
    if isinstance(node, dict):
        return {name: _backwards(each, keys, name) for name, each in node.items()}
    if isinstance(node, list):
        items = [_backwards(each, keys, key) for each in node]
        return items[::-1] if keys is None or key in keys else items
    return node


def within(question: Question, reference: Sequence[Evaluation], counts: Counts) -> Difference | None:
    """Hold the answers to those where more is known: certain verdicts stay, and no bound widens."""
    whole = question.of(profiles=question.complete, complete=())
    for place, (one, other) in enumerate(zip(reference, answers(whole, explain=False), strict=True)):
        # What is not computed is in no total; knowing more may settle it, and then it is.
        uncomputed = _not_computed(one)
        found = narrower("law: more knowledge", place, one, other, uncomputed)
        beyond = _clause_by_clause(other) | uncomputed if found else set()
        if beyond - uncomputed:
            counts.add("law: more knowledge, bounds left out: too many ways to look at each", 1)
            found = narrower("law: more knowledge", place, one, other, beyond)
        counts.add("law: more knowledge", 1)
        if found:
            return found
    return None


def _not_computed(evaluation: Evaluation) -> set[str]:
    """Return the documents of which something is not computed."""
    found = {each.program.document.id for each in evaluation.outcomes if each.not_computed}
    return found | ({"payable"} if found else set())


def _clause_by_clause(evaluation: Evaluation) -> set[str]:
    """Return the documents whose bounds are taken clause by clause, and so need not be as narrow as those from less knowledge."""
    found = set()
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    for outcome in evaluation.outcomes:
        claims = claims_of(outcome.program, outcome.found, situation)
        try:
            completions(outcome.program, situation, claims)
        except TooManyWays:
            found |= {outcome.program.document.id} | ({"payable"} if outcome.section == PAYABLE else set())
    return found


def narrower(
    law: str, place: int, less: Evaluation, more: Evaluation, beyond: Collection[str] = ()
) -> Difference | None:
    """Return where an answer from more knowledge contradicts one from less, but for the bounds of some documents."""
    before, after = row_of(less), row_of(more)
    names = [
        name
        for name in before
        if name.partition("#")[0] not in beyond and _contradicts(name, before[name], after[name])
    ]
    if not names:
        return None
    return Difference(
        law,
        place,
        {name: before[name] for name in names} | {"missing": [without_places(each) for each in less.missing]},
        {name: after[name] for name in names},
    )


def _contradicts(name: str, before: Any, after: Any) -> bool:
    if name.endswith("_floor"):
        return bool(after < before)
    if name.endswith("_ceiling"):
        return before is not None and (after is None or after > before)
    return ":" in name and "#" not in name and before in ("met", "not_met") and after != before


def guessed(question: Question, rnd: Random) -> Question:
    """Return the question with other ways in which what is unknown could turn out, instead of how it did."""
    ways = tuple(completed(rnd, question.hints, each) for each in question.profiles)
    return _possible(question.of(complete=ways))


def less_known(question: Question, rnd: Random) -> Question:
    """Return the question with even less known, to be held to what was known before."""
    less = tuple(forgotten(rnd, each) for each in question.profiles)
    return question.of(profiles=less, complete=copy.deepcopy(question.profiles))


def _possible(question: Question) -> Question:
    """Return the question for the applicants of whom what was guessed can be true together."""
    places = []
    for place, each in enumerate(question.complete):
        try:
            profile_of(each, question.loaded)
        except ValidationError:
            continue
        places.append(place)
    return question.only(*places)
