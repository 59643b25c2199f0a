"""Compares what stands above the documents of a file: the jurisdiction, and the facts and judgements that it declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zjtx_rules.analysis.diffing.context import Pair
from zjtx_rules.analysis.diffing.models import Change
from zjtx_rules.analysis.diffing.values import compare_value
from zjtx_rules.analysis.diffing.wording import field_words, joined, value_words
from zjtx_rules.language.documents import DeclaredFact, Jurisdiction, PlaceOfFile
from zjtx_rules.quantities.models import NamedValue
from zjtx_rules.quantities.over_applicants import OverApplicants
from zjtx_rules.quantities.record_models import DeclaredRecords, RecordField
from zjtx_rules.words import Words

_GROUPS = (("facts", "fact"), ("records", "records"), ("judgements", "judgement"), ("values", "value"))


def match_declared(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Return the positions of facts or judgements that belong together: by id, then by label."""
    theirs = {each.id: at for at, each in enumerate(new)}
    found = [(at, theirs[each.id]) for at, each in enumerate(old) if each.id in theirs]
    labels = {each.label: at for at, each in enumerate(new) if at not in {position for _, position in found}}
    for at, each in enumerate(old):
        if each.id not in theirs and each.label in labels:
            found.append((at, labels.pop(each.label)))
    return sorted(found)


def compare_files(pair: Pair) -> list[Change]:
    """Return what changed above the documents; the paths of the pair are those of the files."""
    old, new = pair.old.loaded.rules, pair.new.loaded.rules
    changes: list[Change] = []
    for name in Jurisdiction.model_fields:
        before, after = getattr(old.jurisdiction, name), getattr(new.jurisdiction, name)
        if before != after:
            at = ("jurisdiction", name)
            sides = (value_words(before), value_words(after))
            label = field_words(Jurisdiction, name)
            changes.append(pair.change("jurisdiction-changed", label, sides, (at, at)))
    changes += _places(pair)
    for group, noun in _GROUPS:
        changes += _group(pair, group, noun)
    return changes


def _places(pair: Pair) -> list[Change]:
    """Return the changes of the places that the files declare, which belong together by code, then by name."""
    old, new = pair.old.loaded.rules.places, pair.new.loaded.rules.places
    together: dict[int, int] = {}
    for key in ("code", "name"):
        for at, each in enumerate(old):
            same = (n for n, one in enumerate(new) if getattr(one, key) == getattr(each, key))
            position = next((n for n in same if n not in together.values()), None)
            if at not in together and position is not None:
                together[at] = position
    changes: list[Change] = []
    for at, position in together.items():
        for name in PlaceOfFile.model_fields:
            before, after = getattr(old[at], name), getattr(new[position], name)
            if before != after:
                label = joined([Words(new[position].name, new[position].name), field_words(PlaceOfFile, name)], "·")
                paths = (("places", at, name), ("places", position, name))
                sides = (value_words(before), value_words(after))
                changes.append(pair.change("place-changed", label, sides, paths))
    for at, each in enumerate(old):
        if at not in together:
            gone: Any = (_place_words(each), None)
            changes.append(pair.change("place-dropped", Words(each.name, each.name), gone, (("places", at), None)))
    for position, each in enumerate(new):
        if position not in together.values():
            given: Any = (None, _place_words(each))
            changes.append(pair.change("place-added", Words(each.name, each.name), given, (None, ("places", position))))
    return changes


def _place_words(place: PlaceOfFile) -> Words:
    within = Words(f"，属于{place.within}", f", within {place.within}") if place.within else Words("", "")
    return Words(f"{place.code}{within.zh}", f"{place.code}{within.en}")


