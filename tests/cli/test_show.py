"""`zjtx show` and `zjtx rules`."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (["三（二）4"], "按照设计服务合同实际发生额的 50% 给予补贴，每年补贴不超过 100 万元"),
        (["rizhao", "二2"], "银行信用、纳税信用和社会信用良好"),
        (["jinan", "二（五）"], "每培育1家给予基地40万元奖励"),
        (["jinan", "二(五)"], "每培育1家给予基地40万元奖励"),
        (["model_city", "三（九）2"], "2000元标准进行补贴"),
        (["shandong", "三（十二）"], "不再增收土地价款"),
        (["award.little_giant"], "给予一次性奖励200万元"),
    ],
)
def test_a_clause_is_found_by_its_number_with_the_right_words(zjtx, query: list[str], words: str) -> None:
    said = zjtx("show", *query)
    assert said.code == 0
    assert words in said.out


def test_a_clause_shows_its_machine_reading_and_the_readings_it_hangs_on(zjtx) -> None:
    said = zjtx("show", "rizhao", "subsidy.design")
    assert "实际付款的50%，每年不超过100万元" in said.out
    assert "design_cap" in said.out


def test_an_unknown_clause_is_refused_with_a_suggestion(zjtx) -> None:
    said = zjtx("show", "award.littel_giant")
    assert said.code == 2
    assert "award.little_giant" in said.err


def test_rules_lists_status_and_validity(zjtx) -> None:
    said = zjtx("rules", "--as-of", "2023-09-01")
    assert "日政办字〔2022〕10号" in said.out
    assert "施行中（2023-09-01），2022-03-23 至 2025-12-31" in said.out
    assert "征求意见稿，未施行" in said.out
