"""The order in which things are written never changes an answer: conditions, clauses, options of a group, facts."""

import copy
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import (
    Data,
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
from zjtx_rules.language import bundled_files, load, load_text
from zjtx_rules.reasoning import Evaluation, evaluate
from zjtx_rules.terms.truth import Verdict

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example]
)
randoms = st.randoms(use_true_random=False)


def answer_of(evaluation: Evaluation) -> tuple[dict[str, Verdict], list[Any]]:
    """Return the verdicts and the money of an answer."""
    verdicts = {name: each.verdict(name) for each in evaluation.outcomes for name in each.found}
    return verdicts, [each.totals for each in evaluation.outcomes]


def shuffled(node: Any, random: Random, keys: frozenset[str]) -> Any:
    """Return data with every list that stands under one of the keys in another order."""
    if isinstance(node, list):
        return [shuffled(each, random, keys) for each in node]
    if not isinstance(node, dict):
        return node
    found = {}
    for key, value in node.items():
        inner = shuffled(value, random, keys)
        if key in keys and isinstance(inner, list):
            random.shuffle(inner)
        found[key] = inner
    return found


CONDITIONS = frozenset({"all", "any", "none", "of", "title", "one_of", "among"})
FACTS = frozenset(
    {
        "recognitions",
        "awards_received",
        "registrations",
        "accounts",
        "certificates",
        "incidents",
        "tenants",
        "assessments",
        "contracts",
        "payments",
        "trainees",
    }
)


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data(), randoms)
def test_the_order_of_conditions_never_changes_an_answer(
    rules: Data, complete: Data, as_of: date, data: st.DataObject, random: Random
) -> None:
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    first = evaluate(profile, load_text(yaml_of(rules)), as_of)
    second = evaluate(profile, load_text(yaml_of(shuffled(rules, random, CONDITIONS))), as_of)
    assert answer_of(first) == answer_of(second)
    assert first.missing == second.missing


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data(), randoms)
def test_the_order_of_clauses_never_changes_an_answer(
    rules: Data, complete: Data, as_of: date, data: st.DataObject, random: Random
) -> None:
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    moved = copy.deepcopy(rules)
    random.shuffle(moved["documents"][0]["clauses"])
    first = evaluate(profile, load_text(yaml_of(rules)), as_of)
    second = evaluate(profile, load_text(yaml_of(moved)), as_of)
    assert answer_of(first) == answer_of(second)


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data(), randoms)
def test_the_order_of_facts_never_changes_an_answer(
    rules: Data, complete: Data, as_of: date, data: st.DataObject, random: Random
) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    loaded = load_text(yaml_of(rules))
    first = evaluate(profile_of(known), loaded, as_of)
    second = evaluate(profile_of(shuffled(known, random, FACTS)), loaded, as_of)
    assert answer_of(first) == answer_of(second)


@pytest.mark.parametrize("name", sorted(bundled_files()))
@SETTINGS
@given(complete=applicants_data(), as_of=as_of_dates, data=st.data(), random=randoms)
def test_on_the_bundled_rules_the_order_of_facts_never_changes_an_answer(
    name: str, complete: Data, as_of: date, data: st.DataObject, random: Random
) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    first = evaluate(profile_of(known), load(name), as_of)
    second = evaluate(profile_of(shuffled(known, random, FACTS)), load(name), as_of)
    assert answer_of(first) == answer_of(second)
