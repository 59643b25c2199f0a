"""A made-up tier of four indicators in two groups, with a way around the points, and two versions: for tests, worked by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from small_rules import applicant
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.profile import Applicant

AS_OF = date(2026, 6, 1)

TEXT = """\
jurisdiction: {name: 全国, code: "000000"}
judgements:
- {id: strategic, label: 主导产品属于战略性新兴产业}
facts:
- {id: science_award, label: 近三年获得科技奖励, type: yes_no}
- {id: liabilities, label: 负债总额, type: money, by: year}
- {id: patents, label: 有效知识产权, type: count}
values:
- id: rd_share
  label: 研发费用占比
  is: 研发费用@上年 ÷ 营业收入@上年
- id: p_rd
  label: 研发投入得分
  table: {by: 研发费用占比, bands: [{from: 1%, is: 10}, {from: 3%, is: 20}, {from: 5%, is: 30}]}
- id: p_ip
  label: 知识产权得分
  choose:
    first:
    - {when: {fact: patents, at_least: 3}, is: 20}
    - {when: {fact: patents, at_least: 1}, is: 10}
- id: p_debt
  label: 资产负债率得分
  table: {by: 负债总额@上年 ÷ 资产总额@上年, bands: [{from: 0%, is: 30}, {above: 55%, is: 15}, {above: 75%, is: 0}]}
- id: p_field
  label: 领域得分
  choose:
    first: [{when: {attested: strategic}, is: 20}]
    otherwise: "10"
- id: innovation
  label: 创新能力
  is: 研发投入得分 + 知识产权得分
- id: growth
  label: 成长性
  is: 资产负债率得分 + 领域得分
- id: points
  label: 评价得分
  is: 创新能力 + 成长性
documents:
- id: standard-2026
  title: 甲标准
  number: 甲〔2026〕2号
  status: issued
  in_force: {from: 2026-01-01}
  clauses:
  - id: tier_a
    kind: tier
    cite: 一
    restated: true
    title: 专精特新中小企业
    to: enterprise
    rank: zjtx_sme
    level: provincial
    valid: 3年
    applies: {new: {to: 2026-12-31}, review: {}}
    when:
      all:
      - fact: independent_legal_person
      - any:
        - all: [{fact: points, at_least: 60}, {fact: innovation, at_least: 20}]
        - fact: science_award
- id: standard-2027
  title: 乙标准
  number: 乙〔2027〕3号
  status: issued
  in_force: {from: 2027-01-01}
  clauses:
  - id: tier_b
    kind: tier
    cite: 一
    restated: true
    title: 专精特新中小企业
    to: enterprise
    rank: zjtx_sme
    level: provincial
    applies: {new: {}}
    when: {fact: points, at_least: 70}
"""

FIRM: dict[str, Any] = {
    "name": "甲公司",
    "region": "日照市",
    "independent_legal_person": True,
    "recognitions": [],
    "awards_received": [],
    "attested": {"strategic": False},
    "accounts": [{"year": 2025, "revenue": "1000万元", "rd_expense": "20万元", "total_assets": "500万元"}],
    "facts": {"science_award": False, "patents": 1, "liabilities": {"2025": "300万元"}},
}
"""研发 20/1000 = 2% → 10; 1件 → 10; 300/500 = 60% → 15; 领域 10: 创新能力 20, 成长性 25, 合计 45."""


@cache
def toy() -> RuleSet:
    """Return the rule file, loaded once."""
    return load_text(TEXT, "toy.yaml")


def firm(**changes: Any) -> Applicant:
    """Return the firm with other facts; `facts` and `attested` are merged, the figures of 2025 are given by name."""
    fields = {**FIRM, "facts": dict(FIRM["facts"]), "attested": dict(FIRM["attested"])}
    account = dict(FIRM["accounts"][0])
    for name, value in changes.items():
        if name in account:
            account[name] = value
        elif name in fields["facts"] or name == "liabilities":
            fields["facts"][name] = {"2025": value} if name == "liabilities" and value is not None else value
        elif name in fields["attested"]:
            fields["attested"][name] = value
        else:
            fields[name] = value
    fields["accounts"] = [{key: value for key, value in account.items() if value is not None}]
    for group in ("facts", "attested"):
        fields[group] = {key: value for key, value in fields[group].items() if value is not None}
    return applicant(**fields)
