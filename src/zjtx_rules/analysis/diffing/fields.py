"""Compares two models of one kind field by field, each field in the sense that it has for an applicant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from pydantic import BaseModel

from zjtx_rules.analysis.diffing.canonical import key_of
from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.effects import Effect, merged
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.monotonicity import Sense, sense_of
from zjtx_rules.analysis.diffing.wording import alias, description, field_words, setting_words
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files import Path
from zjtx_rules.terms import Duration, Money, Percentage
from zjtx_rules.words import Words


def compare_fields(
    pair: Pair,
    old: BaseModel,
    new: BaseModel,
    paths: tuple[Path, Path],
    subject: Words,
    *,
    skip: Collection[str] = (),
) -> list[Change]:
    """Return the changes of every field that the two have in common and that is not left out."""
    changes = []
    for name in type(old).model_fields:
        if name not in skip and name in type(new).model_fields:
            changes += compare_field(pair, old, new, paths, subject, name)
    return changes


def compare_field(
    pair: Pair, old: BaseModel, new: BaseModel, paths: tuple[Path, Path], subject: Words, name: str
) -> list[Change]:
    """Return the changes of one field."""
    key, model = alias(type(new), name), type(new)
    label = about(subject, field_words(model, name))
    at = ((*paths[0], key), (*paths[1], key))
    return compare_settings(
        pair, getattr(old, name), getattr(new, name), at, label, sense_of(model, name), description(model, name)
    )


def about(subject: Words, field: Words) -> Words:
    """Return the label of a field of a subject."""
    if not subject.zh:
        return field
    return Words(f"{subject.zh}·{field.zh}", f"{subject.en}, {field.en}")


def compare_settings(
    pair: Pair, old: Any, new: Any, paths: tuple[Path, Path], label: Words, sense: Sense, describe: str = ""
) -> list[Change]:
    """Compare two values, of which either may hang on a reading; then option by option."""
    if key_of(old) == key_of(new):
        return []
    if isinstance(old, ByReading) and isinstance(new, ByReading) and old.by_reading == new.by_reading:
        changes = []
        for name in [*old.options, *(each for each in new.options if each not in old.options)]:
            if name in old.options and name in new.options:
                below = pair.below(f"{new.by_reading}={name}")
                at = ((*paths[0], "options", name), (*paths[1], "options", name))
                changes += compare_settings(below, old.options[name], new.options[name], at, label, sense, describe)
        return changes
    code, effect = _judge(pair, old, new, sense)
    sides = (setting_words(old, pair.old, describe), setting_words(new, pair.new, describe))
    return [pair.change(code, label, sides, paths, effect, by=difference(old, new))]


def _judge(pair: Pair, old: Any, new: Any, sense: Sense) -> tuple[str, Effect]:
    if isinstance(old, ByReading) and isinstance(new, ByReading):
        return sense.judge(pair.old.by_default(old), pair.new.by_default(new))
    if not isinstance(old, ByReading) and not isinstance(new, ByReading):
        return sense.judge(old, new)
    before = old.options.values() if isinstance(old, ByReading) else [old]
    after = new.options.values() if isinstance(new, ByReading) else [new]
    ways = [sense.judge(one, other) for one in before for other in after if key_of(one) != key_of(other)]
    codes = {code for code, _ in ways}
    return codes.pop() if len(codes) == 1 else sense.codes[2], merged(effect for _, effect in ways)


def difference(old: Any, new: Any) -> Words | None:
    """Return by how much a value went up or down, where that can be said."""
    if isinstance(old, bool) or isinstance(new, bool) or isinstance(old, Duration):
        return None
    if isinstance(old, Money) and isinstance(new, Money):
        sign, sum_ = ("+", new - old) if new > old else ("−", old - new)
        return Words(f"{sign}{sum_}", f"{sign}{sum_.english()}")
    if isinstance(old, Percentage) and isinstance(new, Percentage):
        sign, share = ("+", new - old) if new > old else ("−", old - new)
        points = str(share).removesuffix("%")
        return Words(f"{sign}{points}个百分点", f"{sign}{points} percentage points")
    if isinstance(old, int) and isinstance(new, int):
        return Words(f"{new - old:+d}".replace("-", "−"), f"{new - old:+d}")
    if isinstance(old, date) and isinstance(new, date):
        return _days(old, new)
    return None


def _days(old: date, new: date) -> Words:
    sign, (first, last) = ("+", (old, new)) if new > old else ("−", (new, old))
    years = last.year - first.year
    if years and (first.month, first.day) == (last.month, last.day):
        return Words(f"{sign}{years}年", f"{sign}{years} year{'s' if years > 1 else ''}")
    days = (last - first).days
    return Words(f"{sign}{days}天", f"{sign}{days} day{'s' if days > 1 else ''}")
