"""A small made-up plan, and ways to edit it or a bundled file and compare."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from zjtx_rules.analysis.diffing import Change, RuleDiff, diff
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import bundled_files, load_text

PLAN = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements:
- {id: good_prospects, label: 具有良好发展前景}
documents:
- id: plan
  title: 试行方案
  status: issued
  in_force: {from: 2022-03-23, to: 2025-12-31}
  readings:
  - id: upgrade
    question: 晋级后如何计发
    options: {top_up: 补差, nothing: 不再奖励}
    default: top_up
  - id: gate
    question: 领取奖励是否须符合培育条件
    options: {not_required: 不须, required: 须}
    default: not_required
  gates:
  - to: enterprise
    kinds: [award]
    when:
      by_reading: gate
      options:
        not_required: {always: true}
        required: {clause: pool}
  clauses:
  - id: pool
    kind: tier
    cite: 一
    quote: 培育对象须同时满足以下基本条件
    title: 培育对象
    to: enterprise
    when:
      all:
      - registered: {for_at_least: 2年}
      - fact: independent_legal_person
      - fact: sme_size
        one_of: [micro, small, medium]
      - fact: revenue_last_year
        at_least: 1000万元
      - attested: good_prospects
      - none:
        - fact: provided_false_information
        - incident: {of: [safety, quality], within: 2年}
  - id: award.little_giant
    kind: award
    cite: 二1
    quote: 对新获得认定的小巨人企业给予最高100万元奖励
    title: 小巨人企业奖励
    by: [市工业和信息化局, 市财政局]
    to: enterprise
    when:
      newly_recognised: {title: little_giant, level: national}
    pays: {up_to: 100万元}
  - id: award.gazelle
    kind: award
    cite: 二2
    quote: 对新获得认定的省级瞪羚企业给予30万元奖励
    title: 瞪羚企业奖励
    to: enterprise
    when:
      newly_recognised: {title: gazelle, level: provincial}
    pays: {sum: 30万元}
  - id: award.champion
    kind: award
    cite: 二3
    quote: 单项冠军企业参照小巨人企业执行
    title: 单项冠军企业奖励
    to: enterprise
    when:
      newly_recognised: {title: champion_enterprise, level: national}
    pays: {same_as: award.little_giant}
  - id: flag.city
    kind: flag
    cite: 二2
    quote: 省级瞪羚企业
    title: 市级不奖
    to: enterprise
    when:
      newly_recognised: {title: gazelle, level: city}
    say: 市级瞪羚企业不在奖励之列
  - id: target.number
    kind: target
    cite: 三
    quote: 到2025年新培育小巨人企业20家
    title: 数量目标
    goals:
    - {of: 小巨人企业, sense: new, figure: 20家, by: 2025-12-31}
  - id: no_duplication
    kind: no_duplication
    cite: 末段
    quote: 就高不就低，不重复奖励。
    title: 不重复奖励
    among: [award.*]
    settlement:
      by_reading: upgrade
      options: {top_up: difference, nothing: nothing}
"""

Edit = Callable[[Any], object]


def edited(edit: Edit, text: str = PLAN) -> str:
    """Return the text of a rule file after an edit of its data."""
    data = copy.deepcopy(parse_yaml(text, "plan.yaml").data)
    edit(data)
    return dump_yaml(data)


def compared(edit: Edit, text: str = PLAN) -> RuleDiff:
    """Return the comparison of a rule file with itself after an edit."""
    return diff(load_text(text, "old.yaml"), load_text(edited(edit, text), "new.yaml"))


def document(data: Any) -> Any:
    """Return the first document."""
    return data["documents"][0]


def clause(data: Any, name: str) -> Any:
    """Return a clause by its id, also one of a section."""
    entries = document(data)["clauses"]
    clauses = [one for each in entries for one in (each["clauses"] if "section" in each else [each])]
    return next(each for each in clauses if each["id"] == name)


def the_change(edit: Edit, text: str = PLAN) -> Change:
    """Return the one change that an edit makes."""
    (change,) = compared(edit, text).changes()
    return change


def conditions(edit: Callable[[list[Any]], object]) -> Change:
    """Return the one change made by editing the conditions of the pool."""
    return the_change(lambda data: edit(clause(data, "pool")["when"]["all"]))


def means(change: Change) -> tuple[str, str, str]:
    """Return code and effects of a change."""
    return change.code, change.access, change.money


def rizhao() -> str:
    """Return the text of the bundled file of Rizhao."""
    return bundled_files()["rizhao"].read_text(encoding="utf-8")
