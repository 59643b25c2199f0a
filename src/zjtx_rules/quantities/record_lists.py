"""Lists of records that a rule file declares: how they are read from a profile, and what is said of a record, as terms of the core."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from zjtx_rules.conditions.all_of import AllOf
from zjtx_rules.conditions.any_of import AnyOf
from zjtx_rules.conditions.base import CheckContext, Condition
from zjtx_rules.conditions.date_within import DateWithin
from zjtx_rules.conditions.fact_is import FactIs
from zjtx_rules.conditions.none_of import NoneOf
from zjtx_rules.conditions.of_records import OfRecords
from zjtx_rules.conditions.threshold import COMPARISONS, Threshold, quantity
from zjtx_rules.core import terms as t
from zjtx_rules.core.comparisons import among
from zjtx_rules.core.fields import choice_field, day_field
from zjtx_rules.core.world import Record
from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.facts import PARSERS, Fact, FactType, WrongValueError
from zjtx_rules.profile.situation import Situation
from zjtx_rules.quantities.formula import FormulaError
from zjtx_rules.quantities.known import RECORDS
from zjtx_rules.quantities.lowering import KINDS, Typed
from zjtx_rules.quantities.record_models import Counted, DeclaredRecords, RecordField
from zjtx_rules.quantities.units import COMPARED, SCALES, YEARS, in_units
from zjtx_rules.terms.fiscal_years import is_span_of_years
from zjtx_rules.words import Words

ABSENT = "无"
"""Stands in a profile for what a record is known not to have."""
THERE = "?"
"""Ends the name that the core has for whether a record has a field at all."""
Days = Callable[[str, Callable[[date], date]], t.Quantity]
"""Returns a day that follows from the day of the question, as a quantity; the text tells one such day from another."""


@dataclass(frozen=True, slots=True)
class ListField:
    """One field of a list of records."""

    declared: RecordField
    fact: Fact
    """How it is called and what type it has, for conditions and their checks."""
    term: t.Field | None
    """None for texts, of which nothing is asked."""
    scale: int

    def parsed(self, given: Any) -> Any:
        """Return a value that a profile gives.

        Raises:
            TermError: If it is none of the type that is declared.
        """
        if self.declared.type == "choice":
            if str(given) in self.declared.of:
                return str(given)
            every = "、".join(self.declared.of)
            raise WrongValueError(
                Words(f"“{given}”不是“{self.declared.label}”的可选值：{every}", f"'{given}' is none of: {every}")
            )
        return given if self.declared.type == "text" else PARSERS[self.declared.type](given)

    def units(self, given: Any) -> int | Fraction:
        """Return a value in units of the core."""
        value = self.parsed(given)
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, date):
            return value.toordinal()
        if self.declared.type == "choice":
            return self.declared.of.index(value)
        return in_units(value, self.scale)


class RecordList:
    """A declared list."""

    def __init__(self, declared: DeclaredRecords) -> None:
        """Make the fields of the core."""
        self.declared = declared
        self.label = Words(declared.label, declared.english or declared.label)
        self.id, self.collection = declared.id, f"{RECORDS}{declared.id}"
        self.fields = {each.id: _field(each) for each in declared.fields}

    @cached_property
    def named(self) -> Mapping[str, ListField]:
        """The fields by id and by label."""
        return {name: each for each in self.fields.values() for name in (each.declared.label, each.declared.id)}

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The fields as conditions name and check them."""
        return {name: each.fact for name, each in self.named.items()}

    def read(self, situation: Situation) -> tuple[tuple[Record, ...] | None, bool]:
        """Return the records that a profile states, in units of the core, and whether they are all there are."""
        items, whole = situation.stated_records(self.id, self.declared.label)
        return (None, False) if items is None else (tuple(map(self._record, items)), whole)

    def _record(self, given: Mapping[str, Any]) -> Record:
        found: dict[str, Any] = {}
        for name, value in given.items():
            field = self.named.get(name)
            if field is None or field.term is None or value is None:
                continue
            if field.declared.may_be_absent:
                found[field.term.name + THERE] = int(value != ABSENT)
            if not (field.declared.may_be_absent and value == ABSENT):
                found[field.term.name] = field.units(value)
        return found


