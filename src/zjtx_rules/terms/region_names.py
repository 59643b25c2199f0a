"""How regions are named: by code, by name, by a short name that no other place has, by the path from the province down.

A name that several places share says none of them; all of them are offered, each by its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from zjtx_rules.nearest import may_suggest
from zjtx_rules.terms.region_changes import lies_within
from zjtx_rules.terms.region_table import Former, full_name, table, today_of, within_by_code

T = TypeVar("T")

_SHORT = {
    "150000": "内蒙古",
    "450000": "广西",
    "540000": "西藏",
    "640000": "宁夏",
    "650000": "新疆",
    "810000": "香港",
    "820000": "澳门",
}
"""Where the short name is not simply the name without 省, 市, 区 or 县."""
_SUFFIXES = ("省", "市", "区", "县")
_SEPARATORS = re.compile(r"[\s/\\>→·—–_,，、-]+")
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国)(?=.)")
_COLLECTIVE = ("省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位", "省直辖", "市辖区", "县")
"""Words that lists put between a province and its units; they are no place."""
LONGEST = 60
"""No path is longer than this many characters."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which codes bear a name."""

    full: dict[str, tuple[str, ...]]
    """Of today's units and zones."""
    former: dict[str, tuple[Former, ...]]
    """Of units out of use, and former names."""
    short: dict[str, tuple[str, ...]]
    """Names without 省, 市, 区 or 县, of today's units."""


@cache
def names() -> Names:
    """Return the names of the table."""
    full: dict[str, list[str]] = {}
    former: dict[str, list[Former]] = {}
    short: dict[str, list[str]] = {}
    for code, name in (*table().today.items(), *table().zones.items()):
        full.setdefault(name, []).append(code)
    for code, name in table().today.items():
        brief = short_name(code, name)
        if brief is not None:
            short.setdefault(brief, []).append(code)
    for each in (*table().retired.values(), *table().renamed):
        former.setdefault(each.name, []).append(each)
    return Names(_tuples(full), _tuples(former), _tuples(short))


