"""A clause that is new or gone is said with what a reader has to know of it: 300万元 hang on whether it competes."""

from __future__ import annotations

import pytest

from small_rules import clause, group, rules_of
from zjtx_rules.analysis.diffing import diff

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
