"""A firm of fifty-five points under the standard of 2022 is told its one-step ways, the nearest first; worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import zjtx_rules as zjtx
from zjtx_rules.analysis.gap.report import apply, gap_of
from zjtx_rules.reasoning import evaluate

RULES = zjtx.load("national")
DAY = date(2026, 3, 1)
TIER = "tier.zjtx_2022"
# 85% 5, growth (6.25% + 5.26%)/2 4, ten years 5, no field 0; digital level 1 0, quality 5, margin 10% 10, debt 50% 5; local 2;
# class I 6, research 10% 10, one of twenty in research 1, institution below the city's 2: 14 + 20 + 2 + 19 = 55.
FACTS: dict[str, Any] = {
    "registered_in_china": True,
    "on_dishonest_list": False,
    "banned_products": False,
    "major_incident": False,
    "liabilities": {2025: "500万元"},
    "equity_raised": {2023: "0元", 2024: "0元", 2025: "0元", 2026: "0元"},
    "equity_raised_24_months": "0元",
    "equity_raised_36_months": "0元",
    "ip_class": "Ⅰ类",
    "science_award": "无",
    "maker_china": "无",
    "rd_institution": "市级以下",
    "niche_since": "2015-06-02",
    "rd_staff": {2025: 1},
    "digital_level": 1,
    "quality_award": False,
    "own_brand": True,
    "sets_standards": True,
    "local_points": 2,
}
FIRM: dict[str, Any] = {
    "kind": "enterprise",
    "region": "日照市",
    "industry": "C3311",
    "independent_legal_person": True,
    "accounts": [
        {"year": 2025, "revenue": "1000万元", "main_business_revenue": "850万元", "rd_expense": "100万元",
         "net_profit": "100万元", "total_assets": "1000万元", "employees": 20},
        {"year": 2024, "revenue": "980万元", "main_business_revenue": "800万元", "rd_expense": "90万元"},
        {"year": 2023, "revenue": "950万元", "main_business_revenue": "760万元"},
    ],
    "certificates": [{"kind": "quality_management", "since": "2020-01-01", "expires": "never"}],
    "attested": {"fills_gap": False, "six_bases_or_key_chain": False},
    "facts": FACTS,
    "recognitions": [{"title": "innovative_sme", "level": "provincial", "kind": "new", "date": "2025-01-20", "expires": "2028-01-19"}],
    "awards_received": [],
}  # fmt: skip
# Growth to 10% on average (+6): 800 × 109/95 = 917.894736…; 800 ÷ 1.1375 = 703.296703…; the lesser root of x² − 1672x + 646000, 606.0086…
# Digital level 3 (+5), local points 7 (+5). A research institution of the province and a filled gap suffice too; they are no figures.
NEAREST = [
    ("accounts.2025.main_business_revenue", "9178947.37元"),
    ("accounts.2023.main_business_revenue", "7032967.03元"),
    ("accounts.2024.main_business_revenue", "6060086.95元"),
    ("facts.digital_level", "3"),
    ("facts.local_points", "7"),
]


def test_the_one_step_ways_come_in_order_of_nearness_and_each_is_verified_by_evaluating_it() -> None:
    firm = zjtx.read_applicant(FIRM)
    assert evaluate(firm, RULES, DAY).verdict(TIER).value == "not_met"
    found = gap_of(firm, RULES, TIER, DAY)
    assert [(way.steps[0].path, str(way.steps[0].to)) for way in found.ways] == NEAREST
    assert all(len(way.steps) == 1 for way in found.ways)
    far = [way.steps[0].relative for way in found.ways]
    assert far == sorted(far)
    assert far[-2:] == [Fraction(2, 3), Fraction(5, 7)]
    for number, way in enumerate(found.ways):
        assert evaluate(apply(found, firm, number), RULES, way.ends_on).verdict(TIER).value == "met"


def test_a_point_or_a_cent_less_does_not_suffice() -> None:
    accounts = FIRM["accounts"]
    less = [
        FIRM | {"accounts": [accounts[0] | {"main_business_revenue": "9178947.36元"}, *accounts[1:]]},
        FIRM | {"accounts": [*accounts[:2], accounts[2] | {"main_business_revenue": "7032967.04元"}]},
        FIRM | {"accounts": [accounts[0], accounts[1] | {"main_business_revenue": "6060086.96元"}, accounts[2]]},
        FIRM | {"facts": FACTS | {"digital_level": 2}},
        FIRM | {"facts": FACTS | {"local_points": 6}},
    ]
    verdicts = {evaluate(zjtx.read_applicant(each), RULES, DAY).verdict(TIER).value for each in less}
    assert verdicts == {"not_met"}
