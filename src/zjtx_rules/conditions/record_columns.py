"""Interpreter: looks at records as columns, over all applicants at once; what `core.judge` says of one record at a time.

Of the records a test says which are ruled out and, for each field, of which it is missing; where nothing is missing, it holds of
those that are not ruled out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from operator import and_, or_

from zjtx_rules.conditions.columns import Column, Columns, Field, Members, Yes
from zjtx_rules.conditions.registered_here import registered_here
from zjtx_rules.core import terms
from zjtx_rules.core.days import Day, day_at
from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.terms import ALWAYS, All, AnyOf, Case, Not, Some, Test
from zjtx_rules.terms.truth import MET

RuledOut = tuple[Yes, dict[str, Yes]]
"""The records ruled out, and the records of which a field is missing, by the field's name."""


def column_of(look: Some, columns: Columns) -> Column:
    """Return whether there is such a record."""
    writer = _Writer(columns, look.collection)
    parts = look.body.parts if isinstance(look.body, All) else (look.body,)
    place = next((part for part in parts if isinstance(part, RegisteredIn)), None)
    first = any(isinstance(part, NoEarlier) for part in parts)
    found = writer.every([part for part in parts if not isinstance(part, RegisteredIn | NoEarlier)])
    if place is None:
        result = columns.exists(writer.records, *found)
    else:
        result = registered_here(columns, writer.records, found, place.code)
    if first:
        some = writer.records.known | writer.records.some
        columns.refer(~result.no & some, "the first of several")
    elif look.each_time:
        columns.several(~result.no, "several of which each counts, or an unknown number of them")
    if writer.looks_back:
        columns.refer(~writer.records.known & writer.records.some, "titles beside which there may be others")
    return result


class _Writer:
    """Writes the tests of the records of one collection."""

    def __init__(self, columns: Columns, collection: str) -> None:
        self.columns = columns
        self.records: Members = columns.members(collection)
        self.everywhere: Yes = columns.constant(MET).met
        self.nowhere: Yes = columns.constant(MET).no
        self.looks_back = False
        """Whether a record is held against the one that it follows upon."""

    def test(self, test: Test) -> RuledOut:
        """Return the records that a test rules out, and those of which a field is missing.

        Raises:
            NoArmError: If the test is no statement about one record that columns can make.
        """
        match test:
            case All(parts=parts):
                return self.every(parts)
            case AnyOf(parts=parts):
                return self.either(parts)
            case Not(test=inner):
                no, missing = self.test(inner)
                return self.holds((no, missing)), {name: where & ~no for name, where in missing.items()}
            case Among(field=field, values=values):
                return self.given(field, self.field(field).is_in(sorted(values, key=str)))
            case Within():
                return self.within(test)
            case Earlier():
                return self.earlier(test)
            case Case():
                return self.by_value(test)
            case _:
                raise NoArmError(test)

    def field(self, field: terms.Field) -> Field:
        """Return a field of the records."""
        if field.of_previous:
            self.looks_back = True
            return self.records["previous_last_day"]
        return self.records[field.name]

    def limit(self, field: terms.Field) -> Field | None:
        """Return the field that a missing day is not after."""
        if field.not_after is None:
            return None
        return self.records["end_of_undated" if field.name == "date" else field.not_after]

    def absent(self, field: terms.Field) -> Yes:
        """Return the records of which a field is missing."""
        return self.nowhere if field.required else self.field(field).absent

    def given(self, field: terms.Field, passes: Yes) -> RuledOut:
        """Return what is found of records whose field passes, if it is given."""
        absent = self.absent(field)
        return ~passes & ~absent, {} if field.required else {field.name: absent}

    def holds(self, found: RuledOut) -> Yes:
        """Return the records of which a test holds."""
        return ~reduce(or_, found[1].values(), found[0])

    def every(self, parts: Iterable[Test]) -> RuledOut:
        """Return the conjunction."""
        found = [self.test(part) for part in parts]
        return reduce(or_, (no for no, _ in found), self.nowhere), self.union(missing for _, missing in found)

    def either(self, parts: Iterable[Test]) -> RuledOut:
        """Return the disjunction: what is missing matters where no part holds."""
        found = [self.test(part) for part in parts]
        held = reduce(or_, map(self.holds, found), self.nowhere)
        open_ = self.union({name: where & ~no for name, where in missing.items()} for no, missing in found)
        no = reduce(and_, (no for no, _ in found), self.everywhere)
        return no, {name: where & ~held for name, where in open_.items()}

    def union(self, found: Iterable[dict[str, Yes]]) -> dict[str, Yes]:
        """Return where anything is missing, by field."""
        result: dict[str, Yes] = {}
        for missing in found:
            for name, where in missing.items():
                result[name] = result[name] | where if name in result else where
        return result

    def within(self, test: Within) -> RuledOut:
        """Return which days lie outside; a missing day lies between the fields that it is not before and not after."""
        field, day = test.field, self.field(test.field)
        first, last = self.end(test.first, max), self.end(test.last, min)
        absent, no = day.absent, self.nowhere
        open_ = absent
        high = self.limit(field)
        low = None if field.not_before is None else self.records[field.not_before]
        if last is not None:
            no = no | day.after(last)
            if low is not None:
                no = no | absent & low.after(last)
        if first is not None:
            no = no | day.before(first)
            if high is not None:
                no = no | absent & high.before(first)
        if first is None and last is not None and high is not None:
            open_ = absent & (high.absent | high.after(last))
        if last is None and first is not None and low is not None:
            open_ = absent & (low.absent | low.before(first))
        return no, {field.name: open_}

    def end(self, days: tuple[Day, ...], nearest: Callable[[Iterable[date]], date]) -> date | None:
        """Return the nearest of the days that a period ends with; None where it has no end on this side."""
        return nearest(day_at(each, self.columns.as_of) for each in days) if days else None

    def earlier(self, test: Earlier) -> RuledOut:
        """Return which days are not earlier; a missing later day is not after the field that limits it."""
        one, other, high = self.field(test.field), self.field(test.than), self.limit(test.than)
        no = ~one.before(other) & ~other.absent
        if high is not None:
            no = no | ~one.before(high) & ~high.absent & other.absent
        known = ~one.absent
        return known & (no | one.is_("never")), {test.field.name: one.absent, test.than.name: known & other.absent}

    def by_value(self, test: Case) -> RuledOut:
        """Return what is found of records by the value of a field; where it is missing nothing else is asked for."""
        field, absent = self.field(test.field), self.absent(test.field)
        no, named = self.nowhere, self.nowhere
        missing: list[dict[str, Yes]] = [] if test.field.required else [{test.field.name: absent}]
        for values, inner in test.by:
            here = field.is_in(sorted(values, key=str))
            named = named | here
            its_no, its_missing = self.test(inner)
            no = no | here & its_no
            missing.append({name: here & where for name, where in its_missing.items()})
        if test.otherwise != ALWAYS:
            rest = ~named & ~absent
            its_no, its_missing = self.test(test.otherwise)
            no = no | rest & its_no
            missing.append({name: rest & where for name, where in its_missing.items()})
        return no, self.union(missing)
