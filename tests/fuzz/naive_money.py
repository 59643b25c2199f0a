"""What clauses pay: payments as docs/payments/ says them, what each comes to and how often.

What the documentation leaves to the decisions (docs/decisions.md: what money received before counts against) follows those.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from naive_asked import MET, NOT_MET, REVIEW, Asked, Finding, Rest, together
from naive_conditions import judge
from naive_facts import Data, code_of, day, fen, known, last_day, listed, quantity
from naive_places import lies_in
from naive_recognitions import fits

_ZERO = Fraction(0)


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
    begins: date | None = None
    """Before which day no money for it can have arrived, where that is not the first day of its year."""
    earlier: tuple[int, ...] | None = ()
    """Earlier years that it may have paid for; None: any."""
    instalment: Fraction | None = None
    """What each of the earlier years was worth, where they are paid in order."""
    untitled: bool = False
    """Whether it is for no title."""
    ends: bool = False
    """Whether any money for it was the only money there is for it."""


def nature(pays: Data, asked: Asked) -> str:
    """Return whether a payment is a stated sum, a ceiling, or has no figure."""
    pays = _chosen(pays, asked)
    if "total_of" in pays:
        every = [nature(each, asked) for each in pays["total_of"]]
        return next((each for each in every if each != "no_figure"), "no_figure")
    if "per_item" in pays:
        return "fixed" if "sum" in pays["per_item"] else "up_to"
    if "cannot_say" in pays:
        return "not_computed"
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
            occasions[key] = each if known is None else _added(known, each)
        return list(occasions.values())
    if "per_item" in pays:
        return _per_item(pays["per_item"], asked)
    if "share" in pays:
        return _share(pays["share"], asked)
    if "yearly" in pays:
        return [_yearly(pays["yearly"], asked, rest)]
    if "amount" in pays:
        amount = _reckoned(pays, asked)
        return [_claim(amount, amount) if rest is None else _claim(amount, amount, **_occasion(rest))]
    amount = Fraction(fen(pays["sum"] if "sum" in pays else pays["up_to"]))
    return [_claim(amount, amount) if rest is None else _claim(amount, amount, **_occasion(rest))]


def _reckoned(pays: Data, asked: Asked) -> Fraction:
    """Return what a formula comes to, of the shapes that are drawn, as docs/formulas.md says them; floor first, then ceiling."""
    text = pays["amount"]
    last = asked.as_of.year - 1
    number, figure = r"([0-9.]+)", r"([^@× ]+)@"
    if shape := re.fullmatch(rf"{number}% × {figure}上年", text):
        amount = Fraction(shape[1]) / 100 * _figure(asked, shape[2], last)
    elif shape := re.fullmatch(rf"2% × 超出\({figure}上年 − .*, {number}万元\)", text):
        more = _figure(asked, shape[1], last) - _figure(asked, shape[1], last - 1) - fen(f"{shape[2]}万元")
        amount = Fraction(2, 100) * max(more, 0)
    elif shape := re.fullmatch(rf"4万元 × 每满\({figure}上年, {number}万元\)", text):
        amount = Fraction(fen("4万元") * (_figure(asked, shape[1], last) // fen(f"{shape[2]}万元")))
    else:
        amount = Fraction(
            {"12万元": fen("12万元"), "8万元 + 0.5元": fen("80000.5元"), "3 × 2.5万元": fen("7.5万元")}[text]
        )
    amount = max(amount, Fraction(fen(pays.get("at_least", "0元"))))
    return min(amount, Fraction(fen(pays["at_most"]))) if "at_most" in pays else amount


_FIGURES = {
    "营业收入": "revenue",
    "主营业务收入": "main_business_revenue",
    "研发经费支出": "rd_expense",
    "资产总额": "total_assets",
}


def _figure(asked: Asked, label: str, year: int) -> Fraction:
    """Return a figure of the accounts of a year, in 分."""
    accounts = known(asked.applicant.get("accounts"))
    return Fraction(fen(known(next((each.get(_FIGURES[label]) for each in accounts if each["year"] == year), None))))


def _added(one: Claim, other: Claim) -> Claim:
    """Return two parts of one total as one."""
    begins = None if one.begins is None or other.begins is None else min(one.begins, other.begins)
    alike = one.earlier == other.earlier and one.instalment is not None and other.instalment is not None
    return replace(
        one,
        low=one.low + other.low,
        high=one.high + other.high,
        begins=begins,
        earlier=tuple(sorted({*(one.earlier or ()), *(other.earlier or ())})),
        instalment=one.instalment + other.instalment if alike else None,  # type: ignore[operator]  # both are known
    )


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
        return _claim(_ZERO, amount, year=asked.as_of.year, earlier=None)
    first = day(rest.get("date")).year + (asked.setting(terms.get("first", "")) == "following_year")
    pays = amount if first <= asked.as_of.year < first + terms["years"] else _ZERO
    before = {"earlier": tuple(range(first, asked.as_of.year)), "instalment": amount} if pays else {}
    return _claim(pays, pays, **{**_occasion(rest), "year": asked.as_of.year}, **before)


def _members(terms: Data, asked: Asked) -> list[tuple[Data, str]]:
    found = []
    for each in listed(asked.applicant, terms["of"]):
        said = judge(terms["when"], asked, each)[0]
        if terms["of"] == "trainees" and not asked.in_validity(day(each.get("date"))):
            said = NOT_MET
        if terms["of"] == "assessments" and not _year_counts(each["year"], asked):
            said = NOT_MET
        found.append((each, said))
    return _once_for_each_firm(found) if terms["of"] == "tenants" else found


def _once_for_each_firm(members: list[tuple[Data, str]]) -> list[tuple[Data, str]]:
    """Return the members, of those of one name the one that counts most."""
    worth = [NOT_MET, REVIEW, MET]
    found: dict[Any, tuple[Data, str]] = {}
    for number, (each, said) in enumerate(members):
        key = each.get("name") or number
        if key not in found or worth.index(said) > worth.index(found[key][1]):
            found[key] = each, said
    return list(found.values())


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
    low, high = (sum((getattr(each, name) for each in claims), _ZERO) for name in ("low", "high"))
    return [
        _claim(low, high, year=year, earlier=_applied_for_before(terms, asked) if settled == "calendar_year" else ())
    ]


def _applied_for_before(terms: Data, asked: Asked) -> tuple[int, ...]:
    """Return the earlier years in which a member would have counted, asked on the first of some month or on the last day."""
    if not asked.applicant.get("awards_received"):
        return ()
    found = []
    first = min((date.fromisoformat(each).year for each in _days_in(asked.applicant.get(terms["of"]))), default=9999)
    for year in range(max(first, asked.start.year if asked.start else first), asked.as_of.year):
        days = [date(year, month, 1) for month in range(1, 13)] + [date(year, 12, 31)]
        asks = [replace(asked, as_of=each) for each in days]
        members = known(asked.applicant.get(terms["of"]))
        if any(judge(terms["when"], then, each)[0] != NOT_MET for then in asks for each in members):
            found.append(year)
    return tuple(found)


def _days_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for each in node.values():
            yield from _days_in(each)
    elif isinstance(node, list):
        for each in node:
            yield from _days_in(each)
    elif isinstance(node, str) and len(node) == 10 and node[4] == node[7] == "-":
        yield node


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
    begins: dict[int, date] = {}
    for number, each, said in _design(terms, asked):
        if said != NOT_MET:
            key = number if by_contract else 0
            year = day(each.get("date")).year
            begins[year] = min(begins.get(year, date.max), day(each.get("date")))
            most[year][key] += fen(each["amount"])
            least[year][key] += fen(each["amount"]) if said == MET else 0
    rate, cap = quantity(terms["rate"]), Fraction(fen(terms["at_most"]))

    def worth(paid: dict[int, int]) -> Fraction:
        return sum((min(rate * each, cap) for each in paid.values()), _ZERO)

    return [_claim(worth(least[year]), worth(most[year]), year=year, begins=begins[year]) for year in sorted(most)]


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
                terms |= {"each_time": each_time is not None}
                found.append(_how_often(replace(each, clause=clause["id"], order=order, **terms), clause, asked))
    return found


def _how_often(claim: Claim, clause: Data, asked: Asked) -> Claim:
    """Return a claim with its year and what money received counts against it, by how often the clause is paid."""
    own, often = window(clause["pays"], asked), asked.setting(clause.get("frequency"))
    fractions = nature(clause["pays"], asked) == "fixed" and _has_share(clause["pays"], asked)
    if fractions:
        claim = replace(claim, low=asked.rounded(claim.low), high=asked.rounded(claim.high))
    ends = often == "once" and claim.nature == "up_to" and not asked.rest_remains
    of_members = bool({"per_item", "share"} & _all_kinds(clause["pays"], asked))
    claim = replace(claim, window=own, ends=ends, untitled=of_members)
    if often == "yearly":
        if own == "calendar_year":
            return claim
        first = claim.day or asked.start
        earlier = None if first is None else tuple(range(first.year, asked.as_of.year))
        untitled = of_members or not _looks_at_recognitions(clause, asked)
        return replace(claim, window="calendar_year", year=asked.as_of.year, earlier=earlier, untitled=untitled)
    if often == "once" and own == "calendar_year":
        claim = replace(claim, window="lifetime")
    if own != "calendar_year" and (of_members or not _looks_at_recognitions(clause, asked)):
        of_facts = own == "recognition" and often != "each_time"
        claim = replace(claim, year=asked.as_of.year, untitled=True, window="lifetime" if of_facts else claim.window)
    return claim


def window_of(clause: Data, asked: Asked) -> str:
    """Return within what money received under a clause counts."""
    claim = replace(_claim(_ZERO, _ZERO), nature=nature(clause["pays"], asked))
    return _how_often(claim, clause, asked).window


def _all_kinds(pays: Data, asked: Asked) -> set[str]:
    """Return the keys of a payment, of a total those of its first part."""
    pays = _chosen(pays, asked)
    return _all_kinds(pays["total_of"][0], asked) if "total_of" in pays else set(pays)


def _has_share(pays: Data, asked: Asked) -> bool:
    pays = _chosen(pays, asked)
    return "share" in pays or "amount" in pays or any(_has_share(each, asked) for each in pays.get("total_of", ()))


def _looks_at_recognitions(clause: Data, asked: Asked) -> bool:
    """Return whether any condition of a clause, also through others, is one on recognitions."""
    conditions = [clause["when"]] if "when" in clause else []
    for gate in asked.gates:
        to = [gate["to"]] if isinstance(gate["to"], str) else gate["to"]
        if asked.applicant["kind"] in to and clause["kind"] in gate["kinds"]:
            conditions.append(gate["when"])
    return any(_on_recognitions(each, asked) for each in conditions)


def _on_recognitions(condition: Data, asked: Asked) -> bool:
    if "by_reading" in condition:
        return _on_recognitions(asked.setting(condition), asked)
    if {"newly_recognised", "renewed", "recognised_within", "holds"} & condition.keys():
        return True
    if "clause" in condition:
        return _looks_at_recognitions(asked.clauses[condition["clause"]], asked)
    inner = [condition["left_open"]] if isinstance(condition.get("left_open"), dict) else []
    if "at_least_of" in condition:
        inner += condition["at_least_of"]["of"]
    for key in ("all", "any"):  # where there must be none, the claim is for none
        if isinstance(condition.get(key), list):
            inner += [each for each in condition[key] if isinstance(each, dict)]
    return any(_on_recognitions(each, asked) for each in inner)
