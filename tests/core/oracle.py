"""A second opinion on the core: every completion is written out and every term computed on it. Slow, and only for small ranges."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any

from zjtx_rules.core import terms as t
from zjtx_rules.core.world import World

Complete = tuple[dict[str, Any], dict[str, list[dict[str, int]]], dict[str, bool]]


def amount(term: t.Quantity, done: Complete, record: dict[str, int] | None = None) -> Fraction:
    facts = done[0]
    if isinstance(term, t.Literal):
        return term.value
    if isinstance(term, t.Fact):
        return Fraction(facts[term.key])
    if isinstance(term, t.Field):
        assert record is not None
        return Fraction(record[term.name])
    if isinstance(term, t.Sum):
        return term.constant + sum((w * amount(q, done, record) for w, q in term.parts), Fraction(0))
    if isinstance(term, t.Choice):
        for test, inner in term.cases:
            if true(test, done, record):
                return amount(inner, done, record)
        return amount(term.otherwise, done, record)
    pair = amount(term.one, done, record), amount(term.other, done, record)
    return min(pair) if isinstance(term, t.Least) else max(pair)


def true(term: t.Test, done: Complete, record: dict[str, int] | None = None) -> bool:
    if isinstance(term, t.NotNegative):
        return amount(term.quantity, done, record) >= 0
    if isinstance(term, t.Not):
        return not true(term.test, done, record)
    if isinstance(term, t.All):
        return all(true(part, done, record) for part in term.parts)
    if isinstance(term, t.AnyOf):
        return any(true(part, done, record) for part in term.parts)
    if isinstance(term, t.Some):
        return any(true(term.body, done, each) for each in done[1][term.collection])
    return done[2][term.question]


def completions(
    world: World, facts: list[t.Fact], collections: dict[str, list[t.Field]], questions: list[str], more: int
) -> Iterator[Complete]:
    """Yield every completion; a collection that is not known as a whole gets up to `more` records beside those known."""
    fact_ranges = [
        [world.facts[each.key]] if each.key in world.facts else range(each.least, each.most + 1) for each in facts
    ]
    lists = [list(_lists(world, name, fields, more)) for name, fields in collections.items()]
    judged = [[world.judgements[each]] if each in world.judgements else [True, False] for each in questions]
    for values in product(*fact_ranges):
        known = dict(zip((each.key for each in facts), values, strict=True))
        for chosen in product(*lists):
            records = dict(zip(collections, chosen, strict=True))
            for answers in product(*judged):
                done = known, records, dict(zip(questions, answers, strict=True))
                if all(true(each, done) for each in world.relations):
                    yield done


def _lists(world: World, name: str, fields: list[t.Field], more: int) -> Iterator[list[dict[str, int]]]:
    any_record = [
        dict(zip((f.name for f in fields), values, strict=True))
        for values in product(*(range(f.least, f.most + 1) for f in fields))
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
