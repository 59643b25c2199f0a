"""What clauses pay and which of them: payments as docs/payments/ says them, 就高不就低 by trying every subset.

What the documentation leaves to the decisions (docs/decisions.md: what money received before counts against) follows those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import combinations
from typing import Any

from naive_conditions import MET, NOT_MET, REVIEW, Asked, Finding, Rest, fits, judge, together, whole
from naive_facts import Data, NotKnown, code_of, day, fen, known, last_day, listed, quantity
from naive_places import lies_in

_ZERO = Fraction(0)
_MOST = 12
"""Claims beyond which trying every subset takes too long."""


@dataclass(frozen=True)
class Claim:
    """What one clause pays on one occasion."""

    clause: str
    order: int
    nature: str
    low: Fraction
    high: Fraction
    year: int | None = None
    day: date | None = None
    title: str | None = None
    window: str = "recognition"
    met: bool = True
    each_time: bool = False
    """Whether the clause is due for every renewal, of which this is one."""


@dataclass(frozen=True)
class Group:
    """Clauses of which only the highest is paid."""

    members: frozenset[str]
    same_title: bool = False
    window: str = "lifetime"
    nothing_more: bool = False
    anywhere: bool = False
    subsidies: bool = False
    titles: tuple[Data, ...] = ()
    """The conditions on recognitions that the members state."""


# ------------------------------------------------------------------------------------------------------------ payments


def nature(pays: Data, asked: Asked) -> str:
    """Return whether a payment is a stated sum, a ceiling, or has no figure."""
    pays = _chosen(pays, asked)
    if "total_of" in pays:
        every = [nature(each, asked) for each in pays["total_of"]]
        return next((each for each in every if each != "no_figure"), "no_figure")
    if "per_item" in pays:
        return "fixed" if "sum" in pays["per_item"] else "up_to"
    return "up_to" if "up_to" in pays else "no_figure" if "without_figure" in pays else "fixed"


def _chosen(pays: Data, asked: Asked) -> Data:
    """Return the payment meant, by the reading or by the clause it refers to."""
    while "by_reading" in pays or "same_as" in pays:
        pays = asked.setting(pays) if "by_reading" in pays else asked.clauses[pays["same_as"]]["pays"]
    return pays


def due(pays: Data, asked: Asked) -> Finding | None:
    """Return whether there is anything to pay for, where that is a condition of its own."""
    pays = _chosen(pays, asked)
    if "total_of" in pays:
        every = [due(each, asked) for each in pays["total_of"]]
        return None if None in every else _either([each[0] for each in every if each])
    if "per_item" in pays:
        return _either([said for _, said in _members(pays["per_item"], asked)])
    return _either([said for _, _, said in _design(pays["share"], asked)]) if "share" in pays else None


def _either(said: list[str]) -> Finding:
    return (MET if MET in said else REVIEW if REVIEW in said else NOT_MET), None


def lines(pays: Data, asked: Asked, rest: Rest) -> list[Claim]:
    """Return what a payment comes to, one claim for each occasion."""
    pays = _chosen(pays, asked)
    if "total_of" in pays:
        occasions: dict[Any, Claim] = {}
        for each in [line for part in pays["total_of"] for line in lines(part, asked, rest)]:
            key = (each.year, each.day, each.title)
            known = occasions.get(key)
            occasions[key] = (
                each if known is None else replace(known, low=known.low + each.low, high=known.high + each.high)
            )
        return list(occasions.values())
    if "per_item" in pays:
        return _per_item(pays["per_item"], asked)
    if "share" in pays:
        return _share(pays["share"], asked)
    if "yearly" in pays:
        return [_yearly(pays["yearly"], asked, rest)]
    amount = Fraction(fen(pays["sum"] if "sum" in pays else pays["up_to"]))
    return [_claim(amount, amount) if rest is None else _claim(amount, amount, **_occasion(rest))]


def window(pays: Data, asked: Asked) -> str:
    """Return within what money received for the same thing is taken off: ever, in the year, since the recognition."""
    pays = _chosen(pays, asked)
    if "total_of" in pays:
        return window(pays["total_of"][0], asked)
    if "per_item" in pays:
        return "lifetime" if pays["per_item"].get("settled", "lifetime") == "lifetime" else "calendar_year"
    return "calendar_year" if "yearly" in pays or "share" in pays else "recognition"


def _claim(low: Fraction, high: Fraction, **more: Any) -> Claim:
    return Claim("", 0, "", low, high, **more)


def _occasion(rest: Data) -> Data:
    when = day(rest.get("date"))
    return {"year": when.year, "day": when, "title": rest["title"]}


def _yearly(terms: Data, asked: Asked, rest: Rest) -> Claim:
    amount = Fraction(fen(terms["sum"]))
    if rest is None:
        return _claim(_ZERO, amount, year=asked.as_of.year)
    first = day(rest.get("date")).year + (asked.setting(terms.get("first", "")) == "following_year")
    pays = amount if first <= asked.as_of.year < first + terms["years"] else _ZERO
    return _claim(pays, pays, **{**_occasion(rest), "year": asked.as_of.year})


def _members(terms: Data, asked: Asked) -> list[tuple[Data, str]]:
    found = []
    for each in listed(asked.applicant, terms["of"]):
        said = judge(terms["when"], asked, each)[0]
        if terms["of"] == "trainees" and not asked.in_validity(day(each.get("date"))):
            said = NOT_MET
        if terms["of"] == "assessments" and not _year_counts(each["year"], asked):
            said = NOT_MET
        found.append((each, said))
    return found


def _year_counts(year: int, asked: Asked) -> bool:
    if year > asked.as_of.year or not asked.covers_recognition:
        return year <= asked.as_of.year
    return (asked.start is None or year >= asked.start.year) and (asked.end is None or year <= asked.end.year)


def _per_item(terms: Data, asked: Asked) -> list[Claim]:
    amount = Fraction(fen(terms["sum"] if "sum" in terms else terms["up_to"]))
    settled = terms.get("settled", "lifetime")
    year = asked.as_of.year if settled == "calendar_year" else None
    claims = []
    for each, said in _members(terms, asked):
        if said != NOT_MET:
            worth = amount * known(each.get("people")) if terms.get("times") else amount
            own = each["year"] if settled == "each_item" else year
            claims.append(_claim(worth if said == MET else _ZERO, worth, year=own))
    if settled == "each_item":
        return claims
    return [_claim(sum((each.low for each in claims), _ZERO), sum((each.high for each in claims), _ZERO), year=year)]


def _design(terms: Data, asked: Asked) -> list[tuple[int, Data, str]]:
    """Return every payment under a design contract, with the contract's number and whether it counts."""
    found = []
    for number, contract in enumerate(listed(asked.applicant, "contracts")):
        for each in listed(contract, "payments"):
            counts = lies_in(known(contract.get("client_region")), code_of(terms.get("client_in", "here"), asked.here))
            said = MET if counts and asked.in_validity(day(each.get("date"))) else NOT_MET
            if said == MET and "holding" in terms and not _held_then(terms["holding"], asked, contract, each):
                said = NOT_MET
            if "when" in terms:
                said = together([(said, None), judge(terms["when"], asked, contract)])[0]
            found.append((number, each, said))
    return found


