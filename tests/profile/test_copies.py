"""A copy of a profile with other values is read and checked like a profile; nothing raw ever reaches the engine."""

from __future__ import annotations

import copy
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from strategies import applicants_data
from zjtx_rules import APPLICANTS, EnterpriseProfile, evaluate, load
from zjtx_rules.profile import Applicant
from zjtx_rules.profile.records import Account, Recognition, Tenant

AS_OF = date(2023, 9, 1)
RAW = {
    "region": "日照市",
    "recognitions": [{"称号": "小巨人", "级别": "国家级", "认定方式": "新认定", "认定日期": "2023-07-14"}],
    "awards_received": [],
    "facts": {},
}


def given_as(data: dict[str, Any]) -> Applicant:
    return APPLICANTS[data["kind"]].model_validate(data)


@given(applicants_data(), st.data())
def test_whatever_is_copied_is_what_would_have_been_read(data: dict[str, Any], draw: st.DataObject) -> None:
    """Taking any fields away and copying them in again, raw, gives the same profile."""
    whole = given_as(data)
    taken = draw.draw(st.sets(st.sampled_from(sorted(data))))  # with the kind among them: every model knows its own
    taken -= {"kind"}
    rest = given_as({name: value for name, value in data.items() if name not in taken})
    copied = rest.model_copy(update={name: data[name] for name in taken})
    assert copied == whole
    assert copied.model_fields_set == whole.model_fields_set
    assert whole.model_copy() == whole.model_copy(deep=True) == whole.model_copy(update={}) == whole


@given(applicants_data())
def test_a_model_takes_its_own_values_as_they_are(data: dict[str, Any]) -> None:
    whole = given_as(data)
    assert whole.model_copy(update={name: getattr(whole, name) for name in whole.model_fields_set}) == whole


def test_the_answer_to_a_copy_is_that_to_a_profile() -> None:
    firm = EnterpriseProfile.model_validate(RAW | {"region": "济南市"})
    moved = firm.model_copy(update={"region": "日照市"})
    assert moved == EnterpriseProfile.model_validate(RAW)
    rules = load("rizhao")
    assert (
        evaluate(moved, rules, AS_OF).model_dump_json()
        == evaluate(EnterpriseProfile.model_validate(RAW), rules, AS_OF).model_dump_json()
    )


@pytest.mark.parametrize("kind", APPLICANTS)
def test_every_kind_of_applicant_reads_what_is_copied_in(kind: str) -> None:
    base = APPLICANTS[kind].model_validate({"kind": kind})
    assert base.model_copy(update=RAW) == APPLICANTS[kind].model_validate({"kind": kind} | RAW)
    assert base.model_copy(update={"所在地": "日照市"}).region == "371100"
    assert base.copy(update={"所在地": "日照市"}).region == "371100"


@pytest.mark.parametrize(
    ("record", "update", "field", "value"),
    [
        (Recognition(title="gazelle"), {"date": "2023-07-14"}, "date", date(2023, 7, 14)),
        (Recognition(title="gazelle"), {"称号": "小巨人"}, "title", "little_giant"),
        (Account(year=2022), {"employees": 5}, "employees", 5),
        (Tenant(name="甲"), {"recognitions": [{"title": "瞪羚"}]}, "recognitions", (Recognition(title="gazelle"),)),
    ],
)
def test_every_record_reads_what_is_copied_in(record: Any, update: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(record.model_copy(update=update), field) == value


@pytest.mark.parametrize(
    "update",
    [
        {"region": "日召市"},
        {"region": 371100},
        {"industry": ["C"]},
        {"recognitions": [{"title": "little_gaint"}]},
        {"recognitions": "小巨人"},
        {"recognitions": [{"title": "little_giant", "level": "省级"}]},
        {"accounts": [{"year": 2022}, {"year": 2022}]},
        {"accounts": [{"year": 2022, "employees": 1.5}]},
        {"awards_recieved": []},
        {"名称": "甲", "name": "乙"},
    ],
)
def test_what_could_not_be_read_is_refused(update: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EnterpriseProfile(region="日照市").model_copy(update=update)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace came with Python 3.13")
def test_the_replace_of_the_standard_library_is_checked_too() -> None:
    assert copy.replace(EnterpriseProfile(), region="日照市").region == "371100"  # type: ignore[attr-defined]
