"""Who gains and who loses, by how much, through which clause."""

from __future__ import annotations

from datetime import date
from typing import Any

from diffing_cases import PLAN, clause, document, edited

from zjtx_rules.analysis.diffing import Impact, impact
from zjtx_rules.language import load_text
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.terms import Money

DAY = date(2024, 6, 1)


def firm(title: str, level: str | None, **more: Any) -> EnterpriseProfile:
    recognition = {"title": title, "level": level, "kind": "new", "date": "2024-05-01"}
    given = {"name": "甲公司", "region": "371100", "legal_form": "enterprise", "awards_received": []}
    return EnterpriseProfile.model_validate(given | {"recognitions": [recognition]} | more)


def asked(edit: Any, *firms: EnterpriseProfile, **options: Any) -> Impact:
    return impact(firms, load_text(PLAN, "old.yaml"), load_text(edited(edit), "new.yaml"), DAY, **options)


def test_a_higher_award_is_a_gain_through_its_clause() -> None:
    found = asked(
        lambda data: clause(data, "award.gazelle").update(pays={"sum": "50万元"}), firm("gazelle", "provincial")
    )
    (profile,) = found.profiles
    (through,) = profile.clauses
    assert (profile.outcome, through.clause) == ("gains", "award.gazelle")
    assert (through.old.fixed.floor, through.new.fixed.floor) == (Money(300_000), Money(500_000))
    assert through.because[0].zh == "金额提高：30万元 → 50万元（+20万元）"


def test_a_firm_that_the_change_does_not_touch_stays_as_it_is() -> None:
    found = asked(
        lambda data: clause(data, "award.gazelle").update(pays={"sum": "50万元"}), firm("little_giant", "national")
    )
    assert (found.same, found.profiles[0].outcome, found.profiles[0].clauses) == (1, "same", ())


def test_an_award_that_is_gone_is_a_loss() -> None:
    found = asked(
        lambda data: document(data)["clauses"].remove(clause(data, "award.gazelle")), firm("gazelle", "provincial")
    )
    (through,) = found.profiles[0].clauses
    assert (found.loses, through.new_verdict) == (1, "absent")


def test_a_ceiling_that_became_a_sum_is_a_gain_and_the_two_stay_apart() -> None:
    found = asked(
        lambda data: clause(data, "award.little_giant").update(pays={"sum": "100万元"}),
        firm("little_giant", "national"),
    )
    (payable,) = found.profiles[0].sections
    assert found.gains == 1
    assert (payable.old.fixed.ceiling, payable.old.up_to.ceiling) == (Money.ZERO, Money(1_000_000))
    assert (payable.new.fixed.floor, payable.new.up_to.ceiling) == (Money(1_000_000), Money.ZERO)


def test_a_missing_fact_leaves_floor_and_ceiling() -> None:
    found = asked(lambda data: clause(data, "award.gazelle").update(pays={"sum": "50万元"}), firm("gazelle", None))
    payable = found.profiles[0].sections[0]
    assert (payable.new.fixed.floor, payable.new.fixed.ceiling) == (Money.ZERO, Money(500_000))


def test_a_renamed_clause_is_followed() -> None:
    def rename(data: Any) -> None:
        clause(data, "award.gazelle")["id"] = "award.gazelles"

    found = asked(rename, firm("gazelle", "provincial"))
    assert (found.profiles[0].outcome, found.profiles[0].clauses) == ("same", ())


def test_a_draft_pays_nothing_now_and_may_be_asked_for_as_if_issued() -> None:
    def draft(data: Any) -> None:
        document(data)["status"] = "draft"

    assert asked(draft, firm("gazelle", "provincial")).profiles[0].outcome == "loses"
    assert asked(draft, firm("gazelle", "provincial"), if_issued=True).profiles[0].outcome == "same"


def test_an_award_that_newly_outdoes_another_is_a_gain_through_both() -> None:
    both = firm("gazelle", "provincial").model_copy(
        update={
            "recognitions": (
                *firm("gazelle", "provincial").recognitions,
                *firm("little_giant", "national").recognitions,
            )
        }  # type: ignore[misc]  # both are given
    )
    found = asked(lambda data: clause(data, "award.gazelle").update(pays={"sum": "200万元"}), both)
    assert [each.clause for each in found.profiles[0].clauses] == ["award.little_giant", "award.gazelle"]
    assert found.profiles[0].clauses[0].because == ()
