"""The made-up policy d, whose coefficient comes from all applicants: over its own six firms the stated total comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zjtx_rules import evaluate, load
from zjtx_rules.analysis.testing.examples import read_cases
from zjtx_rules.populations.together.figures import Asked, figures_over, with_figures

POLICIES = Path(__file__).parents[2] / "examples" / "policies"
TOTAL = "research_of_all"


def test_the_total_of_policy_d_is_that_of_the_firms_that_meet_its_conditions() -> None:
    rules = load(POLICIES / "d.yaml")
    cases = read_cases(POLICIES / "examples" / "d" / "firms.yaml")
    stated = {each.example.name: each.profile for each in cases}
    alone = {
        name: each.replaced(facts={key: value for key, value in each.facts.items() if key != TOTAL})
        for name, each in stated.items()
    }
    (figure,) = figures_over(alone.items, Asked(rules, date(2025, 9, 10)))
    # D1 125, D2 240, D4 1635, D5 500; D3 spent 49万 (below 50) the year before, D6 is barred until 2025-09-10.
    assert figure.members == 4
    assert set(figure.values.values()) == {"25000000元"}
    for name, each in with_figures(alone.items(), [figure]):
        found, wanted = (
            evaluate(one, rules, as_of=date(2025, 9, 10)).awards.payable.total for one in (each, stated[name])
        )
        assert found == wanted, name
