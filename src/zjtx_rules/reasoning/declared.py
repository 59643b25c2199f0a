"""Facts and judgements that rule files declare, held against what a profile gives under `facts` and `attested`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.facts import PARSERS
from zjtx_rules.terms import TermError
from zjtx_rules.words import Words


def check_declared(applicant: Applicant, rules: RuleSet) -> None:
    """Report values that are not of the type declared.

    Raises:
        InputError: With all of them.
    """
    parsers = kept(rules, "parsers", 1).get((), lambda: _parsers(rules))
    problems = []
    for name, value in applicant.facts.items():
        for parse in parsers.get(name, ()):
            try:
                parse(value)
            except TermError as error:
                place = Place(applicant.name or "profile")
                problem = Problem(error.code, error.words, place, f"facts.{name}", suggestion=error.suggestion)
                problems.append(problem)
    if problems:
        raise InputError(problems)


def _parsers(rules: RuleSet) -> dict[str, tuple[Callable[[Any], Any], ...]]:
    """Return how the value of each declared fact is read, under its id and its label, in every file that declares it."""
    found: dict[str, tuple[Callable[[Any], Any], ...]] = {}
    for loaded in rules.files:
        for fact in loaded.rules.facts:
            if fact.type in PARSERS:
                for name in (fact.id, fact.label):
                    found[name] = (*found.get(name, ()), PARSERS[fact.type])
    return found


def unknown_names(applicant: Applicant, files: Sequence[LoadedFile]) -> list[tuple[str, str, Words | None]]:
    """Return the facts and judgements given that no rule file declares: group, name, suggestion."""
    facts = {name for each in files for fact in each.rules.facts for name in (fact.id, fact.label)}
    judgements = {name for each in files for one in each.rules.judgements for name in (one.id, one.label)}
    return [
        (group, name, did_you_mean(name, known))
        for group, given, known in (
            ("facts", applicant.facts, facts),
            ("attested", applicant.attested, judgements),
        )
        for name in given
        if name not in known
    ]
