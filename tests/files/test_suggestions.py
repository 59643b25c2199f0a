"""Every suggestion is accepted where it is followed: wrong values for every field, and what is suggested put in their place.

The words of a suggestion are read as a user reads them: what stands within “ ” is written into the file.
"""

from __future__ import annotations

import copy
import json
import re
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from examples_drawn import drawn
from zjtx_rules import EnterpriseProfile
from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.files import parse_yaml
from zjtx_rules.files.suggesting import example, flow
from zjtx_rules.language import load_text
from zjtx_rules.nearest import nearest
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.profile import APPLICANTS, read_profile
from zjtx_rules.profile.model import Closed

_WRITE = re.compile(r"(?:请写作|是否想写)“(.+?)”？?$|加上引号，写作 (\".*\")$")

WRONG: list[Any] = [
    *("", "x", "是", "无", "没有", "yes", "true", "2023.7.14", "2023/7/14", "20230714", "2023年7月", "2023-13-01"),
    *("100", "100万", "1,000万元", "１００万元", "-5万元", "100w元", "五十万元", "12", "12.0", "12人", "１２"),
    *("371100", "日照", "日召市", "山东日照", "东港", "小巨人", "小巨仁", "省级小巨人", "国家", "省", "省级以上"),
    *(
        "新认定的",
        "新认",
        "企业",
        "有限公司",
        "award",
        "奖",
        "AEO",
        "aeo认证",
        "质量体系",
        "C3451",
        "c 3451",
        "A类",
        "a",
    ),
    *("长期有效", "永久", "中小企业", "小型企业", "91370100MA3C00000X", 1, 0, 12, 2023, 20230714, True, False, 1.5),
    *(["小巨人"], ["x"], [], {}, {"a": 1}, {"称号": "小巨人"}, [["小巨人"]], None, "[小巨人]", "{称号: 小巨人}"),
]


def inner(annotation: Any) -> type[Closed] | None:
    if isinstance(annotation, type) and issubclass(annotation, Closed):
        return annotation
    return next((found for each in typing.get_args(annotation) if (found := inner(each)) is not None), None)


def placed(model: type[Closed], wrap: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[Callable[[Any], Any]]:
    """Yield for every key of a model what puts a value there."""
    for name, field in model.model_fields.items():
        if name == "kind" and model in APPLICANTS.values():
            continue
        word = next((word for word, meant in model.chinese_names.items() if meant == name), name)
        yield lambda value, word=word: wrap({word: value})
        below = inner(field.annotation)
        if below is not None and below is not model:
            many = "tuple" in str(field.annotation)
            for put in placed(below, lambda item: item):
                yield lambda value, put=put, word=word, many=many: wrap({word: [put(value)] if many else put(value)})


def problems(data: dict[str, Any]) -> tuple[Problem, ...]:
    text = json.dumps(
        data, ensure_ascii=False, default=lambda value: float(value) if isinstance(value, Decimal) else str(value)
    )
    try:
        read_profile(parse_yaml(text, "firm.yaml"))
    except InputError as error:
        return tuple(error.problems)
    return ()


def written(suggestion: str) -> list[str]:
    """Return what a suggestion says is to be written; several, where one is to be chosen."""
    found = _WRITE.search(suggestion)
    return (found[1] or found[2]).split("”或“") if found else []


def followed(data: dict[str, Any], problem: Problem, text: str) -> tuple[dict[str, Any], str]:
    """Return the data with a suggestion followed, and the path at which nothing may be wrong any more."""
    steps: list[Any] = [int(each) if each.isdigit() else each for each in problem.path.split(".")]
    changed = copy.deepcopy(data)
    node: Any = changed
    for step in steps[:-1]:
        node = node[step]
    if problem.code == "unknown-key":
        node[text] = node.pop(steps[-1])
        return changed, ".".join(map(str, [*steps[:-1], text]))
    node[steps[-1]] = parse_yaml(text, "suggestion").data
    return changed, problem.path


@pytest.mark.parametrize("kind", APPLICANTS)
def test_what_is_suggested_for_a_value_is_accepted(kind: str) -> None:
    tried = 0
    for put in placed(APPLICANTS[kind], lambda fields: {"kind": kind, **fields}):
        for value in WRONG:
            data = put(value)
            for problem in problems(data):
                for text in written(problem.suggestion.zh) if problem.suggestion else ():
                    changed, path = followed(data, problem, text)
                    left = [
                        each
                        for each in problems(changed)
                        if each.code != "missing-key" and f"{each.path}.".startswith(f"{path}.")
                    ]
                    assert left == [], (value, problem.suggestion, left[0].message)
                    tried += 1
    assert tried > 80


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("认定: 小巨人", "请写作“[{称号: 小巨人}]”"),
        ("认定: [小巨人]", "请写作“{称号: 小巨人}”"),
        ("已领奖补: 无", "请写作“[]”"),
        ("已领奖补: 没有", "请写作“[]”"),
        ("已领奖补: {金额: 1万元}", "请写作“[{金额: 1万元}]”"),
        ("名称: 12", '加上引号，写作 "12"'),
        ("名称: true", '加上引号，写作 "true"'),
        ("regoin: 日照市", "是否想写“region”？"),
        ("成立日其: 2020-01-01", "是否想写“成立日期”？"),
    ],
)
def test_what_is_suggested_is_made_of_what_was_written(text: str, suggestion: str) -> None:
    with pytest.raises(InputError) as caught:
        read_profile(parse_yaml(text, "firm.yaml"))
    (problem,) = caught.value.problems
    assert problem.suggestion is not None
    assert problem.suggestion.zh == suggestion


