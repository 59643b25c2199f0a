"""The single slips of which `mutants` makes its changes: each takes a mapping of a rule file and yields it with one slip in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zjtx_rules.conditions.recognitions import Which
from zjtx_rules.conditions.threshold import COMPARISONS
from zjtx_rules.terms import TITLES, Duration, Level, find_title
from zjtx_rules.words import Words

Change = tuple[str, Any, Words]
"""The key at which it shows (`a/b` further below), the mapping as it would be, and what was changed."""


def condition_dropped(node: dict[str, Any]) -> Iterator[Change]:
    """Drop a condition that stands by itself."""
    when = node.get("when")
    if isinstance(when, dict) and not {"all", "any", "none", "always", "by_reading"} & when.keys():
        yield "when", {**node, "when": {"always": True}}, Words("去掉条件", "the condition dropped")


def taken_for_settled(node: dict[str, Any]) -> Iterator[Change]:
    """Take what the text leaves open for settled."""
    if "left_open" in node:
        yield "left_open", node["left_open"], Words("文本未定写成确定", "taken for settled, not left open")


def bounds_moved(node: dict[str, Any]) -> Iterator[Change]:
    """Move a bound by a step; include the number named or leave it out."""
    if "fact" not in node:
        return
    twins = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
    for key in (*COMPARISONS, "about"):
        if key in node:
            yield from _steps(node, key)
        if key in node and key in twins:
            words = Words(f"“{key}”写成“{twins[key]}”", f"'{twins[key]}' for '{key}'")
            yield key, renamed(node, key, twins[key]), words


def sums_moved(node: dict[str, Any]) -> Iterator[Change]:
    """Move a sum, a ceiling or a rate by a step; take 最高 for a stated sum and the reverse."""
    for key, other in (("sum", "up_to"), ("up_to", "sum")):
        if isinstance(node.get(key), str):
            yield from _steps(node, key)
            yield key, renamed(node, key, other), Words(f"“{key}”写成“{other}”", f"'{other}' for '{key}'")
    if "rate" in node:
        yield from _steps(node, "rate")
        yield from _steps(node, "at_most")


def counts_moved(node: dict[str, Any]) -> Iterator[Change]:
    """Count one more or one less: years of instalments, conditions of a list, months back."""
    for key in ("years", "count", "months"):
        if isinstance(node.get(key), int):
            yield from _steps(node, key)


def incident_kinds_dropped(node: dict[str, Any]) -> Iterator[Change]:
    """Drop one of the kinds of incident."""
    of = node.get("of")
    if "within" in node and isinstance(of, list) and len(of) > 1:
        for each in of:
            rest = [other for other in of if other != each]
            yield "of", {**node, "of": rest}, Words(f"去掉“{each}”", f"'{each}' dropped")


def durations_moved(node: dict[str, Any]) -> Iterator[Change]:
    """Make a period a month longer or shorter; one that is written in days, a day."""
    for key in ("for_at_least", "within", "operated_for", "resident_for"):
        if isinstance(node.get(key), str):
            period = Duration.parse(node[key])
            size, unit = (period.months, "个月") if period.months else (period.days, "天")
            for other in (size + 1, size - 1):
                if other:
                    yield from _instead(node, key, f"{other}{unit}")


def dates_moved(node: dict[str, Any]) -> Iterator[Change]:
    """Move a day by a day: the first or the last of a validity, and the last under each option of a reading."""
    for key, value in node.items():
        options = value.get("options") if isinstance(value, dict) else None
        if isinstance(options, dict):
            for option, moved, words in dates_moved(options):
                yield f"{key}/options/{option}", {**node, key: {**value, "options": moved}}, words
        elif _DAY.fullmatch(str(value)):
            day = date.fromisoformat(str(value))
            for other in (day + timedelta(days=1), day - timedelta(days=1)):
                yield from _instead(node, key, other.isoformat())


def titles_swapped(node: dict[str, Any]) -> Iterator[Change]:
    """Take a title for its neighbour in the table that the same applicants may hold at the level asked for."""
    given = node["title"]
    names = given if isinstance(given, list) else [given]
    ids = [title.id for title in map(find_title, names) if title is not None]
    level: dict[str, Any] = {key: node[key] for key in ("level", "level_at_least") if key in node}
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


def levels_moved(node: dict[str, Any]) -> Iterator[Change]:
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


def choices_swapped(node: dict[str, Any]) -> Iterator[Change]:
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


def default_swapped(node: dict[str, Any]) -> Iterator[Change]:
    """Take another option by default."""
    for option in node["options"]:
        if option != node["default"] and option != node.get("percentage"):
            yield from _instead(node, "default", option)


def settings_swapped(node: dict[str, Any]) -> Iterator[Change]:
    """Take another setting of the document, where it does not hang on a reading."""
    others: dict[str, tuple[Any, ...]] = {
        "recognition_year": _CHOICES["in"],
        "registered_at_recognition": ("here", "anywhere"),
        "lapsed_counts_as_new": (True, False),
        "paid_in_part": ("nothing", "rest"),
        "rounding": ("exact", "half_up", "down"),
        "validity_covers": (["recognition", "as_of"], ["recognition"], ["as_of"]),
    }
    for key, values in others.items():
        if key in node and not isinstance(node[key], dict):
            for other in values:
                if other != node[key]:
                    yield from _instead(node, key, other)


def rivalry_changed(node: dict[str, Any]) -> Iterator[Change]:
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


def frequency_changed(node: dict[str, Any]) -> Iterator[Change]:
    """Take 每年 for 一次性 and the reverse; of a ceiling, of which less may be paid, also 每次 for 一次性."""
    others = {"once": ("yearly", "each_time"), "yearly": ("once",)}.get(str(node.get("frequency")), ())
    for other in others:
        if other != "each_time" or "up_to" in node["pays"]:
            yield from _instead(node, "frequency", other)


def place_asked_for(node: dict[str, Any]) -> Iterator[Change]:
    """Ask for the place where the text does not."""
    if node.get("where") == "anywhere":
        yield from _instead(node, "where", "here")


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]+(?:\.([0-9]+))?")


def _steps(node: dict[str, Any], key: str) -> Iterator[Change]:
    """Move a figure up and down by one of its last written digit, a date by one day."""
    value = node[key]
    if isinstance(value, (int, Decimal)):
        step = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))
        for other in (value + step, value - step):
            yield from _instead(node, key, int(other) if isinstance(value, int) else other)
        return
    if _DAY.fullmatch(str(value)):
        for _, moved, words in dates_moved({key: value}):
            yield key, {**node, **moved}, words
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


def renamed(node: dict[str, Any], key: str, other: str) -> dict[str, Any]:
    """Return a mapping with one key under another name, in the same order."""
    return {other if name == key else name: each for name, each in node.items()}
