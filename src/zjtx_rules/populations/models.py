"""What a run over a population found: frozen models, money in whole 分, stated sums and ceilings (最高) kept apart."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializationInfo, SerializerFunctionWrapHandler, model_serializer

from zjtx_rules.problems import Problem
from zjtx_rules.words import Language, Words

Section = Literal["payable", "if_adopted", "accrued", "not_yet"]


class Frozen(BaseModel):
    """The base of what is found: it cannot change any more."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, words: Words) -> Text:
        """Return words as part of a model."""
        return cls(zh=words.zh, en=words.en)

    def say(self, language: Language) -> str:
        """Return the text in one language."""
        return self.en if language == "en" else self.zh


class Span(Frozen):
    """The least and the most that a sum can turn out to be, in whole 分."""

    floor: int = 0
    ceiling: int | None = 0
    """None: the missing facts leave no upper limit."""
    without_limit: int = 0
    """For how many applicants there is no upper limit."""
    others: int | None = None
    """Where some have no upper limit, the most that it can be for all others."""

    @classmethod
    def of(cls, floor: int, ceiling: int, without_limit: int) -> Span:
        """Return a span from the sum of the ceilings there are, and how many there are not."""
        if without_limit:
            return cls(floor=floor, ceiling=None, without_limit=without_limit, others=ceiling)
        return cls(floor=floor, ceiling=ceiling)

    @property
    def any(self) -> bool:
        """Whether there is, or may be, any money."""
        return (self.floor, self.ceiling) != (0, 0)

    @property
    def certain(self) -> bool:
        """Whether nothing is open."""
        return self.floor == self.ceiling


class Sums(Frozen):
    """Stated sums and ceilings; they are never added to one another."""

    fixed: Span = Span()
    up_to: Span = Span()

    @property
    def any(self) -> bool:
        """Whether there is, or may be, any money."""
        return self.fixed.any or self.up_to.any


class Heads(Frozen):
    """How many applicants stand where, under one document or for all that pays now."""

    applicants: int = 0
    """How many could be answered for."""
    eligible: int = 0
    """Who meets at least one clause that pays."""
    paid: int = 0
    """Who is certain to be paid something."""
    suppressed: int = 0
    """Who meets a clause that gives way to a higher award."""
    undetermined: int = 0
    """Whose money hangs on missing facts or on a person's judgement."""


class ClauseTotals(Frozen):
    """One clause over the population."""

    document: str
    clause: str
    title: Text
    kind: Text
    cite: str
    met: int = 0
    paid: int = 0
    """Applicants to whom it is paid for certain."""
    suppressed: int = 0
    unknown: int = 0
    review: int = 0
    not_met: int = 0
    nature: Literal["fixed", "up_to"] | None = None
    """Whether it pays a stated sum or up to a ceiling; None where it pays nothing."""
    money: Span = Span()
    """Of what the clause itself comes to; where clauses compete, several ceilings cannot all be reached."""


class TitleTotals(Frozen):
    """The clauses of a document that pay for the same titles, together."""

    document: str
    titles: tuple[Text, ...]
    clauses: tuple[str, ...]
    met: int = 0
    paid: int = 0
    suppressed: int = 0
    undetermined: int = 0
    money: Sums = Sums()


class Share(Frozen):
    """One part of the population (a city, a size class) under one document."""

    label: Text
    code: str
    heads: Heads
    money: Sums


class Bin(Frozen):
    """How many applicants are certain of a sum from `least` on and below `below` (分)."""

    least: int
    below: int | None
    applicants: int


class Distribution(Frozen):
    """How the sums that are certain are spread over the applicants who get any."""

    fixed: tuple[Bin, ...] = ()
    up_to: tuple[Bin, ...] = ()


class DocumentTotals(Frozen):
    """One document over the population."""

    document: str
    title: Text
    number: str | None
    section: Section
    standing: Text
    heads: Heads
    money: Sums
    regions: tuple[Share, ...]
    sizes: tuple[Share, ...]
    distribution: Distribution


class TurningAway(Frozen):
    """One condition of a clause, and how many it turns away of those who lie in the place."""

    document: str
    clause: str
    title: Text
    condition: Text
    asked: int
    """How many it was asked of: those to whom the clause is open by place."""
    not_met: int
    alone: int
    """For how many it is the only condition not met."""


class Elsewhere(Frozen):
    """Applicants who lie outside the place of a document."""

    document: str
    applicants: int


class CountedProblem(Frozen):
    """One kind of problem of the input."""

    code: str
    message: Text
    file: str
    line: int = 0
    column: str = ""
    rows: int


