"""Interpreter: tests over an applicant as of a day, with everything an explanation needs; and the verdict alone.

A test is made ready once and then asked of many applicants. Of a record it says whether it is met and which fields are missing;
of a collection also which record it rests on: of several the latest, whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from zjtx_rules.core.days import day_at
from zjtx_rules.core.fields import NoArmError
from zjtx_rules.core.record_tests import Among, Earlier, NoEarlier, RegisteredIn, Within
from zjtx_rules.core.terms import ALWAYS, NEVER, All, AnyOf, Case, Field, Not, Some, Test, in_order
from zjtx_rules.profile.previous import none_earlier, previous_expiry
from zjtx_rules.profile.situation import AtLeast, Situation
from zjtx_rules.terms.truth import MET, NEGATED, NOT_MET, UNKNOWN, Truth

Seen = tuple[Truth, tuple[str, ...]]
"""What is found of one record: the truth, and the names of its fields, or the paths of others, that are missing."""
RecordJudge = Callable[[Sequence[Any], int, date], Seen]
"""Judges one record among all of its collection, as of a day."""
Found = tuple[Truth, Any, tuple[str, ...]]
"""The truth, the record it rests on, the paths of the missing facts."""
Judge = Callable[[Situation], Found]

_FEW = 8
"""So many values are looked through one by one."""
YES: Seen = (MET, ())
NO: Seen = (NOT_MET, ())


@lru_cache(maxsize=4096)
def record_judge(test: Test) -> RecordJudge:
    """Return what judges one record; the same test is made ready once, whatever rule set asks.

    Raises:
        NoArmError: If the test is no statement about one record.
    """
    match test:
        case All(parts=(*others, RegisteredIn() as place)):
            return _placed(_every(tuple(map(record_judge, others))), record_judge(place))
        case All(parts=parts):
            return _every(tuple(map(record_judge, parts)))
        case AnyOf(parts=parts):
            return _either(tuple(map(record_judge, parts)))
        case Not(test=inner):
            return _not(record_judge(inner))
        case Among():
            return _among(test)
        case Within():
            return _within(test)
        case Earlier():
            return _earlier(test)
        case Case():
            return _by_value(test)
        case NoEarlier(values=kinds):
            return lambda records, index, as_of: none_earlier(records, index, kinds)  # noqa: ARG005 - one form for all tests
        case RegisteredIn():
            return _registered_in(test)
        case _:
            raise NoArmError(test)


@lru_cache(maxsize=4096)
def hangs_on_others(test: Test) -> bool:
    """Return whether what a test says of one record may hang on the other records of its collection.

    Raises:
        NoArmError: If the test is no statement about one record.
    """
    match test:
        case All(parts=parts) | AnyOf(parts=parts):
            return any(map(hangs_on_others, parts))
        case Not(test=inner):
            return hangs_on_others(inner)
        case Case(by=by, otherwise=otherwise):
            return hangs_on_others(otherwise) or any(hangs_on_others(inner) for _, inner in by)
        case Earlier(field=field, than=than):
            return bool(field.of_previous or than.of_previous)
        case Within(field=field):
            return bool(field.of_previous)
        case NoEarlier():
            return True
        case Among() | RegisteredIn():
            return False
        case _:
            raise NoArmError(test)


def judge(look: Some, best: Callable[[Any], Any] | None = None) -> Judge:
    """Return what judges "there is such a record".

    Args:
        look: The look at a collection.
        best: Orders records where several are found; without it the first that is met is enough.
    """
    collection = look.collection
    of_recognitions = collection == "recognitions"
    titles = values_of(look.body, "title") if of_recognitions else None
    test = record_judge(look.body if titles is None else _titles_known(look.body))
    none: Found = (NOT_MET, None, ())
    unknown: Found = (UNKNOWN, None, (collection,))

    def judge_records(situation: Situation) -> Found:
        # Recognitions know where their holder was registered.
        records = situation.recognitions if of_recognitions else situation.stated(collection)
        if records is None:
            return unknown
        whole = not isinstance(records, AtLeast)
        if titles is not None and titles.isdisjoint(situation.titles):
            return none if whole else unknown
        as_of = situation.as_of
        found: Any = None
        open_: Any = None
        missing: tuple[str, ...] = ()
        for index, record in enumerate(records):
            if titles is not None and record.title not in titles:
                continue
            truth, fields = test(records, index, as_of)
            if truth == MET:
                if best is None:
                    return MET, record, ()
                if found is None or best(record) > best(found):
                    found = record
            elif truth == UNKNOWN:
                if best is not None and (open_ is None or best(record) > best(open_)):
                    open_ = record
                missing += paths(collection, index, fields)
        if found is not None:
            return MET, found, ()
        if not whole:
            return UNKNOWN, open_, (*missing, collection)
        return (UNKNOWN, open_, missing) if missing else none

    return judge_records


def decide(look: Some) -> Callable[[Situation], Truth]:
    """Return what says whether there is such a record, as soon as one is found."""
    found = judge(look)
    return lambda situation: found(situation)[0]


def paths(collection: str, index: int, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths of the missing facts that a test of one record names."""
    return tuple(
        each if "." in each or each in (collection, "registrations") else f"{collection}.{index}.{each}"
        for each in fields
    )


