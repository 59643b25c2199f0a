"""What the names of formulas mean for one kind of applicant: facts, facts of a year, values; each lowered to the core.

A fact is one variable of the core wherever it is named, so that a fact that is both base and band does not widen a range. A condition
inside a value is a test of the core where it compares such facts, and otherwise one open yes or no of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.base import CheckContext, Condition, Found, Prepared, spelling
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.cannot_say import CannotSay, Unsayable
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.of_records import OfRecords
from zjtx_rules.conditions.threshold import Threshold, quantity
from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.core.decide import decide, facts_missing
from zjtx_rules.nearest import nearest
from zjtx_rules.profile.facts import PARSERS, Fact, Missing, Possible, Undetermined
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.formula import FormulaError, Name, names_in, parse
from zjtx_rules.quantities.known import Known
from zjtx_rules.quantities.lowering import KINDS, Typed, lower
from zjtx_rules.quantities.models import Band, Brackets, Choose, Decided, NamedValue, Table, UnsayableValue
from zjtx_rules.quantities.record_lists import (
    RecordList,
    check_stated,
    field_quantity,
    record_test,
    words_of,
)
from zjtx_rules.quantities.record_models import Counted, Summed, SummedTop
from zjtx_rules.quantities.units import COMPARED, SCALES, YEARS, in_units
from zjtx_rules.quantities.unsayable import MARK
from zjtx_rules.quantities.wrong_units import unlike
from zjtx_rules.quantities.yearly import YEARS_SINCE, Yearly, stated_fact, years_since
from zjtx_rules.terms.fiscal_years import years_before
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words

MAY_BE_NEGATIVE = ("net_profit", "growth")
"""Facts of the profile that may be less than nothing, by a part of their name."""


class BrokenValueError(FormulaError):
    """Raised where a formula rests on a value that is wrong itself, which is reported there."""


class CircularError(FormulaError):
    """Raised where a value rests on itself; `members` are those of the circle."""

    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact of the core: how it is said, and how it is read from a profile."""

    label: Words
    type: str
    read: Callable[[Situation], tuple[Fraction | None, Missing]]


