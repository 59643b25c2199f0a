"""The occasions on which one clause is due: each recognition for which it says so (济南 一（2）: at each renewal), else one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.base import Found, Missing, Prepared
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognitions import precedence
from zjtx_rules.core.judge import RecordJudge, paths
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.terms.truth import BOTH, MET, NOT_MET, UNKNOWN, Truth

Candidates = tuple[Recognition | None, ...]
"""The recognitions that a finding may rest on; None where it may rest on none."""

_NOTHING: Candidates = (None,)


class Occasion(NamedTuple):
    """One occasion: how certain it is, the recognition it rests on, what is missing."""

    truth: Truth
    recognition: Recognition | None
    missing: Missing
    any_number: bool = False
    """Whether it stands for any number of occasions, because the recognitions are unknown."""
    others: tuple[Recognition | None, ...] = ()
    """Other recognitions that it may turn out to rest on instead; one of which nothing is known but its title stands for
    all of that title, where the recognitions are unknown."""
    to_tell: Missing = ()
    """What is missing to tell on which of them."""


def occasions_of(
    clause: PreparedClause, found: Found, situation: Situation, *, whichever: bool = False
) -> Sequence[Occasion]:
    """Return the occasions of a clause that is not plainly not met, the latest first.

    `whichever`: an occasion may rest on any recognition that its conditions do not rule out.
    """
    if clause.each_time is None:
        resting = _recognitions(clause, found)
        first, *others = _distinct((*resting, *_possible(clause.whole, situation))) if whichever else resting
        unlisted = () if is_whole(situation.recognitions) else _not_listed(clause.whole, found, resting)
        to_tell = _missing_within(clause.whole, found) if others or unlisted else ()
        if unlisted:
            others, to_tell = [*others, *unlisted], (*to_tell, "recognitions")
        return (Occasion(found[0], first, found[2], others=tuple(others), to_tell=to_tell),)
    condition, truth, missing = _the_rest(clause.whole, found, clause.each_time)
    recognitions = situation.recognitions
    if recognitions is None:
        return (Occasion(BOTH[truth][UNKNOWN], None, (*missing, "recognitions"), any_number=True),)
    occasions = []
    for index, recognition in enumerate(recognitions):
        each, fields = condition.recognition(recognitions, index, situation.as_of)
        together = BOTH[truth][each]
        if together != NOT_MET:
            lacking = missing + paths("recognitions", index, fields) if together == UNKNOWN else ()
            occasions.append(Occasion(together, recognition, lacking))
    if not is_whole(recognitions) and BOTH[truth][UNKNOWN] != NOT_MET:
        occasions.append(Occasion(BOTH[truth][UNKNOWN], None, (*missing, "recognitions"), any_number=True))
    return sorted(occasions, key=_place, reverse=True)


def tests_of(prepared: Prepared) -> list[RecordJudge]:
    """Return every test of a recognition inside a condition."""
    if prepared.recognition is not None:
        return [prepared.recognition]
    return [test for part in prepared.parts for test in tests_of(part)]


def _not_listed(prepared: Prepared, found: Found, resting: Candidates) -> Candidates:
    """Return for a claim that rests on a listed recognition one of each title that it might rest on instead.

    A later one may be missing from the list. Where it rests on none that is listed, nothing is certain anyway.
    """
    if all(each is None for each in resting):
        return ()
    return tuple(map(_any_of_title, sorted(_titles_within(prepared, found))))


def _titles_within(prepared: Prepared, found: Found) -> frozenset[str]:
    """Return the titles of the recognitions on which a finding that is not "not met" may rest."""
    if prepared.recognition is not None:
        return prepared.titles or frozenset()
    if isinstance(prepared.condition, NoneOf) or not prepared.parts:
        return frozenset()
    pairs = zip(prepared.parts, found[1], strict=False)
    return frozenset().union(*(_titles_within(part, each) for part, each in pairs if each[0] != NOT_MET))


def _possible(prepared: Prepared, situation: Situation) -> Candidates:
    recognitions, tests = situation.recognitions or (), tests_of(prepared)
    return tuple(
        each
        for index, each in enumerate(recognitions)
        if any(test(recognitions, index, situation.as_of)[0] != NOT_MET for test in tests)
    )


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


def _recognitions(clause: PreparedClause, found: Found) -> Candidates:
    """Return what the claim may rest on; as a rule one condition alone can tell."""
    if clause.rests is None:
        return _resting_on(clause.whole, found)
    for at in clause.rests:
        found = found[1][at]
    return (found[1] if isinstance(found[1], Recognition) else None,)


def _resting_on(prepared: Prepared, found: Found) -> Candidates:
    """Return what a finding may rest on if it is met: the latest recognition of those conditions that then are.

    More than one where a condition inside a choice is open for another reason than its recognition: which recognition the
    claim is for hangs on how that turns out.
    """
    if prepared.recognition is not None:
        return (found[1] if isinstance(found[1], Recognition) else None,)
    if not prepared.parts or isinstance(prepared.condition, NoneOf):
        return _NOTHING
    inner = [
        (each[0], _resting_on(part, each))
        for part, each in zip(prepared.parts, found[1], strict=False)
        if each[0] != NOT_MET
    ]
    if not isinstance(prepared.condition, (AnyOf, AtLeastOf)):
        return _latest([each for _, each in inner])
    certain = [each for truth, each in inner if truth == MET]
    perhaps = [one for truth, each in inner if truth != MET for one in each]
    if certain:
        perhaps += _of_unknown(prepared, found)
    bases = _latest(certain) if certain else ()
    later = [one for one in perhaps if not bases or any(_rank(one) > _rank(base) for base in bases)]
    return _distinct((*bases, *later))


def _of_unknown(prepared: Prepared, found: Found) -> Candidates:
    """Return a recognition of each title that a condition asks for while the recognitions are unknown."""
    if prepared.recognition is not None:
        nothing_known = found[0] == UNKNOWN and found[1] is None
        return tuple(map(_any_of_title, sorted(prepared.titles or ()))) if nothing_known else ()
    if isinstance(prepared.condition, NoneOf):
        return ()
    pairs = zip(prepared.parts, found[1] if prepared.parts else (), strict=False)
    return tuple(one for part, each in pairs if each[0] != NOT_MET for one in _of_unknown(part, each))


def _any_of_title(title: str) -> Recognition:
    return Recognition.model_construct(title=title)


def _missing_within(prepared: Prepared, found: Found) -> Missing:
    """Return everything that is missing for any part of a condition, also where it is met without."""
    if not prepared.parts:
        return found[2]
    pairs = zip(prepared.parts, found[1], strict=False)
    return tuple(dict.fromkeys(path for part, each in pairs for path in _missing_within(part, each)))


def _latest(parts: Sequence[Candidates]) -> Candidates:
    """Return the latest of what several conditions rest on, for every way in which they could."""
    if all(len(each) == 1 for each in parts):
        return (max((each[0] for each in parts), key=_rank, default=None),)
    return _distinct(tuple(max(some, key=_rank) for some in product(*parts)))


def _distinct(found: Candidates) -> Candidates:
    return tuple(one for at, one in enumerate(found) if not any(one is other for other in found[:at]))


def _rank(recognition: Recognition | None) -> tuple[object, ...]:
    return () if recognition is None else precedence(recognition)
