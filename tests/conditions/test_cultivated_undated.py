"""济南 二（五） 入驻基地满12个月: what the residence alone decides does not wait for the day of the recognition."""

from __future__ import annotations

from datetime import date

import pytest

from zjtx_rules import StartupBaseProfile, evaluate, load


@pytest.mark.parametrize(("entered", "verdict"), [("2025-12-30", "not_met"), ("2020-01-01", "unknown")])
def test_who_entered_too_late_does_not_wait_for_the_date(entered: str, verdict: str) -> None:
    base = StartupBaseProfile.model_validate(
        {
            "kind": "startup_base",
            "region": "济南市",
            "recognitions": [{"title": "startup_base", "level": "省级", "date": "2020-01-01", "expires": "never"}],
            "tenants": [{"entered": entered, "recognitions": [{"title": "little_giant", "kind": "new"}]}],
        }
    )
    assert evaluate(base, load("jinan"), date(2023, 9, 1)).verdict("award.base_forty").value == verdict
