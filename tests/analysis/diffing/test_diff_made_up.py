"""A plan and the plan that replaces it, both made up, as two files: what changed, which way, and who gains how many yuan."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from zjtx_rules.analysis.diffing import Impact, RuleDiff, diff, impact
from zjtx_rules.language import load, load_text
from zjtx_rules.presentation.diffing.impact_text import impact_text
from zjtx_rules.profile import Applicant
from zjtx_rules.profile.loading import read_applicant
from zjtx_rules.quantities.models import RECORD_FORMS, formulas_of
from zjtx_rules.terms import Money, Places

POLICIES = Path(__file__).parents[3] / "examples" / "policies"


def _firms(places: Places) -> list[Applicant]:
    """The six firms, each with what either plan asks of it."""
    both = [yaml.safe_load((POLICIES / "examples" / each / "firms.yaml").read_text(encoding="utf-8")) for each in "ab"]
    firms = []
    for old, new in zip(both[0]["examples"], both[1]["examples"], strict=True):
        facts = old["change"]["facts"] | new["change"]["facts"]
        given: dict[str, Any] = both[0]["profile"] | {"name": old["name"], "facts": facts}
        firms.append(read_applicant(given | {"records": old["change"]["records"]}, places))
    return firms


@cache
def compared() -> RuleDiff:
    return diff(load(POLICIES / "a.yaml"), load(POLICIES / "b.yaml"))


@cache
def felt() -> Impact:
    """Applications accepted on 2025-06-20 under the old plan, on 2025-07-10 under the new one."""
    old, new = load(POLICIES / "a.yaml"), load(POLICIES / "b.yaml")
    return impact(_firms(Places.of(old.places)), old, new, date(2025, 7, 10), old_as_of=date(2025, 6, 20))


# Each worked out from the two texts (examples/policies/examples/a and b give the sums of either side).
@pytest.mark.parametrize(
    ("firm", "by"),
    [("F1", 32_600), ("F2", 400_000), ("F3", -484_720), ("F5", 400_000), ("F6", 4_000)],
)
def test_each_firm_is_told_by_how_many_yuan_it_gains_or_loses(firm: str, by: int) -> None:
    (found,) = [each for each in felt().profiles if each.name == firm]
    assert found.outcome == ("gains" if by > 0 else "loses")
    (payable,) = found.sections
    assert (payable.by.fixed.floor, payable.by.fixed.ceiling) == (Money(by), Money(by))


def test_what_is_open_leaves_a_range_that_holds_every_way_it_can_turn_out() -> None:
    # First above the line, 1亿 reached in 2022, 4.5万 or more paid from above: 63.44 − 67.75 = −4.31. None of these: +1.94.
    (found,) = [each for each in felt().profiles if each.name == "F4"]
    assert found.outcome == "open"
    by = found.sections[0].by.fixed
    assert by.floor is not None
    assert by.ceiling is not None
    assert by.floor <= Money(-43_100)
    assert by.ceiling >= Money(19_400)


def told(label: str) -> dict[str, tuple[str, str]]:
    """Return what changed of a value, each with what it means for access and for money."""
    return {
        each.label.zh.removeprefix(f"{label}·"): (each.access, each.money)
        for each in compared().files
        if each.label.zh.startswith(f"{label}·")
    }


MORE, LESS = ("neither", "more"), ("neither", "less")


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("甲项目设备购置额", {"不含税价格": LESS}),
        (
            "甲项目基本比例",
            {"100万元以上不足150万元": LESS, "300万元以上不足800万元": MORE, "800万元起": MORE},
        ),
        ("提高部分", {"首次入规": LESS, "国家级专精特新小巨人": MORE}),
        # The fifth of 200万 to 300万 pays more than before, the rest of what lies below 1000万 less.
        (
            "研发分段补助",
            {"不足200万元": LESS, "200万元以上不足300万元": MORE, "300万元以上不足1000万元": LESS, "1000万元起": MORE},
        ),
        ("台阶奖励额", {"3以上不足4": LESS, "4起": MORE}),
        ("智能工厂奖励标准", {"上年度新认定智能工厂级别：市级": LESS}),
        ("研发费用占比高于标准", {"为": ("both", "none")}),
    ],
)
def test_a_table_is_told_between_its_edges_and_which_way_it_goes(label: str, lines: dict[str, Any]) -> None:
    assert told(label) == lines


def test_a_bound_that_moves_together_with_what_it_bounds_says_nothing_of_who_gets_through() -> None:
    (bound,) = [
        each
        for each in compared().changes()
        if each.code.startswith("threshold-") and each.label.zh == "研发费用占比高于标准"
    ]
    assert (bound.code, bound.access) == ("threshold-lowered", "both")


def test_numbers_of_a_formula_that_all_go_one_way_have_a_direction() -> None:
    changes = {each.view.id: each.changes for each in compared().clauses()}
    growth = [each for each in changes["award.growth"] if each.label.zh == "金额算式"]
    assert [(each.code, each.money) for each in growth] == [("amount-raised", "more")]


def through(firm: str, clause: str) -> list[str]:
    (found,) = [each for each in felt().profiles if each.name == firm]
    (row,) = [each for each in found.clauses if each.clause == clause]
    return [each.zh for each in row.because]


def test_a_clause_is_told_by_the_values_that_come_to_something_else() -> None:
    # 214万 − 9万 = 205万: the same 6 %; the two points are those of a 小巨人.
    because = through("F1", "subsidy.equipment_a")
    assert any("国家级专精特新小巨人" in each for each in because)
    assert any("不含税价格" in each for each in because)
    assert not any("基本比例" in each for each in because)


def test_an_award_that_was_held_back_is_told_by_the_rule_that_is_gone() -> None:
    assert through("F2", "award.step") == ["取消条款：增长奖励与台阶奖励择高"]


def test_the_text_says_the_difference_and_no_clause_says_nothing() -> None:
    text = impact_text(felt(), "zh", colour=False)
    for said in ("（+3.26万元）", "（−48.472万元）", "（+40万元）", "（+4000元）"):
        assert said in text
    assert not [line for line in text.splitlines() if line.endswith("：")]


# ------------------------------------------------------------------------------------------------------------ nothing is lost


def _slips() -> list[tuple[str, str, tuple[str | int, ...]]]:
    found = []
    for name in "abcde":
        for value in load(POLICIES / f"{name}.yaml").files[0].rules.values:
            found += [(name, value.id, path) for path, _ in formulas_of(value)]
            found += [(name, value.id, (form, "top")) for form in RECORD_FORMS if form == "sum" and value.sum]
    return found


@pytest.mark.parametrize(("policy", "value", "path"), _slips()[::3])
def test_another_formula_anywhere_in_a_value_is_a_change(policy: str, value: str, path: tuple[str | int, ...]) -> None:
    text = (POLICIES / f"{policy}.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    (declared,) = [each for each in data["values"] if each["id"] == value]
    node: Any = declared
    for step in path[:-1]:
        node = node[step]
    if path[-1] == "top":
        node["top"] = 2 if node.get("top") == 1 else 1
    else:
        node[path[-1]] = f"({node[path[-1]]}) × 2"
    changed = load_text(yaml.safe_dump(data, allow_unicode=True), f"{policy}.yaml")
    found = [each for each in diff(load(POLICIES / f"{policy}.yaml"), changed).changes() if each.category == "meaning"]
    assert found
    assert {each.of for each in found} == {value}


def test_a_limit_over_several_clauses_that_binds_is_named_with_its_title() -> None:
    # F2: 208万 cut to 200万 before, 252万 to 240万 now.
    (found,) = [each for each in felt().profiles if each.name == "F2"]
    assert [each.zh for each in found.because] == ["年度限额：金额提高 最高：200万元 → 240万元（+40万元）"]
    (free,) = [each for each in felt().profiles if each.name == "F1"]
    assert free.because == ()
