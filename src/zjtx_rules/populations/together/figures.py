"""The facts of rule files that come from all applicants together, reckoned over a population for each of its applicants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, Inexact
from fractions import Fraction
from typing import Any

from zjtx_rules.language import RuleSet
from zjtx_rules.language.documents import DeclaredFact
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.population_facts import clause_of, population_facts
from zjtx_rules.populations.together.standing import ONE, Key, Member, Ranking, Span, total
from zjtx_rules.profile import Applicant
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.over_applicants import OverApplicants
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.reasoning.choosing import adopted_region
from zjtx_rules.reasoning.evaluation import program_for
from zjtx_rules.reasoning.program import Program
from zjtx_rules.terms.exact import EXACT
from zjtx_rules.terms.truth import MET, NOT_MET
from zjtx_rules.words import Words

Population = Callable[[], Iterable[tuple[Any, Applicant]]]
"""Yields the applicants with their ids, as often as it is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules and what is asked of them."""

    rules: RuleSet
    as_of: date
    readings: Mapping[str, str] = field(default_factory=dict)
    adopting: str | None = None
    adopted_from: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What came of one fact over all applicants."""

    fact: DeclaredFact
    file: LoadedFile
    values: Mapping[Any, str | int]
    """The figure of each applicant for whom it is certain, as a profile says it."""
    members: int
    """How many certainly count."""
    undecided: tuple[Any, ...]
    """Those of whom it is open whether they count, or with how much."""
    ties: tuple[tuple[Any, ...], ...]
    """Those that nothing puts in order."""
    whole: Span | None
    """The figure, where it is the same for all."""
    given: int = 0
    """For how many it was stated already, as published."""

    @property
    def label(self) -> Words:
        """What the fact is called."""
        return Words(self.fact.label, self.fact.english or self.fact.label)


def has_population_facts(rules: RuleSet) -> bool:
    """Return whether rules have facts that come from all applicants together."""
    return any(fact.over_applicants is not None for loaded in rules.files for fact in loaded.rules.facts)


def figures_over(population: Population, asked: Asked) -> list[Figure]:
    """Return the facts over all applicants, each reckoned once those that it rests on are known.

    What a profile states of such a fact is taken as it stands.
    """
    found: list[Figure] = []
    for loaded in asked.rules.files:
        for fact in population_facts(loaded.rules):
            found.append(_figure(loaded, fact, lambda: with_figures(population(), found), asked))
    return found


def with_figures(
    applicants: Iterable[tuple[Any, Applicant]], figures: Iterable[Figure]
) -> Iterator[tuple[Any, Applicant]]:
    """Yield applicants with the figures that were reckoned for them, beside what they state themselves."""
    known = list(figures)
    for identity, applicant in applicants:
        more = {
            each.fact.id: each.values[identity]
            for each in known
            if identity in each.values and not _stated(applicant, each.fact)
        }
        yield identity, applicant.replaced(facts={**applicant.facts, **more}) if more else applicant


def _stated(applicant: Applicant, fact: DeclaredFact) -> bool:
    return any(applicant.facts.get(name) is not None for name in (fact.id, fact.label))


def _figure(loaded: LoadedFile, fact: DeclaredFact, population: Population, asked: Asked) -> Figure:
    over = fact.over_applicants
    assert over is not None  # noqa: S101 - those alone
    members: dict[Any, Member] = {}
    others: list[tuple[Any, Any, bool]] = []
    given = 0
    look = _Looking(loaded, over, asked)
    for identity, applicant in population():
        given += _stated(applicant, fact)
        member = look.member(identity, applicant)
        if isinstance(member, Member):
            members[identity] = member
        else:
            others.append((identity, *member))
    spans, ties = _standing(over, list(members.values()), others)
    values = {identity: said for identity, span in spans.items() if (said := _said(fact, span)) is not None}
    alike = over.ranked_by is None and over.same is None
    undecided = tuple(each.id for each in members.values() if not (each.ranked and each.figure.exact))
    certain = sum(each.certain for each in members.values())
    whole = total(members.values()) if alike else None
    return Figure(fact, loaded, values, certain, undecided, tuple(ties), whole, given)