def _field(declared: RecordField) -> ListField:
    label = Words(declared.label, declared.english or declared.label)
    choices = tuple((each, each) for each in declared.of)
    kind: FactType = declared.type
    fact = Fact(declared.id, label, kind, lambda situation: (None, ()), choices)  # noqa: ARG005 - read with its record
    term, scale = None, 1
    if kind == "choice":
        term = choice_field(declared.id, declared.of)
    elif kind == "date":
        term = day_field(declared.id)
    elif kind == "yes_no":
        term = t.Field(declared.id, t.Kind.YES_NO, 0, 1)
    elif kind != "text":
        unit, scale, most = SCALES[kind]
        ends = YEARS if kind == "year" else (0, most)
        term = t.Field(declared.id, KINDS[unit], *ends, open_above=kind != "year")
    return ListField(declared, fact, term, scale)


def field_quantity(field: ListField) -> Typed | None:
    """Return a field as a quantity of its record; None where it is none."""
    if field.term is None or field.declared.type not in SCALES or field.declared.type == "date":
        return None
    unit = SCALES[field.declared.type][0]
    term = t.total((Fraction(1, field.scale), field.term)) if field.scale > 1 else field.term
    return Typed(term, unit, is_there(field))


def is_there(field: ListField) -> t.Test | None:
    """Return whether a record has the field, None where all have it."""
    if not field.declared.may_be_absent:
        return None
    return t.at_least(t.Field(field.declared.id + THERE, t.Kind.YES_NO, 0, 1), t.literal(1, t.Kind.YES_NO))


def record_test(condition: Condition | None, listed: RecordList, year: int, days: Days) -> t.Test:
    """Return what a condition says of one record, asked in a year."""
    match condition:
        case None:
            return t.ALWAYS
        case AllOf(all=parts):
            return t.all_of(*(record_test(part, listed, year, days) for part in parts))
        case AnyOf(any=parts):
            return t.any_of(*(record_test(part, listed, year, days) for part in parts))
        case NoneOf(none=parts):
            return t.negation(t.any_of(*(record_test(part, listed, year, days) for part in parts)))
    field = listed.named.get(getattr(condition, "fact", ""))
    if field is None or field.term is None:
        raise _unsaid(condition)
    test = _of_field(condition, field, year, days)
    there = is_there(field)
    return test if there is None else t.all_of(there, test)


def _of_field(condition: Condition, field: ListField, year: int, days: Days) -> t.Test:
    assert field.term is not None  # noqa: S101 - nothing can be asked of a text
    match condition:
        case FactIs():
            if field.declared.type == "yes_no":
                yes = t.at_least(field.term, t.literal(1, t.Kind.YES_NO))
                return yes if condition.wanted() == (True,) else t.negation(yes)
            return among(field.term, frozenset(map(str, condition.wanted())))
        case Threshold():
            return t.all_of(*(_compared(key, bound, field) for key, bound in condition.bounds().items()))
        case DateWithin():
            return _dated(condition, field, year, days)
    raise _unsaid(condition)


def _unsaid(condition: object) -> FormulaError:
    """Return the error of a condition that says nothing of a record; what is wrong with it is reported at its own place."""
    return FormulaError(Words("清单的条件有误", f"a condition on records is wrong: {type(condition).__name__}"), 0)


def _compared(key: str, bound: Any, field: ListField) -> t.Test:
    try:
        stated, this = quantity(field.fact, bound), field_quantity(field)
    except ValueError:
        raise _unsaid(field) from None
    if this is None:
        assert field.term is not None  # noqa: S101 - a day is a field of the core
        return COMPARED[key](field.term, t.literal(stated.toordinal(), t.Kind.DAY))
    return COMPARED[key](this.term, t.literal(in_units(stated, 1), KINDS[this.unit]))


def _dated(condition: DateWithin, field: ListField, year: int, days: Days) -> t.Test:
    if field.term is None or field.declared.type not in ("date", "year"):
        raise _unsaid(condition)
    if condition.in_year is not None and not is_span_of_years(condition.in_year):
        raise _unsaid(condition)
    if field.declared.type == "year":
        first, last = (day.year for day in condition.days(date(year, 12, 31)))
        return t.all_of(
            t.at_least(field.term, t.literal(first, field.term.kind)),
            t.at_least(t.literal(last, field.term.kind), field.term),
        )
    if condition.within is None and condition.lasted is None:
        begin, end = condition.days(date(year, 12, 31))
        return t.all_of(t.at_least(field.term, _day(begin)), t.at_least(_day(end), field.term))
    said = condition.words().zh
    return t.all_of(
        t.at_least(field.term, days(f"{said} from", lambda as_of: condition.days(as_of)[0])),
        t.at_least(days(f"{said} to", lambda as_of: condition.days(as_of)[1]), field.term),
    )


