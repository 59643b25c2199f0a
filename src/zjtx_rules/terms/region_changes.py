"""Where places lie, today and on a day in the past: codes that went out of use lead to where they went.

A place is a code of the table, or, for a zone without one and for places that a rule file declares, the place it lies in
and its name: 371100/日照高新区.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

from zjtx_rules.terms.places import EXAMPLES
from zjtx_rules.terms.region_table import around, table, today_of, within_by_code


@lru_cache(maxsize=4096)
def lies_within(inner_code: str, outer_code: str) -> bool:
    """Return whether the inner region is the outer one or lies in it today."""
    if inner_code == outer_code:
        return True
    if "/" in outer_code:
        return inner_code.startswith(f"{outer_code}/")
    inner = inner_code.partition("/")[0]
    if outer_code in table().retired:
        return within_by_code(inner, outer_code) or _continues(inner, outer_code)
    return all(within_by_code(each, outer_code) for each in today_of(inner))


@lru_cache(maxsize=4096)
def location_in(place: str, region: str) -> bool | None:
    """Return whether a place lies in a region today; None where the place is given too coarsely to tell.

    A zone lies in its city, and in some county of it or in several, none of which is known.
    """
    if lies_within(place, region):
        return True
    if lies_within(region, place):
        return None
    if "/" in place:
        # Made-up places are told apart by their names; a zone may be another one, or a part of it, under another name.
        made_up = "/" in region and place.startswith(EXAMPLES)
        return False if made_up else location_in(place.partition("/")[0], region)
    if "/" in region:
        return None if lies_within(place, region.partition("/")[0]) else False
    zones = table().zones
    if (place in zones) != (region in zones) and place[:4] == region[:4]:
        return None
    parts = today_of(place)
    if region in table().retired:
        overlap = any(
            lies_within(each, other) or lies_within(other, each) for each in parts for other in today_of(region)
        )
    else:
        overlap = any(lies_within(each, region) or lies_within(region, each) for each in parts)
    return None if overlap else False


def _continues(code: str, former: str) -> bool:
    """Return whether a unit of today was made of nothing but a former unit, or of parts of it."""
    before = _predecessors().get(code, ())
    return code in table().began and bool(before) and all(within_by_code(each, former) for each in before)


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    """Return the retired codes that today's units come from, by today's code."""
    found: dict[str, list[str]] = {}
    for code, former in table().retired.items():
        for each in former.today:
            found.setdefault(each, []).append(code)
    return {code: tuple(before) for code, before in found.items()}


def _valid_in(code: str, year: int) -> bool:
    """Return whether a code was in use in a year, or in a part of it."""
    former = table().retired.get(code)
    began = former.began if former is not None else table().began.get(code, 0)
    return began <= year and (former is None or year <= former.ended)


def _line_of(code: str) -> frozenset[str]:
    """Return a code with those that came before and after it."""
    after = today_of(code)
    return frozenset((code, *after, *(each for one in (code, *after) for each in _predecessors().get(one, ()))))


@lru_cache(maxsize=4096)
def lay_within(place: str, region: str, day: date) -> bool | None:
    """Return whether a place lay in a region on a day.

    None where the text would have to say what it means: where a change of the divisions since then has moved the place
    into the region, or out of it, or where it is not known what was there before.
    """
    now = lies_within(place, region)
    if "/" in region:
        return now
    code = place.partition("/")[0]
    before = _on(code, day)
    if not before:
        # What a new county was before is not told; it was of the same city, or the change would stand under both.
        if not region.endswith("00") and region[:4] == code[:4]:
            return None
        before = [f"{code[:4]}00"]
    then = {within_by_code(each, outer) for each in before for outer in _on(region, day) or [f"{region[:4]}00"]}
    return now if then == {now} else None


def _on(code: str, day: date) -> list[str]:
    """Return the codes under which a place was known on a day: several in the year of a change."""
    if _valid_in(code, day.year) and not _changes(code, day.year):
        return [code]
    return [each for each in _line_of(code) if _valid_in(each, day.year)]


def _changes(code: str, year: int) -> bool:
    former = table().retired.get(code)
    began = former.began if former is not None else table().began.get(code, 0)
    return year == began or (former is not None and year == former.ended)


@lru_cache(maxsize=1024)
def moved(place: str, region: str) -> bool:
    """Return whether a place has at some time since 2007 lain elsewhere than today, as far as a region is concerned."""
    return (
        len(
            {lay_within(place, region, date(year, 7, 1)) for year in _turning(place, region)}
            | {lies_within(place, region)}
        )
        > 1
    )


def _turning(place: str, region: str) -> list[int]:
    """Return the years in which, or after which, something changes for a place in a region."""
    years: set[int] = set()
    for code in (*_line_of(place.partition("/")[0]), *_line_of(region)):
        former = table().retired.get(code)
        for year in (former.began, former.ended) if former is not None else (table().began.get(code, 0),):
            if year:
                years |= {year - 1, year, year + 1}
    return sorted(years)


@lru_cache(maxsize=1024)
def days_of_change(place: str) -> frozenset[date]:
    """Return the days from which on something else may be said of where a place lies."""
    return frozenset(date(year, 1, 1) for year in _turning(place, place))


def periods(place: str, region: str, since: date, until: date) -> list[tuple[date, date, bool | None]]:
    """Return the time from one day to another in periods during which a place lay in a region, or not, or perhaps."""
    found: list[tuple[date, date, bool | None]] = []
    begin = since
    for year in [*(each for each in _turning(place, region) if since.year < each <= until.year), None]:
        end = until if year is None else date(year, 1, 1) - timedelta(days=1)
        lay = lay_within(place, region, begin)
        if found and found[-1][2] == lay:
            begin = found.pop()[0]
        found.append((begin, end, lay))
        begin = end + timedelta(days=1) if end < date.max else end
    return found


@cache
def _moveable() -> frozenset[str]:
    """Return the codes for which anything has changed."""
    return frozenset((*table().retired, *table().began))


@lru_cache(maxsize=256)
def moved_codes(region: str) -> frozenset[str]:
    """Return the codes of places that have not always lain where they lie today, as far as a region is concerned."""
    return frozenset(each for each in _moveable() if each[:2] == region[:2] and moved(each, region))


@lru_cache(maxsize=256)
def exceptions(region: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the codes that lie in a region against their digits, those that do not lie in it, and those that may."""
    known = [*table().zones, *table().retired, *around(region)]
    if region in table().retired or region in table().zones or "/" in region:
        known += table().today
    inside: set[str] = set()
    outside: set[str] = set()
    open_: set[str] = set()
    for code in known:
        lies = location_in(code, region)
        if lies is None:
            open_.add(code)
        if (lies is True) != within_by_code(code, region):
            (inside if lies is True else outside).add(code)
    return frozenset(inside), frozenset(outside), frozenset(open_)


__all__ = [
    "around",
    "days_of_change",
    "exceptions",
    "lay_within",
    "lies_within",
    "location_in",
    "moved",
    "moved_codes",
    "periods",
]
