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


def causes(edit: Any, who: EnterpriseProfile, name: str) -> list[str]:
    found = asked(edit, who)
    return [each.zh for clause in found.profiles[0].clauses if clause.clause == name for each in clause.because]


def two_bounds(data: Any) -> None:
    """Raise what the firm misses now, and what it has in any case."""
    parts = clause(data, "pool")["when"]["all"]
    (revenue,) = (each for each in parts if each.get("fact") == "revenue_last_year")
    revenue["at_least"] = "5000万元"
    (size,) = (each for each in parts if each.get("fact") == "sme_size")
    size["one_of"] = ["micro", "small"]


POOLED = {
    "registrations": [{"region": "371100", "since": "2015-01-01"}],
    "size_class": "small",
    "independent_legal_person": True,
    "accounts": [{"year": 2023, "revenue": "3000万元"}],
    "attested": {"good_prospects": True},
    "provided_false_information": False,
    "incidents": [],
}


def test_the_cause_of_another_verdict_is_the_condition_that_flipped() -> None:
    who = firm("gazelle", "provincial", **POOLED)
    assert [each[:6] for each in causes(two_bounds, who, "pool")] == ["数值标准提高"]


def test_where_no_condition_of_the_clause_changed_the_cause_is_the_scope_of_the_document() -> None:
    def later(data: Any) -> None:
        document(data)["in_force"]["from"] = "2024-05-15"
        clause(data, "award.gazelle")["pays"] = {"sum": "50万元"}

    (why,) = causes(later, firm("gazelle", "provincial"), "award.gazelle")
    assert why.startswith("施行期缩短")


def test_a_superseded_plan_that_has_ended_is_asked_on_its_last_day() -> None:
    def follow_up(data: Any) -> None:
        document(data).update(id="plan-2026", supersedes="plan", in_force={"from": "2026-01-01", "to": "2028-12-31"})
        clause(data, "award.little_giant")["pays"] = {"up_to": "120万元"}

    recognised = [{"title": "little_giant", "level": "national", "kind": "new", "date": "2025-05-01"}]
    given = {"name": "甲公司", "region": "371100", "legal_form": "enterprise", "awards_received": []}
    who = EnterpriseProfile.model_validate(given | {"recognitions": recognised})
    old, new = load_text(PLAN, "old.yaml"), load_text(edited(follow_up), "new.yaml")
    found = impact([who], old, new, date(2026, 6, 1))
    assert (found.old_as_of, found.as_of) == ("2025-12-31", "2026-06-01")
    assert found.profiles[0].sections[0].old.up_to.ceiling == Money(1_000_000)
    assert found.loses == 1  # the recognition lies before the new plan
    asked_on_one_day = impact([who], old, new, date(2026, 6, 1), old_as_of=date(2026, 6, 1))
    assert asked_on_one_day.profiles[0].sections[0].old.up_to.ceiling == Money.ZERO
