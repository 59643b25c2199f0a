"""Profiles as programs give them: plain data of any kind, under either names; their canonical form and its digest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from strategies import Data, applicants_data, profile_of
from zjtx_rules.problems import InputError
from zjtx_rules.profile import APPLICANTS, AnyApplicant, canonical_profile, profile_digest, read_applicant
from zjtx_rules.profile.applicants import KIND_ALIASES, EnterpriseProfile

ANY: TypeAdapter[Any] = TypeAdapter(AnyApplicant)
KINDS = {**{each: each for each in APPLICANTS}, **KIND_ALIASES}


@pytest.mark.parametrize("key", ["kind", "主体类型"])
@pytest.mark.parametrize("word", KINDS)
def test_every_word_for_a_kind_is_taken_under_both_keys(word: str, key: str) -> None:
    data = {key: word, "所在地": "日照市"}
    model = APPLICANTS[KINDS[word]]
    for found in (read_applicant(data), ANY.validate_python(data), model.model_validate(data)):
        assert type(found) is model
        assert found.region == "371100"


@pytest.mark.parametrize("kind", APPLICANTS)
def test_a_class_knows_its_kind(kind: str) -> None:
    assert APPLICANTS[kind].model_validate({"region": "日照市"}).kind == kind  # type: ignore[attr-defined]


def test_without_a_kind_it_is_an_enterprise() -> None:
    assert isinstance(read_applicant({"名称": "甲"}), EnterpriseProfile)
    assert isinstance(ANY.validate_python({"名称": "甲"}), EnterpriseProfile)


@pytest.mark.parametrize("data", [{"kind": "企也"}, {"kind": 3}, {"kind": "park", "accounts": []}, {"regoin": "x"}])
def test_wrong_data_are_refused_by_both(data: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_applicant(data)
    with pytest.raises(ValidationError):
        ANY.validate_python(data)


def test_all_problems_of_data_come_at_once_with_their_paths() -> None:
    with pytest.raises(InputError) as caught:
        read_applicant({"regoin": "日照市", "accounts": [{"year": 2022, "revenue": "1000万"}]})
    said = caught.value.to_dict()
    assert said["count"] == 2
    assert {(each["code"], each["path"]) for each in said["problems"]} == {
        ("unknown-key", "regoin"),
        ("money", "accounts.0.revenue"),
    }
    assert "region" in next(each for each in said["problems"] if each["code"] == "unknown-key")["suggestion"]["en"]


@settings(max_examples=60, deadline=None)
@given(applicants_data())
def test_the_canonical_form_makes_the_same_profile_again(complete: Data) -> None:
    profile = profile_of(complete)
    again = read_applicant(canonical_profile(profile))
    assert again == profile
    assert profile_digest(again) == profile_digest(profile)


def test_a_legal_form_that_is_unknown_stays_unknown() -> None:
    unknown = read_applicant({"legal_form": None})
    assert read_applicant(canonical_profile(unknown)).legal_form is None
    assert profile_digest(unknown) != profile_digest(read_applicant({}))


def test_spelling_and_order_do_not_change_the_digest_and_content_does() -> None:
    english = {"region": "日照市", "recognitions": [{"title": "gazelle", "level": "provincial", "date": "2023-05-30"}]}
    chinese = {"认定": [{"级别": "省级", "认定日期": "2023年5月30日", "称号": "瞪羚企业"}], "所在地": "371100"}
    other = {**english, "recognitions": []}
    assert profile_digest(read_applicant(english)) == profile_digest(read_applicant(chinese))
    assert profile_digest(read_applicant(english)) != profile_digest(read_applicant(other))
