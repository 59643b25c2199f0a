"""A clause that is new or gone is said with what a reader has to know of it: 300万元 hang on whether it competes."""

from __future__ import annotations

import pytest

from small_rules import AS_OF, RIZHAO, applicant, clause, group, recognition, rules_of
from zjtx_rules.analysis.diffing import diff, impact
from zjtx_rules.language import RuleSet, load_text

OLD = clause("award.old", pays="{sum: 100万元}")


@pytest.mark.parametrize(("among", "rivals"), [("[award.old, award.new]", "就高不就低"), ("[award.old]", "不参与竞合")])
def test_a_new_or_withdrawn_award_is_said_with_its_sum_condition_office_and_rivals(among: str, rivals: str) -> None:
    new = clause("award.new", when="{newly_recognised: {title: unicorn}}", by="[市财政局]", pays="{up_to: 300万元}")
    having, lacking = rules_of(OLD, new, group(among)), rules_of(OLD, group("[award.old]"))
    for sides, side in (((lacking, having), "new"), ((having, lacking), "old")):
        found = next(each for each in diff(*sides).changes() if each.code in ("clause-added", "clause-removed"))
        said = getattr(found, side).zh
        assert [part for part in ("最高300万元", "独角兽", "市财政局", rivals) if part not in said] == []


def test_a_new_service_is_said_with_what_it_binds() -> None:
    new = clause("service.new", "service", offers="贷款", force="third_party", binds="银行")
    (found,) = diff(rules_of(OLD), rules_of(OLD, new)).changes()
    assert found.new is not None
    assert "他人职责" in found.new.zh


PLAN = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- {id: demo, title: 措施, number: 示例〔2023〕1号, status: issued, in_force: {from: 2023-01-01, to: 2025-12-31}, clauses: [
  {id: award.a, kind: award, cite: 一, quote: 奖励100万元, title: 小巨人奖励, to: enterprise,
   when: {newly_recognised: {title: little_giant}}, pays: {sum: 100万元}}]}
"""
NEXT = {
    "示例〔2023〕1号": "示例〔2026〕3号",
    "2023-01-01": "2026-01-01",
    "2025-12-31": "2028-12-31",
    "100万元": "120万元",
}


def edited(text: str, changes: dict[str, str]) -> RuleSet:
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return load_text(text, "plan.yaml")


def test_a_plan_that_follows_another_has_a_number_of_its_own_and_a_validity_that_moved() -> None:
    found = {each.code: each for each in diff(load_text(PLAN, "plan.yaml"), edited(PLAN, NEXT)).changes()}
    assert found["number-changed"].category == "meaning"
    assert found["validity-moved"].access == "both"
    assert {"validity-shortened", "validity-extended"}.isdisjoint(found)


def test_who_loses_by_a_new_plan_loses_by_its_validity_and_not_by_a_higher_sum() -> None:
    firm = applicant(
        region=RIZHAO, recognitions=[recognition("little_giant", "2023-07-14", level="national")], awards_received=[]
    )
    (row,) = impact([firm], load_text(PLAN, "plan.yaml"), edited(PLAN, NEXT), AS_OF).profiles
    (lost,) = row.clauses
    assert (row.outcome, lost.new_verdict) == ("loses", "not_met")
    assert [each.zh.partition("：")[0] for each in lost.because] == ["施行期平移"]


def test_a_draft_that_is_issued_with_dates_states_its_validity() -> None:
    draft = PLAN.replace("status: issued, in_force: {from: 2023-01-01, to: 2025-12-31}", "status: draft")
    codes = [each.code for each in diff(load_text(draft, "plan.yaml"), load_text(PLAN, "plan.yaml")).changes()]
    assert codes == ["status-changed", "validity-stated"]


@pytest.mark.parametrize(("sides", "code"), [((0, 1), "figure-given"), ((1, 0), "figure-withdrawn")])
def test_a_figure_where_there_was_none_is_neither_more_nor_less(sides: tuple[int, int], code: str) -> None:
    rules = [rules_of(clause("award.a", pays=each)) for each in ("{without_figure: 按规定}", "{up_to: 3万元}")]
    (found,) = diff(*(rules[each] for each in sides)).changes()
    assert (found.code, found.money) == (code, "none")
