"""How an answer is reached: every document run over one profile, its money settled, and sorted by what it is worth now.

Only a document in force pays. What a draft or the template would pay if adopted unchanged, and what may have accrued under
one that has ended, stand beside it and are never added to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zjtx_rules.conditions.base import Found
from zjtx_rules.files import Source
from zjtx_rules.language.clauses import Tier
from zjtx_rules.language.documents import Document, Standing
from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.nearest import nearest
from zjtx_rules.problems import Problem
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.asked_as import asked_as
from zjtx_rules.profile.loading import placed
from zjtx_rules.profile.model import Closed
from zjtx_rules.profile.plausibility import doubts_of
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.choosing import (
    adopted_region,
    check_adopted_from,
    check_choices,
    check_rules,
    chosen_options,
)
from zjtx_rules.reasoning.claims import claims_and_reasons, claims_of
from zjtx_rules.reasoning.declared import check_declared, unread
from zjtx_rules.reasoning.judging import decide_clauses, judge_clauses
from zjtx_rules.reasoning.not_computed import Reasons
from zjtx_rules.reasoning.program import MOST_KEPT, Group, Program, prepare
from zjtx_rules.reasoning.reckoning import reckon
from zjtx_rules.reasoning.recoveries import NOTHING_BACK, Recoveries, recoveries_of
from zjtx_rules.reasoning.settlement import Settlement
from zjtx_rules.reasoning.to_others import ToOther, to_others
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.shown import one_for_one
from zjtx_rules.terms.truth import MET, VERDICTS, Verdict

PAYABLE, IF_ADOPTED, ACCRUED, NOT_YET = "payable", "if_adopted", "accrued", "not_yet"


@dataclass(slots=True)
class Outcome:
    """What one document says of the applicant."""

    program: Program
    standing: Standing
    section: str
    found: Mapping[str, Found]
    settlement: Settlement
    totals: Totals
    """The bounds over every way the missing facts could turn out."""
    open_groups: tuple[Group, ...]
    """Groups of which it is not known whether they bind the applicant."""
    back: Recoveries = NOTHING_BACK
    """What the applicant has to pay back; never netted with what is payable."""
    others: tuple[ToOther, ...] = ()
    """What is paid to others than the applicant; no part of the totals."""
    not_computed: Reasons = field(default_factory=dict)
    """The clauses that are not computed, each with what rule files cannot say (`cannot_say`)."""

    def __repr__(self) -> str:
        """Return the document, its standing, and how many clauses are met."""
        met = sum(each[0] == MET for each in self.found.values())
        return f"<Outcome {self.program.document.id} ({self.standing.value}): {met} of {len(self.found)} clauses met>"

    def verdict(self, clause: str) -> Verdict:
        """Return the verdict on a clause."""
        return VERDICTS[self.found[clause][0]]


_MOST_NAMED = 5
"""How many clauses are named to somebody who asked for one by its title."""


@dataclass(frozen=True, slots=True)
class Section:
    """The money of some documents: what is payable now, or would be if adopted, or may have accrued."""

    total: Totals
    outcomes: tuple[Outcome, ...]

    def __repr__(self) -> str:
        """Return the total and the documents."""
        documents = ", ".join(each.program.document.id for each in self.outcomes)
        return f"<Section {documents or 'of no document'}: fixed {self.total.fixed}, up to {self.total.up_to}>"

    @property
    def back(self) -> Bounds:
        """What is to be paid back under the documents."""
        total = Bounds()
        for each in self.outcomes:
            total = total.plus(each.back.total)
        return total

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the clauses that pay, on what is certain."""
        return tuple(line.claim.key for each in self.outcomes for line in each.settlement.lines if line.chosen)

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The ids of the clauses that are met but certain to give way to a higher award."""
        return tuple(line.claim.key for each in self.outcomes for line in each.settlement.lines if line.gives_way)


@dataclass(frozen=True, slots=True)
class Awards:
    """The money, sorted by what it is worth; the sections are never added to one another."""

    payable: Section
    if_adopted: tuple[Section, ...]
    """One section for each draft and template."""
    accrued: Section
    not_yet: Section


class Evaluation:
    """The answer to one question: this applicant, these rules, as of this day, under these readings."""

    source: Source | None = None
    """The text that the profile was read from, if the caller has it: notes on the input then name their lines."""

    def __init__(
        self,
        applicant: Applicant,
        rules: RuleSet,
        as_of: date,
        readings: Mapping[str, str],
        adopting: str | None,
        outcomes: tuple[Outcome, ...],
        adopted_from: date | None = None,
    ) -> None:
        """Keep question and outcomes; everything else is derived when it is asked for."""
        self.applicant = applicant
        self.rules = rules
        self.as_of = as_of
        self.readings = dict(readings)
        self.adopting = adopting
        self.adopted_from = adopted_from
        self.outcomes = outcomes

    def __repr__(self) -> str:
        """Return who is asked about, the day, and the money that is payable."""
        applicant, total = self.applicant, self.awards.payable.total
        who = one_for_one(applicant.name or str(applicant.kind))  # type: ignore[attr-defined]  # every kind has it
        return f"<Evaluation of {who} as of {self.as_of}: payable fixed {total.fixed}, up to {total.up_to}>"

    @cached_property
    def doubts(self) -> tuple[Problem, ...]:
        """The notes on the input: what could be read and is hardly right, each with the path of its field."""
        found = (*doubts_of(self.applicant, self.as_of), *unread(self.applicant, self.rules))
        return placed(found, self.source) if self.source is not None else found

    @cached_property
    def awards(self) -> Awards:
        """The money, by section."""
        return Awards(
            self._section(PAYABLE),
            tuple(_sum([each]) for each in self.outcomes if each.section == IF_ADOPTED),
            self._section(ACCRUED),
            self._section(NOT_YET),
        )

    def _section(self, name: str) -> Section:
        return _sum([each for each in self.outcomes if each.section == name])

    def verdict(self, clause: str) -> Verdict:
        """Return the verdict on a clause, by its id or `DOCUMENT:ID`.

        Raises:
            KeyError: If no document of the rule set has such a clause for this kind of applicant, with the nearest id.
        """
        document, _, name = clause.rpartition(":")
        for each in self.outcomes:
            if document in ("", each.program.document.id) and name in each.found:
                return each.verdict(name)
        raise KeyError(self._no_clause(document, name))

    def _no_clause(self, document: str, name: str) -> str:
        """Return what is wrong with a clause that was asked for by a name that nothing here has."""
        clause = f"{document}:{name}" if document else name
        kind = str(self.applicant.kind)  # type: ignore[attr-defined]  # every kind has it
        there = {(each.id, one.id) for _, each, one in self.rules.clauses()}
        if any(one == name and document in ("", each) for each, one in there):
            return f"clause '{clause}' is not for applicants of kind '{kind}'"
        documents = {each.program.document.id: each for each in self.outcomes}
        asked = [documents[document]] if document in documents else self.outcomes
        guess = nearest(name, {one for each in asked for one in each.found}) or (name if document else None)
        if guess is not None and document:
            home = document if document in documents else nearest(document, documents)
            guess = f"{home}:{guess}" if home and guess in documents[home].found else None
        hint = f"; did you mean '{guess}'?" if guess else self._of_that_name(name, document)
        return f"no clause '{one_for_one(clause)}' for applicants of kind '{kind}'{hint}"

    def _of_that_name(self, words: str, document: str) -> str:
        """Return the clauses whose title has some words, or whose number they are."""
        asked = {
            each.program.document.id: each.found for each in self.outcomes if document in ("", each.program.document.id)
        }
        here = [one for _, each, one in self.rules.clauses() if one.id in asked.get(each.id, ())]
        named = [f"'{one.id}'" for one in here if words == one.cite or (len(words) > 1 and words in one.title)]
        return f"; clauses of that name: {', '.join(named[:_MOST_NAMED])}" if named else ""

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The paths of the missing facts that money hangs on, sorted."""
        return tuple(
            sorted(
                {
                    path
                    for each in self.outcomes
                    for line in each.settlement.lines
                    for path in (*line.claim.missing, *line.taken.missing)
                }
                | {path for each in self.outcomes for one in each.settlement.limited for path in one.missing}
                | {path for each in self.outcomes for one in each.back.lines for path in one.missing}
                | {path for each in self.outcomes for one in each.others for path in one.missing}
                | {"legal_form" for each in self.outcomes if each.open_groups}
            )
        )


