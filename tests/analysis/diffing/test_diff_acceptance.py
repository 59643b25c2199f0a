"""The acceptance: four edits of a copy of the Rizhao plan are four changes, each in the right direction."""

from __future__ import annotations

from typing import Any

import pytest
from diffing_cases import clause, compared, document, edited, means, rizhao

from zjtx_rules.analysis.diffing import RuleDiff, diff
from zjtx_rules.language import load_text


def four_edits(data: Any) -> None:
    clause(data, "award.little_giant")["pays"] = {"up_to": "150万元"}
    document(data)["in_force"]["to"] = "2026-12-31"
    clause(data, "award.gazelle")["when"]["newly_recognised"] = {"title": "gazelle", "level_at_least": "city"}
    parts = clause(data, "pool.conditions")["when"]["all"]
    parts.remove({"fact": "bank_credit_good"})


@pytest.fixture(scope="module")
def difference() -> RuleDiff:
    return compared(four_edits, rizhao())


def test_four_edits_are_four_changes(difference: RuleDiff) -> None:
    assert {means(each) for each in difference.changes()} == {
        ("amount-raised", "neither", "more"),
        ("validity-extended", "wider", "none"),
        ("levels-widened", "wider", "none"),
        ("condition-dropped", "wider", "none"),
    }
    assert difference.counts.changes == 4


def test_the_amount_is_up_by_half_a_million_yuan(difference: RuleDiff) -> None:
    (change,) = (each for each in difference.changes() if each.code == "amount-raised")
    assert change.say() == "金额提高：最高100万元 → 最高150万元（+50万元）"


def test_every_change_names_a_line_that_says_it(difference: RuleDiff) -> None:
    old = rizhao().splitlines()
    (amount,) = (each for each in difference.changes() if each.code == "amount-raised")
    (dropped,) = (each for each in difference.changes() if each.code == "condition-dropped")
    assert amount.old_place is not None
    assert "100万元" in old[amount.old_place.line - 1]
    assert dropped.old_place is not None
    assert "bank_credit_good" in old[dropped.old_place.line - 1]


def test_a_change_of_a_clause_names_the_clauses_that_rest_on_it(difference: RuleDiff) -> None:
    (pool,) = (each for each in difference.clauses() if each.view.id == "pool.conditions")
    assert "pool" in pool.reaches


def test_the_same_two_files_give_the_same_bytes(difference: RuleDiff) -> None:
    assert compared(four_edits, rizhao()).to_json() == difference.to_json()


def test_the_way_back_is_the_opposite() -> None:
    back = diff(load_text(edited(four_edits, rizhao()), "new.yaml"), load_text(rizhao(), "old.yaml"))
    assert {means(each) for each in back.changes()} == {
        ("amount-lowered", "neither", "less"),
        ("validity-shortened", "narrower", "none"),
        ("levels-narrowed", "narrower", "none"),
        ("condition-added", "narrower", "none"),
    }
