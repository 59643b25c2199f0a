"""The ways in which what a profile leaves open could turn out, gone through for one or several questions together.

Each question is some programs asked as of a day, of the applicant or of what a change would make of it. All are answered in the
same case: the same place, the same recognitions, the same values of unknown facts, the same judgements. What is open is split one
point at a time, and only while the answers of that case are not settled. Whatever is not split stays a range within its
case, so that the answers always contain every way; `Case.whole` says whether any was left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zjtx_rules.conditions.base import Found, Prepared
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.assumed import Assumed, Key
from zjtx_rules.profile.model import COMPLETE
from zjtx_rules.profile.records import Recognition
from zjtx_rules.profile.situation import Situation, is_whole, whereabouts_of
from zjtx_rules.profile.whereabouts import with_whereabouts
from zjtx_rules.reasoning.break_points import BreakPoints
from zjtx_rules.reasoning.claims import Claim, claims_of
from zjtx_rules.reasoning.program import Group, Program
from zjtx_rules.reasoning.settlement import Settlement
from zjtx_rules.reasoning.settling import settle_over
from zjtx_rules.reasoning.totals import Totals
from zjtx_rules.reasoning.unlisted import whole_lists
from zjtx_rules.reasoning.worlds import TooManyWays, View, completed
from zjtx_rules.terms.truth import NOT_MET, REVIEW, UNKNOWN

RECOGNITIONS: Key = ("recognitions",)
"""By what the recognitions assumed are known."""
MOST_CASES = 1024
"""Of more cases than these no more is split: the bounds are then wider."""


@dataclass(frozen=True, slots=True)
class Question:
    """Programs that take assumed answers, asked as of a day."""

    programs: tuple[Program, ...]
    as_of: date
    change: Callable[[Applicant], Applicant] | None = None
    """What is asked about instead of the applicant itself."""
    added: tuple[Recognition, ...] = ()
    """The recognitions that the change adds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one program answers in one case."""

    program: Program
    situation: Situation
    claims: tuple[Claim, ...]
    groups: tuple[Group, ...]
    """The rules of no duplication that bind, or may bind, the applicant."""
    settlement: Settlement
    totals: Totals
    open_groups: tuple[Group, ...]
    added: tuple[Recognition, ...] = ()
    """The recognitions that a change has added."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which what is open could turn out, or several that were not told apart."""

    answers: tuple[tuple[Answer, ...], ...]
    """For each question the answers of its programs."""
    assumed: Mapping[Key, Any]
    """The answers assumed, and the recognitions where they were open (`RECOGNITIONS`)."""
    paths: Mapping[Key, AbstractSet[str]]
    """Which missing facts each question hangs on."""
    repeated: bool
    """Whether it holds a recognition twice for which a clause pays each time."""
    whole: bool = True
    """Whether nothing that could be split is left open."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is assumed so far."""

    applicant: Applicant
    answers: Mapping[Key, Any] = field(default_factory=dict)
    titles_apart: bool = False
    repeated: bool = False
    listed: bool = False
    """Whether the recognitions have been gone through."""


def cases(
    applicant: Applicant,
    questions: Sequence[Question],
    settled: Callable[[Case], bool],
    *,
    most: int = MOST_CASES,
) -> Iterator[Case]:
    """Yield the cases of an applicant, each split until its answers are settled, or there is nothing more to split.

    Args:
        applicant: The profile.
        questions: What is asked in each case.
        settled: Whether the answers of a case are what the caller needs to know.
        most: The number of cases beyond which nothing more is split.
    """
    search = _Search(applicant, questions)
    waiting = [_State(applicant)]
    seen = 0
    while waiting:
        state = waiting.pop()
        case, assumed = search.answered(state)
        seen += 1
        if settled(case):
            yield case
            continue
        more = search.split(state, case, assumed)
        if not more:
            yield case
        elif seen + len(waiting) + len(more) > most:
            yield replace(case, whole=False)
        else:
            waiting += reversed(more)


