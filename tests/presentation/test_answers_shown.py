"""What an answer shows: everything that is met, nothing twice, nothing as usable that cannot be had."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from small_rules import RIZHAO, answer, applicant, clause, recognition, rules_of
from zjtx_rules import InputError, evaluate, load
from zjtx_rules.analysis.entitlements import match
from zjtx_rules.files import parse_yaml, read
from zjtx_rules.presentation.answer_html import answer_page
from zjtx_rules.presentation.markdown import as_markdown
from zjtx_rules.presentation.matching import matching_text
from zjtx_rules.profile import read_profile

FIRM = read_profile(read(str(Path(__file__).parents[2] / "examples" / "rizhao-firm.yaml")))
NOTHING = applicant(region=RIZHAO, recognitions=[], awards_received=[])
WITHOUT = "{without_figure: 按有关规定给予奖励}"


@pytest.mark.parametrize("kind", ["award", "subsidy"])
@pytest.mark.parametrize(
    "pays",
    [
        WITHOUT,
        f"{{by_reading: since, options: {{here: {WITHOUT}, founding: {WITHOUT}}}}}",
        "{same_as: award.other}",
        f"{{total_of: [{WITHOUT}, {WITHOUT}]}}",
    ],
)
def test_support_without_a_figure_is_shown_whatever_kind_of_clause_and_payment_gives_it(kind: str, pays: str) -> None:
    rules = rules_of(
        clause(f"{kind}.x", kind, when="{holds: {title: manufacturing_benchmark}}", pays=pays),
        clause("award.other", when="{holds: {title: unicorn}}", pays=WITHOUT),
    )
    firm = applicant(
        recognitions=[recognition("manufacturing_benchmark", level="provincial", expires="never")], awards_received=[]
    )
    found = answer(rules, firm)
    line = r"✓ 按有关规定给予奖励（《小样》 一）"
    for full in (False, True):
        text = evaluate(firm, rules, found.as_of).explain(full=full)
        assert "【可申领】0元，1项" in text
        assert text.count(line) == 1
    assert as_markdown(found).count("- 按有关规定给予奖励（一；—）") == 1
    assert matching_text(match(found)).count("[未写金额的支持] 按有关规定给予奖励") == 1


def test_a_figure_beside_support_without_one_stays_money() -> None:
    # Under the reading in use the first part has no figure; the 5万元 of the second are money all the same.
    option = f"{{by_reading: since, options: {{here: {WITHOUT}, founding: {{sum: 1万元}}}}}}"
    rules = rules_of(clause("award.x", pays=f"{{total_of: [{option}, {{sum: 5万元}}]}}"))
    assert str(answer(rules, NOTHING).awards.payable.total.fixed.floor) == "5万元"


def test_what_is_usable_is_the_same_on_a_full_page() -> None:
    # 日照 is in force on this day; the draft of 山东 is not, whatever it would grant.
    pages = [evaluate(FIRM, load("rizhao", "shandong"), date(2023, 9, 1)).explain(full=full) for full in (False, True)]
    counts = [re.findall(r"^【(可\w+|支持方向与他人职责)】(?:.*，)?(\d+)项", page, re.MULTILINE) for page in pages]
    assert counts[0] == counts[1]
    assert [name for name, _ in counts[0]] == ["可申领", "可享受", "可报名的项目", "支持方向与他人职责"]
    assert "【若照此施行（不计入现在可得）】" in pages[0]


def test_nothing_is_usable_after_the_end_of_a_plan() -> None:
    # in_force: 2022-03-23 to 2025-12-31.
    for full in (False, True):
        page = evaluate(FIRM, load("rizhao"), date(2026, 6, 1)).explain(full=full)
        assert set(re.findall(r"^【(?:可\w+|支持方向与他人职责)】(?:.*，)?(\d+)项", page, re.MULTILINE)) <= {"0"}
    assert not match(evaluate(FIRM, load("rizhao"), date(2026, 6, 1))).groups


def test_money_of_a_plan_not_yet_in_force_is_shown_apart() -> None:
    rules = rules_of(clause("award.x", pays="{sum: 5万元}"), around="in_force: {from: 2030-01-01}\n")
    text = evaluate(NOTHING, rules, date(2023, 9, 1)).explain()
    assert "【可申领】0元" in text
    assert "【尚未施行（现在不支付）】5万元" in text
    assert evaluate(NOTHING, rules, date(2023, 9, 1)).model_dump()["awards"]["not_yet"]["total"]["text"] == "5万元"


def test_a_full_page_lists_every_clause_with_its_reason() -> None:
    found = evaluate(NOTHING, load("rizhao"), date(2023, 9, 1))
    page = found.explain(full=True)
    for outcome in found.outcomes:
        for each in outcome.program.clauses:
            assert each.clause.title in page or getattr(each.clause, "offers", "") in page, each.clause.id
    # 三（一）2: a firm without titles sees of each award which title it asks for.
    assert re.search(r"✗ 奖励 · 专精特新“小巨人”企业奖励：不满足.*\n.*\n +✗ 新获得认定：.*小巨人", page)


def test_a_tier_that_is_not_met_is_shown_with_what_is_in_the_way() -> None:
    rules = rules_of(clause("tier", "tier", when="{fact: invention_patents, at_least: 60}"))
    text = evaluate(applicant(invention_patents=50), rules, date(2023, 9, 1)).explain()
    assert "✗ 标题：不满足" in text
    assert "现为 50" in text


def test_an_item_of_several_offices_is_listed_once() -> None:
    found = evaluate(FIRM, load("rizhao"), date(2023, 9, 1))
    assert matching_text(match(found)).count("小巨人”企业奖励") == 1
    # 三（一）2 names five offices.
    assert matching_text(match(found, every_office=True)).count("小巨人”企业奖励") == 5


def test_what_a_person_must_judge_before_money_is_paid_is_listed_as_pending() -> None:
    rules = rules_of(clause("award.x", when="{attested: good_prospects}", pays="{sum: 5万元}"))
    text = matching_text(match(answer(rules, NOTHING)))
    assert "【经人判断后可用】" in text
    assert "[资金] 标题：0元至5万元之间" in text


def test_chinese_pages_name_facts_in_chinese() -> None:
    page = evaluate(applicant(region=RIZHAO), load("rizhao"), date(2023, 9, 1)).explain(full=True)
    plain = re.sub(r"（rizhao-2022:[^）]*）|规则校验值 \w+|（\w+，默认）|（\w+）：", "", page)
    assert not re.findall(r"\b[a-z]+_[a-z_]+\b|缺 [a-z]|现为 [a-z]|（[a-z.]+）", plain)


@pytest.mark.parametrize(
    ("fields", "condition", "chinese", "english"),
    [
        ({"size_class": "large"}, "{fact: sme_size, one_of: [small, medium]}", "现为 大型", "is large"),
        ({"productivity_grade": "B"}, "{fact: productivity_grade, is: A}", "现为 B类", "is B"),
        ({"legal_form": "government"}, "{fact: legal_form, is: enterprise}", "现为 机关", "is government"),
        (
            # 工业 with 40000万元 or more: 大型 from 1000 employees on, a smaller class with fewer.
            {"industry": "3451", "accounts": [{"year": 2022, "revenue": "5亿元"}]},
            "{fact: sme_size, is: large}",
            "现为 微型、小型、中型或大型",
            "is micro or small or medium or large",
        ),
    ],
)
def test_values_of_a_choice_are_named_in_the_readers_language(
    fields: dict[str, object], condition: str, chinese: str, english: str
) -> None:
    rules = rules_of(clause("tier", "tier", when=condition))
    found = evaluate(applicant(**fields), rules, date(2023, 9, 1))
    assert chinese in found.explain("zh", full=True)
    assert english in found.explain("en", full=True)


def test_an_unknown_key_is_answered_with_the_names_of_the_readers_language() -> None:
    with pytest.raises(InputError) as raised:
        read_profile(parse_yaml("注册号: x", "firm.yaml"))
    [problem] = raised.value.problems
    assert problem.expected is not None
    assert not re.search("[a-z]", problem.expected.zh)
    assert problem.expected.en.isascii()


def test_the_page_says_first_what_can_be_claimed_where_and_until_when() -> None:
    # 三（一）2: 小巨人 最高100万元, five offices; 末段: 有效期……至2025年12月31日.
    page = answer_page(evaluate(FIRM, load("rizhao"), date(2023, 9, 1)))
    claim = page[page.index('<section class="claim">') : page.index("</section>")]
    assert [each for each in ("最高100万元", "市财政局", "2025-12-31", "2023-07-14") if each not in claim] == []
    # 三（二）4 支持……联盟 and 三（四）12 鼓励银行业金融机构 are directions, and stand behind what can be had.
    order = [page.index(f'<section class="{each}">') for each in ("claim", "enjoy", "join", "directions")]
    assert order == sorted(order)
    directions = page[order[-1] :]
    assert "战略联盟" in directions
    assert "他人职责：银行业金融机构" in directions
    assert "不能据此申领" in directions


def test_the_page_shows_the_words_of_others_and_runs_none() -> None:
    page = answer_page(
        evaluate(FIRM.model_copy(update={"name": "<script>x</script>"}), load("rizhao"), date(2023, 9, 1))
    )
    assert "&lt;script&gt;" in page
    assert "<script" not in page
