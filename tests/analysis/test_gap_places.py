"""The gap where a title must have been given while the firm was registered in the place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from small_rules import applicant, clause, recognition, rules_of
from zjtx_rules.analysis.gap.report import Gap, apply, gap
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms.truth import Verdict

AS_OF = date(2023, 9, 1)
AWARD = "{newly_recognised: {title: little_giant}}"
RULES = rules_of(clause("award.one", where="here", when=AWARD, pays="{sum: 100万元}"))
GIANT = recognition("little_giant", "2023-07-14")


def asked(**facts: Any) -> tuple[Gap, Any]:
    """Return the gap of a firm to the award, and the firm."""
    profile = applicant(**{"region": "日照市", "awards_received": []} | facts)
    return gap(profile, RULES, "award.one", AS_OF), profile


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ({"recognitions": [GIANT], "relocation": {"into": "日照市"}}, {"relocation.date"}),
        ({"recognitions": [GIANT], "relocation": {"date": "2020-01-01"}}, {"relocation.into"}),
        ({"recognitions": [GIANT], "relocation": {"whole": True}}, {"relocation.into", "relocation.date"}),
        ({"recognitions": [GIANT], "relocation": {"into": "济南市", "date": "2020-01-01"}}, {"registrations"}),
        ({"recognitions": [GIANT], "registrations": [{"region": "日照市"}]}, {"registrations.0.since"}),
        (
            {"recognitions": [GIANT], "registrations": [{"region": "山东省", "since": "2020-01-01"}]},
            {"registrations.0.region"},
        ),
        (
            {"recognitions": [GIANT | {"date": None}], "relocation": {"into": "日照市", "date": "2023-06-01"}},
            {"recognitions.0.date"},
        ),
        # Nowhere registered here so far: first here, then the title.
        ({"recognitions": [], "registrations": [{"region": "济南市", "since": "2015-01-01"}]}, {"registrations.+", "recognitions.+"}),
        ({"recognitions": []}, {"recognitions.+"}),
    ],
)  # fmt: skip
def test_what_is_missing_is_to_be_provided_and_what_can_be_done_is_named(
    facts: dict[str, Any], paths: set[str]
) -> None:
    found, profile = asked(**facts)
    assert {each.path for each in found.steps} == paths
    after = evaluate(apply(found, profile), RULES, found.ends_on)
    assert after.verdict("award.one") is Verdict.MET


def test_a_title_that_was_brought_along_cannot_be_had_again() -> None:
    found, _ = asked(recognitions=[GIANT], relocation={"into": "日照市", "date": "2023-08-31"})
    assert not found.possible
    assert found.obstacles