def values_of(test: Test, field: str) -> frozenset[Any] | None:
    """Return the values of a field without one of which a test of a record never holds; None where it does not say so."""
    match test:
        case Among(field=Field(name=name), values=values) if name == field:
            return values
        case All(parts=parts):
            found = [each for part in parts if (each := values_of(part, field)) is not None]
            return frozenset.intersection(*found) if found else None
        case AnyOf(parts=parts):
            every = [values_of(part, field) for part in parts]
            return frozenset().union(*(each for each in every if each is not None)) if None not in every else None
        case Case(field=Field(name=name), by=by, otherwise=otherwise) if name == field and otherwise == NEVER:
            return frozenset().union(*(values for values, inner in by if inner != NEVER))
        case _:
            return None


def without_place(test: Test) -> tuple[Test, RegisteredIn | None]:
    """Return a test without where the holder of a record has to have been registered, and that."""
    parts = test.parts if isinstance(test, All) else (test,)
    place = next((part for part in parts if isinstance(part, RegisteredIn)), None)
    return in_order(*(part for part in parts if part is not place)), place


def _titles_known(test: Test) -> Test:
    """Return the test of records of which the title is known to be one that it asks for."""
    if isinstance(test, Among) and test.field.name == "title":
        return ALWAYS
    if not isinstance(test, All):
        return test
    return All(tuple(part for part in test.parts if _titles_known(part) != ALWAYS))


def _every(tests: tuple[RecordJudge, ...]) -> RecordJudge:
    def every(records: Sequence[Any], index: int, as_of: date) -> Seen:
        missing: tuple[str, ...] = ()
        for test in tests:
            truth, fields = test(records, index, as_of)
            if truth == NOT_MET:
                return NO
            if fields:
                missing += tuple(each for each in fields if each not in missing)
        return (UNKNOWN, missing) if missing else YES

    return every


def _placed(test: RecordJudge, here: RecordJudge) -> RecordJudge:
    """Return a conjunction with where the holder was registered, asked only where something is said of that."""

    def placed(records: Sequence[Any], index: int, as_of: date) -> Seen:
        found = test(records, index, as_of)
        if found[0] == NOT_MET or records[index].whereabouts is None:
            return found
        truth, fields = here(records, index, as_of)
        if truth == NOT_MET:
            return NO
        missing = found[1] + fields
        return (UNKNOWN, tuple(dict.fromkeys(missing))) if missing else YES

    return placed


def _either(tests: tuple[RecordJudge, ...]) -> RecordJudge:
    def either(records: Sequence[Any], index: int, as_of: date) -> Seen:
        missing: tuple[str, ...] = ()
        for test in tests:
            truth, fields = test(records, index, as_of)
            if truth == MET:
                return YES
            missing += tuple(each for each in fields if each not in missing)
        return (UNKNOWN, missing) if missing else NO

    return either


def _not(test: RecordJudge) -> RecordJudge:
    def negated(records: Sequence[Any], index: int, as_of: date) -> Seen:
        truth, fields = test(records, index, as_of)
        return NEGATED[truth], fields

    return negated


