"""What a change of an applicant's facts brings in money, within each way in which what is open could turn out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from zjtx_rules.analysis.gap.apply_steps import changed, validated
from zjtx_rules.conditions.distance import NEW_ITEM, Step
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.choices import RecognitionKind
from zjtx_rules.profile.model import COMPLETE
from zjtx_rules.profile.previous import same_level
from zjtx_rules.profile.records import Recognition
from zjtx_rules.reasoning.cases import Question
from zjtx_rules.reasoning.differences import Change, Part, compare
from zjtx_rules.reasoning.evaluation import ACCRUED, IF_ADOPTED, NOT_YET, PAYABLE, Evaluation, section_of
from zjtx_rules.reasoning.program import Program, assuming
from zjtx_rules.reasoning.totals import Totals


@dataclass(frozen=True, slots=True)
class Gain:
    """What a way would gain in money, under the documents of one standing."""

    section: str
    """payable, if_adopted, accrued or not_yet, as in an evaluation; the sections are never added to one another."""
    document: str | None
    """The draft or template; None for the sum over all documents of the standing."""
    before: Totals
    after: Totals
    fixed: Change
    """What is gained in stated sums, at least and at most over every way in which what is open could turn out."""
    up_to: Change
    """What is gained in ceilings (最高), likewise."""
    whole: bool = True
    """Whether every way was looked at; where there were too many, the ranges may be wider than they need be."""


def gains_of_steps(evaluation: Evaluation, steps: Sequence[Step], as_of: date) -> tuple[Gain, ...]:
    """Return where steps change the money, asked about on the day on which the last of them ends."""
    profile = evaluation.applicant
    target = validated(changed(profile, steps))
    touched = {each.path.split(".")[0] for each in steps if each.kind not in ("wait", "impossible")}
    touched &= type(profile).model_fields.keys()
    more = tuple(
        one
        for each in steps
        for one in _listed(each.to, whole=each.path == "recognitions")
        if each.path in ("recognitions", f"recognitions.{NEW_ITEM}")
    )
    stated = len(profile.recognitions or ())
    emptied = any(each.path == "recognitions" and not each.to for each in steps)

    def change(applicant: Applicant) -> Applicant:
        """Carry the steps out on the applicant as it is in one case."""
        update = {name: getattr(target, name) for name in touched - {"recognitions"}}
        if "recognitions" in touched and not emptied:
            kept = (target.recognitions or ())[:stated] if profile.recognitions is not None else ()
            update |= _with_more(applicant, kept, stated, more)
        elif emptied:
            update["recognitions"] = ()
        return applicant.replaced(**update)

    return _gains(evaluation, change, as_of, more)


def gains_of_title(evaluation: Evaluation, recognition: Recognition) -> tuple[Gain, ...]:
    """Return where one recognition more changes the money."""
    stated = len(evaluation.applicant.recognitions or ())

    def change(applicant: Applicant) -> Applicant:
        kept = (applicant.recognitions or ())[:stated]
        return applicant.replaced(**_with_more(applicant, kept, stated, (recognition,)))

    return _gains(evaluation, change, evaluation.as_of, (recognition,))


def _listed(value: object, *, whole: bool) -> tuple[Recognition, ...]:
    items = value if whole else (value,)
    return tuple(each for each in items if isinstance(each, Recognition)) if isinstance(items, tuple) else ()


def _with_more(
    applicant: Applicant, kept: tuple[Recognition, ...], stated: int, more: Sequence[Recognition]
) -> dict[str, object]:
    """Return the recognitions after some were added; one that is new is not given to who already turns out to hold it."""
    held = applicant.recognitions
    unlisted = (held or ())[stated:]
    new = tuple(each for each in more if not any(_is_held(each, other) for other in unlisted))
    found: dict[str, object] = {"recognitions": (*kept, *unlisted, *new)}
    if held is None:
        found[f"recognitions{COMPLETE}"] = (
            False  # what is added to a list of which nothing is known does not make it whole
        )
    return found


def _is_held(new: Recognition, held: Recognition) -> bool:
    same = new.title == held.title and same_level(new, held) is not False
    return same and new.kind is RecognitionKind.NEW and held.kind is RecognitionKind.NEW


def _gains(
    evaluation: Evaluation, change: Callable[[Applicant], Applicant], as_of: date, added: tuple[Recognition, ...]
) -> tuple[Gain, ...]:
    programs = [assuming(each.program) for each in evaluation.outcomes]
    now = [each.section for each in evaluation.outcomes]
    then = [section_of(each, each.document.standing(as_of, each.read_end)) for each in programs]
    found: list[Gain] = []
    for name in (PAYABLE, ACCRUED, NOT_YET):
        mine = [each for each, section in zip(programs, now, strict=True) if section == name and each.paying]
        its = [each for each, section in zip(programs, then, strict=True) if section == name and each.paying]
        found += _gain(evaluation, (mine, its), change, as_of, added, (name, None))
    for program, section, later in zip(programs, now, then, strict=True):
        if section == IF_ADOPTED and program.paying:
            its = [program] if later == IF_ADOPTED else []
            document = program.document.id
            found += _gain(evaluation, ([program], its), change, as_of, added, (IF_ADOPTED, document))
    return tuple(found)


def _gain(
    evaluation: Evaluation,
    programs: tuple[list[Program], list[Program]],
    change: Callable[[Applicant], Applicant],
    as_of: date,
    added: tuple[Recognition, ...],
    named: tuple[str, str | None],
) -> list[Gain]:
    mine, its = programs
    if not mine and not its:
        return []
    before = Question(tuple(mine), evaluation.as_of)
    after = Question(tuple(its), as_of, change, added)
    part = Part(tuple(range(len(mine))), tuple(range(len(its))))
    comparison = compare(evaluation.applicant, before, after, [part])
    found = comparison.parts[0]
    if found.changes.none:
        return []
    return [Gain(*named, found.before, found.after, found.changes.fixed, found.changes.up_to, comparison.whole)]
