"""Lists that say "at least these": what is listed is certain, that there is nothing else is not, in rows and in tables."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from test_bounds import LIKE, SETTINGS, nothing_was_taken_back

from examples_drawn import drawn
from small_rules import (
    AS_OF,
    MET,
    RIZHAO,
    UNKNOWN,
    answer,
    applicant,
    clause,
    fixed,
    recognition,
    rules_of,
    up_to,
    verdict,
)
from strategies import Data, applicants_data, as_of_dates, award_names, enterprise_data, profile_of, rule_data, yaml_of
from zjtx_rules import InRow, evaluate_table, load, load_text
from zjtx_rules.analysis.gap.report import gap
from zjtx_rules.language import bundled_files
from zjtx_rules.profile import APPLICANTS, records
from zjtx_rules.profile.model import COMPLETE, Closed
from zjtx_rules.reasoning import evaluate

LISTS = {
    "recognitions": [recognition("gazelle", level="provincial")],
    "certificates": [{"kind": "quality_management", "since": "2020-01-01", "expires": "never"}],
    "incidents": [{"kind": "safety", "date": "2023-01-10"}],
    "registrations": [{"region": RIZHAO, "since": "2015-01-01"}],
}
ASKS = {
    "recognitions": ("{newly_recognised: {title: gazelle}}", "{newly_recognised: {title: unicorn}}"),
    "certificates": ("{certified: quality_management}", "{certified: aeo}"),
    "incidents": ("{incident: {of: [safety], within: 2年}}", "{incident: {of: [quality], within: 2年}}"),
    "registrations": ("{registered: {for_at_least: 2年}}", "{registered: {in: 济南市, for_at_least: 2年}}"),
}
"""For each list a condition that what is listed meets, and one that it does not."""


@pytest.mark.parametrize("name", LISTS)
def test_what_is_listed_counts_and_what_is_not_is_unknown(name: str) -> None:
    listed, not_listed = ASKS[name]
    some: Data = {"region": RIZHAO, name: LISTS[name], name + COMPLETE: False}
    assert (verdict(listed, **some), verdict(not_listed, **some)) == (MET, UNKNOWN)
    # "There is none" is never certain.
    assert verdict(f"{{none: [{not_listed}]}}", **some) == UNKNOWN
    # A list that may have more and names nothing says nothing; one that says nothing of itself is complete.
    assert verdict(listed, **{**some, name: []}) == UNKNOWN
    assert verdict(listed, **{**some, name: [], name + COMPLETE: True}).value == "not_met"
    assert verdict(not_listed, region=RIZHAO, **{name: LISTS[name]}).value == "not_met"


PER_TENANT = "{per_item: {of: tenants, when: {cultivated: {title: gazelle, resident_for: 12个月}}, sum: 10万元}}"
SHARE = "{share: {rate: 50%, of: design_payments, client_in: 日照市, at_most: 100万元, cap: CAP}}"
TENANT: Data = {"entered": "2020-01-01", "recognitions": [recognition("gazelle", level="provincial")]}
CONTRACT: Data = {
    "client_region": RIZHAO,
    "industrial_design": True,
    "payments": [{"date": "2023-02-01", "amount": "60万元"}],
}


@pytest.mark.parametrize(
    ("kind", "pays", "fields", "expected"),
    [
        ("startup_base", PER_TENANT, {"tenants": [TENANT], "tenants_complete": False}, "10万元 to unlimited"),
        # The listed tenant counts once, whatever other titles it may have.
        ("startup_base", PER_TENANT, {"tenants": [{**TENANT, "recognitions_complete": False}]}, "10万元"),
        (
            "startup_base",
            PER_TENANT,
            {"tenants": [{"entered": "2020-01-01", "recognitions": [], "recognitions_complete": False}]},
            "0元 to 10万元",
        ),
        # 50% of 60万元 is certain, and a year never pays more than 100万元 (one year: the document's first is 2023).
        ("design_institute", SHARE, {"contracts": [CONTRACT], "contracts_complete": False}, "30万元 to 100万元"),
        ("design_institute", SHARE, {"contracts": [{**CONTRACT, "payments_complete": False}]}, "30万元 to 100万元"),
        # Each contract has a ceiling of its own, and there may be any number of them.
        (
            "design_institute",
            SHARE.replace("CAP", "contract"),
            {"contracts": [CONTRACT], "contracts_complete": False},
            "30万元 to unlimited",
        ),
        (
            "training_body",
            "{per_item: {of: trainees, when: {fact: of_zjtx_sme}, sum: 3000元, times: people}}",
            {"trainees": [{"people": 4, "of_zjtx_sme": True, "date": "2023-05-01"}], "trainees_complete": False},
            "1.2万元 to unlimited",
        ),
        (
            "district",
            "{per_item: {of: assessments, when: {fact: base_target_met}, sum: 300万元, settled: each_item}}",
            {"assessments": [{"year": 2023, "base_target_met": True}], "assessments_complete": False},
            "300万元 to unlimited",
        ),
    ],
)  # fmt: skip
def test_money_for_what_is_listed_is_certain(kind: str, pays: str, fields: Data, expected: str) -> None:
    rules = rules_of(
        clause("award.one", to=kind, pays=pays.replace("CAP", "year")), around="in_force: {from: 2023-01-01}\n"
    )
    assert fixed(answer(rules, applicant(kind, region=RIZHAO, awards_received=[], **fields))) == expected


def test_of_the_titles_in_a_list_that_may_have_more_the_highest_is_certain() -> None:
    # 日照 三（一）2 and 末段: 20万元 for what is listed, and no title is worth more than 独角兽, 300万元.
    firm: Data = {
        "region": "日照市",
        "认定": [{"称号": "专精特新", "级别": "省级", "认定方式": "新认定", "认定日期": "2023-03-01"}],
        "认定齐全": "否",
    }
    rules = load("rizhao")
    assert up_to(answer(rules, applicant(**firm, 已领奖补=[]))) == "20万元 to 300万元"
    # The same in the words of tables, and of one more title.
    firm["认定已知"] = firm.pop("认定齐全")
    firm["认定"].append({"称号": "瞪羚", "级别": "省级", "认定方式": "新认定", "认定日期": "2023-03-01"})
    assert up_to(answer(rules, applicant(**firm, 已领奖补=[]))) == "30万元 to 300万元"


@pytest.mark.parametrize(
    ("more", "expected"),
    [({"awards_received_complete": False}, "0元 to 60万元"), ({}, "60万元")],
)
def test_money_received_is_at_least_what_is_listed(more: Data, expected: str) -> None:
    # 三（一）2: up to 100万元, less the 40万元 received for the lower title.
    entry = {"title": "gazelle", "level": "provincial", "kind": "award", "amount": "40万元", "payer": RIZHAO}
    entry |= {"date": "2023-04-01"}
    firm = applicant(region=RIZHAO, recognitions=[recognition("little_giant")], awards_received=[entry], **more)
    assert up_to(answer(load("rizhao"), firm)) == expected


def test_what_a_renewal_follows_upon_may_be_missing_from_the_list() -> None:
    renewed = recognition("gazelle", level="provincial", kind="renewal")
    earlier = recognition("gazelle", "2019-01-01", level="provincial", expires="2021-12-31")
    asked = "{renewed: {title: gazelle}}"
    assert verdict(asked, recognitions=[earlier, renewed]) == MET
    assert verdict(asked, recognitions=[earlier, renewed], recognitions_complete=False) == UNKNOWN
    told = renewed | {"previous_expires": "2021-12-31"}
    assert verdict(asked, recognitions=[earlier, told], recognitions_complete=False) == MET
    # Whether it was the first is never told by a list that may have more; that it was not the first is.
    first = "{renewed: {title: gazelle, times: first}}"
    before = told | {"date": "2020-05-01", "previous_expires": "2019-12-31"}
    assert verdict(first, recognitions=[told], recognitions_complete=False) == UNKNOWN
    later = rules_of(clause("tier", "tier", when=first, where="anywhere"), around="in_force: {from: 2022-01-01}\n")
    firm = applicant(recognitions=[before, told], recognitions_complete=False)
    assert answer(later, firm).verdict("tier") == UNKNOWN
    assert answer(later, applicant(recognitions=[before, told])).verdict("tier").value == "not_met"


def test_every_list_that_may_have_more_has_its_key_and_only_those() -> None:
    parts = [each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Closed)]
    lists = set()
    for model in {*APPLICANTS.values(), *parts}:
        for name, about in model.model_fields.items():
            if "tuple[" in str(about.annotation) and name != "records":  # of declared lists each has a key beside it
                lists.add((model.__name__, name))
            if name.endswith(COMPLETE):
                assert (model.__name__, name.removesuffix(COMPLETE)) in lists
                lists.remove((model.__name__, name.removesuffix(COMPLETE)))
    # Of accounts every year is known or unknown by itself.
    assert lists == {("EnterpriseProfile", "accounts")}


@pytest.mark.parametrize("key", ["recognitions_complete", "认定齐全", "认定已知"])
def test_a_list_that_is_said_to_be_complete_must_be_there(key: str) -> None:
    with pytest.raises(ValidationError, match="认定齐全"):
        applicant(**{key: True})
    assert applicant(**{key: False}).recognitions is None


# ------------------------------------------------------------------------------------------------------------- laws


@st.composite
def some_of(draw: st.DrawFn, data: Data) -> Data:
    """Draw what somebody may know who has only a part of some lists."""
    left = copy.deepcopy(data)
    for holder in (left, *(left.get("tenants") or ()), *(left.get("contracts") or ())):
        for name in ("recognitions", "awards_received", "registrations", "certificates", "incidents", "tenants",
                     "contracts", "payments", "trainees", "assessments"):  # fmt: skip
            if name == "registrations" and holder.get("relocation") is not None:
                continue  # a move decides where no registration does, and the two may have been drawn to contradict each other
            if holder.get(name) is not None and draw(st.booleans()):
                holder[name] = [each for each in holder[name] if draw(st.booleans())]
                holder[name + COMPLETE] = False
    return left


def _nothing_of(data: Data) -> Data:
    """Return the same with nothing known of the lists that may have more."""
    return {name: None if data.get(name + COMPLETE) is False else each for name, each in data.items()}


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data())
def test_a_part_of_a_list_says_no_more_than_all_of_it_and_no_less_than_nothing(
    rules: Data, complete: Data, as_of: date, data: st.DataObject
) -> None:
    loaded = load_text(yaml_of(rules))
    some = data.draw(some_of(complete))
    answers = [evaluate(profile_of(each), loaded, as_of) for each in (_nothing_of(some), some, complete)]
    nothing_was_taken_back(answers[0], answers[1])
    nothing_was_taken_back(answers[1], answers[2])


@pytest.mark.parametrize("name", sorted(bundled_files()))
@drawn(few=10, many=40, like=LIKE)
@given(complete=applicants_data(), as_of=as_of_dates, data=st.data())
def test_on_the_bundled_rules_a_part_of_a_list_contains_every_whole(
    name: str, complete: Data, as_of: date, data: st.DataObject
) -> None:
    some = data.draw(some_of(complete))
    nothing_was_taken_back(
        *(evaluate(profile_of(each), load(name), as_of, adopting="371100") for each in (some, complete))
    )


# ----------------------------------------------------------------------------------------------------------- tables

HELD: Data = {"applicant": ["A", "B"], "title": ["zjtx_sme"] * 2, "level": ["provincial"] * 2, "kind": ["new"] * 2,
              "date": ["2023-03-01"] * 2}  # fmt: skip


@pytest.mark.parametrize("header", ["recognitions_known", "recognitions_complete", "认定已知", "认定齐全"])
@pytest.mark.parametrize("in_row", [False, True])
def test_a_column_says_of_whom_a_table_has_everything(header: str, in_row: bool) -> None:  # noqa: FBT001 - where they stand
    firms: Data = {"applicant": ["A", "B", "C"], "region": ["日照市"] * 3, header: [False, True, False]}
    held: Any = pl.DataFrame(HELD)
    if in_row:
        firms["day"] = ["2023-03-01", "2023-03-01", None]
        held = [InRow(says={"title": "zjtx_sme", "level": "provincial", "kind": "new"}, columns={"date": "day"})]
    found = evaluate_table(
        pl.DataFrame(firms), rules=load("rizhao"), as_of=AS_OF, recognitions=held, awards_received=[]
    ).table
    bounds = list(zip(found["payable#up_to_floor"], found["payable#up_to_ceiling"], strict=True))
    wan = 1_000_000
    assert bounds == [(20 * wan, 300 * wan), (20 * wan, 20 * wan), (0, 300 * wan)]


# -------------------------------------------------------------------------------------------------------------- gap


def test_what_is_missing_for_a_list_that_may_have_more_is_that_it_is_complete() -> None:
    rules = rules_of(clause("tier", "tier", when="{none: [{incident: {of: [safety], within: 2年}}]}"))
    old = [{"kind": "safety", "date": "2015-01-10"}]
    [way] = gap(applicant(incidents=old, incidents_complete=False), rules, "tier", AS_OF).ways
    assert [(step.path, step.to) for step in way.steps] == [("incidents_complete", True)]
    assert way.verdict == MET