@pytest.mark.parametrize("text", ["注册号: '370000200012345'", "法人: 张三", "资质: 无", "企业名录: [甲]"])
def test_no_other_key_is_suggested_that_would_not_take_the_value(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_profile(parse_yaml(text, "firm.yaml"))
    key = text.partition(":")[0]
    # Where nothing is like it, it may be what a rule file declares.
    assert [each.suggestion and each.suggestion.zh for each in caught.value.problems] == [
        f"规则文件自定的事实写在“其他事实”下：其他事实: {{{key}: …}}"
    ]


KEYS = [
    (model, word)
    for kind in APPLICANTS
    for model in [APPLICANTS[kind]]
    for word in (*model.model_fields, *model.chinese_names)
    if model is EnterpriseProfile or model.chinese_names.get(word, word) not in EnterpriseProfile.model_fields
]


@given(st.sampled_from(KEYS), st.integers(0, 20), st.sampled_from(["", "x", "的", "日"]), st.sampled_from(WRONG))
@drawn(few=80, many=400)
def test_a_key_that_is_suggested_takes_the_value(
    named: tuple[type[Closed], str], at: int, put: str, value: Any
) -> None:
    model, word = named
    kind = next(kind for kind, each in APPLICANTS.items() if each is model)
    key = word[:at] + put + word[at + 1 :]
    if key in model.model_fields or key in model.chinese_names or key.strip() != key or not key:
        return
    data = {"kind": kind, key: value}
    for problem in problems(data):
        another = problem.suggestion is not None and not problem.suggestion.zh.startswith("规则文件自定的事实")
        if problem.code == "unknown-key" and problem.suggestion is not None and another:
            (text,) = written(problem.suggestion.zh)
            changed, path = followed(data, problem, text)
            assert not [each for each in problems(changed) if f"{each.path}.".startswith(f"{path}.")]


RULES = """\
jurisdiction: {{name: 日照市, code: "371100"}}
documents:
- id: d
  title: 甲
  status: issued
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 原文
    title: 甲奖
    to: enterprise
    when: {{{when}}}
    pays: {{{pays}}}
"""
GIANT = "newly_recognised: {title: little_giant}"


def of_rules(when: str = GIANT, pays: str = "sum: 1万元") -> tuple[Problem, ...]:
    try:
        load_text(RULES.format(when=when, pays=pays), "rules.yaml")
    except InputError as error:
        return tuple(error.problems)
    return ()


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("newly_recognised: ", "little_giant", ""),
        ("newly_recognised: ", "[little_giant]", ""),
        ("newly_recognised: {title: ", "小巨仁", "}"),
        ("all: ", "{newly_recognised: {title: little_giant}}", ""),
        ("newly_recognised: {title: gazelle, level: ", "省级以上", "}"),
        ("registered: ", "24个月", ""),
        ("located_in: ", "日召市", ""),
    ],
)
def test_what_is_suggested_in_a_condition_is_accepted(before: str, value: str, after: str) -> None:
    (problem, *_) = of_rules(before + value + after)
    texts = written(problem.suggestion.zh) if problem.suggestion else []
    for text in texts:
        assert of_rules(before + text + after) == ()


