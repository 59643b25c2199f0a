"""Hypothesis strategies shared by the tests: as-of dates, profiles of every kind, and small rule files.

A profile is drawn as plain data, complete and coherent, and `forget` then leaves out facts at random: what is left is what
somebody might know of it. So "adding knowledge" is the way from the forgetful profile back to the complete one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from zjtx_rules.files import dump_yaml
from zjtx_rules.profile import APPLICANTS, Applicant
from zjtx_rules.profile.choices import CertificateKind, IncidentKind, LegalForm, TrainingKind
from zjtx_rules.terms import TITLES

Data = dict[str, Any]
Path = tuple[str | int, ...]

START, END = date(2022, 3, 23), date(2025, 12, 31)
"""The validity of the generated documents, which is that of the 日照 plan."""

_DAY = timedelta(days=1)
_ANCHORS = (START, END, date(2023, 9, 1), date(2023, 1, 1), date(2024, 2, 29), date(2021, 9, 1))

days = st.one_of(
    st.sampled_from([each + shift * _DAY for each in _ANCHORS for shift in (-1, 0, 1)]),
    st.dates(date(2019, 1, 1), date(2026, 12, 31)),
)
"""Days around which something turns, and any other."""

as_of_dates = st.one_of(
    st.sampled_from([date(2023, 9, 1), date(2024, 6, 30), END, START]), st.dates(date(2023, 6, 1), END)
)
"""As-of dates inside the validity, its ends included; as a rule late enough for something to have happened in it."""

dates_outside = st.one_of(
    st.dates(date(2015, 1, 1), START - _DAY), st.dates(END + _DAY, date(2035, 1, 1)), st.just(START - _DAY)
)
"""As-of dates outside the validity."""

regions = st.sampled_from(["371100", "371100", "371102", "371100", "371100", "370100"])
amounts = st.sampled_from(["5万元", "20万元", "30万元", "30万元", "50万元", "100万元", "120万元"])
"""Few of them, so that ties are frequent."""
iso = days.map(date.isoformat)
_yes_no = st.booleans()


# ------------------------------------------------------------------------------------------------------------ profiles


_ENTERPRISE_TITLES = ["zjtx_sme", "little_giant", "gazelle", "champion_enterprise", "unicorn"]


@st.composite
def recognition_data(draw: st.DrawFn, titles: Sequence[str]) -> Data:
    """Draw one recognition with every field known."""
    title = draw(st.sampled_from(titles))
    day = draw(st.one_of(st.dates(START, date(2023, 9, 1)), st.dates(START, date(2023, 9, 1)), days))
    kind = draw(st.sampled_from(["new", "new", "new", "new", "renewal", "re_recognition"]))
    found: Data = {
        "title": title,
        "level": draw(st.sampled_from([each.id for each in TITLES[title].levels])),
        "kind": kind,
        "date": day.isoformat(),
        "expires": draw(st.sampled_from(["never", (day + timedelta(days=1095)).isoformat(), day.isoformat()])),
        "body_is_ministry": draw(_yes_no),
    }
    if kind != "new":
        gap = draw(st.sampled_from([-1, 0, 1, 400]))
        found["previous_expires"] = (day - gap * _DAY).isoformat()
    return found


@st.composite
def recognitions_data(draw: st.DrawFn, titles: Sequence[str], most: int = 4) -> list[Data]:
    """Draw recognitions of different titles, or one title new and later again, each with every field known."""
    few = draw(st.sampled_from([0, 1, 2, 2, 2]))
    found = draw(
        st.lists(
            recognition_data(titles),
            min_size=min(few, len(titles)),
            max_size=most,
            unique_by=lambda each: each["title"],
        )
    )
    for each in list(found):
        if each["kind"] != "new" and draw(_yes_no):
            begun = date.fromisoformat(each["date"]) - timedelta(days=1100)
            earlier = {**each, "kind": "new", "date": begun.isoformat(), "expires": each["previous_expires"]}
            del earlier["previous_expires"]
            found.append(earlier)
    return found


@st.composite
def ledger_data(draw: st.DrawFn, titles: Sequence[str], clauses: Sequence[str] = ()) -> list[Data]:
    """Draw money received, each entry known by its title or by its clause."""
    found = []
    for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
        entry: Data = {"amount": draw(amounts), "date": draw(iso), "payer": draw(regions), "kind": "award"}
        if clauses and draw(_yes_no):
            entry["clause"] = draw(st.sampled_from(clauses))
        else:
            title = draw(st.sampled_from(titles))
            entry["title"] = title
            entry["level"] = draw(st.sampled_from([each.id for each in TITLES[title].levels]))
            entry["kind"] = draw(st.sampled_from(["award", "award", "subsidy"]))
        found.append(entry)
    return found


@st.composite
def enterprise_data(draw: st.DrawFn, clauses: Sequence[str] = (), *, ledger: bool = True) -> Data:
    """Draw an enterprise of which everything is known."""
    accounts = [
        {
            "year": year,
            "revenue": draw(st.sampled_from(["1000万元", "980万元", "3000万元", "50000万元"])),
            "rd_expense": draw(st.sampled_from(["20万元", "30万元", "100万元"])),
            "total_assets": draw(st.sampled_from(["500万元", "90000万元"])),
            "employees": draw(st.sampled_from([5, 19, 20, 299, 300, 1000])),
        }
        for year in range(2021, 2026)
    ]
    moved = {"into": draw(regions), "date": draw(iso), "whole": draw(_yes_no), "operating_normally": draw(_yes_no)}
    found: Data = {
        "kind": "enterprise",
        "region": draw(regions),
        "legal_form": draw(st.sampled_from([LegalForm.ENTERPRISE.value] * 5 + [LegalForm.PUBLIC_INSTITUTION.value])),
        "recognitions": draw(recognitions_data(_ENTERPRISE_TITLES)),
        "awards_received": draw(ledger_data(_ENTERPRISE_TITLES, clauses)) if ledger else [],
        "founded": draw(iso),
        "registrations": draw(registrations_data()),
        "relocation": draw(st.sampled_from(["none", moved])),
        "industry": draw(st.sampled_from(["C3670", "6513", "J6620"])),
        "accounts": accounts,
        "independent_legal_person": draw(_yes_no),
        "provided_false_information": draw(_yes_no),
        "certificates": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": st.sampled_from([each.value for each in CertificateKind][:2]),
                        "since": iso,
                        "expires": st.one_of(st.just("never"), iso),
                    }
                ).filter(lambda each: each["since"] <= each["expires"]),
                max_size=2,
            )
        ),
        "incidents": draw(
            st.lists(
                st.fixed_dictionaries({"kind": st.sampled_from([each.value for each in IncidentKind]), "date": iso}),
                max_size=2,
            )
        ),
        "credit": {name: draw(_yes_no) for name in ("bank", "tax", "social")},
        "invention_patents": draw(st.sampled_from([0, 14, 15, 16])),
        "facts": {"in_priority_industry": draw(_yes_no)},
        "attested": {"good_prospects": draw(_yes_no)},
    }
    return found


@st.composite
def registrations_data(draw: st.DrawFn) -> list[Data]:
    """Draw the places of an enterprise, each beginning the day after the one before ended, or a day later."""
    since = draw(st.dates(date(2010, 1, 1), date(2023, 1, 1)))
    found: list[Data] = []
    for last in range(draw(st.integers(0, 3))):
        if last:
            until = since + timedelta(days=draw(st.sampled_from([100, 365, 800])))
            found[-1]["until"] = until.isoformat()
            since = until + timedelta(days=draw(st.sampled_from([1, 1, 2])))
        found.append({"region": draw(regions), "since": since.isoformat()})
    return found


_CARRIER_TITLES = {
    "startup_base": ["startup_base"],
    "service_platform": ["service_platform"],
    "cluster": ["sme_cluster"],
    "park": ["cultivation_park"],
    "design_institute": ["design_research_institute", "design_centre"],
}


@st.composite
def carrier_data(draw: st.DrawFn, kind: str, *, ledger: bool = True) -> Data:
    """Draw an applicant that is not an enterprise, of which everything is known."""
    titles = _CARRIER_TITLES.get(kind, [])
    found: Data = {
        "kind": kind,
        "region": draw(regions),
        "legal_form": draw(st.sampled_from([each.value for each in LegalForm][:3])),
        "recognitions": draw(recognitions_data(titles, most=2)) if titles else [],
        "awards_received": draw(ledger_data(titles)) if titles and ledger else [],
    }
    if kind == "startup_base":
        found["tenants"] = [draw(tenant_data()) for _ in range(draw(st.integers(0, 3)))]
    elif kind == "district":
        years = draw(st.sets(st.integers(2021, 2025), max_size=3))
        found["assessments"] = [{"year": each, "base_target_met": draw(_yes_no)} for each in sorted(years)]
    elif kind == "design_institute":
        found["contracts"] = [draw(contract_data()) for _ in range(draw(st.integers(0, 2)))]
    elif kind == "training_body":
        found["trainees"] = [draw(trainees_data()) for _ in range(draw(st.integers(0, 3)))]
    return found


@st.composite
def tenant_data(draw: st.DrawFn) -> Data:
    """Draw an enterprise in a base."""
    return {"entered": draw(iso), "recognitions": draw(recognitions_data(_ENTERPRISE_TITLES[:4], most=2))}


@st.composite
def contract_data(draw: st.DrawFn) -> Data:
    """Draw a design contract with what was paid under it."""
    paid = st.sampled_from(["0元", "100万元", "199.99万元", "200万元", "300万元"])
    return {
        "client_region": draw(regions),
        "industrial_design": draw(_yes_no),
        "payments": [{"date": draw(iso), "amount": draw(paid)} for _ in range(draw(st.integers(0, 3)))],
    }


@st.composite
def trainees_data(draw: st.DrawFn) -> Data:
    """Draw people trained."""
    return {
        "kind": draw(st.sampled_from([each.value for each in TrainingKind])),
        "people": draw(st.integers(0, 3)),
        "of_zjtx_sme": draw(_yes_no),
        "date": draw(iso),
    }


def applicants_data(*, ledger: bool = True) -> st.SearchStrategy[Data]:
    """Draw an applicant of any kind, of which everything is known."""
    others = [carrier_data(kind, ledger=ledger) for kind in APPLICANTS if kind != "enterprise"]
    return st.one_of(enterprise_data(ledger=ledger), enterprise_data(ledger=ledger), *others)


def profile_of(data: Data) -> Applicant:
    """Return the profile that plain data describe."""
    return APPLICANTS[data["kind"]].model_validate(data)


# ---------------------------------------------------------------------------------------------------------- forgetting

# What identifies an item, and the two ends of a stay which, left out, mean "still here" rather than "unknown".
_NEVER_MISSING = {"kind@", "title", "year", "until", "left", "kind@certificates", "credit", "clause"}


def forgettable(data: Data) -> list[Path]:
    """Return the paths of everything that may be left out of a profile."""
    return sorted(_forgettable(data, (), ""), key=str)


def _forgettable(node: Any, path: Path, parent: str) -> Iterator[Path]:
    if isinstance(node, dict):
        for key, value in node.items():
            named = key in _NEVER_MISSING or f"{key}@{parent}" in _NEVER_MISSING or _told_by_clause(node, key, parent)
            if not named and key not in {"facts", "attested"}:
                yield (*path, key)
            yield from _forgettable(value, (*path, key), key)
    elif isinstance(node, list):
        for index, each in enumerate(node):
            yield from _forgettable(each, (*path, index), parent)


def _told_by_clause(node: Data, key: str, parent: str) -> bool:
    """Return whether an entry of the ledger tells a field by its clause too, or by the only matter it can have been for."""
    return parent == "awards_received" and (key == "date" or ("clause" in node and key in {"kind", "amount", "payer"}))


def without(data: Data, paths: Sequence[Path]) -> Data:
    """Return the data without what stands at the paths."""
    left = copy.deepcopy(data)
    for path in sorted(paths, key=len, reverse=True):
        put(left, path, None)
    return left


def put(data: Data, path: Path, value: Any) -> None:
    """Put a value at a path, None to leave it out."""
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    if value is not None:
        node[path[-1]] = value
    elif isinstance(node, dict) and "in_priority_industry" not in node and "good_prospects" not in node:
        node[path[-1]] = None
    else:
        node.pop(path[-1], None)


_NEAR_MONEY = {"recognitions", "awards_received", "legal_form", "region", "tenants", "contracts", "trainees"}


@st.composite
def forgotten(draw: st.DrawFn, data: Data, most: int = 6) -> list[Path]:
    """Draw what somebody does not know of a profile; as a rule something that money hangs on."""
    paths = forgettable(data)
    near = [each for each in paths if each[0] in _NEAR_MONEY and each not in {("recognitions",), ("region",)}]
    chosen = draw(st.sampled_from([near, near, paths])) or paths
    return draw(st.lists(st.sampled_from(chosen), max_size=most, unique=True)) if chosen else []


# ---------------------------------------------------------------------------------------------------------- rule files


@st.composite
def which_data(draw: st.DrawFn, *, several: bool = True) -> Data:
    """Draw titles, and a level at which each of them exists."""
    titles = draw(st.lists(st.sampled_from(_ENTERPRISE_TITLES), min_size=1, max_size=2 if several else 1, unique=True))
    shared = set.intersection(*({each.id for each in TITLES[title].levels} for title in titles))
    found: Data = {"title": titles[0] if len(titles) == 1 else titles}
    levels = sorted(shared)
    choice = draw(st.sampled_from(["any", "any", "level", "level_at_least"])) if levels else "any"
    if choice != "any":
        found[choice] = draw(st.sampled_from(levels))
    if draw(st.integers(0, 7)) == 7:
        found["in"] = draw(st.sampled_from(["calendar_year", "prior_calendar_year"]))
    return found


_SIMPLE_CONDITIONS: list[Data] = [
    {"fact": "independent_legal_person"},
    {"fact": "in_priority_industry"},
    {"fact": "provided_false_information", "is": False},
    {"fact": "sme_size", "one_of": ["micro", "small", "medium"]},
    {"fact": "sme_size", "is": "large"},
    {"fact": "revenue_last_year", "at_least": "1000万元"},
    {"fact": "rd_share_last_year", "at_least": "3%"},
    {"fact": "employees_last_year", "more_than": 20, "at_most": 300},
    {"fact": "invention_patents", "less_than": 15},
    {"fact": "revenue_last_year", "about": "1000万元"},
    {"fact": "bank_credit_good"},
    {"attested": "good_prospects"},
    {"certified": "quality_management"},
    {"incident": {"of": ["safety", "quality"], "within": "2年"}},
    {"registered": {"for_at_least": "2年"}},
    {"relocated": {"operated_for": "1年"}},
    {"located_in": "here"},
    {"left_open": {"fact": "in_priority_industry"}, "because": "等"},
    {"always": True},
    {"by_reading": "way", "options": {"one": {"fact": "tax_credit_good"}, "two": {"always": False}}},
]

leaf_conditions = st.one_of(
    st.sampled_from(_SIMPLE_CONDITIONS),
    which_data().map(lambda which: {"newly_recognised": which}),
    which_data().map(lambda which: {"holds": {key: value for key, value in which.items() if key != "in"}}),
    st.builds(
        lambda which, times: {"renewed": which | {"times": times}}, which_data(), st.sampled_from(["each", "first"])
    ),
)

conditions = st.recursive(
    leaf_conditions,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"none": parts}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"at_least_of": {"count": 2, "of": parts}}),
    ),
    max_leaves=4,
)
"""Any condition that an enterprise can be asked for."""


@st.composite
def payments_data(draw: st.DrawFn, natures: Sequence[str]) -> Data:
    """Draw what an award pays."""
    nature = draw(st.sampled_from(natures))
    if draw(st.integers(0, 9)) == 0:
        return {"total_of": [{nature: draw(amounts)}, {nature: draw(amounts)}]}
    return {nature: draw(amounts)}


@st.composite
def rule_data(draw: st.DrawFn, *, tangled: bool = True, settled: bool = False) -> Data:
    """Draw a rule file of one document in force, with awards and no-duplication rules over some of them.

    Untangled, every award is for one new recognition; settled, the rules are those of the defaults: over all titles,
    without a limit of time, with the difference paid.
    """
    count = draw(st.sampled_from([3, 4, 5, 2, 1]))
    natures = draw(st.sampled_from([["sum"], ["up_to"], ["sum", "up_to"]]))
    clauses: list[Data] = [_clause("pool", "tier") | {"when": draw(conditions)}]
    for index in range(count):
        plain = which_data(several=False).map(lambda which: {"newly_recognised": which})
        joined = st.builds(lambda one, more: {"all": [one, more]}, plain, conditions)
        either = st.builds(lambda one, more: {"any": [one, more]}, plain, leaf_conditions)
        any_kind = st.one_of(plain, plain, plain, joined, either, conditions, st.just({"clause": "pool"}))
        when = draw(any_kind if tangled else plain)
        pays = draw(payments_data(natures))
        where = draw(st.sampled_from(["anywhere", "anywhere", "here"]))
        clauses.append(_clause(f"award.{index}", "award") | {"where": where, "when": when, "pays": pays})
    names = [f"award.{index}" for index in range(count)]
    for number in range(draw(st.sampled_from([1, 2, 2, 0]))):
        rule = _clause(f"no_duplication.{number}", "no_duplication")
        del rule["to"]
        rule["among"] = draw(st.one_of(st.just(names), st.lists(st.sampled_from(names), min_size=1, unique=True)))
        rule["beneficiaries"] = draw(st.sampled_from(["enterprises", "any"]))
        rule["received_from"] = draw(st.sampled_from(["here", "anywhere"]))
        if not settled:
            rule["window"] = draw(st.sampled_from(["lifetime", "calendar_year"]))
            rule["settlement"] = draw(st.sampled_from(["difference", "nothing"]))
            rule["between"] = draw(st.sampled_from(["all", "same_title"]))
        clauses.append(rule)
    document = {
        "id": "generated",
        "title": "随机生成",
        "status": "issued",
        "in_force": {"from": START.isoformat(), "to": END.isoformat()},
        "settings": {"lapsed_counts_as_new": draw(_yes_no)},
        "readings": [{"id": "way", "question": "怎么读", "options": {"one": "一", "two": "二"}, "default": "one"}],
        "clauses": clauses,
    }
    return {
        "jurisdiction": {"name": "日照市", "code": "371100"},
        "judgements": [{"id": "good_prospects", "label": "具有良好发展前景"}],
        "facts": [{"id": "in_priority_industry", "label": "属于优势产业", "type": "yes_no"}],
        "documents": [document],
    }


def _clause(name: str, kind: str) -> Data:
    return {"id": name, "kind": kind, "cite": "一", "quote": "原文", "title": "标题", "to": "enterprise"}


def yaml_of(rules: Data) -> str:
    """Return a rule file as YAML text."""
    return dump_yaml(rules)


award_names = [f"award.{index}" for index in range(5)]
