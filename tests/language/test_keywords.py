"""Rule files in Chinese keywords mean what they mean in English ones, and messages name the spelling that the file uses."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.editing.formatting import format_text
from zjtx_rules.conditions import WRITTEN
from zjtx_rules.files import parse_yaml
from zjtx_rules.files.keywords import keys_of, models_inside, values_of
from zjtx_rules.language import RuleFile, load_text
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.problems import InputError
from zjtx_rules.schemas import schema

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "rules").glob("*.yaml")),
    ROOT / "docs/tutorial/linyi.yaml",
    *[each for each in sorted((ROOT / "tests/mechanics").glob("*.yaml")) if ".cases" not in each.name][::5],
]
for kind in (*WRITTEN.values(), *PAYMENTS.values()):
    kind.model_rebuild()
MODELS = [each for each in models_inside(RuleFile) if not each.__name__.startswith("ByReading[")]
"""Every part of a rule file; what hangs on a reading has the values of the field that it stands under."""


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_and_closed_value_has_one_chinese_spelling(model: type[BaseModel]) -> None:
    words = keys_of(model)
    assert [key for key, word in words.items() if not re.search("[\u4e00-\u9fff]", word)] == []
    assert [word for word, count in Counter(words.values()).items() if count > 1] == []
    for name, field in model.model_fields.items():
        values = values_of(field, model)
        assert [(name, value) for value, word in values.items() if not word] == []
        assert [(name, word) for word, count in Counter(values.values()).items() if count > 1] == []


def in_chinese(text: str) -> str:
    return format_text(text, "chinese.yaml", "zh")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_in_chinese_keywords_is_the_same_file(path: Path) -> None:
    text = format_text(path.read_text(encoding="utf-8"))
    chinese = in_chinese(text)
    (file,), (given,) = load_text(chinese).files, load_text(text).files
    assert (file.sha256, file.rules) == (given.sha256, given.rules)
    assert diff(load_text(text, "a.yaml"), load_text(chinese, "b.yaml")).same
    assert format_text(chinese, "again.yaml", "en") == text
    assert format_text(chinese) == chinese


LINYI = (ROOT / "docs/tutorial/linyi.yaml").read_text(encoding="utf-8")


@cache
def chinese_linyi() -> str:
    return in_chinese(LINYI)


def test_no_english_keyword_is_left_in_the_tutorial() -> None:
    keys = set(re.findall(r"(?:^\s*(?:- )?|[{,] ?)([a-z_]+):", chinese_linyi(), re.MULTILINE))
    ids = {"top_up", "full", "nothing"}  # the options of a reading, which are ids
    assert keys == ids


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("    条款号: 二\n", "", "missing-key", "“条款号”"),
        ("条款号: 二\n", "条款好: 二\n", "unknown-key", "是否想写“条款号”？"),
        ("类别: 工作任务", "类别: 工作任物", "unknown-clause-kind", "是否想写“工作任务”？"),
        ("发放次数: 一次性", "发放次数: 一次姓", "wrong-value", "一次性"),
        ("称号: 专精特新“小巨人”企业", "称号: 专精特新“小巨人”企夜", "title", "专精特新小巨人"),
        ("给付: {最高: 80万元}", "给付: {最高: 80万}", "money", "80万元"),
        ("事实: revenue_last_year", "事实: revenue_last_yeer", "unknown-fact", "revenue_last_year"),
        ("状态: 已印发", "状态: 已引发", "wrong-value", "已印发"),
    ],
)
def test_errors_name_the_spelling_that_the_file_uses(old: str, new: str, code: str, says: str) -> None:
    text = chinese_linyi()
    assert old in text
    with pytest.raises(InputError) as error:
        load_text(text.replace(old, new, 1))
    found = error.value.problems
    assert code in {each.code for each in found}
    said = "\n".join(words.zh for each in found for words in (each.message, each.expected, each.suggestion) if words)
    assert says in said
    assert not re.search(r"\b(cite|quote|kind|when|pays|frequency|mandatory|award|issued|once)\b", said), said


def test_english_keywords_are_read_below_chinese_ones_and_both_at_once_are_refused() -> None:
    mixed = chinese_linyi().replace("条款号: 二\n", "cite: 二\n", 1)
    assert load_text(mixed).files[0].rules == load_text(LINYI).files[0].rules
    with pytest.raises(InputError):
        load_text(chinese_linyi().replace("条款号: 二\n", "条款号: 二\n    cite: 二\n", 1))


def test_the_schema_accepts_both_spellings_and_refuses_the_same() -> None:
    validator = jsonschema.Draft202012Validator(schema("rules"))
    for text in (LINYI, chinese_linyi()):
        assert [each.message[:200] for each in validator.iter_errors(parse_yaml(text, "").data)] == []
    for broken in (
        chinese_linyi().replace("    条款号: 二\n", "", 1),
        chinese_linyi().replace("状态: 已印发", "状态: 已引发", 1),
    ):
        assert not validator.is_valid(parse_yaml(broken, "").data)


def test_comments_layout_and_order_of_keys_do_not_change_the_hash_and_every_word_does() -> None:
    (file,) = load_text(LINYI).files
    assert (
        load_text(
            "# 注释\n" + LINYI.replace("  status: issued\n", "").replace("- id: linyi", "- status: issued\n  id: linyi")
        )
        .files[0]
        .sha256
        == file.sha256
    )
    assert load_text(LINYI.replace("最高80万元", "最高90万元")).files[0].sha256 != file.sha256


@pytest.mark.parametrize("kind", ["{a: 1}", "[奖励]", "3", ""])
def test_a_kind_that_is_no_word_is_told_at_its_place(kind: str) -> None:
    text = re.sub(r"类别: 奖励", f"类别: {kind}", chinese_linyi(), count=1)
    assert text != chinese_linyi()
    with pytest.raises(InputError) as wrong:
        load_text(text)
    assert {each.place.line > 0 for each in wrong.value.problems} == {True}