def _day(day: date) -> t.Literal:
    return t.literal(day.toordinal(), t.Kind.DAY)


def where_words(condition: Condition | None, listed: RecordList) -> Words:
    """Return what is said of a record, in words."""
    match condition:
        case None:
            return Words("", "")
        case AllOf(all=parts):
            return _joined((where_words(part, listed) for part in parts), "且", " and ")
        case AnyOf(any=parts):
            return _joined((where_words(part, listed) for part in parts), "或", " or ")
        case NoneOf(none=parts):
            inner = _joined((where_words(part, listed) for part in parts), "或", " or ")
            return Words(f"非（{inner.zh}）", f"not ({inner.en})")
    return condition.prepare(SimpleNamespace(facts=listed.facts)).say  # type: ignore[arg-type] # all that is asked for


def _joined(parts: Iterable[Words], zh: str, en: str) -> Words:
    every = list(parts)
    return Words(zh.join(each.zh for each in every), en.join(each.en for each in every))


def check_where(condition: Condition | None, listed: RecordList, context: CheckContext) -> bool:
    """Report what is wrong with a condition on the fields of records; return whether nothing is."""
    problems: list[Any] = []

    def report(*problem: Any) -> None:
        problems.append(problem)
        context.report(*problem)

    _check(condition, listed, replace(context, facts=listed.facts, report=report))
    return not problems


def _check(condition: Condition | None, listed: RecordList, context: CheckContext) -> None:
    match condition:
        case None:
            return
        case AllOf(all=parts) | AnyOf(any=parts) | NoneOf(none=parts):
            key = "all" if isinstance(condition, AllOf) else "any" if isinstance(condition, AnyOf) else "none"
            for at, part in enumerate(parts):
                _check(part, listed, context.at(key, at))
        case FactIs() | Threshold() | DateWithin():
            field = listed.named.get(condition.fact)
            if field is not None and field.term is None:
                message = Words(
                    f"“{condition.fact}”是文字，只供人看", f"'{condition.fact}' is a text, for people to read"
                )
                hint = Words(
                    "要作条件的，类型写 choice 并列出可选值", "what conditions ask for is a choice with its values"
                )
                context.wrong(("fact",), "wrong-comparison", message, hint)
                return
            condition.check(context)
        case _:
            message = Words(
                "清单的条件只能写字段的条件和 all、any、none",
                "of records, conditions on fields, all, any and none can be said",
            )
            names = "、".join(each.declared.label for each in listed.fields.values())
            context.wrong((), "record-condition", message, Words(f"“{listed.declared.label}”的字段：{names}", names))


def words_of(condition: OfRecords, listed: RecordList) -> Words:
    """Return a condition on the records of a list in words."""
    zh, en = listed.label
    where = where_words(condition.where, listed)
    if where.zh:
        zh, en = f"{zh}（{where.zh}）", f"{en} ({where.en})"
    if condition.every is not None:
        every = where_words(condition.every, listed)
        return Words(f"{zh}每一条都{every.zh}", f"each of {en}: {every.en}")
    bounds = condition.bounds()
    said = [Words(f"{COMPARISONS[key][1].zh}{n}条", f"{COMPARISONS[key][1].en} {n}") for key, n in bounds.items()]
    return Words(f"{zh}{'且'.join(each.zh for each in said)}", f"{en}: {' and '.join(each.en for each in said)}")


def check_stated(stated: Counted | OfRecords, lists: Mapping[str, RecordList], context: CheckContext) -> bool:
    """Report a list that does not exist, and conditions that say nothing of its records; return whether nothing is wrong."""
    key, name = ("records", stated.records) if isinstance(stated, OfRecords) else ("of", stated.of)
    listed = lists.get(name)
    if listed is None:
        message = Words(f"没有名为“{name}”的清单", f"there is no list '{name}'")
        hint = did_you_mean(name, lists) or Words("在 records 中声明这一清单", "declare the list under records")
        context.wrong((key,), "unknown-records", message, hint)
        return False
    right = check_where(stated.where, listed, context.at("where"))
    if isinstance(stated, OfRecords):
        right = check_where(stated.every, listed, context.at("every")) and right
    return right