def evaluate(
    applicant: Applicant,
    rules: RuleSet,
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
    application: str | None = None,
    explain: bool = True,
) -> Evaluation:
    """Answer what an applicant is eligible for, what it gets, and why. A pure function, safe to call from any thread.

    Args:
        applicant: The profile; what it leaves out is unknown.
        rules: The rule files to ask.
        as_of: The day the question is asked for.
        readings: Other readings than the defaults, as `{"upgrade": "nothing"}`.
        adopting: The region a template is bound to, by name or code (GB/T 2260).
        adopted_from: The first day on which drafts and templates are taken to be in force; without it any recognition counts.
        application: The kind of application that is asked about, `new` or `review` (复核), where the profile is not to say it.
        explain: Whether conditions of clauses without money are judged with everything an explanation needs.

    Raises:
        InputError: If a reading, an option or the region does not exist, the day lies outside the years 1900 to 2999, or a declared fact has a value of another type.
        TypeError: If the rules are none that were loaded, the applicant no profile, the readings no mapping, or `as_of` or
            `adopted_from` no day.
    """
    check_rules(rules)
    if not isinstance(applicant, Closed):
        message = f"applicant is a profile, such as read_applicant(…) or read_profile(…) returns, not {applicant!r}"
        raise TypeError(message)
    applicant = asked_as(applicant, application)
    given = readings or {}
    if given:
        check_choices(rules, given)
    if applicant.facts or applicant.attested or applicant.records:
        check_declared(applicant, rules)
    if adopting is not None:
        adopting = adopted_region(adopting, rules.places)
    check_adopted_from(adopted_from)
    situation = Situation.of(applicant, as_of)
    kind: str = applicant.kind  # type: ignore[attr-defined]
    programs = programs_for(rules, kind, given, adopting, adopted_from)
    outcomes = tuple([run(program, situation, explain=explain) for program in programs])
    return Evaluation(applicant, rules, as_of, given, adopting, outcomes, adopted_from)


