"""What is paid: as much as the rules allow and never more; nothing outside the validity; the same answer every time."""

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from strategies import (
    Data,
    applicants_data,
    as_of_dates,
    award_names,
    dates_outside,
    enterprise_data,
    forgotten,
    profile_of,
    rule_data,
    without,
    yaml_of,
)
from zjtx_rules import evaluate
from zjtx_rules.language import load, load_text
from zjtx_rules.reasoning import Evaluation, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET

LIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
SETTINGS = drawn(few=15, many=60, like=LIKE)


def met_awards(evaluation: Evaluation) -> list[Money]:
    """Return what each award that is met would pay by itself."""
    return [line.claim.low for each in evaluation.outcomes for line in each.settlement.lines if line.claim.truth == MET]


@SETTINGS
@given(rule_data(), enterprise_data(award_names, ledger=False), as_of_dates)
def test_the_award_never_exceeds_the_sum_of_all_nor_falls_below_the_best_single_one(
    rules: Data, complete: Data, as_of: date
) -> None:
    evaluation = evaluate(profile_of(complete), load_text(yaml_of(rules)), as_of)
    (outcome,) = evaluation.outcomes
    natures = {line.claim.nature for line in outcome.settlement.lines}
    # Where something is open (a condition, or for which title an award that is met is paid), a sum and a ceiling that compete have a
    # floor of nothing each: either may be the one paid.
    assume(len(natures) == 1 or outcome.totals.certain)
    total = outcome.totals.fixed.floor + outcome.totals.up_to.floor
    worth = met_awards(evaluation)
    assert max(worth, default=Money.ZERO) <= total <= Money.total(worth)


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates)
def test_money_received_before_never_raises_the_award(rules: Data, complete: Data, as_of: date) -> None:
    loaded = load_text(yaml_of(rules))
    before = evaluate(profile_of(complete | {"awards_received": []}), loaded, as_of).outcomes[0].totals
    after = evaluate(profile_of(complete), loaded, as_of).outcomes[0].totals
    assert after.fixed.floor + after.up_to.floor <= before.fixed.floor + before.up_to.floor


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates)
def test_no_two_awards_that_exclude_one_another_are_both_chosen(rules: Data, complete: Data, as_of: date) -> None:
    for rule in rules["documents"][0]["clauses"]:
        rule.update({"window": "lifetime", "between": "all"} if rule["kind"] == "no_duplication" else {})
    evaluation = evaluate(profile_of(complete), load_text(yaml_of(rules)), as_of)
    if complete["legal_form"] != "enterprise":
        return
    chosen = set(evaluation.awards.payable.chosen)
    for rule in rules["documents"][0]["clauses"]:
        assert len(chosen & set(rule.get("among", ()))) <= 1


@SETTINGS
@given(rule_data(), enterprise_data(award_names), dates_outside, st.data())
def test_outside_the_validity_nothing_is_payable(rules: Data, complete: Data, as_of: date, data: st.DataObject) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    evaluation = evaluate(profile_of(known), load_text(yaml_of(rules)), as_of)
    assert evaluation.awards.payable.total == Totals()
    assert evaluation.awards.payable.chosen == ()


@SETTINGS
@given(applicants_data(), dates_outside, st.data())
def test_outside_its_validity_the_rizhao_plan_pays_nothing(complete: Data, as_of: date, data: st.DataObject) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    assert evaluate(profile_of(known), load("rizhao"), as_of).awards.payable.total == Totals()


@pytest.mark.parametrize("option", ["recognition", "as_of"])
@SETTINGS
@given(complete=applicants_data(), as_of=st.dates(date(2015, 1, 1), date(2022, 3, 22)))
def test_before_it_is_in_force_the_rizhao_plan_pays_nothing_under_any_reading_of_its_validity(
    option: str, complete: Data, as_of: date
) -> None:
    evaluation = evaluate(profile_of(complete), load("rizhao"), as_of, readings={"validity": option})
    assert evaluation.awards.payable.total == Totals()


@pytest.mark.parametrize("name", ["jinan", "model_city", "shandong"])
@SETTINGS
@given(complete=applicants_data(), as_of=as_of_dates)
def test_a_draft_a_template_and_the_province_pay_nothing_now(name: str, complete: Data, as_of: date) -> None:
    evaluation = evaluate(profile_of(complete), load(name), as_of, adopting="371100")
    assert evaluation.awards.payable.total == Totals()


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data())
def test_the_same_question_has_the_same_answer(rules: Data, complete: Data, as_of: date, data: st.DataObject) -> None:
    known = without(complete, data.draw(forgotten(complete)))
    text = yaml_of(rules)
    answers = [evaluate(profile_of(known), load_text(text), as_of) for _ in range(2)]
    assert answers[0].model_dump_json() == answers[1].model_dump_json()


@SETTINGS
@given(rule_data(), enterprise_data(award_names), as_of_dates, st.data())
def test_an_answer_without_explanation_has_the_same_verdicts_and_money(
    rules: Data, complete: Data, as_of: date, data: st.DataObject
) -> None:
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    loaded = load_text(yaml_of(rules))
    full, bare = (evaluate(profile, loaded, as_of, explain=explain) for explain in (True, False))
    assert full.awards.payable.total == bare.awards.payable.total
    for name in full.outcomes[0].found:
        assert full.verdict(name) is bare.verdict(name)
