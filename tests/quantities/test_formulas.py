"""The formula language: what is read, how it is printed, and what is wrong with what cannot be read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules.core import terms as t
from zjtx_rules.quantities.formula import (
    FUNCTIONS,
    Call,
    Formula,
    FormulaError,
    Name,
    Negative,
    Number,
    Operation,
    parse,
    printed,
)
from zjtx_rules.quantities.lowering import Typed, lower

NUMBERS = [("800万元", Fraction(8_000_000), "万元"), ("1.5%", Fraction(15, 1000), "%"), ("3个百分点", Fraction(3, 100), "个百分点"),
           ("12", Fraction(12), ""), ("2‰", Fraction(2, 1000), "‰"), ("15人", Fraction(15), "人")]  # fmt: skip
leaves = st.one_of(
    st.sampled_from([Number(*each) for each in NUMBERS]),
    st.builds(
        Name, st.sampled_from(["实际投资额", "rate_1", "产值（不含税）", "A-1"]), st.sampled_from(["", "上年", "2024"])
    ),
)
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Negative, inner),
        st.builds(Operation, st.sampled_from("+−×÷"), inner, inner),
        st.sampled_from(sorted(FUNCTIONS)).flatmap(
            lambda name: st.builds(
                Call,
                st.just(name),
                st.lists(inner, min_size=FUNCTIONS[name][0], max_size=FUNCTIONS[name][0]).map(tuple),
            )
        ),
    ),
    max_leaves=6,
)


@given(formulas)
def test_what_is_printed_is_read_as_the_same_tree(formula: Formula) -> None:
    text = printed(formula)
    if len(text) <= 400:
        assert parse(text) == formula
        assert printed(parse(text)) == text


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (
            "１．５％×超出（营业收入＠上年－营业收入＠前年，800万元）",
            "1.5% × 超出(营业收入@上年 − 营业收入@前年，800万元)",
        ),
        ("a*(b+c)/2", "a × (b + c) ÷ 2"),
        ("(a+b)+c", "a + b + c"),
        ("a-(b-c)", "a − (b − c)"),
        ("「A-1」×-3", "「A-1」 × −3"),
        ("(a÷b)×c", "(a ÷ b) × c"),
    ],
)
def test_the_spelling_is_settled(written: str, settled: str) -> None:
    assert printed(parse(written)) == settled


@pytest.mark.parametrize(
    ("text", "at", "said", "hint"),
    [
        ("实际投资额 × 800万", 8, "没有写完单位", "800万元"),
        ("a ÷ b × c", 6, "用括号写明", "(a ÷ b) × c”或“a ÷ (b × c)"),
        ("a ÷ b ÷ c", 6, "用括号写明", "(a ÷ b) ÷ c”或“a ÷ (b × c)"),
        ("a + ", 3, "没有写完", None),
        ("(a + b", 0, "没有闭合", "(a + b)"),
        ("a > b", 2, "不作比较", "when"),
        ("超处(a, b)", 0, "没有名为“超处”的算式", "超出"),
        ("超出(a)", 0, "要2项", None),
        ("a@去年", 2, "应是年度", "@上年"),
        ("2营业收入", 1, "不是单位", None),
        ("a $ b", 2, "不能写在公式里", None),
        ("a b", 2, "这里不该是", None),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, at: int, said: str, hint: str | None) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.at == at
    assert said in caught.value.words.zh
    assert hint is None or (caught.value.suggestion is not None and hint in caught.value.suggestion.zh)


@pytest.mark.parametrize("text", ["a ÷ b × c", "实际投资额 × 800万", "(a + b"])
def test_a_suggestion_works_when_followed(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.suggestion is not None
    for way in caught.value.suggestion.zh.removeprefix("请写作").split("或"):
        fixed = way.strip("“”")
        parse(fixed if len(fixed) > 5 else text.replace("800万", fixed))


FACTS = {
    "投资额": Typed(t.Fact("invested", t.Kind.MONEY, 0, 9), "money"),
    "比例": Typed(t.Fact("share", t.Kind.SHARE, 0, 9), "share"),
    "人数": Typed(t.Fact("staff", t.Kind.NUMBER, 0, 9), "number"),
}


def unit_of(text: str) -> str:
    return lower(parse(text), lambda name: [FACTS[name.name]]).unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("投资额 × 比例", "money"),
        ("比例 + 3个百分点", "share"),
        ("比例 × 比例", "share"),
        ("1.5 × 比例", "share"),
        ("人数 × 比例", "number"),
        ("投资额 ÷ 800万元", "share"),
        ("投资额 ÷ 人数", "money"),
        ("每满(投资额, 10万元) × 4万元", "money"),
        ("较低(投资额, 80万元)", "money"),
        ("500元 × 人数", "money"),
        ("4分 × 人数 + 1分", "number"),
    ],
)
def test_units_follow_from_what_is_reckoned(text: str, unit: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("投资额 × 投资额", "金额不能与金额相乘", "比例或数量"),
        ("投资额 + 3%", "金额与百分比不能相加", "投资额 × 3%"),
        ("投资额 − 人数", "金额与数不能相减", ""),
        ("投资额 + 3", "金额与数不能相加", "3万元"),
        ("人数 ÷ 投资额", "数不能除以金额", "写反"),
        ("超出(投资额, 人数)", "须是同一种量", ""),
        ("投资额 ÷ 0", "不能除以零", ""),
        ("取整(投资额)", "不是金额", "每满"),
    ],
)
def test_units_that_do_not_fit_are_refused(text: str, said: str, hint: str) -> None:
    with pytest.raises(FormulaError, match=said) as caught:
        unit_of(text)
    assert caught.value.suggestion is None or hint in caught.value.suggestion.zh


@pytest.mark.parametrize(
    "text", ["取整(" * 90 + "1" + ")" * 90, "(" * 90 + "1" + ")" * 90, "−" * 200 + "1", "1" + " + 1" * 120]
)
def test_what_nobody_can_follow_is_refused(text: str) -> None:
    with pytest.raises(FormulaError, match=r"层|超过"):
        parse(text)


def test_a_declared_name_may_have_a_word_of_comparison_in_it() -> None:
    from zjtx_rules.language import load_text  # noqa: PLC0415 - beside its only use

    text = """
jurisdiction: {name: 海曲市, code: "990100"}
places: [{name: 海曲市, code: "990100"}]
facts: [{id: spent, label: 五百万元以上项目投资, type: money}]
documents:
- id: demo
  title: 示例办法
  status: issued
  clauses:
  - {id: aid, kind: subsidy, cite: 一, quote: 按8%给予补助, title: 补助, to: enterprise, pays: {amount: 8% × 五百万元以上项目投资}}
"""
    assert load_text(text, "demo.yaml").files