@dataclass
class Definitions:
    """The names that formulas of one file may use, for one kind of applicant and one year of the question."""

    facts: Mapping[str, Fact]
    values: Sequence[NamedValue]
    yearly: Mapping[str, Yearly]
    year: int
    ready: Callable[[Condition], Prepared] | None = None
    """Prepares a condition; None while names and units are only checked."""
    declared_lists: Sequence[RecordList] = ()
    """The lists of records that the file declares."""
    lists: Mapping[str, RecordList] = field(init=False)
    """The same by id and by label."""
    collections: Mapping[str, RecordList] = field(init=False)
    """The same by the name that the core has for them."""

    def __post_init__(self) -> None:
        """Begin with nothing lowered."""
        self.leaves: dict[str, Leaf] = {}
        self.unsaid: dict[str, CannotSay] = {}
        """What rule files cannot say, by the fact that stands for it."""
        self._named = {name: value for value in self.values for name in (value.label, value.id)}
        self._labels = {fact.label.zh: fact for fact in self.facts.values()}
        self.lists = {name: one for one in self.declared_lists for name in (one.declared.label, one.id)}
        self.collections = {one.collection: one for one in self.declared_lists}
        self._lowered: dict[str, Typed] = {}
        self._open: list[str] = []

    def formula(self, text: str) -> Typed:
        """Return a formula as a quantity of the core.

        Raises:
            FormulaError: If it cannot be read, names what does not exist, or mixes units.
        """
        return lower(parse(text), self.resolve)

    def value_named(self, name: str) -> NamedValue | None:
        """Return the value of a label or an id."""
        return self._named.get(name)

    def used(self, text: str) -> tuple[NamedValue, ...]:
        """Return the values that a formula rests on, each after those that it rests on itself."""
        found: dict[str, NamedValue] = {}
        for name in names_in(parse(text)):
            value = self._named.get(name.name)
            if value is not None and value.id not in found:
                for inner in formulas_within(value):
                    found |= {each.id: each for each in self.used(inner) if each.id not in found}
                found[value.id] = value
        return tuple(found.values())

    def resolve(self, name: Name) -> Sequence[Typed]:
        """Return what a name means, once for each year that is meant."""
        value = self._named.get(name.name)
        if value is not None and not name.year:
            try:
                return [self.value(value, name)]
            except CircularError as error:
                again = CircularError(error.words, name.at, name.length, error.suggestion)
                again.members = error.members
                raise again from None
            except FormulaError as error:
                raise BrokenValueError(error.words, name.at, name.length) from None
        yearly = self.yearly.get(name.name)
        if yearly is not None and name.year:
            return [self._of_year(yearly, year) for year in self._years(name.year)]
        fact = self.facts.get(name.name) or self._labels.get(name.name)
        if fact is not None and not name.year and fact.name not in self.yearly:
            return [self._fact(fact, name)]
        raise self._unknown(name, yearly)

    def _years(self, word: str) -> list[int]:
        before = years_before(word)
        return [int(word)] if before is None else [self.year - each for each in before]

    def _unknown(self, name: Name, yearly: Yearly | None) -> FormulaError:
        said = name.name
        if yearly is not None:
            hint = Words(f"例如“{said}@上年”", f"for example '{said}@上年'")
            return FormulaError(
                Words(f"“{said}”每年一个数，要写明哪一年", f"'{said}' is a figure of each year: say which year"),
                name.at,
                name.length,
                hint,
            )
        if name.year and (said in self._named or said in self.facts or said in self._labels):
            hint = Words(f"写作“{said}”", f"write '{said}'")
            return FormulaError(
                Words(f"“{said}”不分年度", f"'{said}' is no figure of a year"), name.at, name.length, hint
            )
        guess = nearest(said, [*self._named, *self.yearly, *self.facts, *self._labels])
        hint = (
            Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?")
            if guess
            else Words(
                "在 facts 中声明这一项事实，或在 values 中写出它的算法",
                "declare the fact under facts, or say under values how it is reckoned",
            )
        )
        return FormulaError(
            Words(f"没有名为“{said}”的事实或值", f"there is no fact and no value '{said}'"), name.at, len(said), hint
        )

    def _fact(self, fact: Fact, name: Name) -> Typed:
        if fact.type not in SCALES:
            raise FormulaError(
                Words(f"“{fact.label.zh}”不是数量，不能计算", f"'{fact.name}' is no quantity"),
                name.at,
                name.length,
                Words("按它取值用 choose，条件写在 when", "choose a value by it: choose, with conditions under when"),
            )
        return self._leaf(fact.name, fact.label, fact.type, fact.read)

    def _of_year(self, yearly: Yearly, year: int) -> Typed:
        label = Words(f"{year}年{yearly.label.zh}", f"{yearly.label.en} of {year}")
        return self._leaf(f"{yearly.name}@{year}", label, yearly.type, lambda situation: yearly.read(situation, year))

    def _leaf(self, key: str, label: Words, kind: str, read: Callable[[Situation], tuple[Any, Missing]]) -> Typed:
        unit, scale, most = SCALES[kind]
        if kind == "date":
            for function, years in YEARS_SINCE.items():
                self.leaves[f"{function}({key})"] = Leaf(label, kind, partial(years_since, read, years))
            self.leaves[key] = self.leaves[f"满年数({key})"]
            return Typed(t.Fact(key, t.Kind.NUMBER, 0, 100, open_above=True), "date")

        def units(situation: Situation) -> tuple[Fraction | None, Missing]:
            found, missing = read(situation)
            if found is None or isinstance(found, (Possible, Undetermined)):
                return None, missing
            return in_units(found, scale), ()

        self.leaves[key] = Leaf(label, kind, units)
        least = -most if any(part in key for part in MAY_BE_NEGATIVE) else 0
        if kind == "year":
            return Typed(t.Fact(key, KINDS[unit], *YEARS), unit)
        variable = t.Fact(key, KINDS[unit], least, most, open_above=True)
        return Typed(t.total((Fraction(1, scale), variable)) if scale > 1 else variable, unit)

    def value(self, value: NamedValue, name: Name | None = None) -> Typed:
        """Return a value as a quantity of the core."""
        if value.id in self._open:
            way = " → ".join([*self._open[self._open.index(value.id) :], value.id])
            circular = CircularError(
                Words(f"“{value.label}”绕了一圈算到自己：{way}", f"'{value.id}' rests on itself: {way}"),
                name.at if name else 0,
                name.length if name else 1,
                Words("改掉其中一个算式", "change one of the formulas"),
            )
            circular.members = frozenset(self._open)
            raise circular
        if value.id not in self._lowered:
            self._open.append(value.id)
            try:
                self._lowered[value.id] = self._limited(value, self._value(value))
            finally:
                self._open.pop()
        return self._lowered[value.id]

    def _limited(self, value: NamedValue, result: Typed) -> Typed:
        for text, nearer in ((value.at_least, t.most), (value.at_most, t.least)):
            if text:
                result = Typed(nearer(result.term, self._like(text, result)), result.unit)
        return result

    def limited(self, result: Typed, at_least: str | None, at_most: str | None) -> Typed:
        """Return a quantity between a floor and a ceiling, which are formulas."""
        for text, nearer in ((at_least, t.most), (at_most, t.least)):
            if text:
                result = Typed(nearer(result.term, self._like(text, result)), result.unit)
        return result

    def _like(self, text: str, like: Typed) -> t.Quantity:
        """Return a formula that has to measure what another quantity measures."""
        found = self.formula(text)
        if found.unit != like.unit:
            raise unlike(text, found.unit, like.unit)
        return found.term

    def _value(self, value: NamedValue) -> Typed:
        if value.is_ is not None:
            return self.formula(value.is_)
        if value.table is not None:
            return self._table(value.table)
        if value.brackets is not None:
            return self._brackets(value.brackets)
        if value.choose is not None:
            return self._choice(value.choose)
        if value.cannot_say is not None:
            return self._unsayable(value.id, value.cannot_say)
        if value.over is not None:
            return self.over_records(value.over, value)
        assert value.decided is not None  # noqa: S101 - one of the forms
        return self._decided(value, value.decided)

    def reached(self, by: Typed, band: Band, table: Table) -> t.Test:
        """Return whether a quantity reaches a band."""
        edge = self._like(band.edge, by)
        including = band.from_ is not None and self._edge_of(table) == "upper"
        return t.at_least(by.term, edge) if including else t.more_than(by.term, edge)

    def _edge_of(self, table: Table) -> str:
        """Return to which band an edge belongs; where a reading says it, by the option that is chosen."""
        edge = table.edge or "upper"
        if not isinstance(edge, ByReading):
            return edge
        if self.ready is None:
            return next(iter(edge.options.values()))
        options = {option: Always(always=band == "upper") for option, band in edge.options.items()}
        chosen = self.ready(ConditionByReading(by_reading=edge.by_reading, options=options)).condition
        return "upper" if isinstance(chosen, Always) and chosen.always else "lower"

    def _table(self, table: Table) -> Typed:
        by = self.formula(table.by)
        first = self.formula(table.bands[0].is_)
        below = self._like(table.below, first) if table.below else t.literal(0, KINDS[first.unit])
        bands = [(self.reached(by, band, table), self._like(band.is_, first)) for band in reversed(table.bands)]
        return Typed(t.choice(bands, below), first.unit)

    def _brackets(self, brackets: Brackets) -> Typed:
        by = self.formula(brackets.by)
        share = Typed(t.literal(0, t.Kind.SHARE), "share")
        bands = [(self._like(band.edge, by), self._like(band.is_, share)) for band in brackets.bands]
        return Typed(t.in_kind(sentences.brackets(by.term, bands), KINDS[by.unit]), by.unit)

    def _choice(self, choose: Choose) -> Typed:
        first = self.formula(choose.cases[0].is_)
        nothing = t.literal(0, KINDS[first.unit])
        otherwise = self._like(choose.otherwise, first) if choose.otherwise else nothing
        cases = [(self.test(case.when), self._like(case.is_, first)) for case in choose.cases]
        if choose.first:
            return Typed(t.choice(cases, otherwise), first.unit)
        if choose.highest:
            return Typed(sentences.highest(cases, otherwise), first.unit)
        return Typed(sentences.summed(cases, otherwise), first.unit)

    def _unsayable(self, name: str, said: UnsayableValue) -> Typed:
        """Return what nobody can give, so that whatever rests on it stays open."""
        unit, _, most = SCALES[said.type]
        key = self._mark(name, said)
        return Typed(t.Fact(key, KINDS[unit], 0, most, open_above=True), unit)

    def _mark(self, name: str, said: CannotSay) -> str:
        key = f"{MARK}{name}"
        self.unsaid[key] = said
        self.leaves[key] = Leaf(said.say, "number", lambda situation: (None, (key,)))  # noqa: ARG005 - nobody knows
        return key

    def _decided(self, value: NamedValue, decided: Decided) -> Typed:
        low = self.formula(decided.from_)
        high = self._like(decided.to, low)
        if not (isinstance(low.term, t.Literal) and isinstance(high, t.Literal)):
            raise FormulaError(Words("区间的两端须是写明的数", "both ends are stated figures"), 0, len(decided.from_))
        kind = {"money": "money", "share": "percentage", "number": "number"}[low.unit]
        _, scale, _ = SCALES[kind]

        def read(situation: Situation) -> tuple[Fraction | None, Missing]:
            given = stated_fact(situation, value.id, value.label)
            return (None, ()) if given is None else (in_units(PARSERS[kind](given), scale), ())

        self.leaves[value.id] = Leaf(Words(value.label, value.english or value.label), kind, read)
        ends = int(low.term.value * scale), int(high.value * scale)
        variable = t.Fact(value.id, KINDS[low.unit], *ends, decided=True)
        return Typed(t.total((Fraction(1, scale), variable)), low.unit)

    def test(self, condition: Condition) -> t.Test:
        """Return a condition as a test of the core."""
        match condition:
            case OfRecords():
                return self._of_records(condition)
            case AllOf(all=parts):
                return t.all_of(*map(self.test, parts))
            case AnyOf(any=parts):
                return t.any_of(*map(self.test, parts))
            case NoneOf(none=parts):
                return t.negation(t.any_of(*map(self.test, parts)))
            case Always(always=holds):
                return t.ALWAYS if holds else t.NEVER
            case ConditionByReading() if self.ready is not None:
                return self.test(self.ready(condition).condition)
            case Unsayable(cannot_say=said):
                key = self._mark(f"{said.words} {said.reason}", said)
                return t.at_least(t.Fact(key, t.Kind.YES_NO, 0, 1), t.literal(1, t.Kind.YES_NO))
        fact = self.facts.get(getattr(condition, "fact", ""))
        if isinstance(condition, Threshold) and fact is not None and fact.type in SCALES and fact.type != "date":
            return self._compared(condition, fact)
        return self._condition(condition)

    def _compared(self, condition: Threshold, fact: Fact) -> t.Test:
        value = self._named.get(fact.name)
        this = self.value(value) if value is not None else self._fact(fact, Name(fact.name))
        return self.compared(condition, this, fact.type)

    def compared(self, condition: Threshold, this: Typed, kind: Any) -> t.Test:
        """Return a comparison of a quantity with stated bounds."""
        like = Fact("", Words("", ""), kind, lambda situation: (None, ()))  # noqa: ARG005 - never read
        tests: list[t.Test] = []
        for key, bound in condition.bounds().items():
            edge = t.literal(in_units(quantity(like, bound), 1), KINDS[this.unit])
            tests.append(COMPARED[key](this.term, edge))
        return t.all_of(*tests)

    # ---------------------------------------------------------------------------------------- lists of records

    def over_records(self, over: Counted, value: NamedValue) -> Typed:
        """Return how many records count, or what they come to."""
        listed, where = self._list(over.of), self.of_each(over)
        if not isinstance(over, Summed):
            return Typed(sentences.count_of(listed.collection, where), "number")
        what = self.of_record(over.is_, listed)
        if value.sum is not None:
            top = over.top if isinstance(over, SummedTop) else None
            return Typed(sentences.total_over(listed.collection, what.term, where, top), what.unit)
        if value.highest is not None:
            return Typed(sentences.total_over(listed.collection, what.term, where, 1), what.unit)
        lowest = sentences.total_over(listed.collection, t.total((Fraction(-1), what.term)), where, 1)
        return Typed(t.total((Fraction(-1), lowest)), what.unit)

    def of_each(self, over: Counted) -> t.Test:
        """Return what a record has to meet to count; what it may not have has to be there to be added."""
        listed = self._list(over.of)
        where = record_test(over.where, listed, self.year, self._day)
        exists = self.of_record(over.is_, listed).exists if isinstance(over, Summed) else None
        return where if exists is None else t.all_of(where, exists)

    def of_record(self, text: str, listed: RecordList) -> Typed:
        """Return a formula over the fields of a record, and over whatever else formulas may name."""

        def resolve(name: Name) -> Sequence[Typed]:
            found = listed.named.get(name.name)
            if found is None or name.year:
                try:
                    return self.resolve(name)
                except (BrokenValueError, CircularError):
                    raise
                except FormulaError as error:
                    fields = "、".join(each.declared.label for each in listed.fields.values())
                    guess = nearest(name.name, listed.named)
                    hint = (
                        Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?")
                        if guess
                        else Words(f"“{listed.label.zh}”的字段：{fields}", f"fields of '{listed.label.en}': {fields}")
                    )
                    raise FormulaError(error.words, error.at, error.length, hint) from None
            typed = field_quantity(found)
            if typed is None:
                raise FormulaError(
                    Words(f"“{name.name}”不是数量，不能计算", f"'{name.name}' is no quantity"), name.at, name.length
                )
            return [typed]

        return lower(parse(text), resolve)

    def _list(self, name: str) -> RecordList:
        if name not in self.lists:
            raise BrokenValueError(Words(f"没有名为“{name}”的清单", f"there is no list '{name}'"), 0)
        return self.lists[name]

    def _day(self, key: str, day: Callable[[date], date]) -> t.Quantity:
        """Return a day that follows from the day of the question."""
        key = f"day: {key}"
        if key not in self.leaves:
            self.leaves[key] = Leaf(
                Words(key, key), "date", lambda situation: (Fraction(day(situation.as_of).toordinal()), ())
            )
        return t.Fact(key, t.Kind.DAY, 1, date.max.toordinal())

    def _of_records(self, condition: OfRecords) -> t.Test:
        listed = self._list(condition.records)
        where = record_test(condition.where, listed, self.year, self._day)
        if condition.every is not None:
            every = record_test(condition.every, listed, self.year, self._day)
            return t.negation(t.some(listed.collection, t.all_of(where, t.negation(every))))
        bounds = condition.bounds()
        if bounds in ({"at_least": 1}, {"more_than": 0}):
            return t.some(listed.collection, where)
        if bounds in ({"at_most": 0}, {"less_than": 1}):
            return t.negation(t.some(listed.collection, where))
        count = sentences.count_of(listed.collection, where)
        return t.all_of(*(COMPARED[key](count, t.literal(number, t.Kind.NUMBER)) for key, number in bounds.items()))

    def judged(self, condition: OfRecords, situation: Situation) -> Found:
        """Return whether a condition on records is met, how many records count where that is certain, and what is missing."""
        known, test = Known(self, situation), self.test(condition)
        world = known.world(test)
        truth = decide(test, world)
        missing = known.paths(facts_missing(test, world)) if truth == UNKNOWN else ()
        if condition.every is not None:
            return truth, None, missing
        listed = self._list(condition.records)
        count = sentences.count_of(listed.collection, record_test(condition.where, listed, self.year, self._day))
        found = known.exact(count)
        return truth, None if found is None else int(found), missing

    def words_of(self, condition: OfRecords) -> Words:
        """Return a condition on records in words."""
        return words_of(condition, self._list(condition.records))

    def check_records(self, stated: Counted | OfRecords, context: CheckContext) -> bool:
        """Report a list that does not exist, and conditions that say nothing of its records; return whether nothing is wrong."""
        return check_stated(stated, self.lists, context)

    # ------------------------------------------------------------------------------------------------- conditions

    def _condition(self, condition: Condition) -> t.Test:
        """Return a condition that is one yes or no; a fact that must be true is the same one for all that name it."""
        key = repr(spelling(condition))
        if isinstance(condition, FactIs) and condition.wanted() in {(True,), (False,)}:
            key = f"is {condition.fact}"
            if condition.wanted() == (False,):
                return t.negation(self._condition(FactIs(fact=condition.fact)))
        question = t.Judgement(key)
        if self.ready is None:
            return question
        prepared = self.ready(condition)

        def read(situation: Situation) -> tuple[Fraction | None, Missing]:
            truth, _, missing = prepared.judge(situation)
            if truth in (MET, NOT_MET):
                return Fraction(truth == MET), ()
            return None, missing if truth == UNKNOWN else ()

        self.leaves[key] = Leaf(prepared.say, "yes_no", read)
        variable = t.Fact(key, t.Kind.YES_NO, 0, 1)
        return t.at_least(variable, t.literal(1, t.Kind.YES_NO))


def formulas_within(value: NamedValue) -> Iterable[str]:
    """Return the formulas of a value."""
    from zjtx_rules.quantities.models import formulas_of  # noqa: PLC0415 - beside its only use

    return [text for _, text in formulas_of(value)]
