"""The small mistakes that could have been made when a text was read into a rule file, one at a time.

A figure one step off, a bound that includes what it should not, a title next to the right one, a condition forgotten, 或 for
且, 最高 for a stated sum, the other reading taken by default, a last day one day off. Figures that no example can check, such
as targets and averages, are left alone; so is a change that comes to the same (a level below the only one a title has).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from zjtx_rules.analysis.testing.formula_operators import formulas_changed, limit_changed, value_changed
from zjtx_rules.analysis.testing.mutation_operators import (
    Change,
    bounds_moved,
    choices_swapped,
    condition_dropped,
    counts_moved,
    dates_moved,
    default_swapped,
    durations_moved,
    frequency_changed,
    incident_kinds_dropped,
    levels_moved,
    place_asked_for,
    renamed,
    rivalry_changed,
    settings_swapped,
    sums_moved,
    taken_for_settled,
    titles_swapped,
)
from zjtx_rules.conditions import KINDS
from zjtx_rules.conditions.lowered import RecognitionCondition
from zjtx_rules.files import Path
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a rule file."""

    at: Path
    """Where the changed mapping or list stands."""
    shows: Path
    """Where the change shows in the text."""
    value: Any
    clause: str | None
    """The clause that is changed; None for what stands outside the clauses."""
    words: Words


def mutants(loaded: LoadedFile) -> Iterator[Mutant]:
    """Yield every mutant of a rule file, in the order of the text; some may not be rules at all."""
    for index, value in enumerate(loaded.source.data.get("values", ())):
        yield from _in(value, ("values", index), None, (value_changed,))
        yield from _walk(value.get("choose"), ("values", index, "choose"), None)
    for index, document in enumerate(loaded.source.data["documents"]):
        at: Path = ("documents", index)
        yield from _in(document.get("in_force"), (*at, "in_force"), None, (dates_moved,))
        yield from _in(document.get("settings"), (*at, "settings"), None, (settings_swapped,))
        for number, reading in enumerate(document.get("readings", ())):
            yield from _in(reading, (*at, "readings", number), None, (default_swapped,))
        for number, gate in enumerate(document.get("gates", ())):
            yield from _walk(gate, (*at, "gates", number), None)
        for number, clause in enumerate(document["clauses"]):
            where = (*at, "clauses", number)
            name = clause["id"]
            if clause["kind"] == "no_duplication":
                yield from _in(clause, where, name, (rivalry_changed,))
                continue
            if clause["kind"] == "limit":
                yield from _in(clause, where, name, (limit_changed,))
                continue
            yield from _in(clause, where, name, (place_asked_for, condition_dropped, frequency_changed))
            for key in ("when", "pays"):
                yield from _walk(clause.get(key), (*where, key), name)


def apply(data: Any, mutant: Mutant) -> Any:
    """Return the data of a rule file with one change; what is not on the way to it is shared."""
    return _put(data, mutant.at, mutant.value)


def _put(node: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, list):
        return [_put(each, rest, value) if index == step else each for index, each in enumerate(node)]
    return {key: _put(each, rest, value) if key == step else each for key, each in node.items()}


def _in(
    node: Any, path: Path, clause: str | None, kinds: tuple[Callable[..., Iterator[Change]], ...]
) -> Iterator[Mutant]:
    if isinstance(node, dict):
        for kind in kinds:
            for key, value, words in kind(node):
                yield Mutant(path, (*path, *key.split("/")) if key else path, value, clause, words)


_ON_TITLES = {"cultivated"}.union(*(kind.KEYS for kind in KINDS.values() if issubclass(kind, RecognitionCondition)))
"""The keys of conditions that name titles."""


def _walk(node: Any, path: Path, clause: str | None) -> Iterator[Mutant]:
    if isinstance(node, dict):
        own = str(path[-1])
        if own in _ON_TITLES:
            yield from _in(node, path, clause, (titles_swapped, levels_moved, choices_swapped, counts_moved))
        else:
            yield from _in(
                node,
                path,
                clause,
                (
                    bounds_moved,
                    sums_moved,
                    formulas_changed,
                    counts_moved,
                    incident_kinds_dropped,
                    choices_swapped,
                    taken_for_settled,
                    condition_dropped,
                ),
            )
        yield from _in(node, path, clause, (durations_moved,))
        for key, each in node.items():
            if key in ("all", "any", "none") or (key == "of" and own == "at_least_of"):
                yield from _parts(node, key, path, clause)
            yield from _walk(each, (*path, key), clause)
    elif isinstance(node, list):
        for index, each in enumerate(node):
            yield from _walk(each, (*path, index), clause)


def _parts(node: dict[str, Any], key: str, path: Path, clause: str | None) -> Iterator[Mutant]:
    """Drop each part of a compound; take 或 for 且 and the reverse."""
    parts = node[key]
    for index, each in enumerate(parts):
        if len(parts) > 1:
            rest = [other for other in parts if other is not each]
            words = Words(f"去掉“{key}”的第{index + 1}项", f"part {index + 1} of '{key}' dropped")
            yield Mutant(path, (*path, key, index), {**node, key: rest}, clause, words)
        elif key == "none":
            words = Words("去掉“none”", "'none' dropped")
            yield Mutant(path, (*path, key), {"always": True}, clause, words)
    if len(parts) > 1 and key in ("all", "any"):
        other_key = "any" if key == "all" else "all"
        words = Words(f"“{key}”写成“{other_key}”", f"'{other_key}' for '{key}'")
        yield Mutant(path, (*path, key), renamed(node, key, other_key), clause, words)