def _held_then(terms: Data, asked: Asked, contract: Data, payment: Data) -> bool:
    """Return whether the applicant held a title at the payment, the order or the application."""
    at = asked.setting(terms.get("at", "payment"))
    when = asked.as_of if at == "application" else day((payment if at == "payment" else contract).get(_DAYS[at]))
    return any(
        fits(terms, each) and day(each.get("date")) <= when <= last_day(each.get("expires"))
        for each in known(asked.applicant.get("recognitions"))
    )


_DAYS = {"payment": "date", "order": "ordered"}


def _share(terms: Data, asked: Asked) -> list[Claim]:
    by_contract = asked.setting(terms.get("cap", "year")) == "contract"
    least: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    most: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, each, said in _design(terms, asked):
        if said != NOT_MET:
            key = number if by_contract else 0
            year = day(each.get("date")).year
            most[year][key] += fen(each["amount"])
            least[year][key] += fen(each["amount"]) if said == MET else 0
    rate, cap = quantity(terms["rate"]), Fraction(fen(terms["at_most"]))

    def worth(paid: dict[int, int]) -> Fraction:
        return sum((min(rate * each, cap) for each in paid.values()), _ZERO)

    return [_claim(worth(least[year]), worth(most[year]), year=year) for year in sorted(most)]


