"""济南 二（五） 入驻基地满12个月: what the residence alone decides does not wait for the day of the recognition."""

from __future__ import annotations

from datetime import date

import pytest

from small_rules import MET, NOT_MET, REVIEW, UNKNOWN, answer, applicant, clause, recognition, rules_of
from zjtx_rules import StartupBaseProfile, evaluate, load
from zjtx_rules.terms.truth import Verdict


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


def undated(resident_at: str = "recognition", **tenant: str) -> Verdict:
    """Return the verdict as of 2024-05-01 on a tenant whose title is of unknown date and ended on 2024-04-30."""
    condition = f"{{cultivated: {{title: gazelle, resident_for: 12个月, resident_at: {resident_at}}}}}"
    rules = rules_of(
        clause("award.base", to="startup_base", pays=f"{{per_item: {{of: tenants, when: {condition}, sum: 10万元}}}}")
    )
    held = [recognition("gazelle", None, level="provincial", expires="2024-04-30")]
    base = applicant("startup_base", tenants=[tenant | {"recognitions": held}])
    return answer(rules, base, "2024-05-01").verdict("award.base")


@pytest.mark.parametrize(
    ("tenant", "expected"),
    [
        # Twelve months were full on the last day of the title: if it is of that day, they had been at the recognition.
        ({"entered": "2023-04-30"}, UNKNOWN),
        # A day later they had not, whenever it was given; they are at the application, and a person judges.
        ({"entered": "2023-05-01"}, REVIEW),
        ({"entered": "2023-05-02"}, NOT_MET),
        # One who left may have been recognised before; one who left before twelve months were full was not cultivated.
        ({"entered": "2022-01-01", "left": "2023-06-01"}, UNKNOWN),
        ({"entered": "2022-01-01", "left": "2022-12-31"}, NOT_MET),
    ],
)
def test_of_an_undated_recognition_every_day_that_it_could_have_is_looked_at(
    tenant: dict[str, str], expected: Verdict
) -> None:
    assert undated(**tenant) is expected


@pytest.mark.parametrize(
    ("tenant", "expected"),
    [({"entered": "2023-05-01"}, MET), ({"entered": "2022-01-01", "left": "2024-04-30"}, NOT_MET)],
)
def test_where_residence_is_read_at_the_application_the_day_of_the_recognition_does_not_matter(
    tenant: dict[str, str], expected: Verdict
) -> None:
    assert undated("application", **tenant) is expected
