"""What stands twice in a profile: one firm counts once (每培育1家); equal records that may be two are counted and named."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from small_rules import applicant, clause, fixed, recognition, rules_of
from zjtx_rules import evaluate, load
from zjtx_rules.profile.plausibility import doubts_of

AS_OF = date(2024, 6, 30)
GIANT = recognition("little_giant", "2023-07-14", level="national")
GAZELLE = recognition("gazelle", "2023-07-14", level="provincial")


def base(*tenants: dict[str, Any]) -> Any:
    held = recognition("startup_base", "2022-11-01", level="provincial", expires="2026-12-31")
    return applicant("startup_base", region="济南市", recognitions=[held], tenants=list(tenants), awards_received=[])


def pays(profile: Any, **readings: str) -> str:
    (section,) = evaluate(profile, load("jinan"), AS_OF, readings=readings).awards.if_adopted
    assert section.total.fixed.certain
    return str(section.total.fixed.floor)


def tenant(name: str | None, since: str = "2020-01-01", *titles: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "entered": since, "recognitions": list(titles), **more}


@pytest.mark.parametrize("other", ["甲公司", " 甲公司", "甲 公司"])
def test_one_firm_among_the_tenants_counts_once(other: str) -> None:
    assert pays(base(tenant("甲公司", "2020-01-01", GIANT), tenant(other, "2021-06-01", GIANT))) == "40万元"
    assert pays(base(tenant("甲公司", "2020-01-01", GIANT), tenant("乙公司", "2021-06-01", GIANT))) == "80万元"


@pytest.mark.parametrize("name", ["甲公司（济南）", "甲公司(济南)"])
def test_brackets_make_no_other_firm(name: str) -> None:
    assert pays(base(tenant("甲公司（济南）", "2020-01-01", GIANT), tenant(name, "2021-06-01", GIANT))) == "40万元"


def test_firms_without_a_name_are_different_ones() -> None:
    assert pays(base(tenant(None, "2020-01-01", GIANT), tenant(None, "2020-01-01", GIANT))) == "80万元"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_firm_counts_where_any_of_its_stays_does(order: tuple[int, ...]) -> None:
    # It left, and came again less than a year before; of its stays one counts. Its titles may stand with either.
    stays = [
        tenant("甲公司", "2020-01-01", GIANT, left="2024-02-01"),
        tenant("甲公司", "2024-03-01", GIANT),
        tenant("甲公司", "2020-01-01", GAZELLE),
    ]
    # 40万元 for the little giant and 10万元 for the gazelle, each once.
    assert pays(base(*(stays[at] for at in order))) == "50万元"


def test_what_is_open_of_one_stay_is_settled_by_another() -> None:
    found = base(tenant("甲公司", "2020-01-01", GIANT), {"name": "甲公司", "recognitions": [GIANT]})
    assert pays(found) == "40万元"


COLLECTIONS: list[tuple[str, str, dict[str, Any], str]] = [
    ("enterprise", "recognitions", {"title": "gazelle", "date": "2023-05-10"}, "只算一次"),
    ("enterprise", "incidents", {"kind": "safety", "date": "2022-05-10"}, "只算一次"),
    ("enterprise", "certificates", {"kind": "quality_management", "since": "2022-05-10"}, "只算一次"),
    ("enterprise", "registrations", {"region": "济南市", "since": "2020-01-01"}, "只算一次"),
    ("enterprise", "awards_received", {"clause": "一", "amount": "1万元"}, "按两笔计"),
    ("training_body", "trainees", {"kind": "new_technician", "people": 3}, "按两笔计"),
    ("design_institute", "contracts", {"name": "甲", "client_region": "济南市"}, "按两笔计"),
    ("startup_base", "tenants", {"entered": "2020-01-01"}, "按两笔计"),
]


@pytest.mark.parametrize(("kind", "name", "record", "said"), COLLECTIONS, ids=lambda each: str(each)[:20])
def test_records_that_are_the_same_in_everything_are_named(
    kind: str, name: str, record: dict[str, Any], said: str
) -> None:
    found = doubts_of(applicant(kind, **{name: [record, record, record]}), AS_OF)
    twice = [each for each in found if each.code == "stated-twice"]
    assert [each.path for each in twice] == [f"{name}.1", f"{name}.2"]
    assert all(said in each.message.zh and "第1项" in each.message.zh for each in twice)


def test_equal_payments_of_a_contract_are_named_and_count() -> None:
    paid = {"date": "2023-06-01", "amount": "10万元"}
    profile = applicant(
        "design_institute", contracts=[{"client_region": "371100", "payments": [paid, paid]}], awards_received=[]
    )
    share = "{share: {rate: 50%, of: design_payments, client_in: here, at_most: 100万元}}"
    rules = rules_of(clause("subsidy.design", "subsidy", to="design_institute", pays=share))
    assert fixed(evaluate(profile, rules, AS_OF)) == "10万元"
    assert [each.path for each in doubts_of(profile, AS_OF)] == ["contracts.0.payments.1"]


def test_records_of_which_nothing_is_known_are_no_repetitions() -> None:
    assert doubts_of(applicant("startup_base", tenants=[{}, {}]), AS_OF) == ()
