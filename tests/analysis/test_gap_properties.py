"""After the advice is taken the clause is met, and no step of it can be left out: over generated firms and rule files."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from strategies import as_of_dates, conditions, enterprise_data, forgettable, profile_of, without
from zjtx_rules.analysis.gap.apply_steps import changed
from zjtx_rules.analysis.gap.report import Gap, apply, gap
from zjtx_rules.files import dump_yaml
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.profile import Applicant, EnterpriseProfile
from zjtx_rules.reasoning import evaluate
from zjtx_rules.terms.truth import Verdict

Question = tuple[Applicant, Any, date]
"""A firm, the conditions of a clause, and the day of the question."""

ENOUGH = (Verdict.MET, Verdict.REVIEW)


def rules_of(when: Any) -> RuleSet:
    document = {
        "id": "generated",
        "title": "生成的文件",
        "status": "issued",
        "in_force": {"from": "2022-03-23", "to": "2025-12-31"},
        "readings": [{"id": "way", "question": "问", "options": {"one": "一", "two": "二"}, "default": "one"}],
        "clauses": [
            {
                "id": "pool",
                "kind": "tier",
                "cite": "一",
                "quote": "原文",
                "title": "标题",
                "to": "enterprise",
                "when": when,
            },
            {
                "id": "award.pool",
                "kind": "award",
                "cite": "二",
                "quote": "原文",
                "title": "标题",
                "to": "enterprise",
                "when": {"clause": "pool"},
                "pays": {"sum": "20万元"},
            },
        ],
    }
    return load_text(
        dump_yaml(
            {
                "jurisdiction": {"name": "日照市", "code": "371100"},
                "judgements": [{"id": "good_prospects", "label": "具有良好发展前景"}],
                "facts": [{"id": "in_priority_industry", "label": "属于优势产业", "type": "yes_no"}],
                "documents": [document],
            }
        )
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    data = draw(enterprise_data(ledger=False))
    missing = draw(st.lists(st.sampled_from(forgettable(data)), max_size=6, unique=True))
    return profile_of(without(data, missing)), draw(conditions), draw(as_of_dates)


def verdict(profile: Applicant, when: Any, as_of: date) -> Verdict:
    return evaluate(profile, rules_of(when), as_of).verdict("pool")


def found(question: Question) -> Gap:
    profile, when, as_of = question
    return gap(profile, rules_of(when), "pool", as_of)


@given(questions())
def test_after_the_advice_is_taken_the_clause_is_met_or_left_to_a_person(
    question: Question,
) -> None:
    profile, when, _ = question
    answer = found(question)
    for number, way in enumerate(answer.ways):
        after = verdict(apply(answer, profile, number), when, way.ends_on)
        assert after in ENOUGH
        assert after is way.verdict
        assert (after is Verdict.REVIEW) == bool(way.judgements)


@given(questions())
def test_no_step_of_the_advice_can_be_left_out(question: Question) -> None:
    profile, when, as_of = question
    for way in found(question).ways:
        for left_out in way.steps:
            kept = [each for each in way.steps if each is not left_out]
            ends = next((each.to for each in kept if each.kind == "wait"), as_of)
            assert verdict(changed(profile, kept), when, ends) not in ENOUGH


@given(questions())
def test_nothing_is_back_dated_and_nothing_impossible_is_proposed(question: Question) -> None:
    profile, _, as_of = question
    for way in found(question).ways:
        for step in way.steps:
            assert step.kind != "impossible"
            if step.kind in ("wait", "obtain"):
                day = step.to if step.kind == "wait" else getattr(step.to, "date", None) or step.to.since
                assert as_of <= day <= date(2025, 12, 31)
            if step.path == "provided_false_information":
                assert profile.provided_false_information is None  # type: ignore[attr-defined] # an enterprise


@given(questions())
def test_a_clause_that_is_met_or_for_a_person_to_judge_needs_no_step(question: Question) -> None:
    profile, when, as_of = question
    answer = found(question)
    needs_nothing = verdict(profile, when, as_of) in ENOUGH
    assert needs_nothing == (bool(answer.ways) and not answer.steps)


@given(questions())
def test_the_ways_stand_in_the_order_of_their_changes(question: Question) -> None:
    counts = [len(way.changes) for way in found(question).ways]
    assert counts == sorted(counts)


FLAGS = {
    "bank_credit_good": "bank",
    "tax_credit_good": "tax",
    "social_credit_good": "social",
    "low_credit_risk": "low_risk",
}

trees = st.recursive(
    st.sampled_from([{"fact": each} for each in FLAGS]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"none": parts}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"at_least_of": {"count": 2, "of": parts}}),
    ),
    max_leaves=8,
)
"""Trees over four facts, so that every change of them can be tried."""


@given(trees, st.fixed_dictionaries({name: st.booleans() for name in FLAGS.values()}))
def test_the_fewest_changes_are_as_few_as_trying_every_change_finds(when: Any, credit: dict[str, bool]) -> None:
    tried = [
        sum(credit[name] != value for name, value in other.items())
        for values in product([True, False], repeat=len(credit))
        for other in [dict(zip(credit, values, strict=True))]
        if verdict(firm_of(other), when, date(2023, 9, 1)) is Verdict.MET
    ]
    answer = found((firm_of(credit), when, date(2023, 9, 1)))
    assert answer.possible == bool(tried)
    assert len(answer.steps) == min(tried, default=0)


def firm_of(credit: dict[str, bool]) -> Applicant:
    return EnterpriseProfile.model_validate({"region": "371100", "credit": credit})
