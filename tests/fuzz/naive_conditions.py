"""Whether a condition holds, kind by kind as docs/conditions/ says it; part of the naive evaluator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from naive_asked import MET, NOT_MET, REVIEW, Asked, Finding, chosen, together, verdict_of
from naive_facts import (
    Data,
    NotKnown,
    code_of,
    day,
    fact,
    industry_in,
    known,
    last_day,
    later,
    listed,
    quantity,
    years_of,
)
from naive_places import has_moved, lies_in
from naive_recognitions import RECOGNISING
from pools import MACHINES

from zjtx_rules.profile.facts import facts_of


def judge(condition: Data, asked: Asked, subject: Data) -> Finding:
    """Return the verdict on a condition, and the recognition it rests on."""
    key = next((key for key in _KINDS if key in condition), "fact")
    return _KINDS[key](condition, asked, subject)


def whole(clause: Data, asked: Asked) -> Finding:
    """Return the verdict on a clause: the place, the gates, its own condition."""
    parts: list[Finding] = []
    everywhere = clause.get("where", "here") == "anywhere"
    asked = replace(asked, only_here=asked.only_here and not everywhere)
    if not everywhere:
        parts.append((verdict_of(lies_in(known(asked.applicant.get("region")), known(asked.here))), None))
    for gate in asked.gates:
        to = [gate["to"]] if isinstance(gate["to"], str) else gate["to"]
        if asked.applicant["kind"] in to and clause["kind"] in gate["kinds"]:
            parts.append(judge(gate["when"], asked, asked.applicant))
    if "when" in clause:
        parts.append(judge(clause["when"], asked, asked.applicant))
    return together(parts)


# ----------------------------------------------------------------------------------------------------------- compounds


def _inner(conditions: list[Data], asked: Asked, subject: Data) -> list[Finding]:
    return [judge(each, asked, subject) for each in conditions]


def _all(condition: Data, asked: Asked, subject: Data) -> Finding:
    return together(_inner(condition["all"], asked, subject))


def _any(condition: Data, asked: Asked, subject: Data) -> Finding:
    findings = _inner(condition["any"], asked, subject)
    said = [each for each, _ in findings]
    return (MET if MET in said else REVIEW if REVIEW in said else NOT_MET), chosen(findings)


def _none(condition: Data, asked: Asked, subject: Data) -> Finding:
    said = [each for each, _ in _inner(condition["none"], asked, subject)]
    return (NOT_MET if MET in said else REVIEW if REVIEW in said else MET), None


def _at_least_of(condition: Data, asked: Asked, subject: Data) -> Finding:
    findings = _inner(condition["at_least_of"]["of"], asked, subject)
    said, count = [each for each, _ in findings], condition["at_least_of"]["count"]
    met = said.count(MET)
    return (MET if met >= count else REVIEW if met + said.count(REVIEW) >= count else NOT_MET), chosen(findings)


def _left_open(condition: Data, asked: Asked, subject: Data) -> Finding:
    said, rest = judge(condition["left_open"], asked, subject)
    return (NOT_MET if said == NOT_MET else REVIEW), rest


def _cannot_say(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - one form for all kinds
    return REVIEW, None


def unsaid(condition: Any, asked: Asked, subject: Data) -> bool:
    """Return whether a condition is open because of something that rule files cannot say."""
    if not isinstance(condition, dict) or judge(condition, asked, subject)[0] != REVIEW:
        return False
    if "cannot_say" in condition:
        return True
    if "by_reading" in condition:
        return unsaid(asked.setting(condition), asked, subject)
    if "clause" in condition:
        return unsaid_clause(asked.clauses[condition["clause"]], asked)
    inner = [*condition.get("all", ()), *condition.get("any", ()), *condition.get("none", ())]
    inner += [condition.get("left_open"), *condition.get("at_least_of", {}).get("of", ())]
    return any(unsaid(each, asked, subject) for each in inner)


def unsaid_clause(clause: Data, asked: Asked) -> bool:
    """Return whether a clause is open because of something that rule files cannot say, in its gates too."""
    if whole(clause, asked)[0] != REVIEW:
        return False
    parts = [clause.get("when")]
    for gate in asked.gates:
        to = [gate["to"]] if isinstance(gate["to"], str) else gate["to"]
        if asked.applicant["kind"] in to and clause["kind"] in gate["kinds"]:
            parts.append(gate["when"])
    return any(unsaid(each, asked, asked.applicant) for each in parts)


def _by_reading(condition: Data, asked: Asked, subject: Data) -> Finding:
    return judge(asked.setting(condition), asked, subject)


def _clause(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - one form for all kinds
    clause = asked.clauses[condition["clause"]]
    said, rest = whole(clause, asked)
    something = asked.something_to_pay_for(clause)
    return (said, rest) if something is None else (together([(said, None), something])[0], rest)


# --------------------------------------------------------------------------------------------------------------- facts


def _labels(name: str, asked: Asked) -> dict[str, str]:
    """Return the English word of each Chinese one of a choice."""
    found = facts_of(asked.applicant["kind"]).get(name) or facts_of("trainees").get(name)
    return {label: word for word, label in found.choices} if found else {}


_BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda one, other: one >= other,
    "more_than": lambda one, other: one > other,
    "at_most": lambda one, other: one <= other,
    "less_than": lambda one, other: one < other,
}


def _bounded(condition: Data, value: Any) -> bool:
    """Return whether a quantity keeps every bound that is named."""
    return all(test(value, quantity(condition[key])) for key, test in _BOUNDS.items() if key in condition)


def _dated(condition: Data, when: date, as_of: date) -> bool:
    """Return whether a day lies in the periods that are named: 近N年内, 自该日起N年内（含届满之日）, 满N年, a year."""
    fits = True
    if "within" in condition:
        end = later(when, condition["within"])
        included = condition.get("last_day") == "included"
        fits = when <= as_of and (as_of <= end if included else as_of < end)
    if "lasted" in condition:
        fits = fits and later(when, condition["lasted"]) <= as_of
    if "in_year" in condition:
        back = as_of.year - when.year
        fits = fits and back in {"当年": [0], "上年": [1], "前年": [2], "近三年": [1, 2, 3]}[condition["in_year"]]
    return fits


def _follows(condition: Data, when: date, since: date) -> bool:
    """Return whether a day comes no earlier than another, nor later than the end of a period that begins there."""
    return since <= when and ("within" not in condition or when <= later(since, condition["within"]))


_FIELDS = {each["label"]: each["id"] for each in MACHINES["fields"]}


def _records(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - a list belongs to the applicant
    """Return whether as many records of the list fit as are asked for, or whether each of those does what is asked."""
    every = listed(known(asked.applicant.get("records")), "machines")
    found = [each for each in every if _record_fits(condition.get("where"), each, asked.as_of)]
    if "every" in condition:
        return verdict_of(all(_record_fits(condition["every"], each, asked.as_of) for each in found)), None
    bounds = {key: condition[key] for key in _BOUNDS if key in condition} or {"at_least": 1}
    return verdict_of(_bounded(bounds, len(found))), None


def _record_fits(where: Data | None, record: Data, as_of: date) -> bool:
    if where is None:
        return True
    for key, join in (("all", all), ("any", any), ("none", any)):
        if key in where:
            return join([_record_fits(each, record, as_of) for each in where[key]]) != (key == "none")
    value = known(record.get(_FIELDS.get(where["fact"], where["fact"])))
    if not {"within", "lasted", "in_year"}.isdisjoint(where):
        return _dated(where, date.fromisoformat(value), as_of)
    if any(key in where for key in _BOUNDS):
        return _bounded(where, quantity(value))
    return value in where.get("one_of", [where.get("is", True)])


def _fact(condition: Data, asked: Asked, subject: Data) -> Finding:
    name = condition["fact"]
    value = fact(name, subject, asked.applicant, asked.as_of)
    if "about" in condition:
        return _about(condition, asked, quantity(value)), None
    if "since" in condition:
        since = fact(condition["since"], subject, asked.applicant, asked.as_of)
        return verdict_of(_follows(condition, date.fromisoformat(value), date.fromisoformat(since))), None
    if not {"within", "lasted", "in_year"}.isdisjoint(condition):
        return verdict_of(_dated(condition, date.fromisoformat(value), asked.as_of)), None
    if any(key in condition for key in _BOUNDS):
        return verdict_of(_bounded(condition, quantity(value))), None
    labels = _labels(name, asked)
    wanted = condition.get("one_of", [condition.get("is", True)])
    if name == "industry":
        return verdict_of(industry_in(value, wanted)), None
    return verdict_of(value in [labels.get(each, each) for each in wanted]), None


def _about(condition: Data, asked: Asked, value: Any) -> str:
    figure = quantity(condition["about"])
    _, _, percentage = asked.chosen.get(condition.get("band", ""), "").partition(":")
    if percentage:
        width = figure * quantity(percentage)
        return verdict_of(figure - width <= value <= figure + width)
    return MET if value == figure else REVIEW


def _attested(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - one form for all kinds
    given = asked.applicant.get("attested", {}).get(condition["attested"])
    return (REVIEW if given is None else verdict_of(given)), None


def _always(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - one form for all kinds
    return verdict_of(condition["always"]), None


def _located_in(condition: Data, asked: Asked, subject: Data) -> Finding:  # noqa: ARG001 - one form for all kinds
    region = code_of(condition["located_in"], asked.here)
    return verdict_of(lies_in(known(asked.applicant.get("region")), region)), None


# --------------------------------------------------------------------------------------------------- dated facts


def _certified(condition: Data, asked: Asked, subject: Data) -> Finding:
    found = False
    for each in listed(subject, "certificates"):
        if each["kind"] == condition["certified"]:
            found |= day(each.get("since")) <= asked.as_of <= last_day(each.get("expires"))
    return verdict_of(found), None


def _incident(condition: Data, asked: Asked, subject: Data) -> Finding:
    terms, found = condition["incident"], False
    for each in listed(subject, "incidents"):
        when = day(each.get("date"))
        if known(each.get("kind")) not in terms["of"] or when > asked.as_of:
            continue
        if asked.setting(terms.get("counted", "to_the_day")) == "calendar_years":
            found |= when.year > asked.as_of.year - years_of(terms["within"])
        else:
            found |= later(when, terms["within"]) > asked.as_of
    return verdict_of(found), None


def _registered(condition: Data, asked: Asked, subject: Data) -> Finding:
    terms = condition["registered"]
    region = code_of(terms.get("in", "here"), asked.here)
    registrations = listed(subject, "registrations")
    if any(has_moved(known(each.get("region")), region) for each in registrations):
        # Whether years before the place came to the city count is for the text to say.
        raise NotKnown
    inside = [each for each in registrations if lies_in(known(each.get("region")), region)]
    stays = [(day(each.get("since")), day(each.get("until")) if each.get("until") else date.max) for each in inside]
    now = [since for since, until in stays if since <= asked.as_of <= until]
    if not now:
        return NOT_MET, None
    if asked.setting(terms.get("since", "registration_here")) == "founding":
        begun = day(subject.get("founded"))
    else:
        begun = min(_unbroken(each, stays) for each in now)
    return verdict_of(later(begun, terms["for_at_least"]) <= asked.as_of), None


def _unbroken(since: date, stays: list[tuple[date, date]]) -> date:
    """Return since when one has been there, counting earlier stays that a later one follows at once."""
    earlier = [begun for begun, until in stays if until != date.max and begun < since <= until + timedelta(days=1)]
    return min(_unbroken(each, stays) for each in earlier) if earlier else since


def _relocated(condition: Data, asked: Asked, subject: Data) -> Finding:
    terms, move = condition["relocated"], known(subject.get("relocation"))
    if move == "none":
        return NOT_MET, None
    into = lies_in(known(move.get("into")), code_of(terms.get("into", "here"), asked.here))
    whole_firm = known(move.get("whole")) or not terms.get("whole", True)
    full = later(day(move.get("date")), terms["operated_for"]) <= asked.as_of
    return verdict_of(into and whole_firm and full and known(move.get("operating_normally"))), None


_KINDS: dict[str, Callable[[Data, Asked, Data], Finding]] = {
    "records": _records,
    "by_reading": _by_reading,
    "all": _all,
    "any": _any,
    "none": _none,
    "at_least_of": _at_least_of,
    "cannot_say": _cannot_say,
    "left_open": _left_open,
    "clause": _clause,
    "attested": _attested,
    "always": _always,
    "located_in": _located_in,
    "certified": _certified,
    "incident": _incident,
    "registered": _registered,
    "relocated": _relocated,
    **RECOGNISING,
    "fact": _fact,
}
