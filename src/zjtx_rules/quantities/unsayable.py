"""What of the named values rule files cannot say (`cannot_say`), and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from zjtx_rules.conditions.cannot_say import CannotSay, Unsayable
from zjtx_rules.quantities.formula import FormulaError, names_in, parse
from zjtx_rules.quantities.models import NamedValue, formulas_of

MARK = "cannot_say:"
"""Begins the name of a fact that stands for what cannot be said; nobody is asked for it."""


def unsaid_within(part: Any) -> Iterator[CannotSay]:
    """Yield what cannot be said in a condition, a payment or a value, at any depth."""
    if isinstance(part, Unsayable):
        yield part.cannot_say
    elif isinstance(part, CannotSay):
        yield part
    elif isinstance(part, BaseModel):
        for each in part.__dict__.values():
            yield from unsaid_within(each)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from unsaid_within(each)
    elif isinstance(part, dict):
        for each in part.values():
            yield from unsaid_within(each)


def facts_within(part: Any) -> Iterator[str]:
    """Yield the names of facts and values that conditions inside a part ask for."""
    if isinstance(part, BaseModel):
        name = getattr(part, "fact", None)
        if isinstance(name, str):
            yield name
        for each in part.__dict__.values():
            yield from facts_within(each)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from facts_within(each)


def unsaid_below(values: Sequence[NamedValue]) -> Callable[[str], tuple[CannotSay, ...]]:
    """Return what cannot be said of a value, itself or in what it rests on, by its id or label."""
    named = {name: value for value in values for name in (value.id, value.label)}
    known: dict[str, tuple[CannotSay, ...]] = {}

    def of(name: str) -> tuple[CannotSay, ...]:
        value = named.get(name)
        if value is None:
            return ()
        if value.id not in known:
            known[value.id] = ()  # a circle is reported elsewhere
            found = dict.fromkeys(unsaid_within(value))
            for below in _names(value):
                found |= dict.fromkeys(of(below))
            known[value.id] = tuple(found)
        return known[value.id]

    return of


def _names(value: NamedValue) -> Iterator[str]:
    for _, text in formulas_of(value):
        try:
            yield from (name.name for name in names_in(parse(text)))
        except FormulaError:
            continue
    if value.choose is not None:
        yield from facts_within(value.choose)
