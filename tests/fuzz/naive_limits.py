"""Limits over several clauses, as docs/clauses/limit.md says they work; part of the naive evaluator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from naive_asked import Asked, Finding
from naive_facts import Data, fen, known, listed
from naive_ledger import both, read_entry
from naive_settlement import Group, Settled, excludes

Sums = dict[str, Fraction]
"""By `fixed_floor` and so on."""
_ZERO = Fraction(0)


def limited(
    items: list[Settled],
    sums: Callable[[Sequence[int]], Sums],
    groups: list[Group],
    asked: Asked,
    document: Data,
    every: list[Data],
) -> Sums | None:
    """Return what claims come to under the limits of a document; None where the documentation leaves it open."""
    rules = [
        (frozenset(_members(rule, asked, document)), rule)
        for rule in document["clauses"]
        if rule["kind"] == "limit" and "at_most" in rule and asked.setting(rule.get("applies", True))
    ]
    rules = [each for each in rules if any(item.claim.clause in each[0] for item in items)]
    open_ = any(each.floor != each.ceiling or not each.claim.met for each in items)
    free = set(range(len(items)))
    done: list[tuple[set[int], Sums]] = []
    for members, rule in sorted(rules, key=lambda each: len(each[0])):
        inside = {at for at, each in enumerate(items) if each.claim.clause in members}
        if open_ and _crosses(items, inside, groups):
            return None
        received = _received(members, rule, asked, document, every)
        if received is None:
            return None
        room = max(Fraction(fen(rule["at_most"])) - received, _ZERO)
        before = sums(sorted(free & inside))
        for its, its_sums in done:
            if its <= inside:
                before = _plus(before, its_sums)
        done = [each for each in done if not each[0] <= inside] + [(inside, _cut(before, room))]
        free -= inside
    if open_ and any(_crosses(items, inside, groups) for inside, _ in done):
        return None
    found = sums(sorted(free))
    for _, its_sums in done:
        found = _plus(found, its_sums)
    return found


def _members(rule: Data, asked: Asked, document: Data) -> list[str]:
    patterns = asked.setting(rule["among"])
    return [
        each["id"]
        for each in document["clauses"]
        if "pays" in each and any(fnmatchcase(each["id"], name) for name in patterns)
    ]


def _crosses(items: list[Settled], inside: set[int], groups: list[Group]) -> bool:
    return any(
        excludes(items[one].claim, items[other].claim, groups, in_doubt=True)
        for one in inside
        for other in range(len(items))
        if other not in inside
    )


def taken_back(
    clauses: list[Data], verdicts: dict[str, Finding], asked: Asked, document: Data, every: list[Data]
) -> dict[str, int]:
    """Return what the one clause that takes money back comes to, in 分; nothing is said of several, or of what is open."""
    rules = [each for each in clauses if each["kind"] == "recovery" and verdicts[each["id"]][0] != "not_met"]
    if len(rules) != 1:
        return {}
    (rule,) = rules
    received = _received(frozenset(asked.setting(rule["of"])), {"window": "lifetime"}, asked, document, every, net=True)
    if received is None:
        return {}
    amount = int(min(received, Fraction(fen(rule["at_most"])) if "at_most" in rule else received))
    return {"back_floor": amount if verdicts[rule["id"]][0] == "met" else 0, "back_ceiling": amount}


def _received(
    members: frozenset[str], rule: Data, asked: Asked, document: Data, every: list[Data], *, net: bool = False
) -> Fraction | None:
    total = _ZERO
    for entry in listed(asked.applicant, "awards_received"):
        for money in read_entry(entry, asked, every):
            mine = [name == document["id"] and clause["id"] in members for name, clause in money.clauses]
            counts = True if mine and all(mine) else False if mine and not any(mine) else None
            if not mine and money.document not in (None, document["id"]):
                counts = False
            here = known(money.entry.get("payer")) == known(asked.here)
            in_time = asked.setting(rule.get("window", "calendar_year")) == "lifetime" or (
                money.arrived.year == asked.as_of.year
            )
            counts = both(both(counts, here), in_time)
            if counts is None:
                return None
            returned = fen(entry["returned"]) if net and entry.get("returned") else 0
            total += max(money.fen - returned, 0) if counts else 0
    return total


def _cut(before: Sums, room: Fraction) -> Sums:
    low, high = min(before["fixed_floor"], room), min(before["fixed_ceiling"], room)
    return {
        "fixed_floor": low,
        "fixed_ceiling": high,
        "up_to_floor": min(before["up_to_floor"], room - high),
        "up_to_ceiling": min(before["up_to_ceiling"], room - low),
    }


def _plus(one: Sums, other: Sums) -> Any:
    return {name: one[name] + other[name] for name in one}
