"""How often an award is paid, as the tools for rule files see it: checks, comparison, mutation, formatting."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import fixtures_of_examples
import pytest
from fixtures_of_examples import example, written

from small_rules import clause as one_clause
from small_rules import codes, rules_of
from zjtx_rules.analysis.checks import CHECKS, Subject
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.analysis.testing.mutation import mutate
from zjtx_rules.language import RuleSet, load_text

award = partial(fixtures_of_examples.clause, kind="award", where="here")

RULES = """\
jurisdiction: {{name: 日照市, code: "371100"}}
documents:
- id: d
  title: 办法
  status: issued
  readings:
  - {{id: how, question: 几次, options: {{each: 每次, first: 一次}}, default: each}}
  clauses:
  - {{id: award.a, kind: award, cite: 一, quote: {quote}, title: 甲, to: enterprise, pays: {pays}{frequency}}}
  - {{id: award.b, kind: award, cite: 二, quote: 给予10万元, title: 乙, to: enterprise, pays: {{sum: 10万元}}}}
"""


def loaded(quote: str, frequency: str | None, pays: str = "{sum: 10万元}") -> RuleSet:
    often = "" if frequency is None else f", frequency: {frequency}"
    return load_text(RULES.format(quote=quote, pays=pays, frequency=often), "d.yaml")


BY_READING = "{by_reading: how, options: {each: each_time, first: once}}"


@pytest.mark.parametrize(
    ("quote", "frequency", "pays", "said"),
    [
        ("给予10万元一次性奖励", None, "{sum: 10万元}", True),
        ("一次性奖励10万元", "once", "{sum: 10万元}", False),
        ("给予一次奖励10万元", "once", "{sum: 10万元}", False),
        ("给予10万元一次性奖励", "yearly", "{sum: 10万元}", True),
        ("给予10万元一次性奖励", BY_READING, "{sum: 10万元}", False),
        ("每年给予10万元", None, "{sum: 10万元}", False),
        ("每年给予10万元", "yearly", "{sum: 10万元}", False),
        ("每年给予10万元", "once", "{sum: 10万元}", True),
        ("给予10万元", "once", "{sum: 10万元}", True),
        ("参照执行", "once", "{same_as: award.b}", False),
        ("给予10万元", None, "{sum: 10万元}", False),
        ("每年评选，给予10万元一次性奖励", "once", "{sum: 10万元}", False),
        ("给予一次性奖励", None, "{without_figure: 一次性奖励}", False),
    ],
)
def test_the_words_of_the_quote_are_compared(quote: str, frequency: str | None, pays: str, said: bool) -> None:  # noqa: FBT001 - one of the columns
    (file,) = loaded(quote, frequency, pays).files
    assert bool(list(CHECKS["frequency-said"].find(Subject(file)))) is said


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("once", "yearly", "more"),
        ("yearly", "once", "less"),
        ("once", "each_time", "more"),
        (None, "once", "less"),
        ("once", BY_READING, "more"),
    ],
)
def test_a_change_of_how_often_is_a_change_of_money(old: str | None, new: str, effect: str) -> None:
    (change,) = diff(loaded("一次性", old), loaded("一次性", new)).changes()
    assert (change.code, change.money) == (
        "frequency-changed",
        effect,
    )


@pytest.mark.parametrize(("key", "old", "new"), [("paid_in_part", "nothing", "rest"), ("rounding", "down", "half_up")])
def test_a_change_of_what_is_left_over_is_a_change_of_a_setting(key: str, old: str, new: str) -> None:
    sides = [
        rules_of(one_clause("award.one", pays="{sum: 1万元}"), around=f"settings: {{{key}: {each}}}\n")
        for each in (old, new)
    ]
    assert [each.code for each in diff(*sides).changes()] == ["setting-changed"]


ONCE = award("award.one", "when: {newly_recognised: {title: gazelle}}, frequency: once, pays: {up_to: 30万元}")
HELD = "recognitions: [{title: gazelle, level: provincial, kind: new, date: 2022-05-10}]"
PART = "awards_received: [{clause: award.one, amount: 10万元, date: 2022-12-01, payer: 日照市}]"


def _survivors(folder: Path, examples: str) -> list[str]:
    rules, cases = written(folder, ONCE, examples)
    found = mutate(rules, cases, processes=1).files[0].survivors
    return [each.text for each in found if each.text.startswith("frequency")]


def test_an_example_with_a_part_received_before_notices_how_often(tmp_path: Path) -> None:
    whole = example("全额", "payable: {up_to: 30万元}", HELD)
    assert _survivors(tmp_path, whole) == ["frequency：“once”写成“yearly”", "frequency：“once”写成“each_time”"]
    part = example("领过一部分", "payable: {up_to: 0元}", f"{HELD}, {PART}")
    assert _survivors(tmp_path, whole + part) == []


@pytest.mark.parametrize(
    "frequency", ["twice", "{by_reading: none, options: {a: once}}", "{by_reading: since, options: {here: once}}"]
)
def test_what_is_no_frequency_is_an_error_of_the_file(frequency: str) -> None:
    assert codes(one_clause("award.one", pays="{sum: 1万元}", frequency=frequency))
