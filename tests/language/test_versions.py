"""Which version of the conditions of a title judges an application, clauses that are restated, and rule files of the nation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from small_rules import MET, answer, applicant, clause, codes, rules_of
from zjtx_rules.analysis.gap.report import gap_of
from zjtx_rules.answering import evaluate
from zjtx_rules.language import RuleSet, load, load_text
from zjtx_rules.problems import InputError
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reasoning.rules_of_place import rules_of_place

NATION = """\
jurisdiction: {name: 全国, code: "000000"}
facts:
- {id: points, label: 得分, type: number}
documents:
- id: standard-2022
  title: 旧标准
  number: 甲〔2022〕1号
  status: issued
  in_force: {from: 2022-08-01, to: 2026-12-31}
  clauses:
  - id: old
    kind: tier
    cite: 一
    restated: true
    title: 旧
    to: enterprise
    rank: 专精特新中小企业
    level: 省级
    valid: 3年
    applies: {new: {to: 2026-03-31}, review: [{to: 2024-12-31}, {from: 2026-01-01}]}
    when: {fact: points, at_least: 60}
- id: standard-2026
  title: 新标准
  status: issued
  in_force: {from: 2026-04-01}
  clauses:
  - id: new
    kind: tier
    cite: 一
    quote: 达50分以上
    title: 新
    to: enterprise
    rank: zjtx_sme
    level: provincial
    applies: {new: {}, review: {from: 2027-01-01}}
    when:
      all:
      - {fact: points, at_least: 50}
      - any: [{fact: application, is: review}, {fact: revenue_growth, at_least: 5%}]
  - id: only_new
    kind: tier
    cite: 二
    quote: 新申请的
    title: 只审新申请
    to: enterprise
    rank: zjtx_sme
    level: provincial
    applies: {new: {}}