def renewals(clause: Data, asked: Asked) -> list[Data] | None:
    """Return the renewals for each of which a clause is due, the latest first; None where it is not due at each.

    It is where it asks for one renewal, with `times: each`, by itself or beside other conditions that must all hold.
    """
    asks = [each for each in _conjoined(clause, asked) if _at_each_renewal(each, asked)]
    if len(asks) != 1:
        return None
    every = listed(asked.applicant, "recognitions")
    found = [
        each
        for each in every
        if judge(asks[0], asked, {**asked.applicant, "recognitions": _up_to(each, every)})[1] is each
    ]
    return sorted(found, key=lambda each: day(each.get("date")), reverse=True)


def _up_to(recognition: Data, every: list[Data]) -> list[Data]:
    """Return a recognition with all that could be the one it follows upon, so that it alone decides."""
    return [
        recognition,
        *(each for each in every if each is not recognition and day(each.get("date")) < day(recognition.get("date"))),
    ]


def _conjoined(clause: Data, asked: Asked) -> Iterator[Data]:
    for gate in asked.gates:
        to = [gate["to"]] if isinstance(gate["to"], str) else gate["to"]
        if asked.applicant["kind"] in to and clause["kind"] in gate["kinds"]:
            yield from _flat(gate["when"], asked)
    if "when" in clause:
        yield from _flat(clause["when"], asked)


def _flat(condition: Data, asked: Asked) -> Iterator[Data]:
    if "by_reading" in condition:
        yield from _flat(asked.setting(condition), asked)
    elif "all" in condition:
        for each in condition["all"]:
            yield from _flat(each, asked)
    else:
        yield condition


def _at_each_renewal(condition: Data, asked: Asked) -> bool:
    return "renewed" in condition and asked.setting(condition["renewed"].get("times", "each")) == "each"


# --------------------------------------------------------------------------------------------------- no duplication


def claims_of(paying: list[tuple[int, Data]], asked: Asked, verdicts: dict[str, Finding]) -> list[Claim]:
    """Return the claims under the clauses that are met, or left to a person."""
    found = []
    for order, clause in paying:
        said, rest = verdicts[clause["id"]]
        kind = nature(clause["pays"], asked)
        if said == NOT_MET or kind == "no_figure":
            continue
        each_time = renewals(clause, asked)
        for occasion in (rest,) if each_time is None else each_time:
            for each in lines(clause["pays"], asked, occasion):
                terms: Data = {"low": each.low if said == MET else _ZERO, "met": said == MET, "nature": kind}
                terms |= {"window": window(clause["pays"], asked), "each_time": each_time is not None}
                found.append(replace(each, clause=clause["id"], order=order, **terms))
    return found


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
                tuple(terms for each in members for terms in _named(each.get("when"))),
            )
        )
    return found


def _named(node: Any) -> Iterator[Data]:
    """Yield every condition on recognitions inside a condition."""
    if isinstance(node, dict):
        if "title" in node:
            yield node
        for each in node.values():
            yield from _named(each)
    elif isinstance(node, list):
        for each in node:
            yield from _named(each)


Sure = bool | None
"""Whether an entry counts: yes, no, or not to be told (a claim without a year of its own under a yearly rule)."""


def _counts(entry: Data, claim: Claim, group: Group, asked: Asked, titles: dict[str, set[str]]) -> Sure:
    """Return whether money received before counts against a claim under a rule."""
    if not group.anywhere and not lies_in(known(entry.get("payer")), known(asked.here)):
        return False
    open_ = False
    if group.window != "lifetime":
        own, when = (
            (claim.year, day(entry.get("date")))
            if group.window == "calendar_year"
            else (claim.day, day(entry.get("date")))
        )
        open_ = own is None
        if isinstance(own, date) and when < own:
            return False
        if isinstance(own, int) and when.year != own:
            return False
    if "clause" in entry:
        name = entry["clause"].rpartition(":")[2]
        if name not in group.members:
            return False
        if group.same_title:
            theirs = titles.get(name, set())
            if claim.title not in theirs:
                return None if not theirs or claim.title is None else False
            open_ = open_ or len(theirs) > 1
        return None if open_ else True
    if known(entry.get("kind")) == "subsidy":
        counts = group.subsidies
    elif group.same_title and known(entry.get("title")) != claim.title:
        counts = False
    else:
        counts = any(_names(terms, entry) for terms in group.titles)
    return None if counts and open_ else counts


def _names(terms: Data, entry: Data) -> bool:
    plain = {key: value for key, value in terms.items() if key != "by_ministry"}
    return fits(plain, entry)


@dataclass(frozen=True)
class Settled:
    """A claim after what was received before."""

    claim: Claim
    floor: Fraction
    ceiling: Fraction


