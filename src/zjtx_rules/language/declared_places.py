"""The places that a rule file declares: read before everything else, since its other parts name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from zjtx_rules.language.documents import PlaceOfFile
from zjtx_rules.terms import NO_PLACES, DeclaredPlace, Places, find_region, lies_within, region_problem
from zjtx_rules.terms.places import EXAMPLES
from zjtx_rules.terms.region_names import bearers
from zjtx_rules.terms.region_table import city_of, full_name, table
from zjtx_rules.words import Words

Said = tuple[str, str, str | None]
"""Name and code of a place, and what it lies in."""

Wrong = tuple[tuple[str | int, ...], str, Words, Words | None]
"""The path of what is wrong, a code, a message and a suggestion."""


def places_of(data: Any) -> Places:
    """Return the places that the text of a rule file declares, as far as they can be understood."""
    said = data.get("places") if isinstance(data, Mapping) else None
    found: list[Said] = []
    for each in said if isinstance(said, list) else ():
        if isinstance(each, Mapping):
            name, code, within = (each.get(key) for key in ("name", "code", "within"))
            if isinstance(name, str) and isinstance(code, str) and (within is None or isinstance(within, str)):
                found.append((name, code, within))
    return read_places(tuple(found))


def declared_by(declared: Iterable[PlaceOfFile]) -> Places:
    """Return the places of a rule file."""
    return read_places(tuple((each.name, each.code, each.within) for each in declared))


@lru_cache(maxsize=64)
def read_places(said: tuple[Said, ...]) -> Places:
    """Return the places that are declared by these names and codes, each with what it lies in."""
    left, found = [*said], NO_PLACES
    while left:
        # A place may stand before the one that it lies in.
        ready = [each for each in left if _outer(each[2], found) is not None]
        if not ready:
            break
        left = [each for each in left if each not in ready]
        found = Places.of([*found, *(_place(each[0], each[1], _outer(each[2], found) or "") for each in ready)])
    return found


def _outer(within: str | None, places: Places) -> str | None:
    """Return the place that another one lies in; nothing for one that lies in none, None where it is not known."""
    if within is None:
        return ""
    region = find_region(within, places)
    return region.code if region is not None else None


def _place(name: str, code: str, outer: str) -> DeclaredPlace:
    # A zone that the table knows too is the one of the table.
    known = table().zones.get(code) == name
    return DeclaredPlace(code if known else f"{outer or code}/{name}", name, code)


def place_problems(declared: tuple[PlaceOfFile, ...], places: Places) -> list[Wrong]:
    """Return what is wrong with the places that a rule file declares."""
    found: list[Wrong] = []
    for index, each in enumerate(declared):
        at = ("places", index)
        earlier = declared[:index]
        for key in ("name", "code"):
            value = getattr(each, key)
            if any(getattr(other, key) == value for other in earlier):
                message = Words(f"“{value}”已经声明过", f"'{value}' is declared twice")
                found.append(((*at, key), "duplicate-place", message, None))
        found += [((*at, key), code, message, hint) for key, code, message, hint in _of_one(each, places)]
    return found


def _of_one(each: PlaceOfFile, places: Places) -> Iterable[tuple[str, str, Words, Words | None]]:
    name, code, made_up = each.name, each.code, each.code.startswith(EXAMPLES)
    if table().zones.get(code) == name:
        return
    known = table().name(code)
    if known is not None:
        message = Words(f"代码{code}已是{full_name(code)}", f"the code {code} is already that of {full_name(code)}")
        hint = Words("用一个没有用过的六位代码", "use a code of six digits that nothing has")
        yield "code", "place-code", message, hint
    if bearers(name):
        message = Words(f"“{name}”是实有的地方", f"'{name}' is a real place")
        hint = Words("换一个名称；实有的地方不必声明", "choose another name; real places are not declared")
        yield "name", "place-name", message, hint
    if each.within is None:
        if not made_up:
            message = Words("没有写明属于哪里", "it is not said what it lies in")
            yield "name", "place-within", message, Words("写上 within，如 within: 日照市", "write within: 日照市")
        return
    problem = region_problem(each.within, places)
    if problem is not None:
        yield "within", "unknown-region", problem.words, problem.suggestion
        return
    outer = find_region(each.within, places)
    if not made_up and outer is not None and not lies_within(f"{code[:4]}00", city_of(outer.code)):
        city = city_of(outer.code)
        message = Words(
            f"代码{code}的前几位不属于{full_name(city)}",
            f"the first digits of {code} are not those of {full_name(city)}",
        )
        hint = Words(
            f"以{city.rstrip('0')}开头，或用 99 开头的示例代码",
            f"begin with {city.rstrip('0')}, or with 99 in examples",
        )
        yield "code", "place-code", message, hint
