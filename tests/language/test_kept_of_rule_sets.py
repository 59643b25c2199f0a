"""What is kept of a rule set beside its programs: by its content, by the place asked about, and no more than the bound."""

from __future__ import annotations

from typing import Any

import pytest

from small_rules import one_award
from zjtx_rules import RuleSet, load, load_text, read_applicant
from zjtx_rules.language.kept import kept
from zjtx_rules.problems import InputError
from zjtx_rules.reasoning import rules_of_place as places
from zjtx_rules.reasoning.declared import check_declared, unread
from zjtx_rules.reasoning.references import directory_of


def firm(**given: Any) -> Any:
    return read_applicant({"kind": "enterprise", "region": "371102", **given})


def declaring(kind: str, name: str = "eq") -> RuleSet:
    return load_text(one_award("10万元", facts=f"[{{id: {name}, label: 设备{name}, type: {kind}}}]"), "same name.yaml")


def test_types_of_declared_facts_are_those_of_the_rule_set_asked() -> None:
    money, share = declaring("money"), declaring("percentage")
    for _ in range(2):
        check_declared(firm(facts={"eq": "6万元"}), money)
        check_declared(firm(facts={"eq": "6%"}), share)
        with pytest.raises(InputError):
            check_declared(firm(facts={"eq": "6万元"}), share)


def test_names_of_declared_facts_are_those_of_the_rule_set_asked() -> None:
    one, other = declaring("money"), declaring("money", "other")
    for _ in range(2):
        assert [each.code for each in unread(firm(facts={"eq": "6万元"}), one)] == []
        assert [each.code for each in unread(firm(facts={"eq": "6万元"}), other)] == ["unknown-fact"]


def test_the_directory_is_that_of_the_rule_set_asked() -> None:
    first, second = load_text(one_award("1万元", "d"), "a.yaml"), load_text(one_award("1万元", "e"), "a.yaml")
    for _ in range(2):
        assert set(directory_of(first).regions) == {"d"}
        assert set(directory_of(second).regions) == {"e"}


def test_the_rules_of_a_place_are_one_object_for_it_and_others_for_another() -> None:
    everything = load("rizhao", "jinan", "shandong")
    rizhao, jinan = (firm(region=code) for code in ("371102", "370102"))
    mine = places.rules_of_place(everything, rizhao, None)
    assert [each.name for each in mine.files] == ["rizhao", "shandong"]
    assert [each.name for each in places.rules_of_place(everything, jinan, None).files] == ["jinan", "shandong"]
    assert places.rules_of_place(everything, firm(region="371103"), None) is mine
    assert [each.name for each in places.rules_of_place(load("rizhao"), rizhao, None).files] == ["rizhao"]


def test_rules_of_more_places_than_are_kept_are_found_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_PLACES", 2)
    everything = RuleSet(load("rizhao", "jinan", "shandong").files)
    for code in ("371102", "370102", "370202", "371102"):
        assert len(places.rules_of_place(everything, firm(region=code), None).files) in (1, 2)
    assert len(kept(everything, "rules of places", 2)) == 2