class InputNote(Frozen):
    """Something in a column that can be read and is hardly right.

    Where it stands is no part of what was found, as the same rows in another order, or in files of another kind, are the same
    population: notes are equal without it, and only a report names it.
    """

    code: str
    message: Text
    column: str
    rows: int
    place: str = ""
    """The file and the line of one of the rows."""

    def __eq__(self, other: object) -> bool:
        """Return whether the same was found."""
        return isinstance(other, InputNote) and self._found() == other._found()

    def __hash__(self) -> int:
        """Return the hash of what was found."""
        return hash(self._found())

    def _found(self) -> tuple[str, Text, str, int]:
        return self.code, self.message, self.column, self.rows

    @model_serializer(mode="wrap")
    def _without_place(self, whole: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        said: dict[str, Any] = whole(self)
        if not info.context or not info.context.get("places"):
            del said["place"]
        return said


class Change(Frozen):
    """One applicant under the other rules: what it gains, or loses (negative), between least and most, in 分."""

    applicant: str
    fixed_least: int | None
    fixed_most: int | None
    up_to_least: int | None
    up_to_most: int | None


class ChangeBin(Frozen):
    """How many applicants gain or lose, for certain, a sum from `least` on and below `below` (分)."""

    direction: Literal["gain", "loss"]
    least: int
    below: int | None
    applicants: int


class UpshotChange(Frozen):
    """What the change comes to for all who gain, or lose, and so on: in 分, negative is less, between least and most."""

    upshot: Literal["gains", "loses", "mixed", "same", "undetermined"]
    applicants: int
    fixed_least: int | None
    fixed_most: int | None
    up_to_least: int | None
    up_to_most: int | None


class Against(Frozen):
    """The same population under other rules."""

    rules: tuple[str, ...]
    rules_hash: str
    basis: Literal["payable", "as_if_in_force"]
    """What is compared: what is payable on the day, or, where the documents stand differently, all as if in force."""
    documents: tuple[DocumentTotals, ...]
    ours: Sums
    theirs: Sums
    gains: int = 0
    loses: int = 0
    mixed: int = 0
    same: int = 0
    undetermined: int = 0
    not_every_way: int = 0
    """Of how many what is open could turn out in too many ways to look at each, so that their range may be too wide."""
    changes: tuple[UpshotChange, ...] = ()
    """What the change comes to for those who gain, those who lose, and so on."""
    largest_gains: tuple[Change, ...] = ()
    largest_losses: tuple[Change, ...] = ()
    fixed: tuple[ChangeBin, ...] = ()
    up_to: tuple[ChangeBin, ...] = ()


class OverAll(Frozen):
    """A figure over all applicants (预算系数的分母、名次……), as it was reckoned over the population."""

    fact: str
    label: Text
    clause: str
    """The clause whose applicants count."""
    figure: Literal["sum", "count", "rank"]
    members: int
    """How many certainly count."""
    undecided: int
    """How many may count, or may count otherwise than is certain."""
    undecided_first: tuple[str, ...]
    least: str | None = None
    """What it comes to, where it is the same for all; None where there is no such end, or where it differs."""
    most: str | None = None
    settled: int
    """For how many applicants it is certain."""
    given: int
    """For how many the population stated it, as published; that was taken."""
    ties: tuple[tuple[str, ...], ...] = ()
    """Those that nothing puts in order, group by group: who is ahead is left open."""
    budget: int | None = None
    """The budget that the text states, in 分."""
    paid: Span | None = None
    """Where it states one, what the clause pays to all."""


class BeforeAndAfter(Frozen):
    """One applicant alone, and once the figures over all applicants are known."""

    applicant: str
    alone: Sums
    after: Sums


class Together(Frozen):
    """What hangs on all applicants together."""

    figures: tuple[OverAll, ...]
    alone: Sums
    """The payable money of all, each asked alone."""
    after: Sums
    applicants: tuple[BeforeAndAfter, ...]
    """Those with money, in the order of the input, the first thousand."""
    not_listed: int = 0
    """How many more have money; the file of answers has them all."""


class Simulation(Frozen):
    """What rules mean for a population."""

    format: Literal["zjtx-simulation-1"] = "zjtx-simulation-1"
    population: str
    synthetic: bool
    """Whether the population says of itself that it is made up."""
    as_of: str
    rules: tuple[str, ...]
    places: tuple[str, ...]
    """The jurisdictions of the rule files."""
    rules_hash: str
    readings: dict[str, str]
    adopting: str | None
    adopted_from: str | None = None
    """From when drafts and templates were taken to be in force; None: every recognition counted."""
    applicants: int
    """How many there are, those with problems included."""
    with_problems: int
    """How many could not be answered for, because of problems in their rows."""
    by_reference: int
    """How many were decided one by one by the reference rather than in columns."""
    without_place: int = 0
    """Of how many the place is not known, so that they may be anywhere."""
    notes: tuple[Text, ...] = ()
    payable: Sums
    """Over the documents in force on the day; the others stand beside it and are never added."""
    documents: tuple[DocumentTotals, ...]
    clauses: tuple[ClauseTotals, ...]
    titles: tuple[TitleTotals, ...]
    turning_away: tuple[TurningAway, ...]
    elsewhere: tuple[Elsewhere, ...]
    problems: tuple[CountedProblem, ...]
    input_notes: tuple[InputNote, ...] = ()
    """What could be read and is hardly right, once for each kind and column; it changes no figure."""
    together: Together | None = None
    """What hangs on all applicants together, where the rules have such figures."""
    against: Against | None = None

    def __repr__(self) -> str:
        """Return how many applicants were asked about, and the day."""
        return f"<Simulation of {self.applicants} applicants as of {self.as_of}, {self.with_problems} with problems>"


class Located(Frozen):
    """A problem with everything that an error message needs."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    problem: Problem
    rows: int
