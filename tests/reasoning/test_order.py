"""The order in which things are written never changes an answer: conditions, clauses, options of a group, facts."""

import copy
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from small_rules import answer, applicant, clause, group, rules_of, span
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
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import Verdict

LIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
SETTINGS = drawn(few=20, many=80, like=LIKE)
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


AMOUNTS = st.sampled_from([10, 20, 20, 30])
"""In 万元; few, so that ties are frequent."""


@st.composite
def ties(draw: st.DrawFn) -> tuple[list[str], dict[str, Any]]:
    """Draw awards of which many are worth the same, stated sums and ceilings; rules of which only one is paid; and a firm."""
    count = draw(st.integers(2, 5))
    names = [f"award.{at}" for at in range(count)]
    awards = [
        clause(
            name,
            when=draw(st.sampled_from(["{always: true}", "{always: true}", "{fact: in_priority_industry}"])),
            pays=f"{{{draw(st.sampled_from(['sum', 'up_to']))}: {draw(AMOUNTS)}万元}}",
        )
        for name in names
    ]
    for number in range(draw(st.integers(1, 3))):
        members = ", ".join(draw(st.lists(st.sampled_from(names), min_size=2, unique=True)))
        awards.append(group(f"[{members}]").replace("id: no_duplication", f"id: no_duplication.{number}"))
    firm: dict[str, Any] = {"legal_form": "enterprise", "region": "日照市", "awards_received": []}
    if draw(st.booleans()):
        firm["facts"] = {"in_priority_industry": draw(st.booleans())}
    if draw(st.booleans()):
        firm["awards_received"] = [{"clause": draw(st.sampled_from(names)), "amount": "10万元", "date": "2023-06-01"}]
    return awards, firm


@drawn(few=50, many=200, like=LIKE)
@given(ties(), randoms)
def test_of_equal_awards_no_order_changes_how_much_is_paid_of_sums_and_of_ceilings(
    tied: tuple[list[str], dict[str, Any]], random: Random
) -> None:
    clauses, firm = tied
    moved = list(clauses)
    random.shuffle(moved)
    first, second = (answer(rules_of(*each, readings=""), applicant(**firm)) for each in (clauses, moved))
    assert answer_of(first) == answer_of(second)
    # Shown as paid is what the totals say, of either nature.
    if first.outcomes[0].totals.certain:
        lines = [line for line in first.outcomes[0].settlement.lines if line.chosen]
        paid = {n: Money.total(line.pays.floor for line in lines if line.claim.nature == n) for n in ("fixed", "up_to")}
        totals = first.outcomes[0].totals
        assert paid == {"fixed": totals.fixed.floor, "up_to": totals.up_to.floor}


SUM, CEILING = clause("award.sum", pays="{sum: 20万元}"), clause("award.ceiling", pays="{up_to: 20万元}")


@pytest.mark.parametrize("clauses", [(SUM, CEILING), (CEILING, SUM)])
def test_of_a_sum_and_a_ceiling_of_equal_worth_the_sum_is_paid(clauses: tuple[str, str]) -> None:
    firm = applicant(legal_form="enterprise", awards_received=[])
    found = answer(rules_of(*clauses, group("[award.*]"), readings=""), firm)
    assert span(found.awards.payable.total) == ("20万元", "0元")
    assert found.awards.payable.chosen == ("award.sum",)
    assert found.awards.payable.suppressed == ("award.ceiling",)


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