def _tuples(found: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {name: tuple(each) for name, each in found.items()}


def short_name(code: str, name: str) -> str | None:
    """Return the short name of a unit (日照, 内蒙古); None where it has none."""
    if code in _SHORT:
        return _SHORT[code]
    if name.endswith("地区"):
        return name[:-2]
    return name[:-1] if name.endswith(_SUFFIXES) and len(name) > 2 else None


def bearers(word: str) -> tuple[str, ...]:
    """Return the codes of all places that a name may mean; of one name for a place then and now only the place of today."""
    found = names()
    today = found.full.get(word, ())
    before = _before(found.former.get(word, ()), today)
    if today or before:
        return today + before
    return _by_short_name(found.short.get(word, ()))


def _before(former: Iterable[Former], today: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of former places of a name that are not simply the beginnings of those which have it today."""
    latest: dict[frozenset[str], Former] = {}
    for each in former:
        if each.today.isdisjoint(today) and (each.today not in latest or latest[each.today].ended < each.ended):
            latest[each.today] = each
    return tuple(dict.fromkeys(each.code for each in latest.values()))


def _by_short_name(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom a short name means: a province before all counties, a city before its own counties only."""
    provinces = tuple(each for each in codes if each.endswith("0000"))
    cities = tuple(each for each in codes if each.endswith("00") and each not in provinces)
    if len(provinces) == 1 and not cities:
        return provinces
    if len(cities) == 1 and not provinces and all(within_by_code(each, cities[0]) for each in codes):
        return cities
    return codes


@lru_cache(maxsize=4096)
def places_named(word: str) -> tuple[str, ...]:
    """Return the codes of all places that a name, or a path of names, may mean."""
    if len(word) > LONGEST:
        return ()
    found = bearers(word)
    if found:
        return found
    path = _COUNTRY.sub("", _SEPARATORS.sub("", word))
    found = bearers(path)
    return found or _settled(_paths(path, None, {}))


def _paths(path: str, around: str | None, seen: dict[tuple[str, str | None], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the places at the end of all ways to read a path, each part of it lying in the one before."""
    if (path, around) in seen:
        return seen[path, around]
    found: dict[str, None] = {}
    for end in range(len(path), 1, -1):
        for code in _inside(path[:end], around):
            found |= dict.fromkeys((code,) if end == len(path) else _paths(path[end:], code, seen))
    if not found and around is not None:
        for word in _COLLECTIVE:
            if path.startswith(word) and path != word:
                found |= dict.fromkeys(_paths(path.removeprefix(word), around, seen))
    seen[path, around] = tuple(found)
    return seen[path, around]


def _inside(word: str, around: str | None) -> tuple[str, ...]:
    """Return the places of a name that lie in another place, today or when they went out of use."""
    found = names()
    full = (*found.full.get(word, ()), *(each.code for each in found.former.get(word, ())))
    if around is None:
        return full or found.short.get(word, ())
    here = tuple(each for each in full if _lies(each, around))
    return here or tuple(each for each in found.short.get(word, ()) if _lies(each, around))


def _lies(code: str, around: str) -> bool:
    return within_by_code(code, around) or lies_within(code, around)


def _settled(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out former places that are simply the beginnings of places of today which are found too."""
    retired = table().retired
    today = tuple(each for each in codes if each not in retired)
    former = tuple(retired[each] for each in codes if each in retired)
    return today + _before(former, today)


def split_path(word: str) -> tuple[str, str] | None:
    """Return the place with which a path begins, as far as it can be read, and what is left; None where it begins with none."""
    path = _COUNTRY.sub("", _SEPARATORS.sub("", word))
    for end in range(len(path) - 1, 1, -1):
        found = places_named(path[:end])
        if len(found) == 1:
            return found[0], path[end:]
    return None


def misspelt(word: str) -> tuple[str, ...]:
    """Return the places that a word is plausibly a misspelling of: one character differs, or the kind of place.

    Of two characters the first must be right, unless the place it lies in is named: 日召市 may be 日照市, but 任成区 is not 海城市.
    """
    plain = _SEPARATORS.sub("", word)
    if not 2 <= len(plain) <= LONGEST or not may_suggest():
        return ()
    close = tuple(code for code, name in _beginning_with().get(plain[0], ()) if _close(plain, name, first=True))
    other_kind = tuple(each for each in close if (table().name(each) or "")[:-1] == plain[:-1])
    close = other_kind or close
    begins = split_path(word) if not close else None
    # A name that is right, but of a place elsewhere, is no misspelling.
    if begins is not None and not bearers(begins[1]):
        outer, rest = begins
        close = tuple(
            code
            for code, name in table().today.items()
            if code != outer and _close(rest, name, first=False) and lies_within(code, outer)
        )
    return close if len(close) <= 3 else ()


@cache
def _beginning_with() -> dict[str, list[tuple[str, str]]]:
    """Return the codes and names of today's units by the first character of the name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name in table().today.items():
        found.setdefault(name[0], []).append((code, name))
    return found


def _close(word: str, name: str, *, first: bool) -> bool:
    """Return whether a word is another by one character, or by the kind of place; `first`: the first one must be right."""
    if len(word) < 3 or len(name) < 3:
        return False
    stem, real = word[:-1], name[:-1]
    if stem == real:
        return True
    if word[-1] != name[-1] or len(stem) != len(real) or (first and stem[0] != real[0]):
        return False
    return sum(one != other for one, other in zip(stem, real, strict=True)) == 1


def path_of(code: str, name: str | None = None) -> str:
    """Return the path of a place: its name after those of its province and its city, as one would write it to be understood.

    The path of a former place says where it lay, under the name given if it had that once. Where that would mean another
    place today, it is the code.
    """
    path = full_name(code)
    if (
        name is not None
        and name != table().name(code)
        and any(each.code == code for each in names().former.get(name, ()))
    ):
        path = full_name(code).removesuffix(table().name(code) or "") + name
    return path if places_named(path) == (code,) else code


def former_until(code: str, name: str) -> int:
    """Return the year until which a place existed, or had a name; 0 where it is a place of today under that name."""
    if code in table().retired:
        return table().retired[code].ended
    known = name in (table().name(code), short_name(code, table().name(code) or ""))
    return 0 if known else next((each.ended for each in names().former.get(name, ()) if each.code == code), 0)


def shared(code: str) -> bool:
    """Return whether a place has a name that other places have too."""
    name = table().name(code)
    return name is not None and len(bearers(name)) > 1


__all__ = [
    "bearers",
    "former_until",
    "misspelt",
    "path_of",
    "places_named",
    "shared",
    "short_name",
    "split_path",
    "today_of",
]
