from decimal import Decimal

import pytest

from zjtx_rules.analysis.figures import CEILING, numbers, percentages, segments, spelt, sums
from zjtx_rules.terms import Money, Percentage


def money(*spellings: str) -> frozenset[Money]:
    return frozenset(map(Money.parse, spellings))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别给予最高200万元、100万元和100万元一次性奖励", money("200万元", "100万元")),
        ("市财政给予最高 300 万元奖励", money("300万元")),
        ("分别给予50、30和20万元", money("50万元", "30万元", "20万元")),
        ("连续三年每年给予1000万的资金扶持", money("1000万元")),
        ("每人3000元、4000元、2000元", money("3000元", "4000元", "2000元")),
        ("给予１００万元", money("100万元")),
        ("给予二百万元奖励", money("200万元")),
        ("补助1.5亿元", money("1.5亿元")),
        ("奖励1,000,000元", money("100万元")),
        ("培育400家，达到10万家", money()),
    ],
)
def test_sums_are_read_as_policies_spell_them(text: str, expected: frozenset[Money]) -> None:
    assert sums(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照实际发生额的 50% 给予补贴", {"50%"}),
        ("分别达到3%、7％", {"3%", "7%"}),
        ("百分之五十", {"50%"}),
        ("30—50%", {"30%", "50%"}),
        ("50万元", set()),
    ],
)
def test_percentages_are_read_as_policies_spell_them(text: str, expected: set[str]) -> None:
    assert percentages(text) == frozenset(map(Percentage.parse, expected))


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("二十四", 24), ("二百五十", 250), ("三千", 3000), ("两", 2), ("一万", 10000), ("一亿二千万", 120000000)],
)
def test_chinese_numerals_are_read(numeral: str, number: int) -> None:
    assert spelt(numeral) == number


def test_letters_that_a_scanner_put_for_digits_are_read_as_digits() -> None:
    assert Decimal(1000) in numbers("四新经济特征企业IOOO家")


def test_small_numbers_may_be_spelt_in_chinese() -> None:
    assert {Decimal(2), Decimal(400)} <= numbers("两年内培育400家")


def test_a_ceiling_is_said_of_its_own_part_only() -> None:
    first, second = segments("给予奖励50万元；每年最高100万元")
    assert not CEILING.search(first)
    assert CEILING.search(second)