class _Looking:
    """Looks at applicants one by one for one fact."""

    def __init__(self, loaded: LoadedFile, over: OverApplicants, asked: Asked) -> None:
        self.loaded, self.over, self.asked = loaded, over, asked
        found = clause_of(loaded.rules, over.of)
        assert found is not None  # noqa: S101 - checked when the file was loaded
        self.document, self.clause = found
        adopting, places = asked.adopting, asked.rules.places
        self.region = adopted_region(adopting, places) if adopting is not None else None

    def member(self, identity: Any, applicant: Applicant) -> Member | tuple[Any, bool]:
        """Return an applicant as one that counts or may count; of one that does not, what it shares with others."""
        kind: str = applicant.kind  # type: ignore[attr-defined]
        situation = Situation.of(applicant, self.asked.as_of)
        if kind not in self.clause.to:
            return None, self.over.same is None
        asked = self.asked
        program = program_for(
            asked.rules, self.loaded, self.document, kind, asked.readings, self.region, asked.adopted_from
        )
        group, grouped = self._group(program, situation)
        truth = next(each.whole.decide(situation) for each in program.clauses if each.clause.id == self.clause.id)
        if truth == NOT_MET:
            return group, grouped
        assert program.definitions is not None  # noqa: S101 - every program has them
        known = Known(program.definitions(self.asked.as_of.year), situation)

        def span(text: str) -> Span:
            found = known.range(known.readers.formula(text).term)  # type: ignore[attr-defined]
            return Span(found.low, found.high)

        figure = span(self.over.sum) if self.over.sum is not None else ONE
        texts = [text for text in (self.over.ranked_by, self.over.then) if text is not None and self.over.ranked_by]
        key: Key = tuple(span(text) if self.over.order == "highest" else span(text).turned() for text in texts)
        return Member(identity, truth == MET, figure, key, group, grouped)

    def _group(self, program: Program, situation: Situation) -> tuple[Any, bool]:
        if self.over.same is None:
            return None, True
        value, _ = program.file.facts(program.kind)[self.over.same].read(situation)
        return value, value is not None


def _standing(
    over: OverApplicants, members: list[Member], others: list[tuple[Any, Any, bool]]
) -> tuple[dict[Any, Span], list[tuple[Any, ...]]]:
    """Return the figure of each applicant, and who ties; of those that do not count nobody asks for a rank."""
    loose = [each for each in members if not each.grouped]
    groups: defaultdict[Any, list[Member]] = defaultdict(list)
    for each in members:
        if each.grouped:
            groups[each.group].append(each)
    spans: dict[Any, Span] = {}
    ties: list[tuple[Any, ...]] = []
    if over.ranked_by is None:
        sums = {group: total([*mine, *loose]) for group, mine in groups.items()}
        nobody = total(loose)
        spans = {each.id: sums[each.group] for each in members if each.grouped}
        spans |= {identity: sums.get(group, nobody) for identity, group, grouped in others if grouped}
        return spans, ties
    for mine in groups.values():
        ranking = Ranking([*mine, *loose], over.ties == "shared")
        for each in mine:
            ahead = ranking.ahead(each)
            spans[each.id] = ahead.plus(ONE) if over.rank is not None else ahead
        ties += ranking.ties() if over.ties == "open" else []
    return spans, ties


def _said(fact: DeclaredFact, span: Span) -> str | int | None:
    """Return a figure as a profile says it; None where it is open, or where no decimal number is exactly so much."""
    if not span.exact or span.low is None:
        return None
    if fact.type == "money":
        amount, exactly = money_of(span.low)
        return f"{amount.yuan:f}元" if exactly else None
    if fact.type == "count":
        return span.low.numerator if span.low.denominator == 1 else None
    return number_said(span.low)


def number_said(number: Fraction) -> str | None:
    """Return a number without loss; None where no decimal number is exactly so much.

    >>> number_said(Fraction(5, 2)), number_said(Fraction(1, 3))
    ('2.5', None)
    """
    try:
        return f"{EXACT.divide(Decimal(number.numerator), Decimal(number.denominator)):f}"
    except Inexact:
        return None


__all__ = ["Asked", "Figure", "Population", "figures_over", "has_population_facts", "with_figures"]
