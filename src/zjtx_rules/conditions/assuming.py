"""Conditions and facts that take an assumed answer where the profile has none (`profile/assumed.py`).

A fact is one question, whichever conditions name it. A condition on more than one fact of the profile is one question of its own,
the same for every clause and every rule set that states it in the same words for the same place and period. What the text
leaves to a person is a free yes or no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from zjtx_rules.conditions.base import Context, Found, Prepared
from zjtx_rules.conditions.located_in import LocatedIn, region_code
from zjtx_rules.profile.assumed import Key
from zjtx_rules.profile.facts import Fact, Possible, Reading, Undetermined
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, Truth


class OpenFact(NamedTuple):
    """A fact whose value is asked for, and what is known of it: nothing, or the values that it may have."""

    fact: Fact
    known: Any


class OpenPlace(NamedTuple):
    """Where the applicant lies, and what is known of it; the answer is the places named by clauses that it lies in."""

    known: str | None


PLACE: Key = ("place",)


class Assumptions(Mapping[str, Fact]):
    """Facts by name, each with its assumed value where the profile has none."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        """Keep the facts as they are read from a profile."""
        self._facts = facts
        self._made: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        """Return a fact that takes an assumed value."""
        if name not in self._made:
            self._made[name] = _assumable(self._facts[name])
        return self._made[name]

    def __iter__(self) -> Any:
        """Return the names."""
        return iter(self._facts)

    def __len__(self) -> int:
        """Return how many facts there are."""
        return len(self._facts)


def _assumable(fact: Fact) -> Fact:
    inner = fact.read

    def read(situation: Situation) -> Reading:
        value, missing = inner(situation)
        assumed = situation.assumed
        if assumed is None or (value is not None and not isinstance(value, (Possible, Undetermined))):
            return value, missing
        paths = situation.paths(missing)
        answer = assumed.answer(fact_key(fact, missing, situation), OpenFact(fact, value), paths)
        return (value, missing) if answer is None else (answer, ())

    return replace(fact, read=read, stands=None, readings={})


def fact_key(fact: Fact, missing: tuple[str, ...], situation: Situation) -> Key:
    """Return what an unknown fact is known by: figures of accounts are those of one year."""
    declared = any(path.startswith("facts.") for path in missing)
    yearly = fact.name == "sme_size" or any(path.startswith("accounts") for path in missing)
    return "fact", "" if declared else situation.place, fact.name, situation.as_of.year if yearly else None


def assumable(prepared: Prepared, context: Context, used: frozenset[str]) -> Prepared:
    """Return a condition that takes an assumed answer where it is open; of compounds only what they leave to a person."""
    condition = prepared.condition
    read = sorted((name, context.chosen[name]) for name in used if name in context.chosen)
    words: tuple[Any, ...] = (context.document, context.spell(condition), tuple(map(str, read)))
    about = words[1:] + tuple(getattr(context, name) for name in sorted(condition.WITHIN))
    if "window" in condition.WITHIN:
        about += tuple(str(context.settings[name]) for name in _OF_RECOGNITIONS)
    compound, of_recognitions = bool(prepared.parts), prepared.recognition
    fact = context.facts.get(getattr(condition, "fact", ""))
    place = region_code(condition.located_in, context) if isinstance(condition, LocatedIn) else None
    inner, first = prepared.judge, prepared.decide

    def question(truth: Truth, situation: Situation) -> Key | None:
        if truth == REVIEW and (not compound or condition.LEFT_TO_A_PERSON):
            attested = getattr(condition, "attested", None)
            return ("attested", attested) if attested else ("review", situation.place, *words)
        if truth != UNKNOWN or compound:
            return None
        if fact is not None:
            return fact_key(fact, fact.read(situation)[1], situation)
        if place is not None:
            return PLACE
        assumed = situation.assumed
        if of_recognitions is not None and not situation.place and (assumed is None or not assumed.titles_apart):
            return None  # which recognitions there are is gone through as a whole
        return "condition", situation.place, situation.as_of, *about

    def answered(truth: Truth, missing: tuple[str, ...], situation: Situation) -> Truth:
        if truth not in (UNKNOWN, REVIEW) or situation.assumed is None:
            return truth
        if truth == UNKNOWN and fact is not None:
            return truth  # the value of a fact is assumed where it is read
        key = question(truth, situation)
        if key is None:
            return truth
        if place is not None:
            places = situation.assumed.answer(key, OpenPlace(situation.applicant.region), missing)
            return truth if places is None else MET if place in places else NOT_MET
        answer = situation.assumed.answer(key, None, situation.paths(missing))
        return truth if answer is None else MET if answer else NOT_MET

    def judge(situation: Situation) -> Found:
        found = inner(situation)
        truth = answered(found[0], found[2], situation)
        return found if truth == found[0] else (truth, found[1], ())

    def decide(situation: Situation) -> Truth:
        truth = first(situation)
        return truth if truth not in (UNKNOWN, REVIEW) else judge(situation)[0]

    if compound and not condition.LEFT_TO_A_PERSON:
        return prepared
    return replace(prepared, judge=judge, decide=decide, asks=question)


_OF_RECOGNITIONS = (
    "recognition_in_validity",
    "recognition_year",
    "lapsed_counts_as_new",
    "registered_at_recognition",
)