def _among(test: Among) -> RecordJudge:
    read = attrgetter(test.field.name)
    # Members of a choice are compared faster than they are hashed.
    values = tuple(test.values) if len(test.values) <= _FEW else test.values
    missing: Seen = (UNKNOWN, (test.field.name,))

    def among(records: Sequence[Any], index: int, as_of: date) -> Seen:  # noqa: ARG001 - one form for all tests
        value = read(records[index])
        if value is None:
            return missing
        return YES if value in values else NO

    return among


def _within(test: Within) -> RecordJudge:
    field, stated = test.field, attrgetter(test.field.name) if not test.field.of_previous else None
    possible = _possible_days(field)
    missing: Seen = (UNKNOWN, (field.name,))

    @lru_cache(maxsize=64)
    def ends(as_of: date) -> tuple[date, date]:
        first = max((day_at(each, as_of) for each in test.first), default=date.min)
        return first, min((day_at(each, as_of) for each in test.last), default=date.max)

    def within(records: Sequence[Any], index: int, as_of: date) -> Seen:
        first, last = ends(as_of)
        day = stated(records[index]) if stated is not None else previous_expiry(records, index)
        if day.__class__ is date:  # asked of every record by every clause
            return YES if first <= day <= last else NO
        if day is not None:
            return YES if first <= date.max <= last else NO
        low, high = possible(records[index])
        if high < first or low > last:
            return NO
        return YES if low >= first and high <= last else missing

    return within


def _earlier(test: Earlier) -> RecordJudge:
    read, other = day_of(test.field), day_of(test.than)
    possible = _possible_days(test.than)
    missing: Seen = (UNKNOWN, (test.field.name,))
    other_missing: Seen = (UNKNOWN, (test.than.name,))

    def earlier(records: Sequence[Any], index: int, as_of: date) -> Seen:  # noqa: ARG001 - one form for all tests
        day = read(records, index)
        if day is None:
            return missing
        later = other(records, index)
        if later is not None:
            return YES if day < later else NO
        low, high = possible(records[index])
        return NO if day >= high else YES if day < low else other_missing

    return earlier


def _by_value(test: Case) -> RecordJudge:
    read = attrgetter(test.field.name)
    cases = tuple((tuple(values), inner == ALWAYS, record_judge(inner)) for values, inner in test.by)
    otherwise = record_judge(test.otherwise)
    missing: Seen = (UNKNOWN, (test.field.name,))

    def by_value(records: Sequence[Any], index: int, as_of: date) -> Seen:
        value = read(records[index])
        if value is None:
            return missing
        for values, always, inner in cases:
            if value in values:
                return YES if always else inner(records, index, as_of)
        return otherwise(records, index, as_of)

    return by_value


def _registered_in(test: RegisteredIn) -> RecordJudge:
    code, read, possible = test.code, attrgetter(test.day.name), _possible_days(test.day)

    def registered_in(records: Sequence[Any], index: int, as_of: date) -> Seen:  # noqa: ARG001 - one form for all tests
        record = records[index]
        known = record.whereabouts
        if known is None:
            return YES  # without a word of another place the holder was always where it is now
        day = read(record)
        last = (
            possible(record)[1] if day is None else date.max
        )  # only of an unknown day the latest that it can be matters
        found: Seen = known.registered_in(code, day, last if last != date.max else None)
        return found

    return registered_in


def _possible_days(field: Field) -> Callable[[Any], tuple[date, date]]:
    """Return what says between which days one that is missing lies: in a month, say, or on one side of another of its fields."""
    span = attrgetter(field.span) if field.span else None
    cap, floor = (attrgetter(name) if name else None for name in (field.not_after, field.not_before))

    def possible_days(record: Any) -> tuple[date, date]:
        low, high = span(record) if span is not None else (None, None)
        low = low or (_known(floor(record)) if floor is not None else None)
        high = high or (_known(cap(record)) if cap is not None else None)
        return low or date.min, high or date.max

    return possible_days


def day_of(field: Field) -> Callable[[Sequence[Any], int], date | None]:
    """Return what reads a day of a record; what has no end ends on the last day there is."""
    if field.of_previous:
        return lambda records, index: _known(previous_expiry(records, index))
    read = attrgetter(field.name)
    return lambda records, index: _known(read(records[index]))


def _known(day: Any) -> date | None:
    return date.max if day == "never" else day
