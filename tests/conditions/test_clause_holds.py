"""Another clause holds, with all that it asks (docs/conditions/clause_holds.md)."""

from __future__ import annotations

from small_rules import JINAN, MET, NOT_MET, RIZHAO, answer, applicant, clause, codes, rules_of

REFERS = clause("service.one", "service", when="{clause: pool}", offers="诊断")


def test_a_clause_for_everybody_without_a_condition_holds() -> None:
    assert answer(rules_of(clause("pool", "tier")), applicant()).verdict("pool") is MET


def test_the_place_that_the_other_clause_asks_for_is_asked_for_too() -> None:
    rules = rules_of(clause("pool", "tier", where="here"), REFERS)
    found = [answer(rules, applicant(region=each)).verdict("service.one") for each in (RIZHAO, JINAN)]
    assert found == [MET, NOT_MET]


def test_what_a_gate_asks_before_the_other_clause_is_asked_for_too() -> None:
    gate = "gates:\n- {to: enterprise, kinds: [right], when: {fact: independent_legal_person}}\n"
    rules = rules_of(clause("pool", "right", grants="白名单"), REFERS, around=gate)
    found = [answer(rules, applicant(independent_legal_person=each)).verdict("service.one") for each in (True, False)]
    assert found == [MET, NOT_MET]


def test_a_member_is_not_asked_what_a_clause_asks_of_applicants() -> None:
    pays = "{per_item: {of: tenants, when: {clause: pool}, sum: 1万元}}"
    found = codes(clause("pool", "tier", to="startup_base"), clause("award.base", to="startup_base", pays=pays))
    assert found == ["wrong-scope"]