@pytest.mark.parametrize("value", ["1万", "1000", "１万元", "一万元", "1,000万", "1w元"])
def test_what_is_suggested_for_a_sum_is_accepted(value: str) -> None:
    for problem in of_rules(pays=f"sum: {value}"):
        for text in written(problem.suggestion.zh) if problem.suggestion else ():
            assert of_rules(pays=f"sum: {text}") == ()


def test_keys_of_two_kinds_of_payment_are_said_to_be_that() -> None:
    first, *_ = of_rules(pays="share: 8%, of: equipment_investment, up_to: 200万元")
    assert first.suggestion is not None
    assert "“share”与“up_to”不能写在一起" in first.suggestion.zh
    shown = first.suggestion.zh[first.suggestion.zh.index("{") :]
    data = parse_yaml(shown, "suggestion").data
    assert next(kind for kind in PAYMENTS.values() if "share" in kind.KEYS).model_validate(data)


@pytest.mark.parametrize("model", [*CONDITIONS.values(), *PAYMENTS.values()], ids=lambda model: model.__name__)
def test_examples_of_conditions_and_payments_are_taken(model: type[BaseModel]) -> None:
    for zh in (True, False):
        found = example(model, zh=zh)
        if found is not None:
            assert model.model_validate(found)
            assert parse_yaml(flow(found), "example").data == found


def models() -> list[type[Closed]]:
    found: dict[type[Closed], None] = {}

    def look(model: type[Closed]) -> None:
        if model not in found:
            found[model] = None
            for field in model.model_fields.values():
                below = inner(field.annotation)
                if below is not None:
                    look(below)

    for model in APPLICANTS.values():
        look(model)
    return list(found)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_examples_of_records_are_taken(model: type[Closed]) -> None:
    for zh in (True, False):
        found = example(model, zh=zh)
        assert found is not None
        assert model.model_validate(found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inside: (
            st.lists(inside, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inside, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_a_value_on_one_line_reads_as_itself(value: Any) -> None:
    try:
        assert parse_yaml(flow([value]), "f").data == [value]
    except InputError as error:
        assert {each.code for each in error.problems} <= {"yaml-character", "yaml-number"}  # noqa: PT017 - what YAML cannot hold


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("rd_growth_last_year", ["rd_share_last_year", "revenue_last_year"], None),
        ("rd_shaer_last_year", ["rd_share_last_year"], "rd_share_last_year"),
        ("rd_share_lastyear", ["rd_share_last_year"], "rd_share_last_year"),
        ("award.little_gaint", ["award.little_giant", "award.little_brand"], "award.little_giant"),
        ("tax_credit_good", ["social_credit_good"], None),
        ("awards_recieved", ["awards_received"], "awards_received"),
    ],
)
def test_a_name_of_several_parts_is_meant_part_by_part(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


@pytest.mark.parametrize("value", [1.5, float("nan"), float("inf"), [1], {"a": 1}, None])
def test_a_declared_fact_of_another_type_is_refused_in_our_words(value: Any) -> None:
    with pytest.raises(ValueError, match=r"浮点数|应是文字、数、是否或日期") as caught:
        EnterpriseProfile.model_validate({"facts": {"x": value}})
    assert "1 validation error" in str(caught.value)


@pytest.mark.parametrize("value", [Decimal("1.5"), 3, True, "5%"])
def test_a_declared_fact_of_any_other_type_is_taken(value: Any) -> None:
    assert EnterpriseProfile.model_validate({"facts": {"x": value}}).facts["x"] in (value, str(value))
