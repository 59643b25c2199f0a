"""What every kind of condition is: a frozen model read from a rule file, prepared once, judged over many profiles.

A kind of condition is one file in this room, which collects its own files. Kinds on records (recognitions, certificates,
accidents) derive from `lowered.RecordCondition` and say what they mean as a test of the core (`lower`) and how that is said
(`words`); judging, columns, days and steps follow. Other kinds say themselves how they are judged and said (`prepare`), how
far a profile is from them (`toward` of what they prepare) and how they are written as columns (`column`). Each has the keys
that recognise it (`KEYS`), and says what may be wrong with it (`check`). docs/contributing.md goes through an example.

Outside the file a new kind needs:

- what it implies and excludes, in `analysis.meaning` (else `check` and `diff` say nothing about it), and which way a change
  of its figures turns, in `analysis.diffing.monotonicity`;
- the mistakes that examples must notice, in `analysis.testing.mutation_operators`, where it has keys that no other kind has;
- the collection that a list of firms must have a column for, in `populations.firm_lists.asked`, if it is no recognition;
- a page in `docs/conditions/`, its meaning once more in `tests/fuzz/naive_conditions.py` and a generator in
  `tests/fuzz/generated_conditions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Split, Toward
from zjtx_rules.core.terms import Test
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.assumed import Key
from zjtx_rules.profile.facts import SCOPES, Fact
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.places import NO_PLACES, Places
from zjtx_rules.terms.truth import Truth
from zjtx_rules.words import Words

Missing = tuple[str, ...]
Found = tuple[Truth, Any, Missing]
"""What judging found: the truth, the value it rests on (for compounds: what was found of the parts), what is missing."""

Judge = Callable[[Situation], Found]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A condition made ready for one kind of applicant, one document and one choice of readings."""

    condition: Condition
    judge: Judge
    """Judges with everything an explanation needs; no part is skipped."""
    decide: Callable[[Situation], Truth]
    """Returns the truth alone, as early as it is certain."""
    say: Words
    """The condition in words."""
    parts: tuple[Prepared, ...] = ()
    got: Callable[[Any], Words] | None = None
    """Says the value found, where the plain value would not be understood."""
    kept: bool = False
    """Asked for by several conditions, so that what was found is kept while one situation is judged."""
    light: bool = False
    """Judged as quickly as a finding kept is looked up, so that none is kept."""
    term: Test | None = None
    """What it means, as a term of the core; None for kinds that do not lower to one yet."""
    recognition: Any = None
    """For conditions on recognitions: the matcher, so that a payment knows which recognition it rests on."""
    elsewhere: Any = None
    """Likewise, the matcher of recognitions that fail only because the holder was registered elsewhere."""
    titles: frozenset[str] | None = None
    """The titles without one of which it is not met, whatever else holds; None where it does not hang on titles."""
    each_time: bool = False
    """Whether every recognition that matches is an occasion of its own, so that an award is due for each."""
    toward: Toward | None = None
    """How far a profile is from it: the steps that would turn it; compounds have `split` instead."""
    split: Split | None = None
    """Which of the parts would have to turn."""
    asks: Callable[[Truth, Situation], Key | None] | None = None
    """Of a condition that takes assumed answers: by what it is known where it is open with this truth."""


def leaf(condition: Condition, judge: Judge, say: Words, **extra: Any) -> Prepared:
    """Return a prepared condition without parts; `extra` are further fields of it."""

    def decide(situation: Situation) -> Truth:
        return judge(situation)[0]

    return Prepared(condition, judge, decide, say, **extra)


def judged_once(prepared: Prepared) -> Prepared:
    """Return the condition with its finding, and of a compound its truth, kept in the situation's memo."""
    inner, first = prepared.judge, prepared.decide

    def judge(situation: Situation) -> Found:
        memo = situation.memo
        found: Found | None = memo.get(inner)
        if found is None:
            found = memo[inner] = inner(situation)
        return found

    def decide(situation: Situation) -> Truth:
        return judge(situation)[0]

    def decide_compound(situation: Situation) -> Truth:
        memo = situation.memo
        truth: Truth | None = memo.get(first)
        if truth is None:
            truth = memo[first] = first(situation)
        return truth

    return replace(prepared, judge=judge, decide=decide_compound if prepared.parts else decide, kept=True)