def programs_for(
    rules: RuleSet, kind: str, given: Mapping[str, str], adopting: str | None, adopted_from: date | None = None
) -> tuple[Program, ...]:
    """Return the programs of all documents for a kind of applicant under the caller's readings, made once."""

    def make() -> tuple[Program, ...]:
        return tuple(
            program_for(rules, loaded, each, kind, given, adopting, adopted_from) for loaded, each in rules.documents()
        )

    key = (kind, tuple(sorted(given.items())), adopting, adopted_from)
    return kept(rules, "questions", MOST_KEPT).get(key, make)


def program_for(
    rules: RuleSet,
    loaded: LoadedFile,
    document: Document,
    kind: str,
    given: Mapping[str, str],
    adopting: str | None,
    adopted_from: date | None = None,
) -> Program:
    """Return the program of a document for a kind of applicant under the caller's readings."""
    region = loaded.rules.jurisdiction.code
    if region is None:
        region = adopting
    return prepare(rules, loaded, document, kind, chosen_options(document, given), region, adopted_from)


class Deferred(Mapping[str, Found]):
    """What was found of the clauses of a document, judged when the first of them is looked at."""

    def __init__(
        self, program: Program, situation: Situation, judge: Callable[[Program, Situation], dict[str, Found]]
    ) -> None:
        """Keep what is to be judged."""
        self._names = {each.clause.id: None for each in program.clauses}
        self._judge = judge, program, situation
        self._found: dict[str, Found] | None = None

    def __getitem__(self, clause: str) -> Found:
        """Return what was found of a clause."""
        if clause not in self._names:
            raise KeyError(clause)
        if self._found is None:
            judge, program, situation = self._judge
            self._found = judge(program, situation)
        return self._found[clause]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the clauses."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)


def run(program: Program, situation: Situation, *, explain: bool = True) -> Outcome:
    """Run one document over a situation; conditions of titles, which no money hangs on, are judged once they are looked at."""
    judge = judge_clauses if explain else decide_clauses
    only_titles = all(isinstance(each.clause, Tier) for each in program.clauses)
    found: Mapping[str, Found] = Deferred(program, situation, judge) if only_titles else judge(program, situation)
    standing = program.document.standing(situation.as_of, program.read_end)
    claims, unsaid = claims_and_reasons(program, found, situation)
    section = section_of(program, standing)
    settlement, totals, open_groups = reckon(program, situation, claims) if claims else (Settlement(), Totals(), ())
    back = recoveries_of(program, found, situation) if program.recoveries else NOTHING_BACK
    # Of what is not computed nobody's share is known: it is said once, and is not 0.
    others = tuple(each for each in to_others(program, found, situation) if each.clause.clause.id not in unsaid)
    return Outcome(program, standing, section, found, settlement, totals, open_groups, back, others, unsaid)


def money_of(program: Program, situation: Situation) -> tuple[Totals, str]:
    """Return the money alone of one document over a situation, and what it is worth; of the clauses only those that pay are judged."""
    found = {each.clause.id: each.whole.judge(situation) for each in program.paying}
    section = section_of(program, program.document.standing(situation.as_of, program.read_end))
    claims = claims_of(program, found, situation)
    return (reckon(program, situation, claims)[1] if claims else Totals()), section


def section_of(program: Program, standing: Standing) -> str:
    """Return what money under a document of this standing is worth."""
    if standing in (Standing.DRAFT, Standing.TEMPLATE):
        return IF_ADOPTED
    if standing is Standing.NOT_YET:
        return NOT_YET
    return PAYABLE if standing is Standing.IN_FORCE or not program.covers_as_of else ACCRUED


def _sum(outcomes: list[Outcome]) -> Section:
    if not outcomes:
        return _NOTHING
    total = outcomes[0].totals
    for each in outcomes[1:]:
        total = total.plus(each.totals)
    return Section(total, tuple(outcomes))


_NOTHING = Section(Totals(), ())


__all__ = [
    "ACCRUED",
    "IF_ADOPTED",
    "NOT_YET",
    "PAYABLE",
    "Awards",
    "Evaluation",
    "Outcome",
    "Section",
    "evaluate",
    "program_for",
    "reckon",
    "run",
    "section_of",
]
