"""The occasions on which one clause is due: each recognition for which it says so (济南 一（2）: at each renewal), else one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zjtx_rules.conditions.base import Found, Missing, Prepared
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import paths, precedence
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.program import PreparedClause
from zjtx_rules.terms.truth import BOTH, MET, NOT_MET, UNKNOWN, Truth


class Occasion(NamedTuple):
    """One occasion: how certain it is, the recognition it rests on, what is missing."""

    truth: Truth
    recognition: Recognition | None
    missing: Missing
    any_number: bool = False
    """Whether it stands for any number of occasions, because the recognitions are unknown."""


def occasions_of(clause: PreparedClause, found: Found, situation: Situation) -> Sequence[Occasion]:
    """Return the occasions of a clause that is not plainly not met, the latest first."""
    if clause.each_time is None:
        return (Occasion(found[0], _recognition(clause, found), found[2]),)
    condition, truth, missing = _the_rest(clause.whole, found, clause.each_time)
    recognitions = situation.recognitions
    if recognitions is None:
        return (Occasion(BOTH[truth][UNKNOWN], None, (*missing, "recognitions"), any_number=True),)
    occasions = []
    for index, recognition in enumerate(recognitions):
        each, fields = condition.recognition(recognitions, index, situation.as_of)
        together = BOTH[truth][each]
        if together != NOT_MET:
            lacking = missing + paths(index, fields) if together == UNKNOWN else ()
            occasions.append(Occasion(together, recognition, lacking))
    return sorted(occasions, key=_place, reverse=True)


def _the_rest(whole: Prepared, found: Found, way: Sequence[int]) -> tuple[Prepared, Truth, Missing]:
    """Return the condition at the end of the way, and what was found of everything beside it."""
    truth, missing = MET, ()
    for at in way:
        for place, inner in enumerate(found[1]):
            if place != at:
                truth = BOTH[truth][inner[0]]
                missing += inner[2]
        whole, found = whole.parts[at], found[1][at]
    return whole, truth, missing


def _place(occasion: Occasion) -> tuple[object, ...]:
    recognition = occasion.recognition
    if recognition is None:
        return ()
    return (*precedence(recognition), str(recognition.previous_expires), str(recognition.expires), occasion.truth)


def _recognition(clause: PreparedClause, found: Found) -> Recognition | None:
    """Return the recognition that a clause rests on; as a rule one condition alone can tell."""
    if clause.rests is None:
        return recognition_of(clause.whole, found)
    inner = found
    for at in clause.rests:
        inner = inner[1][at]
    return inner[1] if isinstance(inner[1], Recognition) else None


def recognition_of(prepared: Prepared, found: Found) -> Recognition | None:
    """Return the recognition that a finding rests on: the latest, those of met conditions before those of open ones."""
    if prepared.recognition is not None:
        return found[1] if isinstance(found[1], Recognition) else None
    if not prepared.parts or isinstance(prepared.condition, NoneOf):
        return None
    best, best_met = None, False
    for part, inner in zip(prepared.parts, found[1], strict=False):
        if inner[0] == NOT_MET:
            continue
        recognition = recognition_of(part, inner)
        if recognition is None:
            continue
        met = inner[0] == MET
        if best is None or (met, precedence(recognition)) > (best_met, precedence(best)):
            best, best_met = recognition, met
    return best