def _group(pair: Pair, group: str, noun: str) -> list[Change]:
    old, new = getattr(pair.old.loaded.rules, group), getattr(pair.new.loaded.rules, group)
    together = match_declared(old, new)
    changes: list[Change] = []
    for at, position in together:
        changes += _one(pair, group, (old[at], new[position]), (at, position))
    for at in sorted(set(range(len(old))) - {each for each, _ in together}):
        sides = (_label(old[at]), None)
        changes.append(pair.change(f"{noun}-dropped", _id(old[at]), sides, ((group, at), None), category="structure"))
    for position in sorted(set(range(len(new))) - {each for _, each in together}):
        words = (None, _label(new[position]))
        changes.append(
            pair.change(f"{noun}-added", _id(new[position]), words, (None, (group, position)), category="structure")
        )
    return changes


def _one(pair: Pair, group: str, both: tuple[Any, Any], at: tuple[int, int]) -> list[Change]:
    old, new = both
    changes = compare_value(pair, old, new, at) if isinstance(new, NamedValue) else []
    for name in type(new).model_fields if not isinstance(new, NamedValue) else ("id", "label"):
        if name == "english":
            continue  # a translation
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        paths = ((group, at[0], name), (group, at[1], name))
        sides = (value_words(before), value_words(after))
        label = joined([_id(new), field_words(type(new), name)], "·")
        if name == "over_applicants" and isinstance(before, OverApplicants) and isinstance(after, OverApplicants):
            changes += _over_applicants(pair, _id(new), (before, after), at)
        elif name in {"type", "by", "over_applicants"} and isinstance(new, DeclaredFact):
            changes.append(pair.change("fact-changed", label, sides, paths))
        elif name == "fields" and isinstance(new, DeclaredRecords):
            changes += _fields(pair, old, new, at)
        else:
            category: Any = "structure" if name == "id" else "wording"
            changes.append(pair.change("wording-changed", label, sides, paths, category=category))
    return changes


def _over_applicants(
    pair: Pair, fact: Words, both: tuple[OverApplicants, OverApplicants], at: tuple[int, int]
) -> list[Change]:
    """Return what changed in how a figure over all applicants is reckoned, key by key."""
    changes: list[Change] = []
    for name in OverApplicants.model_fields:
        before, after = (getattr(each, name) for each in both)
        if before != after:
            paths = tuple(
                ("facts", place, "over_applicants", *([name] if name in each.model_fields_set else []))
                for place, each in zip(at, both, strict=True)
            )
            label = joined([fact, field_words(OverApplicants, name)], "·")
            description = OverApplicants.model_fields[name].description or ""
            sides = (value_words(before, description), value_words(after, description))
            changes.append(pair.change("fact-changed", label, sides, paths))  # type: ignore[arg-type] # a side each
    return changes


def _fields(pair: Pair, old: DeclaredRecords, new: DeclaredRecords, at: tuple[int, int]) -> list[Change]:
    """Return the fields of a list that were added, dropped or changed; those of one id belong together."""
    changes: list[Change] = []
    before = {each.id: (n, each) for n, each in enumerate(old.fields)}
    after = {each.id: (n, each) for n, each in enumerate(new.fields)}
    for name in (*before, *(each for each in after if each not in before)):
        one, other = before.get(name), after.get(name)
        untranslated = [each and each[1].model_copy(update={"english": ""}) for each in (one, other)]
        if untranslated[0] == untranslated[1]:
            continue
        label = joined([_id(new), Words(name, name)], "·")
        sides = (_field_words(one), _field_words(other))
        paths = tuple(
            ("records", place, "fields", each[0]) if each is not None else None
            for place, each in zip(at, (one, other), strict=True)
        )
        changes.append(pair.change("records-changed", label, sides, paths))  # type: ignore[arg-type] # a side each
    return changes


def _field_words(field: tuple[int, RecordField] | None) -> Words | None:
    if field is None:
        return None
    said = [value_words(getattr(field[1], name)) for name in ("label", "type", "of") if getattr(field[1], name)]
    if field[1].may_be_absent:
        said.append(field_words(RecordField, "may_be_absent"))
    return joined(said, "，")


def _id(each: Any) -> Words:
    return Words(each.id, each.id)


def _label(each: Any) -> Words:
    return Words(each.label, each.english or each.label)
