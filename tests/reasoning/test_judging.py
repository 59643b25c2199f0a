"""However the clauses are judged, together or with no more than the verdicts and the money, the answer is the same."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_drawn import drawn
from small_rules import MET, NOT_MET, answer, applicant, clause, rules_of
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
from zjtx_rules.language import RuleSet, load, load_text
from zjtx_rules.profile import Applicant, EnterpriseProfile
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning import Evaluation, evaluate
from zjtx_rules.terms.truth import VERDICTS, Verdict

LIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
SETTINGS = drawn(few=10, many=40, like=LIKE)


def answer_of(evaluation: Evaluation) -> list[Any]:
    """Return everything that an answer without an explanation says."""
    awards = evaluation.awards
    sections = [awards.payable, *awards.if_adopted, awards.accrued, awards.not_yet]
    return [
        {(at, name): each.verdict(name) for at, each in enumerate(evaluation.outcomes) for name in each.found},
        [(each.totals, each.section, each.standing) for each in evaluation.outcomes],
        [(each.total, each.chosen, each.suppressed) for each in sections],
        evaluation.missing,
    ]


def the_same_without_an_explanation(profile: Applicant, rules: RuleSet, as_of: date) -> None:
    explained = evaluate(profile, rules, as_of)
    assert answer_of(evaluate(profile, rules, as_of, explain=False)) == answer_of(explained)


def one_by_one(evaluation: Evaluation) -> list[dict[str, Verdict]]:
    """Return the verdict on every clause judged by itself, in a situation that remembers nothing."""
    return [
        {
            each.clause.id: VERDICTS[each.whole.judge(Situation.of(evaluation.applicant, evaluation.as_of))[0]]
            for each in outcome.program.clauses
        }
        for outcome in evaluation.outcomes
    ]


def together(evaluation: Evaluation) -> list[dict[str, Verdict]]:
    return [{name: outcome.verdict(name) for name in outcome.found} for outcome in evaluation.outcomes]


@given(data=st.data(), as_of=as_of_dates)
@SETTINGS
def test_the_bundled_rules_answer_the_same_without_an_explanation(data: st.DataObject, as_of: date) -> None:
    complete: Data = data.draw(applicants_data())
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    the_same_without_an_explanation(profile, load(), as_of)


@given(data=st.data(), rules=rule_data(), as_of=as_of_dates)
@SETTINGS
def test_any_rules_answer_the_same_without_an_explanation(data: st.DataObject, rules: Data, as_of: date) -> None:
    complete = data.draw(enterprise_data(award_names))
    profile = profile_of(without(complete, data.draw(forgotten(complete))))
    the_same_without_an_explanation(profile, load_text(yaml_of(rules)), as_of)


@given(data=st.data(), as_of=as_of_dates)
@SETTINGS
def test_a_clause_judged_by_itself_comes_to_the_same(data: st.DataObject, as_of: date) -> None:
    complete: Data = data.draw(applicants_data())
    answer = evaluate(profile_of(without(complete, data.draw(forgotten(complete)))), load(), as_of)
    assert together(answer) == one_by_one(answer)


RULES = """
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: plan
  title: 方案
  status: issued
  in_force: {from: 2022-03-23, to: 2025-12-31}
  clauses:
  - {id: holder, kind: tier, cite: 一, quote: 文, title: 称号, to: enterprise, when: {holds: {title: gazelle}}}
  - {id: no_holder, kind: flag, cite: 二, quote: 文, title: 无称号, to: enterprise, when: {none: [{holds: {title: gazelle}}]}, say: 无}
"""


@pytest.mark.parametrize(
    ("recognitions", "holder", "no_holder"),
    [([], Verdict.NOT_MET, Verdict.MET), (None, Verdict.UNKNOWN, Verdict.UNKNOWN)],
)
def test_a_title_that_is_not_held_is_passed_over_and_an_unknown_one_is_not(
    recognitions: list[Any] | None, holder: Verdict, no_holder: Verdict
) -> None:
    firm = EnterpriseProfile.model_validate({"region": "日照市", "recognitions": recognitions})
    answer = evaluate(firm, load_text(RULES), date(2023, 9, 1), explain=False)
    assert (answer.verdict("holder"), answer.verdict("no_holder")) == (holder, no_holder)


def test_what_another_clause_refers_to_is_not_mistaken_for_the_next_clause() -> None:
    # Nobody was trained, so that nothing is due; the tier has nothing to do with it.
    pays = "{per_item: {of: trainees, when: {always: true}, sum: 1万元}}"
    rules = rules_of(
        clause("award.trained", to="training_body", pays=pays),
        *(clause(f"tier.{each}", "tier", to="training_body") for each in ("one", "two", "three")),
        clause("right.more", "right", to="training_body", grants="优先", when="{clause: award.trained}"),
    )
    found = answer(rules, applicant("training_body", trainees=[]))
    assert [found.verdict(each) for each in ("award.trained", "right.more")] == [NOT_MET, NOT_MET]
    assert [found.verdict(f"tier.{each}") for each in ("one", "two", "three")] == [MET, MET, MET]
