"""The page on a title: where the firm stands, what the next band needs in its own unit, the ways, the version a year later."""

from __future__ import annotations

import json
from datetime import date

import pytest

from small_rules import one_award
from toy_tier import AS_OF, firm, toy
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import Gap, gaps
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.presentation.gap_page import gap_page
from zjtx_rules.presentation.gaps import gap_document, gap_markdown, gap_text
from zjtx_rules.presentation.ladder import ladder_document, ladder_text
from zjtx_rules.reasoning import evaluate

AWARD = one_award("30万元", when="{newly_recognised: {title: zjtx_sme}}").replace("2025-12-31", "2027-12-31")
RIGHT = (
    AWARD.replace("kind: award", "kind: right")
    .replace("pays: {sum: 30万元}", "grants: 优先用地")
    .replace("- id: d", "- id: e")
)


@pytest.fixture(scope="module")
def found() -> Gap:
    rules = RuleSet((*toy().files, *load_text(AWARD, "a.yaml").files, *load_text(RIGHT, "b.yaml").files))
    (gap,) = gaps(firm(), rules, "专精特新中小企业", AS_OF)
    return gap


# 45 points; research 2 % of 10 millions: the next band begins at 3 % (300 thousand: 100 thousand more); patents 1, the next case has 3;
# debt 60 %: the band above ends at 55 % of 5 millions (2.75 millions: 250 thousand less).
NEXT = {
    "p_rd": "2025年度研发经费支出再增加10万元（至30万元） → 20分",
    "p_ip": "有效知识产权再增加2（至3） → 20分",
    "p_debt": "2025年负债总额减少25万元（至275万元） → 30分",
}


def test_each_indicator_says_what_the_next_band_needs_in_its_own_unit(found: Gap) -> None:
    document = gap_document(found)
    assert document.tier is not None
    said = {each.indicator: each.text for each in document.tier.next}
    assert {name: said[name] for name in NEXT} == NEXT
    assert {each.indicator: each.points for each in document.tier.next if each.points} == {
        "p_rd": "20",
        "p_ip": "20",
        "p_debt": "30",
    }


def test_the_version_that_judges_now_and_that_of_the_next_year_are_named(found: Gap) -> None:
    document = gap_document(found)
    assert found.clause.id == "tier_a"
    assert document.tier is not None
    assert (document.tier.applies, document.tier.level, document.tier.valid) == (True, "provincial", "3年")
    assert (document.tier.later.day, document.tier.later.document, document.tier.later.same) == (
        "2027-01-01",
        "乙标准",
        False,
    )
    (later,) = gaps(firm(), toy(), "专精特新", date(2027, 6, 1))
    assert later.clause.id == "tier_b"
    (review,) = gaps(firm(), toy(), "专精特新", date(2027, 6, 1), application="review")
    assert review.clause.id == "tier_a"
    assert review.tier is not None
    assert review.tier.later.same


def test_it_says_what_the_title_would_bring_in_money_and_rights(found: Gap) -> None:
    document = gap_document(found)
    assert document.tier is not None
    assert document.tier.rights == ["优先用地"]
    assert [each.fixed.floor for each in document.tier.gains] == ["300000"]


def test_the_page_is_one_for_text_markdown_and_html(found: Gap) -> None:
    text, markdown, html = gap_text([found]), gap_markdown([found]), gap_page([found])
    lines = (
        "评价得分45分，须不低于60，还差15分",
        "创新能力20分，须不低于20，已达到",
        *NEXT.values(),
        "1. 近三年获得科技奖励：是",
        "须由2026年度数据达到的（2025年的账已结束），2027年起申请",
        "1. 2025年负债总额减少25万元（至275万元）",
        "届时的新申请适用《乙标准》",
        "称号有效期3年",
        "可享受：优先用地",
    )
    for line in lines:
        assert line in text, line
        assert line in markdown, line
        assert line in html, line
    for form in (text, markdown, html):
        assert "营业收入减少" not in form  # nobody is advised to shrink
    assert len(text.splitlines()) < 45  # one page of A4
    assert "15 points short" in gap_text([found], "en")
    assert json.loads(gap_document(found).model_dump_json())["tier"]["score"]["total"]["low"] == "45"


def test_who_meets_the_conditions_is_told_so_and_who_lacks_facts_what_to_find_out() -> None:
    (met,) = gaps(firm(rd_expense="50万元"), toy(), "专精特新", AS_OF)
    assert "已满足，无需任何变动" in gap_text([met])
    (dark,) = gaps(firm(rd_expense=None), toy(), "专精特新", AS_OF)
    assert "评价得分35至65分，须不低于60，尚不能确定" in gap_text([dark])


def rung_of(**changes: object) -> dict[str, object]:
    rungs = ladder_document(ladder(evaluate(firm(**changes), toy(), AS_OF))).rungs
    return next(each.model_dump() for each in rungs if each.title == "zjtx_sme")


HELD = {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2024-01-01", "expires": "2026-12-31"}


def test_the_ladder_shows_what_is_computed_beside_what_is_held() -> None:
    short, enough = rung_of(), rung_of(rd_expense="50万元")
    assert (short["standing"], short["computed"], short["points"], short["contradicts"]) == (
        "gap",
        "gap",
        "45分",
        False,
    )
    assert (enough["standing"], enough["computed"], enough["points"]) == ("eligible", "eligible", "65分")
    held, fine = rung_of(recognitions=[HELD]), rung_of(recognitions=[HELD], rd_expense="50万元")
    assert (held["standing"], held["computed"], held["contradicts"]) == (
        "held",
        "gap",
        True,
    )  # held to its last day all the same
    assert (fine["standing"], fine["computed"], fine["contradicts"]) == ("held", "eligible", False)
    dark = rung_of(rd_expense=None)
    assert (dark["standing"], dark["points"]) == ("unknown", "35至65分")
    said = ladder_text(ladder(evaluate(firm(recognitions=[HELD]), toy(), AS_OF)))
    assert "持有称号而测算不满足" in said
    assert "评价得分 45分（不低于60）" in said


def test_titles_without_conditions_in_the_files_stand_on_the_ladder_as_before() -> None:
    titles = [each.title for each in ladder(evaluate(firm(), toy(), AS_OF))]
    assert "tech_sme" not in titles
    assert titles[:3] == ["innovative_sme", "zjtx_sme", "little_giant"]
