"""A firm that meets 日照 二1 and 二2 in every point on 2023-09-01, to be changed in one or two."""

from __future__ import annotations

from datetime import date
from typing import Any

from zjtx_rules.profile import EnterpriseProfile

AS_OF = date(2023, 9, 1)
ZJTX_SME = {"title": "zjtx_sme", "level": "provincial", "kind": "new", "date": "2023-05-10", "expires": "2026-05-09"}


def firm(**fields: Any) -> EnterpriseProfile:
    """Return the firm with other facts; None makes a fact unknown."""
    facts = {
        "in_priority_industry": True,
        "in_other_priority_industry": False,
        "product_in_four_bases_catalogue": True,
        "niche_in_four_bases": True,
        "product_of_new_growth_drivers": False,
        "in_pillar_industry": False,
        "main_product_first_set": False,
    }
    known: dict[str, Any] = {
        "region": "日照市",
        "founded": "2015-03-01",
        "registrations": [{"region": "日照市", "since": "2015-03-01"}],
        "industry": "C3670",
        "independent_legal_person": True,
        "accounts": [{"year": 2022, "revenue": "1000万元", "total_assets": "1500万元", "employees": 100}],
        "certificates": [{"kind": "quality_management", "since": "2020-01-01", "expires": "never"}],
        "credit": {"bank": True, "tax": True, "social": True},
        "incidents": [],
        "provided_false_information": False,
        "meets_energy_rules": True,
        "meets_environment_rules": True,
        "meets_safety_rules": True,
        "attested": {"good_prospects": True, "good_benefits": True, "stable_quality": True},
        "recognitions": [],
        "awards_received": [],
    }
    more = fields.pop("facts", {})
    return EnterpriseProfile.model_validate(known | fields | {"facts": facts | more})


def revenue(amount: str) -> list[dict[str, Any]]:
    """Return the accounts of 2022 with another revenue."""
    return [{"year": 2022, "revenue": amount, "total_assets": "1500万元", "employees": 100}]
