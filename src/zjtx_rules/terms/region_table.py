"""The table of regions: today's units, zones of the statistics bureau, and units that went out of use or took another name.

`data/regions.txt` is written by `tools/regions.py`. It is read when the first region is looked up, not at import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zjtx_rules.terms.places import EXAMPLES

_FILE = Path(__file__).with_name("data") / "regions.txt"


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that went out of use, or a former name of one that kept its code."""

    code: str
    name: str
    began: int
    """The year in which it came into use; 0 where that was before the table begins (2007)."""
    ended: int
    """The year in which it went out of use."""
    today: frozenset[str]
    """The codes of today's units that it is now, or lies in, as far as is known."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table, by code."""

    today: Mapping[str, str]
    """The names of today's units."""
    began: Mapping[str, int]
    """The years in which codes of today came into use, where that was after 2007."""
    zones: Mapping[str, str]
    """The names of zones that have a code of the statistics bureau."""
    retired: Mapping[str, Former]
    """Units whose code went out of use."""
    renamed: tuple[Former, ...]
    """Former names of units of today."""

    def name(self, code: str) -> str | None:
        """Return the name that belongs to a code; the last one of a unit out of use."""
        if code == NATION:
            return "全国"
        found = self.today.get(code) or self.zones.get(code)
        if found is None and code in self.retired:
            found = self.retired[code].name
        return found


@cache
def table() -> Table:
    """Return the table, read once."""
    today: dict[str, str] = {}
    began: dict[str, int] = {}
    zones: dict[str, str] = {}
    retired: dict[str, Former] = {}
    renamed: list[Former] = []
    section = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            section = line
            continue
        words = line.split(" ")
        code, name = words[0], words[1]
        if section == "[today]":
            today[code] = name
            if len(words) > 2:
                began[code] = int(words[2])
        elif section == "[zones]":
            zones[code] = name
        else:
            former = Former(code, name, int(words[2]), int(words[3]), frozenset(words[4].split(",")))
            if code in today:
                renamed.append(former)
            else:
                retired[code] = former
    return Table(today, began, zones, retired, tuple(renamed))


def today_of(code: str) -> frozenset[str]:
    """Return the codes of today's units that the place with a code is, or lies in."""
    former = table().retired.get(code)
    return former.today if former is not None else frozenset((code,))


NATION = "000000"
"""The code of the whole country, for rule files of the nation."""


def within_by_code(inner: str, outer: str) -> bool:
    """Return whether a code lies in another by its digits: two for the province, two for the city, two for the county."""
    if outer == NATION:
        return True
    if outer.endswith("0000"):
        return inner[:2] == outer[:2]
    if outer.endswith("00"):
        return inner[:4] == outer[:4]
    return inner == outer


def around(code: str) -> tuple[str, ...]:
    """Return the codes of the city and the province that a unit lies in, the nearest first; of a former unit those of its time."""
    known = table()
    outer = (f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(each for each in outer if each != code and (each in known.today or each in known.retired))


def city_of(code: str) -> str:
    """Return the code of the city that a place lies in today; of the province where it lies in none, or in several."""
    if "/" in code and code.startswith(EXAMPLES):
        return "/".join(code.split("/")[:2])
    cities = {
        place if place.endswith("00") else next(iter(around(place)), place)
        for place in today_of(code.partition("/")[0])
    }
    return cities.pop() if len(cities) == 1 else f"{code[:2]}0000"


def full_name(code: str) -> str:
    """Return the name of a unit with those of the city and the province it lies in: 山东省日照市莒县."""
    place, *inner = code.split("/")
    if place.startswith(EXAMPLES):
        return "".join(inner) or place
    names = [table().name(each) or each for each in (*reversed(around(place)), place)]
    return "".join(names + inner)
