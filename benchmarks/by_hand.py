"""The 日照 workload written by hand: 二2 培育条件 and the seven recognition awards of 三（一）2, highest only.

What a careful programmer would write for one city and one year, with every fact known: the yardstick for the engine. It
knows no missing facts, no readings, no ledger, no citations beyond the trace's labels.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from zjtx_rules import EnterpriseProfile

AWARDS = (
    ("award.unicorn", "unicorn", ("city", "provincial", "national"), 3_000_000),
    ("award.champion_enterprise_national", "champion_enterprise", ("national",), 2_000_000),
    ("award.champion_product_national", "champion_product", ("national",), 1_000_000),
    ("award.little_giant", "little_giant", ("national",), 1_000_000),
    ("award.champion_enterprise_provincial", "champion_enterprise", ("provincial",), 500_000),
    ("award.gazelle", "gazelle", ("provincial",), 300_000),
    ("award.zjtx_sme", "zjtx_sme", ("provincial",), 200_000),
)
START, END = date(2022, 3, 23), date(2025, 12, 31)


def plain(firm: dict[str, Any], as_of: date) -> tuple[bool, int]:
    """Decide without a trace."""
    two_years_ago = date(as_of.year - 2, as_of.month, as_of.day)
    eligible = (
        firm["registered_since"] <= two_years_ago
        and firm["independent_legal_person"]
        and firm["size"] != "large"
        and firm["good_prospects"]
        and firm["good_benefits"]
        and firm["meets_energy_rules"]
        and firm["meets_environment_rules"]
        and firm["meets_safety_rules"]
        and firm["revenue_last_year"] == 10_000_000
        and firm["quality_certified"]
        and firm["stable_quality"]
        and firm["bank_credit"]
        and firm["tax_credit"]
        and firm["social_credit"]
        and not firm["false_information"]
        and not any(each > two_years_ago for each in firm["incidents"])
    )
    best = 0
    for _, title, levels, amount in AWARDS:
        for held, held_level, kind, day in firm["recognitions"]:
            if held == title and held_level in levels and kind == "new" and START <= day <= min(as_of, END):
                best = max(best, amount)
    return eligible, best


def traced(firm: dict[str, Any], as_of: date) -> dict[str, Any]:
    """Decide with a trace of every condition as dicts."""
    two_years_ago = date(as_of.year - 2, as_of.month, as_of.day)
    tests = [
        {
            "condition": "registered",
            "value": firm["registered_since"],
            "met": firm["registered_since"] <= two_years_ago,
        },
        {"condition": "size", "value": firm["size"], "met": firm["size"] != "large"},
        {
            "condition": "revenue about 1000万元",
            "value": firm["revenue_last_year"],
            "met": firm["revenue_last_year"] == 10_000_000,
        },
        {"condition": "no false information", "met": not firm["false_information"]},
        {"condition": "no incidents", "met": not any(each > two_years_ago for each in firm["incidents"])},
    ]
    tests += [
        {"condition": name, "value": firm[name], "met": firm[name]}
        for name in (
            "independent_legal_person",
            "good_prospects",
            "good_benefits",
            "meets_energy_rules",
            "meets_environment_rules",
            "meets_safety_rules",
            "quality_certified",
            "stable_quality",
            "bank_credit",
            "tax_credit",
            "social_credit",
        )
    ]
    awards = []
    for clause, title, levels, amount in AWARDS:
        found = [
            {"title": held, "level": held_level, "date": day}
            for held, held_level, kind, day in firm["recognitions"]
            if held == title and held_level in levels and kind == "new" and START <= day <= min(as_of, END)
        ]
        awards.append({"clause": clause, "met": bool(found), "rests_on": found, "amount": amount if found else 0})
    met = [each for each in awards if each["met"]]
    best = max(met, key=lambda each: each["amount"], default=None)
    return {
        "eligible": all(each["met"] for each in tests),
        "conditions": tests,
        "awards": awards,
        "chosen": best["clause"] if best else None,
        "suppressed": [each["clause"] for each in met if each is not best],
        "up_to": best["amount"] if best else 0,
    }


def flattened(profile: EnterpriseProfile, as_of: date) -> dict[str, Any]:
    """Return the facts of a complete profile as the hand-written functions want them."""
    account = next(each for each in profile.accounts or () if each.year == as_of.year - 1)
    credit = profile.credit
    if account.revenue is None or credit is None:
        raise ValueError("the workload needs a complete profile")
    return {
        "registered_since": min(each.since for each in profile.registrations or () if each.since),
        "independent_legal_person": bool(profile.independent_legal_person),
        "size": "small",
        "good_prospects": True,
        "good_benefits": True,
        "stable_quality": True,
        "meets_energy_rules": bool(profile.meets_energy_rules),
        "meets_environment_rules": bool(profile.meets_environment_rules),
        "meets_safety_rules": bool(profile.meets_safety_rules),
        "revenue_last_year": int(account.revenue.yuan),
        "quality_certified": bool(profile.certificates),
        "bank_credit": bool(credit.bank),
        "tax_credit": bool(credit.tax),
        "social_credit": bool(credit.social),
        "false_information": bool(profile.provided_false_information),
        "incidents": [each.date for each in profile.incidents or () if each.date],
        "recognitions": [
            (each.title, each.level.id if each.level else None, each.kind.value if each.kind else None, each.date)
            for each in profile.recognitions or ()
        ],
    }
