"""Which claims compete and which of them are paid: 就高不就低 by trying every subset; part of the naive evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import combinations
from typing import Any

from naive_asked import Asked
from naive_facts import Data, NotKnown, known
from naive_money import Claim
from naive_recognitions import fits

_ZERO = Fraction(0)
_MOST = 12
"""Claims beyond which trying every subset takes too long."""


@dataclass(frozen=True)
class Group:
    """Clauses of which only the highest is paid."""

    members: frozenset[str]
    same_title: bool = False
    window: str = "lifetime"
    nothing_more: bool = False
    anywhere: bool = False
    subsidies: bool = False
    unsaid: bool = False
    """Whether rule files cannot say it, so that nothing of it is computed."""
    titles: tuple[Data, ...] = ()
    """The conditions on recognitions that the members state."""


# ------------------------------------------------------------------------------------------------------------ payments


def groups_of(document: Data, asked: Asked) -> list[Group]:
    """Return the rules that bind the applicant."""
    found = []
    for rule in document["clauses"]:
        if rule["kind"] != "no_duplication" or not asked.setting(rule.get("applies", True)):
            continue
        only = asked.setting(rule.get("beneficiaries", "enterprises")) == "enterprises"
        if only and known(asked.applicant.get("legal_form")) not in ("enterprise", "individual_business"):
            continue
        members = [
            each
            for each in document["clauses"]
            if "pays" in each and any(fnmatchcase(each["id"], name) for name in asked.setting(rule["among"]))
        ]
        found.append(
            Group(
                frozenset(each["id"] for each in members),
                asked.setting(rule.get("between", "all")) == "same_title",
                asked.setting(rule.get("window", "lifetime")),
                asked.setting(rule.get("settlement", "difference")) == "nothing",
                asked.setting(rule.get("received_from", "here")) == "anywhere",
                any(each["kind"] == "subsidy" for each in members),
                "cannot_say" in rule,
                tuple(terms for each in members for terms in terms_of(each)),
            )
        )
    return found


def terms_of(clause: Data) -> Iterator[Data]:
    """Yield the titles that a clause asks the applicant to have: in conditions, and at payments of which it pays a share."""
    yield from named(clause.get("when"))
    yield from _held_for(clause.get("pays"))


def _held_for(node: Any) -> Iterator[Data]:
    if isinstance(node, dict):
        if isinstance(node.get("holding"), dict):
            yield {key: value for key, value in node["holding"].items() if key != "at"}
        for each in node.values():
            yield from _held_for(each)
    elif isinstance(node, list):
        for each in node:
            yield from _held_for(each)


def named(node: Any) -> Iterator[Data]:
    """Yield every condition on recognitions inside a condition."""
    if isinstance(node, dict):
        if "title" in node:
            yield node
        for each in node.values():
            yield from named(each)
    elif isinstance(node, list):
        for each in node:
            yield from named(each)


def names(terms: Data, entry: Data) -> bool:
    plain = {key: value for key, value in terms.items() if key != "by_ministry"}
    return fits(plain, entry)


@dataclass(frozen=True)
class Settled:
    """A claim after what was received before."""

    claim: Claim
    floor: Fraction
    ceiling: Fraction


def titles_of(terms: Data) -> list[str]:
    return [terms["title"]] if isinstance(terms["title"], str) else list(terms["title"])


def excludes(one: Claim, other: Claim, groups: list[Group], *, in_doubt: bool) -> bool:
    """Return whether only one of two claims is paid; what cannot be told is as `in_doubt` says."""

    def same(first: Any, second: Any) -> bool:
        return in_doubt if first is None or second is None else first == second

    no_title = one.untitled or other.untitled

    if one.clause == other.clause and one.each_time and same(one.day, other.day) and same(one.title, other.title):
        return True  # a renewal stated twice is one; those of two titles are two
    return any(
        one.clause in group.members
        and other.clause in group.members
        and (not group.same_title or (not no_title and same(one.title, other.title)))
        and (group.window != "calendar_year" or same(one.year, other.year))
        for group in groups
    )


def in_doubt(items: list[Settled], groups: list[Group]) -> bool:
    """Return whether it cannot be told of some claims whether they compete."""
    return any(
        excludes(one.claim, other.claim, groups, in_doubt=True)
        != excludes(one.claim, other.claim, groups, in_doubt=False)
        for one, other in combinations(items, 2)
    )


def best(items: list[Settled], groups: list[Group], *, certain: bool) -> tuple[int, ...]:
    """Return the places of the claims to pay, all subsets tried: most money, most worth, most of it stated, first in the text."""
    places = [at for at, each in enumerate(items) if each.claim.met or not certain]
    if len(places) > _MOST:
        raise NotKnown
    rival = {
        (one, other): excludes(items[one].claim, items[other].claim, groups, in_doubt=certain)
        for one, other in combinations(places, 2)
    }

    def score(some: tuple[int, ...]) -> tuple[Any, ...]:
        pays = sum((items[at].floor if certain else items[at].ceiling for at in some), _ZERO)
        worth = sum((items[at].claim.low if certain else items[at].claim.high for at in some), _ZERO)
        ceilings = sum(
            ((items[at].floor if certain else items[at].ceiling) for at in some if items[at].claim.nature == "up_to"),
            _ZERO,
        )
        return pays, worth, -ceilings, [at in some for at in places]

    subsets = (
        some
        for size in range(len(places) + 1)
        for some in combinations(places, size)
        if not any(rival[pair] for pair in combinations(some, 2))
    )
    return max(subsets, key=score)
