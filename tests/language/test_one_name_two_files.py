"""Two rule files that declare facts of one id: each takes the value that is of its own type, and no file's fact spoils another's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zjtx_rules import EnterpriseProfile, evaluate
from zjtx_rules.language import combine, load_text
from zjtx_rules.problems import InputError

FILE = """
jurisdiction: {{name: 日照市, code: "371100"}}
facts: [{{id: eq, label: 设备投资, type: {type}{by}}}]
documents:
- id: {id}
  title: 办法{id}
  status: issued
  in_force: {{from: 2020-01-01}}
  clauses:
  - {{id: award.{id}, kind: award, cite: 一, quote: 奖励1万元, title: 奖, to: enterprise, {body}}}
"""
MONEY = FILE.format(id="a", type="money", by="", body="when: {fact: eq, at_least: 5万元}, pays: {sum: 1万元}")
SHARE = FILE.format(id="b", type="percentage", by="", body="when: {fact: eq, at_least: 5%}, pays: {sum: 2万元}")
YEARLY = FILE.format(id="c", type="count", by=", by: year", body="pays: {amount: eq@上年 × 1万元, at_most: 9万元}")


def ends(files: list[str], **facts: Any) -> tuple[str, str | None]:
    rules = combine(load_text(each, f"{number}.yaml") for number, each in enumerate(files))
    known = {"region": "日照市", "recognitions": [], "awards_received": [], "facts": facts}
    total = evaluate(EnterpriseProfile.model_validate(known), rules, date(2023, 9, 1)).awards.payable.total.fixed
    return str(total.floor), None if total.ceiling is None else str(total.ceiling)


def test_each_file_takes_the_value_of_its_own_type() -> None:
    assert ends([MONEY], eq="10万元") == ("1万元", "1万元")
    # In the other file the fact is unknown: never false, never an error of that file.
    assert ends([MONEY, SHARE], eq="10万元") == ("1万元", "3万元")
    assert ends([MONEY, SHARE], eq="6%") == ("2万元", "3万元")
    assert ends([MONEY, SHARE], 设备投资="6%") == ("2万元", "3万元")


def test_a_value_that_no_file_can_read_is_an_error() -> None:
    with pytest.raises(InputError) as raised:
        ends([MONEY, SHARE], eq="十万")
    assert len(raised.value.problems) == 1


def test_a_figure_of_a_year_that_another_file_means_otherwise_is_unknown() -> None:
    assert ends([YEARLY], eq={"2022": 3}) == ("3万元", "3万元")
    assert ends([YEARLY], eq={"2021": 3}) == ("0元", "9万元")
