"""What the names of formulas mean for one kind of applicant: facts, facts of a year, values; each lowered to the core.

A fact is one variable of the core wherever it is named, so that a fact that is both base and band does not widen a range. A condition
inside a value is a test of the core where it compares such facts, and otherwise one open yes or no of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.always import Always
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.base import Condition, Prepared, spelling
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.cannot_say import CannotSay, Unsayable
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.of_records import OfRecords
from zjtx_rules.conditions.threshold import Threshold, quantity
from zjtx_rules.core import sentences
from zjtx_rules.core import terms as t
from zjtx_rules.nearest import nearest
from zjtx_rules.profile.facts import PARSERS, Fact, Missing, Possible, Undetermined
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities import formula_hints
from zjtx_rules.quantities.formula import FormulaError, Name, comparison_in, names_in, parse
from zjtx_rules.quantities.formula_errors import BrokenValueError, CircularError, unlike
from zjtx_rules.quantities.leaf import Leaf
from zjtx_rules.quantities.lowering import KINDS, Typed, lower
from zjtx_rules.quantities.models import Band, Brackets, Choose, Decided, NamedValue, Table, UnsayableValue
from zjtx_rules.quantities.received_models import Received
from zjtx_rules.quantities.record_lists import (
    RecordList,
)
from zjtx_rules.quantities.record_terms import RecordTerms
from zjtx_rules.quantities.units import COMPARED, SCALES, YEARS, in_units
from zjtx_rules.quantities.unsayable import MARK
from zjtx_rules.quantities.yearly import YEARS_SINCE, Yearly, stated_fact, years_since
from zjtx_rules.terms.fiscal_years import years_before
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN
from zjtx_rules.words import Words

MAY_BE_NEGATIVE = ("net_profit", "growth")
"""Facts of the profile that may be less than nothing, by a part of their name."""


ReceivedOf = Callable[[Situation, Sequence[str], str | None], tuple[Fraction, Fraction | None, Missing]]
"""Returns what was received under some clauses, in a year where one is named: in 分 for certain, at most, and what is missing."""


@dataclass
class Definitions(RecordTerms):
    """The names that formulas of one file may use, for one kind of applicant and one year of the question."""

    facts: Mapping[str, Fact]
    values: Sequence[NamedValue]
    yearly: Mapping[str, Yearly]
    year: int
    ready: Callable[[Condition], Prepared] | None = None
    """Prepares a condition; None while names and units are only checked."""
    declared_lists: Sequence[RecordList] = ()
    """The lists of records that the file declares."""
    received: ReceivedOf | None = None
    """Reads the ledger of an applicant for one document; None while names and units are only checked."""

    def __post_init__(self) -> None:
        """Begin with nothing lowered."""
        self.leaves: dict[str, Leaf] = {}
        self.shapes: dict[int, Any] = {}
        self.kept: dict[Any, Any] = {}
        self.unsaid: dict[str, CannotSay] = {}
        """What rule files cannot say, by the fact that stands for it."""
        self._named = {name: value for value in self.values for name in (value.label, value.id)}
        self._labels = {fact.label.zh: fact for fact in self.facts.values()}
        self.lists = {name: one for one in self.declared_lists for name in (one.declared.label, one.id)}
        self.collections = {one.collection: one for one in self.declared_lists}
        self._lowered: dict[str, Typed] = {}
        self._formulas: dict[str, Typed] = {}
        """What each formula of the file comes to as a term, once it was asked for; there are no others than those of the file."""
        self._open: list[str] = []

    def formula(self, text: str) -> Typed:
        """Return a formula as a quantity of the core.

        Raises:
            FormulaError: If it cannot be read, names what does not exist, or mixes units.
        """
        found = self._formulas.get(text)
        return found if found is not None else self._formulas.setdefault(text, lower(parse(text), self.resolve))

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
        if name.name in ("当年", "本年") and not name.year:
            return [Typed(t.literal(self.year, t.Kind.NUMBER), "number")]
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
        known = [*self._named, *self.yearly, *self.facts, *self._labels]
        compared = comparison_in(said, name.at)
        guess = nearest(said, known)
        if compared is not None and (guess is None or said[: (compared.at or 0) - name.at] in known):
            return compared
        hint = (
            Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?")
            if guess
            else formula_hints.of_name(said)
            or Words(
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
        found = self._leaf(fact.name, fact.label, fact.type, fact.read)
        return self._known_as(found, fact.name, fact=fact)

    def _of_year(self, yearly: Yearly, year: int) -> Typed:
        label = Words(f"{year}年{yearly.label.zh}", f"{yearly.label.en} of {year}")
        key = f"{yearly.name}@{year}"
        found = self._leaf(key, label, yearly.type, lambda situation: yearly.read(situation, year))
        return self._known_as(found, key, year=(yearly, year))

    def _known_as(
        self, found: Typed, key: str, fact: Fact | None = None, year: tuple[Yearly, int] | None = None
    ) -> Typed:
        """Note which fact, or which figure of a year, a leaf is."""
        for name in (key, *(f"{function}({key})" for function in YEARS_SINCE)):
            if name in self.leaves:
                self.leaves[name] = replace(self.leaves[name], fact=fact, year=year)
        return found

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
        if value.received is not None:
            return self._received(value.received)
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

    def _received(self, received: Received) -> Typed:
        """Return what was received: what is certain, and of what may have been received a part that is open."""
        look = self.received
        key = f"received under {', '.join(sorted(received.under))} in {received.arrived_in or 'any year'}"

        def found(situation: Situation) -> tuple[Fraction, Fraction | None, Missing]:
            if look is None:
                return Fraction(0), None, ("awards_received",)
            return look(situation, received.under, received.arrived_in)

        def certain(situation: Situation) -> tuple[Fraction | None, Missing]:
            return found(situation)[0], ()

        def room(situation: Situation) -> tuple[Fraction | None, Missing]:
            low, high, missing = found(situation)
            return (None, missing) if high is None else (high - low, ())

        def rest(situation: Situation) -> tuple[Fraction | None, Missing]:
            low, high, missing = found(situation)
            return (Fraction(0), ()) if low == high else (None, missing)

        label = Words("已领奖补", "awards received")
        parts = []
        for name, read in (("", certain), (", room", room), (", rest", rest)):
            self.leaves[key + name] = Leaf(label, "money", read)
            parts.append(t.Fact(key + name, t.Kind.MONEY, 0, 10**15, open_above=True))
        return Typed(t.total(parts[0], t.least(parts[1], parts[2])), "money")

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

        self.leaves[key] = Leaf(prepared.say, "yes_no", read, condition=prepared)
        variable = t.Fact(key, t.Kind.YES_NO, 0, 1)
        return t.at_least(variable, t.literal(1, t.Kind.YES_NO))


def formulas_within(value: NamedValue) -> Iterable[str]:
    """Return the formulas of a value."""
    from zjtx_rules.quantities.models import formulas_of  # noqa: PLC0415 - beside its only use

    return [text for _, text in formulas_of(value)]
