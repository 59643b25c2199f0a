"""What missing facts leave open: the bounds hold whatever the facts turn out to be, and knowing more never widens them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from strategies import (
    Data,
    Path,
    applicants_data,
    as_of_dates,
    award_names,
    enterprise_data,
    forgotten,
    profile_of,
    rule_data,
    without,
    yaml_of,
)
from zjtx_rules.language import RuleSet, bundled_files, load, load_text
from zjtx_rules.reasoning import Bounds, Evaluation, Totals, evaluate
from zjtx_rules.terms.truth import Verdict

LIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
SETTINGS = drawn(few=25, many=100, like=LIKE)


def lies_in(inner: Bounds, outer: Bounds) -> bool:
    """Return whether one range lies in another."""
    below = outer.ceiling is None or (inner.ceiling is not None and inner.ceiling <= outer.ceiling)
    return outer.floor <= inner.floor and below


def narrower(inner: Totals, outer: Totals) -> bool:
    """Return whether sums and ceilings both lie in those of another answer."""
    return lies_in(inner.fixed, outer.fixed) and lies_in(inner.up_to, outer.up_to)


def nothing_was_taken_back(before: Evaluation, after: Evaluation) -> None:
    """Assert that knowing more keeps every certain verdict, and widens no bounds."""
    for old, new in zip(before.outcomes, after.outcomes, strict=True):
        for name in old.found:
            had = old.verdict(name)
            if had in (Verdict.MET, Verdict.NOT_MET):
                assert new.verdict(name) is had, name
        assert narrower(new.totals, old.totals), (old.totals, new.totals)


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data())
def test_knowing_more_never_widens_the_bounds_nor_turns_met_into_not_met(
    rules: Data, complete: Data, as_of: date, data: st.DataObject
) -> None:
    loaded = load_text(yaml_of(rules))
    lost: list[Path] = data.draw(forgotten(complete))
    kept = data.draw(st.integers(0, len(lost)))
    little, more = without(complete, lost), without(complete, lost[kept:])
    answers = [evaluate(profile_of(each), loaded, as_of) for each in (little, more, complete)]
    nothing_was_taken_back(answers[0], answers[1])
    nothing_was_taken_back(answers[1], answers[2])


@pytest.mark.parametrize("name", sorted(bundled_files()))
@SETTINGS
@given(complete=applicants_data(), as_of=as_of_dates, data=st.data())
def test_on_the_bundled_rules_the_bounds_contain_every_completion(
    name: str, complete: Data, as_of: date, data: st.DataObject
) -> None:
    rules: RuleSet = load(name)
    lost: list[Path] = data.draw(forgotten(complete))
    answers = [
        evaluate(profile_of(each), rules, as_of, adopting="371100") for each in (without(complete, lost), complete)
    ]
    nothing_was_taken_back(*answers)