def settled(claims: list[Claim], groups: list[Group], asked: Asked, paying: list[tuple[int, Data]]) -> list[Settled]:
    """Take off what was received before.

    Of a clause that is due at each renewal, what was received counts for the last renewal before, and what is beyond its
    worth for the one before that; so the latest are looked at first.
    """
    found: dict[int, tuple[Settled, int, int]] = {}
    for at in sorted(range(len(claims)), key=lambda each: claims[each].day or date.max, reverse=True):
        mine = claims[at]
        after = [
            other
            for other, each in enumerate(claims)
            if each.each_time and each.clause == mine.clause and each.day and mine.day and each.day > mine.day
        ]
        next_one = min(after, key=lambda other: claims[other].day or date.max, default=None)
        surely, perhaps = 0, 0
        if next_one is not None:
            surely = max(0, found[next_one][1] - int(claims[next_one].high))
            perhaps = max(0, found[next_one][2] - int(claims[next_one].low))
        days = [day_ for other in after if (day_ := claims[other].day)]
        found[at] = _settled(mine, groups, asked, paying, (surely, perhaps, days))
    return [found[at][0] for at in range(len(claims))]


def _settled(
    claim: Claim, groups: list[Group], asked: Asked, paying: list[tuple[int, Data]], later: tuple[int, int, list[date]]
) -> tuple[Settled, int, int]:
    """Take off what was received before, each entry once; also return what was received under the clause itself."""
    own_clause = next(each for _, each in paying if each["id"] == claim.clause)
    own = Group(
        frozenset({claim.clause}),
        window=claim.window,
        subsidies=own_clause["kind"] == "subsidy",
        titles=tuple(_named(own_clause.get("when"))),
    )
    titles = {each["id"]: {name for terms in _named(each.get("when")) for name in _titles(terms)} for _, each in paying}
    certain, possible, after = later
    mine, perhaps_mine, over, perhaps_over = certain, possible, False, False
    for entry in listed(asked.applicant, "awards_received"):
        bound = [group for group in groups if claim.clause in group.members]
        said = [(group, _counts(entry, claim, group, asked, titles)) for group in bound]
        was_later = any(day(entry.get("date")) >= each for each in after)
        said.append((own, False if was_later else _counts(entry, claim, own, asked, titles)))
        mine += fen(entry["amount"]) if said[-1][1] is True else 0
        perhaps_mine += fen(entry["amount"]) if said[-1][1] is not False else 0
        certain += fen(known(entry.get("amount"))) if any(each is True for _, each in said) else 0
        possible += fen(known(entry.get("amount"))) if any(each is not False for _, each in said) else 0
        over = over or any(group.nothing_more and each is True for group, each in said)
        perhaps_over = perhaps_over or any(group.nothing_more and each is not False for group, each in said)
    floor = _ZERO if perhaps_over else max(_ZERO, claim.low - possible)
    ceiling = _ZERO if over else max(_ZERO, claim.high - certain)
    return Settled(claim, min(floor, ceiling), ceiling), mine, perhaps_mine


def _titles(terms: Data) -> list[str]:
    return [terms["title"]] if isinstance(terms["title"], str) else list(terms["title"])


def excludes(one: Claim, other: Claim, groups: list[Group], *, in_doubt: bool) -> bool:
    """Return whether only one of two claims is paid; what cannot be told is as `in_doubt` says."""

    def same(first: Any, second: Any) -> bool:
        return in_doubt if first is None or second is None else first == second

    if one.clause == other.clause and one.each_time and same(one.day, other.day) and same(one.title, other.title):
        return True  # a renewal stated twice is one; those of two titles are two
    return any(
        one.clause in group.members
        and other.clause in group.members
        and (not group.same_title or same(one.title, other.title))
        and (group.window != "calendar_year" or same(one.year, other.year))
        for group in groups
    )


def best(items: list[Settled], groups: list[Group], *, certain: bool) -> tuple[int, ...]:
    """Return the places of the claims to pay: most money, then most worth, then first in the text; all subsets are tried."""
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
        return pays, worth, [at in some for at in places]

    subsets = (
        some
        for size in range(len(places) + 1)
        for some in combinations(places, size)
        if not any(rival[pair] for pair in combinations(some, 2))
    )
    return max(subsets, key=score)


__all__ = ["best", "claims_of", "due", "groups_of", "nature", "settled", "together", "whole"]
