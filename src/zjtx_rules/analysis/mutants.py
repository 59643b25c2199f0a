"""The small mistakes that could have been made when a text was read into a rule file, one at a time.

A figure one step off, a bound that includes what it should not, a title next to the right one, a condition forgotten, 或 for
且, 最高 for a stated sum, the other reading taken by default, a last day one day off. Figures that no example can check, such
as targets and averages, are left alone; so is a change that comes to the same (a level below the only one a title has).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.conditions.threshold import COMPARISONS
from zjtx_rules.files import Path
from zjtx_rules.language.ruleset import LoadedFile
from zjtx_rules.terms import TITLES, Duration, Level, find_title
from zjtx_rules.words import Words

Change = tuple[str, Any, Words]
"""The key at which it shows, the mapping as it would be, and what was changed."""


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
    for index, document in enumerate(loaded.source.data["documents"]):
        at: Path = ("documents", index)
        yield from _in(document.get("in_force"), (*at, "in_force"), None, (_dates,))
        yield from _in(document.get("settings"), (*at, "settings"), None, (_settings,))
        for number, reading in enumerate(document.get("readings", ())):
            yield from _in(reading, (*at, "readings", number), None, (_default,))
        for number, gate in enumerate(document.get("gates", ())):
            yield from _walk(gate, (*at, "gates", number), None)
        for number, clause in enumerate(document["clauses"]):
            where = (*at, "clauses", number)
            name = clause["id"]
            if clause["kind"] == "no_duplication":
                yield from _in(clause, where, name, (_rivalry,))
                continue
            yield from _in(clause, where, name, (_anywhere, _root))
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


def _walk(node: Any, path: Path, clause: str | None) -> Iterator[Mutant]:
    if isinstance(node, dict):
        own = str(path[-1])
        if own in ("newly_recognised", "renewed", "holds", "cultivated"):
            yield from _in(node, path, clause, (_titles, _levels, _switches))
        else:
            yield from _in(node, path, clause, (_bounds, _sums, _counts, _kinds, _switches, _open, _root))
        yield from _in(node, path, clause, (_durations,))
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
        yield Mutant(path, (*path, key), _renamed(node, key, other_key), clause, words)


def _root(node: dict[str, Any]) -> Iterator[Change]:
    """Drop a condition that stands by itself."""
    when = node.get("when")
    if isinstance(when, dict) and not {"all", "any", "none", "always", "by_reading"} & when.keys():
        yield "when", {**node, "when": {"always": True}}, Words("去掉条件", "the condition dropped")


def _open(node: dict[str, Any]) -> Iterator[Change]:
    """Take what the text leaves open for settled."""
    if "left_open" in node:
        yield "left_open", node["left_open"], Words("文本未定写成确定", "taken for settled, not left open")


def _bounds(node: dict[str, Any]) -> Iterator[Change]:
    """Move a bound by a step; include the number named or leave it out."""
    if "fact" not in node:
        return
    twins = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
    for key in (*COMPARISONS, "about"):
        if key in node:
            yield from _steps(node, key)
        if key in node and key in twins:
            words = Words(f"“{key}”写成“{twins[key]}”", f"'{twins[key]}' for '{key}'")
            yield key, _renamed(node, key, twins[key]), words


def _sums(node: dict[str, Any]) -> Iterator[Change]:
    """Move a sum, a ceiling or a rate by a step; take 最高 for a stated sum and the reverse."""
    for key, other in (("sum", "up_to"), ("up_to", "sum")):
        if isinstance(node.get(key), str):
            yield from _steps(node, key)
            yield key, _renamed(node, key, other), Words(f"“{key}”写成“{other}”", f"'{other}' for '{key}'")
    if "rate" in node:
        yield from _steps(node, "rate")
        yield from _steps(node, "at_most")


def _counts(node: dict[str, Any]) -> Iterator[Change]:
    for key in ("years", "count"):
        if isinstance(node.get(key), int):
            yield from _steps(node, key)


def _kinds(node: dict[str, Any]) -> Iterator[Change]:
    """Drop one of the kinds of incident."""
    of = node.get("of")
    if "within" in node and isinstance(of, list) and len(of) > 1:
        for each in of:
            rest = [other for other in of if other != each]
            yield "of", {**node, "of": rest}, Words(f"去掉“{each}”", f"'{each}' dropped")


def _durations(node: dict[str, Any]) -> Iterator[Change]:
    for key in ("for_at_least", "within", "operated_for", "resident_for"):
        if isinstance(node.get(key), str):
            period = Duration.parse(node[key])
            size, unit = (period.months, "个月") if period.months else (period.days, "天")
            for other in (size + 1, size - 1):
                if other:
                    yield from _instead(node, key, f"{other}{unit}")


def _dates(node: dict[str, Any]) -> Iterator[Change]:
    for key in ("from", "to"):
        if key in node:
            day = date.fromisoformat(str(node[key]))
            for other in (day + timedelta(days=1), day - timedelta(days=1)):
                yield from _instead(node, key, other.isoformat())


def _titles(node: dict[str, Any]) -> Iterator[Change]:
    """Take a title for its neighbour in the table that the same applicants may hold at the level asked for."""
    given = node["title"]
    names = given if isinstance(given, list) else [given]
    ids = [title.id for title in map(find_title, names) if title is not None]
    level = {key: node[key] for key in ("level", "level_at_least") if key in node}
    for index, name in enumerate(ids):
        neighbour = _neighbour(name, ids, level)
        if neighbour is not None:
            others: Any = [neighbour if at == index else each for at, each in enumerate(names)]
            words = Words(
                f"“{TITLES[name].label}”写成“{TITLES[neighbour].label}”", f"'{neighbour}' in the place of '{name}'"
            )
            yield "title", {**node, "title": others if isinstance(given, list) else others[0]}, words


def _neighbour(name: str, taken: list[str], level: dict[str, Any]) -> str | None:
    order = list(TITLES)
    near = sorted(order, key=lambda each: abs(order.index(each) - order.index(name)))
    return next(
        (
            each
            for each in near
            if each not in taken
            and set(TITLES[each].holders) & set(TITLES[name].holders)
            and Which.model_validate({"title": each, **level}).levels(each)
        ),
        None,
    )


def _levels(node: dict[str, Any]) -> Iterator[Change]:
    """Take the level above or below, unless it comes to the same for every title."""
    for key in ("level", "level_at_least"):
        if key not in node:
            continue
        level = Level.parse(node[key])
        for step in (1, -1):
            if level + step in list(Level):
                other = {**node, key: Level(level + step).id}
                before, after = (
                    Which.model_validate({name: each[name] for name in ("title", key)}) for each in (node, other)
                )
                if any(before.levels(title) != after.levels(title) for title in before.titles):
                    yield from _instead(node, key, other[key])


_CHOICES: dict[str, tuple[str, ...]] = {
    "in": ("any", "calendar_year", "prior_calendar_year"),
    "times": ("each", "first"),
    "resident_at": ("recognition", "year_end", "application"),
    "counted": ("to_the_day", "calendar_years"),
    "since": ("registration_here", "founding"),
    "settled": ("lifetime", "calendar_year"),
    "cap": ("year", "contract"),
    "first": ("year_of_recognition", "following_year"),
}


def _switches(node: dict[str, Any]) -> Iterator[Change]:
    """Take another of the ways in which a condition or a payment counts."""
    for key, choices in _CHOICES.items():
        if node.get(key) in choices:
            for other in choices:
                if other != node[key]:
                    yield from _instead(node, key, other)
    for key in ("by_ministry", "times"):
        if node.get(key) in (True, "people"):
            rest = {name: each for name, each in node.items() if name != key}
            yield key, rest, Words(f"去掉“{key}”", f"'{key}' dropped")


def _default(node: dict[str, Any]) -> Iterator[Change]:
    """Take another option by default."""
    for option in node["options"]:
        if option != node["default"] and option != node.get("percentage"):
            yield from _instead(node, "default", option)


def _settings(node: dict[str, Any]) -> Iterator[Change]:
    """Take another setting of the document, where it does not hang on a reading."""
    others: dict[str, tuple[Any, ...]] = {
        "recognition_year": _CHOICES["in"],
        "lapsed_counts_as_new": (True, False),
        "validity_covers": (["recognition", "as_of"], ["recognition"], ["as_of"]),
    }
    for key, values in others.items():
        if key in node and not isinstance(node[key], dict):
            for other in values:
                if other != node[key]:
                    yield from _instead(node, key, other)


def _rivalry(node: dict[str, Any]) -> Iterator[Change]:
    """Let other awards compete, over another time, or to another end."""
    others: dict[str, tuple[Any, ...]] = {
        "applies": (True, False),
        "between": ("all", "same_title"),
        "window": ("lifetime", "calendar_year"),
        "settlement": ("difference", "nothing"),
        "received_from": ("here", "anywhere"),
        "beneficiaries": ("enterprises", "any"),
    }
    for key, values in others.items():
        now = node.get(key, values[0])
        if not isinstance(now, dict):
            for other in values:
                if other != now:
                    yield from _instead(node, key, other)
    among = node["among"]
    if isinstance(among, list) and len(among) > 1:
        for each in among:
            rest = [other for other in among if other != each]
            yield "among", {**node, "among": rest}, Words(f"去掉“{each}”", f"'{each}' dropped")
    if isinstance(among, dict):
        for option, patterns in among["options"].items():
            for each in patterns if len(patterns) > 1 else ():
                options = {**among["options"], option: [other for other in patterns if other != each]}
                words = Words(f"{option} 去掉“{each}”", f"'{each}' dropped from {option}")
                yield f"among/options/{option}", {**node, "among": {**among, "options": options}}, words


def _anywhere(node: dict[str, Any]) -> Iterator[Change]:
    """Ask for the place where the text does not."""
    if node.get("where") == "anywhere":
        yield from _instead(node, "where", "here")


_NUMBER = re.compile(r"[0-9]+(?:\.([0-9]+))?")


def _steps(node: dict[str, Any], key: str) -> Iterator[Change]:
    """Move a figure up and down by one of its last written digit, a date by one day."""
    value = node[key]
    if isinstance(value, (int, Decimal)):
        step = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))
        for other in (value + step, value - step):
            yield from _instead(node, key, int(other) if isinstance(value, int) else other)
        return
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        yield from _dates({key: value})
        return
    found = _NUMBER.match(str(value))
    if found:
        step = Decimal(1).scaleb(-len(found[1] or ""))
        for other in (Decimal(found[0]) + step, Decimal(found[0]) - step):
            yield from _instead(node, key, f"{other:f}{str(value)[found.end() :]}")


def _instead(node: dict[str, Any], key: str, value: Any) -> Iterator[Change]:
    now = node.get(key)
    before = Words(f"“{now}”", f"'{now}'") if now is not None else Words("默认", "the default")
    words = Words(f"{key}：{before.zh}写成“{value}”", f"{key}: '{value}' for {before.en}")
    yield key, {**node, key: value}, words


def _renamed(node: dict[str, Any], key: str, other: str) -> dict[str, Any]:
    return {other if name == key else name: each for name, each in node.items()}


__all__ = ["Mutant", "apply", "mutants"]