"""


@pytest.fixture(scope="module")
def nation() -> RuleSet:
    return load_text(NATION, "nation.yaml")


# The periods of the file, by hand: on the day before, on and after each edge.
WHEN = [
    ("2022-07-31", "new", []),
    ("2022-08-01", "new", ["old"]),
    ("2026-03-31", "new", ["old"]),
    ("2026-04-01", "new", ["new", "only_new"]),
    ("2022-07-31", "review", []),
    ("2024-12-31", "review", ["old"]),
    ("2025-01-01", "review", []),
    ("2025-12-31", "review", []),
    ("2026-01-01", "review", ["old"]),
    ("2026-03-31", "review", ["old"]),
    ("2026-04-01", "review", ["old"]),
    ("2026-12-31", "review", ["old"]),
    ("2027-01-01", "review", ["new"]),
]


def versions(rules: RuleSet, day: str, asked: str | None, **fields: object) -> dict[str, dict[str, object]]:
    firm = applicant(region="上海市", **fields)
    found = evaluate(firm, rules, date.fromisoformat(day), application=asked).model_dump()
    return {each["id"]: each["version"] for each in found["eligibility"]}


@pytest.mark.parametrize(("day", "application", "expected"), WHEN)
def test_the_version_follows_from_the_day_and_the_kind_of_application(
    nation: RuleSet, day: str, application: str, expected: list[str]
) -> None:
    found = versions(nation, day, application)
    assert [name for name, each in found.items() if each["applies"]] == expected
    assert all(each["why"] for each in found.values())
    assert versions(nation, day, None, application={"new": "新申请", "review": "复核"}[application]) == found


def test_without_a_word_it_is_a_new_application(nation: RuleSet) -> None:
    for day in ("2026-03-31", "2026-04-01", "2027-01-01"):
        assert (
            versions(nation, day, None) == versions(nation, day, "new") == versions(nation, day, None, application=None)
        )


def test_the_answer_says_which_version_and_why(nation: RuleSet) -> None:
    firm = applicant(region="上海市", facts={"points": 61})
    said = evaluate(firm, nation, date(2026, 3, 31), application="new").explain()
    assert "旧：满足（甲〔2022〕1号 一）" in said
    assert "2026-03-31的新申请适用本标准（2022-08-01起至2026-03-31）" in said
    assert "新：" not in said
    later = versions(nation, "2026-04-01", "new")
    assert later["old"]["why"] == "2026-04-01的新申请不适用本标准：本标准适用于至2026-03-31的新申请"
    assert versions(nation, "2027-01-01", "review")["only_new"]["why"] == "本标准不适用于复核"
    assert later["old"] | {"why": ""} == {
        "applies": False,
        "application": "new",
        "rank": "zjtx_sme",
        "level": "provincial",
        "valid": "3年",
        "why": "",
    }


def test_a_condition_may_ask_for_the_kind_of_application(nation: RuleSet) -> None:
    firm = applicant(facts={"points": 55})
    assert evaluate(firm, nation, date(2027, 1, 1), application="review").verdict("new") is MET
    assert evaluate(firm, nation, date(2027, 1, 1)).verdict("new") is not MET
    found = gap_of(firm, nation, "new", date(2027, 1, 1))
    assert all(each.path != "application" for way in found.ways for each in way.steps)


def test_an_unknown_kind_of_application_is_refused(nation: RuleSet) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(EnterpriseProfile(), nation, date(2026, 4, 1), application="renewal")
    assert "review" in caught.value.render("en")


def test_the_nation_holds_everywhere_and_comes_last(nation: RuleSet) -> None:
    everything = RuleSet((*nation.files, *load().files))
    for place, expected in {
        "日照市": ["rizhao", "shandong", "nation"],
        "上海市": ["nation"],
        "日照市/日照高新区": ["rizhao", "shandong", "nation"],
    }.items():
        firm = applicant(region=place)
        assert [
            each.name for each in rules_of_place(everything, firm, None).files if each.name != "national"
        ] == expected
    day = date(2023, 1, 1)
    for region in (None, "日照市", "济源市"):
        firm = applicant(region=region, facts={"points": 61})
        assert evaluate(firm, nation, day).verdict("old") is MET


def test_periods_and_ranks_are_checked() -> None:
    tier = {"when": "{fact: revenue_last_year, at_least: 1万元}"}
    assert codes(clause("t", "tier", applies="{new: {from: 2026-02-01, to: 2026-01-31}}", rank="zjtx_sme", **tier)) == [
        "period-reversed"
    ]
    assert codes(clause("t", "tier", rank="little_giant", level="city", **tier)) == ["no-such-level"]
    assert codes(clause("t", "tier", valid="3年", **tier)) == ["no-rank"]
    same_day = "{new: {from: 2026-02-01, to: 2026-02-01}}"
    rules = rules_of(clause("t", "tier", applies=same_day, rank="zjtx_sme", level="provincial", **tier))
    on = date(2026, 2, 1)
    for day in (on - timedelta(1), on, on + timedelta(1)):
        version = evaluate(EnterpriseProfile(), rules, day).model_dump()["eligibility"][0]["version"]
        assert version["applies"] == (day == on)


RESTATED = clause("award.a", when="{fact: independent_legal_person}", pays="{sum: 30万元}").replace(
    "quote: 原文", "restated: true"
)


def test_what_is_restated_stands_without_quotation_marks_everywhere() -> None:
    rules = rules_of(RESTATED)
    found = answer(rules, applicant(region="日照市", independent_legal_person=True))
    said = evaluate(found.applicant, rules, found.as_of).model_dump()
    assert [each["restated"] for each in said["clauses"]] == [True]
    text = evaluate(found.applicant, rules, found.as_of).explain()
    assert "《小样》 一（转述，未引原文）" in text
    assert "「」" not in text
    assert codes(RESTATED.replace("restated: true", "restated: true\n    quote: 原文")) == ["quoted-and-restated"]
    assert codes(RESTATED.replace("restated: true", "restated: false")) == ["missing-quote"]
