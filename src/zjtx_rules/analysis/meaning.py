"""What conditions mean, as formulas over the facts they look at, so that they can be held against one another.

A kind of condition that is not named here is taken as a thing of its own, equal only to itself: nothing wrong is ever
concluded about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.logic import ALWAYS, NEVER, All, Atom, Formula, OneOf, Some, Span, Values, Within, negation
from zjtx_rules.conditions import Condition
from zjtx_rules.conditions.about import About
from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.at_least_of import AtLeastOf
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.clause_holds import ClauseHolds
from zjtx_rules.conditions.cultivated import Cultivated
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.holds import Holds
from zjtx_rules.conditions.incident import IncidentHappened
from zjtx_rules.conditions.left_open import LeftOpen
from zjtx_rules.conditions.located_in import HERE, LocatedIn
from zjtx_rules.conditions.newly_recognised import NewlyRecognised
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.recognised_within import RecognisedWithin
from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.conditions.registered import Registered
from zjtx_rules.conditions.renewed import Renewed
from zjtx_rules.conditions.threshold import Threshold, quantity
from zjtx_rules.language import Document, LoadedFile
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.terms import Money, find_industry, find_region
from zjtx_rules.terms.classification import classes_of

MOST_COMBINATIONS = 40
_FARTHEST = 120
_YEARS = {
    "any": ("this", "last", "other"),
    "calendar_year": ("this",),
    "prior_calendar_year": ("last",),
}
_BOOLEANS = frozenset((True, False))
_LEAST = {"money": Money.ZERO, "count": 0}
"""The least that a quantity can be: sums and counts are never below zero, growth in per cent may be."""


class Meaning:
    """Turns the conditions of one document into formulas.

    Args:
        loaded: The rule file.
        document: The document whose settings hold.
        scope: The kind of applicant, or the collection whose members are judged.
        opaque_clauses: Whether another clause that is referred to is taken as a thing of its own, not looked into.
    """

    def __init__(self, loaded: LoadedFile, document: Document, scope: str, *, opaque_clauses: bool = False) -> None:
        self._loaded, self._document, self._opaque = loaded, document, opaque_clauses
        self._facts = loaded.facts(scope)
        self._clauses = {
            each.id: each for one in loaded.rules.documents for each in one.clauses if isinstance(each, ForApplicants)
        }
        self._options = {each.id: frozenset(each.options) for each in document.readings}
        self._inside: tuple[str, ...] = ()

    def of(self, condition: Condition | None) -> Formula:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of condition
        """Return the formula of a condition; of none, one that always holds."""
        match condition:
            case None:
                return ALWAYS
            case Always():
                return ALWAYS if condition.always else NEVER
            case AllOf():
                return All(tuple(map(self.of, condition.all)))
            case AnyOf():
                return OneOf(tuple(map(self.of, condition.any)))
            case NoneOf():
                return All(tuple(negation(self.of(each)) for each in condition.none))
            case AtLeastOf():
                return self._at_least(condition)
            case LeftOpen():
                return All((self.of(condition.left_open), _own(("judged", condition.because))))
            case ConditionByReading():
                cases = [(self._chosen(condition.by_reading, key), each) for key, each in condition.options.items()]
                return OneOf(tuple(All((guard, self.of(each))) for guard, each in cases))
            case ClauseHolds():
                return self._clause(condition)
            case Threshold():
                return self._threshold(condition)
            case About():
                return _own(("about", condition.fact, str(condition.about)))
            case FactIs():
                return self._fact(condition)
            case NewlyRecognised():
                return self._recognised("new", condition.newly_recognised)
            case Holds():
                return self._recognised("held", condition.holds, dated=False)
            case Renewed():
                return OneOf(
                    tuple(
                        All((guard, self._recognised(f"renewed {times}", condition.renewed)))
                        for guard, times in self._cases(condition.renewed.times)
                    )
                )
            case Cultivated():
                which = condition.cultivated
                return self._recognised(f"cultivated {which.resident_for} {_dump(which.resident_at)}", which)
            case RecognisedWithin():
                return self._within_months(condition)
            case LocatedIn():
                return Atom("located in", Within(inside=frozenset((self._region(condition.located_in),))))
            case Registered():
                return self._registered(condition)
            case IncidentHappened():
                return self._incident(condition)
            case _:
                return _own(_dump(condition))

    def _at_least(self, condition: AtLeastOf) -> Formula:
        count, of = condition.at_least_of.count, condition.at_least_of.of
        if count > len(of):
            return NEVER
        ways = list(combinations(map(self.of, of), count)) if len(of) <= 8 else []
        return OneOf(tuple(map(All, ways))) if 0 < len(ways) <= MOST_COMBINATIONS else _own(_dump(condition))

    def _clause(self, condition: ClauseHolds) -> Formula:
        name = condition.clause
        if self._opaque or name in self._inside or name not in self._clauses:
            return _own(("clause", name))
        self._inside += (name,)
        formula = self.of(self._clauses[name].when)
        self._inside = self._inside[:-1]
        return formula

    def _chosen(self, reading: str, option: str) -> Formula:
        return Atom(("reading", reading), Values(frozenset((option,)), self._options.get(reading)))

    def _cases(self, setting: Any) -> Iterator[tuple[Formula, Any]]:
        """Yield the values that a setting may have, each with the option under which it has it."""
        if isinstance(setting, ByReading):
            for option, value in setting.options.items():
                yield self._chosen(setting.by_reading, option), value
        else:
            yield ALWAYS, setting

    def _threshold(self, condition: Threshold) -> Formula:
        fact = self._facts.get(condition.fact)
        if fact is None:
            return _own(_dump(condition))
        spans = []
        least = _LEAST.get(fact.type)
        for key, value in condition.bounds().items():
            bound, whole = quantity(fact, value), fact.type in ("count", "year")
            span = {
                "at_least": Span(low=bound, whole=whole, least=least),
                "more_than": Span(low=bound, low_in=False, whole=whole, least=least),
                "at_most": Span(high=bound, whole=whole, least=least),
                "less_than": Span(high=bound, high_in=False, whole=whole, least=least),
            }[key]
            spans.append(Atom(("fact", condition.fact), span))
        return All(tuple(spans))

    def _fact(self, condition: FactIs) -> Formula:
        fact = self._facts.get(condition.fact)
        labels = {label: name for name, label in fact.choices} if fact else {}
        words: dict[Any, Any] = {"是": True, "否": False}
        wanted = frozenset(
            labels.get(str(each), each) if labels else words.get(each, each) for each in condition.wanted()
        )
        if fact and fact.lies_in is not None:
            # Industries lie in one another: what counts are the classes at the bottom.
            codes = [code for each in wanted for code in find_industry(str(each)).codes]
            return Atom(
                ("fact", condition.fact), Values(frozenset(at for code in codes for at in classes_of(code)), None)
            )
        if fact and fact.type == "yes_no":
            return Atom(("fact", condition.fact), Values(wanted, _BOOLEANS))
        universe = frozenset(name for name, _ in fact.choices) if fact and fact.choices else None
        return Atom(("fact", condition.fact), Values(wanted, universe))

    def _recognised(self, kind: str, which: Which, *, dated: bool = True) -> Formula:
        """Return "there is such a recognition" over every title, level, year and body that would do."""
        year = (which.in_ if which.in_ is not None else self._document.settings.recognition_year) if dated else "any"
        kinds = (kind, "renewed first") if kind == "renewed each" else (kind,)
        cells = [
            All(
                (
                    guard,
                    Atom(
                        "recognitions",
                        Some(
                            (
                                frozenset(
                                    (each, title, level, when, ministry)
                                    for each in kinds
                                    for title in which.titles
                                    for level in which.levels(title)
                                    for when in _YEARS[name]
                                    for ministry in ((True,) if which.by_ministry else (True, False))
                                ),
                            )
                        ),
                    ),
                )
            )
            for guard, name in self._cases(year)
        ]
        return OneOf(tuple(cells))

    def _within_months(self, condition: RecognisedWithin) -> Formula:
        which = condition.recognised_within
        if which.months > _FARTHEST:
            return _own(_dump(condition))
        cells = frozenset(
            (title, level, ago, ministry)
            for title in which.titles
            for level in which.levels(title)
            for ago in range(which.months)
            for ministry in ((True,) if which.by_ministry else (True, False))
        )
        return Atom("recognitions by month", Some((cells,)))

    def _region(self, word: str) -> str:
        if word == HERE:
            return self._loaded.rules.jurisdiction.code or HERE
        region = find_region(word, self._loaded.places)
        return region.code if region else word

    def _registered(self, condition: Registered) -> Formula:
        where = condition.registered
        period = where.for_at_least
        unit = "months" if period.months else "days"
        variable = ("registered", self._region(where.in_), _dump(where.since), unit)
        return Atom(variable, Span(low=period.months or period.days))

    def _incident(self, condition: IncidentHappened) -> Formula:
        event = condition.incident
        months = event.within.months
        if not 0 < months <= _FARTHEST:
            return _own(_dump(condition))
        counted = _dump(event.counted)
        cells = frozenset((kind, counted, ago) for kind in event.of for ago in range(months))
        return Atom("incidents", Some((cells,)))


def _own(name: Any) -> Formula:
    """Return a yes or no that hangs on nothing else."""
    return Atom(("own", name), Values(frozenset((True,)), _BOOLEANS))


def _dump(value: Any) -> str:
    return value.model_dump_json(by_alias=True) if isinstance(value, BaseModel) else str(value)
