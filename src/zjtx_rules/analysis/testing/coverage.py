"""Coverage of rules: which verdicts the examples exercised of every clause and condition, and what decided them alone.

Only what an example states counts: it exercises a clause if it states the clause's verdict, or names it among the clauses
that pay or give way. A clause that was evaluated along the way, and of which nothing was stated, is not covered.

What is asked for:

- of a clause with conditions: stated met and stated not met; where it can never be met because the text leaves the
  outcome open, stated as a matter for a person (review) in place of met;
- of each condition of it: seen met; seen not met, for which review stands in where a person judges (`attested`, `about`);
  where it looks at a fact, seen with the fact missing (unknown); and, at least once, deciding alone: were it turned round
  (met for not met or the reverse) and all else as it is, the verdict of the clause would be another, and no missing fact
  leaves it open either way. Of the things that a payment counts (tenants, contracts) the condition is turned round for
  all at once;
- a reference to another clause is one condition, which looks at no fact itself; what is inside belongs to that clause;
- `always` is a constant and asks for nothing; neither does a clause without conditions;
- of a gate, which stands before many clauses: the same as of a condition, once for the gate;
- of the place (the applicant lies within the jurisdiction): met, not met, unknown and deciding alone, once per document;
- of every option of a reading but the default: an example that chooses it and states something that would come out
  otherwise under the default. Conditions that stand under such an option are covered only by examples that choose it.

This is MC/DC in spirit: each condition has shown that it can decide, though not in every combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zjtx_rules.analysis.testing.coverage_report import FileReport, Need, Report, Subject, SubjectKind
from zjtx_rules.analysis.testing.examples import Case, run_case
from zjtx_rules.analysis.testing.instrument import Leaf, Probed, probe
from zjtx_rules.analysis.testing.run_examples import Progress
from zjtx_rules.conditions import Condition
from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.attested import Attested
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.files.tree import Path
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.language.documents import Document
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.choosing import adopted_region
from zjtx_rules.reasoning.evaluation import program_for
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN, VERDICTS, Truth, conjunction
from zjtx_rules.words import Words

_PLACE = Words("主体位于本行政区域", "the applicant lies within the jurisdiction")


@dataclass(slots=True)
class _Tally:
    """What the examples showed of one thing."""

    seen: set[Truth] = field(default_factory=set)
    decided: bool = False


@dataclass(slots=True)
class _Tallies:
    """What the examples showed of one file."""

    leaves: dict[int, _Tally]
    clauses: dict[str, _Tally]
    places: dict[str, _Tally]
    told_apart: set[tuple[str, str]] = field(default_factory=set)
    """Readings and options under which an example comes out as it would not by default."""
    examples: int = 0


def coverage(rules: RuleSet, cases: Sequence[Case], progress: Progress | None = None) -> Report:
    """Return what the examples exercise of every file of a rule set.

    Examples that evaluate other files are passed over. Whether the examples come out as they state is another question
    (`run_cases`): one that does not still counts by what it states.
    """
    probed = {each.sha256: probe(each) for each in rules.files}
    tallies = {sha: _tallies(each) for sha, each in probed.items()}
    for done, case in enumerate(cases, 1):
        for loaded in case.rules.files:
            if loaded.sha256 in probed:
                _exercise(case, probed[loaded.sha256], tallies[loaded.sha256])
        if progress is not None:
            progress(done, len(cases))
    return Report(files=tuple(_reported(each, probed[each.sha256], tallies[each.sha256]) for each in rules.files))


def stated(case: Case, document: Document) -> set[str]:
    """Return the ids of the clauses of a document of which an example states something."""
    expected = case.example.expect
    named = [*expected.clauses, *(expected.chosen or ()), *(expected.suppressed or ())]
    split = [each.rpartition(":") for each in named]
    return {clause for within, _, clause in split if within in ("", document.id)}


def _tallies(probed: Probed) -> _Tallies:
    documents = probed.file.rules.documents
    return _Tallies(
        {each.number: _Tally() for each in probed.leaves},
        {clause.id: _Tally() for document in documents for clause in document.clauses},
        {document.id: _Tally() for document in documents},
    )


def _exercise(case: Case, probed: Probed, tallies: _Tallies) -> None:
    """Judge every clause of which the example states something, and turn round each condition in turn."""
    tallies.examples += 1
    adopting = adopted_region(case.adopting, probed.rules.places) if case.adopting is not None else None
    kind: str = case.profile.kind  # type: ignore[attr-defined]
    for index, document in enumerate(probed.file.rules.documents):
        ids = stated(case, document)
        program = program_for(
            probed.rules, probed.file, document, kind, case.example.readings, adopting, case.adopted_from
        )
        gates = probed.below(("documents", index, "gates"))
        positions = {each.id: number for number, each in enumerate(document.clauses)}
        for each in program.clauses:
            name = each.clause.id
            if name in ids:
                own = probed.below(("documents", index, "clauses", positions[name]))
                truth = _judge(each, case, (*own, *gates), probed, tallies)
                tallies.clauses[name].seen.add(truth)
                if each.clause.where == "here":
                    _place(each, case, tallies.places[document.id])
    if case.example.readings:
        tallies.told_apart.update(_told_apart(case))


def _judge(clause: PreparedClause, case: Case, leaves: Iterable[Leaf], probed: Probed, tallies: _Tallies) -> Truth:
    """Return the verdict on a clause; note what its conditions came to, and which of them decides it."""
    recorder = probed.recorder
    recorder.seen.clear()
    truth = clause.whole.judge(_situation(case))[0]
    seen = dict(recorder.seen)
    for leaf in leaves:
        tally, found = tallies.leaves[leaf.number], seen.get(leaf.number, set())
        tally.seen |= found
        if not tally.decided and found & {MET, NOT_MET}:
            recorder.turned = leaf.number
            turned = clause.whole.judge(_situation(case))[0]
            recorder.turned = None
            tally.decided = turned != truth and UNKNOWN not in (turned, truth)
    return truth


def _situation(case: Case) -> Situation:
    """Return a situation that remembers nothing of what was judged before."""
    return Situation.of(case.profile, case.as_of)


def _place(clause: PreparedClause, case: Case, tally: _Tally) -> None:
    """Note whether the applicant lies in the place, which stands first, and whether that alone decides."""
    whole = clause.whole
    first, rest = (whole.parts[0], whole.parts[1:]) if whole.parts else (whole, ())
    situation = _situation(case)
    truth = first.judge(situation)[0]
    tally.seen.add(truth)
    if truth in (MET, NOT_MET) and conjunction(each.judge(situation)[0] for each in rest) in (MET, REVIEW):
        tally.decided = True


def _told_apart(case: Case) -> Iterator[tuple[str, str]]:
    """Yield each choice of a reading without which the example would not come out as it does."""
    as_stated = {each.what for each in run_case(case).differences}
    for key, option in case.example.readings.items():
        others = {name: value for name, value in case.example.readings.items() if name != key}
        without = replace(case, example=case.example.model_copy(update={"readings": others}))
        if {each.what for each in run_case(without).differences} - as_stated:
            yield key, option.partition(":")[0]


def _reported(loaded: LoadedFile, probed: Probed, tallies: _Tallies) -> FileReport:
    subjects: list[Subject] = []
    for index, document in enumerate(loaded.rules.documents):
        at: Path = ("documents", index)
        report = _Reporting(loaded, document.id)
        if any(isinstance(each, ForApplicants) and each.where == "here" for each in document.clauses):
            tally = tallies.places[document.id]
            needs: list[Need] = ["met", "not_met", "unknown", "decides"]
            subjects.append(report.subject("place", None, at, _PLACE, tally, needs))
        subjects += _readings(report, document, at, tallies)
        for leaf in probed.below((*at, "gates")):
            subjects.append(_condition(report, "gate", None, leaf, probed, tallies))
        for number, clause in enumerate(document.clauses):
            where = (*at, "clauses", number)
            leaves = probed.below(where)
            if isinstance(clause, ForApplicants) and leaves:
                best: Need = "met" if clause.when is None or _can_be_met(clause.when) else "review"
                words = Words(f"{clause.cite} {clause.title}", f"{clause.cite} {clause.words.en}")
                tally = tallies.clauses[clause.id]
                subjects.append(report.subject("clause", clause.id, where, words, tally, [best, "not_met"]))
                subjects += [_condition(report, "condition", clause.id, leaf, probed, tallies) for leaf in leaves]
    return FileReport(name=loaded.name, file=loaded.source.name, examples=tallies.examples, subjects=tuple(subjects))


def _can_be_met(condition: Condition) -> bool:
    """Return whether a condition can be plainly met, as it cannot where the text leaves the outcome open."""
    if isinstance(condition, LeftOpen):
        return False
    if isinstance(condition, AllOf):
        return all(_can_be_met(each) for each in condition.all)
    if isinstance(condition, AnyOf):
        return any(_can_be_met(each) for each in condition.any)
    if isinstance(condition, ConditionByReading):
        return any(_can_be_met(each) for each in condition.options.values())
    return True


def _condition(
    report: _Reporting, kind: SubjectKind, clause: str | None, leaf: Leaf, probed: Probed, tallies: _Tallies
) -> Subject:
    by_person = isinstance(leaf.condition, (Attested, About))
    needs: list[Need] = ["met", "not_met_or_review" if by_person else "not_met"]
    always_known = isinstance(leaf.condition, FactIs) and leaf.condition.fact == "application"
    if not isinstance(leaf.condition, (Attested, ClauseHolds)) and not always_known:
        needs.append("unknown")
    needs.append("decides")
    line = report.loaded.source.place(leaf.path).line
    excerpt = report.loaded.source.excerpt(line).strip().removeprefix("- ")
    words = probed.recorder.words.get(leaf.number, Words(excerpt, excerpt))
    return report.subject(kind, clause, leaf.path, words, tallies.leaves[leaf.number], needs, leaf.under)


def _readings(report: _Reporting, document: Document, at: Path, tallies: _Tallies) -> Iterator[Subject]:
    for index, reading in enumerate(document.readings):
        for option, label in reading.options.items():
            if option != reading.default:
                found = not tallies.told_apart.isdisjoint(
                    {(reading.id, option), (f"{document.id}:{reading.id}", option)}
                )
                words = Words(f"{reading.id}={option}（{reading.question}：{label}）", f"{reading.id}={option}")
                where = (*at, "readings", index, "options", option)
                yield report.subject("reading", None, where, words, _Tally(decided=found), ["chosen"])


@dataclass(frozen=True, slots=True)
class _Reporting:
    """Where subjects are reported from."""

    loaded: LoadedFile
    document: str

    def subject(
        self,
        kind: SubjectKind,
        clause: str | None,
        path: Path,
        words: Words,
        tally: _Tally,
        needs: Sequence[Need],
        under: Sequence[tuple[str, str]] = (),
    ) -> Subject:
        """Return a subject with what it lacks."""
        place = self.loaded.source.place(path)
        return Subject(
            kind=kind,
            document=self.document,
            clause=clause,
            path=".".join(map(str, path)),
            line=place.line,
            column=place.column,
            text=words.zh,
            english=words.en,
            under=tuple(f"{reading}={option}" for reading, option in under),
            seen=tuple(VERDICTS[each].value for each in sorted(tally.seen, reverse=True)),
            needs=tuple(needs),
            lacks=tuple(each for each in needs if not _there(each, tally)),
        )


def _there(need: Need, tally: _Tally) -> bool:
    if need in ("decides", "chosen"):
        return tally.decided
    wanted = {"met": {MET}, "not_met": {NOT_MET}, "review": {REVIEW}, "unknown": {UNKNOWN}}
    return not tally.seen.isdisjoint(wanted.get(need, {NOT_MET, REVIEW}))