class _Search:
    """One search; lives only while it looks."""

    def __init__(self, applicant: Applicant, questions: Sequence[Question]) -> None:
        self.applicant, self.questions = applicant, questions
        programs = [program for each in questions for program in each.programs]
        self.points = BreakPoints(programs, [each.as_of for each in questions])

    def answered(self, state: _State) -> tuple[Case, Assumed]:
        assumed = Assumed(state.answers, state.titles_apart)
        answers = tuple(
            tuple(self._answer(program, question, state, assumed) for program in question.programs)
            for question in self.questions
        )
        return Case(answers, state.answers, assumed.paths, state.repeated), assumed

    def _answer(self, program: Program, question: Question, state: _State, assumed: Assumed) -> Answer:
        applicant = state.applicant if question.change is None else question.change(state.applicant)
        situation = Situation.of(applicant, question.as_of, assumed)
        found = {each.clause.id: each.whole.judge(situation) for each in program.paying}
        claims = claims_of(program, found, situation)
        settlement, totals, groups, open_groups = settle_over(program, situation, claims)
        return Answer(program, situation, tuple(claims), groups, settlement, totals, open_groups, question.added)

    # ------------------------------------------------------------------------------------------------------ splitting

    def split(self, state: _State, case: Case, assumed: Assumed) -> list[_State]:
        """Return the states into which one falls at the first open point; nothing where there is none."""
        missing = set(_missing(case))
        if not state.listed:
            more = self._lists(state, case, missing)
            if more:
                return more
        keys = sorted(self._keys(case, assumed), key=repr)
        for key in keys:
            answers = self.points.answers(assumed.asked[key])
            if len(answers) > 1:
                return [replace(state, answers={**state.answers, key: each}) for each in answers]
        return []

    def _lists(self, state: _State, case: Case, missing: set[str]) -> list[_State]:
        applicant = state.applicant
        listed = replace(state, listed=True)
        known = whereabouts_of(applicant)
        views = [
            View(programs, question.as_of, tuple(with_whereabouts(each, known) for each in question.added))
            for question, answers in zip(self.questions, case.answers, strict=True)
            if (programs := tuple(each.program for each in answers if each.claims))
        ]
        situation = Situation.of(applicant, views[0].as_of if views else self.questions[0].as_of)
        try:
            asked = "recognitions" in missing or any(map(_may_rest_on_others, _claims(case)))
            if asked and not is_whole(situation.recognitions):
                return [
                    replace(_holding(state, each.recognitions), repeated=each.repeated)
                    for each in whole_lists(views, situation)
                ]
            ways = completed(views, situation)
        except TooManyWays:
            return [replace(listed, titles_apart=True)]
        if ways is None:
            return []
        return [_holding(listed, each, whole=is_whole(situation.recognitions)) for each in ways]

    def _keys(self, case: Case, assumed: Assumed) -> Iterable[Key]:
        """Return the open questions on which an open claim, or a rule of no duplication, hangs."""
        found: set[Key] = set()
        for answers in case.answers:
            for each in answers:
                for claim in each.claims:
                    whole = claim.clause.whole
                    if claim.truth in (UNKNOWN, REVIEW) or claim.low != claim.high:
                        found |= set(_asked(whole, whole.judge(each.situation), each.situation))
                        found |= {key for key in assumed.asked if isinstance(key, tuple) and _of_member(key)}
                for group in each.open_groups:
                    found |= {key for key in assumed.asked if isinstance(key, tuple) and key[2:3] == ("legal_form",)}
                    found |= set(_asked(group.active, group.active.judge(each.situation), each.situation))
        return [key for key in found if key in assumed.asked]


def _claims(case: Case) -> Iterator[Claim]:
    for answers in case.answers:
        for each in answers:
            yield from each.claims


def _missing(case: Case) -> Iterator[str]:
    for claim in _claims(case):
        yield from claim.missing


def _may_rest_on_others(claim: Claim) -> bool:
    perhaps = claim.reckoned.perhaps
    return perhaps is not None and "recognitions" in perhaps.missing


def _of_member(key: tuple[Any, ...]) -> bool:
    return len(key) > 1 and isinstance(key[1], str) and "." in key[1]


def _asked(prepared: Prepared, found: Found, situation: Situation) -> Iterator[Key]:
    """Yield the open questions inside a condition that is not decided."""
    if found[0] not in (UNKNOWN, REVIEW):
        return
    if prepared.asks is not None:
        key = prepared.asks(found[0], situation)
        if key is not None:
            yield key
    for part, each in zip(prepared.parts, found[1] if prepared.parts else (), strict=False):
        if each[0] != NOT_MET:
            yield from _asked(part, each, situation)


def _with(applicant: Applicant, **fields: Any) -> Applicant:
    return applicant.replaced(**fields)


def _holding(state: _State, recognitions: tuple[Recognition, ...], *, whole: bool = True) -> _State:
    """Return the state in which the applicant holds these recognitions, and no others where that is the whole list."""
    complete = None if whole else False
    applicant = _with(state.applicant, recognitions=tuple(recognitions), **{f"recognitions{COMPLETE}": complete})
    return replace(state, applicant=applicant, answers={**state.answers, RECOGNITIONS: tuple(recognitions)})
