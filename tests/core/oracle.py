"""A second opinion on the core: every completion is written out and every term computed on it. Slow, and only for small ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import floor
from typing import Any

from zjtx_rules.core import terms as t
from zjtx_rules.core.world import World

Complete = tuple[dict[str, Any], dict[str, list[dict[str, int]]], dict[str, bool]]


Record = dict[str, int] | None


def amounts(term: t.Quantity, done: Complete, record: Record = None) -> set[Fraction]:
    """What a quantity may be said to be: one number, none where a ratio to nothing is asked for, several where a person chooses."""
    if isinstance(term, t.Literal):
        return {term.value}
    if isinstance(term, t.Fact):
        return {Fraction(done[0][term.key])}
    if isinstance(term, t.Field):
        assert record is not None
        return {Fraction(record[term.name])}
    if isinstance(term, t.Sum):
        return {
            term.constant + sum((w * q for (w, _), q in zip(term.parts, each, strict=True)), Fraction(0))
            for each in product(*(amounts(q, done, record) for _, q in term.parts))
        }
    if isinstance(term, t.Choice):
        return chosen(term.cases, term.otherwise, done, record)
    if isinstance(term, t.Whole):
        return {Fraction(floor(each)) for each in amounts(term.quantity, done, record)}
    if isinstance(term, t.Total):
        return {sum(sorted(each, reverse=True)[: term.top], Fraction(0)) for each in counted(term, done)}
    one, other = (term.part, term.whole) if isinstance(term, t.Ratio) else (term.one, term.other)
    pairs = list(product(amounts(one, done, record), amounts(other, done, record)))
    if isinstance(term, t.Ratio):
        return {a / b for a, b in pairs if b > 0}
    if isinstance(term, t.Product):
        return {a * b for a, b in pairs}
    return {min(each) if isinstance(term, t.Least) else max(each) for each in pairs}


def counted(term: t.Total, done: Complete) -> list[list[Fraction]]:
    """The amounts of the records that count, in each way that may be said."""
    ways: list[list[Fraction]] = [[]]
    for record in done[1][term.collection]:
        truths, values = truths_of(term.where, done, record), amounts(term.what, done, record)
        more = [[*way, each] for way in ways for each in values] if True in truths else []
        ways = more + (ways if False in truths else [])
    return ways


def chosen(
    cases: tuple[tuple[t.Test, t.Quantity], ...], otherwise: t.Quantity, done: Complete, record: Record
) -> set[Fraction]:
    found = set[Fraction]()
    for test, inner in cases:
        truths = truths_of(test, done, record)
        if True in truths:
            found |= amounts(inner, done, record)
        if False not in truths:
            return found
    return found | amounts(otherwise, done, record)


def truths_of(term: t.Test, done: Complete, record: Record = None) -> set[bool]:
    """What may be said of a test: both where it compares what has no value."""
    if isinstance(term, t.NotNegative):
        found = amounts(term.quantity, done, record)
        return {each >= 0 for each in found} if found and not partial(term.quantity, done, record) else {True, False}
    if isinstance(term, t.Not):
        return {not each for each in truths_of(term.test, done, record)}
    if isinstance(term, t.Judgement):
        return {done[2][term.question]}
    if isinstance(term, t.Some):
        parts = [truths_of(term.body, done, each) for each in done[1][term.collection]]
        return {any(each) for each in product(*parts)}
    joined = all if isinstance(term, t.All) else any
    return {joined(each) for each in product(*(truths_of(part, done, record) for part in term.parts))}


def partial(term: t.Quantity, done: Complete, record: Record) -> bool:
    """Whether a part that is looked at has no value."""
    match term:
        case t.Ratio():
            return any(each <= 0 for each in amounts(term.whole, done, record)) or any(
                partial(each, done, record) for each in (term.part, term.whole)
            )
        case t.Sum():
            return any(partial(part, done, record) for _, part in term.parts)
        case t.Choice():
            for test, inner in term.cases:
                truths = truths_of(test, done, record)
                if True in truths and partial(inner, done, record):
                    return True
                if False not in truths:
                    return False
            return partial(term.otherwise, done, record)
        case t.Whole():
            return partial(term.quantity, done, record)
        case t.Least() | t.Most() | t.Product():
            return partial(term.one, done, record) or partial(term.other, done, record)
        case t.Total():
            return any(
                partial(term.what, done, each)
                for each in done[1][term.collection]
                if True in truths_of(term.where, done, each)
            )
    return False


def questions_in(part: Any) -> set[str]:
    """What a term leaves to a person, a ratio to nothing among it."""
    if isinstance(part, t.Judgement):
        return {part.question}
    if isinstance(part, tuple):
        return set[str]().union(*map(questions_in, part))
    return questions_in(tuple(getattr(part, each.name) for each in fields(part))) if is_dataclass(part) else set()


def completions(
    world: World, facts: list[t.Fact], collections: dict[str, list[t.Field]], questions: list[str], more: int
) -> Iterator[Complete]:
    """Yield every completion; a collection that is not known as a whole gets up to `more` records beside those known."""
    fact_ranges = [
        [world.facts[each.key]] if each.key in world.facts else range(each.least, each.most + 1) for each in facts
    ]
    lists = [list(_lists(world, name, each, more)) for name, each in collections.items()]
    judged = [[world.judgements[each]] if each in world.judgements else [True, False] for each in questions]
    for values in product(*fact_ranges):
        known = dict(zip((each.key for each in facts), values, strict=True))
        for chosen in product(*lists):
            records = dict(zip(collections, chosen, strict=True))
            for answers in product(*judged):
                done = known, records, dict(zip(questions, answers, strict=True))
                if all(truths_of(each, done) == {True} for each in world.relations):
                    yield done


def _lists(world: World, name: str, record_fields: list[t.Field], more: int) -> Iterator[list[dict[str, int]]]:
    any_record = [
        dict(zip((f.name for f in record_fields), values, strict=True))
        for values in product(*(range(f.least, f.most + 1) for f in record_fields))
    ]
    known = [
        [each for each in any_record if all(record.get(key) in (None, each[key]) for key in each)]
        for record in world.records.get(name, ())
    ]
    extra = range(more + 1) if world.may_hold_more(name) else [0]
    for first in product(*known):
        for count in extra:
            for rest in combinations_with_replacement(any_record, count):
                yield [*first, *rest]
