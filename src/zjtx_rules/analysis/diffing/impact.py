"""Who gains and who loses by a change of the rules: given applicants under the old and the new, side by side.

Stated sums and ceilings are kept apart, floors and ceilings both given, and money under drafts, templates and documents
that have ended stands beside what is payable, never added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zjtx_rules.analysis.diffing.behind import Behind, limit_changes, rule_changes, value_changes
from zjtx_rules.analysis.diffing.causes import Judged, causes
from zjtx_rules.analysis.diffing.comparison import diff
from zjtx_rules.analysis.diffing.impact_models import (
    SECTIONS,
    ClauseImpact,
    Difference,
    Impact,
    ProfileImpact,
    SectionImpact,
    Sums,
)
from zjtx_rules.analysis.diffing.models import Change, ClauseDiff, RuleDiff
from zjtx_rules.language.clauses import Flag
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.reasoning import Evaluation, Outcome, Totals, evaluate
from zjtx_rules.reasoning.cases import Question
from zjtx_rules.reasoning.differences import Changes, Compared, Comparison, Part, compare
from zjtx_rules.reasoning.program import assuming
from zjtx_rules.words import Words

_Key = tuple[str, str]
"""A clause: its document and its own id, by their new names."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the comparison of the two rule sets found."""

    names: dict[_Key, _Key]
    """The new names of clauses."""
    changed: dict[_Key, ClauseDiff]
    scope: dict[str, tuple[Change, ...]]
    """What changed of each document itself."""
    of_values: tuple[Change, ...]


def impact(
    profiles: Sequence[Applicant],
    old: RuleSet,
    new: RuleSet,
    as_of: date,
    *,
    if_issued: bool = False,
    difference: RuleDiff | None = None,
    old_as_of: date | None = None,
) -> Impact:
    """Return what each applicant gains or loses.

    Args:
        profiles: The applicants.
        old: The rules before.
        new: The rules after.
        as_of: The day on which both are asked.
        old_as_of: The day on which the old rules are asked, where it is another; left out, a document that has ended and was
            superseded is asked on its last day.
        if_issued: Whether drafts and templates count as issued, on either side.
        difference: The comparison of the two, where it has already been made.
    """
    found = difference or diff(old, new)
    before_day = old_as_of or _own_day(found, old, as_of)
    if if_issued:
        old, new = _issued(old), _issued(new)
    names = _new_names(found)
    changed = {(each.new.document, each.new.id): each for each in found.clauses() if each.new is not None}
    changed |= {(each.old.document, each.old.id): each for each in found.clauses() if each.old and each.new is None}
    scope = {each.new_id or each.old_id or "": each.changes for each in found.documents}
    known = _Known(names, changed, scope, tuple(each for each in found.files if each.of))
    rows = []
    for position, profile in enumerate(profiles, 1):
        before, after = evaluate(profile, old, before_day), evaluate(profile, new, as_of)
        rows.append(_profile(profile, position, before, after, known))
    outcomes = [each.outcome for each in rows]
    return Impact(
        as_of=as_of.isoformat(),
        old_as_of=before_day.isoformat(),
        if_issued=if_issued,
        gains=outcomes.count("gains"),
        loses=outcomes.count("loses"),
        mixed=outcomes.count("mixed"),
        same=outcomes.count("same"),
        open=outcomes.count("open"),
        profiles=tuple(rows),
    )


def _own_day(difference: RuleDiff, old: RuleSet, as_of: date) -> date:
    """Return the day on which old rules are asked: the last day of a document that was superseded and has ended since."""
    superseded = {
        document.old_id
        for document in difference.documents
        for change in document.changes
        if change.code == "document-superseded"
    }
    ends = [
        document.in_force.to
        for _, document in old.documents()
        if document.id in superseded and document.in_force.to is not None
    ]
    return min([as_of, *ends])


def _issued(rules: RuleSet) -> RuleSet:
    """Return the rules with every draft and template taken as issued."""
    files = []
    for each in rules.files:
        documents = tuple(one.model_copy(update={"status": "issued"}) for one in each.rules.documents)
        files.append(replace(each, rules=each.rules.model_copy(update={"documents": documents})))
    return RuleSet(tuple(files))


def _new_names(difference: RuleDiff) -> dict[_Key, _Key]:
    """Return the new name of every clause that was renamed or moved, and of every document."""
    names: dict[_Key, _Key] = {}
    for document in difference.documents:
        if document.old_id and document.new_id and document.old_id != document.new_id:
            names[document.old_id, ""] = (document.new_id, "")
        for each in document.clauses:
            if each.old is not None and each.new is not None:
                names.setdefault((each.old.document, each.old.id), (each.new.document, each.new.id))
    return names