@dataclass(frozen=True, slots=True)
class Context:
    """What a condition may lean on while it is prepared."""

    scope: str
    """The kind of applicant, or the collection whose members are judged."""
    applicant: str
    """The kind of applicant."""
    region: str | None
    """The code of the jurisdiction; None while a template is not bound to a place."""
    facts: Mapping[str, Fact]
    chosen: Mapping[str, Any]
    """The options chosen, by the id of the reading; an option with a value stands as (option, value)."""
    window: tuple[date | None, date | None]
    """The document's validity, both ends included."""
    settings: Mapping[str, Any]
    """The document's settings, already resolved by the readings."""
    clause: Callable[[str], Prepared]
    """Prepares the conditions of another clause of the same file."""
    anywhere: bool = False
    """Whether the clause is for applicants wherever they are."""
    used: set[str] = field(default_factory=set)
    """Collects the ids of the readings that were consulted."""
    made: dict[Any, tuple[Prepared, frozenset[str]]] = field(default_factory=dict)
    """What was prepared for this document, so that the same condition in two clauses is judged once."""

    shared: frozenset[Any] | None = None
    """What is asked for more than once; None while that is being found out."""
    asked: dict[Any, int] = field(default_factory=dict)
    """How often each condition was asked for."""
    places: Places = NO_PLACES
    """The places that the rule files of the question declare."""
    document: str = ""
    """The id of the document."""
    definitions: Any = None
    """Returns what the names of formulas mean, for a year of the question."""
    assume: Callable[[Prepared, Context, frozenset[str]], Prepared] | None = None
    """Has a condition take an assumed answer where it is open."""

    def ready(self, condition: Condition) -> Prepared:
        """Return a condition prepared; the same condition again is the same object, judged once for each situation."""
        key = (self.scope, self.anywhere, spelling(condition))
        self.asked[key] = self.asked.get(key, 0) + 1
        found = self.made.get(key)
        if found is None:
            before = frozenset(self.used)
            self.used.clear()
            prepared = condition.prepare(self)
            if self.assume is not None:
                prepared = self.assume(prepared, self, frozenset(self.used))
            if not prepared.light and (self.shared is None or key in self.shared):
                prepared = judged_once(prepared)
            found = self.made[key] = (prepared, frozenset(self.used))
            self.used.update(before)
        self.used.update(found[1])
        return found[0]

    @staticmethod
    def spell(condition: Condition) -> Any:
        """Return what tells a condition from all others."""
        return spelling(condition)

    def choice(self, reading: str) -> Any:
        """Return the option chosen for a reading and note that it was consulted."""
        self.used.add(reading)
        return self.chosen[reading]


def spelling(value: Any) -> Any:
    """Return what tells a condition from all others: its kind and everything it says, each with its type (1 is not true)."""
    if isinstance(value, BaseModel):
        return type(value), *[spelling(each) for each in value.__dict__.values()]
    if isinstance(value, tuple):
        return tuple([spelling(each) for each in value])
    if isinstance(value, dict):
        return tuple([(key, spelling(each)) for key, each in value.items()])
    return type(value), str(value) if isinstance(value, Decimal) else value


class Condition(BaseModel):
    """One condition as a rule file states it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    KEYS: ClassVar[frozenset[str]]
    """The keys that recognise this kind; a mapping which holds one of them is of this kind."""
    RANK: ClassVar[int] = 0
    """Kinds with a higher rank are tried first, where two share a key."""
    WITHIN: ClassVar[frozenset[str]] = frozenset({"region", "window"})
    """What of its document it looks at beside its own words; a kind that looks at less says so."""
    LEFT_TO_A_PERSON: ClassVar[bool] = False
    """Whether it is a compound that leaves to a person what its part does not."""

    def prepare(self, context: Context) -> Prepared:
        """Make the condition ready to judge."""
        raise NotImplementedError

    def lower(self, context: Context) -> Test | None:  # noqa: ARG002 - for kinds to override
        """Return what the condition means, as a term of the core; None for kinds that do not lower to one yet."""
        return None

    def column(self, columns: Columns) -> Column:
        """Write the condition as columns, for a whole population at once."""
        raise NotImplementedError

    def check(self, context: CheckContext) -> None:
        """Report what cannot be right about the condition; the kinds that name things override this."""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a rule file declares, and where a condition reports names that do not exist."""

    scope: str
    facts: Mapping[str, Fact]
    readings: Mapping[str, Mapping[str, str]]
    """The options of each reading."""
    judgements: Mapping[str, Words]
    clauses: frozenset[str]
    report: Callable[[tuple[str | int, ...], str, Words, Words | None], None]
    """Takes the path below the condition, a code, a message and a suggestion."""
    below: tuple[str | int, ...] = ()
    definitions: Any = None
    """What the names of formulas mean, for checks alone."""
    places: Places = NO_PLACES
    """The places that the rule file declares."""

    def at(self, *path: str | int) -> CheckContext:
        """Return the context of a part that stands at `path` below this condition."""
        return replace(self, below=self.below + path)

    def wrong(self, path: tuple[str | int, ...], code: str, message: Words, suggestion: Words | None = None) -> None:
        """Report a problem at `path` below this condition."""
        self.report(self.below + path, code, message, suggestion)


def check_has(field: str, context: CheckContext, *path: str) -> None:
    """Report a condition on facts that this kind of applicant, or member, never has (an accident of a trainee)."""
    model = APPLICANTS.get(context.scope) or SCOPES.get(context.scope)
    if model is None or field not in model.model_fields:
        message = Words(
            f"此条件依据“{field}”，而这里的对象（{context.scope}）没有这一项",
            f"this condition rests on '{field}', which {context.scope} does not have",
        )
        context.wrong(path, "wrong-scope", message)
