"""A deliberately naive evaluator: complete profiles only, no preparation, no sharing, every subset of awards tried.

Written from docs/language.md and the pages of the kinds, so that what it says and what the engines say agree for two
reasons that have nothing to do with each other. It takes the rule file and the profile as plain data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from naive_asked import MET, Asked, Finding, together
from naive_conditions import unsaid_clause
from naive_conditions import whole as judged
from naive_facts import Data, NotKnown
from naive_ledger import settled
from naive_limits import limited, taken_back
from naive_money import claims_of, due, nature
from naive_places import FORMS, placed
from naive_settlement import best, groups_of, in_doubt

Row = dict[str, Any]


def answer(
    profile: Data,
    rules: Data,
    as_of: date,
    readings: Mapping[str, str] | None = None,
    adopting: str | None = None,
    adopted_from: date | None = None,
) -> Row:
    """Return verdicts, choice, suppression and bounds as one row, named as in tables.

    Where stated sums and ceilings compete and something is left to a person, the bounds are left out: the documentation
    says what they contain, not what they are.

    Raises:
        NotKnown: If a fact is missing that the answer may hang on.
    """
    places = rules.get("places", [])
    profile, rules = placed(profile, places), placed(rules, places)
    adopting = FORMS.get(adopting, adopting) if adopting else None
    row: Row = {}
    payable = dict.fromkeys(_AMOUNTS, Fraction(0))
    complete = True
    for document in rules["documents"]:
        mine, counts = _document(profile, rules, document, as_of, dict(readings or {}), adopting, adopted_from)
        sums = {name: mine.pop(f"#{name}") for name in _AMOUNTS if f"#{name}" in mine}
        row |= {f"{document['id']}{name}": value for name, value in mine.items()}
        row |= {f"{document['id']}#{name}": _fen(name, value) for name, value in sums.items()}
        for name in _AMOUNTS if counts else ():
            payable[name] += sums.get(name, Fraction(0))
            complete = complete and name in sums
    # What several documents pay is added up before fractions of a 分 are rounded.
    return row | ({f"payable#{name}": _fen(name, value) for name, value in payable.items()} if complete else {})


def _fen(name: str, value: Fraction) -> int:
    return floor(value) if name.endswith("floor") else ceil(value)


_AMOUNTS = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")


def _document(
    profile: Data,
    rules: Data,
    document: Data,
    as_of: date,
    readings: dict[str, str],
    adopting: str | None,
    adopted_from: date | None,
) -> tuple[Row, bool]:
    """Return what one document says, and whether its money is payable now."""
    asked = _asked(profile, rules, document, as_of, readings, adopting, adopted_from)
    mine = [
        (order, each)
        for order, each in enumerate(document["clauses"])
        if "to" in each and profile["kind"] in ([each["to"]] if isinstance(each["to"], str) else each["to"])
    ]
    verdicts: dict[str, Finding] = {}
    for _, clause in mine:
        said, rest = judged(clause, asked)
        something = asked.something_to_pay_for(clause)
        if something is not None:
            said = together([(said, None), something])[0]
        verdicts[clause["id"]] = said, rest
    row: Row = {f":{name}": said for name, (said, _) in verdicts.items()}
    natures_of = {each["id"]: nature(each["pays"], asked) for _, each in mine if "pays" in each}
    # What is for others alone is no part of what the applicant gets.
    paying = [
        (order, each)
        for order, each in mine
        if natures_of.get(each["id"]) in ("fixed", "up_to") and "payees" not in each
    ]
    claims = claims_of(paying, asked, verdicts)
    groups = groups_of(document, asked) if claims else []
    not_computed = {
        each["id"]
        for _, each in mine
        if verdicts[each["id"]][0] != "not_met"
        and (natures_of.get(each["id"]) == "not_computed" or unsaid_clause(each, asked))
    }
    for group in groups:
        if group.unsaid or group.members & not_computed:
            not_computed |= {each.clause for each in claims} & group.members
    claims = [each for each in claims if each.clause not in not_computed]
    row["#not_computed"] = sorted(not_computed)
    items = settled(claims, groups, asked, document, rules["documents"])
    chosen = best(items, groups, certain=True)
    possible = best(items, groups, certain=False)
    row["#chosen"] = [items[at].claim.clause for at in chosen]
    if not in_doubt(items, groups) and all(each.floor == each.ceiling and each.claim.met for each in items):
        row["#suppressed"] = [each.claim.clause for at, each in enumerate(items) if each.claim.met and at not in chosen]
    natures = {each.claim.nature for each in items}
    open_ = any(each.floor != each.ceiling or not each.claim.met for each in items)
    if len(natures) < 2 or not open_:

        def sums(places: Sequence[int]) -> dict[str, Fraction]:
            found = {}
            for kind in ("fixed", "up_to"):
                mine = [at for at in places if items[at].claim.nature == kind]
                low = sum((items[at].floor for at in chosen if at in mine), Fraction(0))
                high = sum((items[at].ceiling for at in possible if at in mine), Fraction(0))
                if len(natures) == 2:
                    high = low  # nothing is open, so the two choices are one
                found |= {f"{kind}_floor": low, f"{kind}_ceiling": high}
            return found

        whole = limited(items, sums, groups, asked, document, rules["documents"])
        row |= {f"#{name}": each for name, each in (whole or {}).items()}
    back = taken_back([each for _, each in mine], verdicts, asked, document, rules["documents"])
    row |= {f"#{name}": each for name, each in back.items()}
    return row, _pays(document, asked)


def _asked(
    profile: Data,
    rules: Data,
    document: Data,
    as_of: date,
    readings: dict[str, str],
    adopting: str | None,
    adopted_from: date | None,
) -> Asked:
    chosen = {
        each["id"]: readings.get(f"{document['id']}:{each['id']}", readings.get(each["id"], each["default"]))
        for each in document.get("readings", ())
    }
    here = rules["jurisdiction"].get("code") or adopting
    clauses = {each["id"]: each for each in document["clauses"] if "to" in each}
    plain = Asked(profile, as_of, here, chosen, clauses, document.get("gates", []), due=due)
    validity, settings = document.get("in_force", {}), document.get("settings", {})
    end = validity.get("to") or plain.setting(validity.get("to_as_read", "open"))
    start = date.fromisoformat(validity["from"]) if "from" in validity else None
    if document["status"] != "issued" and adopted_from is not None:
        start = adopted_from
    return replace(
        plain,
        start=start,
        end=None if end == "open" else date.fromisoformat(end),
        covers_recognition="recognition" in plain.setting(settings.get("validity_covers", ["recognition", "as_of"])),
        year=plain.setting(settings.get("recognition_year", "any")),
        lapsed_counts=plain.setting(settings.get("lapsed_counts_as_new", False)),
        only_here=plain.setting(settings.get("registered_at_recognition", "here")) == "here",
        rest_remains=plain.setting(settings.get("paid_in_part", "nothing")) == "rest",
        rounding=plain.setting(settings.get("rounding", "exact")),
    )


def _pays(document: Data, asked: Asked) -> bool:
    """Return whether the money of a document is payable on the day."""
    if document["status"] != "issued" or (asked.start is not None and asked.as_of < asked.start):
        return False
    covers = asked.setting(document.get("settings", {}).get("validity_covers", ["recognition", "as_of"]))
    return asked.end is None or asked.as_of <= asked.end or "as_of" not in covers


__all__ = ["MET", "NotKnown", "answer"]
