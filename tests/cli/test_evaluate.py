"""`zjtx evaluate`, used as a newcomer would; the sums are worked out from the texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRM = str(EXAMPLES / "rizhao-firm.yaml")


def test_a_rizhao_firm_with_three_titles_gets_the_highest(zjtx) -> None:
    """三（一）2 and 末段: 小巨人 最高100万元; 瞪羚 30 and 专精特新 20 give way."""
    said = zjtx("evaluate", FIRM, "--as-of", "2023-09-01")
    assert said.code == 0
    assert "【可申领】最高100万元" in said.out
    assert said.out.count("不重复，不支付") == 2
    assert "企业享受不同政策奖补的，就高不就低，不重复奖励。" in said.out


def test_after_the_plan_has_ended_nothing_is_payable_and_the_accrued_claim_is_flagged(zjtx) -> None:
    """末段: 有效期自2022年3月23日至2025年12月31日."""
    said = zjtx("evaluate", FIRM, "--as-of", "2026-01-01", "--rules", "rizhao")
    assert "【可申领】0元" in said.out
    assert "施行期至2025-12-31" in said.out
    assert "【可能的遗留权益（现在不支付）】最高100万元" in said.out


@pytest.mark.parametrize("day", ["2022-03-23", "2025-12-31"])
def test_the_first_and_the_last_day_of_the_plan_count(zjtx, tmp_path: Path, day: str) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text(
        f"所在地: 日照市\n认定: [{{称号: 小巨人, 级别: 国家级, 认定方式: 新认定, 认定日期: {day}}}]\n已领奖补: []\n",
        encoding="utf-8",
    )
    assert "【可申领】最高100万元" in zjtx("evaluate", str(firm), "--as-of", day).out


def test_a_jinan_firm_is_paid_nothing_now_and_the_draft_stands_apart(zjtx) -> None:
    """济南 一（2）, a draft: 小巨人 200万元, 瞪羚 50万元; the text is silent on duplication: 200, as written 250."""
    answer = json.loads(
        zjtx("evaluate", str(EXAMPLES / "jinan-firm.yaml"), "--as-of", "2024-12-01", "--format", "json").out
    )
    assert answer["awards"]["payable"]["total"]["text"] == "0元"
    draft = next(each for each in answer["awards"]["if_adopted"] if each["document"] == "jinan-draft")
    assert draft["total"]["fixed"]["floor"]["yuan"] == "2000000"
    silent = next(each for each in answer["readings"] if each["id"] == "silent")
    assert [(each["option"], each["text"]) for each in silent["alternatives"]] == [("as_written", "250万元")]


@pytest.mark.parametrize(
    ("example", "arguments", "text"),
    [
        # 济南 二（五）: 2 × 40万元 + 3 × 10万元
        ("startup-base", ["--as-of", "2024-06-01"], "】110万元"),
        # 济南 二（四）: second of three years
        ("park", ["--as-of", "2024-06-01"], "】1000万元"),
        ("park", ["--as-of", "2025-12-31"], "】1000万元"),
        ("park", ["--as-of", "2026-01-01"], "2023年至2025年"),
        # 日照 三（二）7: 50 and 20, and a public institution does not compete
        ("service-platform", ["--as-of", "2023-12-01"], "【可申领】最高70万元"),
        ("cluster", ["--as-of", "2023-12-01"], "【可申领】最高50万元"),
        # 日照 三（一）2
        ("district", ["--as-of", "2023-12-01"], "【可申领】最高300万元"),
        # 日照 三（二）4: 120 × 50 % = 60; (160 + 90) × 50 % = 125, at most 100
        ("design-institute", ["--as-of", "2023-12-31", "--rules", "rizhao"], "【可申领】160万元"),
        # 模板 三（九）2: 12 × 3000 + 5 × 4000 + 8 × 2000 = 72000
        ("training-body", ["--as-of", "2023-12-31", "--adopting", "临沂市", "--rules", "model_city"], "】7.2万元"),
    ],
)
def test_every_kind_of_applicant_has_an_example_that_works(zjtx, example: str, arguments: list[str], text: str) -> None:
    said = zjtx("evaluate", str(EXAMPLES / f"{example}.yaml"), *arguments)
    assert said.code == 0
    assert text in said.out


def test_another_reading_is_chosen_by_name(zjtx) -> None:
    """日照 末段, read per matter: 100 + 30 + 20 = 150."""
    said = zjtx("evaluate", FIRM, "--as-of", "2023-09-01", "--reading", "matter=per_matter")
    assert "【可申领】最高150万元" in said.out


def test_a_draft_may_be_taken_to_begin_on_a_day(zjtx, tmp_path: Path) -> None:
    """济南 一（2）: recognised in 2015, 200万元; with the draft in force from 2024-01-01, nothing."""
    firm = tmp_path / "firm.yaml"
    firm.write_text(
        "所在地: 济南市\n认定: [{称号: 小巨人, 认定方式: 新认定, 认定日期: 2015-07-14}]\n已领奖补: []\n",
        encoding="utf-8",
    )
    asked = ("evaluate", str(firm), "--rules", "jinan", "--as-of", "2024-06-30")
    assert "【若照此施行（不计入现在可得）】200万元" in zjtx(*asked).out
    later = zjtx(*asked, "--adopted-from", "2024-01-01")
    assert later.code == 0
    assert "200万元" not in later.out
    assert '"adopted_from": "2024-01-01"' in zjtx(*asked, "--adopted-from", "2024-01-01", "--format", "json").out


def test_the_json_is_the_same_to_the_byte(zjtx) -> None:
    arguments = ("evaluate", FIRM, "--as-of", "2023-09-01", "--format", "json")
    assert zjtx(*arguments).out == zjtx(*arguments).out


def test_english_is_spoken_on_request(zjtx) -> None:
    said = zjtx("evaluate", FIRM, "--as-of", "2023-09-01", "--lang", "en")
    assert "[can be claimed] up to CNY 1,000,000" in said.out


def test_markdown_has_a_table_of_awards(zjtx) -> None:
    said = zjtx("evaluate", FIRM, "--as-of", "2023-09-01", "--format", "markdown")
    assert "## 可申领：最高100万元" in said.out
    assert "| 日政办字〔2022〕10号 三（一）2 | 专精特新“小巨人”企业奖励 | 最高100万元 | 支付 |" in said.out


def test_a_firm_of_a_place_without_rules_is_asked_the_rules_of_the_nation(zjtx, tmp_path: Path) -> None:
    """全国的规则对各地的企业都适用；人社部发〔2026〕39号 施行至2026年12月31日."""
    firm = tmp_path / "firm.yaml"
    firm.write_text("名称: 甲\n所在地: 北京市\n", encoding="utf-8")
    said = zjtx("evaluate", str(firm), "--as-of", "2026-12-01")
    assert said.code == 0
    assert "失业保险稳岗返还" in said.out
    assert "日政办字" not in said.out


def test_a_misspelt_declared_fact_is_an_error_with_a_suggestion(zjtx, tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text("所在地: 日照市\n其他事实: {in_priority_industy: 是}\n", encoding="utf-8")
    said = zjtx("evaluate", str(firm))
    assert said.code == 2
    assert "in_priority_industry" in said.err


def test_english_says_durations_and_money_in_english(zjtx) -> None:
    # 日照 二.2: 登记注册两年以上, 上年度营业收入1000万元左右, 近2年未发生…事故
    page = zjtx("evaluate", str(EXAMPLES / "rizhao-firm.yaml"), "--as-of", "2023-09-01", "--lang", "en", "--full").out
    assert "registered in 日照市 for at least 2 years" in page
    assert "accident or penalty within 2 years" in page
    assert "revenue of last year about CNY 10,000,000" in page
