"""Gap, ladder and matching as a person and as a machine reads them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from small_rules import AS_OF, applicant, clause, rules_of
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.analysis.gap.ladder import ladder
from zjtx_rules.analysis.gap.report import gaps
from zjtx_rules.language import load
from zjtx_rules.presentation.gaps import GapOut, gap_document, gap_markdown, gap_text
from zjtx_rules.presentation.ladder import ladder_document, ladder_markdown, ladder_text
from zjtx_rules.presentation.matching import matching_document, matching_markdown, matching_text
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reasoning import evaluate
from zjtx_rules.words import Language

SHORT = applicant(awards_received=[], accounts=[{"year": 2022, "revenue": "800万元"}])
RULES = rules_of(
    clause("tier", "tier", when="{fact: revenue_last_year, at_least: 1000万元}"),
    clause("award.one", when="{clause: tier}", pays="{up_to: 20万元}"),
)


def said(language: Language = "zh") -> str:
    return gap_text(gaps(SHORT, RULES, "award.one", AS_OF), language)


def test_a_gap_names_figure_target_and_distance() -> None:
    assert "2022年度营业收入：现为800万元，须增至1000万元，还差200万元" in said()


def test_a_gap_says_what_it_gains() -> None:
    assert "可多得：上限（最高）+20万元（现在可得：由0元到最高20万元）" in said()


def test_a_gap_is_said_in_english() -> None:
    assert "revenue of 2022: CNY 8,000,000, must rise to CNY 10,000,000, CNY 2,000,000 short" in said("en")


def test_percentages_lie_apart_by_percentage_points() -> None:
    rules = rules_of(
        clause("tier", "tier", when="{fact: share, at_least: 3%}"),
        head="""\
jurisdiction: {name: 日照市, code: "371100"}
facts:
- {id: share, label: 占比, type: percentage}
documents:
- id: small
  title: 小样
  status: issued
""",
    )
    assert "还差0.5个百分点" in gap_text(gaps(applicant(facts={"share": "2.5%"}), rules, "tier", AS_OF))


def test_people_are_counted_as_people() -> None:
    rules = rules_of(clause("tier", "tier", when="{fact: employees_last_year, at_least: 20}"))
    text = gap_text(gaps(applicant(accounts=[{"year": 2022, "employees": 15}]), rules, "tier", AS_OF))
    assert "还差5人" in text


def test_a_gap_that_cannot_be_closed_says_why() -> None:
    rules = rules_of(clause("tier", "tier", when="{fact: provided_false_information, is: false}"))
    text = gap_text(gaps(applicant(provided_false_information=True), rules, "tier", AS_OF))
    assert "没有可行的办法" in text
    assert "已经发生，不能改变" in text


def test_a_gap_goes_through_json_and_back() -> None:
    document = gap_document(gaps(SHORT, RULES, "award.one", AS_OF)[0])
    assert GapOut.model_validate_json(document.model_dump_json()) == document


def test_in_json_the_gain_has_a_floor_and_a_ceiling_in_yuan() -> None:
    # Where nothing is known of money received before, the 20万元 are possible and not certain.
    unsure = applicant(accounts=[{"year": 2022, "revenue": "800万元"}])
    document = json.loads(gap_document(gaps(unsure, RULES, "award.one", AS_OF)[0]).model_dump_json())
    (gain,) = document["ways"][0]["gains"]
    assert (gain["up_to"], gain["fixed"]) == ({"floor": "0", "ceiling": "200000"}, {"floor": "0", "ceiling": "0"})


def test_a_gap_as_markdown_lists_its_steps() -> None:
    assert "- 2022年度营业收入" in gap_markdown(gaps(SHORT, RULES, "award.one", AS_OF))


def holder() -> EnterpriseProfile:
    fields: dict[str, Any] = {
        "region": "日照市",
        "awards_received": [],
        "recognitions": [
            {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2023-05-10", "expires": "2026-05-09"}
        ],
    }
    return EnterpriseProfile.model_validate(fields)


def test_the_ladder_says_since_when_a_title_is_held() -> None:
    text = ladder_text(ladder(evaluate(holder(), load("rizhao"), date(2023, 9, 1))))
    assert "● 专精特新中小企业：已取得，在有效期内\n    省级，自2023-05-10，有效期至2026-05-09" in text


def test_the_ladder_is_a_table_in_markdown() -> None:
    assert ladder_markdown(ladder(evaluate(holder(), load("rizhao"), date(2023, 9, 1)))).startswith("| 梯级 | 状态 |")


def test_the_ladder_has_its_rungs_in_json() -> None:
    document = ladder_document(ladder(evaluate(holder(), load("rizhao"), date(2023, 9, 1))), "en")
    assert [each.standing for each in document.rungs][1] == "held"


def test_a_matching_names_office_money_and_number() -> None:
    text = matching_text(match(evaluate(holder(), load("rizhao"), date(2023, 9, 1))))
    assert (
        "[资金] 省级“专精特新”中小企业奖励：最高20万元（日政办字〔2022〕10号 三（一）2；另有 市工业和信息化局、市财政局"
        in text
    )


def test_a_matching_without_anything_says_so() -> None:
    matching = match(evaluate(applicant(), RULES, AS_OF))
    assert matching_text(matching) == "现在没有可用的事项\n"
    assert matching_markdown(matching) == "现在没有可用的事项\n"
    assert matching_document(matching).groups == []