def _profile(
    profile: Applicant,
    position: int,
    before: Evaluation,
    after: Evaluation,
    known: _Known,
) -> ProfileImpact:
    names = known.names
    found = {name: _compared(profile, before, after, name, names) for name in SECTIONS}
    sections = [(name, each.parts[0]) for name, each in found.items()]
    money = [(name, SectionImpact.of(name, each), each.upshot) for name, each in sections]
    shown = [each for each in money if each[0] == "payable" or each[1].old.any or each[1].new.any]
    deciding = next((each for each in shown if each[1].old.any or each[1].new.any), shown[0])
    by_clause = {key: each for comparison in found.values() for key, each in comparison.clauses.items()}
    return ProfileImpact(
        name=profile.name or f"#{position}",
        kind=profile.noun,
        outcome=deciding[2],
        section=deciding[0],
        sections=tuple(each for _, each, _ in shown),
        clauses=tuple(_clauses(profile, (before, after), known, by_clause)),
        because=tuple(limit_changes(known.changed, known.names, _behind(profile, (before, after)))),
        whole=all(each.whole for each in found.values()),
    )


def _compared(
    profile: Applicant, before: Evaluation, after: Evaluation, section: str, names: dict[_Key, _Key]
) -> Comparison:
    """Return what the documents of one standing pay on both sides, compared in each way in which what is open could turn out."""
    mine, its = (
        [assuming(each.program) for each in side.outcomes if each.section == section and each.program.paying]
        for side in (before, after)
    )
    part = Part(tuple(range(len(mine))), tuple(range(len(its))))
    questions = Question(tuple(mine), before.as_of), Question(tuple(its), after.as_of)
    return compare(profile, *questions, [part], names, by_clause=True)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one clause does for the applicant under one of the two rule sets."""

    verdict: str
    title: Words
    notice: bool
    judged: Judged | None = None
    behind: Behind | None = None
    clause: str = ""
    """By its own name on its own side."""


def _clauses(
    profile: Applicant,
    both: tuple[Evaluation, Evaluation],
    known: _Known,
    money: dict[_Key, Compared],
) -> list[ClauseImpact]:
    """Return every clause that pays otherwise than before, or on which the verdict is another."""
    before, after = both
    theirs = {key: each for outcome in after.outcomes for key, each in _standings(profile, after, outcome).items()}
    ours: dict[_Key, _Standing] = {}
    for outcome in before.outcomes:
        for (document, clause), each in _standings(profile, before, outcome).items():
            home = known.names.get((document, ""), (document, ""))[0]
            ours[known.names.get((document, clause), (home, clause))] = each
    rows = []
    for key in [*theirs, *(each for each in ours if each not in theirs)]:
        absent = _Standing("absent", theirs[key].title if key in theirs else ours[key].title, notice=False)
        old, new = ours.get(key, absent), theirs.get(key, absent)
        # To a firm that does not meet it, a clause that is gone is no loss.
        nothing = {old.verdict, new.verdict} <= {"absent", "not_met"}
        compared = money.get(key, _NO_MONEY)
        because = _because(key, old, new, known) if key in money or old.verdict != new.verdict else ()
        untouched = compared.before == compared.after and not because
        if (compared.changes.none or untouched) and (old.verdict == new.verdict or nothing or old.notice or new.notice):
            continue
        rows.append(
            ClauseImpact(
                document=key[0],
                clause=key[1],
                title=new.title,
                old_verdict=old.verdict,
                new_verdict=new.verdict,
                old=Sums.of(compared.before),
                new=Sums.of(compared.after),
                by=Difference.of(compared.changes),
                outcome=compared.upshot,
                because=tuple(Words(each.say("zh"), each.say("en")) for each in because),
            )
        )
    return rows


def _behind(profile: Applicant, both: tuple[Evaluation, Evaluation]) -> list[Behind]:
    return [Behind(outcome, profile, side.as_of) for side in both for outcome in side.outcomes]


def _because(key: _Key, old: _Standing, new: _Standing, known: _Known) -> tuple[Change, ...]:
    """Return what changed in a clause, in the values it is reckoned from and in the rules that hold it back."""
    own = causes(
        known.changed[key].changes if key in known.changed else (),
        known.scope.get(key[0], ()),
        old.judged,
        new.judged,
        other_verdict=old.verdict != new.verdict,
    )
    sides = ((old.behind, old.clause), (new.behind, new.clause))
    values = value_changes(known.of_values, *sides)
    return tuple(dict.fromkeys((*own, *values, *rule_changes(known.changed, known.names, sides))))


def _standings(profile: Applicant, evaluation: Evaluation, outcome: Outcome) -> dict[_Key, _Standing]:
    """Return what each clause of a document does."""
    behind = Behind(outcome, profile, evaluation.as_of)
    return {
        (outcome.program.document.id, each.clause.id): _Standing(
            outcome.verdict(each.clause.id).value,
            each.clause.words,
            isinstance(each.clause, Flag),
            Judged(each.clause, each.whole, outcome.found[each.clause.id]),
            behind,
            each.clause.id,
        )
        for each in outcome.program.clauses
    }


_NO_MONEY = Compared(Totals(), Totals(), Changes(), "same")
