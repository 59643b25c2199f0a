"""Compares the readings of two documents: which questions are left open, the ways to answer them, and the default.

What a new default means for an applicant is found by asking: the document is compared with itself, once under the old
default and once under the new.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.align_clauses import pairs_by
from zjtx_rules.analysis.diffing.clauses import compare_clauses
from zjtx_rules.analysis.diffing.context import Pair, Side, scope_of
from zjtx_rules.analysis.diffing.effects import Effect, merged
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.scope import compare_scope
from zjtx_rules.analysis.diffing.wording import field_words, option_words
from zjtx_rules.conditions.by_reading import ConditionByReading
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files import Path
from zjtx_rules.language.documents import Document, ReadingOfText
from zjtx_rules.payments.by_reading import PaymentByReading
from zjtx_rules.words import Words

M = TypeVar("M", bound=BaseModel)


def match_readings(old: Document, new: Document) -> list[tuple[int, int]]:
    """Return the positions of readings that belong together: by id, then by their question and options."""
    theirs = {each.id: at for at, each in enumerate(new.readings)}
    found = [(at, theirs[each.id]) for at, each in enumerate(old.readings) if each.id in theirs]
    left = [at for at, each in enumerate(old.readings) if each.id not in theirs]
    open_ = [at for at in range(len(new.readings)) if at not in {position for _, position in found}]

    def alike(at: int, position: int) -> float:
        one, other = old.readings[at], new.readings[position]
        return 0.5 * (one.question == other.question) + 0.5 * (set(one.options) == set(other.options))

    by_content = pairs_by(left, open_, alike, 1.0)
    return sorted([*found, *((left[at], open_[position]) for at, position in by_content)])


def compare_readings(pair: Pair) -> list[Change]:
    """Return what changed in the readings of a document."""
    old, new = pair.old.document.readings, pair.new.document.readings
    together = match_readings(pair.old.document, pair.new.document)
    changes: list[Change] = []
    for at, position in together:
        changes += _reading(pair, (old[at], new[position]), (("readings", at), ("readings", position)))
    gone = set(range(len(old))) - {at for at, _ in together}
    for at in sorted(gone):
        sides = (_said(old[at]), None)
        changes.append(pair.change("reading-dropped", _name(old[at]), sides, (("readings", at), None)))
    for position in sorted(set(range(len(new))) - {each for _, each in together}):
        new_sides = (None, _said(new[position]))
        changes.append(pair.change("reading-added", _name(new[position]), new_sides, (None, ("readings", position))))
    return changes


def _name(reading: ReadingOfText) -> Words:
    return Words(reading.id, reading.id)


def _said(reading: ReadingOfText) -> Words:
    options = "；".join(f"{label}（{name}）" for name, label in reading.options.items())
    return Words(f"{reading.question}：{options}", f"{reading.id}: {', '.join(reading.options)}")


def _reading(pair: Pair, both: tuple[ReadingOfText, ReadingOfText], paths: tuple[Path, Path]) -> list[Change]:
    old, new = both
    changes: list[Change] = []
    if old.id != new.id:
        at = ((*paths[0], "id"), (*paths[1], "id"))
        sides = (_name(old), _name(new))
        changes.append(pair.change("reading-renamed", _question(new), sides, at, category="structure"))
    for name in ("question", "text"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            label = Words(f"{new.id}·{field_words(ReadingOfText, name).zh}", f"{new.id}, {name}")
            words = (Words(before, before) if before else None, Words(after, after) if after else None)
            at = ((*paths[0], name), (*paths[1], name))
            changes.append(pair.change("wording-changed", label, words, at, category="wording"))
    changes += _options(pair, both, paths)
    if old.default != new.default:
        at = ((*paths[0], "default"), (*paths[1], "default"))
        words = (option_words(old.id, old.default, pair.old), option_words(new.id, new.default, pair.new))
        effect = effect_of_default(pair, new, old.default)
        changes.append(pair.change("default-changed", _name(new), words, at, effect))
    if old.percentage != new.percentage:
        at = ((*paths[0], "percentage"), (*paths[1], "percentage"))
        label = Words(f"{new.id}·{field_words(ReadingOfText, 'percentage').zh}", f"{new.id}, percentage")
        given = [Words(each, each) if each else None for each in (old.percentage, new.percentage)]
        changes.append(pair.change("detail-changed", label, (given[0], given[1]), at))
    return changes


def _question(reading: ReadingOfText) -> Words:
    return Words(reading.question, reading.id)


def _options(pair: Pair, both: tuple[ReadingOfText, ReadingOfText], paths: tuple[Path, Path]) -> list[Change]:
    old, new = both
    changes = []
    for name in [*old.options, *(each for each in new.options if each not in old.options)]:
        at = ((*paths[0], "options", name), (*paths[1], "options", name))
        before = Words(old.options[name], name) if name in old.options else None
        after = Words(new.options[name], name) if name in new.options else None
        label = Words(f"{new.id}·{name}", f"{new.id}, {name}")
        if before is None or after is None:
            code = "option-added" if before is None else "option-dropped"
            where = (None, at[1]) if before is None else (at[0], None)
            changes.append(pair.change(code, label, (before, after), where, into=paths[0]))
        elif before.zh != after.zh:
            sides = (Words(before.zh, before.zh), Words(after.zh, after.zh))
            changes.append(pair.change("wording-changed", label, sides, at, category="wording"))
    return changes


def effect_of_default(pair: Pair, reading: ReadingOfText, before: str) -> Effect:
    """Return what it means for an applicant that a reading now has its default and no longer the one before."""
    if before not in reading.options:
        return Effect("both", "both")
    document = pair.new.document
    sides = [replace(pair.new, document=resolved(document, reading.id, option)) for option in (before, reading.default)]
    return merged(each.effect for each in _inside(sides[0], sides[1]))


def _inside(old: Side, new: Side) -> list[Change]:
    pair = Pair(old, new, old.at, new.at)
    changes = compare_scope(pair)
    for at, (one, other) in enumerate(zip(old.document.clauses, new.document.clauses, strict=True)):
        path = ("clauses", at)
        inner = Pair(old, new, (*old.at, *path), (*new.at, *path), scope_of(other))
        changes += compare_clauses(inner, one, other)
    return changes


def resolved(model: M, reading: str, option: str) -> M:
    """Return a model in which everything that hangs on a reading is as under one of its options."""
    update = {
        name: _resolved(getattr(model, name), reading, option)
        for name in type(model).model_fields
        if name != "readings"
    }
    return model.model_copy(update=update)


def _resolved(value: Any, reading: str, option: str) -> Any:
    if isinstance(value, (ByReading, ConditionByReading, PaymentByReading)) and value.by_reading == reading:
        return _resolved(value.options[option], reading, option) if option in value.options else value
    if isinstance(value, BaseModel):
        return resolved(value, reading, option)
    if isinstance(value, tuple):
        return tuple(_resolved(each, reading, option) for each in value)
    if isinstance(value, dict):
        return {name: _resolved(each, reading, option) for name, each in value.items()}
    return value
